"""The texts of a container one by one, as a label may stand in front of each."""

from collections.abc import Iterator
from dataclasses import dataclass

from coach.domain.notes import Line
from coach.notes.blocks import Block
from coach.notes.labels import field_of_column
from coach.notes.outline import Part
from coach.notes.wording import plain


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
            yield from (Unit((line,), line.line) for line in piece.lines)
        elif piece.kind == "list":
            yield from (Unit((*block_lines(item),), item.end, is_item=True) for item in piece.children)
        elif piece.kind == "table":
            yield from _table_units(piece)
        elif piece.kind == "quote":
            for child in piece.children:
                if child.kind == "paragraph":
                    yield from (Unit((line,), line.line) for line in child.lines)


def item_units(item: Block) -> Iterator[Unit]:
    for number, child in enumerate(item.children):
        if child.kind == "paragraph":
            yield from (Unit((line,), line.line) for line in (child.lines if number else child.lines[1:]))
        elif child.kind == "list" and child.start == item.start:
            for inner in child.children:
                yield from item_units(inner)
        elif child.kind == "list":
            yield from (Unit((*block_lines(below),), below.end, is_item=True) for below in child.children)


def block_lines(block: Block) -> Iterator[Line]:
    if block.kind in ("paragraph", "heading"):
        yield from block.lines
    elif block.kind == "table":
        for row in block.rows:
            yield Line(" | ".join(cell for cell in row.cells if cell), row.line)
    elif block.kind == "item" and not block.children:
        yield Line("", block.start)
    for child in block.children:
        yield from block_lines(child)


def _all_lines(part: Part) -> Iterator[Line]:
    for piece in part.order:
        if isinstance(piece, Part):
            yield Line(piece.name, piece.line)
            yield from _all_lines(piece)
        else:
            yield from block_lines(piece)


def _table_units(table: Block) -> Iterator[Unit]:
    """A table whose first column holds the labels, one a row."""
    heads = [field_of_column(row.cells[0]) if row.cells else None for row in table.rows]
    if len({head.slot for head in heads if head is not None}) >= 3:
        for row in table.rows:
            label, text = row.cells[0], " ".join(cell for cell in row.cells[1:] if cell)
            yield Unit((Line(f"{plain(label)}: {text}", row.line),), row.line)
