"""A folder of notes: which files are notes, and all of them read, only the changed ones afresh.

The only module here that opens files. It follows no link out of the folder, opens nothing that is
not a regular file, and never stops at one bad note: that is skipped, with the reason.
"""

import os
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from coach.domain.notes import Note, SkippedNote, Vault
from coach.errors import NoteError, NotesError
from coach.notes.links import NOTE_SUFFIXES, resolve_links
from coach.notes.parse import MAX_BYTES, parse_note
from coach.notes.subjects import settle_subjects

MAX_NOTES = 5_000
MAX_TOTAL_BYTES = 200_000_000


@dataclass(frozen=True, slots=True)
class FileStamp:
    """What tells that a file has not changed."""

    size: int
    mtime_ns: int


def scan(folder: Path) -> tuple[dict[str, FileStamp], tuple[SkippedNote, ...]]:
    """The notes in `folder` by relative path, and what was passed over. Raises NotesError.

    Dot folders (`.obsidian`, `.trash`, `.git`) and files of other kinds are no notes and not reported.
    In the order of their paths, notes beyond MAX_NOTES or MAX_TOTAL_BYTES are passed over.
    """
    root = _open_folder(folder)
    stamps: dict[str, FileStamp] = {}
    skipped: list[SkippedNote] = []

    def deny(error: OSError) -> None:
        place = Path(error.filename).relative_to(root).as_posix() if error.filename else "."
        skipped.append(SkippedNote(place, "the folder cannot be opened"))

    for place, folders, files in os.walk(root, onerror=deny):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in list(folders):
            if (Path(place) / name).is_symlink():
                folders.remove(name)
                skipped.append(SkippedNote(_relative(root, place, name), "it is a link to a folder"))
        for name in sorted(files):
            if name.startswith(".") or not name.casefold().endswith(NOTE_SUFFIXES):
                continue
            path = _relative(root, place, name)
            if not _is_text(path):
                skipped.append(SkippedNote(ascii(path), "its name is not valid UTF-8"))
                continue
            try:
                stamps[path] = _stamp(root, Path(place) / name)
            except _PassOverError as reason:
                skipped.append(SkippedNote(path, str(reason)))
    kept, beyond = _within_limits(dict(sorted(stamps.items())))
    return kept, tuple(sorted([*skipped, *beyond], key=lambda one: one.path))


def _within_limits(stamps: Mapping[str, FileStamp]) -> tuple[dict[str, FileStamp], list[SkippedNote]]:
    """The first notes that fit; a note too large for what is left does not keep a smaller one out."""
    kept: dict[str, FileStamp] = {}
    beyond: list[SkippedNote] = []
    total = 0
    for path, stamp in stamps.items():
        if len(kept) >= MAX_NOTES:
            beyond.append(SkippedNote(path, f"the folder holds more than {MAX_NOTES:,} notes"))
        elif total + stamp.size > MAX_TOTAL_BYTES:
            size = f"{MAX_TOTAL_BYTES / 1_000_000:g} MB"
            beyond.append(SkippedNote(path, f"the folder holds more than {size} of notes"))
        else:
            kept[path] = stamp
            total += stamp.size
    return kept, beyond


def read_vault(
    folder: Path,
    known: Mapping[str, tuple[FileStamp, Note]] | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> tuple[Vault, dict[str, FileStamp]]:
    """All notes of `folder` with links resolved; a note in `known` with the same stamp is not read again.

    Raises NotesError where there is no such folder, or nothing in it that is a note.
    """
    stamps, passed_over = scan(folder)
    if not stamps and not passed_over:
        raise NotesError(f"There are no notes in {folder}.", "It reads .md, .markdown and .txt files.")
    notes: list[Note] = []
    skipped = list(passed_over)
    for done, (path, stamp) in enumerate(stamps.items(), start=1):
        before = (known or {}).get(path)
        if before is not None and before[0] == stamp:
            notes.append(before[1])
        else:
            try:
                notes.append(parse_note(path, (folder / path).read_bytes()))
            except NoteError as error:
                skipped.append(SkippedNote(path, error.why))
            except OSError as error:
                skipped.append(
                    SkippedNote(path, f"it cannot be opened ({error.strerror or 'no reason given'})")
                )
        if on_progress is not None:
            on_progress(done, len(stamps))
    vault = Vault(
        str(folder), settle_subjects(resolve_links(notes)), tuple(sorted(skipped, key=lambda one: one.path))
    )
    return vault, stamps


class _PassOverError(Exception):
    """Why a file is not read, in one clause."""


def _open_folder(folder: Path) -> Path:
    try:
        root = folder.expanduser().resolve(strict=True)
    except OSError as error:
        raise NotesError(
            f"There is no folder {folder}.", "Give the folder of your notes with --notes."
        ) from error
    if not root.is_dir():
        raise NotesError(f"{folder} is a file, not a folder.", "Give the folder that it is in.")
    if not os.access(root, os.R_OK | os.X_OK):
        raise NotesError(f"The folder {folder} cannot be opened.", "Check who may read it.")
    return root


def _relative(root: Path, place: str, name: str) -> str:
    return (Path(place) / name).relative_to(root).as_posix()


def _is_text(path: str) -> bool:
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _stamp(root: Path, file: Path) -> FileStamp:
    try:
        if file.is_symlink() and not file.resolve(strict=True).is_relative_to(root):
            raise _PassOverError("it is a link that leaves the folder")
        found = file.stat()
    except OSError as error:
        raise _PassOverError("it cannot be opened") from error
    if not stat.S_ISREG(found.st_mode):
        raise _PassOverError("it is not a regular file")
    if found.st_size > MAX_BYTES:
        raise _PassOverError(f"it is larger than {MAX_BYTES // 1_000_000} MB")
    return FileStamp(found.st_size, found.st_mtime_ns)
