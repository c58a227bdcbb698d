"""Blocks to parts: what stands under which heading or label.

A label is a line that works as a heading without being one: a bold line, or "Frameworks:" before
its list. It ends at the next label, heading or rule.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from coach.domain.notes import Line, Section
from coach.notes.announcements import script_kind_of
from coach.notes.blocks import Block
from coach.notes.indentation import LABEL_LINE
from coach.notes.wording import name_of, word_count

_INLINE_LABEL = re.compile(
    r"(?P<mark>\*\*|__)(?P<a>[^*_]{2,60}?):?(?P=mark):?\s+(?P<ra>\S.*)$"
    r"|(?P<b>[A-Z][\w ]{2,30}):\s+(?P<rb>\S.*)$"
)
_CALLOUT = re.compile(r"\[![\w-]{2,20}\][+-]?(?P<title>[^\n]{0,200})")
_ASKING_CALLOUT = re.compile(r"(?i)\[!(?:question|faq|help)\]")
_LABEL_LEVEL = 7


@dataclass(slots=True)
class Part:
    """A heading or label (`level` 7) with the blocks directly under it and the parts below.

    The root has the note's title, level 0 and line 1. `last_line` is that of its last block or part.
    """

    name: str
    raw: str
    line: int
    level: int
    path: tuple["Part", ...] = ()  # from the root down, without itself
    blocks: list[Block] = field(default_factory=list)
    parts: list["Part"] = field(default_factory=list)
    order: list["Block | Part"] = field(default_factory=list)
    after_rule: bool = False  # a label that a rule sets apart from the text of its heading

    @property
    def is_label(self) -> bool:
        return self.level == _LABEL_LEVEL

    @property
    def last_line(self) -> int:
        return max([self.line, *(b.end for b in self.blocks), *(p.last_line for p in self.parts)])

    def walk(self) -> Iterator["Part"]:
        """Itself and every part below, in the order of the file."""
        yield self
        for part in self.parts:
            yield from part.walk()

    def has_code(self) -> bool:
        """True where this part itself holds a code block: its lists are about a program."""
        return any(block.kind == "code" for block in self.blocks)


class _Outliner:
    """The part that is open, and how blocks go into it."""

    def __init__(self, title: str) -> None:
        self.root = Part(title, title, 1, 0)
        self._open = [self.root]
        self._ruled = False

    def enter(self, level: int, raw: str, line: int) -> None:
        """Opens a part, closing those of its level and deeper."""
        if level < _LABEL_LEVEL:
            self._ruled = False
        while self._open[-1].level >= level:
            self._open.pop()
        parent = self._open[-1]
        part = Part(name_of(raw), raw, line, level, tuple(self._open), after_rule=self._ruled)
        parent.parts.append(part)
        parent.order.append(part)
        self._open.append(part)

    def rule(self) -> None:
        """Closes a label, and sets those that follow apart from the heading's text."""
        self._ruled = True
        if self._open[-1].is_label:
            self._open.pop()

    @property
    def last(self) -> Part:
        """The part that is open."""
        return self._open[-1]

    def leave_to(self, before: Part) -> None:
        """Closes a label that was opened after `before`."""
        if self.last is not before and self.last.is_label:
            self._open.pop()

    def add(self, block: Block) -> None:
        """Puts a block into the open part."""
        self._open[-1].blocks.append(block)
        self._open[-1].order.append(block)

    def add_paragraph(self, block: Block, following: Block | None) -> None:
        """A paragraph, whose first or last line may be a label."""
        first = block.lines[0]
        if len(block.lines) > 1 and word_count(first.text) <= 5 and LABEL_LINE.match(first.text):
            self.enter(_LABEL_LEVEL, first.text, first.line)
            block = Block("paragraph", first.line + 1, block.end, block.lines[1:])
        kept, label, rest = _split_label(block, following)
        if kept is not None:
            self.add(kept)
        if label is not None:
            self.enter(_LABEL_LEVEL, label.text, label.line)
            if rest:
                self.add(Block("paragraph", label.line, label.line, (Line(rest, label.line),)))


