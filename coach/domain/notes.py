"""What a note holds: sections, frameworks, stories, questions, scripts, links, and what was repaired.

Every `line` counts from 1 in the file as it is on disk; spans are inclusive at both ends.
`path` is relative to the notes folder, with forward slashes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

FieldName = Literal["situation", "task", "action", "result"]
FIELD_NAMES: tuple[FieldName, ...] = get_args(FieldName)
FieldState = Literal["full", "thin", "empty", "absent"]
ScriptKind = Literal["intro", "small_talk", "phrases", "questions_to_ask", "closing"]
GapKind = Literal[
    "empty_field",
    "no_result_figure",
    "all_we",
    "no_scope",
    "question_without_story",
    "story_without_question",
    "duplicate_story",
    "conflicting_figure",
    "step_without_points",
    "dangling_link",
    "ambiguous_link",
    "encoding",
    "incomplete_sheet",
]


@dataclass(frozen=True, slots=True)
class NoteRef:
    """A line of her notes, to cite."""

    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Line:
    """A text of hers and where it stands."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Section:
    """A heading path with the text directly under it (not that of its subsections).

    `text` is the source between `start_line` and `end_line`, with repairs applied;
    the heading line itself is part of the span.
    """

    heading: tuple[str, ...]
    text: str
    start_line: int
    end_line: int


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a framework, with the points that her note lists under it."""

    name: str
    line: int
    points: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Framework:
    """An ordered way to answer. `outline` where the note only names the steps (an arrow line)."""

    name: str
    line: int
    steps: tuple[Step, ...]
    confidence: float = 1.0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class StoryField:
    """One of S, T, A, R: its text and first line, or why there is none.

    `empty`: the label stands there with nothing behind it; `absent`: not even the label.
    `thin`: too few words to speak from.
    """

    state: FieldState
    text: str = ""
    line: int | None = None


ABSENT = StoryField("absent")


@dataclass(frozen=True, slots=True)
class Story:
    """Something that she did, in the fields of STAR, under the question(s) it answers."""

    title: str
    line: int
    end_line: int
    questions: tuple[str, ...]
    situation: StoryField = ABSENT
    task: StoryField = ABSENT
    action: StoryField = ABSENT
    result: StoryField = ABSENT
    confidence: float = 1.0
    reason: str = ""

    def fields(self) -> Mapping[FieldName, StoryField]:
        """The four fields in speaking order."""
        return {name: getattr(self, name) for name in FIELD_NAMES}

    @property
    def text(self) -> str:
        """What she has written of it, in speaking order."""
        return "\n".join(part.text for part in self.fields().values() if part.text)

    @property
    def is_blank(self) -> bool:
        """True where no field has words: a frame that waits to be filled."""
        return not self.text


@dataclass(frozen=True, slots=True)
class Question:
    """A question that an interviewer may ask."""

    text: str
    line: int
    confidence: float = 1.0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Script:
    """Something to say as prepared: an intro pitch, small talk, key phrases, questions to ask."""

    kind: ScriptKind
    line: int
    items: tuple[Line, ...]
    confidence: float = 1.0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A link from one note to another; `resolved` is a path in the folder, or None.

    `candidates` has more than one path where the name is ambiguous.
    """

    target: str
    line: int
    alias: str = ""
    resolved: str | None = None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Repair:
    """A line whose encoding was put right, before and after."""

    line: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Note:
    """One file, read. `text` is the repaired text with `\\n` line ends, line for line as on disk."""

    path: str
    sha256: str  # of the bytes on disk
    title: str
    text: str
    aliases: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    people: tuple[str, ...] = ()  # whom she will meet, where the note is about them
    generated: bool = False  # written by the coach: never indexed, never evidence
    sections: tuple[Section, ...] = ()
    frameworks: tuple[Framework, ...] = ()
    stories: tuple[Story, ...] = ()
    questions: tuple[Question, ...] = ()
    scripts: tuple[Script, ...] = ()
    tradeoffs: tuple[Line, ...] = ()
    links: tuple[Link, ...] = ()
    repairs: tuple[Repair, ...] = ()


@dataclass(frozen=True, slots=True)
class SkippedNote:
    """A file that was not read, and why, in one clause."""

    path: str
    why: str


@dataclass(frozen=True, slots=True)
class Vault:
    """All notes of a folder, by path."""

    folder: str
    notes: tuple[Note, ...] = ()
    skipped: tuple[SkippedNote, ...] = field(default=())

    def note(self, path: str) -> Note | None:
        """The note at `path`, or None."""
        return next((note for note in self.notes if note.path == path), None)


@dataclass(frozen=True, slots=True)
class Gap:
    """Something a note lacks: one plain sentence and one next action."""

    kind: GapKind
    path: str
    line: int
    message: str
    next: str
