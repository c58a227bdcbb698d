"""How far an answer covers a criterion's points, and with what.

Owns the comparison of remarks with points, the division of the answer among the criteria, and
the level by the anchors: 1 not shown, 2 named only, 3 covered, 4 specific to this case,
5 specific with figures or reasoned trade-offs. The thresholds were set on answers written
for this project.

A point is met where a sentence is much nearer to it than sentences on nothing in particular
are: short points are near to much, long ones to little, so the distance is counted in
standard deviations over those.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coach.domain.grading import Criterion, Level
from coach.engines.builtin.alignment import Reading, hold_share
from coach.engines.builtin.said import Remark, Said
from coach.engines.builtin.vectors import background, read_texts
from coach.engines.protocol import CriterionJudgement, QuotedWords
from coach.index.embeddings import Embedder

Floats = NDArray[np.float32]

TOUCHED = 1.9  # standard deviations over the background: speaks of it
HELD = 2.6  # holds it
FIRM = 3.0  # holds it beyond doubt
_ASIDE = 0.9  # what a sentence that belongs to no criterion scores
_SWITCH = 0.9  # what it costs to go over to another criterion between two sentences
_STEM_SCALE = 6.0  # without vectors: a third of the point's words counts as touched


@dataclass(frozen=True, slots=True)
class Coverage:
    """For one criterion: nearness of each remark to each point, and which remarks are its own."""

    criterion: Criterion
    points: tuple[str, ...]
    nearness: Floats  # (points, remarks)
    segment: tuple[int, ...]


def cover(
    criteria: Sequence[Criterion],
    said: Said,
    remarks: Sequence[Reading],
    question: Reading,
    embedder: Embedder | None,
) -> dict[str, Coverage]:
    """Each criterion's share of the answer, by id. `remarks` are the readings of `said.remarks`."""
    units = [_units(criterion) for criterion in criteria]
    flat = [unit for group in units for unit in group]
    everyday = read_texts(background(), embedder, keep=True)
    points = read_texts(flat, embedder, keep=True)
    near = [_nearness(point, remarks, everyday, question) for point in points]
    tables, at = [], 0
    for group in units:
        tables.append(
            np.array(near[at : at + len(group)], dtype=np.float32).reshape(len(group), len(remarks))
        )
        at += len(group)
    for criterion, table in zip(criteria, tables, strict=True):
        _lift(table, criterion, said)
    segments = (
        _divide([table.max(axis=0) for table in tables]) if remarks and criteria else [()] * len(criteria)
    )
    return {
        criterion.id: Coverage(criterion, tuple(group), table, segment)
        for criterion, group, table, segment in zip(criteria, units, tables, segments, strict=True)
    }


def _lift(table: Floats, criterion: Criterion, said: Said) -> None:
    """What a detector finds by its wording holds the criterion, whatever its topic is."""
    reading = said.reading
    found = {"assumptions": reading.assumptions, "alternatives": reading.alternatives}.get(
        criterion.detector, ()
    )
    wordings = {sentence.text for sentence in found}
    for at, remark in enumerate(said.remarks):
        if remark.text in wordings:
            table[:, at] = np.maximum(table[:, at], HELD)


def _units(criterion: Criterion) -> list[str]:
    """The points, and the name last: to speak of the step as such is also to touch it."""
    return [*dict.fromkeys(point.text for point in criterion.points if point.text.strip()), criterion.name]


def _nearness(
    point: Reading, remarks: Sequence[Reading], everyday: Sequence[Reading], question: Reading
) -> Floats:
    held = hold_share(point, remarks, question)
    if point.pooled is None:
        common = np.array([len((point.stems - question.stems) & remark.stems) for remark in remarks])
        return np.asarray(np.maximum(held * _STEM_SCALE, np.where(common >= 2, HELD, 0.0)), dtype=np.float32)
    usual = hold_share(point, everyday, question)
    by_token = (held - usual.mean()) / max(float(usual.std()), 0.05)
    cosine = np.array([float(point.pooled @ each.pooled) for each in remarks if each.pooled is not None])
    usual_cosine = np.array(
        [float(point.pooled @ each.pooled) for each in everyday if each.pooled is not None]
    )
    by_sentence = (cosine - usual_cosine.mean()) / max(float(usual_cosine.std()), 0.06)
    return np.asarray((by_token + by_sentence) / 2, dtype=np.float32)


