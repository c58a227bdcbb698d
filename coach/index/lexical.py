"""Finding by words: BM25 over chunks, and how much of a query's weight the notes hold.

Owns tokens (any script, case folded, a light English stem). Refuses to fuse or to decide.
Method: Robertson and Zaragoza 2009, in the variant of Lucene, by bm25s.
"""

import re
import unicodedata
from collections.abc import Sequence
from math import log

import numpy as np
from bm25s import BM25
from numpy.typing import NDArray

# Words of a question that say nothing on what it is about.
_STOP_WORDS = (
    "a about after again all also am an and any are as at be because been before being but by can could "
    "did do does doing for from had has have having he her here hers him his how i if in into is it its "
    "just me more most my no nor not of on or other our out over own same she should so some such than "
    "that the their them then there these they this those through to too up us very was we were what "
    "when where which while who whom why will with would you your yours"
)
STOP_WORDS = frozenset(_STOP_WORDS.split())
_WORD = re.compile(r"\w+")
_ENDINGS = (
    "ational",
    "ations",
    "ation",
    "ments",
    "ment",
    "ness",
    "ings",
    "ing",
    "ies",
    "ed",
    "es",
    "s",
    "ly",
)


def words(text: str) -> list[str]:
    """The tokens of `text` in order, stop words left out, stems for English endings."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("’", "'").replace("'s", "")
    return [_stem(word) for word in _WORD.findall(folded) if word not in STOP_WORDS and len(word) > 1]


def _stem(word: str) -> str:
    """`word` without its English ending, where at least four letters stay."""
    if not word.isascii() or not word.isalpha():
        return word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4 and not word.endswith("ss"):
            word = word[: -len(ending)]
            break
    return word[:-1] if word.endswith(("e", "y", "i")) and len(word) > 4 else word


class Lexical:
    """BM25 over a fixed list of texts. Nothing changes once it is built, so threads may share it."""

    def __init__(self, texts: Sequence[str]) -> None:
        tokens = [words(text) for text in texts]
        self._size = len(tokens)
        self._sets = [frozenset(each) for each in tokens]
        self._frequency: dict[str, int] = {}
        for each in self._sets:
            for word in each:
                self._frequency[word] = self._frequency.get(word, 0) + 1
        self._bm25: BM25 | None = None
        if self._frequency:
            self._bm25 = BM25(method="lucene", k1=1.2, b=0.75)
            self._bm25.index(tokens, show_progress=False)

    def scores(self, query: str) -> NDArray[np.float32]:
        """The BM25 score of every text, shape (texts,), 0 where no word is shared."""
        known = [word for word in words(query) if word in self._frequency]
        if self._bm25 is None or not known:
            return np.zeros(self._size, dtype=np.float32)
        return np.asarray(self._bm25.get_scores(known), dtype=np.float32)

    def coverage(self, query: str, row: int) -> float:
        """The share, 0 to 1, of the query's words that the text in `row` holds.

        A word counts by its rarity: one that stands nowhere counts most, so that a question
        on something unheard of is not carried by its common words.
        """
        weights = {word: self._rarity(word) for word in words(query)}
        held = sum(weight for word, weight in weights.items() if word in self._sets[row])
        return held / sum(weights.values()) if weights else 0.0

    def _rarity(self, word: str) -> float:
        count = self._frequency.get(word, 0)
        return log(1 + (self._size - count + 0.5) / (count + 0.5))
