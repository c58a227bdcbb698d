"""Which gap of an answer to follow up on: by rules, at once, the same with both engines.

Owns the order of the gaps (the least evidence first), the reason that is shown to her, and
the words of hers that the probe takes up. Refuses to word the probe; an engine does.
After the US OPM guide on structured interviews: probe "we" and "I would".
"""

import re
from collections.abc import Callable, Iterator, Sequence

from coach.detectors.moves import tells_outcome, tells_own_action, tells_team_action
from coach.detectors.reading import AnswerReading, Sentence, is_decline, read_answer
from coach.domain.grading import Criterion, Rubric
from coach.domain.interview import Exchange, GapName, Probe, QuestionKind
from coach.interview.state import may_probe
from coach.interview.wording import content_stems, quotable_clauses
from coach.stock import find_aspect

_THIN: dict[QuestionKind, int] = {  # words; below this there is nothing to work with
    "intro": 50,
    "motivation": 20,
    "knowledge": 15,
    "behavioural": 30,
    "case": 40,
}
_CRITERIA: dict[GapName, tuple[str, ...]] = {  # what the criterion that a gap serves may be called
    "ownership": ("ownership", "own part", "action"),
    "hypothetical": ("action", "ownership", "example"),
    "figure": ("figure", "number", "quant", "metric", "goal", "result"),
    "result": ("result", "outcome", "impact"),
    "action": ("action", "ownership"),
    "situation": ("situation", "context"),
    "alternative": ("alternative", "trade", "option", "weigh", "decision"),
    "assumption": ("clarif", "assum", "context"),
    "thin": ("structure", "detail", "depth", "completeness"),
    "off_topic": ("relevance", "question", "topic"),
    "step": (),
}
_FALLBACK_NAMES: dict[GapName, str] = {
    "ownership": "Ownership",
    "hypothetical": "Action",
    "figure": "Figures",
    "result": "Result",
    "action": "Action",
    "situation": "Situation",
    "alternative": "Trade-off",
    "assumption": "Clarifying",
    "thin": "Detail",
    "off_topic": "Relevance",
    "step": "Structure",
}
_WORDLESS = 8  # below this a behavioural answer is only thin, whatever it says
_DECISION = re.compile(
    r"\b(?:priorit|decid|decision|trade-?\s?off|choose|chose|choice|balanc|compet|conflicting|"
    r"say no|said no|drop)",
    re.IGNORECASE,
)
_HABIT = re.compile(
    r"\b(?:usually|typically|generally|normally|in general|as a rule|I always|I (?:try|tend) to)\b",
    re.IGNORECASE,
)
_AT_ONCE = re.compile(r"\W*(?:(?:so|well|um|okay|first|then|yes|sure)\W+){0,2}(?:I|we)\b", re.IGNORECASE)
_VAGUE = re.compile(  # an amount without a number
    r"\b(?:a lot|significant\w*|faster|slower|better|worse|huge(?:ly)?|massive(?:ly)?|improved|reduced|"
    r"increased|dropped|shrank|grew|rose|fell|more|less|fewer)\b",
    re.IGNORECASE,
)
_SETTING = re.compile(
    r"\b(?:when|while|because|since|last|ago|in (?:19|20)\d\d|noticed|reali[sz]ed|was|were|had been|at [A-Z])"
)
_NUMBER_WORDS = ("zero", "once", "twice", "three times", "four times", "five times", "six times")
_FEW_STEMS, _MANY_STEMS, _LONG_STEP = 2, 3, 12  # of a step's words, that show it was taken
_OFF_TOPIC_WORDS = 15  # a shorter answer is thin, not off the topic


def select_probe(exchange: Exchange, rubric: Rubric) -> Probe | None:
    """The follow-up on the largest open gap in everything said on this exchange, or None.

    None after a decline (of the question or of a probe), after two probes, and where
    the answer lacks nothing; never a gap that was probed before.
    """
    if not may_probe(exchange) or any(is_decline(text) for text in exchange.replies):
        return None
    reading = read_answer("\n\n".join(_told(exchange)))
    used = {asked.probe.gap for asked in exchange.probes}
    return next((probe for probe in _gaps(exchange, rubric, reading) if probe.gap not in used), None)


def _told(exchange: Exchange) -> tuple[str, ...]:
    """Everything said, or what came after a probe for a real case: what she would do is no story."""
    gaps = [asked.probe.gap for asked in exchange.probes]
    return exchange.replies[gaps.index("hypothetical") + 1 :] if "hypothetical" in gaps else exchange.replies


