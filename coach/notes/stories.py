"""Stories in the fields of STAR, wherever they stand: under an item, a heading, in lines or a table.

A story is a run of labelled texts ("S:", "Action:", "**Result**", a heading "Situation", a table
column). One label proves nothing; a run of them does, and how many it takes depends on how sure the
words are. A run that explains the method to a reader ("what were you required to do?") is no story.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from coach.domain.notes import ABSENT, FIELD_NAMES, FieldName, Line, Story, StoryField
from coach.notes.blocks import Block
from coach.notes.labels import (
    FieldLabel,
    field_of_column,
    is_blank_text,
    read_field_label,
    read_question_label,
)
from coach.notes.outline import Part
from coach.notes.questions import clean_question, is_asking_place, is_question, questions_asked, refers_back
from coach.notes.wording import is_quoted, name_of, plain, word_count

THIN_BELOW = 8  # words: fewer are a reminder, not something to speak from

_SECOND_PERSON = re.compile(
    r"(?i)\b(?:you|your|yourself|the (?:interviewer|candidate|applicant)|candidates)\b"
)
_FIRST_PERSON = re.compile(r"\b(?:I|I['’]\w+|[Mm]y|[Mm]e|[Ww]e|[Oo]ur|[Uu]s)\b")
_METHOD_PLACE = re.compile(
    r"(?i)\b(?:method|format|framework|technique|template|acronym|how to|stands for|structure"
    r"|rubrics?|tips)\b"
)
_STORY_NUMBER = re.compile(r"(?i)^story\s*\d*\s*[:.–—-]\s*(?=\S)")
_TITLE_COLUMN = re.compile(
    r"(?i)(?:story|title|project|name|theme|example|competency|topic|situation name)s?$"
)
_QUESTION_COLUMN = re.compile(r"(?i)(?:questions?|prompts?)(?: .{0,20})?$")


@dataclass(frozen=True, slots=True)
class _Unit:
    """One labelled or plain text in a container: its lines (raw) and where it ends."""

    lines: tuple[Line, ...]
    end: int
    is_part: bool = False
    is_item: bool = False

    @property
    def text(self) -> str:
        return self.lines[0].text if self.lines else ""


@dataclass(slots=True)
class _Run:
    """Labelled units in a row, while they are being gathered."""

    start: int
    before: list[_Unit] = field(default_factory=list)
    parts: dict[FieldName, list[Line]] = field(default_factory=dict)
    labels: list[FieldLabel] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    open_slot: FieldName | None = None
    in_items: bool = False
    end: int = 0


@dataclass(frozen=True, slots=True)
class FoundStory:
    """A story, and the lines of its fields (its question's line is not among them)."""

    story: Story
    start: int
    end: int


def find_stories(root: Part) -> tuple[FoundStory, ...]:
    """Every story of a note, in its order."""
    found = [*_in_parts(root)]
    return tuple(sorted(found, key=lambda one: one.story.line))


def _in_parts(part: Part) -> Iterator[FoundStory]:
    units = [*_part_units(part)]
    runs = _find_runs(units)
    if runs:
        question = _question_of_part(part)
        told = 0
        for run in runs:
            questions = tuple(run.questions) or question
            own = part.name if part.level else next(iter(questions), part.name)
            again = _short(run.questions[0]) if run.questions else f"{own} ({told + 1})"
            title = _title_before(run) or (again if told else own)
            line = run.start if told or not part.level or run.start - part.line > 5 else part.line
            if (found := _story(run, title, questions, line, part)) is not None:
                told += 1
                yield found
    claimed = {line for run in runs for line in range(run.start, run.end + 1)}
    for block in part.blocks:
        if block.kind == "list":
            yield from _in_items(block.children, part)
        elif block.kind == "quote":
            for child in block.children:
                if child.kind == "list":
                    yield from _in_items(child.children, part)
        elif block.kind == "table":
            yield from _in_table(block, part)
    for below in part.parts:
        if below.line not in claimed:
            yield from _in_parts(below)


def _in_items(items: Sequence[Block], part: Part) -> Iterator[FoundStory]:
    previous: tuple[str, ...] = ()
    for item in items:
        head = plain(item.text)
        text = clean_question(item.text)
        asked = is_question(text, asking_place=is_asking_place(part), quoted=is_quoted(head))
        own = (text,) if asked else previous if refers_back(head) else ()
        runs = _find_runs([*_item_units(item)])
        for run in runs:
            title = _title_before(run) or _short(text or part.name)
            questions = tuple(dict.fromkeys((*own, *run.questions))) or _question_of_part(part)
            line = item.start if run is runs[0] else run.start
            if (found := _story(run, title, questions, line, part)) is not None:
                yield found
        if not runs:
            yield from _in_items(item.items, part)
        previous = own or previous


def _part_units(part: Part) -> Iterator[_Unit]:
    for piece in part.order:
        if isinstance(piece, Part):
            lines = (Line(piece.name, piece.line), *_all_lines(piece))
            yield _Unit(lines, piece.last_line, is_part=True)
        elif piece.kind == "paragraph":
            yield from (_Unit((line,), line.line) for line in piece.lines)
        elif piece.kind == "list":
            yield from (_Unit((*_block_lines(item),), item.end, is_item=True) for item in piece.children)
        elif piece.kind == "table":
            yield from _table_units(piece)
        elif piece.kind == "quote":
            for child in piece.children:
                if child.kind == "paragraph":
                    yield from (_Unit((line,), line.line) for line in child.lines)


def _item_units(item: Block) -> Iterator[_Unit]:
    for number, child in enumerate(item.children):
        if child.kind == "paragraph":
            yield from (_Unit((line,), line.line) for line in (child.lines if number else child.lines[1:]))
        elif child.kind == "list" and child.start == item.start:
            for inner in child.children:
                yield from _item_units(inner)
        elif child.kind == "list":
            yield from (_Unit((*_block_lines(below),), below.end, is_item=True) for below in child.children)


def _block_lines(block: Block) -> Iterator[Line]:
    if block.kind in ("paragraph", "heading"):
        yield from block.lines
    elif block.kind == "table":
        for row in block.rows:
            yield Line(" | ".join(cell for cell in row.cells if cell), row.line)
    elif block.kind == "item" and not block.children:
        yield Line("", block.start)
    for child in block.children:
        yield from _block_lines(child)


def _all_lines(part: Part) -> Iterator[Line]:
    for piece in part.order:
        if isinstance(piece, Part):
            yield Line(piece.name, piece.line)
            yield from _all_lines(piece)
        else:
            yield from _block_lines(piece)


def _table_units(table: Block) -> Iterator[_Unit]:
    """A table whose first column holds the labels, one a row."""
    heads = [field_of_column(row.cells[0]) if row.cells else None for row in table.rows]
    if len({head.slot for head in heads if head is not None}) >= 3:
        for row in table.rows:
            label, text = row.cells[0], " ".join(cell for cell in row.cells[1:] if cell)
            yield _Unit((Line(f"{plain(label)}: {text}", row.line),), row.line)


def _find_runs(units: Sequence[_Unit]) -> list[_Run]:
    """Runs that prove to be stories. A field that comes again opens the next one."""
    runs: list[_Run] = []
    run: _Run | None = None
    before: list[_Unit] = []
    for unit, following in pairwise([*units, None]):
        if unit is None:
            break
        label = read_field_label(unit.text)
        asked = read_question_label(unit.text)
        if label is not None and (run is None or _is_next(run, label)):
            run = _Run(unit.lines[0].line, before)
            runs.append(run)
            before = []
            if run.before:
                run.questions += questions_asked(run.before[-1].text)
        if label is not None and run is not None:
            run.labels.append(label)
            run.end, run.in_items = unit.end, unit.is_item
            run.open_slot = None if label.slot == "other" else _free_slot(run, label.slot)
            if run.open_slot is not None:
                texts = run.parts.setdefault(run.open_slot, [])
                texts += [Line(label.rest, unit.lines[0].line), *unit.lines[1:]]
        elif run is not None and asked is None and _continues(run, unit, following):
            if run.open_slot is not None:
                run.parts[run.open_slot] += unit.lines
            run.end, run.in_items = unit.end, unit.is_item
        else:
            run = None
            before.append(unit)
    return [run for run in runs if _is_proven(run)]


def _continues(run: _Run, unit: _Unit, following: _Unit | None) -> bool:
    """Plain text behind a label belongs to its field, if it stands right there and names no new story."""
    label = read_field_label(following.text) if following is not None else None
    if label is not None and _is_next(run, label) and word_count(unit.text) <= 8:
        return False
    # A list may stand right under a labelled line; after a blank line it is something else.
    near = unit.lines[0].line - run.end <= (1 if unit.is_item and not run.in_items else 2)
    return near and not unit.is_part and not re.match(r"\*\*|__", unit.text)


def _is_next(run: _Run, label: FieldLabel) -> bool:
    if label.slot == "other":
        return False
    return (
        label.slot in run.parts
        and (label.slot == "situation" or "result" in run.parts)
        and label.grade != "loose"
    )


def _free_slot(run: _Run, slot: FieldName) -> FieldName:
    """ "Context … Challenge": the second of two situations is what she had to do about it."""
    return "task" if slot == "situation" and "situation" in run.parts and "task" not in run.parts else slot


def _is_proven(run: _Run) -> bool:
    slots = {label.slot for label in run.labels}
    sure = {label.slot for label in run.labels if label.grade == "sure"}
    letters = {label.letter for label in run.labels if label.grade == "letter"}
    if len(sure) >= 2 and sure & {"action", "result"} and sure & {"situation", "task"}:
        return True
    if letters:
        order = [FIELD_NAMES.index(label.slot) for label in run.labels if label.slot != "other"]
        return (
            order == sorted(order)
            and len(slots) >= 3
            and {"action", "result"} <= slots
            and bool(slots & {"situation", "task"})
        )
    return bool(sure) and len(slots) >= 3 and {"action", "result"} <= slots


def _story(run: _Run, title: str, questions: Sequence[str], line: int, part: Part) -> FoundStory | None:
    fields = {name: _field(run, name) for name in FIELD_NAMES}
    text = " ".join(one.text for one in fields.values())
    if _explains_method(text, title, part, bool(questions)):
        return None
    sure = sum(label.grade != "loose" for label in run.labels)
    story = Story(
        title=title or "Story",
        line=min(line, run.start),
        end_line=run.end,
        questions=tuple(dict.fromkeys(question for question in questions if question)),
        situation=fields["situation"],
        task=fields["task"],
        action=fields["action"],
        result=fields["result"],
        confidence=1.0 if sure >= 3 else 0.8,
        reason=f"{len(run.labels)} labelled fields in a row",
    )
    return FoundStory(story, run.start, run.end)


def _explains_method(text: str, title: str, part: Part, asked: bool) -> bool:
    place = " ".join([title, *(above.name for above in (*part.path[1:], part))])
    if not text:
        return not asked and _METHOD_PLACE.search(place) is not None
    mine, yours = len(_FIRST_PERSON.findall(text)), len(_SECOND_PERSON.findall(text))
    if yours > mine and yours:
        return True
    return mine == 0 and _METHOD_PLACE.search(place) is not None


def _field(run: _Run, name: FieldName) -> StoryField:
    lines = run.parts.get(name)
    if lines is None:
        return ABSENT
    first = lines[0].line
    kept = [text for line in lines if (text := plain(line.text)) and not is_blank_text(text)]
    return make_field("\n".join(kept), first)


def make_field(text: str, line: int) -> StoryField:
    """A field whose label stands at `line`: empty, thin or full."""
    if is_blank_text(text):
        return StoryField("empty", "", line)
    return StoryField("thin" if word_count(text) < THIN_BELOW else "full", text, line)


def _title_before(run: _Run) -> str:
    """A short line right above the first label: "(Checkout)", "**The migration**"."""
    if not run.before:
        return ""
    text = plain(run.before[-1].text)
    near = run.start - run.before[-1].end <= 2
    asks = text.endswith("?") or read_question_label(text) is not None
    if asks or not near or not 1 <= word_count(text) <= 6:
        return ""
    name = _STORY_NUMBER.sub("", name_of(text))
    return name.strip("()[]").strip() if name[:1] in "([" else name


def _short(text: str) -> str:
    return text if len(text) <= 120 else text[:117].rsplit(" ", 1)[0] + "…"


def _question_of_part(part: Part) -> tuple[str, ...]:
    """The heading that asks, or the paragraph above the labels that does, nearest first."""
    for above in (part, *reversed(part.path)):
        if not above.level:
            break
        text = clean_question(name_of(above.raw))
        if is_question(text, asking_place=True):
            return (text,)
    for block in part.blocks:
        if block.kind in ("paragraph", "quote"):
            for line in _block_lines(block):
                if asked := questions_asked(line.text):
                    return asked
                text = clean_question(line.text)
                if is_question(text, quoted=is_quoted(plain(line.text))):
                    return (text,)
    return ()


def _in_table(table: Block, part: Part) -> Iterator[FoundStory]:
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
            title=_short(named or (questions[0] if questions else part.name)),
            line=row.line,
            end_line=row.line,
            questions=questions or _question_of_part(part),
            situation=fields.get("situation", ABSENT),
            task=fields.get("task", ABSENT),
            action=fields.get("action", ABSENT),
            result=fields.get("result", ABSENT),
            reason="a table with a column for each field",
        )
        if not _explains_method(story.text, story.title, part, bool(questions)):
            yield FoundStory(story, row.line, row.line)
