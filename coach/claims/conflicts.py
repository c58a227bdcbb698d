"""Figures that disagree: what she said against her notes, and one note against another.

Careful on purpose: the same unit, the same subject and a shared context are needed before two
figures are held against each other, since two stories may well both have a "team of 5".
"""

from dataclasses import dataclass

from coach.claims.facts import Fact, facts_in
from coach.claims.ledger import Ledger
from coach.claims.words import WEAK_NOUNS, content_stems, direction_of, stem

_WEAK = frozenset(stem(word) for word in WEAK_NOUNS)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A figure she said, and the one in her notes on the same thing."""

    said: Fact
    noted: Fact


def contradictions(said: str, ledger: Ledger) -> tuple[Contradiction, ...]:
    """Figures in her words that her notes give otherwise, in the order she said them."""
    found = []
    noted = [fact for pairs in ledger.numbers.values() for fact, entry in pairs if entry.origin != "said"]
    for fact in facts_in(said, "said"):
        if fact.kind != "number":
            continue
        rivals = [other for other in noted if _same_thing(fact, other)]
        if not rivals or any(other.value == fact.value for other in rivals):
            continue
        closest = max(rivals, key=lambda other: _shared(fact, other))
        said_values = {other.value for other in facts_in(fact.sentence, "said")}
        if closest.value in said_values:
            continue  # "from 9 to 4 minutes": the note's figure was said beside it
        found.append(Contradiction(fact, closest))
    return tuple(found)


def conflicts(ledger: Ledger) -> tuple[tuple[Fact, Fact], ...]:
    """Pairs of figures in two places of her notes that disagree on the same thing."""
    found = []
    for pairs in ledger.numbers.values():
        facts = [fact for fact, entry in pairs if entry.origin != "said"]
        for at, left in enumerate(facts):
            for right in facts[at + 1 :]:
                if left.value == right.value or (left.path, left.line) == (right.path, right.line):
                    continue
                if (
                    _same_thing(left, right)
                    and _same_thing(right, left)
                    and not _both_told(left, right, facts)
                ):
                    found.append((left, right))
    return tuple(found)


def _both_told(left: Fact, right: Fact, facts: list[Fact]) -> bool:
    """True where one of the two sentences gives both values: before and after, not a conflict."""
    return any(
        (other.sentence == left.sentence and other.value == right.value)
        or (other.sentence == right.sentence and other.value == left.value)
        for other in facts
    )


def _same_thing(left: Fact, right: Fact) -> bool:
    if left.dimension != right.dimension:
        return False
    if not left.dimension and frozenset(left.counts) - _WEAK != frozenset(right.counts) - _WEAK:
        return False
    subject = frozenset(left.subject) - _WEAK
    if not subject or not subject & frozenset(right.subject):
        return False
    if direction_of(left.sentence) * direction_of(right.sentence) < 0:
        return False
    return _shared(left, right) >= 0.5


def _shared(left: Fact, right: Fact) -> float:
    """Share of the shorter sentence's content words that both hold."""
    a, b = content_stems(left.sentence) - _WEAK, content_stems(right.sentence) - _WEAK
    small = min(len(a), len(b))
    common = len(a & b)
    return common / small if small and common >= 2 else 0.0
