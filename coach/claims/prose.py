"""Text to sentences and clauses, with their place: drafts as spoken, notes as written in Markdown.

A note's wrapped lines are joined before they are split, so that a sentence over two lines
stays one; list markers, field labels and table bars are not words of hers and are blanked out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MARKER = re.compile(r"^\s*(?:>\s*)*(?:#{1,6}\s+)?(?:(?:[-*+•]|\d{1,3}[.)])\s+)*(?:\[[ xX]\]\s+)?")
_LABEL = re.compile(
    r"^(?:\*\*|__|\*|_)?(?:S|T|A|R|Situation|Task|Action|Result|Results|Outcome)(?:\*\*|__|\*|_)?\s*[:\-–—]"
    r"(?:\*\*|__)?\s*",
    re.IGNORECASE,
)
_BLOCK_START = re.compile(r"^\s*(?:#{1,6}\s|[-*+•]\s|\d{1,3}[.)]\s|>|\||```|---|\*\*\*)")
_ABBREVIATIONS = re.compile(
    r"(?:\b(?:e\.g|i\.e|vs|etc|approx|dr|mr|mrs|ms|st|no|inc|ltd|co|fig|cf|resp|incl|est)|\b[A-Za-z])\.$",
    re.IGNORECASE,
)
_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s|$)")
_CLAUSE = re.compile(
    r"\s*(?:;|:(?!\d)|,(?!\d)|\s[—–-]\s|—|\band\b|\bbut\b|\bso\b|\bwhile\b|\bwhich\b|\bbecause\b"
    r"|\bwhereas\b"
    r"|\bthen\b|[()])\s*",
    re.IGNORECASE,
)
_EMPHASIS = re.compile(r"\*\*|__|`|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)")


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a text with its place: `source[start:end] == text`."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class NoteSentence:
    """One sentence of a note, cleaned of Markdown, and the line it starts on."""

    text: str
    line: int


def split_spoken(text: str) -> tuple[Span, ...]:
    """Sentences of a draft in order; together with the gaps between them they make up the text.

    A line end closes a sentence. A full stop inside a bracketed blank or after an
    abbreviation does not.
    """
    spans: list[Span] = []
    offset = 0
    for line in text.splitlines(keepends=True):
        body = line.rstrip("\r\n")
        start = 0
        for found in _END.finditer(body):
            head = body[start : found.end()]
            last = _ABBREVIATIONS.search(body[start : found.start() + 1])
            if (last and found.end() < len(body)) or head.count("[") > head.count("]"):
                continue
            _append(spans, body, offset, start, found.end())
            start = found.end()
        _append(spans, body, offset, start, len(body))
        offset += len(line)
    return tuple(spans)


def _append(spans: list[Span], body: str, offset: int, start: int, end: int) -> None:
    piece = body[start:end]
    stripped = piece.strip()
    if stripped:
        begin = start + len(piece) - len(piece.lstrip())
        spans.append(Span(stripped, offset + begin, offset + begin + len(stripped)))


def split_clauses(sentence: str) -> tuple[Span, ...]:
    """Clauses of a sentence: between commas, dashes, brackets and the common conjunctions."""
    spans: list[Span] = []
    start = 0
    for found in _CLAUSE.finditer(sentence):
        _append(spans, sentence, 0, start, found.start())
        start = found.end()
    _append(spans, sentence, 0, start, len(sentence))
    return tuple(spans)


def plain_line(line: str) -> str:
    """A note's line without its Markdown: markers, field labels, emphasis, link brackets, table bars."""
    text = _MARKER.sub("", line)
    text = _LABEL.sub("", text)
    text = re.sub(r"!?\[\[(?:[^\]|]*\|)?([^\]]*)\]\]", r"\1", text)
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"\s*\|\s*", ": ", text.strip().strip("|")) if line.lstrip().startswith("|") else text
    return _EMPHASIS.sub("", text).strip()


def split_note(text: str, first_line: int = 1) -> tuple[NoteSentence, ...]:
    """Sentences of a note with their lines; frontmatter, rules and fences' marks are left out."""
    sentences: list[NoteSentence] = []
    for block in _blocks(text):
        joined = ""
        starts: list[tuple[int, int]] = []  # offset in joined, line
        for number, line in block:
            starts.append((len(joined), number))
            joined += line + " "
        for span in split_spoken(joined.rstrip()):
            line_of = max((entry for entry in starts if entry[0] <= span.start), key=lambda entry: entry[0])[
                1
            ]
            sentences.append(NoteSentence(span.text, first_line + line_of - 1))
    return tuple(sentences)


def _blocks(text: str) -> Iterator[list[tuple[int, str]]]:
    """Runs of lines that belong together, cleaned, each with its line number from 1."""
    lines = text.splitlines()
    begin = 0
    if lines and lines[0].strip() == "---":
        closing = next((at for at, line in enumerate(lines[1:], 1) if line.strip() in {"---", "..."}), None)
        begin = closing + 1 if closing is not None else 0
    block: list[tuple[int, str]] = []
    for number, line in enumerate(lines[begin:], begin + 1):
        plain = plain_line(line)
        starts_new = bool(_BLOCK_START.match(line)) or bool(_LABEL.match(line.strip())) or not plain
        if starts_new and block:
            yield block
            block = []
        if plain and not re.fullmatch(r"[-=*_\s:|]+", plain):
            block.append((number, plain))
        if line.lstrip().startswith("#") and block:
            yield block
            block = []
    if block:
        yield block
