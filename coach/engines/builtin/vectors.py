"""Readings of texts with their vectors, kept for texts that come again.

Owns the cache of points and questions (rubrics repeat, answers do not) and the cutting of
texts longer than the model reads. Works without an embedder too, by words alone.
"""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path

from coach.engines.builtin.alignment import Reading, read_vectors, read_words
from coach.index.embeddings import Embedder, TokenVectors

KEPT = 4_000  # readings, some 60 KB each at twenty word pieces
_WINDOW = 1_000  # characters, well under what 256 word pieces hold

_lock = threading.Lock()
_kept: OrderedDict[tuple[str, str], Reading] = OrderedDict()


def background() -> tuple[str, ...]:
    """Sentences on nothing in particular: what a point must be nearer to than to these."""
    path = Path(__file__).with_name("background.txt")
    return tuple(path.read_text(encoding="utf-8").splitlines())


def read_texts(texts: Sequence[str], embedder: Embedder | None, *, keep: bool = False) -> list[Reading]:
    """Readings in the order given, all new texts in one pass; `keep` for texts that will come again."""
    if embedder is None:
        return [read_words(text) for text in texts]
    with _lock:
        known = {text: _kept.get((embedder.weights_hash, text)) for text in texts}
    missing = [text for text, reading in known.items() if reading is None]
    windows = [(text, window) for text in missing for window in _windows(text)]
    pieces: dict[str, list[TokenVectors]] = {text: [] for text in missing}
    for (text, _), piece in zip(windows, embedder.tokens([window for _, window in windows]), strict=True):
        pieces[text].append(piece)
    fresh = {text: read_vectors(text, found) for text, found in pieces.items()}
    if keep:
        with _lock:
            for text, reading in fresh.items():
                _kept[embedder.weights_hash, text] = reading
            while len(_kept) > KEPT:
                _kept.popitem(last=False)
    return [fresh.get(text) or known[text] or read_words(text) for text in texts]


def _windows(text: str) -> list[str]:
    if len(text) <= _WINDOW:
        return [text]
    windows, rest = [], text
    while len(rest) > _WINDOW:
        cut = rest.rfind(" ", 1, _WINDOW)
        cut = cut if cut > 0 else _WINDOW
        windows.append(rest[:cut])
        rest = rest[cut:]
    return [*windows, rest]
