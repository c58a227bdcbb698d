"""What the store gives back: plain values, no rows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Role = Literal["candidate", "interviewer", "coach"]


@dataclass(frozen=True, slots=True)
class TurnRecord:
    """One message. `payload` is JSON for what hangs on it (a probe, an answer, a debrief).

    `complete` is False for words that were cut off while they were being written.
    """

    seq: int
    role: Role
    kind: str
    text: str
    question_id: str
    payload: str
    complete: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class GradeRecord:
    question_id: str
    rubric_hash: str
    engine: str
    scorecard: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """A session as saved. `conversation` is the dialogue's own JSON."""

    id: str
    owner: str
    title: str
    notes_folder: str
    version: int
    conversation: str
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """One line of the list of sessions."""

    id: str
    title: str
    notes_folder: str
    turns: int
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class CorrectionRecord:
    """Something she put right in what the reader saw. `correction` is JSON that the notes understand."""

    id: str
    correction: str
    created_at: datetime
