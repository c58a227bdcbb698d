"""`coach grade`: an answer against the framework in the notes."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from coach.cli.terminal import EngineName, Home, Json, Notes, Quiet, print_json, remark, settings_from
from coach.errors import UsageError


def grade(
    question: Annotated[str, typer.Option("--question", "-Q", help="The question.", show_default=False)] = "",
    answer: Annotated[str | None, typer.Option("--answer", "-A", help="Your answer.")] = None,
    answer_file: Annotated[
        Path | None, typer.Option("--answer-file", help="A file with your answer; standard input otherwise.")
    ] = None,
    framework: Annotated[
        str, typer.Option("--framework", help="A framework in your notes: NAME or PATH#NAME.")
    ] = "",
    batch: Annotated[
        Path | None, typer.Option("--batch", help="JSON lines with id, question and answer.")
    ] = None,
    notes: Notes = None,
    home: Home = None,
    engine: EngineName = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Grade an answer 1 to 5 a criterion, each with your words and the line of your notes."""
    from coach.app import open_coach
    from coach.cli.batch import run_batch, text_of
    from coach.grading.report import scorecard_markdown
    from coach.grading.scorecard import scorecard_json

    if bool(question.strip()) == (batch is not None):
        raise UsageError("Give either --question or --batch FILE.")
    coach = open_coach(settings_from(notes, home, engine))
    remark(coach.choice.notice, quiet or not coach.choice.notice)

    def card_of(given: Mapping[str, Any]) -> Mapping[str, Any]:
        wanted = text_of(given, "framework") if given.get("framework") is not None else ""
        reference = text_of(given, "reference") if given.get("reference") is not None else None
        card = coach.grade(text_of(given, "question"), text_of(given, "answer"), wanted, reference)
        return scorecard_json(card)

    if batch is not None:
        failed = run_batch(batch, card_of)
        remark(f"{failed} lines failed.", quiet or not failed)
    else:
        card = coach.grade(question, _answer(answer, answer_file, quiet), framework)
        if as_json:
            print_json(scorecard_json(card))
        else:
            print(scorecard_markdown(card))
    coach.close()


def _answer(given: str | None, file: Path | None, quiet: bool) -> str:
    if given is not None and file is not None:
        raise UsageError("Give --answer or --answer-file, not both.")
    if given is not None:
        return given
    if file is not None:
        try:
            return file.read_text(encoding="utf-8-sig")
        except OSError as error:
            raise UsageError(f"{file} cannot be read: {error.strerror}.") from error
        except UnicodeDecodeError as error:
            raise UsageError(f"{file} is not UTF-8 text.", "Save it as UTF-8.") from error
    if sys.stdin.isatty():
        remark("Type your answer, then Ctrl-D on a new line.", quiet)
    return sys.stdin.buffer.read().decode("utf-8", "replace")
