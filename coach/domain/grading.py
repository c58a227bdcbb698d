"""Rubrics and grades. Unscored is None, never 0."""

from dataclasses import dataclass
from typing import Literal

from coach.domain.notes import NoteRef

Level = Literal[1, 2, 3, 4, 5]
LEVELS: tuple[Level, ...] = (1, 2, 3, 4, 5)
GradeState = Literal["graded", "not_applicable", "unscored"]


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that a criterion looks for, and the line of hers that asks for it."""

    text: str
    note: NoteRef | None = None


@dataclass(frozen=True, slots=True)
class Criterion:
    """What is looked for, five anchors from worst to best, and where it comes from.

    `basis` is "note" where `note` is the line of hers that asks for it, else
    "fallback:NAME" with the name of the fall-back rubric. `detector` names the
    built-in reading that fits it ("coverage" compares with the points).
    `applies` is decided from the question, before any answer is read.
    """

    id: str
    name: str
    points: tuple[Point, ...]
    anchors: tuple[str, str, str, str, str]
    basis: str
    note: NoteRef | None = None
    weight: float = 1.0
    applies: bool = True
    detector: str = "coverage"


@dataclass(frozen=True, slots=True)
class Rubric:
    """A frozen set of criteria. `hash` covers names, points, anchors and weights, not lines."""

    name: str
    hash: str
    criteria: tuple[Criterion, ...]
    basis: Literal["note", "fallback"]
    path: str | None = None
    line: int | None = None
    reason: str = ""  # why this framework was chosen, in one clause


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of hers: `text[start:end]` of turn `turn` is `quote`, code points from 0.

    Turn 0 is the answer, 1 and on the replies to probes. Built only by the evidence check.
    """

    turn: int
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Grade:
    """The judgement on one criterion, as it stands after the evidence check."""

    criterion: Criterion
    state: GradeState
    level: Level | None
    why: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Overall:
    """Weighted mean of the graded levels, 1.0 to 5.0, and the band it may be read as."""

    level: float
    band: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Fix:
    """One thing to do next time: what was missing, and the line of hers that asks for it."""

    criterion: str
    text: str
    path: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """Counts over the answer. `seconds` is estimated speaking time at 140 words a minute."""

    words: int
    seconds: int
    fillers: int
    i: int
    we: int
    figures: int


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The whole grade of one finished question. `score` only in reference grading, 0 to 1."""

    engine: str
    question: str
    rubric: Rubric
    overall: Overall | None
    grades: tuple[Grade, ...]
    strengths: tuple[str, ...]
    fixes: tuple[Fix, ...]
    delivery: Delivery
    warnings: tuple[str, ...] = ()
    score: float | None = None
