"""Writing the vectors of a new generation, with as little embedding as possible.

Owns the choice between revising a copy of the generation before and starting afresh, and
the check that the result finds its own chunks. Refuses to touch the old generation.
"""

import shutil
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from coach.domain.passages import Chunk
from coach.errors import IndexUnavailable
from coach.index.chunks import embedded_text
from coach.index.embeddings import Embedder
from coach.index.records import VECTORS, DamagedIndex, VectorSpace
from coach.index.vectors import Vectors, copy_vectors

Floats = NDArray[np.float32]
Progress = Callable[[str, int, int], None]

_STRIDE = 64  # texts embedded between two reports of progress
_PROBES = 5


class VectorWriter:
    """Vectors for the chunks of one new generation. `embedded` counts what had to be computed."""

    def __init__(self, embedder: Embedder, space: VectorSpace, on_progress: Progress) -> None:
        self._embedder = embedder
        self._space = space
        self._on_progress = on_progress
        self._computed: dict[str, Floats] = {}  # by text, so that a second attempt costs nothing
        self.embedded = 0

    def revise(self, part: Path, chunks: Sequence[Chunk], old: Path, old_chunks: Sequence[Chunk]) -> None:
        """Copy the vectors of `old`, which has all of `old_chunks`, and change what differs.

        Raises DamagedIndex where the copy does not find its own chunks.
        """
        kept = {chunk.id for chunk in chunks} & {chunk.id for chunk in old_chunks}
        copy_vectors(old / VECTORS, part / VECTORS)
        with closing(Vectors(part / VECTORS)) as vectors:
            if not vectors.is_in(self._space) or vectors.count() != len(old_chunks):
                raise DamagedIndex("these are not the vectors of the generation before")
            new = [chunk for chunk in chunks if chunk.id not in kept]
            known = _known_vectors(vectors, new, old_chunks)
            vectors.remove([chunk.id for chunk in old_chunks if chunk.id not in kept])
            self._add(vectors, new, known)
            self._verify(vectors, chunks, new)

    def start_afresh(
        self, part: Path, chunks: Sequence[Chunk], old: Path | None, old_chunks: Sequence[Chunk]
    ) -> None:
        """A new collection, with what vectors can be had from `old`. Raises IndexUnavailable."""
        shutil.rmtree(part / VECTORS, ignore_errors=True)
        known: dict[str, Floats] = {}
        if old is not None and (old / VECTORS).is_dir():
            try:
                with closing(Vectors(old / VECTORS)) as vectors:
                    if vectors.is_in(self._space):
                        known = _known_vectors(vectors, chunks, old_chunks)
            except DamagedIndex:
                known = {}
        try:
            with closing(Vectors(part / VECTORS, create_in=self._space)) as vectors:
                self._add(vectors, chunks, known)
                self._verify(vectors, chunks, chunks)
        except DamagedIndex as error:
            raise IndexUnavailable(
                f"The new index does not hold what was written to it ({error}).",
                "Is the disk full, or is it a network drive? --home takes another folder.",
            ) from error

    def _add(self, vectors: Vectors, chunks: Sequence[Chunk], known: dict[str, Floats]) -> None:
        texts = {chunk.id: embedded_text(chunk) for chunk in chunks}
        # Texts of like length together, as the embedder pads each batch to its longest.
        available = known | self._computed
        missing = sorted((text for text in texts.values() if text not in available), key=len)
        for start in range(0, len(missing), _STRIDE):
            self._on_progress("embedding", start, len(missing))
            some = missing[start : start + _STRIDE]
            self._computed.update(zip(some, self._embedder.embed(some), strict=True))
        if missing:
            available |= self._computed
            self.embedded += len(missing)
            self._on_progress("embedding", len(missing), len(missing))
        self._on_progress("writing", 0, len(chunks))
        vectors.add(
            {chunk.id: chunk.path for chunk in chunks},
            {each: available[text] for each, text in texts.items()},
        )
        self._on_progress("writing", len(chunks), len(chunks))

    def _verify(self, vectors: Vectors, chunks: Sequence[Chunk], new: Sequence[Chunk]) -> None:
        """Probe some of the new chunks and some of all, by vectors as Chroma gives them back."""
        probes = {
            chunk.id for some in (new, chunks) for chunk in some[:: max(1, len(some) // _PROBES)][:_PROBES]
        }
        found = vectors.get(sorted(probes))
        if len(found) != len(probes):
            raise DamagedIndex("chunks without a vector")
        vectors.verify(len(chunks), found)


def _known_vectors(
    vectors: Vectors, wanted: Sequence[Chunk], old_chunks: Sequence[Chunk]
) -> dict[str, Floats]:
    """Vectors that are there already, by text: a note that was renamed has new ids for old texts."""
    ids = {embedded_text(chunk): chunk.id for chunk in wanted}
    others = {embedded_text(chunk): chunk.id for chunk in old_chunks} if ids else {}
    others = {text: others[text] for text in ids.keys() & others.keys()}
    found = vectors.get(sorted({*ids.values(), *others.values()}))
    return {text: found[each] for known in (ids, others) for text, each in known.items() if each in found}
