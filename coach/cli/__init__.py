"""The `coach` command, as `docs/command-line.md` describes it.

Owns words, exit codes and shapes on standard output. Every command imports what it needs
when it runs, so that `coach --help` answers at once and only `serve` pays for the page.
"""

import os
import sys
from typing import Annotated

import typer

from coach import __version__
from coach.cli import ask, doctor, engine, grade, index, mock, notes, serve, sessions
from coach.cli.terminal import complain
from coach.errors import CoachError

app = typer.Typer(
    name="coach",
    help="An interview coach that runs on your own notes. Without a command it serves the page.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("serve")(serve.serve)
app.command("index")(index.index)
app.command("search")(index.search)
app.add_typer(notes.app, name="notes")
app.command("ask")(ask.ask)
app.command("grade")(grade.grade)
app.command("mock")(mock.mock)
app.add_typer(sessions.app, name="sessions")
app.add_typer(engine.app, name="engine")
app.command("doctor")(doctor.doctor)

INTERRUPTED = 130
STOPPED = "Stopped. Everything said so far is saved."
COMMANDS = ("serve", "index", "search", "notes", "ask", "grade", "mock", "sessions", "engine", "doctor")


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and stop.", is_eager=True)
    ] = False,
) -> None:
    if version:
        typer.echo(f"coach {__version__}")
        raise typer.Exit


def main(arguments: list[str] | None = None) -> None:
    """Runs the command and leaves with its exit code: 0 done, 1 could not be done, 2 wrong usage."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or (given[0] not in COMMANDS and given[0] not in ("-h", "--help", "--version")):
        options_only = not given or given[0].startswith("-")
        if options_only:
            given.insert(0, "serve")
    try:
        code = app(args=given, standalone_mode=False)
        if code == INTERRUPTED:  # typer turns Ctrl-C inside a command into this code, without a word
            complain(STOPPED)
    except CoachError as error:
        complain(error.message, error.hint)
        code = error.exit_code
    except (typer.Abort, KeyboardInterrupt):
        complain(STOPPED)
        code = INTERRUPTED
    except BrokenPipeError:
        # The reader went away (`coach … | head`): that is its right.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except Exception as error:
        show = getattr(error, "show", None)  # click's own usage errors; anything else is a defect
        if show is None:
            raise
        show(file=sys.stderr)
        code = int(getattr(error, "exit_code", 2))
    sys.exit(code if isinstance(code, int) else 0)
