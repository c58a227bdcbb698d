"""`coach mock`: a whole interview in the terminal, or over standard input and output as JSON lines."""

import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coach.cli.terminal import EngineName, Home, Json, Notes, Quiet, print_json, remark, settings_from
from coach.errors import UsageError

if TYPE_CHECKING:
    from coach.dialogue import Coach
    from coach.domain.events import Event
    from coach.domain.interview import Setup

ROUNDS = ("behavioural", "case", "intro", "mixed")
MODES = ("realistic", "coached")


def mock(
    round_: Annotated[str, typer.Option("--round", help=", ".join(ROUNDS))] = "mixed",
    questions: Annotated[int, typer.Option("--questions", min=1, max=20, help="Main questions.")] = 4,
    minutes: Annotated[
        int | None, typer.Option("--minutes", min=1, max=240, help="Length in minutes.")
    ] = None,
    mode: Annotated[
        str, typer.Option("--mode", help="realistic (feedback at the end) or coached.")
    ] = "realistic",
    company: Annotated[str, typer.Option("--company", help="The company whose notes to draw on.")] = "",
    note: Annotated[str, typer.Option("--note", help="One note to draw on, such as a prep sheet.")] = "",
    persona: Annotated[
        str, typer.Option("--persona", help="friendly, neutral, sceptical or rushed.")
    ] = "neutral",
    seed: Annotated[int, typer.Option("--seed", min=0, help="The same seed asks the same questions.")] = 0,
    resume: Annotated[str, typer.Option("--resume", help="Go on with a session by its id.")] = "",
    notes: Notes = None,
    home: Home = None,
    engine: EngineName = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Rehearse an interview. Answer line by line; /skip, /stop and /help work any time."""
    from coach.app import open_coach
    from coach.domain.interview import Setup

    if round_ not in ROUNDS:
        raise UsageError(f"There is no round {round_!r}.", f"Choose one of {', '.join(ROUNDS)}.")
    if mode not in MODES:
        raise UsageError(f"There is no mode {mode!r}.", "Choose realistic or coached.")
    coach = open_coach(settings_from(notes, home, engine))
    setup = Setup(
        round=round_,  # type: ignore[arg-type]
        mode=mode,  # type: ignore[arg-type]
        questions=questions,
        company=company,
        note=note,
        minutes=minutes,
        persona=persona,
        seed=seed,
    )
    show = show_json if as_json else show_text
    remark(f"Engine: {coach.choice.engine.label}. {coach.choice.notice}".strip(), quiet or as_json)
    try:
        _hold(coach, setup, resume, show, as_json, quiet)
    finally:
        coach.close()


def _hold(coach: "Coach", setup: "Setup", resume: str, show: Any, as_json: bool, quiet: bool) -> None:
    session_id = resume or coach.new_session()
    if as_json:
        print_json({"type": "session", "id": session_id})
    else:
        remark(f"Session {session_id}. To go on later: coach mock --resume {session_id}\n", quiet)
    if resume:
        replay(coach, session_id, as_json)
        tell(coach.resume(session_id), show)
    else:
        tell(coach.start(session_id, setup), show)
    for message in messages_in(as_json):
        if coach.conversation(session_id).awaiting != "reply":
            break
        tell(coach.respond(session_id, message), show)
    if coach.conversation(session_id).awaiting == "reply" and not sys.stdin.isatty():
        tell(coach.respond(session_id, "/stop"), show)


def messages_in(as_json: bool) -> Iterator[str]:
    """Her messages until the end of input; a JSON string or plain words on each line."""
    interactive = sys.stdin.isatty() and not as_json
    while True:
        if interactive:
            print("\n> ", end="", flush=True)
        raw = sys.stdin.buffer.readline()
        if not raw:
            return
        line = raw.decode("utf-8", "replace").strip()
        if line.startswith('"'):
            try:
                decoded = json.loads(line)
            except ValueError:
                decoded = line
            line = decoded.strip() if isinstance(decoded, str) else line
        if line:
            yield line


def replay(coach: "Coach", session_id: str, as_json: bool) -> None:
    """What was said before, for the eye; a program that resumes has it already."""
    if as_json:
        return
    for turn in coach.transcript(session_id):
        if turn.text and turn.kind != "scorecard":
            print(("> " if turn.role == "candidate" else "") + turn.text + "\n")


def tell(events: "Iterator[Event]", show: Any) -> None:
    for event in events:
        show(event)


def show_json(event: "Event") -> None:
    from coach.dialogue.wire import event_json

    if (shown := event_json(event)) is not None:
        print_json(shown)


def show_text(event: "Event") -> None:
    from coach.domain.events import CoachSaid, Debriefed, Failed, Graded, InterviewerSaid, TextDelta
    from coach.grading.report import scorecard_markdown
    from coach.interview.debrief import debrief_markdown

    match event:
        case TextDelta(text):
            print(text, end="", flush=True)
        case InterviewerSaid():
            print(flush=True)
        case CoachSaid(text):
            print(text, flush=True)
        case Graded(_, card):
            print("\n" + scorecard_markdown(card), flush=True)
        case Debriefed(debrief):
            print("\n" + debrief_markdown(debrief), flush=True)
        case Failed(message, hint):
            remark(f"coach: {message} {hint}".strip())
