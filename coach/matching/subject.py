"""Whether a text carries what a question is about: its own words, each held or lacking.

Most interview questions are made of words that every interview has ("failure", "deadline",
"stakeholder"; `generic.txt` lists them): these pick among her stories and miss in none. A word
beyond them ("mobile app", "lawyer", "Japan") is the question's own subject, and something in the
text must meet it: the word itself, or a token whose contextual vector is near (Zhang et al. 2020,
"BERTScore"). Rarity is the rank in the model's vocabulary, which is ordered by frequency.
"""

import math
import re
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from coach.claims.words import FUNCTION_WORDS, is_content, tokens_in
from coach.index.embeddings import Embedder, TokenVectors
from coach.matching.likeness import ASKING

KEPT = 300  # texts whose vectors stay in memory, about a megabyte each
NEAR, FAR = 0.58, 0.33  # token likeness that holds a word, and that says nothing
_FIRST_WORD = 996  # ids under this are markers, signs and single letters of the vocabulary
_COMMON = 3.0  # the rarity that a word gets where there is no vocabulary to rank it
_ENDINGS = ("ies", "es", "s", "ed", "d", "ing", "ly", "al", "y", "e")

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a question. `own` where it is no word that every interview has."""

    text: str
    weight: float
    own: bool


@dataclass(frozen=True, slots=True)
class Carried:
    """How far a text carries a question. `share` (0 to 1) over all its words; `lack` (0 to 1) the part of
    its weight that its own words are short of; `missing` those that nothing in the text meets."""

    share: float
    lack: float
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    forms: frozenset[str]
    last: Floats
    third: Floats


class Subject:
    """Holds questions against texts; keeps what it has read of the texts."""

    def __init__(self, embedder: Embedder | None) -> None:
        self._embedder = embedder
        self._kept: OrderedDict[str, _Read] = OrderedDict()

    def carried(self, question: str, text: str) -> Carried:
        """How far `text` (sentences, one a line) carries the question."""
        pieces = self._embedder.tokens([question])[0] if self._embedder else None
        words = _own_words(question, pieces)
        if not words:
            return Carried(1.0, 0.0, ())
        read = self._read(text)
        near = _likeness(pieces, read) if pieces is not None else None
        held = [_held(word, start, end, read, pieces, near) for word, start, end in words]
        weights = [word.weight for word, _, _ in words]
        total = sum(weights)
        own = [(word, part) for (word, _, _), part in zip(words, held, strict=True) if word.own]
        return Carried(
            share=sum(weight * part for weight, part in zip(weights, held, strict=True)) / total,
            lack=sum(word.weight * (1 - part) for word, part in own) / total,
            missing=tuple(word.text for word, part in own if part < 0.5),
        )

    def _read(self, text: str) -> _Read:
        found = self._kept.pop(text, None)
        if found is None:
            lines = [line for line in text.splitlines() if line.strip()]
            read = self._embedder.tokens(lines) if self._embedder and lines else []
            none = np.zeros((0, 1), dtype=np.float32)
            found = _Read(
                frozenset(_form(token.lower) for token in tokens_in(text)),
                _unit(np.vstack([each.last for each in read])) if read else none,
                _unit(np.vstack([each.third for each in read])) if read else none,
            )
        self._kept[text] = found
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return found


def _own_words(question: str, pieces: TokenVectors | None) -> list[tuple[Word, int, int]]:
    """The words of a question that say something, with their places."""
    found = []
    for token in tokens_in(question):
        low = token.lower
        first = re.split(r"['’]", low)[0]  # "you're" is "you"
        if not low[0].isalpha() or {low, first} & (ASKING | FUNCTION_WORDS) or len(low) < 2:
            continue
        generic = _is_generic(low) or not is_content(low)
        weight = _rarity(token.start, token.end, pieces) * (0.3 if generic else 1.0)
        found.append((Word(token.text, weight, not generic), token.start, token.end))
    return found


def _rarity(start: int, end: int, pieces: TokenVectors | None) -> float:
    rows = _rows(start, end, pieces)
    if pieces is None or not rows:
        return _COMMON
    return math.log1p(max(1, max(int(pieces.ids[row]) for row in rows) - _FIRST_WORD) / 100)


def _rows(start: int, end: int, pieces: TokenVectors | None) -> list[int]:
    if pieces is None:
        return []
    return [row for row, (begin, stop) in enumerate(pieces.offsets) if begin >= start and stop <= end]


def _likeness(pieces: TokenVectors, read: _Read) -> Floats | None:
    if not len(read.last):
        return None
    near = (_unit(pieces.last) @ read.last.T + _unit(pieces.third) @ read.third.T) / 2
    return np.asarray(near.max(axis=1), dtype=np.float32)


def _held(
    word: Word, start: int, end: int, read: _Read, pieces: TokenVectors | None, near: Floats | None
) -> float:
    if _form(word.text.lower()) in read.forms:
        return 1.0
    rows = _rows(start, end, pieces)
    if near is None or not rows:
        return 0.0
    # A rare word comes in pieces: "re" alone finds company anywhere.
    like = float(near[rows].mean() + near[rows].min()) / 2
    return min(1.0, max(0.0, (like - FAR) / (NEAR - FAR)))


def _unit(vectors: Floats) -> Floats:
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(length, 1e-9), dtype=np.float32)


@lru_cache(maxsize=20_000)
def _form(word: str) -> str:
    """A word without its inflection only: "engines" meets "engine", never "engineer"."""
    word = re.sub(r"['’]s?$", "", word.lower())
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word[: -len(ending)]
            break
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    return word


@lru_cache(maxsize=1)
def _generic() -> frozenset[str]:
    words = Path(__file__).with_name("generic.txt").read_text(encoding="utf-8").split()
    return frozenset(words) | frozenset(map(_form, words))


def _is_generic(word: str) -> bool:
    base = _positive(word)
    forms = {word, _form(word), base, _form(base), _form(word.removeprefix("re"))}
    return not forms.isdisjoint(_generic())


def _positive(word: str) -> str:
    """ "biggest" to "big", "easier" to "easy", "unfair" to "fair"."""
    word = word.removeprefix("un") if len(word) > 5 else word
    for ending in ("est", "er"):
        base = word.removesuffix(ending)
        if base != word and len(base) >= 3:
            if base[-1] == base[-2]:
                return base[:-1]
            return f"{base[:-1]}y" if base.endswith("i") else base
    return word


def story_lines(*texts: Sequence[str] | str) -> str:
    """Questions, title and fields of a story as lines of a sentence each."""
    flat = [each for text in texts for each in ([text] if isinstance(text, str) else text) if each]
    return "\n".join(line for each in flat for line in re.split(r"(?<=[.!?])\s+|\n+", each) if line.strip())
