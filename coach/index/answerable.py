"""Whether the notes hold anything on a query, decided on relevance and never on a fused rank."""

# Chosen on the `tune` half of evals/datasets/retrieval.jsonl; the `measure` half says how
# good they are (evals/results/retrieval.md).
COVERAGE_WEIGHT = 0.1
ENOUGH = 0.30
ENOUGH_BY_WORDS = 0.30


def is_answerable(cosine: float | None, coverage: float) -> bool:
    """Decide from the best cosine (None without embeddings) and the coverage, 0 to 1.

    Coverage is the share of the query's words, by rarity, that the best passage holds. It
    lifts a question whose very words stand there over the threshold, no more: unrelated
    questions share common words too.
    """
    if cosine is None:
        return coverage >= ENOUGH_BY_WORDS
    return cosine + COVERAGE_WEIGHT * coverage >= ENOUGH
