"""Vectors of texts that were embedded before: when one note changes, only its texts are embedded anew."""

from collections.abc import Sequence
from threading import Lock
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from coach.index.embeddings import Embedder

REMEMBERED = 8_000  # texts, 1.5 kB each; a thousand stories have some five thousand
_known: WeakKeyDictionary[Embedder, dict[str, NDArray[np.float32]]] = WeakKeyDictionary()
_guard = Lock()


def embed_once(embedder: Embedder, texts: Sequence[str]) -> NDArray[np.float32]:
    """As `embedder.embed`, each text at most once while the process runs. Thread-safe."""
    if not texts:
        return embedder.embed(texts)
    with _guard:
        known = dict(_known.get(embedder, {}))
    new = [text for text in dict.fromkeys(texts) if text not in known]
    known.update(zip(new, embedder.embed(new), strict=True))
    with _guard:
        kept = _known.setdefault(embedder, {})
        kept.update((text, known[text]) for text in new)
        for old in list(kept)[: max(0, len(kept) - REMEMBERED)]:
            del kept[old]
    return np.stack([known[text] for text in texts])
