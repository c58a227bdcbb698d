"""Trade-offs that she can speak of: rows of a trade-off table, "X vs Y" lines under that word."""

import re
from collections.abc import Iterator

from coach.domain.notes import Line
from coach.notes.blocks import Block
from coach.notes.outline import Part
from coach.notes.wording import plain, word_count

_WORD = re.compile(r"(?i)\btrade ?-?offs?\b")
_ANNOUNCES = re.compile(r"(?i)\b(?:trade ?-?offs?|tensions|dilemmas)\b")
_VERSUS = re.compile(r"(?i)\S\s+(?:vs\.?|versus|↔|<->)\s+\S")
_COST = re.compile(r"\S\s*(?:->|→|=>)\s*\S")
_INTRODUCED = re.compile(r"(?i).*?\btrade ?-?offs?\b[^:–—-]{0,40}(?::|\s[–—-])\s+(?P<rest>.+)$")


def find_tradeoffs(root: Part) -> tuple[Line, ...]:
    """Every trade-off of a note, in its order."""
    found: dict[int, Line] = {}
    for part in root.walk():
        announced = _ANNOUNCES.search(part.name) is not None
        for block in part.blocks:
            for line in _in_block(block, announced):
                found.setdefault(line.line, line)
    return tuple(found[line] for line in sorted(found))


def _in_block(block: Block, announced: bool) -> Iterator[Line]:
    if block.kind == "table":
        yield from _in_table(block, announced)
    elif block.kind == "item":
        text = plain(block.text)
        introduces = _WORD.search(text) is not None
        if introduces:
            inline = _INTRODUCED.match(text)
            if inline and _VERSUS.search(inline["rest"]):
                yield Line(inline["rest"], block.start)
        elif announced and (_VERSUS.search(text) or _COST.search(text)):
            yield Line(text, block.start)
        for child in block.children:
            yield from _in_block(child, introduces or (announced and _is_group(text)))
    elif block.kind == "paragraph":
        if announced:
            for line in block.lines:
                text = plain(line.text)
                if _VERSUS.search(text) and word_count(text) <= 20:
                    yield Line(text, line.line)
    else:
        for child in block.children:
            yield from _in_block(child, announced)


def _is_opposition(text: str) -> bool:
    """Two goods and nothing else: "Warm vs. cheap"."""
    return _VERSUS.search(text) is not None and word_count(text) <= 9


def _is_group(text: str) -> bool:
    """An item that only gathers others ("Infra:"); below a trade-off stand its details."""
    return not _VERSUS.search(text) and text.endswith(":")


def _in_table(table: Block, announced: bool) -> Iterator[Line]:
    if not table.rows:
        return
    named = any(_WORD.search(cell) for cell in table.rows[0].cells)
    firsts = [plain(row.cells[0]) for row in table.rows[1:] if row.cells and plain(row.cells[0])]
    opposed = sum(_is_opposition(text) for text in firsts)
    announced = announced or (opposed >= 2 and opposed * 3 >= len(firsts) * 2)
    for row in table.rows[1:]:
        cells = [text for cell in row.cells if (text := plain(cell))]
        if len(cells) >= 1 and (named or (announced and _VERSUS.search(cells[0]))):
            yield Line(": ".join(cells), row.line)
