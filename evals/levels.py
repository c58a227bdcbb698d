"""The built-in engine against 70 answers written at five intended levels, tune and measure halves apart."""

import argparse
import json
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from coach.domain.grading import Scorecard
from coach.index.embeddings import WEIGHTS_HINT
from evals.leveled_answers import (
    DATA_COMMIT,
    LEVELS_FILE,
    LeveledAnswer,
    corpus_coach,
    grade_answer,
    load_levels,
    overall_of,
)
from evals.report import RESULTS, Cell, Table, describe_run, write_results
from evals.statistics import bootstrap, mean, spearman, weighted_kappa

Values = NDArray[np.float64]
HALVES = ("measure", "tune")
JUDGE = "built-in judge"
WORST = 10
FIRST_RUN = RESULTS / "levels-first.json"

_REMARKS = f"""
The intended levels are design labels by one author, not ratings by people (see datasets/README.md). They
say whether the grader tells apart what its anchors tell apart.

The data were committed as {DATA_COMMIT} before the first run, by an author who had not read the rules of
the judge.

Whole questions are in one half. What was changed after the first run looked at the tune half and at the
attacks; the measure half is the one to believe. The attacks are partly made from answers of the measure
half, so that it is not entirely unseen: their differences to the base were looked at, never their
intended levels.

Length and figures become levels by their fifths over the tune half, which is generous: the set has equal
shares of the five levels.

Level 5 differs from level 4 by its figures, by definition, and answers of levels 1 to 4 hold few. So the
number of figures ranks the answers well, and tells nothing apart below level 5.

The first table's note has the figures of the first run (levels-first).
"""
REMARKS = tuple(" ".join(paragraph.split()) for paragraph in _REMARKS.strip().split("\n\n"))


@dataclass(frozen=True, slots=True)
class Graded:
    """An answer with its scorecard."""

    sample: LeveledAnswer
    card: Scorecard

    @property
    def overall(self) -> float:
        """1.0 to 5.0."""
        return overall_of(self.card)

    def level(self, criterion: str) -> int | None:
        """The level of a criterion; None where it was not graded."""
        return next((grade.level for grade in self.card.grades if grade.criterion.id == criterion), None)


def rounded(values: Values) -> Values:
    """To whole levels, halves up."""
    return np.clip(np.floor(values + 0.5), 1, 5)


def kappa(intended: Values, given: Values) -> float:
    """Quadratic-weighted kappa of whole levels."""
    return weighted_kappa(rounded(intended), rounded(given))


def absolute_error(intended: Values, given: Values) -> float:
    """Mean absolute error, in levels."""
    return mean(np.abs(intended - given))


def within_one(intended: Values, given: Values) -> float:
    """The share that is at most one level off."""
    return mean(np.abs(intended - given) <= 1)


MEASURES: Mapping[str, Callable[[Values, Values], float]] = {
    "kappa": kappa,
    "mean error": absolute_error,
    "within one level": within_one,
    "Spearman": spearman,
}


def baseline_scores(graded: Sequence[Graded]) -> dict[str, tuple[Values, Values]]:
    """For each baseline the raw scores (for ranks) and levels by the fifths of the tune half."""
    raw = {
        "answer length": [len(each.sample.answer.split()) for each in graded],
        "number of figures": [len(re.findall(r"\d[\d,.]*", each.sample.answer)) for each in graded],
        "always 3": [3 for _ in graded],
    }
    tune = np.array([each.sample.half == "tune" for each in graded])
    scores = {}
    for name, values in raw.items():
        column = np.array(values, float)
        fifths = np.quantile(column[tune], [0.2, 0.4, 0.6, 0.8])
        places = np.searchsorted(fifths, column, side="right").astype(np.float64)
        levels = column if name == "always 3" else places + 1
        scores[name] = (column, levels)
    return scores


def overall_table(graded: Sequence[Graded], half: str, first: Mapping[str, str]) -> Table:
    """The judge and the baselines against the intended overall level."""
    chosen = np.array([each.sample.half == half for each in graded])
    intended = np.array([each.sample.level for each in graded], float)[chosen]
    groups = [each.sample.question for each in graded if each.sample.half == half]
    judge = np.array([each.overall for each in graded])
    methods = {JUDGE: (judge, judge), **baseline_scores(graded)}
    rows: list[tuple[Cell, ...]] = []
    for name, (raw, levels) in methods.items():
        cells = [
            bootstrap(measure, intended, (raw if measure is spearman else levels)[chosen], groups=groups)
            for measure in MEASURES.values()
        ]
        rows.append((name, *cells))
    title = f"Overall, {half} half: {len(intended)} answers to {len(set(groups))} questions"
    note = "95 % intervals by resampling questions."
    if half in first:
        note += f" At the first run the judge had: {first[half]}."
    return Table(title, ("method", *MEASURES), tuple(rows), note)


