"""Whether the notes hold anything on a query, decided on relevance and never on a fused rank."""

# Set on the odd lines of evals/datasets/retrieval.jsonl; the even ones measure it.
SURE_COSINE = 0.5
LIKELY_COSINE = 0.3
LIKELY_COVERAGE = 0.5
LEXICAL_COVERAGE = 0.6


def is_answerable(cosine: float | None, coverage: float) -> bool:
    """Decide from the best cosine (None without embeddings) and the best passage's word coverage, 0 to 1."""
    if cosine is None:
        return coverage >= LEXICAL_COVERAGE
    return cosine >= SURE_COSINE or (cosine >= LIKELY_COSINE and coverage >= LIKELY_COVERAGE)
