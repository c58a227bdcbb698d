"""`coach` and `coach serve`: index the notes, then serve the page."""

from pathlib import Path
from typing import Annotated

import typer

from coach.cli.terminal import EngineName, Home, Notes, Quiet, index_progress, remark, settings_from


def serve(
    notes: Notes = None,
    home: Home = None,
    engine: EngineName = None,
    host: Annotated[
        str | None, typer.Option("--host", help="Address to serve on.", show_default="127.0.0.1")
    ] = None,
    port: Annotated[
        int | None, typer.Option("--port", "-p", help="Port; 0 takes a free one.", show_default="7860")
    ] = None,
    open_: Annotated[bool, typer.Option("--open", help="Open the page in your browser.")] = False,
    quiet: Quiet = False,
) -> None:
    """Serve the page on this computer and print its address. Ctrl-C stops it; nothing is lost."""
    from coach.ui.address import claim_address, take_port

    settings = settings_from(notes, home, engine, host=host, port=port)
    with claim_address(settings.home) as claim:
        if claim.running_at:
            print(f"The coach is already running at {claim.running_at}")
            if Path(claim.notes) != settings.notes:
                remark(f"It reads {claim.notes}. Stop it first, or choose the folder in the page.")
            return
        taken = take_port(settings.host, settings.port, is_default=port is None)
        remark("Reading your notes …", quiet)
        from coach.app import open_coach

        coach = open_coach(settings)
        with index_progress(quiet) as progress:
            report = coach.index.refresh(progress)
        remark(f"{report.notes} notes, {report.chunks} passages. Opening the page …", quiet)

        from coach.ui.server import serve_page

        serve_page(coach, settings, taken, claim, open_browser=open_)
