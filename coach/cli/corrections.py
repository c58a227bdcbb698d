"""`coach notes correct`, `corrections` and `uncorrect`: what the reader got wrong, put right by her."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coach.cli.terminal import Home, Json, Notes, print_json, settings_from

if TYPE_CHECKING:
    from coach.config import Settings
    from coach.corrected import CorrectionNow, KeptCorrection
    from coach.domain.notes import NoteRef, Vault
    from coach.notes.corrections import CorrectionKind

SAYS: dict["CorrectionKind", str] = {
    "not_a_story": "is not a story",
    "not_a_framework": "is not a framework",
    "not_a_question": "is not a question",
    "same_question": "is the same question as",
    "belongs_to": "belongs to the question",
}
Place = Annotated[str, typer.Argument(help="Where: PATH:LINE, as `coach notes dump` shows it.")]
Other = "PATH:LINE"


def read_as_hers(settings: "Settings") -> "Vault":
    """The notes as they are on disk now, with her corrections."""
    from coach.corrected import kept_corrections, put_right
    from coach.notes.vault import read_vault
    from coach.store import open_store

    vault, _ = read_vault(settings.notes)
    store = open_store(settings.store_url)
    try:
        return put_right(vault, kept_corrections(store, settings.notes))
    finally:
        store.close()


def correct(
    place: Place,
    not_a_story: Annotated[bool, typer.Option("--not-a-story", help="This is no story.")] = False,
    not_a_framework: Annotated[bool, typer.Option("--not-a-framework", help="This is no framework.")] = False,
    not_a_question: Annotated[bool, typer.Option("--not-a-question", help="This is no question.")] = False,
    same_question: Annotated[
        str, typer.Option("--same-question", metavar=Other, help="The same question as the one there.")
    ] = "",
    belongs_to: Annotated[
        str, typer.Option("--belongs-to", metavar=Other, help="The story belongs to the question there.")
    ] = "",
    notes: Notes = None,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Tell the coach what it read wrongly. Your note stays as it is; `uncorrect` takes it back."""
    from coach.corrected import keep_correction
    from coach.errors import UsageError
    from coach.notes.vault import read_vault
    from coach.store import open_store

    given: dict[CorrectionKind, bool | str] = {
        "not_a_story": not_a_story,
        "not_a_framework": not_a_framework,
        "not_a_question": not_a_question,
        "same_question": same_question,
        "belongs_to": belongs_to,
    }
    chosen = [kind for kind, value in given.items() if value]
    if len(chosen) != 1:
        raise UsageError("Say one thing about that line.", "`coach notes correct --help` shows what.")
    (kind,) = chosen
    settings = settings_from(notes, home)
    at = _place(place, settings.notes)
    other = given[kind]
    target = _place(other, settings.notes) if isinstance(other, str) else None
    vault, _ = read_vault(settings.notes)
    store = open_store(settings.store_url)
    try:
        kept = keep_correction(store, vault, kind, at, target)
    finally:
        store.close()
    if as_json:
        print_json({"id": kept.id, "kind": kind, "path": kept.correction.path, "line": kept.correction.line})
        return
    print(f"Kept: {kept.correction.path}:{kept.correction.line} {_said(kept)}.")
    print(f"`coach notes uncorrect {kept.id}` takes it back.")


def corrections(notes: Notes = None, home: Home = None, as_json: Json = False) -> None:
    """What you have put right, and where it stands now."""
    from coach.corrected import kept_corrections, where_they_stand
    from coach.notes.vault import read_vault
    from coach.store import open_store

    settings = settings_from(notes, home)
    vault, _ = read_vault(settings.notes)
    store = open_store(settings.store_url)
    try:
        found = where_they_stand(vault, kept_corrections(store, settings.notes))
    finally:
        store.close()
    if as_json:
        print_json({"corrections": [_json(one) for one in found]})
        return
    for one in found:
        correction = one.kept.correction
        print(f"{one.kept.id}  {correction.path}:{one.line or correction.line}  {_said(one.kept)}")
        print(f"          “{correction.text}”" + ("  (not found now: it rests)" if one.line is None else ""))
    if not found:
        print("You have corrected nothing in these notes. `coach notes correct --help` says how.")


def uncorrect(
    correction: Annotated[str, typer.Argument(metavar="ID", help="As `coach notes corrections` names it.")],
    notes: Notes = None,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Take a correction back: that passage is read as before."""
    from coach.corrected import take_back
    from coach.store import open_store

    settings = settings_from(notes, home)
    store = open_store(settings.store_url)
    try:
        take_back(store, settings.notes, correction)
    finally:
        store.close()
    if as_json:
        print_json({"taken_back": correction})
        return
    print("Taken back: that passage is read as before.")


def _place(text: str, folder: Path) -> "NoteRef":
    from coach.domain.notes import NoteRef
    from coach.errors import UsageError

    name, _, line = text.rpartition(":")
    if not name or not line.isdecimal() or int(line) < 1:
        raise UsageError(f"{text!r} names no line of a note.", "Write it as PATH:LINE, such as bank.md:12.")
    path = Path(name.replace("\\", "/"))
    if path.is_absolute() and path.is_relative_to(folder):
        path = path.relative_to(folder)
    return NoteRef(path.as_posix(), int(line))


def _said(kept: "KeptCorrection") -> str:
    target = f" “{kept.correction.target}”" if kept.correction.target else ""
    return f"{SAYS[kept.correction.kind]}{target}"


def _json(one: "CorrectionNow") -> dict[str, object]:
    correction = one.kept.correction
    return {
        "id": one.kept.id,
        "kind": correction.kind,
        "path": correction.path,
        "line": one.line,
        "text": correction.text,
        "target": correction.target or None,
        "state": one.state,
        "created_at": one.kept.created_at.isoformat(),
    }
