"""`coach ask`: how would I answer X, from my own notes."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from coach.cli.terminal import EngineName, Home, Json, Notes, Quiet, print_json, remark, settings_from
from coach.errors import UsageError


def ask(
    question: Annotated[str, typer.Argument(help="The interview question.", show_default=False)] = "",
    company: Annotated[str, typer.Option("--company", help="The company whose notes to draw on.")] = "",
    batch: Annotated[Path | None, typer.Option("--batch", help="JSON lines with id and question.")] = None,
    notes: Notes = None,
    home: Home = None,
    engine: EngineName = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Draft an answer from your own stories and frameworks, every claim with its source."""
    from coach.answering import answer_json, answer_markdown
    from coach.app import open_coach
    from coach.cli.batch import run_batch, text_of
    from coach.domain.answers import Answer
    from coach.domain.events import Answered, Status, TextDelta

    if bool(question.strip()) == (batch is not None):
        raise UsageError("Give either a question or --batch FILE.")
    coach = open_coach(settings_from(notes, home, engine))
    remark(coach.choice.notice, quiet or not coach.choice.notice)

    def answer_of(asked: str) -> Answer:
        return next(event.answer for event in coach.ask(asked, company) if isinstance(event, Answered))

    if batch is not None:
        failed = run_batch(batch, lambda given: answer_json(answer_of(text_of(given, "question"))))
        remark(f"{failed} lines failed.", quiet or not failed)
    elif as_json:
        print_json(answer_json(answer_of(question)))
    else:
        streamed = False
        for event in coach.ask(question, company):
            match event:
                case Status(text):
                    remark(f"{text} …", quiet or not sys.stderr.isatty())
                case TextDelta(text) if sys.stdout.isatty():
                    print(("" if streamed else "\n") + text, end="", flush=True)
                    streamed = True
                case Answered(answer):
                    # What was read while it was written is not said again.
                    rest = answer_markdown(replace(answer, answer="") if streamed else answer)
                    print(f"\n\n{rest}" if streamed else rest)
    coach.close()
