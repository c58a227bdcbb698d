"""Four to seven bullets to speak from: her words where she has them, blanks where she has none."""

import re
from collections.abc import Sequence

from coach.claims import FIELD_BLANKS, spoken_sentences
from coach.domain.answers import FrameworkChoice, StoryChoice
from coach.domain.notes import FIELD_NAMES, Line

LONGEST = 7


def story_outline(choice: StoryChoice, tradeoffs: Sequence[Line] = ()) -> tuple[str, ...]:
    """One bullet a field, two for a long action, a trade-off where the question asks for one."""
    bullets = []
    for name in FIELD_NAMES:
        sentences = spoken_sentences(choice.story.fields()[name].text)
        label = name.capitalize()
        if not sentences:
            bullets.append(f"{label}: {FIELD_BLANKS[name]}")
            continue
        bullets.append(f"{label}: {sentences[0]}")
        if name == "action" and len(sentences) > 2:
            bullets.append(f"Then: {sentences[-1]}")
        if name == "result" and not re.search(r"\d", choice.story.result.text):
            bullets.append("The number behind it: [your number: how much it changed]")
    bullets += [f"Trade-off: {line.text}" for line in tradeoffs[:1]]
    return tuple(bullets[:LONGEST])


def framework_outline(
    choice: FrameworkChoice, tradeoffs: Sequence[Line] = (), phrases: Sequence[Line] = ()
) -> tuple[str, ...]:
    """One bullet a step with its first points; the trade-off to say out loud."""
    steps = choice.framework.steps
    room = LONGEST - bool(tradeoffs)
    bullets = []
    for step in steps[:room]:
        points = [text for point in step.points[:2] if (text := " ".join(spoken_sentences(point.text)))]
        bullets.append(f"{step.name}: {' · '.join(points)}" if points else step.name)
    bullets += [f"Say the trade-off: {line.text}" for line in tradeoffs[:1]]
    if len(bullets) < 4:
        bullets += [f"Say: {line.text}" for line in phrases[: 4 - len(bullets)]]
    return tuple(bullets)


def blank_outline(framework: FrameworkChoice | None) -> tuple[str, ...]:
    """Where the notes hold nothing: her framework's steps, else the four fields, all blank."""
    if framework is not None:
        return tuple(
            f"{step.name}: [your point: {step.name.lower()}]" for step in framework.framework.steps[:LONGEST]
        )
    return tuple(f"{name.capitalize()}: {FIELD_BLANKS[name]}" for name in FIELD_NAMES)
