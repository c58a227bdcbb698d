"""Figures against values worked out by hand, and intervals against what they must do."""

import math

import numpy as np
import pytest

from evals.statistics import Interval, auc, bootstrap, macro_f1, mean, paired_difference, spearman


def test_bootstrap_holds_the_mean_and_repeats_itself() -> None:
    values = [0, 1, 1, 1, 0, 1, 1, 0, 1, 1]
    found = bootstrap(mean, values)
    assert found.value == pytest.approx(0.7)
    assert found.n == 10
    assert found.low < 0.7 < found.high
    assert found == bootstrap(mean, values)
    assert found != bootstrap(mean, values, seed=1)


def test_bootstrap_covers_the_true_mean_about_as_often_as_it_says() -> None:
    generator = np.random.default_rng(7)
    inside = 0
    for trial in range(200):
        found = bootstrap(mean, generator.normal(3.0, 1.0, 60), resamples=200, seed=trial)
        inside += found.low <= 3.0 <= found.high
    assert 0.88 <= inside / 200 <= 0.99


def test_groups_widen_the_interval_where_rows_of_a_group_agree() -> None:
    values = np.repeat([0, 1, 1, 0, 1, 0, 1, 1], 20)
    groups = np.repeat(np.arange(8), 20).tolist()
    alone, grouped = bootstrap(mean, values), bootstrap(mean, values, groups=groups)
    assert grouped.value == alone.value
    assert grouped.high - grouped.low > 2 * (alone.high - alone.low)


def test_no_samples_give_no_figure() -> None:
    found = bootstrap(mean, [])
    assert found.n == 0
    assert math.isnan(found.value)


def test_columns_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="length"):
        bootstrap(auc, [0, 1], [0.2])


def test_resamples_with_one_class_are_left_out() -> None:
    found = bootstrap(auc, [0, 1, 1], [0.1, 0.9, 0.8])
    assert found.value == 1.0
    assert (found.low, found.high) == (1.0, 1.0)


def test_paired_difference_sees_a_small_steady_gain() -> None:
    generator = np.random.default_rng(3)
    base = generator.uniform(0, 1, 50)
    steady = paired_difference(base + 0.02, base)
    noise = paired_difference(generator.uniform(0, 1, 50), base)
    assert steady.low == pytest.approx(0.02)
    assert noise.low < 0 < noise.high


@pytest.mark.parametrize(
    ("labels", "scores", "expected"),
    [
        ([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8], 0.75),
        ([0, 1], [0.5, 0.5], 0.5),
        ([True, False], [0.2, 0.9], 0.0),
    ],
)
def test_auc(labels: list[int], scores: list[float], expected: float) -> None:
    assert auc(labels, scores) == pytest.approx(expected)


def test_auc_of_one_class_is_not_a_number() -> None:
    assert math.isnan(auc([1, 1], [0.1, 0.2]))


def test_macro_f1_is_the_mean_over_both_classes() -> None:
    # class 1: precision 1/2, recall 1/2; class 0: precision 2/3, recall 2/3
    assert macro_f1([1, 1, 0, 0, 0], [1, 0, 1, 0, 0]) == pytest.approx((1 / 2 + 2 / 3) / 2)


def test_spearman_uses_mean_ranks_for_ties() -> None:
    assert spearman([1, 2, 3, 4], [10, 20, 30, 400]) == pytest.approx(1.0)
    assert spearman([1, 2, 3, 4], [4, 3, 2, 1]) == pytest.approx(-1.0)
    assert spearman([1, 2, 2, 3], [1, 2, 3, 4]) == pytest.approx(0.9486833)
    assert math.isnan(spearman([1, 1, 1], [1, 2, 3]))


def test_an_interval_reads_as_text() -> None:
    assert str(Interval(0.5, 0.25, 0.75, 8)) == "0.500 [0.250, 0.750] n=8"
