"""What hangs on a saved message besides its words, so that a reopened session looks as it did."""

from dataclasses import dataclass

from pydantic import TypeAdapter

from coach.domain.answers import Answer
from coach.domain.grading import Scorecard
from coach.domain.interview import Debrief, Probe


@dataclass(frozen=True, slots=True)
class Payload:
    """At most one of these is set; all None for plain words."""

    probe: Probe | None = None
    answer: Answer | None = None
    scorecard: Scorecard | None = None
    debrief: Debrief | None = None


_ADAPTER: TypeAdapter[Payload] = TypeAdapter(Payload)


def dump_payload(payload: Payload) -> str:
    return _ADAPTER.dump_json(payload).decode()


def load_payload(text: str) -> Payload:
    return _ADAPTER.validate_json(text)
