"""From a line that she names to a correction of what the reader saw there.

Pure. Owns what "there" means: any line of a story or framework means the whole of it, and the passage
to know it by again is the one that stands in the note only once, if there is one.
"""

from collections.abc import Iterator

from coach.domain.notes import Framework, Note, Story
from coach.errors import NoteError
from coach.notes.corrections import Correction, CorrectionKind, make_correction


def correct_at(kind: CorrectionKind, note: Note, line: int, target: str = "") -> Correction:
    """The correction of what stands at `line` of `note`, a note as she sees it now.

    Raises NoteError where the reader sees no such thing there; it says what it does see.
    """
    if not 1 <= line <= note.text.count("\n") + 1:
        raise NoteError(note.path, "the note has no such line", line)
    if kind in ("not_a_story", "belongs_to"):
        story = _story_at(note, line)
        if story is None:
            raise _nothing("story", note, line)
        return make_correction(kind, note, _place_of(story, note), target)
    if kind == "not_a_framework":
        framework = _framework_at(note, line)
        if framework is None:
            raise _nothing("framework", note, line)
        return make_correction(kind, note, framework.line)
    if question_at(note, line) == target:
        raise NoteError(note.path, "that is the same question already", line)
    return make_correction(kind, note, line, target)


def question_at(note: Note, line: int) -> str:
    """The question that stands at `line`. Raises NoteError where the reader sees none."""
    found = next((question.text for question in note.questions if question.line == line), None)
    if found is None:
        raise _nothing("question", note, line)
    return found


def _story_at(note: Note, line: int) -> Story | None:
    opened = [story for story in note.stories if line in _opens(story)]
    around = [story for story in note.stories if story.line <= line <= story.end_line]
    return max(opened or around, key=lambda story: story.line, default=None)


def _opens(story: Story) -> list[int]:
    return [story.line, *(field.line for field in story.fields().values() if field.line)]


def _place_of(story: Story, note: Note) -> int:
    """The line to know the story by: one that stands nowhere else in the note, else its first."""
    lines = [line.strip() for line in note.text.split("\n")]
    return next((at for at in _opens(story) if lines.count(lines[at - 1]) == 1), story.line)


def _framework_at(note: Note, line: int) -> Framework | None:
    own = [one for one in note.frameworks if one.line == line]
    inside = [one for one in note.frameworks if line in _lines_of(one)]
    return next(iter(own or inside), None)


def _lines_of(framework: Framework) -> set[int]:
    return {line for step in framework.steps for line in (step.line, *(point.line for point in step.points))}


def _nothing(wanted: str, note: Note, line: int) -> NoteError:
    seen = list(dict.fromkeys(_things_at(note, line)))
    if seen:
        here = f"what I see here is {' and '.join(seen)}"
    else:
        text = note.text.split("\n")[line - 1].strip() if line <= note.text.count("\n") + 1 else ""
        here = f"I only see the line “{text[:80]}”" if text else "the line is empty"
    return NoteError(note.path, f"I see no {wanted} here; {here}", line)


def _things_at(note: Note, line: int) -> Iterator[str]:
    if any(question.line == line for question in note.questions):
        yield "a question"
    story = _story_at(note, line)
    if story is not None:
        yield f"the story “{story.title[:60]}”"
    framework = _framework_at(note, line)
    if framework is not None:
        yield f"the framework “{framework.name[:60]}”"
    for script in note.scripts:
        if line == script.line or any(item.line == line for item in script.items):
            yield f"a script ({script.kind.replace('_', ' ')})"
    if any(one.line == line for one in note.tradeoffs):
        yield "a trade-off"
    if any(link.line == line for link in note.links):
        yield "a link"
