"""How far a text holds the content of another: token by token, word by word, and as a whole.

Owns the measures between a reference (a rubric's point, a model answer) and what was said,
with the question's own content demoted. Refuses to set levels: `judge` does.

The token measure is greedy matching of contextual embeddings (Zhang et al., 2020, "BERTScore"),
weighted by rarity and by how new each piece of the reference is against the question. The
rarity is the rank in the model's vocabulary, which is ordered by frequency: no corpus needed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from coach.index.embeddings import TokenVectors

Floats = NDArray[np.float32]


def word_set(text: str) -> frozenset[str]:
    """The words of a list that is written as one text."""
    return frozenset(text.split())


FUNCTION_WORDS = word_set(
    "a an the of to in on at by for with from into onto over under about as than then and or but nor so "
    "if because while when where which who whom whose what why how that this these those there here it "
    "its he him his she her they them their we us our ours you your i me my mine is are was were be been "
    "being am do does did done doing has have had having will would can could shall should may might must "
    "not no yes also just very more most much many some any each every all both either neither one up "
    "down out off again too only own same such through during before after between against per via let "
    "get got lets i'm i'd i'll i've we'd we're we've we'll it's that's there's don't didn't doesn't isn't "
    "wasn't weren't won't can't couldn't wouldn't they're you're"
)
_NEGATIONS = re.compile(
    r"\b(?:not|no|never|none|nothing|neither|nor|without|cannot|\w+n['’]?t)\b", re.IGNORECASE
)
_WORD = re.compile(r"[a-z0-9]+(?:['’.][a-z0-9]+)*%?")
_ENDINGS = (
    "ations",
    "ation",
    "ingly",
    "ings",
    "edly",
    "ness",
    "ment",
    "ing",
    "ies",
    "ied",
    "ly",
    "ed",
    "es",
    "er",
    "s",
)

# Ids under this are markers, signs and single letters of the vocabulary.
_FIRST_WORD = 996
_SAME_WORD = 82  # likeness in letters, 0 to 100, at which two words are one


def words_of(text: str) -> tuple[str, ...]:
    """Words in lower case with apostrophes straightened, in order."""
    return tuple(word.replace("’", "'") for word in _WORD.findall(text.lower()))


def stem(word: str) -> str:
    """A rough stem, enough to meet "prioritise" with "prioritising"."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word[: -len(ending)]
            break
    return word[:-1] if word.endswith(("e", "y", "i")) and len(word) > 4 else word


def content_stems(text: str) -> tuple[str, ...]:
    """Stems of the words that carry content, in order, with repetitions."""
    return tuple(stem(word) for word in words_of(text) if word not in FUNCTION_WORDS)


@dataclass(frozen=True, slots=True)
class Reading:
    """A text made ready to be compared: unit hidden states, rarity, stems.

    Without an embedder the arrays are empty and only words are compared.
    """

    text: str
    stems: frozenset[str]
    words: int
    negated: bool
    ids: NDArray[np.int64]
    rarity: Floats
    last: Floats
    third: Floats
    pooled: Floats | None


def read_words(text: str) -> Reading:
    """`text` by its words alone."""
    none = np.zeros((0, 1), dtype=np.float32)
    return _reading(text, np.zeros(0, dtype=np.int64), none, none, None)


def read_vectors(text: str, pieces: Sequence[TokenVectors]) -> Reading:
    """`text` with its vectors; a long text comes in several pieces, read as one."""
    last, third = (np.vstack([getattr(piece, layer) for piece in pieces]) for layer in ("last", "third"))
    pooled = np.mean([piece.pooled for piece in pieces], axis=0)
    ids = np.concatenate([piece.ids for piece in pieces])
    return _reading(text, ids, _unit(last), _unit(third), _unit(pooled))


