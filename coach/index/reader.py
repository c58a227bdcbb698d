"""One generation, open for reading.

Owns the search itself: two rankings, their fusion, the scores shown with each passage. A
generation does not change, so nothing here needs a lock once it is open.
"""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from coach.domain.notes import Vault
from coach.domain.passages import Chunk, Passage, Retrieval, Scope
from coach.index.answerable import is_answerable
from coach.index.fusion import fuse_ranks
from coach.index.lexical import Lexical
from coach.index.records import VECTORS, Manifest, read_contents
from coach.index.scopes import paths_in
from coach.index.vectors import Vectors

_DEPTH = 50  # candidates of each ranking
_JUDGED = 10  # passages that `answerable` looks at, however many are asked for

Floats = NDArray[np.float32]


class GenerationReader:
    """A generation's notes, chunks, words and vectors. Safe to use from several threads."""

    def __init__(self, generation: Path, manifest: Manifest, notes_folder: Path) -> None:
        contents = read_contents(generation)
        self.generation = generation
        self.space = manifest.space
        self.vault = Vault(
            folder=str(notes_folder),
            notes=tuple(note for note in contents.notes if not note.generated),
            skipped=manifest.skipped,
        )
        self._chunks = contents.chunks
        self._rows = {chunk.id: row for row, chunk in enumerate(contents.chunks)}
        self._opening = Lock()
        self._open = ExitStack()

    def close(self) -> None:
        self._open.close()

    def search(
        self, queries: Sequence[str], query_vectors: Floats | None, k: int, scope: Scope | None
    ) -> tuple[Retrieval, ...]:
        """The best `k` passages for each query. `query_vectors` (queries, width), None for words alone."""
        paths = paths_in(scope, self.vault.notes)
        allowed = np.array([paths is None or chunk.path in paths for chunk in self._chunks], dtype=bool)
        if not allowed.any():
            return tuple(Retrieval(query, False, ()) for query in queries)
        depth = min(max(_DEPTH, k), int(allowed.sum()))
        vectors: list[Floats | None] = [None for _ in queries]
        near: list[dict[str, float]] = [{} for _ in queries]
        if query_vectors is not None:
            vectors = list(query_vectors)
            near = self._vectors.nearest(query_vectors, depth, None if paths is None else sorted(paths))
        found = []
        for query, vector, cosines in zip(queries, vectors, near, strict=True):
            bm25 = np.where(allowed, self._lexical.scores(query), 0)
            by_words = [int(row) for row in np.argsort(-bm25, kind="stable")[:depth] if bm25[row] > 0]
            by_meaning = [self._rows[each] for each in cosines]
            # Where the best passage by words holds little of the query, the rest of that ranking
            # follows common words: a paraphrase is then left to the embeddings.
            trust = self._lexical.coverage(query, by_words[0]) if by_words and by_meaning else 1.0
            ranked = _best_first(fuse_ranks([(by_meaning, 1.0), (by_words, trust)]))
            best = self._distinct(ranked, k)
            known = self._cosines([row for row, _ in best], cosines, vector)
            coverage = max((self._lexical.coverage(query, row) for row, _ in ranked[:_JUDGED]), default=0.0)
            top = None if vector is None else max(cosines.values(), default=0.0)
            passages = tuple(
                _passage(self._chunks[row], score, known.get(row), float(bm25[row])) for row, score in best
            )
            found.append(Retrieval(query, is_answerable(top, coverage), passages))
        return tuple(found)

    def _distinct(self, ranked: Sequence[tuple[int, float]], k: int) -> list[tuple[int, float]]:
        """The first `k` that are no second citation: pieces of one long line share their lines."""
        kept: dict[tuple[str, int, int], tuple[int, float]] = {}
        for row, score in ranked:
            chunk = self._chunks[row]
            kept.setdefault((chunk.path, chunk.start_line, chunk.end_line), (row, score))
            if len(kept) == k:
                break
        return list(kept.values())

    def _cosines(
        self, rows: Sequence[int], near: dict[str, float], vector: Floats | None
    ) -> dict[int, float]:
        """Cosines by row: those found by meaning have one, those found by words alone get theirs here."""
        if vector is None:
            return {}
        ids = {self._chunks[row].id: row for row in rows}
        others = self._vectors.get([each for each in ids if each not in near])
        cosines = near | {each: float(other @ vector) for each, other in others.items()}
        return {row: cosines[each] for each, row in ids.items() if each in cosines}

    @cached_property
    def _lexical(self) -> Lexical:
        titles = {note.path: " ".join((note.title, *note.aliases)) for note in self.vault.notes}
        return Lexical([" ".join((titles[chunk.path], *chunk.heading, chunk.text)) for chunk in self._chunks])

    @property
    def _vectors(self) -> Vectors:
        with self._opening:
            return self._opened_vectors

    @cached_property
    def _opened_vectors(self) -> Vectors:
        vectors = Vectors(self.generation / VECTORS)
        self._open.callback(vectors.close)
        return vectors


def _best_first(scores: Mapping[int, float]) -> list[tuple[int, float]]:
    """Rows with their scores, the highest first; equals in the order of the notes."""
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))


def _passage(chunk: Chunk, score: float, cosine: float | None, bm25: float) -> Passage:
    return Passage(
        path=chunk.path,
        heading=chunk.heading,
        start_line=chunk.start_line,
        end_line=chunk.end_line,
        text=chunk.text,
        score=score,
        cosine=cosine,
        bm25=bm25,
    )
