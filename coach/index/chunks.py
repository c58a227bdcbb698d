"""A note in pieces small enough to embed, each inside one section and with its exact lines.

Owns the only use of the text splitters, and that only within a section that is too long.
Refuses to change her words: a chunk's text is the text of its lines, or a part of one
line where a single line is too long.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import accumulate, pairwise
from math import ceil

from coach.domain.notes import Note, Section
from coach.domain.passages import Chunk

# In word pieces, the heading path included. The model was trained on 128 and reads 256.
LIMIT = 200
SMALL = 60
_ROOM_UNDER_HEADING = 80

# Coarse to fine. Whatever parts two pieces stays at the end of the first one, so that the
# pieces joined are the section again.
_SEPARATORS = [
    r"\n[ \t]*\n",  # between paragraphs
    r"\n(?=(?:[-*+•]|\d+[.)])[ \t])",  # before an item of an outer list
    r"\n(?=[ \t]+(?:[-*+•]|\d+[.)]|[a-z][.)])[ \t])",  # before an item of an inner list
    r"\n",
    r"(?<=[.!?…])[ \t]+",  # between sentences, in a line too long to stay whole
    r"(?<=[,;:])[ \t]+",
    r"[ \t]+",
    r"(?<=[^\w\s])",
]


def chunk_note(note: Note, count_tokens: Callable[[str], int]) -> tuple[Chunk, ...]:
    """The chunks of `note` in the order of its lines. `count_tokens` as `Embedder.count_tokens`.

    The id is a hash of path, heading, text and which one of equals it is: it survives a
    move within the note, and changes when a word does.
    """
    chunks: list[Chunk] = []
    seen: Counter[tuple[tuple[str, ...], str]] = Counter()
    for at, section in enumerate(note.sections):
        following = note.sections[at + 1] if at + 1 < len(note.sections) else None
        if _is_only_heading(section) and following is not None and _is_under(following, section):
            continue  # its words stand in the heading path of what follows
        for start, end in _spans(section, count_tokens):
            text = section.text[start:end]
            occurrence = seen[section.heading, text]
            seen[section.heading, text] += 1
            chunks.append(
                Chunk(
                    id=_chunk_id(note.path, section.heading, text, occurrence),
                    path=note.path,
                    heading=section.heading,
                    start_line=section.start_line + section.text.count("\n", 0, start),
                    end_line=section.start_line + section.text.count("\n", 0, end),
                    text=text,
                )
            )
    return tuple(chunks)


def embedded_text(chunk: Chunk) -> str:
    """What is embedded of a chunk: the heading path, then the text without its heading line."""
    body = "\n".join(_without_heading(chunk.heading, chunk.text.split("\n")))
    return "\n".join(part for part in (" > ".join(chunk.heading), body.strip()) if part)


def _chunk_id(path: str, heading: tuple[str, ...], text: str, occurrence: int) -> str:
    parts = (path, *heading, text, str(occurrence))
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _is_only_heading(section: Section) -> bool:
    lines = section.text.split("\n")
    body = _without_heading(section.heading, lines)
    return len(body) < len(lines) and not re.search(r"\w", "\n".join(body))


def _is_under(section: Section, parent: Section) -> bool:
    depth = len(parent.heading)
    return len(section.heading) > depth and section.heading[:depth] == parent.heading


def _without_heading(heading: tuple[str, ...], lines: list[str]) -> list[str]:
    """`lines` without the heading at their top, if they begin with it (`#`, underlined or bold)."""
    if not heading or _letters(lines[0]) != _letters(heading[-1]):
        return lines
    underlined = len(lines) > 1 and re.fullmatch(r"\s*(=+|-+)\s*", lines[1])
    return lines[2:] if underlined else lines[1:]


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _spans(section: Section, count_tokens: Callable[[str], int]) -> Iterator[tuple[int, int]]:
    """Character spans of the section's pieces, without blank lines at their ends."""
    markers = count_tokens("")
    heading = count_tokens(" > ".join(section.heading)) - markers
    limit = max(LIMIT - markers - heading, _ROOM_UNDER_HEADING)

    def measure(text: str) -> int:
        return count_tokens(text) - markers

    # The heading's line goes with the first piece. It counts once, as part of the path.
    body = "\n".join(_without_heading(section.heading, section.text.split("\n")))
    pieces = _pieces(body, limit, measure)
    ends = accumulate(map(len, pieces[1:]), initial=len(section.text) - len(body) + len(pieces[0]))
    for start, end in pairwise([0, *ends]):
        text = section.text[start:end]
        # Indentation stays: it says how deep an item is.
        blank = re.match(r"(?:[ \t]*\n)*", text)
        inner = (start + (blank.end() if blank else 0), start + len(text.rstrip()))
        if re.search(r"\w", text):
            yield inner


def _pieces(text: str, limit: int, measure: Callable[[str], int]) -> list[str]:
    """`text` in pieces of at most `limit` word pieces, about equal in size; joined they are `text`."""
    total = measure(text)
    if total <= limit:
        return [text]
    # Half a second to import, and most notes have no section that long.
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(
        separators=_SEPARATORS,
        is_separator_regex=True,
        keep_separator="end",
        strip_whitespace=False,
        # Equal shares with some slack, so that no crumb is left over at the end.
        chunk_size=min(limit, ceil(total / ceil(total / limit) * 1.15)),
        chunk_overlap=0,
        length_function=measure,
    )
    pieces: list[str] = []
    for piece in splitter.split_text(text):
        pieces.extend(_slices(piece, limit, measure))
    return _joined(pieces, limit, measure)


def _slices(piece: str, limit: int, measure: Callable[[str], int]) -> Iterator[str]:
    """`piece`, or `limit` characters at a time where it is still too long (a script without spaces)."""
    if measure(piece) <= limit:
        yield piece
    else:
        yield from (piece[start : start + limit] for start in range(0, len(piece), limit))


def _joined(pieces: list[str], limit: int, measure: Callable[[str], int]) -> list[str]:
    """Neighbours put together where one of them is small and both fit."""
    joined: list[str] = []
    for piece in pieces:
        if joined:
            small = min(measure(joined[-1]), measure(piece)) < SMALL
            if small and measure(joined[-1] + piece) <= limit:
                joined[-1] += piece
                continue
        joined.append(piece)
    return joined
