"""What the coach says for each kind of debt: the engine's words, streamed, and what they change.

Every method yields what can be shown while it is made and returns a `Paid`: the
conversation without that debt, the messages to save, and the events to tell once saved.
"""

import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace

from coach.answering import checked_stream, finish, ledger_for, prepare
from coach.claims import contradictions
from coach.detectors.question_kind import question_kind
from coach.dialogue.conversation import Conversation, Owed
from coach.dialogue.decide import is_graded, owe_next
from coach.dialogue.judging import Finished, Judging
from coach.dialogue.material import Material
from coach.dialogue.payloads import Payload, dump_payload
from coach.domain.answers import Answer
from coach.domain.events import (
    Answered,
    CoachSaid,
    Debriefed,
    Event,
    Graded,
    InterviewerKind,
    InterviewerSaid,
    Sources,
    Status,
    TextDelta,
)
from coach.domain.grading import Rubric, Scorecard
from coach.domain.interview import Exchange, QuestionKind
from coach.domain.passages import Passage, Scope
from coach.engines.protocol import Engine, PhraseRequest
from coach.errors import EngineError, UsageError
from coach.grading.frozen import dump_rubric, load_rubric
from coach.grading.rubric import rubric_for
from coach.index import NotesIndex
from coach.interview import debrief, state
from coach.store import Store
from coach.store.records import Role
from coach.store.sessions import NewTurn

SAID = ("answer", "reply")
SAVE_EVERY = 0.3  # seconds between saves of words that are still being written
PASSAGES = 8
TOLD = 0.6  # from here on a story of hers counts as the one that she told
GOODBYE = "Thank you. That is the end of the interview."
AGAIN = "Your answer is saved; /retry grades it again."


@dataclass(frozen=True, slots=True)
class Paid:
    conversation: Conversation
    turns: tuple[NewTurn, ...]
    events: tuple[Event, ...]


Paying = Generator[Event, None, Paid]


