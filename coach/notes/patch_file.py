"""Writing a patch into a note, and taking it back: whole or not at all, with a copy kept of what was there.

    BACKUPS/
        log.jsonl       what was written and what was taken back, one line each, the oldest first
        ID.before       the exact bytes of the note before patch ID
        ID.replaced     what a forced undo wrote over
        writer.lock     held while a note is written

Owns the only writes into her folder. Refuses a note that changed since its diff was made, a path
outside the folder, and anything that is not a regular file of its own.
"""

import json
import os
import secrets
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any, Literal

from filelock import FileLock, Timeout

from coach.errors import NotesError
from coach.notes.patches import Patch, patched, sha256_of

_TEMPORARY = ".coach-{}.tmp"
_STALE = 3600.0  # seconds after which a temporary file belongs to nobody
_WAIT = 10.0  # seconds for another writer

WriteState = Literal["written", "undone", "changed since", "never written", "gone"]


@dataclass(frozen=True, slots=True)
class Applied:
    """A patch that stands in the note: `backup` names it for the undo."""

    backup: str
    path: str


@dataclass(frozen=True, slots=True)
class Written:
    """One line of the undo log, and how the note stands to it now."""

    backup: str
    path: str
    at: datetime
    state: WriteState


@dataclass(frozen=True, slots=True)
class Undone:
    """`changed` is False where the note was as before already."""

    backup: str
    path: str
    changed: bool


def apply_patch(folder: Path, patch: Patch, backups: Path) -> Applied:
    """Writes `patch` into its note. The same patch a second time changes nothing.

    Raises NotesError where the note changed since the diff was made, or cannot be written.
    """
    file = _note_file(folder, patch.path)
    with _writing(backups):
        before = _read(file, patch.path)
        last = next((one for one in reversed(_entries(backups)) if one["path"] == patch.path), None)
        again = last is not None and (last["before"], last["after"]) == (
            patch.before_sha256,
            patch.after_sha256,
        )
        if last is not None and again and not last["undone"] and sha256_of(before) == patch.after_sha256:
            return Applied(last["id"], patch.path)  # written before a crash that hid it
        if sha256_of(before) != patch.before_sha256:
            raise NotesError(
                f"{patch.path} has changed since I showed you the diff, so I left it alone.",
                "I can make a new diff from what it says now.",
            )
        after = patched(before, patch)
        backup = _new_id()
        _keep(backups / f"{backup}.before", before)
        _log(
            backups,
            {"id": backup, "path": patch.path, "before": sha256_of(before), "after": sha256_of(after)},
        )
        _replace(file, patch.path, after, expected=patch.before_sha256)
    return Applied(backup, patch.path)


def undo(folder: Path, backups: Path, which: str | None = None, *, force: bool = False) -> Undone:
    """Puts back the exact bytes from before patch `which` (None: the last one that stands).

    Raises NotesError where there is none, or where somebody changed the note since, unless `force`;
    what is then written over is kept as well.
    """
    with _writing(backups):
        entry = _entry_to_undo(folder, backups, which)
        path, backup = str(entry["path"]), str(entry["id"])
        file = _note_file(folder, path, missing_ok=force)
        try:
            before = (backups / f"{backup}.before").read_bytes()
        except OSError as error:
            raise NotesError(f"The copy of {path} from before that change is gone.") from error
        now = file.read_bytes() if file.exists() else None
        standing = sha256_of(now) if now is not None else None
        if standing == entry["before"]:
            if not entry["undone"]:
                _log(backups, {"undo": backup})
            return Undone(backup, path, changed=False)
        if standing != entry["after"]:
            if not force:
                raise NotesError(
                    f"{path} was changed after I wrote to it, so I left it alone.",
                    f"`coach notes undo {backup} --force` puts the old text back anyway, and keeps a copy.",
                )
            if now is not None:
                _keep(backups / f"{backup}.replaced", now)
        _replace(file, path, before, expected=standing)
        _log(backups, {"undo": backup})
    return Undone(backup, path, changed=True)


def last_written(folder: Path, backups: Path) -> str | None:
    """The patch that `undo` would take back."""
    standing = [one for one in written(folder, backups) if one.state in ("written", "changed since")]
    return standing[-1].backup if standing else None


def written(folder: Path, backups: Path) -> tuple[Written, ...]:
    """Everything the coach wrote into the notes of `folder`, the oldest first."""
    entries = _entries(backups)
    latest = {entry["path"]: entry["id"] for entry in entries if not entry["undone"]}
    found = []
    for entry in entries:
        state = _state(folder, entry)
        if state == "changed since" and latest.get(entry["path"]) != entry["id"]:
            state = "written"  # a later patch of ours stands on it
        found.append(Written(entry["id"], entry["path"], datetime.fromisoformat(entry["at"]), state))
    return tuple(found)


def _state(folder: Path, entry: dict[str, Any]) -> WriteState:
    if entry["undone"]:
        return "undone"
    try:
        standing = sha256_of(_note_file(folder, entry["path"]).read_bytes())
    except (NotesError, OSError):
        return "gone"
    if standing == entry["after"]:
        return "written"
    return "never written" if standing == entry["before"] else "changed since"


