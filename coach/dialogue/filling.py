"""What is missing in her stories, which of it is worth most, and where a conversation about it stands.

Pure. Owns the order of the questions and their words. A story is named by its note, its title and
its place among those of the same title: lines move when a note is edited.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from coach.domain.notes import FIELD_NAMES, FieldName, Note, Story, StoryField, Vault
from coach.notes.gaps import find_gaps
from coach.notes.patches import Patch
from coach.notes.wording import word_count

MissingKind = Literal["words", "figure", "story"]

_SPEAKABLE = {"action": 6, "result": 4}  # words, below which nothing can be told from a field
_SHOWN = 240  # characters of a field that she is shown
_ASK: dict[FieldName, str] = {
    "situation": "Where were you, and what was going on?",
    "task": "What did you have to get done?",
    "action": "What did you do yourself?",
    "result": "What came of it? One number, if there is one.",
}
_HINTS: dict[FieldName, str] = {
    "situation": "One sentence: the place, the year, and who was stuck with what.",
    "task": "One sentence: what was yours to get done, and by when.",
    "action": "Two or three things that you did with your own hands, each with “I”.",
    "result": "What was different afterwards: how many, how much faster, what it saved, who still uses it.",
}
_ASK_FIGURE = "How many, how much, or how long was it? A rough number that you stand by is fine."
_ASK_STORY = "Is there something of yours that fits? Where were you, and what was going on?"


@dataclass(frozen=True, slots=True)
class Missing:
    """A field without words (`words`), a result without a number (`figure`), a story not begun (`story`)."""

    kind: MissingKind
    path: str
    title: str
    nth: int  # among the stories of that note with that title, from 0
    line: int
    field: FieldName
    rank: int  # 0 is worth most

    @property
    def key(self) -> str:
        """Names it across edits of the note, for what she declined."""
        text = "\0".join((self.path, self.title, str(self.nth), self.field, self.kind))
        return sha256(text.encode("utf-8", "replace")).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Filling:
    """A conversation that fills her stories: what is asked, what she said, what waits for her yes."""

    missing: Missing | None = None
    words: str = ""
    patch: Patch | None = None
    with_repairs: bool = False
    passed: tuple[str, ...] = ()  # keys that are not asked again in this conversation
    written: int = 0
    asked: int = 0


def find_missing(vault: Vault) -> tuple[Missing, ...]:
    """All that can be filled, what is worth most first: an outcome that a told story lacks, then a
    number in a result, then the rest of a told story, then stories that are not begun."""
    found = [missing for note in vault.notes if not note.generated for missing in _in_note(vault, note)]
    return tuple(sorted(found, key=lambda one: one.rank))


def choose_missing(
    found: Sequence[Missing], passed: Collection[str], last: Missing | None = None
) -> Missing | None:
    """The next one to ask for: the rest of the story that she is in, else the most valuable."""
    left = [missing for missing in found if missing.key not in passed]
    if last is not None:
        here = [one for one in left if (one.path, one.title, one.nth) == (last.path, last.title, last.nth)]
        if here:
            return min(here, key=lambda one: (one.kind == "figure", FIELD_NAMES.index(one.field)))
    return left[0] if left else None


def missing_at(found: Sequence[Missing], vault: Vault, place: str) -> Missing | None:
    """What can be filled at `place` (PATH:LINE): on that line, else in the story around it."""
    path, _, number = place.rpartition(":")
    note = vault.note(path)
    if note is None or not number.isdecimal():
        return None
    line = int(number)
    here = [one for one in found if one.path == path]
    around = {story.title for story in note.stories if story.line <= line <= story.end_line}
    inside = (
        one
        for one in here
        if one.title in around and (story := find_story(note, one)) and story.line <= line <= story.end_line
    )
    return next((one for one in here if one.line == line), None) or next(inside, None)


def find_story(note: Note, missing: Missing) -> Story | None:
    """The story that `missing` is about, as the note is now."""
    same = [story for story in note.stories if story.title == missing.title]
    return same[missing.nth] if missing.nth < len(same) else None


def ask_text(missing: Missing, story: Story) -> str:
    """What she has around it, and one short question."""
    question = story.questions[0] if story.questions else story.title
    lines = [f"**{question}**", f"{missing.path}:{missing.line}", ""]
    if missing.kind != "story":
        for name, part in story.fields().items():
            text = " ".join(part.text.split())
            if text or name == missing.field:
                lines.append(f"- {name.capitalize()}: {_clip(text) if text else '(nothing yet)'}")
        lines.append("")
    ask = {"figure": _ASK_FIGURE, "story": _ASK_STORY}.get(missing.kind, _ASK[missing.field])
    if missing.kind == "words" and story.fields()[missing.field].text:
        ask = f"{ask} What you say goes behind what stands there."
    return "\n".join([*lines, ask])


def hint_for(missing: Missing) -> str:
    """What would do, for one who asks back."""
    return _ASK_FIGURE if missing.kind == "figure" else _HINTS[missing.field]


def _in_note(vault: Vault, note: Note) -> Iterator[Missing]:
    seen: dict[str, int] = {}
    bare = {
        gap.line
        for gap in find_gaps(Vault(vault.folder, (note,)))
        if gap.kind == "no_result_figure" and gap.path == note.path
    }
    for story in note.stories:
        nth = seen.get(story.title, 0)
        seen[story.title] = nth + 1
        told = sum(bool(part.text) for part in story.fields().values())
        whole = story.is_blank
        for name, part in story.fields().items():
            line = part.line or story.line
            kind, rank = _value(name, part, told, is_bare=line in bare)
            if whole and part.state == "empty":
                kind, rank = "story", 5
            if kind is not None:
                yield Missing(kind, note.path, story.title, nth, line, name, rank)
            if whole and kind is not None:
                break


def _value(name: FieldName, part: StoryField, told: int, *, is_bare: bool) -> tuple[MissingKind | None, int]:
    """What `name` lacks, and how much that is worth (0 most), in a story with `told` fields."""
    outcome = name in ("action", "result")
    if part.state == "empty" or (part.state == "absent" and outcome and told):
        return "words", (0 if told > 1 else 1) if outcome else 4
    if part.state == "thin" and word_count(part.text) < _SPEAKABLE.get(name, 0):
        return "words", 2
    return ("figure", 3) if name == "result" and part.text and is_bare else (None, 0)


def _clip(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN].rsplit(" ", 1)[0] + " …"
