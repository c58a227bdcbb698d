"""What a user may be told: every failure that is hers to act on, and nothing else.

    CoachError                 could not be done (exit code 1)
    ├── UsageError             the call itself is wrong (exit code 2)
    ├── NotesError             the folder of notes
    │   └── NoteError          one note, with its path and line
    ├── IndexUnavailable       the index (busy, unreadable)
    ├── StoreError             sessions on disk
    │   └── SessionNotFound
    └── EngineError            the model's endpoint, with what kind of trouble it was

The message is one sentence in plain words; the hint says what to do next. The edges
(command line, page) show both and never a traceback.
"""

from typing import Literal

EngineTrouble = Literal[
    "auth",  # 401, 403
    "unreachable",  # no route, refused, no such host
    "timeout",  # nothing, or too slowly
    "rate_limited",  # 429 that passes
    "quota",  # 429 that does not
    "server",  # 5xx
    "truncated",  # the reply stopped before its end
    "malformed",  # not what the protocol or the schema says
    "refused",  # the model declined, or a content filter did
    "context",  # the request is longer than the model reads
    "request",  # any other 4xx: model name, parameters
]


class CoachError(Exception):
    """Something that could not be done, said so that she knows what to do."""

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class UsageError(CoachError):
    """The command or the setting is wrong as it was written."""

    exit_code = 2


class NotesError(CoachError):
    """The folder of notes cannot be used."""


class NoteError(NotesError):
    """One note cannot be read: `path` is relative to the folder, `line` counts from 1."""

    def __init__(self, path: str, why: str, line: int | None = None) -> None:
        place = f"{path}:{line}" if line else path
        super().__init__(f"{place}: {why}")
        self.path = path
        self.why = why
        self.line = line


class IndexUnavailable(CoachError):
    """The index of a folder cannot be read or written now."""


class StoreError(CoachError):
    """The store of sessions cannot be read or written."""


class SessionNotFound(StoreError):
    """No such session for this owner."""

    def __init__(self, session_id: str) -> None:
        super().__init__(f"There is no session {session_id!r}.", "`coach sessions list` shows yours.")
        self.session_id = session_id


class EngineError(CoachError):
    """The model did not give a usable reply. Never becomes a score."""

    def __init__(self, trouble: EngineTrouble, message: str, hint: str = "", *, partial: str = "") -> None:
        super().__init__(message, hint)
        self.trouble = trouble
        self.partial = partial  # text that arrived before the failure; shown, never graded
