"""`coach engine`: which engine speaks, and whether passages of the notes may leave this computer."""

from typing import Annotated

import typer

from coach.cli.terminal import EngineName, Home, Json, Notes, print_json, settings_from
from coach.errors import UsageError

app = typer.Typer(help="Which engine is used; agree to an endpoint; test it.", no_args_is_help=True)
Host = Annotated[str, typer.Argument(help="The host, such as api.openai.com.", show_default=False)]


@app.command()
def show(notes: Notes = None, home: Home = None, engine: EngineName = None, as_json: Json = False) -> None:
    """The engine that would be used now, and why."""
    from coach.app import engine_chooser
    from coach.index.embeddings import open_embedder
    from coach.store import open_store

    settings = settings_from(notes, home, engine)
    agreed = open_store(settings.store_url).agreed_hosts()
    choice = engine_chooser(settings, open_embedder(settings.home))(agreed)
    if as_json:
        print_json(
            {
                "engine": choice.engine.name,
                "label": choice.engine.label,
                "notice": choice.notice,
                "agreed": sorted(agreed),
            }
        )
        return
    print(f"Engine: {choice.engine.label}")
    if choice.notice:
        print(choice.notice)
    if agreed:
        print(f"Agreed: {', '.join(sorted(agreed))}")


@app.command()
def agree(host: Host, home: Home = None) -> None:
    """Allow passages of your notes to go to a host."""
    from coach.store import open_store

    if not host.strip():
        raise UsageError("Which host?", "`coach engine show` names the one that waits for you.")
    open_store(settings_from(None, home).store_url).agree(host.strip())
    print(f"Passages of your notes may go to {host}. Take it back with: coach engine withdraw {host}")


@app.command()
def withdraw(host: Host, home: Home = None) -> None:
    """Take an agreement back."""
    from coach.store import open_store

    open_store(settings_from(None, home).store_url).withdraw(host)
    print(f"Nothing goes to {host} any more, unless COACH_ENGINE=openai names it.")


@app.command("test")
def try_endpoint(home: Home = None) -> None:
    """Ask the endpoint for one word, to see that address, key and model are right."""
    from coach.engines.openai import OpenAIEngine
    from coach.prompts import Prompts

    endpoint = OpenAIEngine(settings_from(None, home, "openai"), Prompts())
    endpoint.check()
    print(f"{endpoint.label} answers.")
