"""Stories in the fields of STAR, wherever they stand: under an item, a heading, in lines or a table.

A story is a run of labelled texts, a row or a column of a table, or (as a guess) a paragraph that tells
one. A run that explains the method to a reader ("what were you required to do?") is no story.
"""

import re
from collections.abc import Iterator, Sequence

from coach.domain.notes import ABSENT, FIELD_NAMES, FieldName, Line, Story, StoryField
from coach.notes.blocks import Block
from coach.notes.labels import is_blank_text, read_question_label
from coach.notes.outline import Part
from coach.notes.questions import clean_question, is_asking_place, is_question, is_request, refers_back
from coach.notes.story_guesses import guess_story
from coach.notes.story_parts import FoundStory, explains_method, make_field, question_of_part, shorten
from coach.notes.story_runs import Run, find_runs
from coach.notes.story_tables import in_columns, in_table
from coach.notes.story_units import block_lines, item_units, part_units
from coach.notes.wording import is_quoted, name_of, plain, word_count

_STORY_NUMBER = re.compile(r"(?i)^story\s*\d*\s*[:.–—-]\s*(?=\S)")


def find_stories(root: Part) -> tuple[FoundStory, ...]:
    """Every story of a note, in its order."""
    found = [*_in_parts(root)]
    return tuple(sorted(found, key=lambda one: one.story.line))


def _in_parts(part: Part) -> Iterator[FoundStory]:
    question = question_of_part(part)
    runs = find_runs([*part_units(part)], asked=bool(question))
    if not runs:
        yield from _guess_in_part(part)
    else:
        told = 0
        for run in runs:
            questions = tuple(run.questions) or _question_before(run) or question
            own = part.name if part.level else next(iter(questions), part.name)
            again = shorten(questions[0]) if questions and questions != question else f"{own} ({told + 1})"
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
            yield from in_table(block, part)
            yield from in_columns(block, part)
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
        runs = find_runs([*item_units(item)], asked=bool(own))
        for run in runs:
            whole = run.start == item.start  # "- Printers. S: … T: … A: … R: …"
            title = _title_before(run) or shorten((part.name if whole else text) or part.name)
            questions = tuple(dict.fromkeys((*own, *run.questions))) or question_of_part(part)
            line = item.start if run is runs[0] else run.start
            if (found := _story(run, title, questions, line, part)) is not None:
                yield found
        if not runs:
            told = [*_in_items(item.items, part)]
            if asked and not told and (guess := guess_story(block_lines(item)[1:], text, own)) is not None:
                told.append(guess)
            yield from told
        previous = own or previous


def _guess_in_part(part: Part) -> Iterator[FoundStory]:
    """Paragraphs under a heading that asks, or under a paragraph that does."""
    heading = clean_question(name_of(part.raw)) if part.level else ""
    asked = (heading,) if heading and is_question(heading, asking_place=True) else ()
    gathered: list[Line] = []
    for block in part.blocks:
        if block.kind != "paragraph":
            continue
        first = block.lines[0]
        text = clean_question(first.text)
        asks = text.endswith("?") or first.text.startswith(("**", "__")) or is_request(text)
        if asks and is_question(text, asking_place=True, quoted=is_quoted(plain(first.text))):
            if (found := guess_story(gathered, "", asked)) is not None:
                yield found
            asked, gathered = (text,), [*block.lines[1:]]
        else:
            gathered += block.lines
    if (found := guess_story(gathered, "", asked)) is not None:
        yield found


def _question_before(run: Run) -> tuple[str, ...]:
    """The question that stands right above the first label."""
    for unit in reversed(run.before[-2:]):
        text = clean_question(unit.text)
        if run.start - unit.lines[0].line <= 4 and is_question(text, quoted=is_quoted(plain(unit.text))):
            return (text,)
    return ()


def _story(run: Run, title: str, questions: Sequence[str], line: int, part: Part) -> FoundStory | None:
    fields = {name: _field(run, name) for name in FIELD_NAMES}
    text = " ".join(one.text for one in fields.values())
    if explains_method(text, title, part, bool(questions)):
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


def _field(run: Run, name: FieldName) -> StoryField:
    lines = run.parts.get(name)
    if lines is None:
        return ABSENT
    first = lines[0].line
    kept = [text for line in lines if (text := plain(line.text)) and not is_blank_text(text)]
    return make_field("\n".join(kept), first)


def _title_before(run: Run) -> str:
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
