"""From an intent to what the coach owes next: pure, no engine, no store.

Owns who may say what when. The words themselves come later, from whoever phrases them.
"""

from dataclasses import dataclass, replace

from coach.detectors.asides import asks_what_is_meant, is_clarifying
from coach.detectors.language import looks_foreign
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
)
from coach.interview import probes, state

HELP = """I can do four things with your notes:
- **Mock interview**: `/mock behavioural, 3 questions` (or case, intro, mixed; add `coached` for feedback after each answer)
- **How would I answer…**: ask it in plain words, or `/answer Tell me about a conflict`
- **Feedback on an answer**: `/grade`, then paste the question and your answer
- **Fill the gaps in your stories**: `/fill`; nothing is written without your yes, and `/undo` takes it back

In an interview: `/skip` for the next question, `/stop` to end it and get your debrief."""  # noqa: E501

HELLO = (
    "Hello! Shall we do a mock interview? Say “interview me”, or ask me how you would answer a question."
    " /help shows the rest."
)
MINUTE = "Of course. Take the time you need."
NO_ANSWERS = "I'd like to hear it from you. Take a minute, or say “skip” and we move on."
FAIR_ENOUGH = "Fair enough. Answer when you like, say “skip” for another question, or “stop” to end it here."
A_PROGRAM = "I'm a program. I rehearse interviews with you, from your own notes."
ENGLISH = "Sorry, I can only follow English here. Could you say that in English? Or say “skip”."
WELCOME = "You're welcome. I'm here when you want another round."
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


def decide(
    now: Conversation, intent: Intent, rubric: Rubric | None, *, english_only: bool = False
) -> Decision:
    """What her message changes. `rubric` is the frozen one of the open question.

    `english_only`: the engine reads nothing else, so an answer in another language is handed back.
    StartMock is not decided here: an agenda needs her notes.
    """
    match intent:
        case Said(text):
            if english_only and looks_foreign(text):
                return Decision(now.owing("tell", ENGLISH))
            return _hear(now, text, rubric)
        case Command():
            return _obey(now, intent, rubric)
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


def _obey(now: Conversation, command: Command, rubric: Rubric | None) -> Decision:
    in_interview = now.awaiting == "reply" and now.interview is not None
    match command.name:
        case "stop" if in_interview:
            return _stop(now)
        case "skip" if in_interview:
            assert now.interview is not None
            return _move_on(now, state.decline(now.interview))
        case "pause":
            return Decision(now.owing("tell", MINUTE))
        case "repeat" if in_interview:
            return Decision(now.owing("tell", f"Of course. {_open_words(now)}"))
        case "hint" if in_interview:
            return Decision(now.owing("tell", _hint(now, rubric)))
        case "complain":
            return Decision(now.owing("tell", FAIR_ENOUGH))
        case "who":
            ready = " Whenever you're ready, the question is still open." if in_interview else ""
            return Decision(now.owing("tell", A_PROGRAM + ready))
        case "greet":
            return Decision(now.owing("tell", HELLO))
        case "thanks":
            return Decision(now.owing("tell", WELCOME))
        case "stop" if now.waits_for != "nothing":
            dropped = replace(now, waits_for="nothing", question="", answer="")
            return Decision(dropped.owing("tell", "Dropped."))
        case "help":
            known = f"I don't know {command.argument}. " if command.argument else ""
            return Decision(now.owing("tell", known + HELP))
        case _:
            return Decision(now.owing("tell", NOTHING_TO_STOP))


def _open_words(now: Conversation) -> str:
    """The follow-up that waits for her, or the question itself."""
    assert now.interview is not None
    exchange = state.current(now.interview)
    assert exchange is not None
    pending = state.open_probe(now.interview)
    return pending.text if pending is not None else exchange.item.text


def _hint(now: Conversation, rubric: Rubric | None) -> str:
    """In a coached interview what an answer covers, by the names of its criteria; else nothing is given."""
    coached = now.interview is not None and now.interview.setup.mode == "coached"
    names = [
        criterion.name
        for criterion in (rubric.criteria if rubric is not None else ())
        if criterion.applies and criterion.detector not in ("relevance", "structure", "length")
    ]
    if not coached or not names:
        return NO_ANSWERS
    return f"A full answer here covers: {', '.join(names)}. Rough is fine, have a go."


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
    if (open_item.kind == "case" and is_clarifying(text)) or asks_what_is_meant(text):
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
        now.owing(
            "tell",
            "I'm not sure what you'd like. Shall I interview you (/mock), draft an answer (/answer …)"
            " or grade one (/grade)?",
        )
    )


def _exchange(now: Conversation, item: AgendaItem) -> Exchange:
    assert now.interview is not None
    return next(exchange for exchange in now.interview.exchanges if exchange.item.id == item.id)
