"""Stories told by a table with a column for each field."""

import re
from collections.abc import Iterator

from coach.domain.notes import ABSENT, FieldName, Story, StoryField
from coach.notes.blocks import Block
from coach.notes.labels import field_of_column, is_blank_text
from coach.notes.outline import Part
from coach.notes.questions import clean_question, is_question
from coach.notes.story_parts import FoundStory, explains_method, make_field, question_of_part, shorten
from coach.notes.wording import plain

_TITLE_COLUMN = re.compile(
    r"(?i)(?:story|title|project|name|theme|example|competency|topic|situation name)s?$"
)
_QUESTION_COLUMN = re.compile(r"(?i)(?:questions?|prompts?)(?: .{0,20})?$")


def in_table(table: Block, part: Part) -> Iterator[FoundStory]:
    """A table with a column for each field: one story a row."""
    if not table.rows:
        return
    heads = [plain(cell) for cell in table.rows[0].cells]
    labels = {i: label for i, cell in enumerate(heads) if (label := field_of_column(cell)) is not None}
    slots: dict[FieldName, int] = {}
    for i, label in labels.items():
        if label.slot != "other":
            slots.setdefault("task" if label.slot == "situation" and "situation" in slots else label.slot, i)
    if (
        len(slots) < 3
        or not {"action", "result"} <= slots.keys()
        or all(label.grade == "loose" for label in labels.values())
    ):
        return
    titles = [i for i, cell in enumerate(heads) if _TITLE_COLUMN.match(cell) and i not in labels]
    askers = [i for i, cell in enumerate(heads) if _QUESTION_COLUMN.match(cell) and i not in labels]
    others = [i for i in range(len(heads)) if i not in labels and i not in askers]
    for row in table.rows[1:]:
        cells = [plain(cell) for cell in row.cells] + [""] * (len(heads) - len(row.cells))
        if all(is_blank_text(cell) for cell in cells):
            continue
        fields = {name: make_field(cells[i], row.line) for name, i in slots.items()}
        questions = tuple(q for i in askers if (q := clean_question(cells[i])))
        named = next((cells[i] for i in (*titles, *others) if cells[i]), "")
        if not questions and is_question(clean_question(named)):
            questions = (clean_question(named),)
        story = Story(
            title=shorten(named or (questions[0] if questions else part.name)),
            line=row.line,
            end_line=row.line,
            questions=questions or question_of_part(part),
            situation=fields.get("situation", ABSENT),
            task=fields.get("task", ABSENT),
            action=fields.get("action", ABSENT),
            result=fields.get("result", ABSENT),
            reason="a table with a column for each field",
        )
        if not explains_method(story.text, story.title, part, bool(questions)):
            yield FoundStory(story, row.line, row.line)


def in_columns(table: Block, part: Part) -> Iterator[FoundStory]:
    """A table with a row for each field: one story a column, under its head."""
    rows = [(field_of_column(row.cells[0]) if row.cells else None, row) for row in table.rows]
    labelled = [(label.slot, row) for label, row in rows if label is not None and label.slot != "other"]
    if not {"action", "result"} <= {slot for slot, _ in labelled} or len({slot for slot, _ in labelled}) < 3:
        return
    heads = [plain(cell) for cell in table.rows[0].cells] if rows[0][0] is None else []
    width = max(len(row.cells) for _, row in labelled)
    if width < 3 or all(sum(bool(cell) for cell in row.cells[1:]) <= 1 for _, row in labelled):
        return
    for column in range(1, width):
        fields: dict[FieldName, StoryField] = {}
        for slot, row in labelled:
            free: FieldName = "task" if slot == "situation" and "situation" in fields else slot
            fields.setdefault(
                free, make_field(plain(row.cells[column]) if column < len(row.cells) else "", row.line)
            )
        if all(field.state == "empty" for field in fields.values()):
            continue
        head = heads[column] if column < len(heads) else ""
        asked = (
            (clean_question(head),) if head and is_question(clean_question(head)) else question_of_part(part)
        )
        story = Story(
            title=shorten(head or f"{part.name} ({column})"),
            line=labelled[0][1].line,
            end_line=labelled[-1][1].line,
            questions=asked,
            reason="a table with a row for each field",
            situation=fields.get("situation", ABSENT),
            task=fields.get("task", ABSENT),
            action=fields.get("action", ABSENT),
            result=fields.get("result", ABSENT),
        )
        if not explains_method(story.text, story.title, part, bool(asked)):
            yield FoundStory(story, labelled[0][1].line, labelled[-1][1].line)
