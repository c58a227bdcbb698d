"""A note's bytes line by line: text that can be changed while every other byte stays as it is.

`decode` reads a note with repairs and one kind of line end; this keeps what is really there:
byte order mark, encoding, line ends, and lines that are not even valid in it. Pure.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from coach.notes.decoding import decode

_END = re.compile(rb"\r\n|\r|\n")
_TEXT_END = re.compile(r"\r\n|\r|\n")
_NAMES = {"cp1252": "Windows-1252", "utf-8": "UTF-8"}


@dataclass(frozen=True, slots=True)
class RawLine:
    """What stands on one line, and its line end (empty on the last line)."""

    body: bytes
    end: bytes


@dataclass(frozen=True, slots=True)
class Edit:
    """Lines `start` to `end` give way to `lines`. An insertion has `end == start - 1`. From 1, inclusive."""

    start: int
    end: int
    lines: tuple[str, ...]


class UnwritableError(ValueError):
    """A character that the file's encoding does not have."""

    def __init__(self, character: str, encoding: str) -> None:
        super().__init__(f"{character!r} cannot be written in {encoding}")
        self.character = character
        self.encoding = _NAMES.get(encoding, encoding)


@dataclass(frozen=True, slots=True)
class RawNote:
    """`b"".join` of the mark, bodies and ends is the file, byte for byte."""

    mark: bytes
    encoding: str  # a codec without a mark of its own, or "mixed": UTF-8 with Windows-1252 lines
    lines: tuple[RawLine, ...]

    def texts(self) -> list[str]:
        """The lines as they stand in the file, nothing repaired."""
        return [_decode(line.body, self.encoding) for line in self.lines]

    def changed(self, edits: Sequence[Edit]) -> bytes:
        """The file with `edits` made. Raises UnwritableError."""
        lines = list(self.lines)
        for edit in sorted(edits, key=lambda one: (one.start, one.end), reverse=True):
            gone = lines[edit.start - 1 : edit.end]
            bodies = [_encode(text, self.encoding) for text in edit.lines]
            new = [RawLine(body, self._end_near(edit.start)) for body in bodies]
            if new and gone:
                new[-1] = RawLine(new[-1].body, gone[-1].end)
            elif new and edit.start > len(lines):  # behind the last line: that one gets a line end
                last = lines[-1]
                lines[-1] = RawLine(last.body, last.end or new[-1].end)
                new[-1] = RawLine(new[-1].body, last.end)
            lines[edit.start - 1 : edit.end] = new
        return self.mark + b"".join(line.body + line.end for line in lines)

    def _end_near(self, line: int) -> bytes:
        """The line end to write: that of the line before, else the most common one."""
        for near in (line - 2, line - 1):
            if 0 <= near < len(self.lines) and self.lines[near].end:
                return self.lines[near].end
        ends = Counter(one.end for one in self.lines if one.end)
        return ends.most_common(1)[0][0] if ends else _encode("\n", self.encoding)


def read_raw(data: bytes) -> RawNote:
    """The lines of `data`, numbered as `parse_note` numbers them. Raises ValueError where it is no text."""
    encoding = decode(data).encoding
    if encoding == "utf-16":
        mark, rest = data[:2], data[2:]
        return RawNote(mark, *_wide_lines(rest, "utf-16-le" if mark == b"\xff\xfe" else "utf-16-be"))
    if encoding.startswith("utf-16"):
        return RawNote(b"", *_wide_lines(data, encoding))
    mark = b"\xef\xbb\xbf" if encoding in ("utf-8", "mixed") and data.startswith(b"\xef\xbb\xbf") else b""
    rest = data[len(mark) :]
    ends = [found.group() for found in _END.finditer(rest)]
    pairs = zip(_END.split(rest), [*ends, b""], strict=True)
    return RawNote(mark, encoding, tuple(RawLine(body, end) for body, end in pairs))


def _wide_lines(data: bytes, encoding: str) -> tuple[str, tuple[RawLine, ...]]:
    text = data.decode(encoding)
    ends = [found.group() for found in _TEXT_END.finditer(text)]
    pairs = zip(_TEXT_END.split(text), [*ends, ""], strict=True)
    return encoding, tuple(RawLine(body.encode(encoding), end.encode(encoding)) for body, end in pairs)


def _decode(body: bytes, encoding: str) -> str:
    if encoding != "mixed":
        return body.decode(encoding, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode("cp1252", "replace")


def _encode(text: str, encoding: str) -> bytes:
    codec = "utf-8" if encoding == "mixed" else encoding
    try:
        return text.encode(codec)
    except UnicodeEncodeError as error:
        raise UnwritableError(text[error.start], codec) from error