def _entry_to_undo(folder: Path, backups: Path, which: str | None) -> dict[str, Any]:
    entries = _entries(backups)
    if which is not None:
        entry = next((one for one in entries if one["id"] == which), None)
        if entry is None:
            raise NotesError(f"There is no change {which!r}.", "`coach notes undo --list` shows them.")
        return entry
    last = last_written(folder, backups)
    if last is None:
        raise NotesError("There is nothing to take back: I have written nothing into these notes.")
    return next(one for one in entries if one["id"] == last)


# The log


def _entries(backups: Path) -> list[dict[str, Any]]:
    """The writes in order, each with whether it was undone. A line that a crash cut off is passed over."""
    try:
        lines = (backups / "log.jsonl").read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise _unusable(error) from error
    found: dict[str, dict[str, Any]] = {}
    for line in lines:
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if not isinstance(entry, dict):
            continue
        if entry.keys() >= {"id", "path", "before", "after", "at"}:
            found[entry["id"]] = {**entry, "undone": False}
        elif entry.get("undo") in found:
            found[entry["undo"]]["undone"] = True
    return list(found.values())


def _log(backups: Path, entry: dict[str, str]) -> None:
    line = json.dumps({**entry, "at": datetime.now(UTC).isoformat(timespec="seconds")}) + "\n"
    log = backups / "log.jsonl"
    try:
        torn = log.exists() and log.stat().st_size > 0 and not log.read_bytes().endswith(b"\n")
        with log.open("ab") as opened:
            opened.write((("\n" if torn else "") + line).encode())
            opened.flush()
            os.fsync(opened.fileno())
    except OSError as error:
        raise _unusable(error) from error


def _new_id() -> str:
    return f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"


def _keep(place: Path, data: bytes) -> None:
    try:
        with place.open("xb") if place.suffix == ".before" else place.open("wb") as opened:
            opened.write(data)
            opened.flush()
            os.fsync(opened.fileno())
    except OSError as error:
        raise _unusable(error) from error


@contextmanager
def _writing(backups: Path) -> Iterator[None]:
    try:
        backups.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = FileLock(backups / "writer.lock")
        lock.acquire(timeout=_WAIT)
    except Timeout as error:
        raise NotesError("Another coach is writing into these notes.", "Try again in a moment.") from error
    except OSError as error:
        raise _unusable(error) from error
    try:
        yield
    finally:
        lock.release()


def _unusable(error: OSError) -> NotesError:
    return NotesError(
        f"I cannot keep a copy of the note ({error.strerror or 'no reason given'}), so I changed nothing.",
        "Make room or choose another data folder with --home or COACH_HOME.",
    )


# The note


def _note_file(folder: Path, path: str, *, missing_ok: bool = False) -> Path:
    """The note at `path`, which must be a regular file inside the folder, reached through no link."""
    parts = PurePosixPath(path).parts
    root = folder.expanduser().resolve()
    if not parts or path.startswith("/") or ".." in parts or "\0" in path or (os.sep != "/" and ":" in path):
        raise NotesError(f"{path!r} is not a path inside your notes.")
    file = root
    for part in parts:
        file = file / part
        if file.is_symlink():
            raise NotesError(f"{path} is reached through a link, and I write through none.")
    if missing_ok and not file.exists() and file.parent.is_dir():
        return file
    try:
        found = file.lstat()
    except OSError as error:
        raise NotesError(f"{path} is not there any more.") from error
    if not stat.S_ISREG(found.st_mode) or not file.resolve().is_relative_to(root):
        raise NotesError(f"{path} is not a file of its own inside your notes.")
    return file


def _read(file: Path, path: str) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise NotesError(f"{path} cannot be read ({error.strerror or 'no reason given'}).") from error


def _replace(file: Path, path: str, data: bytes, expected: str | None) -> None:
    """Puts `data` in the place of `file` in one step, its permissions kept."""
    temporary = file.with_name(_TEMPORARY.format(secrets.token_hex(6)))
    try:
        mode = stat.S_IMODE(file.stat().st_mode) if file.exists() else 0o644
        if expected is not None and not os.access(file, os.W_OK):
            raise PermissionError(13, "it is write-protected")
        _sweep(file.parent)
        with temporary.open("xb") as opened:
            opened.write(data)
            opened.flush()
            os.fchmod(opened.fileno(), mode)
            os.fsync(opened.fileno())
        if expected is not None and sha256_of(file.read_bytes()) != expected:
            raise NotesError(f"{path} was changed while I was writing, so I left it alone.", "Try again.")
        temporary.replace(file)
        _sync_folder(file.parent)
    except OSError as error:
        raise NotesError(
            f"{path} cannot be written ({error.strerror or 'no reason given'}).",
            "Check who may write there; nothing was changed.",
        ) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _sweep(folder: Path) -> None:
    """Temporary files of a writer that was killed."""
    for left in folder.glob(_TEMPORARY.format("*")):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _STALE:
                left.unlink()


def _sync_folder(folder: Path) -> None:
    with suppress(OSError):  # some file systems cannot
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
