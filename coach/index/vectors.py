"""The vectors of one generation, in Chroma.

Owns the only use of chromadb. Chroma here is disposable: ids are hashes of content, what
is in it can be computed again from the notes, and whatever is wrong with it is reported as
DamagedIndex so that the caller builds a new one. Not safe for two writing processes: the
caller holds the lock.
"""

import shutil
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from coach.index.records import DamagedIndex, VectorSpace

COLLECTION = "notes"
_DATABASE = "chroma.sqlite3"
_BATCH = 5_000  # Chroma takes 5,461 at once
_SAME = 1e-3  # cosine distance under which a vector has found itself

if TYPE_CHECKING:
    from chromadb.api.client import Client

Floats = NDArray[np.float32]


# Chroma shares what is open among the clients of a path, and counts them without a lock.
_LIFECYCLE = Lock()


@contextmanager
def _damage_reported() -> Iterator[None]:
    from chromadb.errors import ChromaError

    try:
        yield
    except ChromaError as error:
        raise DamagedIndex(str(error)) from error


class Vectors:
    """An open collection. Reading is safe from several threads."""

    def __init__(self, folder: Path, create_in: VectorSpace | None = None) -> None:
        """Open the collection in `folder`, or make one for vectors of the space `create_in`."""
        with _damage_reported(), _LIFECYCLE:
            self._client = _open_client(folder)
            try:
                if create_in is not None:
                    self._collection = self._client.create_collection(
                        COLLECTION,
                        embedding_function=None,
                        # Written out at once. By default the graph of fewer than 1,000 vectors is
                        # made again at every opening, over its files, under another reader's eyes.
                        configuration={"hnsw": {"space": "cosine", "sync_threshold": 1}},
                        metadata=asdict(create_in),
                    )
                else:
                    self._collection = self._client.get_collection(COLLECTION, embedding_function=None)
            except BaseException:
                self._client.close()
                raise

    def close(self) -> None:
        """Give up the files; using it afterwards is an error."""
        with _LIFECYCLE:
            self._client.close()

    def is_in(self, space: VectorSpace) -> bool:
        """True where the vectors were made in `space`, so that they can be compared with its own."""
        return dict(self._collection.metadata or {}) == asdict(space)

    def count(self) -> int:
        with _damage_reported():
            return self._collection.count()

    def add(self, paths: Mapping[str, str], vectors: Mapping[str, Floats]) -> None:
        """Add `vectors` by id; `paths` names the note that each id is of."""
        ids = list(vectors)
        for batch in _batches(ids):
            with _damage_reported():
                self._collection.add(
                    ids=batch,
                    embeddings=np.stack([vectors[each] for each in batch]),
                    metadatas=[{"path": paths[each]} for each in batch],
                )

    def remove(self, ids: Sequence[str]) -> None:
        for batch in _batches(ids):
            with _damage_reported():
                self._collection.delete(ids=batch)

    def get(self, ids: Sequence[str]) -> dict[str, Floats]:
        """The vectors that are there, by id. One whose length is not 1 is damaged, and left out."""
        found: dict[str, Floats] = {}
        for batch in _batches(ids):
            with _damage_reported():
                got = self._collection.get(ids=batch, include=["embeddings"])
            vectors = np.asarray(got["embeddings"], dtype=np.float32)
            for each, vector in zip(got["ids"], vectors, strict=True):
                if abs(float(np.linalg.norm(vector)) - 1) < _SAME:
                    found[each] = vector
        return found

    def nearest(self, queries: Floats, k: int, paths: Sequence[str] | None = None) -> list[dict[str, float]]:
        """For each row of `queries` (n, width) up to `k` ids, nearest first, with their cosine.

        `paths` restricts to chunks of these notes.
        """
        where: Any = None if paths is None else {"path": {"$in": list(paths)}}
        with _damage_reported():
            got = self._collection.query(
                query_embeddings=queries, n_results=k, where=where, include=["distances"]
            )
        distances = got["distances"] or [[] for _ in got["ids"]]
        return [
            {each: 1 - distance for each, distance in zip(ids, row, strict=True)}
            for ids, row in zip(got["ids"], distances, strict=True)
        ]

    def verify(self, expected: int, probes: Mapping[str, Floats]) -> None:
        """Raises DamagedIndex unless `expected` vectors are there and each probe finds itself."""
        count = self.count()
        if count != expected:
            raise DamagedIndex(f"{count} vectors instead of {expected}")
        if not probes:
            return
        found = self.nearest(np.stack(list(probes.values())), 1)
        if any(1 - max(row.values(), default=0.0) > _SAME for row in found):
            raise DamagedIndex("a chunk is not found by its own vector")


def _open_client(folder: Path) -> "Client":
    # More than a second to import: paid only where vectors are really wanted.
    import chromadb
    from chromadb.api.shared_system_client import SharedSystemClient
    from chromadb.config import Settings

    try:
        client = chromadb.PersistentClient(str(folder), Settings(anonymized_telemetry=False))
    except BaseException:
        # It keeps what failed to start, and would hand that out to the next one who asks.
        SharedSystemClient._identifier_to_system.pop(str(folder), None)
        raise
    return cast("Client", client)  # only this one, not the declared type, can be closed


def copy_vectors(source: Path, target: Path) -> None:
    """Copy a generation's vectors. A reader that has just opened them may touch the database
    meanwhile, so that one is copied by SQLite. Raises DamagedIndex.
    """
    try:
        shutil.copytree(source, target, ignore=shutil.ignore_patterns(f"{_DATABASE}*"))
        with (
            closing(sqlite3.connect(f"{(source / _DATABASE).resolve().as_uri()}?mode=ro", uri=True)) as old,
            closing(sqlite3.connect(target / _DATABASE)) as new,
        ):
            old.backup(new)
    except (shutil.Error, sqlite3.Error, FileNotFoundError) as error:
        raise DamagedIndex(str(error)) from error


def _batches(ids: Sequence[str]) -> Iterator[list[str]]:
    for start in range(0, len(ids), _BATCH):
        yield list(ids[start : start + _BATCH])
