"""The stock that ships in `prompts/stock/`: common questions, cases, and the interviewer's turns of phrase.

Owns reading those files, once a process. Refuses to choose among them: the agenda does,
and the built-in engine does. It stands below both, because both need the cases.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

import yaml
from pydantic import TypeAdapter
from rapidfuzz import fuzz

from coach.resources import shipped

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class StockQuestion:
    """A common question; `topic` is its competency, `words` what small talk of hers it suits."""

    text: str
    topic: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HiddenFact:
    """Something about a case that is told only when asked; `words` are beginnings of words."""

    words: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Case:
    """A case: the scenario that is told, the question, and the facts that are not."""

    id: str
    topic: str
    scenario: str
    ask: str
    users: str
    scale: str
    constraint: str
    target: str
    more: tuple[HiddenFact, ...] = ()

    @property
    def text(self) -> str:
        """What the interviewer says."""
        return f"{self.scenario} {self.ask}"


@dataclass(frozen=True, slots=True)
class Aspect:
    """A family of framework steps: words in its name, words that cover it, how to ask after it."""

    id: str
    names: tuple[str, ...]
    said: tuple[str, ...]
    ask: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FactTopic:
    """One of the usual facts of a case: words that ask for it, and what to say where it is free."""

    words: tuple[str, ...]
    free: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """A sentence with blanks for what a criterion with one of `names` in its name was missing."""

    names: tuple[str, ...]
    say: str


@dataclass(frozen=True, slots=True)
class ProbeLines:
    """Ways to put a probe: with her own words (`{quote}`), and without."""

    plain: tuple[str, ...]
    quoting: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lines:
    """Everything the built-in interviewer can say around a question. Keys of the mappings are personas."""

    greet: Mapping[str, tuple[str, ...]]
    first: Mapping[str, tuple[str, ...]]
    acknowledge: Mapping[str, tuple[str, ...]]
    after_decline: Mapping[str, tuple[str, ...]]
    brief: Mapping[str, tuple[str, ...]]
    brief_after_decline: Mapping[str, tuple[str, ...]]
    after_small_talk: Mapping[str, tuple[str, ...]]
    case_lead: Mapping[str, tuple[str, ...]]
    case_ask: tuple[str, ...]
    case_coached: str
    probes: Mapping[str, Mapping[str, ProbeLines]]
    step_coached: tuple[str, ...]
    free: tuple[str, ...]
    whole: tuple[str, ...]
    may_assume: tuple[str, ...]
    outside_case: tuple[str, ...]
    go_on: Mapping[str, tuple[str, ...]]
    close: Mapping[str, tuple[str, ...]]


def _read(name: str, type_: type[T]) -> T:
    text = (shipped("prompts") / "stock" / name).read_text(encoding="utf-8")
    return TypeAdapter(type_).validate_python(yaml.safe_load(text))


@cache
def stock_questions() -> Mapping[str, tuple[StockQuestion, ...]]:
    """The common questions by kind: behavioural, intro, motivation, small_talk."""
    return _read("questions.yaml", dict[str, tuple[StockQuestion, ...]])


@cache
def stock_cases() -> tuple[Case, ...]:
    """The cases, in the order of the file."""
    return _read("cases.yaml", tuple[Case, ...])


@cache
def stock_lines() -> Lines:
    """The interviewer's turns of phrase."""
    return _read("lines.yaml", Lines)


@cache
def stock_aspects() -> tuple[Aspect, ...]:
    """The families of framework steps, the most particular first."""
    return _read("steps.yaml", tuple[Aspect, ...])


@cache
def stock_frames() -> tuple[Frame, ...]:
    """Sentences to say next time; the last one fits everything."""
    return _read("frames.yaml", tuple[Frame, ...])


@cache
def fact_topics() -> Mapping[str, FactTopic]:
    """How people ask for users, scale, constraint and target."""
    return _read("facts.yaml", dict[str, FactTopic])


def find_case(text: str) -> Case | None:
    """The stock case that `text` puts, word for word or nearly so; None for a case of her own."""
    best = max(stock_cases(), key=lambda case: fuzz.ratio(case.text, text))
    return best if fuzz.ratio(best.text, text) >= 85 else None


def find_aspect(step: str) -> Aspect | None:
    """The family that a step's name belongs to, or None."""
    name = step.casefold()
    return next((a for a in stock_aspects() if any(word in name for word in a.names)), None)


def find_frame(criterion: str) -> str:
    """A sentence to say next time for a criterion of that name, everything of hers left blank."""
    name = criterion.casefold()
    return next(frame.say for frame in stock_frames() if any(word in name for word in frame.names))
