"""What happens when she does something on the page. Thin: every rule is behind `Coach`."""

import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from coach.dialogue.payloads import Payload
from coach.domain.events import (
    Answered,
    CoachSaid,
    Debriefed,
    Event,
    Failed,
    Graded,
    InterviewerSaid,
    Sources,
    Status,
    TextDelta,
)
from coach.domain.interview import Setup
from coach.errors import CoachError, SessionNotFound
from coach.intents import describe_setup
from coach.ui import rendering
from coach.ui.desk import Desk

UPDATE_EVERY = 0.05  # seconds; faster than the eye wants, slow enough for the browser
WHOLE_FOLDER = "Any"

Messages = list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class Screen:
    """The parts of the page that a turn changes, in the order of the handlers' outputs."""

    chat: Any = None
    box: Any = None
    session: Any = None
    doing: Any = None
    sources: Any = None
    sessions: Any = None
    again: Any = None

    def outputs(self) -> list[Any]:
        parts = (self.chat, self.box, self.session, self.doing, self.sources, self.sessions, self.again)
        return [gr.skip() if part is None else part for part in parts]


class Handlers:
    """The handlers of one page over one desk. The browser is believed in nothing but the session's id."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    # Turns

    def send(self, message: str, session_id: str) -> Iterator[list[Any]]:
        """One message from the box."""
        yield from self._turn(session_id, message, lambda found: self._desk.coach.respond(found, message))

    def start(
        self, round_: str, mode: str, questions: float, company: str, note: str, session_id: str
    ) -> Iterator[list[Any]]:
        """The start button: a fresh session, set up as the panel says."""
        setup = Setup(
            round=round_,  # type: ignore[arg-type]
            mode=mode,  # type: ignore[arg-type]
            questions=int(questions),
            company="" if company in (None, WHOLE_FOLDER) else company,
            note="" if note in (None, WHOLE_FOLDER) else note,
            seed=int(time.time()) % 10_000,
        )
        if session_id and self._in_interview(session_id):
            gr.Info(
                "An interview is running here. Type “stop” to end it, or open a new session on the left.",
                title="One at a time",
            )
            yield Screen().outputs()
            return
        said = f"/mock {describe_setup(setup)}"
        yield from self._turn("", said, lambda found: self._desk.coach.start(found, setup))

    def retry(self, session_id: str) -> Iterator[list[Any]]:
        """Tries the last reply again after a failure."""
        yield from self._turn(session_id, "", self._desk.coach.resume)

    def _turn(
        self, session_id: str, message: str, events: Callable[[str], Iterator[Event]]
    ) -> Iterator[list[Any]]:
        coach = self._desk.coach
        try:
            session_id = session_id if session_id and self._known(session_id) else coach.new_session()
            before = self._history(session_id)
            if message:
                before.append({"role": "user", "content": rendering.candidate_html(message)})
            yield Screen(
                before,
                "" if message else None,
                session_id,
                rendering.busy_html("One moment"),
                again=gr.update(visible=False),
            ).outputs()
            failure = yield from self._follow(before, events(session_id))
        except CoachError as error:
            gr.Warning(rendering.words(str(error)), title="That did not work")
            known = bool(session_id) and self._known(session_id)
            history = self._history(session_id) if known else []
            place = rendering.place_html(coach.conversation(session_id)) if known else ""
            yield Screen(history, message or None, session_id or None, place).outputs()
            return
        history = self._history(session_id)
        if failure is not None:
            history.append(
                {"role": "assistant", "content": rendering.failure_html(failure.message, failure.hint)}
            )
        now = coach.conversation(session_id)
        owed = now.owed is not None
        yield Screen(
            history,
            doing=rendering.place_html(now),
            sessions=self.session_list(session_id),
            again=gr.update(visible=owed),
        ).outputs()

    def _follow(self, shown: Messages, events: Iterator[Event]) -> Generator[list[Any], None, Failed | None]:
        """Shows events as they come; gives back the failure that ended the turn, if one did."""
        live, drawn_at = "", 0.0
        failure: Failed | None = None
        for event in events:
            match event:
                case Status(text):
                    yield Screen(doing=rendering.busy_html(text)).outputs()
                case Sources(sources):
                    yield Screen(sources=rendering.sources_html(sources)).outputs()
                case TextDelta(text):
                    live += text
                    if time.monotonic() - drawn_at >= UPDATE_EVERY:
                        drawn_at = time.monotonic()
                        writing = {
                            "role": "assistant",
                            "content": rendering.body_html("writing", live, Payload()),
                        }
                        yield Screen([*shown, writing]).outputs()
                case Failed():
                    failure = event
                case _:
                    kind, text, payload = _content(event)
                    live = ""
                    shown.append({"role": "assistant", "content": rendering.body_html(kind, text, payload)})
                    yield Screen(shown).outputs()
        return failure

    # Sessions

    def open_page(self, session_id: str) -> Iterator[list[Any]]:
        """The page is loaded: the session that was open comes back, and goes on if it was cut off."""
        if not session_id or not self._known(session_id):
            yield Screen([], session="", sessions=self.session_list("")).outputs()
            return
        yield from self.open_session(session_id)

    def open_session(self, session_id: str) -> Iterator[list[Any]]:
        """An earlier session, as it looked."""
        if not session_id or not self._known(session_id):
            yield Screen().outputs()
            return
        now = self._desk.coach.conversation(session_id)
        owed = now.owed is not None
        yield Screen(
            self._history(session_id), session=session_id, doing=rendering.place_html(now),
            sources=rendering.sources_html(()), sessions=self.session_list(session_id),
            again=gr.update(visible=owed),
        ).outputs()  # fmt: skip
        if owed:
            yield from self.retry(session_id)

    def new_session(self) -> list[Any]:
        """An empty screen; the session is made with its first message."""
        return Screen(
            [], "", "", "", rendering.sources_html(()), self.session_list(""), gr.update(visible=False)
        ).outputs()

    def redraw(self, session_id: str) -> list[Any]:
        """After a stop: what was said so far, and whether something is still owed."""
        if not session_id or not self._known(session_id):
            return Screen(doing="").outputs()
        owed = self._desk.coach.conversation(session_id).owed is not None
        return Screen(
            self._history(session_id), doing="Stopped.", sessions=self.session_list(session_id),
            again=gr.update(visible=owed),
        ).outputs()  # fmt: skip

    def delete_session(self, session_id: str) -> list[Any]:
        if session_id and self._known(session_id):
            self._desk.coach.store.delete_session(session_id)
        return self.new_session()

    def session_list(self, open_id: str) -> Any:
        choices = [
            (f"{rendering.session_title(one.title)} · {one.updated_at.astimezone():%d %b %H:%M}", one.id)
            for one in self._desk.coach.sessions()
        ]
        known = open_id if any(open_id == found for _, found in choices) else None
        return gr.update(choices=choices, value=known)

    # Notes and engine

    def use_folder(self, folder: str, progress: gr.Progress = gr.Progress()) -> list[Any]:  # noqa: B008
        """Indexes another folder. Outputs: report, masthead, companies, notes."""
        if not folder.strip():
            return ["Type the path of a folder.", gr.skip(), gr.skip(), gr.skip()]
        try:
            report = self._desk.open_folder(
                Path(folder.strip()),
                lambda stage, done, total: progress((done, total), desc=stage, unit="passages"),
            )
        except CoachError as error:
            return [rendering.failure_html(error.message, error.hint), gr.skip(), gr.skip(), gr.skip()]
        told = rendering.report_words(report)
        skipped = "".join(
            f"<li>{rendering.words(path)}: {rendering.words(why)}</li>" for path, why in report.skipped
        )
        return [
            f"<p>{told}</p><ul>{skipped}</ul>",
            self.masthead(),
            gr.update(choices=self.companies(), value=WHOLE_FOLDER),
            gr.update(choices=self.note_paths(), value=WHOLE_FOLDER),
        ]

    def companies(self) -> list[str]:
        return [WHOLE_FOLDER, *self._desk.coach.material().companies]

    def note_paths(self) -> list[str]:
        return [WHOLE_FOLDER, *self._desk.coach.material().paths]

    def masthead(self) -> str:
        """Name, engine and folder, and what she should know about them."""
        coach = self._desk.coach
        notes = len(coach.index.vault().notes)
        words_only = (
            "Searching by words only: the embedding weights are missing (coach doctor says how to get them)."
            if coach.index.lexical_only
            else ""
        )
        notices = "".join(
            f'<div class="notice">{rendering.words(text)}</div>'
            for text in (coach.choice.notice, words_only)
            if text
        )
        folder = rendering.words(self._desk.settings.notes.name)
        return (
            f'<div id="masthead"><h1>Interview coach</h1>'
            f'<span class="engine">{rendering.words(coach.choice.engine.label)}</span>'
            f'<span class="quiet">{notes} notes in {folder}</span></div>'
            f"{notices}"
        )

    def agree(self) -> list[Any]:
        """She agrees to the endpoint that waits. Outputs: masthead, the button itself."""
        host = self._desk.coach.choice.ask_host
        if host:
            self._desk.coach.agree(host)
        return [self.masthead(), self.agree_button()]

    def agree_button(self) -> Any:
        host = self._desk.coach.choice.ask_host
        return gr.update(visible=bool(host), value=f"Agree: passages of my notes may go to {host}")

    # Inside

    def _known(self, session_id: str) -> bool:
        try:
            self._desk.coach.store.session(session_id)
        except SessionNotFound:
            return False
        return True

    def _in_interview(self, session_id: str) -> bool:
        return self._known(session_id) and self._desk.coach.conversation(session_id).awaiting == "reply"

    def _history(self, session_id: str) -> Messages:
        turns = self._desk.coach.transcript(session_id)
        return [message for turn in turns if (message := rendering.message_of(turn)) is not None]


def _content(event: Event) -> tuple[str, str, Payload]:
    """A finished event as kind, words and payload, the way it is saved."""
    match event:
        case InterviewerSaid(kind, text, _, probe):
            return kind, text, Payload(probe=probe)
        case CoachSaid(text):
            return "tell", text, Payload()
        case Graded(_, card):
            return "scorecard", "", Payload(scorecard=card)
        case Answered(answer):
            return "answer", "", Payload(answer=answer)
        case Debriefed(debrief):
            return "debrief", "", Payload(debrief=debrief)
        case _:
            raise ValueError(f"not a message: {event!r}")
