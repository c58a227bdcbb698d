"""`Coach.respond`: one whole turn, from her message to what is saved.

Reads downwards: hear her, decide in code, save her message with what is owed for it,
then pay what is owed with the engine's words, each piece saved before it counts as said.
"""

import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from coach.corrected import KeptCorrection, kept_corrections, put_right
from coach.dialogue.conversation import Conversation, dump_conversation, load_conversation
from coach.dialogue.decide import Decision, begin, decide, is_graded
from coach.dialogue.fill_replies import FillingPaid, FillingReplies
from coach.dialogue.fill_turns import decide_filling, left_filling
from coach.dialogue.judging import Judging
from coach.dialogue.material import Material, read_material
from coach.dialogue.replies import Paid, Replies, contradicted, rubric_of
from coach.domain.answers import Answer
from coach.domain.events import Answered, Event, Failed, Status
from coach.domain.grading import Scorecard
from coach.domain.interview import Setup
from coach.domain.notes import Vault
from coach.engines.protocol import Engine
from coach.errors import CoachError, IndexUnavailable, SessionNotFound, StoreError, UsageError
from coach.grading.grade import grade
from coach.grading.rubric import rubric_for_reference
from coach.index import NotesIndex
from coach.index.embeddings import Embedder
from coach.intents import AskHow, Command, Intent, StartMock, asked_question, describe_setup, read_intent
from coach.interview import agenda, state
from coach.store import SessionRecord, SessionSummary, Store, TurnRecord
from coach.store.sessions import NewTurn

LONGEST_MESSAGE = 20_000  # characters; some twenty minutes of speech
REFRESH_EVERY = 3.0  # seconds within which the notes are not looked at again
FIRST_INDEX = 60.0  # seconds to wait for another process that makes the first index
REMEMBERED = 3  # recent sessions whose questions are not asked again if others are left


@dataclass(frozen=True, slots=True)
class EngineChoice:
    """The engine in use. `notice` says why, when she should know; `ask_host` needs her agreement."""

    engine: Engine
    notice: str = ""
    ask_host: str = ""


