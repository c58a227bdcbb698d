"""What a generation keeps as JSON beside its vectors: manifest, parsed notes, chunks.

Owns the shapes on disk and their reading. Anything that cannot be read, or is not as it
was written, is DamagedIndex. Refuses to repair: the caller builds a new generation.
"""

import json
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

import coach.notes
from coach.domain import notes as note_types
from coach.domain.notes import Note, SkippedNote
from coach.domain.passages import Chunk
from coach.index import chunks as chunker
from coach.notes.vault import FileStamp

VECTORS = "chroma"
_MANIFEST, _NOTES, _CHUNKS = "manifest.json", "notes.json", "chunks.json"
# Chroma's database changes with every opening, though it never shrinks below what was written.
_GROWING = f"{VECTORS}/chroma.sqlite3"


class DamagedIndex(Exception):
    """A generation on disk cannot be used. Never shown: the index is built again from the notes."""


@dataclass(frozen=True, slots=True)
class VectorSpace:
    """What made the vectors: those of another space cannot be compared with them."""

    embedder: str
    weights_hash: str
    dimension: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation was made from and with.

    `stamps` and `hashes` (None: unreadable) are of all files by path, `unread` is what the
    scan passed over, `indexed` the paths that have chunks. `read_at` is in nanoseconds of the
    clock that stamps files. `space` is None where there are no vectors. `sizes` in bytes, by
    file of the generation.
    """

    reader: str
    space: VectorSpace | None
    stamps: dict[str, FileStamp]
    hashes: dict[str, str | None]
    unread: tuple[SkippedNote, ...]
    indexed: tuple[str, ...]
    skipped: tuple[SkippedNote, ...]
    read_at: int
    chunks: int
    repaired: tuple[tuple[str, int], ...]
    sizes: dict[str, int]


@dataclass(frozen=True, slots=True)
class Contents:
    """All notes read, the generated ones too, and the chunks of the others."""

    notes: tuple[Note, ...]
    chunks: tuple[Chunk, ...]


@cache
def reader_version() -> str:
    """A hash of the code that turns bytes into chunks: another reader reads the notes anew."""
    package = Path(str(coach.notes.__file__)).parent
    files = [*sorted(package.glob("*.py")), Path(note_types.__file__), Path(chunker.__file__)]
    return sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()[:16]


def write_contents(folder: Path, contents: Contents) -> None:
    _write(folder / _NOTES, _adapter("notes").dump_python(contents.notes, mode="json"))
    _write(folder / _CHUNKS, _adapter("chunks").dump_python(contents.chunks, mode="json"))


def read_contents(folder: Path) -> Contents:
    return Contents(_read(folder / _NOTES, "notes"), _read(folder / _CHUNKS, "chunks"))


def write_manifest(folder: Path, manifest: Manifest) -> None:
    _write(folder / _MANIFEST, _adapter("manifest").dump_python(manifest, mode="json"))


def read_manifest(folder: Path) -> Manifest:
    """The manifest, if every file is as long as it was written. Raises DamagedIndex."""
    manifest: Manifest = _read(folder / _MANIFEST, "manifest")
    sizes = measure_files(folder)
    for name, size in manifest.sizes.items():
        if sizes.get(name, -1) < size or (sizes[name] > size and name != _GROWING):
            raise DamagedIndex(f"{name} is not as it was written")
    return manifest


def measure_files(folder: Path) -> dict[str, int]:
    """Bytes by file of a generation, the manifest aside."""
    return {
        file.relative_to(folder).as_posix(): file.stat().st_size
        for file in folder.rglob("*")
        if file.is_file() and file.name != _MANIFEST
    }


@cache
def _adapter(name: str) -> TypeAdapter[Any]:
    kinds: dict[str, Any] = {"manifest": Manifest, "notes": tuple[Note, ...], "chunks": tuple[Chunk, ...]}
    return TypeAdapter(kinds[name])


def _write(path: Path, value: object) -> None:
    part = path.with_suffix(".part")
    part.write_text(json.dumps(value, separators=(",", ":")), encoding="utf-8")
    part.replace(path)


def _read(path: Path, name: str) -> Any:
    try:
        return _adapter(name).validate_python(json.loads(path.read_bytes()))
    except (OSError, ValueError, ValidationError) as error:
        raise DamagedIndex(f"{path.name}: {error}") from error
