"""Measures of a ranking, against values worked out by hand."""

import math

import pytest

from evals.ranking import hit_within, ndcg, reciprocal_rank


def test_hits_count_only_within_k() -> None:
    assert hit_within([False, False, True], 3) == 1.0
    assert hit_within([False, False, True], 2) == 0.0


def test_reciprocal_rank_is_that_of_the_first_hit() -> None:
    assert reciprocal_rank([False, True, True]) == 0.5
    assert reciprocal_rank([False, False]) == 0.0


def test_ndcg_discounts_by_rank_and_compares_with_the_ideal() -> None:
    ideal = 1 + 1 / math.log2(3)
    assert ndcg(["x", "a", "b"], {"a": 1, "b": 1}) == pytest.approx((1 / math.log2(3) + 1 / 2) / ideal)
    assert ndcg(["a", "b"], {"a": 1, "b": 1}) == pytest.approx(1.0)
    assert ndcg(["x"] * 10 + ["a"], {"a": 1}) == 0.0
    assert ndcg(["a"], {}) == 0.0
