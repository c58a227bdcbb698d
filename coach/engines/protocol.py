"""The seam between rules and language: what an engine is asked, and what it may answer.

Owns the request and reply types. An engine never decides what counts: its judgements are
raw until the evidence check, its drafts are raw until the claim check.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

from coach.domain.answers import FrameworkChoice, StoryChoice
from coach.domain.grading import Rubric
from coach.domain.interview import AgendaItem, Mode, Probe
from coach.domain.notes import FieldName, Line
from coach.domain.passages import Passage

PhraseKind = Literal["open", "question", "probe", "clarify", "close"]


@dataclass(frozen=True, slots=True)
class JudgeRequest:
    """One finished question. `replies[0]` is the answer, the rest answer `probes` in order.

    `reference` asks for one thing only: does the answer hold this text's content?
    """

    question: str
    rubric: Rubric
    replies: tuple[str, ...]
    probes: tuple[str, ...] = ()
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class QuotedWords:
    """Words that the engine says she said, in turn `turn`. Unverified."""

    text: str
    turn: int = 0


@dataclass(frozen=True, slots=True)
class CriterionJudgement:
    """Raw: `level` may be off the scale, quotes may be invented. The evidence check decides."""

    criterion_id: str
    why: str
    level: int | None
    quotes: tuple[QuotedWords, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """Raw judgements, one a criterion. `score` (0 to 1) only for a reference request.

    `strengths` and `advice` (criterion id to one sentence) are phrasing; what is shown and
    in which order is computed in code.
    """

    criteria: tuple[CriterionJudgement, ...]
    advice: tuple[tuple[str, str], ...] = ()
    score: float | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PhraseRequest:
    """One interviewer message: exactly one question (none in a close), in role.

    `open` greets and asks the first item; `question` acknowledges briefly and asks `item`;
    `probe` asks `probe` about `item`; `clarify` answers the candidate's own question in
    a case, `last_reply`, without giving the solution away; `close` thanks and ends.
    `passages` is what the notes say on the company, for answers in role.
    """

    kind: PhraseKind
    item: AgendaItem | None = None
    probe: Probe | None = None
    last_question: str = ""
    last_reply: str = ""
    company: str = ""
    persona: str = "neutral"
    mode: Mode = "realistic"
    declined: bool = False
    seed: int = 0
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftRequest:
    """An answer to draft in her voice from her material alone.

    `outline` is fixed in code; the draft follows it. `said` is what she told in this session.
    """

    question: str
    kind: str
    story: StoryChoice | None
    framework: FrameworkChoice | None
    outline: tuple[str, ...]
    phrases: tuple[Line, ...] = ()
    tradeoffs: tuple[Line, ...] = ()
    passages: tuple[Passage, ...] = ()
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RewriteRequest:
    """Words of hers for one field of a story, to be put right without a fact more or less."""

    words: str
    field: FieldName


class Engine(Protocol):
    """Two real implementations: `engines.openai` and `engines.builtin`. All raise EngineError only.

    Streams may stop early by GeneratorExit; a stream that ends normally is complete.
    """

    @property
    def name(self) -> Literal["openai", "builtin"]: ...

    @property
    def label(self) -> str:
        """What the page and every scorecard call it: "built-in" or "MODEL at HOST"."""
        ...

    def judge(self, request: JudgeRequest) -> Judgement: ...

    def phrase(self, request: PhraseRequest) -> Iterator[str]: ...

    def draft(self, request: DraftRequest) -> Iterator[str]: ...

    def rewrite(self, request: RewriteRequest) -> Iterator[str]: ...
