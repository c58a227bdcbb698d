"""What else a story can serve: the competencies that interviewers look for, and her own frameworks.

A competency is put to the stories as the plain question that asks for it, a framework as its name with
its steps; both are then scored as any question is. Refuses to guess below `fit.FITS`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from coach.bank.fit import FITS
from coach.claims import is_evidence
from coach.domain.notes import Framework, Vault
from coach.matching import Matcher
from coach.matching.competencies import COMPETENCIES

_QUESTIONS = {
    "conflict": "Tell me about a conflict or a disagreement with a colleague.",
    "influence": "Tell me about a time you convinced people who do not report to you.",
    "failure": "Tell me about a failure or a mistake of yours.",
    "data": "Tell me about a decision that you made with data.",
    "ambiguity": "Tell me about a decision with incomplete information.",
    "saying no": "Tell me about a time you said no.",
    "prioritising": "Tell me about a time you prioritised between competing requests.",
    "growing people": "Tell me about a time you mentored somebody and helped them grow.",
    "cost": "Tell me about a time you reduced costs.",
    "technical depth": "Tell me about a complex technical problem that you worked through.",
    "ownership": "Tell me about something you owned end to end.",
    "simplifying": "Tell me about a process that you simplified.",
    "pressure": "Tell me about a time you worked under pressure to a tight deadline.",
    "customers": "Tell me about a difficult customer and what they needed.",
    "feedback": "Tell me about critical feedback that you gave or received.",
    "leading": "Tell me about a time you led a team through something hard.",
    "change of mind": "Tell me about a time you changed your mind because you were wrong.",
}


def asked_as(competency: str) -> str:
    """The plain question that asks for a competency of the lexicon."""
    return _QUESTIONS.get(competency, f"Tell me about a time that shows {competency}.")


@dataclass(frozen=True, slots=True)
class Serves:
    """A competency (without a place) or a framework of hers that a story can serve; score 0 to 1."""

    name: str
    score: float
    path: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class ServedBy:
    """What one story can serve, each list the best first."""

    competencies: tuple[Serves, ...] = ()
    frameworks: tuple[Serves, ...] = ()


def what_stories_serve(vault: Vault, matcher: Matcher) -> dict[tuple[str, int], ServedBy]:
    """By path and line of each story. A framework that stands twice in a note counts once, at its best."""
    asks = [Serves(name, 0.0) for name in COMPETENCIES]
    queries = [asked_as(name) for name in COMPETENCIES]
    for path, framework in _frameworks(vault):
        asks.append(Serves(framework.name, 0.0, path, framework.line))
        queries.append(f"{framework.name}: {', '.join(step.name for step in framework.steps)}")
    found: dict[tuple[str, int], list[Serves]] = {}
    for asked, row in zip(asks, matcher.story_fits(queries), strict=True):
        for choice in row:
            key = (choice.path, choice.story.line)
            if choice.score >= FITS and not choice.story.is_blank:
                found.setdefault(key, []).append(Serves(asked.name, choice.score, asked.path, asked.line))
    return {key: _sorted(serves) for key, serves in found.items()}


def _frameworks(vault: Vault) -> Iterator[tuple[str, Framework]]:
    for note in vault.notes:
        if is_evidence(note):
            for framework in note.frameworks:
                yield note.path, framework


def _sorted(serves: list[Serves]) -> ServedBy:
    ranked = sorted(serves, key=lambda one: (-one.score, one.name, one.path or "", one.line or 0))
    first = {(one.name.casefold(), one.path): one for one in reversed(ranked)}
    kept = [one for one in ranked if first[(one.name.casefold(), one.path)] is one]
    return ServedBy(
        tuple(one for one in kept if one.path is None), tuple(one for one in kept if one.path is not None)
    )
