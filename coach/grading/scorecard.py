"""From grades that stand to the scorecard: the total, its band, strengths, fixes, warnings.

Owns every figure on the card. The engine's words appear in `why` and, once checked, in a fix;
totals and their order are computed here. Unscored is None and stays out of every mean.
"""

import math
from collections.abc import Sequence

from pydantic import TypeAdapter

from coach.detectors.delivery import measure_delivery
from coach.detectors.reading import AnswerReading, read_answer
from coach.domain.grading import Evidence, Fix, Grade, Overall, Rubric, Scorecard
from coach.engines.protocol import Judgement
from coach.grading.advice import fix_for
from coach.grading.evidence import VerifiedGrades, verify
from coach.grading.reasons import reasons_that_stand

BUILTIN_LABEL = "built-in"
MOST_STRENGTHS = 3
MOST_FIXES = 5
SHORT_ANSWER = 40  # words; too few to show much of anything
BAND_HALF_WIDTH = 0.4
MOST_OFF_TOPIC = 2.5  # overall of an answer to another question, however well that one is told
_STORED = TypeAdapter(Scorecard)


def build_scorecard(
    engine_label: str,
    question: str,
    rubric: Rubric,
    judgement: Judgement,
    replies: Sequence[str],
    *,
    contradictions: Sequence[str] = (),
    unused: Sequence[Fix] = (),
    probes: Sequence[str] = (),
) -> Scorecard:
    """The scorecard of one finished question. `contradictions` are sentences to warn with.

    `unused` are fixes found elsewhere (a figure of hers that she left out); they come after the
    first fix. `probes` are the follow-ups as put: repeating them is no evidence.
    """
    if not _is_builtin(engine_label):  # the built-in engine counts for itself: "we" 8 times
        judgement = reasons_that_stand(judgement, rubric, (question, *replies, *probes))
    verified = verify(judgement, rubric, replies, asked=(question, *probes))
    reading = read_answer("\n\n".join(replies))
    fixes = _fixes(
        verified.grades, reading, dict(judgement.advice), _allowed(question, rubric, replies, probes)
    )
    return Scorecard(
        engine=engine_label,
        question=question,
        rubric=rubric,
        overall=overall_of(verified.grades),
        grades=verified.grades,
        strengths=_strengths(verified.grades),
        fixes=(*fixes[:1], *unused, *fixes[1:])[:MOST_FIXES],
        delivery=measure_delivery(replies),
        warnings=_warnings(engine_label, judgement, verified, reading, contradictions),
        score=_score(judgement, verified.grades),
    )


def _is_builtin(engine_label: str) -> bool:
    """Its label says more where it has no embeddings; a model's is "MODEL at HOST"."""
    return engine_label.startswith(BUILTIN_LABEL) and " at " not in engine_label


def overall_of(grades: Sequence[Grade]) -> Overall | None:
    """The weighted mean of the graded levels, and the band it may be read as.

    None where nothing is graded, or where more than half of the weight that applies is
    unscored. The band: each unscored criterion might have been a 1 or a 5, and a grader is
    easily off by 0.4 of a level (about one criterion in two by one); both ends are rounded to
    the nearest level. An answer that is graded 1 on relevance is capped: a fine story that
    answers another question would fail in the room.
    """
    graded = [(grade.level, grade.criterion.weight) for grade in grades if grade.level is not None]
    known = sum(weight for _, weight in graded)
    unknown = sum(grade.criterion.weight for grade in grades if grade.state == "unscored")
    if not graded or unknown > known:
        return None
    total = sum(level * weight for level, weight in graded)
    mean = total / known
    least = (total + 1 * unknown) / (known + unknown) - BAND_HALF_WIDTH
    most = (total + 5 * unknown) / (known + unknown) + BAND_HALF_WIDTH
    if is_off_topic(grades):
        mean, most = min(MOST_OFF_TOPIC, mean), min(MOST_OFF_TOPIC, most)
        least = min(MOST_OFF_TOPIC - BAND_HALF_WIDTH, least)
    return Overall(round(mean, 1), (_nearest(least), _nearest(most)))


def is_off_topic(grades: Sequence[Grade]) -> bool:
    """Whether the answer was found to be one to another question, or none."""
    return any(grade.criterion.detector == "relevance" and grade.level == 1 for grade in grades)


def _nearest(level: float) -> int:
    return min(5, max(1, math.floor(level + 0.5)))


def _strengths(grades: Sequence[Grade]) -> tuple[str, ...]:
    """At most three grades of 4 and 5 with her own words, each with words of its own.

    None in an answer to another question: what is told well there is no strength here.
    """
    if is_off_topic(grades):
        return ()
    best = sorted(
        (grade for grade in grades if grade.level is not None and grade.level >= 4 and grade.evidence),
        key=lambda grade: (-(grade.level or 0), -grade.criterion.weight),
    )
    shown: dict[str, str] = {}
    for grade in best:
        fresh = [place for place in grade.evidence if place.quote not in shown.values()]
        if fresh and len(shown) < MOST_STRENGTHS:
            shown[grade.criterion.name] = fresh[0].quote
    return tuple(f"{name}: “{_short(quote)}”" for name, quote in shown.items())


def _short(quote: str, limit: int = 160) -> str:
    plain = " ".join(quote.split())
    return plain if len(plain) <= limit else plain[:limit].rsplit(" ", 1)[0] + "…"