def _reading(
    text: str, ids: NDArray[np.int64], last: Floats, third: Floats, pooled: Floats | None
) -> Reading:
    rarity = np.where(ids < _FIRST_WORD, 1e-3, np.log1p((ids - _FIRST_WORD + 1).clip(1) / 100.0))
    return Reading(
        text=text,
        stems=frozenset(content_stems(text)),
        words=len(words_of(text)),
        negated=_NEGATIONS.search(text) is not None,
        ids=ids,
        rarity=rarity.astype(np.float32),
        last=last,
        third=third,
        pooled=pooled,
    )


def _unit(vectors: Floats) -> Floats:
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(length, 1e-9), dtype=np.float32)


def newness(reference: Reading, question: Reading) -> Floats:
    """Weight of each piece of `reference`: rare, and not already in the question."""
    if not len(reference.ids) or not len(question.ids):
        return reference.rarity
    known = _similarity(reference, question).max(axis=1)
    return np.asarray(reference.rarity * (0.02 + np.clip(1 - known, 0, 1)) ** 2, dtype=np.float32)


def hold_share(reference: Reading, texts: Sequence[Reading], question: Reading) -> Floats:
    """For each text, 0 to 1: how much of the reference's new content it holds.

    By tokens where there are vectors, else by the share of the reference's new stems.
    """
    if not len(reference.ids):
        return np.array([_stem_share(reference, text, question) for text in texts], dtype=np.float32)
    weight = newness(reference, question)
    weight = weight / max(float(weight.sum()), 1e-9)
    shares = [
        float(weight @ np.clip(_similarity(reference, text).max(axis=1), 0, 1)) if len(text.ids) else 0.0
        for text in texts
    ]
    return np.array(shares, dtype=np.float32)


def _stem_share(reference: Reading, text: Reading, question: Reading) -> float:
    wanted = (reference.stems - question.stems) or reference.stems
    return len(wanted & text.stems) / len(wanted) if wanted else 0.0


def _similarity(one: Reading, other: Reading) -> Floats:
    """Cosines of every piece with every piece, the mean of the sixth and the third layer."""
    return np.asarray((one.last @ other.last.T + one.third @ other.third.T) / 2, dtype=np.float32)


VECTOR_FEATURES = ("tokens", "spelling", "length", "negation")
WORD_FEATURES = ("stem_share", "spelling", "new_words", "length", "negation")


def measure(reference: Reading, answer: Reading, question: Reading) -> dict[str, float]:
    """The measures between a reference and an answer, by name. Those of vectors are 0 without them.

    "tokens" and "stem_share" say how much of the reference the answer holds, "spelling" the same
    by letters alone (people misspell), "cosine" how near the two are as a whole.
    """
    tokens = cosine = 0.0
    if reference.pooled is not None and answer.pooled is not None:
        tokens = float(hold_share(reference, [answer], question)[0])
        cosine = float(reference.pooled @ answer.pooled)
    return {
        "tokens": tokens,
        "cosine": cosine,
        "spelling": _spelling(reference, answer, question),
        "stem_share": len(reference.stems & answer.stems) / max(1, len(reference.stems)),
        "new_words": _stem_share(reference, answer, question),
        "length": float(np.log1p(answer.words) - np.log1p(reference.words)),
        "negation": float(answer.negated != reference.negated),
    }


def _spelling(reference: Reading, answer: Reading, question: Reading) -> float:
    """Mean over the reference's new words of their likeness to the answer's words, halves counting 0."""
    said, asked = words_of(answer.text), words_of(question.text)
    wanted = [word for word in dict.fromkeys(words_of(reference.text)) if word not in FUNCTION_WORDS]
    new = [word for word in wanted if not any(fuzz.ratio(word, each) > _SAME_WORD for each in asked)]
    wanted = new or wanted or list(words_of(reference.text))
    if not wanted or not said:
        return 0.0
    likeness = process.cdist(wanted, list(dict.fromkeys(said)), scorer=fuzz.ratio).max(axis=1) / 100
    return float(np.clip(2 * likeness - 1, 0, 1).mean())
