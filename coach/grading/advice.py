"""One fix for one grade: what was missing, how to say it next time, and the line behind it.

Owns the wording of fixes. A model may phrase one; it is taken only where every figure, name and
quote in it stands in her answer or in the rubric. Everything else is composed here from the criterion and
from what the detectors read.
"""

import re
from collections.abc import Sequence

from coach.detectors.reading import AnswerReading
from coach.domain.grading import Criterion, Fix, Grade, Point
from coach.domain.notes import NoteRef
from coach.grading.fallbacks import fix_wordings
from coach.grading.reasons import figures_stand, has_address, names_stand, quotes_stand, without_markup

ADVICE_LIMIT = 300
_WORDS = re.compile(r"[a-z0-9]+")
_SMALL_TEXT = (
    "a an the of to in on at and or you your me it is are was were be what which who how why when where do "
    "does did should this that with for from by as not no so if i we my our they "
    "them their its can could would will"
)
_SMALL = frozenset(_SMALL_TEXT.split())


def fix_for(grade: Grade, reading: AnswerReading, advised: str, allowed: Sequence[str]) -> Fix:
    """The fix for `grade`.

    `advised` is the engine's sentence, `allowed` are the texts that its figures may come from.
    """
    criterion = grade.criterion
    missing = _missing_point(grade, reading)
    text = advice_that_stands(advised, allowed)
    place = criterion.note
    if not text:
        text, place = _composed(grade, reading, missing)
    place = place or (missing.note if missing else None)
    return Fix(criterion.name, text, place.path if place else None, place.line if place else None)


def advice_that_stands(advised: str, allowed: Sequence[str]) -> str:
    """`advised` in one piece, or "" where it holds what neither she nor the rubric gave:

    a figure, a name, words to say in her stead, an address; or where it is no single piece of advice.
    """
    text = without_markup(advised)
    stands = (
        len(text) <= ADVICE_LIMIT
        and figures_stand(text, allowed)
        and names_stand(text, allowed)
        and quotes_stand(text, allowed)
        and not has_address(text)
    )
    return text if stands else ""


def _composed(grade: Grade, reading: AnswerReading, missing: Point | None) -> tuple[str, NoteRef | None]:
    criterion = grade.criterion
    if criterion.detector == "coverage" and criterion.basis == "note":
        return _step_fix(grade, missing)
    return f"{_observed(criterion, reading)}{_wording(criterion)}", criterion.note


def _step_fix(grade: Grade, missing: Point | None) -> tuple[str, NoteRef | None]:
    criterion = grade.criterion
    start = "Take up" if grade.level == 1 else "Go further on"
    if missing is None:
        nearer = "what is particular to this case" if grade.level in (1, 2, 3) else "a figure or a trade-off"
        return f"{start} “{criterion.name}” with {nearer}.", criterion.note
    if missing.text.casefold() == criterion.name.casefold():
        return f"{start} “{criterion.name}” in a sentence of its own.", missing.note or criterion.note
    return (
        f"{start} “{criterion.name}”. Your note asks: {_clipped(missing.text)}",
        missing.note or criterion.note,
    )


def _observed(criterion: Criterion, reading: AnswerReading) -> str:
    """What the answer shows of it, in her words or in counts; "" where there is nothing to point at."""
    match criterion.detector:
        case "ownership" if reading.we > reading.i:
            return f"You said “we” {_times(reading.we)} and “I” {_times(reading.i)}. "
        case "action" if reading.hypotheticals and not reading.own_actions:
            return f"“{_clipped(reading.hypotheticals[0].text, 60)}” is a plan. "
        case "figures" if not reading.figures and reading.outcomes:
            return f"“{_clipped(reading.outcomes[0].text, 80)}” has no figure. "
        case "figures" if not reading.figures:
            return "There is no figure in your answer. "
        case "result" if not reading.outcomes:
            return "The answer stops before the result. "
        case _:
            return ""


def _wording(criterion: Criterion) -> str:
    known = fix_wordings().get(criterion.id)
    if known:
        return known
    return f"Say more on “{criterion.name}”."


def _missing_point(grade: Grade, reading: AnswerReading) -> Point | None:
    """The point that the engine names in its why, else the first of which the answer holds least.

    None where each is touched by half its words.
    """
    criterion = grade.criterion
    why = grade.why.casefold()
    named = next((point for point in criterion.points if point.text.casefold()[:60] in why), None)
    if named is not None:
        return named
    said = _stems(reading.text)
    shares = []
    for point in criterion.points:
        wanted = _stems(point.text) or {""}
        shares.append(len(wanted & said) / len(wanted))
    if not shares or min(shares) >= 0.5:
        return None
    return criterion.points[shares.index(min(shares))]


def _stems(text: str) -> set[str]:
    return {word[:5] for word in _WORDS.findall(text.casefold()) if word not in _SMALL}


def _clipped(text: str, limit: int = 140) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= limit else plain[:limit].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def _times(count: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count} times")
