"""The texts of a container one by one, as a label may stand in front of each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

from coach.domain.notes import Line
from coach.notes.blocks import Block
from coach.notes.labels import field_of_column, read_field_label
from coach.notes.outline import Part
from coach.notes.wording import plain

_INLINE = re.compile(
    r"(?:^|(?<=[\s|/]))[*_]{0,3}(?:\((?:[STARCPO])\)|\[(?:[STARCPO])\]|(?:[STARCPO]|(?i:situation|context|challenge"
    r"|problem|task|obstacle|action|result|outcome|impact|situación|tarea|acción|resultado|aufgabe|vorgehen"
    r"|ergebnis|tâche|résultat|situação|tarefa|ação))s?[*_]{0,3}\s?[:：])"
)
_MOST_LABELS = 16  # in a line


@dataclass(frozen=True, slots=True)
class Unit:
    """One labelled or plain text in a container: its lines (raw) and where it ends."""

    lines: tuple[Line, ...]
    end: int
    is_part: bool = False
    is_item: bool = False

    @property
    def text(self) -> str:
        return self.lines[0].text if self.lines else ""


def part_units(part: Part) -> Iterator[Unit]:
    for piece in part.order:
        if isinstance(piece, Part):
            lines = (Line(piece.name, piece.line), *_all_lines(piece))
            yield Unit(lines, piece.last_line, is_part=True)
        elif piece.kind == "paragraph":
            yield from (unit for line in piece.lines for unit in _line_units(line))
        elif piece.kind == "list":
            yield from (Unit(tuple(block_lines(item)), item.end, is_item=True) for item in piece.children)
        elif piece.kind == "table":
            yield from _table_units(piece)
        elif piece.kind == "quote":
            for child in piece.children:
                if child.kind == "paragraph":
                    yield from (unit for line in child.lines for unit in _line_units(line))


def item_units(item: Block) -> Iterator[Unit]:
    for number, child in enumerate(item.children):
        if child.kind == "paragraph":
            if not number and len(split := [*_line_units(child.lines[0])]) > 1:
                yield from split
            yield from (
                unit for line in (child.lines if number else child.lines[1:]) for unit in _line_units(line)
            )
        elif child.kind == "list" and child.start == item.start:
            for inner in child.children:
                yield from item_units(inner)
        elif child.kind == "list":
            yield from (Unit(tuple(block_lines(below)), below.end, is_item=True) for below in child.children)


def block_lines(block: Block) -> list[Line]:
    """Every line of text in `block`, at any depth."""
    found: list[Line] = []
    _add_lines(block, found)
    return found


def _add_lines(block: Block, found: list[Line]) -> None:
    if block.kind in ("paragraph", "heading"):
        found += block.lines
    elif block.kind == "table":
        found += (Line(" | ".join(cell for cell in row.cells if cell), row.line) for row in block.rows)
    elif block.kind == "item" and not block.children:
        found.append(Line("", block.start))
    for child in block.children:
        _add_lines(child, found)


def _all_lines(part: Part) -> Iterator[Line]:
    for piece in part.order:
        if isinstance(piece, Part):
            yield Line(piece.name, piece.line)
            yield from _all_lines(piece)
        else:
            yield from block_lines(piece)


def _line_units(line: Line) -> Iterator[Unit]:
    """A line, cut where further labels stand in it: "S: … T: … A: … R: …"."""
    found = islice(_INLINE.finditer(line.text), _MOST_LABELS + 1) if len(line.text) > 20 else ()
    starts = [match.start() for match in found]
    labels = [label for start in starts if (label := read_field_label(line.text[start:])) is not None]
    slots = {label.slot for label in labels}
    if (
        len(starts) > _MOST_LABELS
        or len(labels) < len(starts)
        or len(slots) < 3
        or not {"action", "result"} <= slots
    ):
        yield Unit((line,), line.line)
        return
    for begin, end in pairwise([*({0} - {*starts}), *starts, len(line.text)]):
        if text := line.text[begin:end].strip(" |;,/"):
            yield Unit((Line(text, line.line),), line.line)


def _table_units(table: Block) -> Iterator[Unit]:
    """A table whose first column holds the labels, one a row."""
    if any(sum(bool(cell) for cell in row.cells[1:]) > 1 for row in table.rows):
        return  # a story a column
    heads = [field_of_column(row.cells[0]) if row.cells else None for row in table.rows]
    if len({head.slot for head in heads if head is not None}) >= 3:
        for row in table.rows:
            label, text = row.cells[0], " ".join(cell for cell in row.cells[1:] if cell)
            yield Unit((Line(f"{plain(label)}: {text}", row.line),), row.line)
