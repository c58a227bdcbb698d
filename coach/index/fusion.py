"""Several rankings made one.

Reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009), with their k of 60: it
needs no common scale, so cosine and BM25 never have to be compared.
"""

from collections.abc import Iterable, Sequence

K = 60


def fuse_ranks(rankings: Iterable[Sequence[int]]) -> dict[int, float]:
    """The fused score of each item, from rankings that each list items best first."""
    scores: dict[int, float] = {}
    for ranking in rankings:
        for rank, item in enumerate(ranking, start=1):
            scores[item] = scores.get(item, 0.0) + 1 / (K + rank)
    return scores