def _gaps(exchange: Exchange, rubric: Rubric, reading: AnswerReading) -> Iterator[Probe]:
    """Every gap, the least evidence first."""
    kind = exchange.item.kind
    if reading.is_gibberish:
        yield _probe(rubric, "off_topic", "I could not make out an answer in what you said.")
    elif len(reading.is_injection) == len(reading.sentences) > 0:
        yield _probe(rubric, "off_topic", "What you said spoke to the grader, not to the question.")
    elif _is_off_topic(exchange, rubric, reading):
        yield _probe(rubric, "off_topic", "What you said shared nothing with the question.")
    elif kind == "behavioural" and reading.words >= _WORDLESS and _tells_something(reading):
        yield from _behavioural(exchange, rubric, reading)
        if reading.words < _THIN[kind]:
            yield _thin(rubric, reading)
    elif reading.words < _THIN.get(kind, 0):
        yield _thin(rubric, reading)
    elif kind == "behavioural":
        yield from _behavioural(exchange, rubric, reading)
    elif kind == "case":
        yield from _case(exchange, rubric, reading)


def _tells_something(reading: AnswerReading) -> bool:
    """Whether a short answer has enough in it to ask after something in particular."""
    return bool(reading.own_actions or reading.team_actions or reading.hypotheticals)


def _thin(rubric: Rubric, reading: AnswerReading) -> Probe:
    return _probe(rubric, "thin", f"Your answer was {_words(reading.words)} long.")


def _behavioural(exchange: Exchange, rubric: Rubric, reading: AnswerReading) -> Iterator[Probe]:
    if reading.we >= 2 and (reading.i == 0 or (reading.team_actions and not reading.own_actions)):
        said = f"You said “we” {_times(reading.we)}"
        reason = f"{said} and never “I”." if reading.i == 0 else f"{said}, and no step was told as your own."
        quote = _quote(reading.team_actions or reading.sentences, "we", tells_team_action, longest=True)
        yield _probe(rubric, "ownership", reason, quote)
    if reading.hypotheticals and not reading.own_actions and not reading.team_actions:
        quote = next((q for word in ("I", "would") if (q := _quote(reading.hypotheticals, word))), "")
        yield _probe(rubric, "hypothetical", "You said what you would do, not what you did.", quote)
        return  # what came of something that was never done is no question
    if _HABIT.search(reading.text) and not reading.outcomes and not reading.figures:
        quote = _quote([s for s in reading.sentences if _HABIT.search(s.text)], "I")
        yield _probe(rubric, "hypothetical", "You said what you usually do, not what you did once.", quote)
        return
    if not reading.own_actions and not reading.team_actions and not reading.hypotheticals:
        yield _probe(rubric, "action", "You told no step that you took.")
    results = _results(reading)
    if not results:
        steps = reading.own_actions or reading.team_actions
        quote = _quote(steps[-1:], "I", tells_own_action, last=True) or _quote(
            steps[-1:], "we", tells_team_action, last=True
        )
        yield _probe(rubric, "result", "You did not say what came of it.", quote)
    elif not _is_measured(reading, results):
        reason = "You told a result without any figure."
        vague = [sentence for sentence in results[::-1] if _is_vague(sentence.text)]
        quote = _quote(vague or results[-1:], tells=_is_vague if vague else tells_outcome)
        yield _probe(rubric, "figure", reason, quote)
    if _DECISION.search(exchange.item.text) and not reading.alternatives:
        reason = "The question was about a choice, and you named nothing that you weighed against yours."
        yield _probe(rubric, "alternative", reason, _quote(reading.own_actions[-1:], "I", tells_own_action))
    if _begins_in_the_middle(reading):
        reason = "You began with what you did, and did not say what was going on."
        yield _probe(rubric, "situation", reason, _quote(reading.own_actions[:1], "I", tells_own_action))


def _results(reading: AnswerReading) -> tuple[Sentence, ...]:
    """Sentences that tell what came of it; "it got a lot faster" does, however vaguely."""
    told = {*reading.outcomes, *reading.star.get("result", ())}
    told |= {s for s in reading.sentences[1:] if _is_vague(s.text) and s not in reading.hypotheticals}
    return tuple(sorted(told, key=lambda sentence: sentence.start))


def _is_measured(reading: AnswerReading, results: Sequence[Sentence]) -> bool:
    """Whether a figure stands in a result or in the sentence after it; others measure something else."""
    following = zip(reading.sentences, (*reading.sentences[1:], None), strict=True)
    spans = [(s.start, (after or s).end) for s, after in following if s in results]
    return any(start <= figure.start < end for figure in reading.figures for start, end in spans)


def _begins_in_the_middle(reading: AnswerReading) -> bool:
    """The first sentence is already a step, and nothing in the answer says when, where or why."""
    first = reading.sentences[0]
    at_once = (first in reading.own_actions or first in reading.team_actions) and _AT_ONCE.match(first.text)
    return bool(at_once) and not reading.star.get("situation") and not _SETTING.search(first.text)


