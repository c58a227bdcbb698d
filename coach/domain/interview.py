"""A mock interview: what was set up, what is on the agenda, what was asked and answered."""

from dataclasses import dataclass
from typing import Literal

from coach.domain.grading import Overall
from coach.domain.notes import NoteRef

Round = Literal["behavioural", "case", "intro", "mixed"]
Mode = Literal["realistic", "coached"]
QuestionKind = Literal["small_talk", "intro", "behavioural", "case", "motivation", "knowledge"]
GapName = Literal[
    "ownership",  # "we" without "I"
    "hypothetical",  # "I would" where she was asked what she did
    "figure",  # no figure anywhere
    "result",  # no outcome told
    "action",  # no step of hers told
    "situation",  # no context told
    "alternative",  # nothing weighed against the choice
    "assumption",  # a case answered without a clarifying question or assumption
    "step",  # a step of the framework left out
    "thin",  # hardly anything said
    "off_topic",  # does not speak to the question
]


@dataclass(frozen=True, slots=True)
class Setup:
    """What she chose before the start. `questions` counts main questions, small talk aside."""

    round: Round = "mixed"
    mode: Mode = "realistic"
    questions: int = 4
    company: str = ""
    note: str = ""  # path of a prep sheet or other note to draw on
    minutes: int | None = None
    persona: str = "neutral"
    seed: int = 0


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One question to ask. `source` is the line of hers that it stands on, None for the stock."""

    id: str
    kind: QuestionKind
    text: str
    source: NoteRef | None = None


@dataclass(frozen=True, slots=True)
class Probe:
    """A follow-up: the gap it aims at, the criterion it serves, and why it was chosen."""

    gap: GapName
    criterion: str
    reason: str
    quote: str = ""  # words of hers that it may take up
    detail: str = ""  # such as the name of the step left out


@dataclass(frozen=True, slots=True)
class AskedProbe:
    """A probe as it was put, and her reply (None while it is open, or where she passed on it)."""

    probe: Probe
    text: str
    reply: str | None = None
    declined: bool = False


@dataclass(frozen=True, slots=True)
class Clarified:
    """A question of the candidate's own, asked before she answered, and what she was told."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """One agenda item with everything said on it. A declined one is never probed, never graded."""

    item: AgendaItem
    asked: str
    answer: str | None = None
    probes: tuple[AskedProbe, ...] = ()
    declined: bool = False
    finished: bool = False
    clarified: tuple[Clarified, ...] = ()

    @property
    def replies(self) -> tuple[str, ...]:
        """The answer and the replies to probes, in order: the turns that evidence counts in."""
        said = (self.answer, *(probe.reply for probe in self.probes))
        return tuple(text for text in said if text is not None)


@dataclass(frozen=True, slots=True)
class Moment:
    """Words of hers that stand out, for good or ill."""

    quote: str
    question_id: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class DebriefFix:
    """A fix that matters most: what to do, what to say, and the line of hers behind it."""

    text: str
    say: str
    path: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class ProbeRecord:
    question_id: str
    criterion: str
    reason: str
    question: str = ""


@dataclass(frozen=True, slots=True)
class Debrief:
    """The end of an interview, computed from the grades that stand."""

    overall: Overall | None
    criteria: tuple[tuple[str, float], ...]
    best: Moment | None
    weakest: Moment | None
    fixes: tuple[DebriefFix, ...]
    probes: tuple[ProbeRecord, ...]
    stories_used: tuple[str, ...]
    next: tuple[str, ...]
    engine: str
    notes: tuple[str, ...] = ()  # what could not be graded, and why
