"""Her notes as she put them right: the corrections that the store keeps, laid over what the reader saw."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from coach.domain.notes import Note, NoteRef, Vault
from coach.errors import NotesError, StoreError
from coach.notes.correcting import correct_at, question_at
from coach.notes.corrections import Correction, CorrectionKind, apply_corrections, find_passage
from coach.store import CorrectionRecord, Store

_ONE = TypeAdapter(Correction)


@dataclass(frozen=True, slots=True)
class KeptCorrection:
    """A correction under the id by which it can be taken back."""

    id: str
    correction: Correction
    created_at: datetime


@dataclass(frozen=True, slots=True)
class CorrectionNow:
    """Where a kept correction stands: at `line` of the note as it is now, or resting (None)."""

    kept: KeptCorrection
    state: Literal["applied", "resting"]
    line: int | None


def kept_corrections(store: Store, folder: Path) -> tuple[KeptCorrection, ...]:
    """Her corrections of the notes in `folder`, the oldest first. Raises StoreError."""
    return tuple(_kept(record) for record in store.corrections(_key(folder)))


def put_right(vault: Vault, kept: Sequence[KeptCorrection]) -> Vault:
    """`vault`, as the reader saw it, with her corrections applied."""
    if not kept:
        return vault
    return replace(vault, notes=apply_corrections(vault.notes, [one.correction for one in kept]).notes)


def put_note_right(note: Note, kept: Sequence[KeptCorrection]) -> Note:
    """One note, as the reader saw it, with her corrections applied."""
    return apply_corrections((note,), [one.correction for one in kept]).notes[0]


def where_they_stand(vault: Vault, kept: Sequence[KeptCorrection]) -> tuple[CorrectionNow, ...]:
    """Each correction and its place in `vault`, the notes as the reader saw them."""
    resting = set(apply_corrections(vault.notes, [one.correction for one in kept]).resting)
    found: list[CorrectionNow] = []
    for one in kept:
        note = vault.note(one.correction.path)
        line = find_passage(note, one.correction) if note is not None else None
        rests = one.correction in resting
        found.append(CorrectionNow(one, "resting" if rests else "applied", None if rests else line))
    return tuple(found)


def keep_correction(
    store: Store, vault: Vault, kind: CorrectionKind, at: NoteRef, target: NoteRef | None = None
) -> KeptCorrection:
    """Keeps what she says about the passage `at`. `vault` holds the notes as the reader saw them.

    Raises NotesError where no such thing stands there, StoreError.
    """
    folder = Path(vault.folder)
    seen = put_right(vault, kept_corrections(store, folder))
    text = question_at(_note(seen, target.path), target.line) if target is not None else ""
    correction = correct_at(kind, _note(seen, at.path), at.line, text)
    return _kept(store.add_correction(_key(folder), _ONE.dump_json(correction).decode()))


def take_back(store: Store, folder: Path, correction_id: str) -> None:
    """Forgets one correction. Raises StoreError where there is none of that id for these notes."""
    store.remove_correction(_key(folder), correction_id)


def _note(vault: Vault, path: str) -> Note:
    note = vault.note(path)
    if note is None:
        raise NotesError(f"There is no note {path} in these notes.", "`coach notes dump` names them all.")
    return note


def _kept(record: CorrectionRecord) -> KeptCorrection:
    try:
        return KeptCorrection(record.id, _ONE.validate_json(record.correction), record.created_at)
    except ValidationError as error:
        raise StoreError(
            f"The correction {record.id} cannot be read.", f"`coach notes uncorrect {record.id}` drops it."
        ) from error


def _key(folder: Path) -> str:
    return str(folder.expanduser().resolve())
