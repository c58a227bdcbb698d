"""Finding her words again: weights, embeddings, chunks, and the index of a folder.

Owns the only use of chromadb and of the text splitters. Refuses to judge or to phrase.
Names are loaded when they are first asked for: a command that only parses its arguments
does not pay for onnxruntime and numpy.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coach.index.embeddings import Embedder, open_embedder
    from coach.index.notes_index import NotesIndex

__all__ = ["Embedder", "NotesIndex", "open_embedder"]

_HOMES = {
    "Embedder": "coach.index.embeddings",
    "NotesIndex": "coach.index.notes_index",
    "open_embedder": "coach.index.embeddings",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
