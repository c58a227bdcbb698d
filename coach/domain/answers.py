"""Answers drafted from her own material, each claim with where it stands."""

from dataclasses import dataclass, field
from typing import Literal

from coach.domain.notes import Framework, Story

ClaimState = Literal["supported", "derived", "blank"]
Origin = Literal["note", "said", "cv"]


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure, name or result in a draft. A blank is one that nothing of hers supports."""

    text: str
    state: ClaimState
    origin: Origin | None = None
    path: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class StoryChoice:
    """A story, the note it stands in, how well it fits (0 to 1), and why in one clause."""

    story: Story
    path: str
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class FrameworkChoice:
    """A framework, the note it stands in, how well it fits (0 to 1), and why in one clause."""

    framework: Framework
    path: str
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Source:
    """A place in her notes that an answer stands on."""

    path: str
    heading: tuple[str, ...]
    line: int
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    """ "How would I answer X", ready to speak from. `versions` by seconds: "30", "60", "120"."""

    question: str
    engine: str
    answerable: bool
    story: StoryChoice | None
    framework: FrameworkChoice | None
    runners_up: tuple[StoryChoice, ...]
    outline: tuple[str, ...]
    answer: str
    versions: dict[str, str] = field(default_factory=dict)
    claims: tuple[Claim, ...] = ()
    sources: tuple[Source, ...] = ()
    notice: str = ""  # what the notes lack, or what she should know about this draft
