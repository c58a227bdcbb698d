"""`coach notes fill` and `coach notes undo`: gaps in her stories filled with her words, and taken back."""

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coach.cli.mock import messages_in, replay, show_json, show_text, tell
from coach.cli.terminal import EngineName, Home, Json, Notes, Quiet, print_json, remark, settings_from

if TYPE_CHECKING:
    from coach.dialogue import Coach
    from coach.domain.events import Event


def fill(
    place: Annotated[
        str, typer.Argument(metavar="[PATH:LINE]", help="Begin with the gap there.", show_default=False)
    ] = "",
    again: Annotated[bool, typer.Option("--again", help="Ask what you left before as well.")] = False,
    resume: Annotated[str, typer.Option("--resume", help="Go on with a session by its id.")] = "",
    notes: Notes = None,
    home: Home = None,
    engine: EngineName = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Fill the gaps in your stories, one short question at a time. Nothing is written without your yes."""
    from coach.app import open_coach

    coach = open_coach(settings_from(notes, home, engine))
    remark(f"Engine: {coach.choice.engine.label}. {coach.choice.notice}".strip(), quiet or as_json)
    try:
        _hold(coach, f"/fill {place or 'again' * again}".strip(), resume, as_json, quiet)
    finally:
        coach.close()


def _hold(coach: "Coach", start: str, resume: str, as_json: bool, quiet: bool) -> None:
    show: Any = show_json if as_json else _show_apart
    session_id = resume or coach.new_session()
    if as_json:
        print_json({"type": "session", "id": session_id})
    else:
        remark(f"Session {session_id}. To go on later: coach notes fill --resume {session_id}\n", quiet)
    if resume:
        replay(coach, session_id, as_json)
        tell(coach.resume(session_id), show)
    if not resume or coach.conversation(session_id).filling is None:
        tell(coach.respond(session_id, start), show)
    for message in messages_in(as_json):
        if coach.conversation(session_id).filling is None and message.split()[0].lower() != "/undo":
            break
        tell(coach.respond(session_id, message), show)
        if coach.conversation(session_id).filling is None:
            break
    if not sys.stdin.isatty() and coach.conversation(session_id).filling is not None:
        tell(coach.respond(session_id, "/stop"), show)


def _show_apart(event: "Event") -> None:
    from coach.domain.events import CoachSaid

    show_text(event)
    if isinstance(event, CoachSaid):
        print(flush=True)


def undo(
    change: Annotated[
        str, typer.Argument(help="Which change, as --list names it; the last one by default.")
    ] = "",
    listed: Annotated[bool, typer.Option("--list", help="Show what was written and how it stands.")] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Even if the note was changed since; that text is kept.")
    ] = False,
    notes: Notes = None,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Put a note back, byte for byte, as it was before the coach wrote into it."""
    from coach.index import NotesIndex
    from coach.notes import patch_file

    settings = settings_from(notes, home)
    index = NotesIndex(settings.home, settings.notes, None)
    if listed:
        found = patch_file.written(index.folder, index.backups)
        if as_json:
            print_json({"changes": [{**asdict(one), "at": one.at.isoformat()} for one in found]})
            return
        for one in found:
            print(f"{one.backup}  {one.path}  {one.at.astimezone():%Y-%m-%d %H:%M}  {one.state}")
        if not found:
            print("The coach has written nothing into these notes.")
        return
    done = patch_file.undo(index.folder, index.backups, change or None, force=force)
    if as_json:
        print_json({"undone": done.backup, "path": done.path, "changed": done.changed})
        return
    print(f"{done.path} is as it was before that change." if done.changed else f"{done.path} was so already.")