class Replies:
    """Makes the coach's replies out of her material and an engine. Holds no state of a session."""

    def __init__(self, index: NotesIndex, store: Store, judging: Judging) -> None:
        self._index = index
        self._store = store
        self._judging = judging

    def pay(
        self, session_id: str, now: Conversation, owed: Owed, material: Material, engine: Engine
    ) -> Paying:
        """Says what is owed. Raises EngineError, with the debt still standing."""
        match owed.kind:
            case "tell":
                return self._tell(now, owed.text)
            case "draft":
                return self._draft(session_id, now, owed.text, material, engine)
            case "grade":
                return self._grade_pair(session_id, now, material, engine)
            case "feedback":
                return self._feedback(session_id, now, owed.text, material, engine)
            case "close":
                return self._close(session_id, now, engine)
            case "debrief":
                return self._debrief(session_id, now, material, engine)
            case "ask":
                return self._ask(session_id, now, material, engine)
            case "probe":
                return self._probe(session_id, now, owed, engine)
            case "clarify":
                return self._clarify(session_id, now, owed.text, engine)
            case "fill":
                raise ValueError("FillingReplies takes that step")

    # Out of role

    def _tell(self, now: Conversation, text: str) -> Paying:
        yield from ()
        return Paid(now.paid(), (NewTurn("coach", "tell", text),), (CoachSaid(text),))

    def _draft(
        self, session_id: str, now: Conversation, question: str, material: Material, engine: Engine
    ) -> Paying:
        answer = yield from self.answer(question, now.company, material, engine, session_id)
        turn = NewTurn("coach", "answer", answer.answer, payload=dump_payload(Payload(answer=answer)))
        return Paid(now.paid(), (turn,), (Answered(answer),))

    def answer(
        self, question: str, company: str, material: Material, engine: Engine, session_id: str = ""
    ) -> Generator[Event, None, Answer]:
        """ "How would I answer X": sources first, then the draft sentence by sentence, each one checked."""
        yield Status("Looking through your notes")
        retrieval = self._index.search(question, k=PASSAGES)
        kind = question_kind(question)
        said = self._said(session_id)
        plan = prepare(
            question, kind, retrieval, material.matcher, material.vault, company=company, said=said
        )
        yield Sources(plan.sources)
        ledger = ledger_for(plan, material.ledger)
        for words in said:
            ledger = ledger.with_said(words)
        text = ""
        if plan.answerable:
            yield Status("Drafting from your own material")
            checked = checked_stream(engine.draft(plan.request), ledger)
            text = yield from self._stream(session_id, "coach", "answer", checked)
        return finish(plan, text, ledger, engine.label)

    def _said(self, session_id: str) -> tuple[str, ...]:
        """Her own words in this session: what she told an interviewer counts as hers."""
        if not session_id:
            return ()
        turns = self._store.turns(session_id)
        return tuple(turn.text for turn in turns if turn.role == "candidate" and turn.kind in SAID)

    def _grade_pair(self, session_id: str, now: Conversation, material: Material, engine: Engine) -> Paying:
        yield Status("Grading against your notes")
        rubric = self.freeze(rubric_of(now.question, material))
        question_id = f"p{len(self._store.grades(session_id)) + 1}"
        finished = Finished(
            session_id,
            question_id,
            now.question,
            rubric,
            (now.answer,),
            (),
            contradicted((now.answer,), material),
        )
        card = self._judging.scorecard(engine, finished)
        turn = _scorecard_turn(card, question_id)
        after = replace(now, question="", answer="").paid()
        return Paid(after, (turn,), (Graded(question_id, card),))

    # The interview

    def _ask(self, session_id: str, now: Conversation, material: Material, engine: Engine) -> Paying:
        interview, exchange = _open(now)
        item = exchange.item
        asked_before = [other for other in interview.exchanges if other.finished]
        last = asked_before[-1] if asked_before else None
        request = PhraseRequest(
            "question" if last else "open",
            item=item,
            last_question=last.asked if last else "",
            last_reply=last.replies[-1] if last and last.replies else "",
            company=interview.setup.company,
            persona=interview.setup.persona,
            mode=interview.setup.mode,
            declined=bool(last and last.declined),
            seed=interview.setup.seed,
        )
        text = yield from self._stream(session_id, "interviewer", "question", engine.phrase(request))
        # Frozen now, before there is an answer that could bend it.
        rubric = self.freeze(rubric_of(item.text, material, item.kind))
        after = replace(
            now, interview=state.asked(interview, text), rubrics={**now.rubrics, item.id: rubric.hash}
        ).paid()
        kind: InterviewerKind = "small_talk" if item.kind == "small_talk" else "question"
        said = InterviewerSaid(kind, text, item.id)
        return Paid(after, (NewTurn("interviewer", kind, text, item.id),), (said,))

    def _probe(self, session_id: str, now: Conversation, owed: Owed, engine: Engine) -> Paying:
        interview, exchange = _open(now)
        assert owed.probe is not None
        request = PhraseRequest(
            "probe",
            item=exchange.item,
            probe=owed.probe,
            last_question=exchange.asked,
            last_reply=exchange.replies[-1],
            company=interview.setup.company,
            persona=interview.setup.persona,
            mode=interview.setup.mode,
            seed=interview.setup.seed,
        )
        text = yield from self._stream(session_id, "interviewer", "probe", engine.phrase(request))
        after = replace(now, interview=state.probe(interview, owed.probe, text)).paid()
        payload = dump_payload(Payload(probe=owed.probe))
        turn = NewTurn("interviewer", "probe", text, exchange.item.id, payload)
        return Paid(after, (turn,), (InterviewerSaid("probe", text, exchange.item.id, owed.probe),))

    def _clarify(self, session_id: str, now: Conversation, asked: str, engine: Engine) -> Paying:
        interview, exchange = _open(now)
        request = PhraseRequest(
            "clarify",
            item=exchange.item,
            last_question=exchange.asked,
            last_reply=asked,
            company=interview.setup.company,
            persona=interview.setup.persona,
            mode=interview.setup.mode,
            seed=interview.setup.seed,
            passages=self._company_passages(asked, interview.setup.company),
        )
        text = yield from self._stream(session_id, "interviewer", "answer", engine.phrase(request))
        if exchange.item.kind == "case" and exchange.answer is None:
            # What she asked back becomes part of her answer: a step of the framework asks for it.
            interview = state.clarify(interview, asked, text)
        after = replace(now, interview=interview).paid()
        turn = NewTurn("interviewer", "answer", text, exchange.item.id)
        return Paid(after, (turn,), (InterviewerSaid("answer", text, exchange.item.id),))

    def _feedback(
        self, session_id: str, now: Conversation, question_id: str, material: Material, engine: Engine
    ) -> Paying:
        yield Status("Grading your answer")
        finished = self._finished(session_id, now, _exchange(now, question_id), material)
        card = self._judging.scorecard(engine, finished)
        return Paid(owe_next(now), (_scorecard_turn(card, question_id),), (Graded(question_id, card),))

    def _close(self, session_id: str, now: Conversation, engine: Engine) -> Paying:
        interview = now.interview
        assert interview is not None
        request = PhraseRequest(
            "close",
            company=interview.setup.company,
            persona=interview.setup.persona,
            mode=interview.setup.mode,
            seed=interview.setup.seed,
        )
        try:
            text = yield from self._stream(session_id, "interviewer", "close", engine.phrase(request))
        except EngineError:
            text = GOODBYE  # a model that fails at the very end must not stand between her and her debrief
        closing = NewTurn("interviewer", "close", text)
        return Paid(now.owing("debrief"), (closing,), (InterviewerSaid("close", text, ""),))

    def _debrief(self, session_id: str, now: Conversation, material: Material, engine: Engine) -> Paying:
        interview = now.interview
        assert interview is not None
        yield Status("Grading your answers")
        cards: dict[str, Scorecard] = {}
        failures: list[str] = []
        for exchange in interview.exchanges:
            if exchange.finished and is_graded(exchange):
                try:
                    finished = self._finished(session_id, now, exchange, material)
                    cards[exchange.item.id] = self._judging.scorecard(engine, finished)
                except EngineError as error:
                    failures.append(f"No grade for \u201c{exchange.item.text}\u201d: {error.message} {AGAIN}")
        told = debrief.make_debrief(interview, cards, engine.label, self._stories_told(interview, material))
        told = replace(told, notes=(*told.notes, *failures))
        shown = cards if interview.setup.mode == "realistic" else {}
        turns = [_scorecard_turn(card, question_id) for question_id, card in shown.items()]
        turns.append(NewTurn("coach", "debrief", "", payload=dump_payload(Payload(debrief=told))))
        graded = [Graded(question_id, card) for question_id, card in shown.items()]
        closed = state.close(interview) if interview.phase == "closing" else interview
        after = replace(now, interview=closed, waits_for="nothing").paid()
        return Paid(after, tuple(turns), (*graded, Debriefed(told)))

    def _stories_told(self, interview: state.InterviewState, material: Material) -> tuple[str, ...]:
        told = []
        for exchange in interview.exchanges:
            if exchange.item.kind == "behavioural" and exchange.replies:
                likely = material.matcher.stories("\n".join(exchange.replies), k=1)
                told += [choice.story.title for choice in likely if choice.score >= TOLD]
        return tuple(dict.fromkeys(told))

    # Grades

    def judge_in_background(
        self, session_id: str, now: Conversation, exchange: Exchange, material: Material, engine: Engine
    ) -> None:
        self._judging.start(engine, self._finished(session_id, now, exchange, material))

    def open_rubric(self, now: Conversation, material: Material) -> Rubric | None:
        """The rubric that the open question was frozen at."""
        exchange = state.current(now.interview) if now.interview is not None else None
        return self._rubric(now, exchange, material) if exchange is not None else None

    def freeze(self, rubric: Rubric) -> Rubric:
        self._store.freeze_rubric(rubric.hash, dump_rubric(rubric))
        return rubric

    def _finished(
        self, session_id: str, now: Conversation, exchange: Exchange, material: Material
    ) -> Finished:
        return Finished(
            session_id,
            exchange.item.id,
            exchange.item.text,
            self._rubric(now, exchange, material),
            exchange.replies,
            tuple(asked.text for asked in exchange.probes if asked.reply is not None),
            contradicted(exchange.replies, material),
        )

    def _rubric(self, now: Conversation, exchange: Exchange, material: Material) -> Rubric:
        """The frozen rubric; where her notes still say the same, with the lines as they are today."""
        today = rubric_of(exchange.item.text, material, exchange.item.kind)
        frozen_at = now.rubrics.get(exchange.item.id)
        if frozen_at is None or frozen_at == today.hash:
            return today
        frozen = self._store.frozen_rubric(frozen_at)
        return load_rubric(frozen) if frozen is not None else today

    # Streaming

    def _stream(
        self, session_id: str, role: Role, kind: str, chunks: Iterator[str]
    ) -> Generator[Event, None, str]:
        """Yields the words as they come; what she has seen is kept however the stream ends."""
        text, saved_at, whole = "", float("-inf"), False
        try:
            for chunk in chunks:
                text += chunk
                if session_id and time.monotonic() - saved_at >= SAVE_EVERY:
                    self._store.save_partial(session_id, text, kind, role)
                    saved_at = time.monotonic()
                yield TextDelta(chunk)
            whole = True
        finally:
            if session_id and text and not whole:
                self._store.save_partial(session_id, text, kind, role)
        return text

    def _company_passages(self, query: str, company: str) -> tuple[Passage, ...]:
        if not company:
            return ()
        found = self._index.search(query, k=4, scope=Scope(company=company))
        return found.passages if found.answerable else ()


