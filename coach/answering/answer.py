""" "How would I answer X", top to bottom: find the material, plan, draft, check, cut.

    plan = prepare(question, kind, retrieval, matcher, vault, company=company)
    ledger = ledger_for(plan, ledger)
    text = "".join(checked_stream(engine.draft(plan.request), ledger))   # may be shown as it comes
    answer = finish(plan, text, ledger, engine.label)

Owns what an answer stands on and when it says that the notes hold nothing. Refuses to draft
(an engine does) and to show a draft that was not checked.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from coach.answering.cuts import cut_versions
from coach.answering.material import (
    Material,
    company_lines,
    find_material,
    heading_at,
    question_gap,
)
from coach.answering.outline import blank_outline, framework_outline, story_outline
from coach.answering.questions import joined_words
from coach.claims import Ledger, Span, check_draft, check_sentence, is_evidence, split_spoken
from coach.claims.figures import figures_in
from coach.claims.words import content_stems
from coach.domain.answers import Answer, Claim, FrameworkChoice, Source, StoryChoice
from coach.domain.interview import QuestionKind
from coach.domain.notes import Line, Vault
from coach.domain.passages import Passage, Retrieval
from coach.engines.protocol import DraftRequest
from coach.matching import Matcher


@dataclass(frozen=True, slots=True)
class Plan:
    """What an answer will stand on, decided before a word is drafted.

    `kind` is the question's, or "tradeoff" where the question is about a trade-off of her notes.
    """

    question: str
    kind: str
    answerable: bool
    story: StoryChoice | None
    framework: FrameworkChoice | None
    runners_up: tuple[StoryChoice, ...]
    outline: tuple[str, ...]
    phrases: tuple[Line, ...]
    tradeoffs: tuple[Line, ...]
    passages: tuple[Passage, ...]
    sources: tuple[Source, ...]
    notice: str
    said: tuple[str, ...] = ()

    @property
    def request(self) -> DraftRequest:
        """What the engine is asked to draft."""
        return DraftRequest(
            question=self.question,
            kind=self.kind,
            story=self.story,
            framework=self.framework,
            outline=self.outline,
            phrases=self.phrases,
            tradeoffs=self.tradeoffs,
            passages=self.passages,
            said=self.said,
        )


def prepare(
    question: str,
    kind: QuestionKind,
    retrieval: Retrieval,
    matcher: Matcher,
    vault: Vault,
    company: str = "",
    said: Sequence[str] = (),
) -> Plan:
    """Choose the material and lay out the answer; nothing is drafted yet."""
    material = find_material(question, kind, retrieval, matcher, vault, company=company)
    if not material.answerable:
        return _unanswerable(question, material, matcher, vault, tuple(said))
    return Plan(
        question=question,
        kind=material.kind,
        answerable=True,
        story=material.story,
        framework=material.framework,
        runners_up=material.runners_up,
        outline=_outline(material, question),
        phrases=material.phrases,
        tradeoffs=tuple(line for _, line in material.tradeoffs),
        passages=material.passages,
        sources=_sources(material, vault),
        notice=material.notice,
        said=tuple(said),
    )


def ledger_for(plan: Plan, ledger: Ledger) -> Ledger:
    """The ledger that a draft of this plan is checked against.

    A case gives facts ("a 70B model") that the answer may take up; a behavioural question gives none.
    """
    if plan.story is not None:
        ledger = ledger.led_by(plan.story.path, plan.story.story.line, plan.story.story.end_line)
    return ledger.with_given(plan.question) if plan.kind == "case" else ledger


def checked_stream(chunks: Iterator[str], ledger: Ledger) -> Iterator[str]:
    """The draft, each sentence checked before it is passed on. Joined, it is the checked draft."""
    held = ""
    before: frozenset[str] = frozenset()
    for chunk in chunks:
        held += chunk
        done = split_spoken(held)[:-1]  # the last one may still grow: it waits for its successor
        if done:
            yield _check_all(held[: done[-1].end], done, before, ledger)
            before = content_stems(done[-1].text)
            held = held[done[-1].end :]
    rest = _check_all(held, split_spoken(held), before, ledger)
    if rest:
        yield rest


def _check_all(text: str, sentences: Sequence[Span], before: frozenset[str], ledger: Ledger) -> str:
    pieces: list[str] = []
    last = 0
    for sentence in sentences:
        pieces += [text[last : sentence.start], check_sentence(sentence.text, ledger, before).text]
        before = content_stems(sentence.text)
        last = sentence.end
    return "".join([*pieces, text[last:]])


def finish(plan: Plan, draft_text: str, ledger: Ledger, engine_label: str) -> Answer:
    """The draft checked claim by claim, cut to 30, 60 and 120 seconds, with its sources.

    Pass the ledger of `ledger_for`. A text that `checked_stream` gave passes unchanged.
    """
    checked = check_draft(draft_text.strip(), ledger)
    result = plan.story.story.result.text if plan.story else ""
    notice = plan.notice
    if checked.blanks:
        put = "blank stands" if checked.blanks == 1 else "blanks stand"
        notice = f"{notice} {checked.blanks} {put} where the draft said what your notes do not hold.".strip()
    if others := _from_elsewhere(plan.story, checked.claims, ledger):
        notice = f"{notice} Not from this story: {', '.join(others)}.".strip()
    return Answer(
        question=plan.question,
        engine=engine_label,
        answerable=plan.answerable,
        story=plan.story,
        framework=plan.framework,
        runners_up=plan.runners_up,
        outline=plan.outline,
        answer=checked.text,
        versions=cut_versions(checked.text, result) if plan.answerable else {},
        claims=checked.claims,
        sources=plan.sources,
        notice=notice,
    )


def _from_elsewhere(story: StoryChoice | None, claims: Sequence[Claim], ledger: Ledger) -> list[str]:
    """Figures of hers that this story does not hold, each with its place: true, but of something else."""
    if story is None:
        return []
    own = {
        (fact.dimension, fact.value)
        for fact in ledger.facts
        if fact.path == story.path and story.story.line <= (fact.line or 0) <= story.story.end_line
    }
    found: dict[str, None] = {}
    for claim in claims:
        figures = {(figure.dimension, figure.value) for figure in figures_in(claim.text)}
        if claim.state == "supported" and claim.path and figures and not figures & own:
            found.setdefault(f"“{claim.text}” ({claim.path}:{claim.line})")
    return list(found)


def _outline(material: Material, question: str) -> tuple[str, ...]:
    lines = [line for _, line in material.tradeoffs]
    if material.kind == "tradeoff":
        bullets = [f"Trade-off: {line.text}" for line in lines[:2]]
        bullets += [f"Say: {line.text}" for line in material.phrases[:1]]
        if material.story:
            bullets += story_outline(material.story)[:4]
        return tuple(bullets)
    if material.kind == "case" and material.framework:
        return framework_outline(material.framework, lines, material.phrases)
    if material.story:
        return story_outline(material.story, lines)
    if material.phrases:
        return tuple(line.text for line in material.phrases[:7])
    return company_lines(question, material.passages)


def _unanswerable(
    question: str, material: Material, matcher: Matcher, vault: Vault, said: tuple[str, ...]
) -> Plan:
    """Nothing of hers fits: say so, give a frame to fill and the gap; never pad."""
    gap = matcher.blank_for(question)
    nearest = material.nearest if gap is None else None
    shown = gap or nearest
    sources = (
        _sources(replace(material, story=shown, passages=()), vault) if shown or material.framework else ()
    )
    return Plan(
        question=question,
        kind=material.kind,
        answerable=False,
        story=None,
        framework=material.framework,
        runners_up=(nearest,) if nearest else (),
        outline=blank_outline(material.framework if material.kind == "case" else None),
        phrases=(),
        tradeoffs=(),
        passages=(),
        sources=sources,
        notice=_nothing(question, material, nearest, gap),
        said=said,
    )


def _nothing(question: str, material: Material, nearest: StoryChoice | None, gap: StoryChoice | None) -> str:
    """What the notes do not hold, the nearest that they do, and what to do about it."""
    next_step = question_gap(material.kind, gap)
    if nearest is None:
        return f"Your notes hold nothing on this yet. {next_step}"
    about = " or ".join(f"“{words}”" for words in joined_words(question, material.missing)) or "this"
    place = f"{nearest.path}:{nearest.story.line}"
    return (
        f"Your notes hold nothing on {about}; the nearest is “{nearest.story.title}” ({place}). {next_step}"
    )


def _sources(material: Material, vault: Vault) -> tuple[Source, ...]:
    """Each place once, the story and the framework first."""
    found: dict[tuple[str, int], Source] = {}

    def add(path: str, line: int, score: float) -> None:
        found.setdefault((path, line), Source(path, heading_at(vault, path, line), line, round(score, 4)))

    if material.kind == "tradeoff":
        for path, line in material.tradeoffs:
            add(path, line.line, 1.0)
    if material.story:
        add(material.story.path, material.story.story.line, material.story.score)
    if material.framework:
        add(material.framework.path, material.framework.framework.line, material.framework.score)
    for path, line in material.tradeoffs:
        add(path, line.line, 1.0)
    for path, line in material.phrase_places[:2]:
        add(path, line.line, 1.0)
    for passage in material.passages[:3]:
        note = vault.note(passage.path)
        if note and is_evidence(note):
            add(passage.path, passage.start_line, passage.score)
    return tuple(found.values())
