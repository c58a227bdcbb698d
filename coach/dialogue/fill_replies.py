"""What the coach says and does while her stories are being filled: asks, drafts a diff, writes, undoes.

Every step can be taken twice: a crash between the note and the session changes nothing twice.
"""

import re
from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from pathlib import Path

from coach.corrected import kept_corrections, put_note_right
from coach.dialogue.conversation import Conversation
from coach.dialogue.fill_turns import HOW
from coach.dialogue.filling import (
    Filling,
    Missing,
    ask_text,
    choose_missing,
    find_missing,
    find_story,
    missing_at,
)
from coach.dialogue.rewrite import tidied_by, tidy_words
from coach.domain.events import CoachSaid, Event, Status
from coach.domain.notes import FieldName, Note, Story, Vault
from coach.engines.protocol import Engine
from coach.errors import NotesError
from coach.notes.parse import parse_note
from coach.notes.patch_file import apply_patch, last_written, undo
from coach.notes.patches import propose_patch
from coach.store import Store
from coach.store.sessions import NewTurn

ASK_WRITE = "Write it into {path}? (`yes` / `no` / `edit` and your words)"


@dataclass(frozen=True, slots=True)
class FillingPaid:
    """The conversation without that debt, what was said, and whether a note was rewritten."""

    conversation: Conversation
    said: tuple[str, ...] = ()
    rewritten: bool = False

    @property
    def turns(self) -> tuple[NewTurn, ...]:
        return tuple(NewTurn("coach", "tell", text) for text in self.said)

    @property
    def events(self) -> tuple[Event, ...]:
        return tuple(CoachSaid(text) for text in self.said)


Paying = Generator[Event, None, FillingPaid]


