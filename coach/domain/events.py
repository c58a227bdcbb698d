"""What `Coach.respond` yields, in order: status and sources first, then text, then what was decided.

A consumer may stop at any event; what was said so far is saved.
"""

from dataclasses import dataclass
from typing import Literal

from coach.domain.answers import Answer, Source
from coach.domain.grading import Scorecard
from coach.domain.interview import Debrief, Probe

InterviewerKind = Literal["small_talk", "question", "probe", "answer", "close"]


@dataclass(frozen=True, slots=True)
class Status:
    """What the coach is doing now, for a quiet line on the page."""

    text: str


@dataclass(frozen=True, slots=True)
class Sources:
    """What the words to come stand on."""

    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class TextDelta:
    """More text of the message being written."""

    text: str


@dataclass(frozen=True, slots=True)
class InterviewerSaid:
    """A whole interviewer message, now saved."""

    kind: InterviewerKind
    text: str
    question_id: str
    probe: Probe | None = None


@dataclass(frozen=True, slots=True)
class CoachSaid:
    """A whole message of the coach out of role (help, a clarifying line), now saved."""

    text: str


@dataclass(frozen=True, slots=True)
class Graded:
    question_id: str
    scorecard: Scorecard


@dataclass(frozen=True, slots=True)
class Answered:
    answer: Answer


@dataclass(frozen=True, slots=True)
class Debriefed:
    debrief: Debrief


@dataclass(frozen=True, slots=True)
class Failed:
    """The turn could not be finished; her message is kept. `hint` says what to do."""

    message: str
    hint: str


Event = Status | Sources | TextDelta | InterviewerSaid | CoachSaid | Graded | Answered | Debriefed | Failed
