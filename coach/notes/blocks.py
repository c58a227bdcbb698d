"""Markdown to a tree of blocks, each with its lines in the file.

Owns the block structure, by markdown-it-py (CommonMark and tables; `token.map` gives the lines).
Inline marks are not parsed here: `wording` takes them off where a text is shown.

Before the parser, every line is straightened in place, so that the lines stay the file's lines:
lists nest by how far they are indented (2, 3, 4 spaces, a tab, in any mix) and not by CommonMark's
column rule, which reads a two-space child of "1." as a new list. Depth and length are bounded there
too: hostile input costs what a note of its size costs.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

from coach.domain.notes import Line
from coach.notes.labels import read_field_label, read_question_label

BlockKind = Literal["heading", "label", "paragraph", "list", "item", "quote", "table", "code", "html", "rule"]

MAX_LINES = 50_000
_MAX_LINE = 10_000  # of a line, what counts for structure; an embedded picture may be longer
_MAX_DEPTH = 50
_MAX_QUOTES = 8
_MAX_COLUMNS = 60

_LABEL_MARK = "\x02"
_TEXT_MARK = "\x03"
_SUMMARY = re.compile(r"(?i)<summary>([^<>]{2,200})</summary>")
_MARKER = re.compile(r"([-*+]|\d{1,9}[.)])(?= |$)")
_FENCE = re.compile(r"(`{3,}(?=[^`]*$)|~{3,})")
_RULE = re.compile(r"([-*_])(?: *\1){2,} *$")
_STARTS_BLOCK = re.compile(r"#{1,6}(?: |$)|>|\||<|`{3}|~{3}")
_QUOTES = re.compile(rf"((?:> ?){{{_MAX_QUOTES}}})[> ]+")
LABEL_LINE = re.compile(
    r"(?P<bold>\*\*|__)(?P<a>[^*_]{2,80}?):?(?P=bold):?\s*$|(?P<b>[^\W\d_][^:.?!|]{1,50}):\s*$"
)


@dataclass(frozen=True, slots=True)
class Row:
    """A table row: raw cells."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of Markdown: `lines` is the raw text of a heading or paragraph, `rows[0]` a table's head."""

    kind: BlockKind
    start: int
    end: int
    lines: tuple[Line, ...] = ()
    level: int = 0
    ordered: bool = False
    children: tuple["Block", ...] = ()
    rows: tuple[Row, ...] = ()

    @property
    def text(self) -> str:
        """Raw text of a heading or paragraph on one line; of an item, what its first paragraph says
        before the first label ("S: …") in it."""
        if self.kind == "item":
            first = self.children[0] if self.children else None
            if first is not None and first.kind == "list" and first.start == self.start:  # "1. - text"
                return first.children[0].text
            if first is None or first.kind != "paragraph":
                return ""
            said = takewhile(lambda line: not opens_label(line.text), first.lines[1:])
            return " ".join(line.text for line in (first.lines[0], *said))
        return " ".join(line.text for line in self.lines)

    @property
    def items(self) -> tuple["Block", ...]:
        """Of an item: the items directly under it, over all its lists."""
        return tuple(item for child in self.children if child.kind == "list" for item in child.children)


def _make_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": 4 * _MAX_DEPTH}).enable("table")
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


_PARSER = _make_parser()


def opens_label(text: str) -> bool:
    """True for "S: …", "**Result** …", "Q: …"."""
    return read_field_label(text) is not None or read_question_label(text) is not None


def read_blocks(lines: Sequence[str]) -> tuple[Block, ...]:
    """The top-level blocks of `lines` (at most MAX_LINES of them)."""
    tokens = _PARSER.parse("\n".join(straighten(lines)))
    return tuple(_build(iter(tokens)))


def code_lines(lines: Sequence[str]) -> set[int]:
    """Numbers of the lines that are code, fenced or indented."""
    found: set[int] = set()
    for token in _PARSER.parse("\n".join(straighten(lines[:MAX_LINES]))):
        if token.type in ("fence", "code_block") and token.map:
            found.update(range(token.map[0] + 1, token.map[1] + 1))
    return found


@dataclass(slots=True)
class _Level:
    indent: int  # of the marker, as written
    content: int  # of the text behind it, as written
    target: int  # of the text behind it, as straightened


@dataclass(slots=True)
class _Fence:
    mark: str
    indent: int
    target: int