class FillingReplies:
    """Holds no state of a session. `folder` are her notes, `backups` is where their old bytes are kept."""

    def __init__(self, folder: Path, backups: Path, store: Store) -> None:
        self._folder = folder
        self._backups = backups
        self._store = store

    def pay(self, now: Conversation, step: str, vault: Vault, engine: Engine) -> Paying:
        """Takes the step that is owed. Raises StoreError, with the debt still standing."""
        if step.startswith("undo"):
            yield Status("Looking at what I wrote")
            return self._undo(now, step.removeprefix("undo").strip())
        filling = now.filling or Filling()
        if step.startswith("at "):
            return self._ask_at(now, filling, vault, step.removeprefix("at "))
        if step == "again":
            self._store.forget_declined_gaps()
            return self._ask(now, filling, vault)
        if step == "ask" or filling.missing is None:
            return self._ask(now, filling, vault)
        if step == "decline":
            return self._decline(now, filling, filling.missing, vault)
        if step == "write" and filling.patch is not None:
            yield Status("Writing into your note")
            return self._write(now, filling, filling.missing)
        yield Status("Putting it into your note's own form")
        tidy = tidy_words if step == "draft as said" else tidied_by(engine)
        return self._draft(now, filling, filling.missing, tidy)

    def _ask(self, now: Conversation, filling: Filling, vault: Vault) -> FillingPaid:
        declined = self._store.declined_gaps()
        found = find_missing(vault)
        missing = choose_missing(found, {*declined, *filling.passed}, filling.missing)
        story = _story_in(vault, missing) if missing else None
        if missing is None or story is None:
            left = sum(one.key in declined for one in found)
            return FillingPaid(replace(now, filling=None).paid(), (_nothing_left(filling, left),))
        return self._asking(now, filling, missing, story)

    def _ask_at(self, now: Conversation, filling: Filling, vault: Vault, place: str) -> FillingPaid:
        """Asks for the gap that she pointed at, also where she left it before."""
        missing = missing_at(find_missing(vault), vault, place)
        story = _story_in(vault, missing) if missing else None
        if missing is None or story is None:
            told = f"I see nothing to fill at {place}. `/fill` asks for what is worth most."
            return FillingPaid(replace(now, filling=None).paid(), (told,))
        return self._asking(now, filling, missing, story)

    def _asking(self, now: Conversation, filling: Filling, missing: Missing, story: Story) -> FillingPaid:
        asked = replace(filling, missing=missing, words="", patch=None, asked=filling.asked + 1)
        text = ask_text(missing, story)
        if not filling.asked:
            text = f"{text}\n\n{HOW}"
        return FillingPaid(replace(now, filling=asked).paid(), (text,))

    def _decline(self, now: Conversation, filling: Filling, missing: Missing, vault: Vault) -> FillingPaid:
        self._store.decline_gap(missing.key, f"{missing.path}: {missing.title}, {missing.field}")
        passed = replace(filling, passed=(*filling.passed, missing.key))
        asked = self._ask(now, passed, vault)
        return replace(asked, said=(f"Fine, I leave that one.\n\n{asked.said[0]}",))

    def _draft(
        self, now: Conversation, filling: Filling, missing: Missing, tidy: Callable[[str, FieldName], str]
    ) -> FillingPaid:
        try:
            raw = (self._folder / missing.path).read_bytes()
            note = parse_note(missing.path, raw)
            hers = put_note_right(note, kept_corrections(self._store, self._folder))
            story = find_story(hers, missing)
            if story is None:
                raise NotesError(f"That story is no longer in {missing.path}.", "Shall we `skip` it?")
            words = tidy(filling.words, missing.field)
            patch = propose_patch(
                note, raw, story, missing.field, words, keep=True, with_repairs=filling.with_repairs
            )
        except OSError:
            return self._told(now, filling, f"{missing.path} cannot be read now. Try once more, or `skip`.")
        except NotesError as error:
            return self._told(now, filling, str(error))
        drafted = replace(filling, words=words, patch=patch)
        text = "\n".join(
            [
                f"Here is the change to {missing.path}:",
                "",
                _fenced(patch.diff),
                "",
                ASK_WRITE.format(path=missing.path),
                *_offer_repairs(note, filling),
            ]
        )
        return FillingPaid(replace(now, filling=drafted).paid(), (text,))

    def _write(self, now: Conversation, filling: Filling, missing: Missing) -> FillingPaid:
        assert filling.patch is not None
        try:
            applied = apply_patch(self._folder, filling.patch, self._backups)
        except NotesError as error:
            # The diff that she saw is no longer what would be written: she gets a new one to look at.
            again = replace(now, filling=replace(filling, patch=None))
            return FillingPaid(again.owing("fill", "draft as said"), (str(error),))
        done = replace(
            filling,
            patch=None,
            words="",
            with_repairs=False,
            passed=(*filling.passed, missing.key),
            written=filling.written + 1,
        )
        told = f"Written into {applied.path}. `/undo` takes it back (or `coach notes undo {applied.backup}`)."
        return FillingPaid(replace(now, filling=done).owing("fill", "ask"), (told,), rewritten=True)

    def _undo(self, now: Conversation, which: str) -> FillingPaid:
        try:
            if not which:
                # Named and saved first: after a crash the same one is taken back, not the one before it.
                last = last_written(self._folder, self._backups)
                if last is not None:
                    return FillingPaid(now.owing("fill", f"undo {last}"))
            done = undo(self._folder, self._backups, which or None)
        except NotesError as error:
            return FillingPaid(now.paid(), (str(error),))
        told = f"{done.path} is as it was before that change."
        filling = now.filling
        waiting = filling is not None and filling.patch is not None
        if filling is not None and done.changed:
            now = replace(now, filling=replace(filling, written=max(0, filling.written - 1)))
        after = now.owing("fill", "draft as said") if waiting else now.paid()
        return FillingPaid(after, (told,), rewritten=True)

    def _told(self, now: Conversation, filling: Filling, text: str) -> FillingPaid:
        return FillingPaid(replace(now, filling=replace(filling, patch=None)).paid(), (text,))


def _story_in(vault: Vault, missing: Missing) -> Story | None:
    note = vault.note(missing.path)
    return find_story(note, missing) if note is not None else None


def _nothing_left(filling: Filling, declined: int) -> str:
    told = "That was the last one." if filling.asked else "Your stories have no gaps that I can see."
    if declined:
        left = "One question stays" if declined == 1 else f"{declined} questions stay"
        told += f" {left} as you left it; `/fill again` asks once more."
    if filling.written:
        told += " `/undo` takes the last change back."
    return told


def _fenced(diff: str) -> str:
    longest = max((len(run) for run in re.findall(r"`{3,}", diff)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}diff\n{diff}\n{fence}"


def _offer_repairs(note: Note, filling: Filling) -> list[str]:
    if not note.repairs or filling.with_repairs:
        return []
    lines = "the line" if len(note.repairs) == 1 else f"the {len(note.repairs)} lines"
    return [f"`repairs` also mends {lines} with broken characters in that note."]
