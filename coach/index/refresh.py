"""Bringing an index up to date with its folder.

Owns the two questions: does the current generation still serve, and if not, what goes into
the next one. Refuses to search.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from coach.domain.notes import Note, SkippedNote, Vault
from coach.domain.passages import Chunk, IndexReport
from coach.index.build import Progress, VectorWriter
from coach.index.chunks import chunk_note
from coach.index.embeddings import Embedder
from coach.index.generations import Shelf
from coach.index.records import (
    Contents,
    DamagedIndex,
    Manifest,
    VectorSpace,
    measure_files,
    read_contents,
    read_manifest,
    reader_version,
    write_contents,
    write_manifest,
)
from coach.notes.vault import FileStamp, read_vault, scan

# A file changed again within one tick of the clock keeps its stamp, so a stamp this fresh
# proves nothing. Two seconds is the coarsest clock that file systems keep (FAT).
_FRESH = 2_000_000_000
_NOTHING = Contents((), ())


@dataclass(frozen=True, slots=True)
class Refresh:
    """One refresh of the index on `shelf`, with vectors of `embedder` if there is one."""

    shelf: Shelf
    embedder: Embedder | None
    started: float

    def unchanged(self) -> IndexReport | None:
        """The report of a folder whose current generation needs nothing, else None."""
        manifest = self._manifest()
        if manifest is None or not self._serves(manifest):
            return None
        stamps, unread = scan(self.shelf.folder)
        if stamps.keys() != manifest.stamps.keys() or unread != manifest.unread:
            return None
        if self._same_files(manifest, stamps) != stamps.keys():
            return None
        return self._report(manifest, before=manifest, embedded=0)

    def write(self, on_progress: Progress) -> IndexReport:
        """Write the next generation and put it in force. Needs the lock."""
        manifest = self._manifest()
        before = self._contents_before()
        read_at = time.time_ns()
        stamps, unread = scan(self.shelf.folder)
        known: dict[str, tuple[FileStamp, Note]] = {}
        if manifest is not None and manifest.reader == reader_version():
            same = self._same_files(manifest, stamps)
            known = {note.path: (stamps[note.path], note) for note in before.notes if note.path in same}
        folder = self.shelf.folder
        vault, _ = read_vault(folder, known, lambda done, total: on_progress("reading", done, total))
        same_pieces = bool(known) and manifest is not None and manifest.space == self._space
        chunks = self._chunk(vault.notes, before if same_pieces else _NOTHING)
        hashes = {note.path: note.sha256 for note in vault.notes}
        with self.shelf.begin() as part:
            write_contents(part, Contents(vault.notes, chunks))
            embedded = self._write_vectors(part, chunks, before.chunks, manifest, on_progress)
            indexed = [note for note in vault.notes if not note.generated]
            written = Manifest(
                reader=reader_version(),
                space=self._space,
                stamps=stamps,
                hashes={path: hashes.get(path) or _hash_file(folder / path) for path in stamps},
                unread=unread,
                indexed=tuple(note.path for note in indexed),
                skipped=_skipped(vault),
                read_at=read_at,
                chunks=len(chunks),
                repaired=tuple((note.path, len(note.repairs)) for note in indexed if note.repairs),
                sizes=measure_files(part),
            )
            write_manifest(part, written)
            self.shelf.publish(part)
        return self._report(written, before=manifest, embedded=embedded)

    @property
    def _space(self) -> VectorSpace | None:
        return vector_space(self.embedder)

    def _manifest(self) -> Manifest | None:
        generation = self.shelf.current()
        if generation is None or self.shelf.is_damaged(generation):
            return None
        try:
            return read_manifest(generation)
        except DamagedIndex:
            return None

    def _serves(self, manifest: Manifest) -> bool:
        # Without an embedder now, vectors do no harm: they wait until there is one again.
        return manifest.reader == reader_version() and self._space in (None, manifest.space)

    def _same_files(self, manifest: Manifest, stamps: Mapping[str, FileStamp]) -> set[str]:
        """The paths whose content is as it was read: by stamp, else by hash."""
        same = set()
        for path in stamps.keys() & manifest.stamps.keys():
            trusted = stamps[path].mtime_ns < manifest.read_at - _FRESH
            if (trusted and stamps[path] == manifest.stamps[path]) or (
                manifest.hashes[path] == _hash_file(self.shelf.folder / path)
            ):
                same.add(path)
        return same

    def _contents_before(self) -> Contents:
        """What the current generation holds, if it can be read, else nothing."""
        generation = self.shelf.current()
        try:
            return read_contents(generation) if generation else _NOTHING
        except DamagedIndex:
            return _NOTHING

    def _chunk(self, notes: Sequence[Note], before: Contents) -> tuple[Chunk, ...]:
        """Chunks of all notes but the generated ones; those of a note that stayed equal are taken over."""
        earlier = {note.path: note for note in before.notes}
        taken: dict[str, list[Chunk]] = {path: [] for path in earlier}
        for chunk in before.chunks:
            taken[chunk.path].append(chunk)
        count = self.embedder.count_tokens if self.embedder else _count_words
        return tuple(
            chunk
            for note in notes
            if not note.generated
            for chunk in (taken[note.path] if earlier.get(note.path) == note else chunk_note(note, count))
        )

    def _write_vectors(
        self,
        part: Path,
        chunks: Sequence[Chunk],
        chunks_before: Sequence[Chunk],
        manifest: Manifest | None,
        on_progress: Progress,
    ) -> int:
        """Returns how many chunks were embedded."""
        if self.embedder is None or self._space is None:
            return 0
        writer = VectorWriter(self.embedder, self._space, on_progress)
        old = self.shelf.current()
        kept = {chunk.id for chunk in chunks} & {chunk.id for chunk in chunks_before}
        # Chroma marks what is deleted and keeps it: a copy that is mostly dead is not worth it.
        if old and manifest and manifest.space == self._space and 2 * len(kept) >= len(chunks_before):
            try:
                writer.revise(part, chunks, old, chunks_before)
                return writer.embedded
            except DamagedIndex:
                pass  # below it starts afresh
        writer.start_afresh(part, chunks, old, chunks_before)
        return writer.embedded

    def _report(self, manifest: Manifest, before: Manifest | None, embedded: int) -> IndexReport:
        new = {path: manifest.hashes[path] for path in manifest.indexed}
        old = {path: before.hashes[path] for path in before.indexed} if before else {}
        changed = sum(old[path] != new[path] for path in old.keys() & new.keys())
        return IndexReport(
            notes=len(new),
            chunks=manifest.chunks,
            added=len(new.keys() - old.keys()),
            changed=changed,
            removed=len(old.keys() - new.keys()),
            unchanged=len(old.keys() & new.keys()) - changed,
            embedded=embedded,
            repaired=manifest.repaired,
            skipped=tuple((each.path, each.why) for each in manifest.skipped),
            seconds=time.perf_counter() - self.started,
        )


def vector_space(embedder: Embedder | None) -> VectorSpace | None:
    """The space that `embedder` makes vectors in."""
    return VectorSpace(embedder.name, embedder.weights_hash, embedder.dimension) if embedder else None


def _skipped(vault: Vault) -> tuple[SkippedNote, ...]:
    """What is not indexed and why: files that could not be read, and what the coach itself wrote."""
    written = (SkippedNote(note.path, "written by the coach") for note in vault.notes if note.generated)
    return tuple(sorted((*vault.skipped, *written), key=lambda each: each.path))


def _hash_file(path: Path) -> str | None:
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


def _count_words(text: str) -> int:
    """Word pieces, roughly: English text has about four for every three words."""
    return len(text.split()) * 4 // 3
