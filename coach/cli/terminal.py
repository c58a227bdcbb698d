"""What every command shares: settings in, JSON alone on standard output, the rest on standard error."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from coach.config import Settings

Notes = Annotated[Path | None, typer.Option("--notes", help="Folder of your notes.", show_default=False)]
Home = Annotated[
    Path | None, typer.Option("--home", help="Folder for index, sessions and weights.", show_default=False)
]
EngineName = Annotated[
    str | None, typer.Option("--engine", help="auto, openai or builtin.", show_default=False)
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON alone on standard output.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no remarks.")]


def settings_from(
    notes: Path | None, home: Path | None = None, engine: str | None = None, **given: Any
) -> "Settings":
    """Settings with the command line above the environment and `.env`."""
    from coach.config import load_settings  # pydantic is half of the time that `coach --help` takes

    return load_settings(notes=notes, home=home, engine=engine, **given)


def print_json(value: object) -> None:
    """One JSON object on one line of standard output, UTF-8 whatever the locale says."""
    sys.stdout.buffer.write(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
    sys.stdout.buffer.flush()


def remark(text: str, quiet: bool = False) -> None:
    """Something to know, on standard error."""
    if not quiet:
        print(text, file=sys.stderr, flush=True)


def complain(message: str, hint: str = "") -> None:
    """One sentence of what went wrong and one of what to do."""
    print(f"coach: {message}" + (f" {hint}" if hint else ""), file=sys.stderr, flush=True)


@contextmanager
def index_progress(quiet: bool) -> Iterator[Callable[[str, int, int], None] | None]:
    """A progress bar with counts on standard error, where somebody is looking."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description:<12}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        tasks: dict[str, Any] = {}

        def show(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = progress.add_task(stage, total=total)
            progress.update(tasks[stage], completed=done, total=total)

        yield show


def read_lines(path: Path | None) -> Iterator[tuple[int, str]]:
    """Numbered lines of a file, or of standard input for None or "-", blank ones left out."""
    from coach.errors import UsageError

    try:
        text = (
            sys.stdin.buffer.read().decode("utf-8-sig")
            if path is None or str(path) == "-"
            else path.read_text(encoding="utf-8-sig")
        )
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path or 'Standard input'} is not UTF-8 text.", "Save it as UTF-8.") from error
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield number, line