def straighten(lines: Sequence[str]) -> list[str]:
    """`lines` with list indentation made plain for CommonMark; one line out for each line in."""
    out: list[str] = []
    levels: list[_Level] = []
    fence: _Fence | None = None
    blank, last = True, ""
    for raw in lines:
        line = raw[:_MAX_LINE].expandtabs(4)[:_MAX_LINE]
        if line.count("|") > _MAX_COLUMNS:
            line = line.replace("|", "¦")  # no table: each row would be padded to its width
        body = line.lstrip(" ")
        indent = len(line) - len(body)
        if fence is not None:
            out.append(" " * fence.target + line[min(indent, fence.indent) :])
            if body.startswith(fence.mark) and not body.strip(fence.mark[0] + " "):
                fence = None
            continue
        if not body.strip():
            out.append("")
            blank = True
            continue
        opened = _FENCE.match(body)
        if _MARKER.match(body) and not _RULE.match(body):
            in_code = not levels and indent >= 4 and blank and not last.endswith(":")
            out.append(line if in_code else _straighten_item(indent, body, levels))
        else:
            out.append(_straighten_text(indent, body, levels, blank))
        if opened:
            fence = _Fence(opened.group(), indent, len(out[-1]) - len(out[-1].lstrip(" ")))
        blank, last = False, body.rstrip().rstrip("*_")
    return out


def _straighten_item(indent: int, body: str, levels: list[_Level]) -> str:
    while levels and (indent < levels[-1].indent + 2 or len(levels) >= _MAX_DEPTH):
        levels.pop()
    target = levels[-1].target if levels else 0
    prefix = " " * target
    for _ in range(4):
        marker = _MARKER.match(body)
        if marker is None:
            break
        rest = body[marker.end() :].lstrip(" ")
        width = len(marker.group()) + 1
        content = indent + (len(body) - len(rest) if rest else width)
        target += width
        levels.append(_Level(indent, content, target))
        prefix += marker.group() + " "
        indent, body = content, rest
    else:
        if _MARKER.match(body):
            body = "\\" + body
    return prefix + body


def _straighten_text(indent: int, body: str, levels: list[_Level], blank: bool) -> str:
    if body.startswith(">"):
        body = _QUOTES.sub(r"\1", body, count=1)
    starts = _STARTS_BLOCK.match(body) or _RULE.match(body)
    if not levels:
        return " " * indent + body
    if indent == 0:
        if blank or starts:
            levels.clear()
        elif LABEL_LINE.match(body) or opens_label(body):
            # Right under a list "Frameworks:" or "Result: …" would be read as more text of its last item.
            levels.clear()
            return f"###### {_TEXT_MARK if opens_label(body) else _LABEL_MARK}{body}"
        return body
    while levels and indent <= levels[-1].indent:
        levels.pop()
    if not levels:
        return " " * indent + body
    excess = max(0, indent - levels[-1].content)
    return " " * (levels[-1].target + (excess if blank else 0)) + body


_CONTAINERS: dict[str, BlockKind] = {
    "bullet_list_open": "list",
    "ordered_list_open": "list",
    "list_item_open": "item",
    "blockquote_open": "quote",
}
_LEAVES: dict[str, BlockKind] = {"fence": "code", "code_block": "code", "html_block": "html", "hr": "rule"}


def _build(tokens: Iterator[Token]) -> Iterator[Block]:
    """Blocks up to the close of the current container."""
    for token in tokens:
        start, end = (token.map[0] + 1, token.map[1]) if token.map else (0, 0)
        if token.type in _CONTAINERS:
            children = tuple(_build(tokens))
            yield Block(
                _CONTAINERS[token.type],
                start,
                max([start, *(child.end for child in children)]),
                ordered=token.type.startswith("ordered"),
                children=children,
            )
        elif token.type in ("heading_open", "paragraph_open"):
            content = next(tokens).content
            next(tokens)
            lines = tuple(Line(text.strip(), start + i) for i, text in enumerate(content.split("\n")))
            if token.type == "paragraph_open":
                yield Block("paragraph", start, start + len(lines) - 1, lines)
            elif lines[0].text.startswith((_LABEL_MARK, _TEXT_MARK)):
                kind: BlockKind = "label" if lines[0].text[0] == _LABEL_MARK else "paragraph"
                yield Block(kind, start, end, (Line(lines[0].text[1:], start),))
            else:
                yield Block("heading", start, end, lines, level=int(token.tag[1]))
        elif token.type == "table_open":
            yield Block("table", start, end, rows=tuple(_rows(tokens)))
        elif token.type == "html_block" and (summary := _SUMMARY.search(token.content)):
            line = start + token.content[: summary.start()].count("\n")
            yield Block("label", line, line, (Line(summary[1].strip(), line),))
        elif token.type in _LEAVES:
            yield Block(_LEAVES[token.type], start, max(start, end))
        elif token.nesting < 0:
            return


def _rows(tokens: Iterator[Token]) -> Iterator[Row]:
    line, cells = 0, list[str]()
    for token in tokens:
        if token.type == "table_close":
            return
        if token.type == "tr_open":
            line, cells = (token.map[0] + 1 if token.map else line + 1), []
        elif token.type == "inline":
            cells.append(token.content.strip())
        elif token.type == "tr_close":
            yield Row(line, tuple(cells))
