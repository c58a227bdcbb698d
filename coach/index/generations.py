"""The generations of a folder's index on disk, and who may write the next one.

    HOME/index/<hash of the folder>/
        current             the name of the generation in force
        writer.lock         held while a generation is being written
        writer.json         by whom
        gen-N-<token>/      manifest.json, notes.json, chunks.json, chroma/
        gen-N-<token>.part  one being written

Owns names, the pointer and the lock. A generation is never written to once the pointer
names it, so readers need no lock. Refuses to know what is inside.
"""

import json
import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from filelock import FileLock, Timeout

from coach.errors import IndexUnavailable

_PART = ".part"
_DAMAGED = ".damaged"


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where the generations of `folder` stand."""

    folder: Path
    root: Path

    @classmethod
    def of(cls, home: Path, folder: Path) -> "Shelf":
        folder = folder.expanduser().resolve()
        key = sha256(os.fsencode(folder)).hexdigest()[:16]
        return cls(folder, home / "index" / key)

    @property
    def backups(self) -> Path:
        """Of notes that were rewritten: hers, so not under the index, which may be deleted."""
        return self.root.parent.parent / "backups" / self.root.name

    def current(self) -> Path | None:
        """The generation in force, or None before the first, or where it was found damaged."""
        try:
            name = (self.root / "current").read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            return None
        found = self.root / name
        return found if name.startswith("gen-") and found.is_dir() else None

    def mark_damaged(self, generation: Path) -> None:
        """Say that `generation` cannot be read, whatever its manifest says."""
        try:
            generation.with_name(generation.name + _DAMAGED).touch()
        except OSError as error:
            raise self._unwritable(error) from error

    def is_damaged(self, generation: Path) -> bool:
        return generation.with_name(generation.name + _DAMAGED).exists()

    @contextmanager
    def begin(self) -> Iterator[Path]:
        """A new folder to write a generation into; removed if the block fails. Needs the lock."""
        numbers = [int(each.name.split("-")[1]) for each in self.root.glob("gen-*-*")]
        name = f"gen-{max(numbers, default=0) + 1}-{secrets.token_hex(4)}"
        part = self.root / (name + _PART)
        part.mkdir()
        try:
            yield part
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise

    def publish(self, part: Path) -> Path:
        """Put the finished `part` in force; what is older than the one before goes. Needs the lock."""
        previous = self.current()
        generation = part.with_name(part.name.removesuffix(_PART))
        part.rename(generation)
        pointer = self.root / f"current{_PART}"
        pointer.write_text(generation.name, encoding="utf-8")
        pointer.replace(self.root / "current")
        for each in self.root.glob("gen-*"):
            # The one before stays for readers that are in the middle of a search.
            if each in (generation, previous):
                continue
            if each.is_dir():
                shutil.rmtree(each, ignore_errors=True)
            elif not (previous and each.name.startswith(previous.name)):
                each.unlink(missing_ok=True)
        return generation

    @contextmanager
    def writing(self, wait: float) -> Iterator[None]:
        """Hold the lock. Raises IndexUnavailable, naming the holder, after `wait` seconds."""
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.root / "writer.lock")
            lock.acquire(timeout=wait)
        except Timeout as error:
            raise IndexUnavailable(
                f"The index of {self.folder.name} is being written by {self._holder()}.",
                "Wait until that has finished, or stop it, and try again.",
            ) from error
        except OSError as error:
            raise self._unwritable(error) from error
        holder = self.root / "writer.json"
        try:
            now = datetime.now(UTC).isoformat(timespec="seconds")
            holder.write_text(
                json.dumps({"pid": os.getpid(), "command": _command(), "since": now}), encoding="utf-8"
            )
            yield
        except OSError as error:
            raise self._unwritable(error) from error
        finally:
            holder.unlink(missing_ok=True)
            lock.release()

    def _unwritable(self, error: OSError) -> IndexUnavailable:
        return IndexUnavailable(
            f"The index cannot be written in {self.root}: {error.strerror or error}.",
            "Make room or choose another folder with --home or COACH_HOME.",
        )

    def _holder(self) -> str:
        try:
            holder = json.loads((self.root / "writer.json").read_text(encoding="utf-8"))
            since = datetime.fromisoformat(holder["since"]).astimezone()
            return f"`{holder['command']}` (process {holder['pid']}, since {since:%H:%M:%S})"
        except (OSError, ValueError, KeyError, TypeError):
            return "another process"


def _command() -> str:
    """The running command without its folders and its longer arguments, which may be private."""
    program, *arguments = sys.argv or ["python"]
    short = [argument for argument in arguments[:1] if len(argument) <= 20]
    return " ".join([Path(program).name or "python", *short])