def criteria_table(graded: Sequence[Graded], half: str) -> Table:
    """Each criterion with five labels or more, framework steps together as well."""
    pairs: dict[str, list[tuple[int, int, str]]] = {}
    missing: Counter[str] = Counter()
    for each in graded:
        if each.sample.half != half:
            continue
        for criterion, intended in each.sample.criteria.items():
            names = [criterion, "(all)"] + (["(all framework steps)"] if _is_step(each, criterion) else [])
            given = each.level(criterion)
            for name in names:
                if given is None:
                    missing[name] += 1
                else:
                    pairs.setdefault(name, []).append((intended, given, each.sample.question))
    rows: list[tuple[Cell, ...]] = []
    for name, found in pairs.items():
        if len(found) < 5:
            continue
        wanted = np.array([pair[0] for pair in found], float)
        graded_as = np.array([pair[1] for pair in found], float)
        groups = [pair[2] for pair in found]
        cells = [bootstrap(measure, wanted, graded_as, groups=groups) for measure in MEASURES.values()]
        rows.append((name, *cells, mean(graded_as - wanted), missing[name]))
    columns = ("criterion", *MEASURES, "given minus intended", "not graded")
    note = (
        "Only where the author was sure of a level. A criterion of one question has no interval to speak of."
    )
    return Table(f"By criterion, {half} half", columns, tuple(rows), note)


def _is_step(each: Graded, criterion: str) -> bool:
    return each.sample.framework is not None and criterion not in ("relevance", "structure")


def confusion_table(graded: Sequence[Graded], half: str) -> Table:
    """How many answers of each intended level were given each whole level."""
    counts = Counter(
        (each.sample.level, int(rounded(np.array([each.overall]))[0]))
        for each in graded
        if each.sample.half == half
    )
    means = [
        mean(
            np.array(
                [each.overall for each in graded if (each.sample.half, each.sample.level) == (half, level)]
            )
        )
        for level in range(1, 6)
    ]
    rows = tuple(
        (level, *(counts[level, given] for given in range(1, 6)), means[level - 1]) for level in range(1, 6)
    )
    return Table(f"Confusion, {half} half", ("intended", "1", "2", "3", "4", "5", "mean overall"), rows)


def worst_table(graded: Sequence[Graded]) -> Table:
    """The answers with the greatest distance, and the criteria that are two levels off or more."""
    ordered = sorted(graded, key=lambda each: (-abs(each.overall - each.sample.level), each.sample.id))
    rows = []
    for each in ordered[:WORST]:
        off = []
        for criterion, intended in each.sample.criteria.items():
            given = each.level(criterion)
            if given is not None and abs(given - intended) >= 2:
                off.append(f"{criterion} {intended}→{given}")
        rows.append((each.sample.id, each.sample.half, each.sample.level, each.overall, ", ".join(off)))
    columns = ("answer", "half", "intended", "overall", "criteria two levels off or more")
    return Table(f"The worst {WORST}", columns, tuple(rows))


def read_first_run(path: Path) -> dict[str, str]:
    """What the judge had on each half at the first run, as a sentence; empty where none is kept."""
    if not path.is_file():
        return {}
    said = {}
    for table in json.loads(path.read_text(encoding="utf-8"))["tables"]:
        for half in HALVES:
            if table["title"].startswith(f"Overall, {half} half"):
                row = next(row for row in table["rows"] if row["method"] == JUDGE)
                said[half] = ", ".join(
                    f"{name} {row[name]['value']:.2f} [{row[name]['low']:.2f}, {row[name]['high']:.2f}]"
                    for name in MEASURES
                )
    return said


def main(arguments: Sequence[str]) -> int:
    """Grade, print and write the results; 1 where the weights are missing."""
    parser = argparse.ArgumentParser(prog="python -m evals levels", description=__doc__)
    parser.add_argument("--name", default="levels", help="name of the result files")
    chosen = parser.parse_args(arguments)
    with corpus_coach() as coach:
        if coach.embedder is None:
            print(WEIGHTS_HINT)
            return 1
        graded = [Graded(sample, grade_answer(coach, sample)) for sample in load_levels()]
    first = read_first_run(FIRST_RUN) if chosen.name != FIRST_RUN.stem else {}
    tables = [overall_table(graded, half, first) for half in HALVES]
    tables += [criteria_table(graded, half) for half in HALVES]
    tables += [confusion_table(graded, half) for half in HALVES]
    tables.append(worst_table(graded))
    run = describe_run("levels", {"name": chosen.name} if chosen.name != "levels" else {}, [LEVELS_FILE])
    written = write_results(run, tables, REMARKS, name=chosen.name)
    print(written[1].read_text(encoding="utf-8"))
    return 0
