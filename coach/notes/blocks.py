"""Markdown to a tree of blocks, each with its lines in the file.

Owns the block structure, by markdown-it-py (CommonMark and tables; `token.map` gives the lines).
Inline marks are not parsed here: `wording` takes them off where a text is shown.

Before the parser, `masking` blanks what is no text of hers, and `indentation` straightens the lists.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

from coach.domain.notes import Line
from coach.notes.indentation import LABEL_MARK, MAX_DEPTH, TEXT_MARK, opens_label, straighten
from coach.notes.masking import mask

BlockKind = Literal["heading", "label", "paragraph", "list", "item", "quote", "table", "code", "html", "rule"]

_SUMMARY = re.compile(r"(?i)<summary>([^<>]{2,200})</summary>")


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
        """Raw text of a heading or paragraph on one line; of an item, what it says itself."""
        return " ".join(line.text for line in self.said)

    @property
    def said(self) -> tuple[Line, ...]:
        """Lines of a heading or paragraph; of an item, those of its first paragraph before the first
        label ("S: …") in it."""
        if self.kind != "item":
            return self.lines
        first = self.children[0] if self.children else None
        if first is not None and first.kind == "list" and first.start == self.start:  # "1. - text"
            return first.children[0].said
        if first is None or first.kind != "paragraph":
            return ()
        return (first.lines[0], *takewhile(lambda line: not opens_label(line.text), first.lines[1:]))

    @property
    def items(self) -> tuple["Block", ...]:
        """Of an item: the items directly under it, over all its lists."""
        return tuple(item for child in self.children if child.kind == "list" for item in child.children)


def _make_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": 4 * MAX_DEPTH}).enable("table")
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


_PARSER = _make_parser()


def read_blocks(lines: Sequence[str]) -> tuple[Block, ...]:
    """The top-level blocks of `lines` (as many as `limits` lets through)."""
    tokens = _PARSER.parse("\n".join(straighten(mask(lines))))
    return tuple(_build(iter(tokens)))


def code_lines(lines: Sequence[str]) -> set[int]:
    """Numbers of the lines that are code, fenced or indented."""
    found: set[int] = set()
    for token in _PARSER.parse("\n".join(straighten(mask(lines)))):
        if token.type in ("fence", "code_block") and token.map:
            found.update(range(token.map[0] + 1, token.map[1] + 1))
    return found


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
            elif lines[0].text.startswith((LABEL_MARK, TEXT_MARK)):
                kind: BlockKind = "label" if lines[0].text[0] == LABEL_MARK else "paragraph"
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
