"""An answer put together from her own sentences: selected, ordered, joined with neutral words.

Owns the order and the joints. Refuses to claim: every figure, name and result is copied from
the request; where a field of hers is empty a blank stands. Reads as notes to speak from.
"""

import re
from collections.abc import Set

from coach.claims import FIELD_BLANKS, spoken_sentences, tidy, unquoted
from coach.claims.names import names_in
from coach.claims.words import FUNCTION_WORDS, word_set
from coach.domain.notes import FIELD_NAMES, FieldName, Step, Story
from coach.engines.protocol import DraftRequest
from coach.matching.likeness import terms

_LEADS: dict[FieldName, str] = {
    "situation": "",
    "task": "My task:",
    "action": "What I did:",
    "result": "In the end,",
}
_FIRST_PERSON = re.compile(
    r"^(?:(?:When|After|Before|So|Then|As|Once|First|In|On|At|With|Halfway)\b.*)?\b(?:I|We|My|Our)\b"
)
_IMPERATIVE = word_set(
    "clarify diagnose set prioritize prioritise propose plan define express triage evaluate choose test "
    "ask find weigh "
    "shape prove pin rule cut build decide understand identify brainstorm measure list pick state "
    "explain scope map "
    "check validate iterate summarize summarise recommend analyze analyse estimate size segment gather "
    "start frame "
    "describe consider compare justify monitor launch name break"
)
_SEQUENCE = ("First", "Then", "Next", "After that", "From there")
_MOVES = (
    (r"clarif|ask|understand|pin|scope|context", "I'd check"),
    (r"goal|metric|measure|success|number", "What I'd watch"),
    (r"priorit|trade|weigh|option|evaluate|triage", "I'd weigh"),
    (r"solution|solve|shape|propose|brainstorm|idea|mvp|plan", "I'd put forward"),
    (r"test|validat|prove|iterat|guard|experiment", "I'd make sure of it this way"),
)
POINTS_A_STEP = 3


def draft(request: DraftRequest) -> str:
    """The answer as text; the shape follows what the request holds."""
    if request.kind == "case" and request.framework:
        return _draft_case(request)
    if request.kind == "tradeoff" and request.tradeoffs:
        return _draft_tradeoff(request)
    if request.story:
        return _draft_story(request)
    if request.kind in {"intro", "small_talk"} and request.phrases:
        return " ".join(sentence for line in request.phrases for sentence in spoken_sentences(line.text))
    if request.kind in {"knowledge", "motivation"} and request.passages:
        return _draft_passages(request)
    return "\n".join(request.outline)


def _draft_story(request: DraftRequest) -> str:
    assert request.story is not None
    paragraphs = [story_field(request.story.story, name) for name in FIELD_NAMES]
    if request.tradeoffs:
        paragraphs.insert(3, f"The trade-off I weighed: {_row(request.tradeoffs[0].text)}")
    return "\n\n".join(paragraphs)


def story_field(story: Story, name: FieldName) -> str:
    """One field as sentences to say, or its blank."""
    sentences = spoken_sentences(story.fields()[name].text)
    if not sentences:
        lead = "The result:" if name == "result" else _LEADS[name]
        return f"{lead} {FIELD_BLANKS[name]}.".strip()
    named = re.search(rf"\b{name}\b", sentences[0], re.IGNORECASE)
    if named or _FIRST_PERSON.match(sentences[0]) or not _LEADS[name]:
        return " ".join(sentences)
    return " ".join((_LEADS[name], _carried_on(sentences[0], story.text), *sentences[1:]))


def _carried_on(sentence: str, story: str) -> str:
    """The sentence as it goes on after a lead: small at its start, unless it starts with a name."""
    first = sentence.split(" ", 1)[0].strip(",.:;")
    small = first.lower()
    if not first.isalpha() or first[1:] != small[1:] or first == "I":
        return sentence
    elsewhere = re.search(rf"(?<![.!?:] )(?<!^)\b{first}\b", story, re.MULTILINE)
    known = small in FUNCTION_WORDS or re.search(rf"\b{small}", story)
    named = any(name.start == 0 for name in names_in(sentence))
    return sentence if not known and (elsewhere or named) else small + sentence[len(first) :]


