"""Figures with their uncertainty: bootstrap intervals, paired differences, AUC, macro-F1, Spearman.

Every function is deterministic: a seed is part of the call. A figure that the data cannot
give (one class only, a constant ranking) is NaN, never 0.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import rankdata
from sklearn.metrics import f1_score

Column = NDArray[np.generic]
RESAMPLES = 2000


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure, the bounds of its interval, and how many samples stand behind it."""

    value: float
    low: float
    high: float
    n: int

    def __str__(self) -> str:
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}] n={self.n}"


def mean(values: Column) -> float:
    """The arithmetic mean; NaN for no values."""
    return float(np.mean(values.astype(float))) if len(values) else math.nan


def bootstrap(
    statistic: Callable[..., float],
    *columns: ArrayLike,
    groups: Sequence[object] | None = None,
    confidence: float = 0.95,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> Interval:
    """`statistic(*columns)` with its percentile interval (Efron and Tibshirani 1993, chapter 13).

    The columns have one row a sample and are resampled together. With `groups` (one label
    a row) whole groups are drawn: answers to the same question are not independent.
    Resamples on which the statistic is not defined are left out.
    """
    arrays = [np.asarray(column) for column in columns]
    size = len(arrays[0])
    if any(len(array) != size for array in arrays) or (groups is not None and len(groups) != size):
        raise ValueError("the columns differ in length")
    if not size:
        return Interval(math.nan, math.nan, math.nan, 0)
    generator = np.random.default_rng(seed)
    rows = _rows_by_group(groups) if groups is not None else [np.array([row]) for row in range(size)]
    drawn = []
    for _ in range(resamples):
        picks = generator.integers(0, len(rows), len(rows))
        sample = np.concatenate([rows[pick] for pick in picks]) if groups is not None else picks
        drawn.append(statistic(*(array[sample] for array in arrays)))
    defined = np.array([value for value in drawn if not math.isnan(value)])
    value = statistic(*arrays)
    if not len(defined):
        return Interval(value, math.nan, math.nan, size)
    tail = (1 - confidence) / 2
    low, high = np.quantile(defined, [tail, 1 - tail])
    return Interval(value, float(low), float(high), size)


def paired_difference(
    first: ArrayLike, second: ArrayLike, *, groups: Sequence[object] | None = None, seed: int = 0
) -> Interval:
    """Mean of `first - second` over the same samples; the two differ where the interval leaves out 0."""
    return bootstrap(mean, np.asarray(first, float) - np.asarray(second, float), groups=groups, seed=seed)


def auc(labels: ArrayLike, scores: ArrayLike) -> float:
    """Area under the ROC curve: how often a positive outranks a negative, ties counted half."""
    positive = np.asarray(labels).astype(bool)
    count = int(positive.sum())
    others = len(positive) - count
    if not count or not others:
        return math.nan
    ranks = rankdata(np.asarray(scores, float))
    return float((ranks[positive].sum() - count * (count + 1) / 2) / (count * others))


def macro_f1(labels: ArrayLike, predicted: ArrayLike) -> float:
    """The mean of the F1 of each class that stands in either column."""
    truth = np.asarray(labels)
    if not len(truth):
        return math.nan
    return float(f1_score(truth, np.asarray(predicted), average="macro", zero_division=0))


def spearman(first: ArrayLike, second: ArrayLike) -> float:
    """Rank correlation with mean ranks for ties; NaN where one side is constant."""
    one, other = rankdata(np.asarray(first, float)), rankdata(np.asarray(second, float))
    if len(one) < 2 or one.std() == 0 or other.std() == 0:
        return math.nan
    return float(np.corrcoef(one, other)[0, 1])


def _rows_by_group(groups: Sequence[object]) -> list[NDArray[np.intp]]:
    members: dict[object, list[int]] = {}
    for row, group in enumerate(groups):
        members.setdefault(group, []).append(row)
    return [np.array(found, dtype=np.intp) for found in members.values()]


def weighted_kappa(first: ArrayLike, second: ArrayLike, levels: int = 5) -> float:
    """Agreement of two columns of levels 1 to `levels` beyond chance, with squared weights.

    Cohen 1968. NaN where both columns are the same constant.
    """
    one, other = np.asarray(first, int) - 1, np.asarray(second, int) - 1
    if not len(one):
        return math.nan
    observed = np.zeros((levels, levels))
    np.add.at(observed, (one, other), 1)
    expected = np.outer(observed.sum(axis=1), observed.sum(axis=0)) / len(one)
    weights = np.square(np.subtract.outer(np.arange(levels), np.arange(levels)))
    chance = float((weights * expected).sum())
    return 1 - float((weights * observed).sum()) / chance if chance else math.nan
