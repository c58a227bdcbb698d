"""A patch to one note: words for a field of a story, in the note's own style, as a diff to approve.

Owns what a patch may change: that field, and nothing else that the reader sees. Every proposal is
made on the bytes, read again, and compared; one that changes more is dropped. Pure: `patch_file` writes.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coach.domain.notes import FIELD_NAMES, FieldName, Note, Story
from coach.errors import NoteError, NotesError
from coach.notes.decoding import repair_text
from coach.notes.labels import is_blank_text
from coach.notes.parse import parse_note
from coach.notes.patch_diff import unified_diff
from coach.notes.patch_places import Proposal, find_places, spellings
from coach.notes.raw_lines import Edit, UnwritableError, read_raw

LONGEST = 6_000  # characters in one field: minutes of speech

_UNSEEN = re.compile("[\u200b\u200e\u200f\u2060\ufeff\u00ad\x00-\x08\x0e-\x1b\x7f]")
# Of a list that she pasted, in all the signs that the reader takes for one.
_BULLET = re.compile(r"^(?:[-–—*+•◦▪▫‣⁃●○■□➢➤✓✔☐☑·] +|[•◦▪‣●])+")
_CLEAN = re.compile("[\x80-\x9f\ud800-\udfff\ufdd0-\ufdef\U0010ff00-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Patch:
    """A change to the note at `path`, as its bytes were when they had `before_sha256`.

    `diff` is what to show; `edits` are what will be written. `after_sha256` tells a patch that
    has been written from one that has not.
    """

    path: str
    before_sha256: str
    after_sha256: str
    edits: tuple[Edit, ...]
    diff: str


def fold_words(words: str) -> str:
    """Her words on one line: white space folded; invisible characters, mojibake, a bullet gone."""
    said = words
    for _ in range(3):  # what a repair leaves may be more to repair
        said = repair_text(" ".join(_UNSEEN.sub("", " ".join(said.split())).split()))
    return _BULLET.sub("", " ".join(_CLEAN.sub("", said).split()))


def propose_patch(
    note: Note,
    raw_bytes: bytes,
    story: Story,
    field: FieldName,
    words: str,
    *,
    keep: bool = False,
    with_repairs: bool = False,
) -> Patch:
    """The smallest change after which `field` of `story` reads as `words`.

    `note` is what `raw_bytes` parse to, `story` one of its stories. With `keep`, the words go behind
    what the field says already. With `with_repairs`, the lines whose encoding was put right while
    reading are written as they were read. Raises NotesError where the words say nothing, are too
    long, cannot be written in the file's encoding, or find no place that changes nothing else.
    """
    said = fold_words(words)
    _check_words(said, note.path)
    raw = read_raw(raw_bytes)
    lines = raw.texts()
    repaired = _repairs(note) if with_repairs else {}
    shown = [repaired.get(number, line) for number, line in enumerate(lines, start=1)]
    keep = keep and bool(story.fields()[field].text)
    unwritable: UnwritableError | None = None
    for edits in _proposals(shown, story, field, said, keep=keep):
        whole = _with_repairs(edits, repaired)
        try:
            after = raw.changed(whole)
        except UnwritableError as error:
            unwritable = error
            continue
        if after == raw_bytes:
            raise NotesError("That is what it says already.", "Nothing has to be written.")
        if _changes_only(note, after, story, field, said, keep=keep):
            return _patch(note, raw_bytes, after, lines, whole)
    if unwritable is not None:
        raise NotesError(
            f"{note.path} is saved as {unwritable.encoding}, which has no “{unwritable.character}”.",
            "Say it without that character, or save the note as UTF-8 and try again.",
        )
    raise NotesError(
        f"I found no place in {note.path} where that changes the {field} and nothing else.",
        f"Write it there yourself, near line {story.line}; I read it at once.",
    )


def patched(raw_bytes: bytes, patch: Patch) -> bytes:
    """The bytes of the note with `patch` made."""
    return read_raw(raw_bytes).changed(patch.edits)


def sha256_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _check_words(said: str, path: str) -> None:
    if is_blank_text(said):
        raise NotesError("That says nothing yet.", "Answer in a few words, or say “skip”.")
    if len(said) > LONGEST:
        raise NotesError(
            f"That is {len(said):,} characters; a field of {path} should stay under {LONGEST:,}.",
            "Keep what you would say in two minutes.",
        )


def _repairs(note: Note) -> dict[int, str]:
    """The repaired lines as the reader read them."""
    read = note.text.split("\n")
    return {one.line: read[one.line - 1] for one in note.repairs}


def _proposals(
    lines: Sequence[str], story: Story, field: FieldName, said: str, *, keep: bool
) -> Iterator[Proposal]:
    for spelling in spellings(said):
        yield from find_places(lines, story, field, spelling, keep=keep)


def _with_repairs(edits: Proposal, repaired: dict[int, str]) -> Proposal:
    touched = {number for edit in edits for number in range(edit.start, edit.end + 1)}
    more = (Edit(line, line, (text,)) for line, text in repaired.items() if line not in touched)
    return tuple(sorted((*edits, *more), key=lambda one: (one.start, one.end)))


def _changes_only(note: Note, after: bytes, story: Story, field: FieldName, said: str, *, keep: bool) -> bool:
    """True where the note, read again, has those words in that field and all else as it was."""
    try:
        new = parse_note(note.path, after)
    except NoteError:
        return False
    if len(new.stories) != len(note.stories) or _frame(new) != _frame(note):
        return False
    is_new = story.fields()[field].line is None  # its label may be a heading
    if not is_new and _headings(new) != _headings(note):
        return False
    place = next(index for index, one in enumerate(note.stories) if one is story or one == story)
    for index, (old, now) in enumerate(zip(note.stories, new.stories, strict=True)):
        if (old.title, old.questions) != (now.title, now.questions):
            return False
        for name in FIELD_NAMES:
            was, is_now = old.fields()[name], now.fields()[name]
            if (index, name) != (place, field):
                if (was.text, was.state) != (is_now.text, is_now.state):
                    return False
            elif not (_is_behind(was.text, is_now.text, said) if keep else is_now.text == said):
                return False
    return True


def _is_behind(before: str, after: str, said: str) -> bool:
    """True where one line of the field has `said` at its end and is as it was up to there."""
    old, new = before.split("\n"), after.split("\n")
    changed = [(was, now) for was, now in zip(old, new, strict=False) if was != now]
    return (
        len(old) == len(new)
        and len(changed) == 1
        and changed[0][1].startswith(changed[0][0])
        and changed[0][1].endswith(said)
    )


def _frame(note: Note) -> tuple[object, ...]:
    """What a patch to a story must leave as it is, wherever it stands now."""
    return (
        note.title,
        tuple((one.name, tuple((step.name, tuple(p.text for p in step.points)) for step in one.steps))
              for one in note.frameworks),
        tuple(one.text for one in note.questions),
        tuple((one.kind, tuple(item.text for item in one.items)) for one in note.scripts),
        tuple((one.target, one.alias) for one in note.links),
    )  # fmt: skip


def _headings(note: Note) -> tuple[tuple[str, ...], ...]:
    return tuple(one.heading for one in note.sections)


def _patch(note: Note, before: bytes, after: bytes, lines: Sequence[str], edits: Proposal) -> Patch:
    broken = {one.line: one.before for one in note.repairs}  # a line in another encoding shows as broken
    shown = [broken.get(number, line) for number, line in enumerate(lines, start=1)]
    diff = unified_diff(note.path, shown, edits)
    return Patch(note.path, sha256_of(before), sha256_of(after), edits, diff)
