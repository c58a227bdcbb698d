"""From an intent to what the coach owes next: pure, no engine, no store.

Owns who may say what when. The words themselves come later, from whoever phrases them.
"""

from dataclasses import dataclass, replace

from coach.detectors.speech import is_decline
from coach.dialogue.conversation import Conversation
from coach.domain.grading import Rubric
from coach.domain.interview import AgendaItem, Exchange
from coach.intents import (
    AskHow,
    Command,
    GradeAnswer,
    Intent,
    Said,
    StartMock,
    Unclear,
    is_clarifying,
)
from coach.interview import probes, state

HELP = """I can do four things with your notes:
- **Mock interview**: `/mock behavioural, 3 questions` (or case, intro, mixed; add `coached` for feedback after each answer)
- **How would I answer…**: ask it in plain words, or `/answer Tell me about a conflict`
- **Feedback on an answer**: `/grade`, then paste the question and your answer
- **Fill the gaps in your stories**: `/fill`; nothing is written without your yes, and `/undo` takes it back

In an interview: `/skip` for the next question, `/stop` to end it and get your debrief."""  # noqa: E501

MINUTE = "Of course. Take the time you need."
NOTHING_TO_STOP = "Nothing is running. Type /help to see what we can do."
WHICH_QUESTION = "Which question would you like an answer for?"
WHAT_QUESTION = "What was the question? Paste it and I'll grade the answer against your notes."
WHAT_ANSWER = "Now your answer, as you would say it."
IN_A_QUESTION = (
    "We are in the middle of an interview. Finish it, or type /stop to end it, then ask me that again."
)


@dataclass(frozen=True, slots=True)
class Decision:
    """The conversation as it will be saved with her message, and which question it belongs to."""

    conversation: Conversation
    kind: str = "message"
    question_id: str = ""
    finished: Exchange | None = None  # an exchange that may be judged from now on


def decide(now: Conversation, intent: Intent, rubric: Rubric | None) -> Decision:
    """What her message changes. `rubric` is the frozen one of the open question.

    StartMock is not decided here: an agenda needs her notes.
    """
    match intent:
        case Said(text):
            return _hear(now, text, rubric)
        case Command():
            return _obey(now, intent)
        case AskHow() | GradeAnswer() if now.awaiting == "reply":
            return Decision(now.owing("tell", IN_A_QUESTION))
        case AskHow(""):
            return Decision(replace(now, waits_for="ask_question").owing("tell", WHICH_QUESTION))
        case AskHow(question):
            return Decision(
                replace(now, waits_for="nothing", question=question, answer="").owing("draft", question)
            )
        case GradeAnswer():
            return _collect_pair(now, intent)
        case Unclear(text):
            return _ask_what(now, text)
        case StartMock():
            raise ValueError("an agenda needs her notes")


def _obey(now: Conversation, command: Command) -> Decision:
    in_interview = now.awaiting == "reply" and now.interview is not None
    match command.name:
        case "stop" if in_interview:
            return _stop(now)
        case "skip" if in_interview:
            assert now.interview is not None
            return _move_on(now, state.decline(now.interview))
        case "pause":
            return Decision(now.owing("tell", MINUTE))
        case "stop" if now.waits_for != "nothing":
            dropped = replace(now, waits_for="nothing", question="", answer="")
            return Decision(dropped.owing("tell", "Dropped."))
        case "help":
            known = f"I don't know {command.argument}. " if command.argument else ""
            return Decision(now.owing("tell", known + HELP))
        case _:
            return Decision(now.owing("tell", NOTHING_TO_STOP))


def begin(now: Conversation, interview: state.InterviewState) -> Conversation:
    """The conversation at the start of an interview: the first question is owed."""
    company = interview.setup.company or now.company
    fresh = Conversation(interview=interview, company=company)
    return fresh.owing("ask")


def _hear(now: Conversation, text: str, rubric: Rubric | None) -> Decision:
    interview = now.interview
    exchange = state.current(interview) if interview else None
    if interview is None or exchange is None:
        return Decision(now.owing("tell", HELP))
    open_item = exchange.item
    if open_item.kind == "case" and exchange.answer is None and is_clarifying(text):
        return Decision(now.owing("clarify", text), "clarification", open_item.id)
    if is_decline(text):
        return _move_on(now, state.decline(interview))
    heard = replace(now, interview=state.reply(interview, text))
    exchange = _exchange(heard, open_item)
    kind = "answer" if len(exchange.replies) == 1 else "reply"
    probe = probes.select_probe(exchange, rubric) if rubric is not None else None
    if probe is not None:
        return Decision(heard.owing("probe", probe=probe), kind, open_item.id)
    moved = _move_on(heard, heard.interview)
    return replace(moved, kind=kind)


def _move_on(now: Conversation, interview: state.InterviewState | None) -> Decision:
    """Closes the open question: feedback first when coached, then the next question or the close."""
    assert interview is not None
    exchange = state.current(interview)
    assert exchange is not None
    item = exchange.item
    moved = replace(now, interview=state.finish_question(interview))
    finished = _exchange(moved, item)
    judged = finished if is_graded(finished) else None
    assert moved.interview is not None
    if judged and moved.interview.setup.mode == "coached":
        return Decision(moved.owing("feedback", item.id), "answer", item.id, judged)
    return Decision(owe_next(moved), "answer", item.id, judged)


def owe_next(now: Conversation) -> Conversation:
    """The next question, or the close where none is left."""
    assert now.interview is not None
    return now.owing("ask" if state.current(now.interview) is not None else "close")


def is_graded(exchange: Exchange) -> bool:
    """Small talk is practice, not a test; what she declined or never answered has no grade."""
    return exchange.item.kind != "small_talk" and bool(exchange.replies)


def _stop(now: Conversation) -> Decision:
    assert now.interview is not None
    exchange = state.current(now.interview)
    stopped = replace(now, interview=state.stop(now.interview))
    finished = _exchange(stopped, exchange.item) if exchange is not None else None
    judged = finished if finished is not None and is_graded(finished) else None
    return Decision(stopped.owing("close"), "command", finished=judged)


def _collect_pair(now: Conversation, given: GradeAnswer) -> Decision:
    question = given.question or now.question
    answer = given.answer or now.answer
    have = replace(now, question=question, answer=answer)
    if not question:
        return Decision(replace(have, waits_for="grade_question").owing("tell", WHAT_QUESTION))
    if not answer:
        return Decision(replace(have, waits_for="grade_answer").owing("tell", WHAT_ANSWER))
    return Decision(replace(have, waits_for="nothing").owing("grade"), "answer")


def _ask_what(now: Conversation, text: str) -> Decision:
    if len(text.split()) >= 25:
        held = replace(now, waits_for="grade_question", question="", answer=text)
        return Decision(
            held.owing(
                "tell",
                "That reads like an answer. To which question? Then I'll grade it. (/stop drops it.)",
            )
        )
    return Decision(
        now.owing("tell", "Shall I interview you (/mock), draft an answer (/answer …) or grade one (/grade)?")
    )


def _exchange(now: Conversation, item: AgendaItem) -> Exchange:
    assert now.interview is not None
    return next(exchange for exchange in now.interview.exchanges if exchange.item.id == item.id)
