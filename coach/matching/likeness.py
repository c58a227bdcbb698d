"""How alike a question and her texts are: cosine where there are embeddings, shared rare words always."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from coach.claims.words import stem, tokens_in, word_set
from coach.index.embeddings import Embedder
from coach.matching.vectors import embed_once

# Words of the interview itself: every question has them, so they tell nothing apart.
ASKING = word_set(
    "tell me about a time when you did do how what why describe walk through give example of an the your "
    "to in on for "
    "with and or is are was were have had has that this it i my we us they would could should can will "
    "be been at by "
    "from as one ever most any some than then there which who whom situation where please share talk "
    "explain "
    "recent something someone experience experienced happened go went say"
)
_ALIKE = tuple(
    frozenset(map(stem, word_set(group)))
    for group in (
        "conflict disagree disagreement disagreeing argue argument clash dispute",
        "failure failed fail mistake wrong regret setback",
        "prioritize prioritise prioritization prioritisation priority priorities tradeoff trade-off",
        "customer client account",
        "engineer engineering developer technical",
        "influence authority convince persuade buy-in report",
        "launch ship release",
        "feedback criticism",
        "metric measure number success kpi",
        "ambiguity ambiguous uncertain uncertainty unclear information",
        "lead leadership led leading",
        "data evidence analysis logs",
    )
)


def terms(text: str) -> frozenset[str]:
    """Stems of the words that say what a text is about; words that mean the same get one mark."""
    found = {
        stem(token.lower) for token in tokens_in(text) if token.lower not in ASKING and len(token.text) > 1
    }
    groups = {f"={at}" for at, group in enumerate(_ALIKE) if found & group}
    return frozenset(found | groups)


_OPENER = re.compile(
    r"^[\"“”'\s-]*(?:so,?\s+|and\s+|ok(?:ay)?,?\s+|please\s+)*"
    r"(?:(?:can|could|would) you (?:please )?)?"
    r"(?:(?:tell|talk|walk|take|run) (?:me|us|to me|to us)? ?(?:about|through|of)|describe(?: to "
    r"(?:me|us))?|share"
    r"|give (?:me|us) (?:an? )?(?:\w+ )?(?:examples?|instances?) (?:of|where|when)|talk about|explain"
    r"|what(?:'s| is| was| are) (?:your|the|a)|have you ever|when (?:did|have|was the last time) (?:you)?"
    r"|how (?:do|did|would|have) you|what (?:do|did|would|have) you)\s+",
    re.IGNORECASE,
)
_MOMENT = re.compile(
    r"^(?:(?:me|us|about)\s+)*(?:(?:a|an|the|one|your|any)\s+)?(?:(?:specific|recent|last|particular)\s+)?"
    r"(?:time|situation|moment|occasion|instance|example|experience|project)s?\s+"
    r"(?:(?:when|where|that|in which|of|in)\s+)?(?:you(?:'ve| have| had)?\s+)?",
    re.IGNORECASE,
)


def core(text: str) -> str:
    """What a question is about, without the opening that all questions share ("Tell me about a time you")."""
    inner = _MOMENT.sub("", _OPENER.sub("", text.strip(), count=1), count=1).strip()
    return inner if len(terms(inner)) >= 1 else text


@lru_cache(maxsize=4096)
def wording(text: str) -> str:
    """Lower case words only, to compare two wordings of a question."""
    return " ".join(token.lower for token in tokens_in(text))


def same_question(left: str, right: str) -> bool:
    """True where two wordings ask the same thing word for word, or nearly."""
    a, b = wording(left), wording(right)
    if min(len(a.split()), len(b.split())) < 3:
        return a == b and bool(a)
    return fuzz.ratio(a, b) >= 86 or fuzz.token_sort_ratio(a, b) >= 90


class Likeness:
    """Compares queries with a fixed list of texts. Embeds the texts once, when first asked."""

    def __init__(self, texts: Sequence[str], embedder: Embedder | None) -> None:
        self._texts = tuple(texts)
        self._embedder = embedder
        self._terms = tuple(terms(text) for text in self._texts)
        seen = Counter(term for found in self._terms for term in found)
        size = max(1, len(self._texts))
        self._weights = {term: math.log(1 + size / count) for term, count in seen.items()}
        self._rare = math.log(1 + size)
        self._vectors: NDArray[np.float32] | None = None

    @property
    def dense(self) -> bool:
        """False where there are no embeddings."""
        return self._embedder is not None

    def cosines(self, query: str) -> list[float]:
        """Cosine with each text, 0 without embeddings."""
        return self.cosine_rows([query])[0]

    def cosine_rows(self, queries: Sequence[str]) -> list[list[float]]:
        """A row of cosines with each text for every query, all queries embedded in one go."""
        if self._embedder is None or not self._texts or not queries:
            return [[0.0] * len(self._texts) for _ in queries]
        if self._vectors is None:
            self._vectors = embed_once(self._embedder, [core(text) for text in self._texts])
        rows = self._embedder.embed([core(query) for query in queries]) @ self._vectors.T
        return [[float(value) for value in row] for row in rows]

    def coverages(self, query: str) -> list[float]:
        """Share of the query's term weight that each text holds (0 to 1)."""
        asked = terms(query)
        total = sum(self._weights.get(term, self._rare) for term in asked)
        if not total:
            return [0.0] * len(self._texts)
        return [
            sum(self._weights.get(term, self._rare) for term in asked & held) / total for held in self._terms
        ]
