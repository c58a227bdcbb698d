"""What she told the coach about its reading: "this is not a story", "these two are one question".

Owns how a correction finds its passage again and what it changes in a note. Refuses to guess: where the
passage is gone, or stands there twice as likely, the correction rests (it is neither lost nor applied).
Taking one back is leaving it out: corrections are applied to notes as read, never to what they changed.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pydantic import TypeAdapter
from rapidfuzz import fuzz

from coach.domain.notes import Note, Story

CorrectionKind = Literal["not_a_story", "not_a_framework", "not_a_question", "same_question", "belongs_to"]
_ALIKE = 90  # of 100: how far a passage may be reworded and still be known
_NEAR = 40  # lines that a reworded passage may have moved


@dataclass(frozen=True, slots=True)
class Correction:
    """One remark of hers on the passage at `line` of `path`.

    `text` is the line there when she said it and `digest` its SHA-256; `target` is the question that it
    is the same as ("same_question") or belongs to ("belongs_to"), and empty for the other kinds.
    """

    kind: CorrectionKind
    path: str
    line: int
    text: str
    digest: str
    target: str = ""


CORRECTIONS = TypeAdapter(tuple[Correction, ...])


@dataclass(frozen=True, slots=True)
class Corrected:
    """Notes after her corrections, and those corrections whose passage is not found any more."""

    notes: tuple[Note, ...]
    resting: tuple[Correction, ...] = ()


def make_correction(kind: CorrectionKind, note: Note, line: int, target: str = "") -> Correction:
    """A correction of what stands at `line` of `note`. Raises ValueError where no such line is."""
    lines = note.text.split("\n")
    if not 1 <= line <= len(lines):
        raise ValueError(f"{note.path} has no line {line}")
    if (kind in ("same_question", "belongs_to")) != bool(target):
        raise ValueError(f"{kind!r} takes {'a' if not target else 'no'} target")
    text = lines[line - 1].strip()
    return Correction(kind, note.path, line, text, _digest(text), target)


def apply_corrections(notes: Iterable[Note], corrections: Sequence[Correction]) -> Corrected:
    """`notes` as she reads them."""
    by_path: dict[str, list[Correction]] = {}
    for one in corrections:
        by_path.setdefault(one.path, []).append(one)
    corrected: list[Note] = []
    applied: set[Correction] = set()
    for note in notes:
        for one in by_path.get(note.path, ()):
            line = find_passage(note, one)
            if line is not None:
                changed = _apply(note, one, line)
                if changed is not None:
                    note = changed
                    applied.add(one)
        corrected.append(note)
    return Corrected(tuple(corrected), tuple(one for one in corrections if one not in applied))


def find_passage(note: Note, correction: Correction) -> int | None:
    """The line where the passage stands now: the same text, nearest to its old line; else one much alike."""
    lines = [line.strip() for line in note.text.split("\n")]
    if not correction.text:
        return None
    same = [number for number, line in enumerate(lines, start=1) if line == correction.text]
    if same:
        return min(same, key=lambda number: (abs(number - correction.line), number))
    first = max(1, correction.line - _NEAR)
    near = range(first, min(len(lines), correction.line + _NEAR) + 1)
    scored = sorted(
        (
            (fuzz.ratio(lines[number - 1], correction.text), -abs(number - correction.line), number)
            for number in near
        ),
        reverse=True,
    )
    if not scored or scored[0][0] < _ALIKE:
        return None
    if len(scored) > 1 and scored[1][0] == scored[0][0]:
        return None
    return scored[0][2]


def _apply(note: Note, correction: Correction, line: int) -> Note | None:
    """The note changed, or None where the reader finds no such thing at the passage any more."""
    if correction.kind == "not_a_story":
        stories = tuple(story for story in note.stories if not _is_at(story, line))
        return replace(note, stories=stories) if stories != note.stories else None
    if correction.kind == "not_a_framework":
        frameworks = tuple(one for one in note.frameworks if one.line != line)
        return replace(note, frameworks=frameworks) if frameworks != note.frameworks else None
    if correction.kind == "belongs_to":
        moved = tuple(
            replace(story, questions=(correction.target,)) if _is_at(story, line) else story
            for story in note.stories
        )
        return replace(note, stories=moved) if any(_is_at(story, line) for story in note.stories) else None
    here = [question for question in note.questions if question.line == line]
    if not here:
        return None
    texts = {question.text for question in here}
    kept = tuple(question for question in note.questions if question.text not in texts)
    instead = (correction.target,) if correction.kind == "same_question" else ()
    if correction.kind == "same_question" and texts == {correction.target}:
        return None
    return replace(
        note,
        questions=kept,
        stories=tuple(_with_questions(story, texts, instead) for story in note.stories),
    )


def _with_questions(story: Story, gone: set[str], instead: tuple[str, ...]) -> Story:
    if not gone & set(story.questions):
        return story
    asked = [text for one in story.questions for text in (instead if one in gone else (one,))]
    return replace(story, questions=tuple(dict.fromkeys(asked)))


def _is_at(story: Story, line: int) -> bool:
    """Where the story opens: its own line, or the first line of one of its fields."""
    return line == story.line or line in {field.line for field in story.fields().values() if field.line}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