def _draft_case(request: DraftRequest) -> str:
    assert request.framework is not None
    asked = terms(request.question)
    phrases = [unquoted(line.text) for line in request.phrases]
    paragraphs = [phrases[0]] if phrases else []
    steps = request.framework.framework.steps
    weighing = next(
        (
            at
            for at, step in enumerate(steps)
            if re.search(r"priorit|trade|weigh|option|evaluate", step.name, re.IGNORECASE)
        ),
        None,
    )
    for at, step in enumerate(steps):
        said = _say_step(step, at, len(steps), asked, skip={line.line for line in request.tradeoffs[:2]})
        if at == weighing or (weighing is None and at == len(steps) - 2):
            rows = "; ".join(_row(line.text).rstrip(".") for line in request.tradeoffs[:2])
            said += f" The trade-offs I'd say out loud: {rows}." if rows else ""
            said += f" {phrases[2]}" if len(phrases) > 2 else ""
        paragraphs.append(said)
    if len(phrases) > 1:
        paragraphs.append(phrases[1] if len(phrases) < 4 else phrases[3])
    return "\n\n".join(paragraphs)


def _say_step(step: Step, at: int, count: int, asked: frozenset[str], skip: Set[int]) -> str:
    lead = "Finally" if at == count - 1 and count > 1 else _SEQUENCE[min(at, len(_SEQUENCE) - 1)]
    said = f"{lead}{step_phrase(step)}."
    points = step_points(step, asked, skip)
    questions = [point for point in points if _asks(point)]
    others = [point.rstrip(".") for point in points if not _asks(point)]
    if questions:
        said += " I'd ask: " + " ".join(questions)
    if others:
        lead = next(
            (words for move, words in _MOVES if re.search(move, step.name, re.IGNORECASE)), "I'd look at"
        )
        said += f" {lead}: " + "; ".join(others) + "."
    return said


def _asks(point: str) -> bool:
    return bool(re.search(r"\?(?:\s*\([^()]*\)\.?)?$", point))


def step_phrase(step: Step) -> str:
    """ " I'd clarify the ask" for a step that is a doing, ", job to be done" for one that is a thing."""
    name = re.sub(r"\s+", " ", step.name).strip(" .:-–—")
    if name.isupper():
        name = name.capitalize()
    first = name.split(" ", 1)[0]
    if first.lower() in _IMPERATIVE:
        return f" I'd {first.lower()}{name[len(first) :]}"
    return f", {name[0].lower()}{name[1:]}" if name[1:2].islower() else f", {name}"


def step_points(
    step: Step, asked: frozenset[str], skip: Set[int] = frozenset(), k: int = POINTS_A_STEP
) -> tuple[str, ...]:
    """The points of a step that speak to the question, else its first ones, in her order."""
    said = [
        (at, sentence)
        for at, point in enumerate(step.points)
        if point.line not in skip and (sentence := _point(point.text))
    ]
    chosen = sorted(said, key=lambda entry: (-len(terms(entry[1]) & asked), entry[0]))[:k]
    return tuple(sentence for _, sentence in sorted(chosen))


def _point(text: str) -> str:
    sentences = spoken_sentences(text)
    said = " ".join(sentences)
    return "" if len(said.split()) < 2 and len(said) < 4 else said


def _row(text: str) -> str:
    return tidy(spoken_row(text))


def spoken_row(text: str) -> str:
    """A trade-off row as one clause: "latency vs. cost: …"."""
    return re.sub(r"\s*\|\s*", ": ", text.strip().strip("|")).replace("**", "")


def _draft_tradeoff(request: DraftRequest) -> str:
    rows = [f"The trade-off: {_row(request.tradeoffs[0].text)}"]
    rows += [f"It sits next to this one: {_row(line.text)}" for line in request.tradeoffs[1:2]]
    if request.phrases:
        rows.append(unquoted(request.phrases[0].text))
    if request.story:
        rows.append("A time I lived it: " + story_field(request.story.story, "situation"))
        rows.append(story_field(request.story.story, "action"))
        rows.append(story_field(request.story.story, "result"))
    return "\n\n".join(rows)


def _draft_passages(request: DraftRequest) -> str:
    """The sentences of the passages that share most with the question, in the order of the notes."""
    asked = terms(request.question)
    found: list[tuple[int, int, int, str]] = []
    for rank, passage in enumerate(request.passages):
        for at, sentence in enumerate(spoken_sentences(passage.text)):
            if len(sentence.split()) >= 4 and not sentence.endswith("?"):
                found.append((len(terms(sentence) & asked) * 2 - rank, rank, at, sentence))
    best = sorted(found, key=lambda entry: (-entry[0], entry[1], entry[2]))[:6]
    seen: dict[str, None] = {}
    for entry in sorted(best, key=lambda entry: (entry[1], entry[2])):
        seen.setdefault(entry[3])
    return " ".join(seen) or "\n".join(request.outline)