def rubric_of(
    question: str, material: Material, kind: QuestionKind | None = None, framework: str = ""
) -> Rubric:
    """The rubric that her notes give for a question. Raises UsageError for a framework she does not have."""
    asked = kind or question_kind(question)
    if framework:
        choice = material.matcher.framework_named(framework)
        if choice is None:
            raise UsageError(
                f"Your notes hold no framework named {framework!r}.", "`coach notes dump` lists them."
            )
    else:
        fitting = material.matcher.frameworks(question, asked)
        choice = fitting[0] if fitting else None
    return rubric_for(question, asked, choice, material.vault, chosen=bool(framework))


def contradicted(replies: tuple[str, ...], material: Material) -> tuple[str, ...]:
    """One sentence for each figure that she gave otherwise than her notes do."""
    found = contradictions("\n".join(replies), material.ledger)
    return tuple(
        f"You said {clash.said.text}; your note says {clash.noted.text}"
        f" ({clash.noted.path}:{clash.noted.line})."
        for clash in found
    )


def _scorecard_turn(card: Scorecard, question_id: str) -> NewTurn:
    payload = dump_payload(Payload(scorecard=card))
    return NewTurn("coach", "scorecard", card.question, question_id, payload)


def _open(now: Conversation) -> tuple[state.InterviewState, Exchange]:
    assert now.interview is not None
    exchange = state.current(now.interview)
    assert exchange is not None
    return now.interview, exchange


def _exchange(now: Conversation, question_id: str) -> Exchange:
    assert now.interview is not None
    return next(found for found in now.interview.exchanges if found.item.id == question_id)
