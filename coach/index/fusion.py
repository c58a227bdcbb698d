"""Several rankings made one.

Reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009), with their k of 60: it
needs no common scale, so cosine and BM25 never have to be compared. A ranking may count
for less than another where there is reason to trust it less.
"""

from collections.abc import Iterable, Sequence

K = 60


def fuse_ranks(rankings: Iterable[tuple[Sequence[int], float]]) -> dict[int, float]:
    """The fused score of each item, from rankings (items best first) with their weights."""
    scores: dict[int, float] = {}
    for ranking, weight in rankings:
        for rank, item in enumerate(ranking, start=1):
            scores[item] = scores.get(item, 0.0) + weight / (K + rank)
    return scores