class Coach:
    """The one way in for the page, the command line and the evals.

    Thread-safe. Holds no state of a session: every turn begins by loading it from the store.
    """

    def __init__(
        self,
        index: NotesIndex,
        store: Store,
        embedder: Embedder | None,
        choose_engine: Callable[[frozenset[str]], EngineChoice],
    ) -> None:
        self.index = index
        self.store = store
        self.embedder = embedder
        self._choose_engine = choose_engine
        self._choice: EngineChoice | None = None
        self._material: Material | None = None
        self._read_from: tuple[Vault, tuple[KeptCorrection, ...]] | None = None
        self._looked_at = float("-inf")
        self._judging = Judging(store)
        self._replies = Replies(index, store, self._judging)
        self._filling = FillingReplies(index.folder, index.backups, store)
        self._guard = threading.RLock()
        self._reading = threading.Lock()
        self._refreshing = threading.Lock()
        self._busy: set[str] = set()

    def close(self) -> None:
        """Lets running judgements end and closes the store."""
        self._judging.close()
        self.store.close()

    # What it works with

    @property
    def choice(self) -> EngineChoice:
        """The engine in use, chosen at the first call and again after an agreement."""
        with self._guard:
            if self._choice is None:
                self._choice = self._choose_engine(self.store.agreed_hosts())
            return self._choice

    @property
    def engine(self) -> Engine:
        return self.choice.engine

    def choose_again(self) -> EngineChoice:
        """Looks for the engine anew: a local server may have been started or stopped."""
        with self._guard:
            self._choice = None
            return self.choice

    def agree(self, host: str) -> EngineChoice:
        """She agrees that passages of her notes may go to `host`."""
        self.store.agree(host)
        return self.choose_again()

    def material(self) -> Material:
        """Her notes as they are on disk now; while they are being indexed elsewhere, as they last were.

        With her corrections. Raises NotesError where the folder cannot be used, StoreError.
        """
        self._look_at_notes()
        vault = self.index.vault()
        kept = kept_corrections(self.store, self.index.folder)
        with self._reading:
            before = self._read_from
            if self._material is None or before is None or before[0] is not vault or before[1] != kept:
                self._material = read_material(put_right(vault, kept), self.embedder)
                self._read_from = (vault, kept)
            return self._material

    def _look_at_notes(self) -> None:
        """Brings the index up to date, unless that was just done or somebody else is at it."""
        ready = self.index.ready
        if time.monotonic() - self._looked_at <= REFRESH_EVERY and ready:
            return
        if not self._refreshing.acquire(blocking=not ready):
            return  # another turn is at it; this one is served from what stands
        try:
            self.index.refresh(wait=0.0 if ready else FIRST_INDEX)
            self._looked_at = time.monotonic()
        except IndexUnavailable:
            if not self.index.ready:
                raise  # nobody has finished an index of this folder yet
        finally:
            self._refreshing.release()

    # Without a session

    def ask(self, question: str, company: str = "") -> Iterator[Event]:
        """ "How would I answer X", outside of any session. The last event is `Answered`."""
        answer = yield from self.answer(question, company)
        yield Answered(answer)

    def answer(self, question: str, company: str = "") -> Generator[Event, None, Answer]:
        if not question.strip():
            raise UsageError("There is no question.", "Ask one, such as: Tell me about a conflict.")
        asked = asked_question(question)
        answer = yield from self._replies.answer(asked, company, self.material(), self.engine)
        return replace(answer, question=question.strip())

    def grade(
        self, question: str, answer: str, framework: str = "", reference: str | None = None
    ) -> Scorecard:
        """Grades one answer outside of any session.

        Raises UsageError (no question, an unknown framework), EngineError.
        """
        if not question.strip():
            raise UsageError("There is no question.", "Say which question the answer is for.")
        if len(answer) > LONGEST_MESSAGE:
            raise UsageError(_too_long(answer), "Shorten it to what you would say in a few minutes.")
        if reference is not None:
            return grade(
                self.engine, question, rubric_for_reference(reference), (answer,), reference=reference
            )
        material = self.material()
        rubric = self._replies.freeze(rubric_of(question, material, framework=framework))
        clashes = contradicted((answer,), material)
        return grade(self.engine, question, rubric, (answer,), contradictions=clashes)

    # Sessions

    def new_session(self) -> str:
        """A new, empty session; it appears in the list with its first message."""
        folder = self.material().vault.folder
        return self.store.create_session("New session", folder, dump_conversation(Conversation())).id

    def sessions(self) -> tuple[SessionSummary, ...]:
        return self.store.sessions()

    def transcript(self, session_id: str) -> tuple[TurnRecord, ...]:
        return self.store.turns(session_id)

    def conversation(self, session_id: str) -> Conversation:
        return load_conversation(self.store.session(session_id).conversation)

    # A turn

    def respond(self, session_id: str, message: str) -> Iterator[Event]:
        """Answers one message. What cannot be done comes as `Failed`, with her message kept.

        Raises UsageError for a message that cannot be taken (nothing is saved), SessionNotFound.
        """
        text = message.strip()
        if not text:
            raise UsageError("There is nothing in that message.", "Type your answer, or /help.")
        if len(text) > LONGEST_MESSAGE:
            raise UsageError(_too_long(text), "Shorten it to what you would say in a few minutes.")
        with self._one_turn(session_id):
            yield from self._told(self._turn(session_id, text))

    def start(self, session_id: str, setup: Setup) -> Iterator[Event]:
        """Starts an interview as it was set up, in the words that would start it by hand."""
        return self.respond(session_id, f"/mock {describe_setup(setup)}")

    def resume(self, session_id: str) -> Iterator[Event]:
        """Says what was still owed when the last turn was cut off; nothing where nothing is owed."""
        with self._one_turn(session_id):
            yield from self._told(self._pay(self.store.session(session_id), self.material()))

    def _turn(self, session_id: str, text: str) -> Iterator[Event]:
        yield Status("Reading your notes")
        material = self.material()
        session = self.store.session(session_id)
        session, now = self._settle(session)
        intent = read_intent(text, now.awaiting, material.companies, material.paths)
        decision = decide_filling(now, text)
        if decision is None:
            decision = self._decide(session_id, left_filling(now), intent, material)
        turn = NewTurn("candidate", decision.kind, text, decision.question_id)
        session = self._save(session, decision.conversation, [turn], _title(session, intent, decision))
        if decision.finished is not None:
            self._replies.judge_in_background(
                session.id, decision.conversation, decision.finished, material, self.engine
            )
        yield from self._pay(session, material)

    def _decide(self, session_id: str, now: Conversation, intent: Intent, material: Material) -> Decision:
        if isinstance(intent, Command) and intent.name == "agree":
            return self._agreed(now, intent.argument)
        if isinstance(intent, Command) and intent.name == "retry":
            return Decision(self._again(session_id, now), "command")
        if now.owed is not None and not (isinstance(intent, Command) and intent.name == "stop"):
            # The last reply failed. Her words are kept, and that reply is tried again first.
            return Decision(now, "aside")
        if isinstance(intent, StartMock):
            if now.awaiting == "reply":
                return Decision(now.owing("tell", "An interview is running. Type /stop to end it first."))
            return Decision(begin(now, self._new_interview(intent.setup, material)), "command")
        english_only = self.engine.name == "builtin"
        return decide(now, intent, self._replies.open_rubric(now, material), english_only=english_only)

    def _pay(self, session: SessionRecord, material: Material) -> Iterator[Event]:
        """Says what is owed, piece by piece, until it is her turn again."""
        now = load_conversation(session.conversation)
        while now.owed is not None:
            paid: Paid | FillingPaid
            if now.owed.kind == "fill":
                paid = yield from self._filling.pay(now, now.owed.text, material.vault, self.engine)
            else:
                paid = yield from self._replies.pay(session.id, now, now.owed, material, self.engine)
            self.store.drop_partial(session.id)
            session = self._save(session, paid.conversation, paid.turns)
            now = paid.conversation
            yield from paid.events
            if isinstance(paid, FillingPaid) and paid.rewritten:
                self._looked_at = float("-inf")
                material = self.material()

    def _settle(self, session: SessionRecord) -> tuple[SessionRecord, Conversation]:
        """A question that she stopped half way counts as asked: she answers what she has read."""
        now = load_conversation(session.conversation)
        last = self.store.turns(session.id)[-1:]
        cut_off = last[0] if last and not last[0].complete else None
        if cut_off is None or now.owed is None or now.interview is None:
            return session, now
        exchange = state.current(now.interview)
        if exchange is None or now.owed.kind not in ("ask", "probe"):
            return session, now
        if now.owed.kind == "probe" and now.owed.probe is not None:
            interview = state.probe(now.interview, now.owed.probe, cut_off.text)
        else:
            interview = state.asked(now.interview, cut_off.text)
        after = replace(now, interview=interview).paid()
        self.store.drop_partial(session.id)
        turn = NewTurn("interviewer", cut_off.kind, cut_off.text, exchange.item.id)
        return self._save(session, after, [turn]), after

    def _new_interview(self, setup: Setup, material: Material) -> state.InterviewState:
        recent = [summary.id for summary in self.store.sessions(limit=REMEMBERED)]
        asked = [
            turn.text
            for session_id in recent
            for turn in self.store.turns(session_id)
            if turn.kind == "question"
        ]
        return state.start(setup, agenda.make_agenda(setup, material.vault, avoid=asked))

    def _again(self, session_id: str, now: Conversation) -> Conversation:
        """What is owed still, or a debrief for the answers that have no grade yet."""
        if now.owed is not None:
            return now
        graded = self._judging.saved(session_id)
        exchanges = now.interview.exchanges if now.interview is not None and now.awaiting != "reply" else ()
        if any(one.finished and is_graded(one) and one.item.id not in graded for one in exchanges):
            return now.owing("debrief")
        return now.owing("tell", "There is nothing to try again.")

    def _agreed(self, now: Conversation, host: str) -> Decision:
        wanted = host or self.choice.ask_host
        if not wanted:
            return Decision(now.owing("tell", "No endpoint waits for your agreement."), "command")
        choice = self.agree(wanted)
        told = (
            f"Passages of your notes may go to {wanted} now. Engine: {choice.engine.label}. {choice.notice}"
        )
        return Decision(now.owing("tell", told.strip()), "command")

    def _save(
        self,
        session: SessionRecord,
        now: Conversation,
        turns: Sequence[NewTurn],
        title: str | None = None,
    ) -> SessionRecord:
        return self.store.save(session, dump_conversation(now), turns, title=title)

    def _told(self, events: Iterator[Event]) -> Iterator[Event]:
        """The events of a turn; what could not be done becomes one that says so."""
        try:
            yield from events
        except (UsageError, SessionNotFound):
            raise
        except CoachError as error:
            yield Failed(error.message, error.hint)

    @contextmanager
    def _one_turn(self, session_id: str) -> Iterator[None]:
        """One turn at a time in a session; a second one is told so rather than mixed in."""
        with self._guard:
            if session_id in self._busy:
                raise StoreError(
                    "I am still on your last message.", "Wait for the reply, or stop it, then send again."
                )
            self._busy.add(session_id)
        try:
            yield
        finally:
            with self._guard:
                self._busy.discard(session_id)


def _title(session: SessionRecord, intent: Intent, decision: Decision) -> str | None:
    """A session is named after the first thing that happens in it."""
    if isinstance(intent, StartMock) and decision.conversation.interview is not None:
        setup = decision.conversation.interview.setup
        return f"{setup.round.capitalize()} interview" + (f", {setup.company}" if setup.company else "")
    if session.title != "New session":
        return None
    if decision.conversation.filling is not None:
        return "Filling my stories"
    if isinstance(intent, AskHow) and intent.question:
        return f"Answer: {intent.question}"[:80]
    if decision.conversation.owed is not None and decision.conversation.owed.kind == "grade":
        return f"Feedback: {decision.conversation.question}"[:80]
    return None


def _too_long(text: str) -> str:
    return f"That has {len(text):,} characters; I read up to {LONGEST_MESSAGE:,}."