def make_outline(title: str, blocks: Sequence[Block]) -> Part:
    """The parts of a note. A part never holds a heading, label or rule among its blocks."""
    outliner = _Outliner(title)
    _fill(outliner, blocks)
    return outliner.root


def _fill(outliner: _Outliner, blocks: Sequence[Block]) -> None:
    for block, following in zip_longest(blocks, blocks[1:]):
        if block.kind == "heading":
            outliner.enter(block.level, block.text, block.start)
        elif block.kind == "label":
            outliner.enter(_LABEL_LEVEL, block.text, block.start)
        elif block.kind == "rule":
            outliner.rule()
        elif block.kind == "paragraph":
            outliner.add_paragraph(block, following)
        elif block.kind == "quote" and (
            callout := _CALLOUT.match(block.children[0].text if block.children else "")
        ):
            _fill_callout(outliner, block, callout["title"].strip())
        else:
            outliner.add(block)


def _fill_callout(outliner: _Outliner, block: Block, title: str) -> None:
    """A callout is a frame around text of hers: its title is a label, and closes with it."""
    paragraph = block.children[0]
    first = paragraph.lines[0]
    asks = title.endswith(("?", "？")) or _ASKING_CALLOUT.match(first.text) is not None
    kept = paragraph.lines if asks else paragraph.lines[1:]
    inside = [Block("paragraph", kept[0].line, kept[-1].line, kept)] if kept else []
    before = outliner.last
    if title and not asks:
        outliner.enter(_LABEL_LEVEL, title, first.line)
    _fill(outliner, [*inside, *(_as_label(child) for child in block.children[1:])])
    outliner.leave_to(before)


def _as_label(block: Block) -> Block:
    """A heading inside a frame is a label there: it ends with the frame."""
    return Block("label", block.start, block.end, block.lines) if block.kind == "heading" else block


def _split_label(block: Block, following: Block | None) -> tuple[Block | None, Line | None, str]:
    """What of a paragraph comes before its label, the label, and what stands behind it on its line."""
    last = block.lines[-1]
    before = None
    if len(block.lines) > 1:
        before = Block("paragraph", block.start, last.line - 1, block.lines[:-1])
    match = LABEL_LINE.match(last.text)
    if match and word_count(last.text) <= 9 and (match["bold"] or _takes_label(following)):
        return before, last, ""
    listed = following is not None and following.kind == "list"
    if listed and word_count(last.text) <= 6 and script_kind_of(name_of(last.text)):
        return before, last, ""
    inline = _INLINE_LABEL.match(last.text)
    if inline and listed and following is not None and following.start <= last.line + 2:
        return before, Line(inline["a"] or inline["b"], last.line), inline["ra"] or inline["rb"]
    return block, None, ""


def _takes_label(following: Block | None) -> bool:
    return following is not None and following.kind in ("list", "quote", "paragraph", "table")


def make_sections(blocks: Sequence[Block], lines: Sequence[str], first_line: int) -> tuple[Section, ...]:
    """One section a heading, and one for what stands before the first, if anything does."""
    headings = [block for block in blocks if block.kind == "heading"]
    sections: list[Section] = []
    path: list[tuple[int, str]] = []
    starts = [(first_line, None), *((heading.start, heading) for heading in headings)]
    for (begin, heading), (following, _) in zip(starts, [*starts[1:], (len(lines) + 1, None)], strict=True):
        if heading is not None:
            while path and path[-1][0] >= heading.level:
                path.pop()
            path.append((heading.level, name_of(heading.text)))
        start, end = begin, following - 1
        while end > start and not lines[end - 1].strip():
            end -= 1
        while heading is None and start < end and not lines[start - 1].strip():
            start += 1
        if start > len(lines) or end < start or not lines[start - 1].strip():
            continue
        text = "\n".join(lines[start - 1 : end])
        sections.append(Section(tuple(name for _, name in path), text, start, end))
    return tuple(sections)
