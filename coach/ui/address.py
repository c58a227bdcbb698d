"""Where the page is served: one server a data folder, a port that is free, and who holds both."""

import errno
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

from filelock import FileLock, Timeout

from coach.errors import CoachError, UsageError

TRIES = 20  # ports after the default one that are tried


@dataclass(slots=True)
class Claim:
    """The right to serve from a data folder, or who has it: `running_at` is then the address."""

    file: Path
    running_at: str = ""
    notes: str = ""

    def announce(self, address: str, notes: Path) -> None:
        """Writes down where the page is, for a second start to tell."""
        self.file.write_text(
            json.dumps({"address": address, "notes": str(notes), "pid": os.getpid()}), encoding="utf-8"
        )


@contextmanager
def claim_address(home: Path) -> Iterator[Claim]:
    """Claims the data folder for one server; the claim ends with the process, even when it is killed."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        lock = FileLock(home / "serve.lock")
        file = home / "serve.json"
        try:
            lock.acquire(timeout=0)
        except Timeout:
            yield _running(file)
            return
    except OSError as error:
        raise CoachError(
            f"The data folder {home} cannot be written: {error.strerror}.", "Choose another with --home."
        ) from error
    try:
        file.unlink(missing_ok=True)
        yield Claim(file)
    finally:
        file.unlink(missing_ok=True)
        lock.release()


def take_port(host: str, port: int, *, is_default: bool) -> socket.socket:
    """A listening socket. Only the default port may be replaced by the next free one.

    Raises UsageError for an address that is not this computer's, or a port in use.
    """
    _refuse_public(host)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    wanted = range(port, port + TRIES) if is_default and port else (port,)
    for number in wanted:
        taken = socket.socket(family, socket.SOCK_STREAM)
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            taken.bind((host, number))
        except OSError as error:
            taken.close()
            if error.errno in (errno.EADDRINUSE, errno.EACCES):
                continue
            raise UsageError(f"{host} cannot be served on: {error.strerror}.") from error
        taken.listen(128)
        return taken
    raise UsageError(
        f"Port {port} is in use or not allowed.", "Choose another with --port, or --port 0 for a free one."
    )


def address_of(taken: socket.socket, host: str) -> str:
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{taken.getsockname()[1]}"


def _refuse_public(host: str) -> None:
    # Until there are accounts, whoever reaches the page reads the notes.
    try:
        local = host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        local = False
    if not local:
        raise UsageError(
            f"The page is only served on this computer, not on {host!r}.",
            "It has no accounts yet: anybody who reached it could read your notes. Use 127.0.0.1.",
        )


def _running(file: Path) -> Claim:
    try:
        known = json.loads(file.read_text(encoding="utf-8"))
        return Claim(file, known["address"], known["notes"])
    except (OSError, ValueError, KeyError):
        return Claim(file, "an address that it is about to print")
