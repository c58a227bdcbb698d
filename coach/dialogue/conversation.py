"""Where a session stands: the interview, what the dialogue waits for, and what the coach still owes.

Pure values. `owed` makes a crash harmless: it is saved together with her message, before
a word of the reply is made, and cleared together with the whole reply.
"""

from dataclasses import dataclass, field, replace
from typing import Literal

from pydantic import TypeAdapter

from coach.dialogue.filling import Filling
from coach.domain.interview import Probe
from coach.intents import Awaiting
from coach.interview.state import InterviewState


@dataclass(frozen=True, slots=True)
class Owed:
    """The coach's next words. `text` is what they are about, by kind:

    ask: nothing, the agenda knows; probe: nothing, see `probe`; clarify: her question;
    feedback: the id of the finished question; draft: the question to answer;
    close, debrief: nothing; grade: nothing, the pair stands in the conversation; tell: the words themselves;
    fill: the step of `fill_replies` to take.
    """

    kind: Literal["ask", "probe", "clarify", "feedback", "close", "debrief", "draft", "grade", "tell", "fill"]
    text: str = ""
    probe: Probe | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """Everything of a session that the next message needs."""

    interview: InterviewState | None = None
    rubrics: dict[str, str] = field(default_factory=dict)  # question id to the hash it was frozen at
    question: str = ""  # half of a pair to grade, or the last question drafted
    answer: str = ""
    company: str = ""
    waits_for: Awaiting = "nothing"
    filling: Filling | None = None
    owed: Owed | None = None

    @property
    def awaiting(self) -> Awaiting:
        """What the next message is taken for."""
        if self.interview is not None and self.interview.phase in ("asking", "answering"):
            return "reply"
        return self.waits_for

    def owing(self, kind: str, text: str = "", probe: Probe | None = None) -> "Conversation":
        return replace(self, owed=Owed(kind, text, probe))  # type: ignore[arg-type]

    def paid(self) -> "Conversation":
        return replace(self, owed=None)


_ADAPTER: TypeAdapter[Conversation] = TypeAdapter(Conversation)


def dump_conversation(conversation: Conversation) -> str:
    return _ADAPTER.dump_json(conversation).decode()


def load_conversation(text: str) -> Conversation:
    return _ADAPTER.validate_json(text)
