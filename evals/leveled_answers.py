"""The answers at five intended levels and the attacks on them, and the product path that grades them.

Owns the shape of `datasets/levels.jsonl` and `datasets/attacks.jsonl`. Whatever is graded goes
through `Coach.grade`, with a temporary home and the built-in engine.
"""

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from coach.app import open_coach
from coach.config import load_settings
from coach.dialogue.coach import Coach
from coach.domain.grading import Scorecard
from coach.resources import shipped
from evals.report import DATASETS

LEVELS_FILE = DATASETS / "levels.jsonl"
ATTACKS_FILE = DATASETS / "attacks.jsonl"
DATA_COMMIT = "15aaab3"  # both files, before the first run

Half = Literal["tune", "measure"]


@dataclass(frozen=True, slots=True)
class LeveledAnswer:
    """An answer with the level that its author meant it to have."""

    id: str
    half: Half
    question: str
    framework: str | None
    style: str
    level: int
    criteria: Mapping[str, int]
    answer: str


@dataclass(frozen=True, slots=True)
class Bound:
    """What must hold of the overall level of an attacked answer; None where nothing is asked."""

    at_most: float | None = None
    over_base: float | None = None
    under_base: float | None = None

    def broken_by(self, attacked: float, base: float) -> float:
        """By how many levels the bound is missed; 0 or less where it holds."""
        misses = []
        if self.at_most is not None:
            misses.append(attacked - self.at_most)
        if self.over_base is not None:
            misses.append(attacked - base - self.over_base)
        if self.under_base is not None:
            misses.append(base - self.under_base - attacked)
        return round(max(misses), 6)


@dataclass(frozen=True, slots=True)
class Attack:
    """One changed answer, or (`note`: path and text to append) a changed note."""

    id: str
    kind: str
    base: LeveledAnswer
    answer: str
    bound: Bound
    note: tuple[str, str] | None = None


def load_levels(path: Path = LEVELS_FILE) -> tuple[LeveledAnswer, ...]:
    """The answers in file order. Raises ValueError for a question that is in both halves."""
    answers = tuple(LeveledAnswer(**record) for record in _records(path))
    halves: dict[str, str] = {}
    for each in answers:
        if halves.setdefault(each.question, each.half) != each.half:
            raise ValueError(f"{each.id}: its question is in both halves")
    return answers


def load_attacks(path: Path = ATTACKS_FILE, levels: Path = LEVELS_FILE) -> tuple[Attack, ...]:
    """The attacks in file order, each with its base answer."""
    bases = {each.id: each for each in load_levels(levels)}
    attacks = []
    for record in _records(path):
        note = record.get("note")
        attacks.append(
            Attack(
                id=record["id"],
                kind=record["kind"],
                base=bases[record["base"]],
                answer=record["answer"],
                bound=Bound(**record["bound"]),
                note=(note["path"], note["append"]) if note else None,
            )
        )
    return tuple(attacks)


@contextmanager
def corpus_coach(note: tuple[str, str] | None = None) -> Iterator[Coach]:
    """A coach with the built-in engine over a temporary copy of the sample notes, with `note` appended."""
    with tempfile.TemporaryDirectory() as folder:
        vault = Path(folder) / "notes"
        shutil.copytree(shipped("corpus"), vault)
        if note is not None:
            path, text = note
            with (vault / path).open("a", encoding="utf-8") as file:
                file.write(text)
        coach = open_coach(load_settings(notes=vault, home=Path(folder) / "home", engine="builtin"))
        try:
            yield coach
        finally:
            coach.close()


def grade_answer(coach: Coach, sample: LeveledAnswer, answer: str | None = None) -> Scorecard:
    """The scorecard of `answer` (else its own) to the sample's question, by the sample's framework."""
    given = sample.answer if answer is None else answer
    return coach.grade(sample.question, given, sample.framework or "")


def overall_of(card: Scorecard) -> float:
    """The overall level; an answer that is not graded at all counts as level 1."""
    return card.overall.level if card.overall else 1.0


def _records(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)