def _divide(scores: Sequence[Floats]) -> list[tuple[int, ...]]:
    """Which remarks belong to which criterion: the best path through them (Viterbi, 1967).

    A remark that says nothing of its own on any criterion goes with the one before it, as an
    elaboration does, or to none.
    """
    votes = np.vstack([*scores, np.full(len(scores[0]), _ASIDE, dtype=np.float32)])
    best = votes[:, 0].copy()
    came = []
    for index in range(1, votes.shape[1]):
        origin = np.where(best >= best.max() - _SWITCH, np.arange(len(best)), int(best.argmax()))
        came.append(origin)
        best = best[origin] - _SWITCH * (origin != np.arange(len(best))) + votes[:, index]
    state = int(best.argmax())
    path = [state]
    for origin in reversed(came):
        state = int(origin[state])
        path.append(state)
    path.reverse()
    return [tuple(at for at, chosen in enumerate(path) if chosen == row) for row in range(len(scores))]


def judge_coverage(coverage: Coverage, said: Said) -> CriterionJudgement:
    """The level by the anchors, with the remark that holds most of it as the quote."""
    criterion = coverage.criterion
    name = criterion.name
    if not said.remarks or not coverage.nearness.size:
        return CriterionJudgement(criterion.id, f"I found nothing on “{name}” in what you said.", 1)
    nearness = coverage.nearness
    best_remark = int(nearness.max(axis=0).argmax())
    peak = float(nearness.max())
    if peak < TOUCHED:
        return CriterionJudgement(
            criterion.id, f"I found nothing on “{name}” in what you said{_such_as(coverage, ())}.", 1
        )
    met = [row for row in range(len(coverage.points)) if nearness[row].max() >= TOUCHED]
    places = sorted({*coverage.segment, *(int(nearness[row].argmax()) for row in met), best_remark})
    level, why = _level(coverage, [said.remarks[at] for at in places], met, peak)
    strength = nearness.max(axis=0)
    chosen = sorted(places, key=lambda at: (-_worth(said.remarks[at], float(strength[at])), at))[:2]
    if level <= 2:
        chosen = [best_remark]
    quotes = tuple(QuotedWords(said.remarks[at].text, said.remarks[at].turn) for at in sorted(chosen))
    return CriterionJudgement(criterion.id, why, level, quotes)


def _worth(remark: Remark, nearness: float) -> float:
    return nearness + 0.4 * min(3, remark.figures) + 0.1 * min(8, len(remark.details)) + 0.3 * remark.reasons


def _level(
    coverage: Coverage, remarks: Sequence[Remark], met: Sequence[int], peak: float
) -> tuple[Level, str]:
    name = coverage.criterion.name
    telling = [remark for remark in remarks if remark.spoken and not remark.refuses]
    own = frozenset().union(*(remark.own for remark in telling))
    details = frozenset().union(*(remark.details for remark in telling))
    figures = sum(remark.figures for remark in telling)
    names = sum(remark.names for remark in telling)
    reasons = sum(remark.reasons for remark in telling)
    weighed = any(remark.weighs for remark in telling)
    missing = _such_as(coverage, met)
    if not telling and any(remark.refuses for remark in remarks):
        return 2, f"You named “{name}” only to say that it was not done."
    if len(own) < 4:
        return 2, f"You named “{name}” without saying anything of your own about it{missing}."
    detail = len(details) + 2 * min(figures, 4) + min(names, 3) + min(reasons, 2)
    if detail < 7 or peak < HELD:
        return 3, f"You covered “{name}”, in words that would fit many cases{missing}."
    with_figures = figures >= 1 and reasons + weighed >= 1
    with_choice = weighed and reasons >= 2 and len(details) >= 16
    if detail < 12 or peak < FIRM or not (with_figures or with_choice):
        lack = "no figure" if not figures else "no reasoned choice"
        return 4, f"You made “{name}” specific to this case, with {lack} in it{missing}."
    return (
        5,
        f"You made “{name}” specific and reasoned it with {'figures' if with_figures else 'a trade-off'}.",
    )


def _such_as(coverage: Coverage, met: Sequence[int]) -> str:
    """The first point that is missing, in her notes' own words."""
    for row, point in enumerate(coverage.points[:-1]):
        if row not in met:
            return f"; not found: “{point.strip().rstrip('.?:;')}”"
    return ""
