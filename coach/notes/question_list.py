"""The questions of a note, each once: where they stand, why they count, which say the same.

A question in a customer's voice ("How do we keep our promise?" as a theme of a design) is none.
"""

import re
from collections.abc import Iterable, Iterator, Sequence, Set

from coach.domain.notes import Question, Story
from coach.notes.announcements import script_kind_of
from coach.notes.blocks import Block
from coach.notes.labels import read_question_label
from coach.notes.outline import Part
from coach.notes.question_wording import asked_key
from coach.notes.questions import (
    SPOKEN,
    clean_question,
    is_asking_place,
    is_own_voice,
    is_question,
    is_request,
    opens_request,
    questions_asked,
)
from coach.notes.wording import is_quoted, name_of, plain, word_count

_MEASURES = re.compile(
    r"(?i)\b(?:criteria|rubrics?|evaluat\w+|signals?|focus areas|looks? for|looking for|checklist)\b"
)
_OPENS = re.compile(r"(?i)(?:how|what|why|when|where|which|who|do|did|are|is|have|has|can|could|would|if) ")
_OPENING = 4  # words by which the line of a question is known, as it may run on
_FARTHEST = 300  # lines between a story and its question
_QUESTION_COLUMN = re.compile(
    r"(?i)(?:(?:sample|example|interview|likely|typical|common|their) )?(?:questions?|prompts?)$"
)


def find_questions(
    root: Part, taken: Set[int], lines: Sequence[str], told: Iterable[Story] = ()
) -> tuple[tuple[Question, ...], dict[str, str]]:
    """Every question of a note once, in its order, those that its stories answer among them.

    Also what each other wording of a question was merged into. `taken` are lines that belong to
    something else, `lines` those of the note.
    """
    found: dict[str, Question] = {}
    merged: dict[str, str] = {}

    def is_known(text: str) -> bool:
        first = found.get(asked_key(text))
        if first is not None and first.text != text:
            merged[text] = first.text
        return first is not None

    for question in sorted(_candidates(root, taken), key=lambda one: one.line):
        if not is_known(question.text):
            found[asked_key(question.text)] = question
    for story in told:
        for text in story.questions:
            if not is_known(text):
                line = _line_of(text, story, lines)
                found[asked_key(text)] = Question(text, line, 1.0, "a story answers it")
    return tuple(sorted(found.values(), key=lambda one: one.line)), merged


def _line_of(text: str, story: Story, lines: Sequence[str]) -> int:
    """Where the question of a story stands: above it, in it or behind it, else at its own line."""
    opening = " ".join(text.casefold().split()[:_OPENING])
    above = range(story.line, max(0, story.line - _FARTHEST), -1)
    below = range(story.line + 1, min(len(lines), story.end_line + _FARTHEST) + 1)
    return next(
        (line for line in (*above, *below) if opening in plain(lines[line - 1]).casefold()), story.line
    )


def _candidates(root: Part, taken: Set[int]) -> Iterator[Question]:
    for part in root.walk():
        if part.line in taken or any(
            script_kind_of(above.name) == "questions_to_ask" for above in (*part.path, part)
        ):
            continue
        if _MEASURES.search(part.name):
            continue
        asking = is_asking_place(part)
        if part.level:
            name = clean_question(name_of(part.raw))
            if is_request(name) or (is_question(name) and (asking or is_quoted(plain(part.raw)))):
                yield Question(name, part.line, 1.0, "a heading that asks")
        for block in part.blocks:
            yield from _in_block(block, taken, asking, top=True)


def _in_block(block: Block, taken: Set[int], asking: bool, *, top: bool) -> Iterator[Question]:
    if block.start in taken and block.kind in ("item", "paragraph", "quote"):
        return
    if block.kind == "list":
        for item in block.children:
            yield from _in_block(item, taken, asking, top=top)
    elif block.kind == "item":
        yield from _item(block, asking, top=top)
        for child in block.children:
            if child.kind == "list":
                yield from _in_block(child, taken, asking, top=top and child.start == block.start)
    elif block.kind == "quote":
        for child in block.children:
            if child.kind != "paragraph" or asking or not is_own_voice(clean_question(child.text)):
                yield from _in_block(child, taken, asking, top=top)
    elif block.kind == "paragraph":
        yield from _paragraph(block, taken, asking)
    elif block.kind == "table":
        yield from _table(block, asking)


def _paragraph(block: Block, taken: Set[int], asking: bool) -> Iterator[Question]:
    """A paragraph that is one question, a line of it that is marked as one, or one question a line."""
    text = clean_question(block.text)
    quoted = is_quoted(plain(block.text))
    if (
        len(block.lines) <= 2
        and (opens_request(text) or quoted)
        and is_question(text, asking_place=asking and quoted, quoted=quoted)
    ):
        yield Question(text, block.start, 0.9, "a paragraph in quotes" if quoted else "a paragraph that asks")
        return
    texts = [clean_question(line.text) for line in block.lines]
    if asking and all(_is_plain_question(text) for text in texts):
        yield from (
            Question(text, line.line, 0.8, "a line under a heading of questions")
            for text, line in zip(texts, block.lines, strict=True)
        )
        return
    for text, line in zip(texts, block.lines, strict=True):
        if line.line in taken:
            continue
        if read_question_label(line.text) is not None:
            yield from (Question(one, line.line, 1.0, "a label") for one in questions_asked(line.text))
        elif line.text.startswith(("**", "__", "[!")) and is_question(text, asking_place=True):
            yield Question(text, line.line, 0.9, "a bold line")


def _is_plain_question(text: str) -> bool:
    return is_request(text) or (
        word_count(text) <= 30 and _OPENS.match(text) is not None and is_question(text, asking_place=True)
    )


def _table(table: Block, asking: bool) -> Iterator[Question]:
    heads = table.rows[0].cells if table.rows else ()
    columns = [i for i, cell in enumerate(heads) if _QUESTION_COLUMN.match(plain(cell))]
    if not columns and asking and heads:
        columns = [0]
    for row in table.rows[1:]:
        for column in columns:
            raw = plain(row.cells[column]) if column < len(row.cells) else ""
            texts = SPOKEN.findall(raw) or [clean_question(raw)]
            for text in texts:
                if is_question(text, asking_place=True, quoted=bool(SPOKEN.search(raw))):
                    yield Question(text, row.line, 0.9, "a table cell")


def _item(item: Block, asking: bool, *, top: bool) -> Iterator[Question]:
    if not item.children:
        return
    first = item.children[0]
    if first.kind == "list":  # "1. - …": the question stands one marker further in
        return
    raw = item.text
    text = clean_question(raw)
    quoted = is_quoted(plain(raw))
    if is_question(text, asking_place=asking and top, quoted=quoted):
        sure = is_request(text) or (asking and top)
        reason = "an item in quotes" if quoted else "an item that asks"
        if sure or not is_own_voice(text):
            yield Question(text, item.start, 1.0 if sure else 0.7, reason)
    for line in first.lines[1:]:
        yield from (Question(one, line.line, 1.0, "a label") for one in questions_asked(line.text))
