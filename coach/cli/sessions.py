"""`coach sessions`: earlier conversations."""

from dataclasses import asdict
from typing import Annotated

import typer

from coach.cli.terminal import Home, Json, print_json, settings_from

app = typer.Typer(help="Earlier sessions: list, show, delete.", no_args_is_help=True)
SessionId = Annotated[
    str, typer.Argument(help="The id that `coach sessions list` shows.", show_default=False)
]


@app.command("list")
def list_(home: Home = None, as_json: Json = False) -> None:
    """Your sessions, the last used first."""
    from coach.store import open_store

    summaries = open_store(settings_from(None, home).store_url).sessions()
    if as_json:
        sessions = [
            asdict(one) | {"created_at": one.created_at.isoformat(), "updated_at": one.updated_at.isoformat()}
            for one in summaries
        ]
        print_json({"sessions": sessions})
        return
    for one in summaries:
        when = one.updated_at.astimezone()
        print(f"{one.id}  {when:%Y-%m-%d %H:%M}  {one.turns:3} messages  {one.title}")
    if not summaries:
        print("No sessions yet. `coach mock` or `coach` begins one.")


@app.command()
def show(session_id: SessionId, home: Home = None, as_json: Json = False) -> None:
    """One session, word for word."""
    from coach.store import open_store

    turns = open_store(settings_from(None, home).store_url).turns(session_id)
    if as_json:
        print_json({"turns": [asdict(turn) | {"created_at": turn.created_at.isoformat()} for turn in turns]})
        return
    for turn in turns:
        if turn.text and turn.kind != "scorecard":
            print(f"{turn.role}: {turn.text}\n")


@app.command()
def delete(
    session_id: SessionId,
    home: Home = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Delete a session with its grades. This cannot be undone."""
    from coach.store import open_store

    store = open_store(settings_from(None, home).store_url)
    title = store.session(session_id).title
    if not yes and not typer.confirm(f"Delete “{title}” with everything in it?"):
        print("Nothing was deleted.")
        return
    store.delete_session(session_id)
    print(f"Deleted “{title}”.")
