"""The index of one folder of notes: brought up to date, and searched.

One writer at a time, any number of readers, in this process and in others: a reader works
on one generation from end to end and moves on when the pointer has moved. Whatever is
damaged is built again from the notes.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import TypeVar

from coach.domain.notes import Vault
from coach.domain.passages import IndexReport, Retrieval, Scope
from coach.errors import IndexUnavailable, UsageError
from coach.index.build import Progress
from coach.index.embeddings import Embedder
from coach.index.generations import Shelf
from coach.index.reader import GenerationReader
from coach.index.records import DamagedIndex, read_manifest
from coach.index.refresh import Refresh, vector_space

Found = TypeVar("Found")

_SECOND_LOOK = 0.2  # seconds; SQLite says "locked" while another process opens the same file


class NotesIndex:
    """The index of `folder`, kept under `home`. Without an embedder it finds by words alone."""

    def __init__(self, home: Path, folder: Path, embedder: Embedder | None) -> None:
        self._shelf = Shelf.of(home, folder)
        self._embedder = embedder
        self._lock = Lock()
        self._reader: GenerationReader | None = None
        self._users: dict[GenerationReader, int] = {}

    @property
    def folder(self) -> Path:
        """The folder of notes, resolved."""
        return self._shelf.folder

    @property
    def backups(self) -> Path:
        """Where copies of rewritten notes of this folder are kept, beside the index and not part of it."""
        return self._shelf.backups

    @property
    def ready(self) -> bool:
        """True where there is a generation to search, be it stale."""
        return self._shelf.current() is not None

    @property
    def lexical_only(self) -> bool:
        """True where passages are found by their words alone: no embedder, or no vectors of its own yet."""
        if self._embedder is None or not self.ready:
            return self._embedder is None
        return not self._read(self._has_vectors)

    def refresh(self, on_progress: Progress | None = None, wait: float = 10.0) -> IndexReport:
        """Bring the index up to date with the folder; `on_progress` hears (stage, done, total).

        Stages are "reading", "embedding" and "writing". Raises NotesError for the folder, and
        IndexUnavailable where another process has been writing for more than `wait` seconds.
        """
        refresh = Refresh(self._shelf, self._embedder, time.perf_counter())
        report = refresh.unchanged()
        if report is None:
            with self._shelf.writing(wait):
                # Whoever held the lock may have done the work.
                report = refresh.unchanged() or refresh.write(on_progress or _tell_nobody)
        return report

    def vault(self) -> Vault:
        """The notes of the current generation, without those that the coach wrote."""
        return self._read(lambda reader: reader.vault)

    def search(self, query: str, k: int = 8, scope: Scope | None = None) -> Retrieval:
        """The `k` best passages for `query`. Raises UsageError for an empty query."""
        return self.search_batch([query], k, scope)[0]

    def search_batch(
        self, queries: Sequence[str], k: int = 8, scope: Scope | None = None
    ) -> tuple[Retrieval, ...]:
        """One Retrieval a query, in the order given."""
        if any(not query.strip() for query in queries):
            raise UsageError("There is nothing to search for.", "Type a question or a few words.")
        if k < 1:
            raise UsageError(f"{k} passages cannot be found.", "Ask for one or more.")
        if not queries:
            return ()
        vectors = None if self._embedder is None else self._embedder.embed(queries)
        return self._read(
            lambda reader: reader.search(queries, vectors if self._has_vectors(reader) else None, k, scope)
        )

    def _has_vectors(self, reader: GenerationReader) -> bool:
        return reader.space is not None and reader.space == vector_space(self._embedder)

    def _read(self, use: Callable[[GenerationReader], Found]) -> Found:
        """What `use` makes of the current generation; one that proves damaged is built again first."""
        if not self.ready:
            self.refresh()
        try:
            return self._use(use)
        except DamagedIndex:
            # It may only have been replaced, or opened by another process, at the wrong moment.
            time.sleep(_SECOND_LOOK)
        generation = self._shelf.current()
        try:
            return self._use(use)
        except DamagedIndex:
            if generation is not None and generation == self._shelf.current():
                self._shelf.mark_damaged(generation)
        self.refresh()
        try:
            return self._use(use)
        except DamagedIndex as error:
            raise IndexUnavailable(
                "The index cannot be read, and building it again did not help.",
                "Choose another folder with --home or COACH_HOME.",
            ) from error

    def _use(self, use: Callable[[GenerationReader], Found]) -> Found:
        with self._reading() as reader:
            try:
                return use(reader)
            except DamagedIndex:
                with self._lock:
                    if self._reader is reader:
                        self._reader = None
                raise

    @contextmanager
    def _reading(self) -> Iterator[GenerationReader]:
        """The reader of the current generation. One that is no longer current is closed by its last user."""
        with self._lock:
            reader = self._current_reader()
            self._users[reader] = self._users.get(reader, 0) + 1
        try:
            yield reader
        finally:
            with self._lock:
                self._users[reader] -= 1
                for idle in [each for each, users in self._users.items() if not users]:
                    if idle is not self._reader:
                        del self._users[idle]
                        idle.close()

    def _current_reader(self) -> GenerationReader:
        generation = self._shelf.current()
        if generation is None:
            raise DamagedIndex("no generation stands")
        if self._reader is None or self._reader.generation != generation:
            self._reader = GenerationReader(generation, read_manifest(generation), self._shelf.folder)
        return self._reader


def _tell_nobody(stage: str, done: int, total: int) -> None:
    """Progress that nobody asked for."""
