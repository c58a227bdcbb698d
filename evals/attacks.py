"""The built-in engine under 202 attacks: what each does to the overall level, and whether its bound holds."""

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coach.index.embeddings import WEIGHTS_HINT
from evals.leveled_answers import (
    ATTACKS_FILE,
    DATA_COMMIT,
    LEVELS_FILE,
    Attack,
    Bound,
    corpus_coach,
    grade_answer,
    load_attacks,
    overall_of,
)
from evals.report import RESULTS, Cell, Table, describe_run, write_results

FIRST_RUN = RESULTS / "attacks-first.json"
BY_KIND = "By kind"

_REMARKS = f"""
Attacks and bounds were written by the author of the answers at five levels and committed as
{DATA_COMMIT} before the first run, without having read the rules of the judge. They were used afterwards
to mend it: the figures of a later run are those of a set that was looked at.

The effect is the overall level of the attacked answer minus that of its base. The worst case is the one
that breaks its bound by most or, where all hold, comes nearest to it. "Missed by" below 0 is room to the
bound.

An answer that is not graded at all counts as level 1.
"""
REMARKS = tuple(" ".join(paragraph.split()) for paragraph in _REMARKS.strip().split("\n\n"))


@dataclass(frozen=True, slots=True)
class Outcome:
    """An attack with the overall levels before and after."""

    attack: Attack
    base: float
    attacked: float

    @property
    def missed_by(self) -> float:
        """Levels beyond the bound; 0 or less where it holds."""
        return self.attack.bound.broken_by(self.attacked, self.base)

    @property
    def held(self) -> bool:
        """Whether the bound holds."""
        return self.missed_by <= 0


def run_attacks(attacks: Sequence[Attack]) -> list[Outcome]:
    """Grade every base once and every attack; a changed note has a vault of its own."""
    bases: dict[str, float] = {}
    outcomes = []
    with corpus_coach() as coach:
        for attack in attacks:
            if attack.base.id not in bases:
                bases[attack.base.id] = overall_of(grade_answer(coach, attack.base))
            if attack.note is None:
                attacked = overall_of(grade_answer(coach, attack.base, attack.answer))
            else:
                with corpus_coach(attack.note) as poisoned:
                    attacked = overall_of(grade_answer(poisoned, attack.base, attack.answer))
            outcomes.append(Outcome(attack, bases[attack.base.id], attacked))
    return outcomes


def kinds_table(outcomes: Sequence[Outcome], first: Mapping[str, str]) -> Table:
    """A line a kind, with its worst case."""
    rows: list[tuple[Cell, ...]] = []
    for kind in dict.fromkeys(outcome.attack.kind for outcome in outcomes):
        found = [outcome for outcome in outcomes if outcome.attack.kind == kind]
        worst = max(found, key=lambda outcome: outcome.missed_by)
        effects = [outcome.attacked - outcome.base for outcome in found]
        rows.append(
            (
                kind,
                f"{sum(outcome.held for outcome in found)} of {len(found)}",
                first.get(kind, ""),
                f"{min(effects):+.2f} to {max(effects):+.2f}",
                worst.attack.id,
                _describe(worst.attack.bound),
                worst.base,
                worst.attacked,
                worst.missed_by,
            )
        )
    held = sum(outcome.held for outcome in outcomes)
    columns = ("kind", "held", "first run", "effects", "worst", "bound", "base", "attacked", "missed by")
    return Table(BY_KIND, columns, tuple(rows), f"{held} of {len(outcomes)} bounds hold.")


def broken_table(outcomes: Sequence[Outcome]) -> Table:
    """Every attack whose bound does not hold, the worst first."""
    broken = sorted((each for each in outcomes if not each.held), key=lambda each: -each.missed_by)
    rows = tuple(
        (
            each.attack.id,
            each.attack.base.id,
            _describe(each.attack.bound),
            each.base,
            each.attacked,
            each.missed_by,
        )
        for each in broken
    )
    return Table(
        "Bounds that do not hold", ("attack", "base answer", "bound", "base", "attacked", "missed by"), rows
    )


def lift_table(outcomes: Sequence[Outcome]) -> Table:
    """The attacks that lift an overall level by most, whatever their bound."""
    lifted = sorted(outcomes, key=lambda each: each.base - each.attacked)[:5]
    rows = tuple((each.attack.id, each.base, each.attacked, each.attacked - each.base) for each in lifted)
    return Table("The greatest lifts", ("attack", "base", "attacked", "effect"), rows)


def _describe(bound: Bound) -> str:
    parts = []
    if bound.at_most is not None:
        parts.append(f"at most {bound.at_most:g}")
    if bound.over_base is not None:
        parts.append(f"at most base {bound.over_base:+g}")
    if bound.under_base is not None:
        parts.append(f"at least base -{bound.under_base:g}")
    return ", ".join(parts)


def read_first_run(path: Path) -> dict[str, str]:
    """How many bounds of each kind held at the first run; empty where none is kept."""
    if not path.is_file():
        return {}
    tables = json.loads(path.read_text(encoding="utf-8"))["tables"]
    return {
        row["kind"]: row["held"] for table in tables if table["title"] == BY_KIND for row in table["rows"]
    }


def main(arguments: Sequence[str]) -> int:
    """Grade, print and write the results; 1 where the weights are missing."""
    parser = argparse.ArgumentParser(prog="python -m evals attacks", description=__doc__)
    parser.add_argument("--name", default="attacks", help="name of the result files")
    chosen = parser.parse_args(arguments)
    with corpus_coach() as coach:
        if coach.embedder is None:
            print(WEIGHTS_HINT)
            return 1
    outcomes = run_attacks(load_attacks())
    first = read_first_run(FIRST_RUN) if chosen.name != FIRST_RUN.stem else {}
    tables = [kinds_table(outcomes, first), broken_table(outcomes), lift_table(outcomes)]
    run = describe_run(
        "attacks", {"name": chosen.name} if chosen.name != "attacks" else {}, [ATTACKS_FILE, LEVELS_FILE]
    )
    written = write_results(run, tables, REMARKS, name=chosen.name)
    print(written[1].read_text(encoding="utf-8"))
    return 0
