"""Events as the JSON lines of `coach mock --json`; the shapes stand in docs/command-line.md."""

from typing import Any

from coach.answering import answer_json
from coach.domain.events import Answered, CoachSaid, Debriefed, Event, Failed, Graded, InterviewerSaid
from coach.grading.scorecard import scorecard_json
from coach.interview.debrief import debrief_json


def event_json(event: Event) -> dict[str, Any] | None:
    """The event as one object, or None for what is only shown while it is made."""
    match event:
        case InterviewerSaid(kind, text, question_id, probe):
            shown = (
                {"criterion": probe.criterion, "reason": probe.reason, "gap": probe.gap} if probe else None
            )
            return {
                "type": "interviewer",
                "kind": kind,
                "text": text,
                "question_id": question_id,
                "probe": shown,
            }
        case CoachSaid(text):
            return {"type": "coach", "text": text}
        case Graded(question_id, card):
            return {"type": "graded", "question_id": question_id, **scorecard_json(card)}
        case Answered(answer):
            return {"type": "answered", **answer_json(answer)}
        case Debriefed(debrief):
            return {"type": "debrief", **debrief_json(debrief)}
        case Failed(message, hint):
            return {"type": "error", "message": message, "hint": hint}
        case _:
            return None
