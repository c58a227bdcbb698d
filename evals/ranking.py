"""Measures of one ranked list: first hit, reciprocal rank, nDCG."""

import math
from collections.abc import Mapping, Sequence


def hit_within(hits: Sequence[bool], k: int) -> float:
    """1 where a right one stands among the first `k`, else 0."""
    return float(any(hits[:k]))


def reciprocal_rank(hits: Sequence[bool]) -> float:
    """1 over the rank of the first right one; 0 where there is none."""
    return next((1 / rank for rank, hit in enumerate(hits, 1) if hit), 0.0)


def ndcg(ranked: Sequence[str], relevance: Mapping[str, int], k: int = 10) -> float:
    """nDCG@k with linear gains (trec_eval, as BEIR reports it); 0 where nothing is relevant."""
    gains = [relevance.get(name, 0) for name in ranked[:k]]
    ideal = sorted(relevance.values(), reverse=True)[:k]
    best = _discounted(ideal)
    return _discounted(gains) / best if best else 0.0


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, 1))