def _case(exchange: Exchange, rubric: Rubric, reading: AnswerReading) -> Iterator[Probe]:
    steps = [criterion for criterion in rubric.criteria if _is_step(criterion)]
    families = {criterion.id: find_aspect(criterion.name) for criterion in steps}
    if not exchange.clarified and not reading.assumptions:
        clarifying = next((c for c in steps if (a := families[c.id]) and a.id == "clarify"), None)
        reason = "You neither asked a clarifying question nor stated an assumption."
        quote = _quote(reading.sentences[:1], "I")
        yield _probe(rubric, "assumption", reason, quote, name=clarifying.name if clarifying else "")
    asked = content_stems(exchange.item.text)
    covered = {c.id: _coverage(c, reading.text, asked) for c in steps}
    skipped = [c for c in steps if covered[c.id] < 1 and not ((a := families[c.id]) and a.id == "clarify")]
    for criterion in sorted(skipped, key=lambda c: covered[c.id]):
        amount = "little" if covered[criterion.id] else "nothing"
        reason = f"Your answer had {amount} on “{criterion.name}”."
        yield _probe(rubric, "step", reason, name=criterion.name, detail=criterion.name)
    has_trade_off = any(aspect and aspect.id == "tradeoff" for aspect in families.values())
    if not reading.alternatives and not has_trade_off:
        reason = "You weighed nothing against what you proposed."
        yield _probe(rubric, "alternative", reason, _quote(reading.sentences[-1:], "I"))
    if not reading.figures:
        yield _probe(rubric, "figure", "There was no figure and no target in your answer.")


def _is_step(criterion: Criterion) -> bool:
    """A step of a framework: compared with its points, and not a general virtue such as structure."""
    known = criterion.basis == "note" or find_aspect(criterion.name) is not None
    return criterion.applies and criterion.detector == "coverage" and known


def _coverage(criterion: Criterion, text: str, asked: frozenset[str]) -> float:
    """How much of a step the answer shows: 1 and more where it was taken.

    Words of the question itself prove nothing.
    """
    aspect = find_aspect(criterion.name)
    said = text.casefold()
    if aspect and any(re.search(rf"(?<!\w){re.escape(word)}", said) for word in aspect.said):
        return 1.0
    points = content_stems(" ".join(point.text for point in criterion.points)) - asked
    wanted = points | content_stems(criterion.name) - asked
    needed = _MANY_STEMS if len(wanted) > _LONG_STEP else _FEW_STEMS
    return len(wanted & content_stems(text)) / min(needed, max(1, len(wanted)))


def _is_off_topic(exchange: Exchange, rubric: Rubric, reading: AnswerReading) -> bool:
    """Nothing shared with question or rubric, and nothing told that could be a story."""
    if reading.words < _OFF_TOPIC_WORDS or exchange.item.kind not in ("behavioural", "case"):
        return False
    if reading.own_actions or reading.team_actions or reading.outcomes or reading.hypotheticals:
        return False
    names = " ".join(point.text for criterion in rubric.criteria for point in criterion.points)
    return not content_stems(reading.text) & content_stems(f"{exchange.item.text} {names}")


def _probe(
    rubric: Rubric, gap: GapName, reason: str, quote: str = "", *, name: str = "", detail: str = ""
) -> Probe:
    return Probe(gap, name or _criterion_name(rubric, gap), reason, quote, detail)


def _criterion_name(rubric: Rubric, gap: GapName) -> str:
    """The rubric's own name for what the gap is about, else a plain one."""
    applying = [criterion for criterion in rubric.criteria if criterion.applies]
    for key in _CRITERIA[gap]:
        for criterion in applying:
            if key in f"{criterion.id} {criterion.name} {criterion.detector}".casefold():
                return criterion.name
    return _FALLBACK_NAMES[gap]


def _quote(
    sentences: Sequence[Sentence],
    around: str = "",
    tells: Callable[[str], bool] = bool,
    *,
    last: bool = False,
    longest: bool = False,
) -> str:
    """A short clause, verbatim: the first (last, longest) that `tells` what is asked after, else any."""
    clauses = [clause for sentence in sentences for clause in quotable_clauses(sentence.text, around)]
    ordered = clauses[::-1] if last else sorted(clauses, key=len, reverse=True) if longest else clauses
    return next((clause for clause in ordered if tells(clause)), ordered[0] if ordered else "")


def _is_vague(clause: str) -> bool:
    return _VAGUE.search(clause) is not None


def _times(count: int) -> str:
    return _NUMBER_WORDS[count] if count < len(_NUMBER_WORDS) else f"{count} times"


def _words(count: int) -> str:
    return "one word" if count == 1 else f"{count} words"