def _fixes(
    grades: Sequence[Grade], reading: AnswerReading, advice: dict[str, str], allowed: Sequence[str]
) -> list[Fix]:
    """What would gain most first: weight times the levels that are missing. A 5 needs no fix."""
    open_grades = [grade for grade in grades if grade.level is not None and grade.level < 5]
    # Below 4 is where an answer loses; a 4 is only worth a word where nothing is worse.
    lower = [grade for grade in open_grades if (grade.level or 0) < 4] or open_grades
    ordered = sorted(
        lower,
        key=lambda grade: (
            -grade.criterion.weight * (5 - (grade.level or 0)),
            grade.criterion.detector != "relevance",  # an answer to another question comes first
        ),
    )
    fixes: list[Fix] = []
    for grade in ordered:
        fix = fix_for(grade, reading, advice.get(grade.criterion.id, ""), allowed)
        if fix.text in {other.text for other in fixes}:  # a model that says one thing to everything
            fix = fix_for(grade, reading, "", allowed)
        fixes.append(fix)
    return fixes


def _allowed(question: str, rubric: Rubric, replies: Sequence[str], probes: Sequence[str]) -> tuple[str, ...]:
    points = (point.text for criterion in rubric.criteria for point in criterion.points)
    anchors = (anchor for criterion in rubric.criteria for anchor in criterion.anchors)
    return (question, *replies, *probes, *points, *anchors)


def _warnings(
    engine_label: str,
    judgement: Judgement,
    verified: VerifiedGrades,
    reading: AnswerReading,
    contradictions: Sequence[str],
) -> tuple[str, ...]:
    found = []
    if _is_builtin(engine_label):
        found.append("Graded by the built-in engine: rules and embeddings, no language model.")
    if verified.dropped:
        what = "quote does" if verified.dropped == 1 else "quotes do"
        found.append(f"{verified.dropped} {what} not stand in your answer and counted for nothing.")
    overall = overall_of(verified.grades)
    if is_off_topic(verified.grades) and overall is not None and overall.level == MOST_OFF_TOPIC:
        found.append(
            f"It answers another question than the one asked, so the overall is at most {MOST_OFF_TOPIC}."
        )
    unscored = sum(grade.state == "unscored" for grade in verified.grades)
    if unscored:
        found.append(f"{unscored} of {len(verified.grades)} criteria could not be scored.")
    if 0 < reading.words < SHORT_ANSWER:
        found.append(f"Your answer is short: {reading.words} word{'' if reading.words == 1 else 's'}.")
    if reading.is_injection:
        found.append("Lines that speak to the grader were not counted.")
    return (*found, *verified.warnings, *judgement.warnings, *contradictions)


def _score(judgement: Judgement, grades: Sequence[Grade]) -> float | None:
    """The continuous score of reference grading, 0 to 1. No credit where the quotes did not stand."""
    if judgement.score is None or not math.isfinite(judgement.score):
        return None
    given = {raw.criterion_id: raw.level for raw in judgement.criteria}
    fell = any(grade.level == 1 and given.get(grade.criterion.id) != 1 for grade in grades)
    return 0.0 if fell else round(min(1.0, max(0.0, judgement.score)), 6)


def scorecard_json(card: Scorecard) -> dict[str, object]:
    """The shape of `coach grade --json`, with `score` only in reference grading."""
    shape: dict[str, object] = {
        "engine": card.engine,
        "question": card.question,
        "rubric": {
            "name": card.rubric.name,
            "hash": card.rubric.hash,
            "path": card.rubric.path,
            "line": card.rubric.line,
            "basis": card.rubric.basis,
            "reason": card.rubric.reason,
        },
        "overall": None
        if card.overall is None
        else {"level": card.overall.level, "band": list(card.overall.band)},
        "criteria": [_grade_json(grade) for grade in card.grades],
        "strengths": list(card.strengths),
        "fixes": [
            {"criterion": fix.criterion, "text": fix.text, "path": fix.path, "line": fix.line}
            for fix in card.fixes
        ],
        "delivery": {
            "words": card.delivery.words,
            "seconds": card.delivery.seconds,
            "fillers": card.delivery.fillers,
            "i": card.delivery.i,
            "we": card.delivery.we,
            "figures": card.delivery.figures,
        },
        "warnings": list(card.warnings),
    }
    return shape if card.score is None else {**shape, "score": card.score}


def _grade_json(grade: Grade) -> dict[str, object]:
    note = grade.criterion.note
    return {
        "id": grade.criterion.id,
        "name": grade.criterion.name,
        "state": grade.state,
        "level": grade.level,
        "why": grade.why,
        "evidence": [_evidence_json(place) for place in grade.evidence],
        "note": None if note is None else {"path": note.path, "line": note.line},
        "basis": grade.criterion.basis,
    }


def _evidence_json(place: Evidence) -> dict[str, object]:
    return {"turn": place.turn, "quote": place.quote, "start": place.start, "end": place.end}


def dump_scorecard(card: Scorecard) -> str:
    """`card` as the store keeps it, whole."""
    return _STORED.dump_json(card).decode("utf-8")


def load_scorecard(text: str) -> Scorecard:
    """What `dump_scorecard` wrote. Raises pydantic.ValidationError for anything else."""
    return _STORED.validate_json(text)
