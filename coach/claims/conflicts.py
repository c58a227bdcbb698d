"""Figures that disagree: what she said against her notes, and one note against another.

Careful on purpose: a figure is held against one of her notes only where the unit is the same and
the words around both say that they are about the same thing, since two stories may well both have
a "team of 5". A figure that her notes hold anywhere on that subject is never pointed out, nor one of
another period or direction, a plan, a denial, or a rounding that says so ("about 60 %" for 61 %).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from coach.claims.facts import Fact, facts_in
from coach.claims.figures import Figure, figures_in
from coach.claims.ledger import Entry, Ledger
from coach.claims.prose import split_spoken
from coach.claims.support import held_in, same_counted
from coach.claims.words import (
    WEAK_NOUNS,
    content_stems,
    direction_of,
    is_hypothetical,
    is_negated,
    plain_stems,
    stem,
)
from coach.domain.notes import Gap, Vault

_WEAK = frozenset(stem(word) for word in WEAK_NOUNS)
_TO = re.compile(r"\s*(?:[\w%\-]+\s+){0,5}?\s*(?:->|→|\b(?:down |up |only )?to\b)\s*", re.IGNORECASE)
_HEDGE = r"(?:~|about|around|roughly|nearly|almost|just|only|under|over|less than|more than|some)?\s*"
_ABOUT = re.compile(
    r"(?:~|\b(?:about|around|roughly|nearly|almost|approximately|close to|some|like|over|under|less than"
    r"|more than|at least|up to))\s*$",
    re.IGNORECASE,
)
_IF = re.compile(r"\W*(?:if|suppose|imagine|had we|had I)\b", re.IGNORECASE)
_ROUNDED = Decimal("0.06")  # of the noted value: what "about" may be off by
_PERIOD = re.compile(
    r"\b(?:a|an|per|each|every)\s+(second|minute|hour|day|night|week|month|quarter|year)\b"
    r"|\b(dai|week|month|quarter|year)ly\b",
    re.IGNORECASE,
)
_STATED = 2  # shared words that make two sentences tell of one thing
_SUBJECT = 0.5  # share of the words next to the figure that the note's sentence must hold


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A figure she said, and the one in her notes on the same thing."""

    said: Fact
    noted: Fact


@dataclass(frozen=True, slots=True)
class _Told:
    """One figure in its sentence. `end` is its place in a change: "from", "to", or "" for a lone one;
    `other` the value at the change's other end."""

    fact: Fact
    figure: Figure
    end: str
    other: Decimal | None
    stems: frozenset[str]
    around: frozenset[str]  # of the sentences next to it


def contradictions(said: str, ledger: Ledger) -> tuple[Contradiction, ...]:
    """Figures in her words that her notes give otherwise, in the order she said them."""
    noted = _noted(ledger)
    found = []
    sentences = split_spoken(said)
    for at, span in enumerate(sentences):
        sentence = span.text
        if sentence.rstrip().endswith("?"):
            continue
        around = [each.text for each in (*sentences[max(0, at - 2) : at], *sentences[at + 1 : at + 2])]
        facts = facts_in(sentence, "said")
        for told in _figures(facts, frozenset().union(*map(content_stems, around))):
            if _unsure(told):
                continue
            rivals = noted.get(told.fact.dimension, ())
            if any(_holds(told, other) for other in rivals):
                continue
            scored = [
                (score, other)
                for other in rivals
                if not _told_beside(other, facts) and (score := _same_thing(told, other)) > 0
            ]
            if scored and not _derived(told, [other for _, other in scored], rivals):
                found.append(Contradiction(told.fact, max(scored, key=lambda pair: pair[0])[1].fact))
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
                    _noted_alike(left, right)
                    and _noted_alike(right, left)
                    and not _both_told(left, right, facts)
                ):
                    found.append((left, right))
    return tuple(found)


def conflicting_figures(vault: Vault) -> tuple[Gap, ...]:
    """The conflicts of her notes as gaps, each at the later place, in the order of the notes."""
    gaps: dict[tuple[str, int, str, int], Gap] = {}
    for left, right in conflicts(Ledger.from_vault(vault)):
        one, two = sorted((left, right), key=lambda fact: (fact.path or "", fact.line or 1))
        places = (one.path or "", one.line or 1, two.path or "", two.line or 1)
        message = (
            f"{_measured(two)} here and {_measured(one)} in {places[0]}:{places[1]}, on what reads as"
            " the same thing."
        )
        gaps.setdefault(
            places,
            Gap(
                "conflicting_figure", places[2], places[3], message,
                "Find out which one is right, and put it in both places.",
            ),
        )  # fmt: skip
    return tuple(gaps.values())


def _measured(fact: Fact) -> str:
    """ "640 GPU hours": the figure with what follows it in the sentence."""
    rest = fact.sentence.split(fact.text, 1)[-1]
    unit = "" if fact.dimension else " ".join(re.findall(r"^(?:\s+[\w-]+){1,2}", rest)).strip()
    return f"{fact.text} {unit}".strip()


def _noted(ledger: Ledger) -> dict[str, tuple[_Told, ...]]:
    """Every figure of her notes by dimension; what she said herself contradicts nothing."""
    found: dict[str, list[_Told]] = {}
    entries = ledger.entries
    for at, entry in enumerate(entries):
        if entry.origin == "said" or entry.asks:
            continue
        after = entries[at + 1].stems if at + 1 < len(entries) else frozenset[str]()
        for told in _figures(entry.facts, entry.context | _two_before(entries, at) | after):
            found.setdefault(told.fact.dimension, []).append(told)
    return {dimension: tuple(told) for dimension, told in found.items()}


def _two_before(entries: Sequence[Entry], at: int) -> frozenset[str]:
    near = (entry for entry in entries[max(0, at - 3) : at] if entry.path == entries[at].path)
    return frozenset[str]().union(*(entry.stems for entry in near))


def _figures(facts: Iterable[Fact], around: frozenset[str]) -> tuple[_Told, ...]:
    """The figures of one sentence with their places in its changes."""
    numbers = [fact for fact in facts if fact.kind == "number"]
    if not numbers:
        return ()
    sentence = numbers[0].sentence
    stems = content_stems(sentence)
    left = list(numbers)
    pairs: list[tuple[Fact, Figure]] = []
    for figure in figures_in(sentence):
        fact = next((fact for fact in left if (fact.text, fact.value) == (figure.text, figure.value)), None)
        if fact is not None:
            left.remove(fact)
            pairs.append((fact, figure))
    ends: dict[int, tuple[str, Decimal]] = {}
    for at, ((_, one), (_, two)) in enumerate(pairwise(pairs)):
        between = sentence[one.end : two.start]
        if re.fullmatch(_TO.pattern + _HEDGE, between, re.IGNORECASE) and _changes(sentence, one, between):
            ends[at], ends[at + 1] = ("from", two.value), ("to", one.value)
    lone: tuple[str, Decimal | None] = ("", None)
    places = [ends.get(at, lone) for at in range(len(pairs))]
    return tuple(
        _Told(fact, figure, end, other, stems, around)
        for (fact, figure), (end, other) in zip(pairs, places, strict=True)
    )


def _changes(sentence: str, first: Figure, between: str) -> bool:
    """ "From 9 to 4" and "9 -> 4" are changes; "2 to 3 weeks" is a guess."""
    lead = re.search(r"\bfrom\s+" + _HEDGE + r"(?:a median of |some )?$", sentence[: first.start], re.I)
    return bool(lead) or "→" in between or "->" in between


def _unsure(told: _Told) -> bool:
    """A wish, a condition, a denial: nothing is stated that her notes could contradict."""
    lead = told.fact.sentence[told.figure.clause.start : told.figure.start]
    return is_hypothetical(lead) or is_negated(told.figure.clause.text) or bool(_IF.match(told.fact.sentence))


def _holds(told: _Told, noted: _Told) -> bool:
    """Her notes hold this very value, or the one that it rounds, with a word of its subject."""
    if told.fact.value != noted.fact.value and not _rounds(told, noted):
        return False
    if not told.fact.dimension and told.fact.counts and noted.fact.counts:
        return same_counted(told.fact.counts, noted.fact.counts)
    near = frozenset(told.fact.counts or told.fact.subject) - _WEAK
    if near and (told.fact.counts or told.end):
        return any(held_in(word, noted.stems) for word in near)
    if (told.stems & noted.stems) - _WEAK:
        return True
    return not told.end and bool((told.stems | told.around) & (noted.stems | noted.around) - _WEAK)


def _same_thing(told: _Told, noted: _Told) -> float:
    """0 where the two may speak of different things, else how sure it is that they do not."""
    one, two = told.fact, noted.fact
    if {told.end, noted.end} == {"from", "to"} or (told.end == "from") != (noted.end == "from"):
        return 0.0
    if _other_period(told, noted) or _opposed(one, two):
        return 0.0
    unit = frozenset(stem(word) for word in one.unit.lower().split()) if one.dimension else frozenset()
    shared = (told.stems & noted.stems) - _WEAK - unit
    weak = told.stems & noted.stems & _WEAK
    same_change = bool(told.end) and told.other is not None and told.other == noted.other
    if not one.dimension:
        if one.counts and two.counts:
            if not same_counted(one.counts, two.counts):
                return 0.0
        elif not same_change:
            return 0.0
    near = plain_stems(one.subject) - _WEAK or frozenset(one.subject)
    near_held = sum(held_in(word, noted.stems) for word in near) / len(near) if near else 0.0
    clause = _clause_stems(told.figure) & _clause_stems(noted.figure)
    if same_change and (shared or weak):
        return 3 + near_held
    counted = frozenset(one.counts) & frozenset(two.counts)
    beyond = shared - counted
    setting = (told.around | told.stems) & (noted.around | noted.stems) - _WEAK - counted
    if not one.dimension and counted and counted <= _WEAK and len(beyond) < 2 and near_held < 1:
        return 0.0  # "8 people": of whom?
    if not one.dimension and counted:
        sure = bool(beyond) or len(counted - _WEAK) >= 2 or len(setting) >= 3
        return 1 + near_held + len(beyond) if sure and (len(beyond) + len(setting)) >= 1 else 0.0
    if near_held < _SUBJECT or not clause - _WEAK - unit:
        return 0.0
    if len(shared) + 0.5 * len(weak) < _STATED and len(setting) < 3:
        return 0.0
    return near_held + len(clause) / 10 + len(shared) / 20


def _clause_stems(figure: Figure) -> frozenset[str]:
    return content_stems(figure.clause.text)


def _rounds(told: _Told, noted: _Told) -> bool:
    """ "About 60 %" for 61 %, "over 80,000" for 84,000."""
    one, two = told.fact.value, noted.fact.value
    if one is None or not two:
        return False
    said = _ABOUT.search(told.fact.sentence[: told.figure.start])
    return bool(said) and abs(one - two) / abs(two) <= _ROUNDED


def _other_period(told: _Told, noted: _Told) -> bool:
    """ "17 a month" and "4 a week" count different things."""
    one, two = _period(told), _period(noted)
    return bool(one and two and one != two)


def _period(told: _Told) -> str:
    """The period that is named right after the figure, within its clause."""
    rest = told.fact.sentence[told.figure.end : told.figure.clause.end]
    found = _PERIOD.search(" ".join(rest.split()[:8]))
    return next((part for part in found.groups() if part), "").lower()[:4] if found else ""


def _opposed(left: Fact, right: Fact) -> bool:
    return direction_of(left.sentence) * direction_of(right.sentence) < 0


def _told_beside(noted: _Told, facts: Sequence[Fact]) -> bool:
    """ "From 9 to 4 minutes": the note's figure was said beside it."""
    return any(
        fact.dimension == noted.fact.dimension and fact.value == noted.fact.value
        for fact in facts
        if fact.kind == "number"
    )


def _derived(told: _Told, alike: Sequence[_Told], noted: Sequence[_Told]) -> bool:
    """A difference of two figures that stand together in a sentence on the same thing."""
    sentences = {other.fact.sentence for other in alike}
    for sentence in sentences:
        values = [each.fact.value for each in noted if each.fact.sentence == sentence and each.fact.value]
        if any(told.fact.value == abs(a - b) for a in values for b in values if a != b):
            return True
    return False


def _both_told(left: Fact, right: Fact, facts: list[Fact]) -> bool:
    """True where one of the two sentences gives both values: before and after, not a conflict."""
    return any(
        (other.sentence == left.sentence and other.value == right.value)
        or (other.sentence == right.sentence and other.value == left.value)
        for other in facts
    )


def _noted_alike(left: Fact, right: Fact) -> bool:
    """Stricter than for what she said: nobody asks which of two notes is meant."""
    if left.dimension != right.dimension:
        return False
    if not left.dimension and frozenset(left.counts) - _WEAK != frozenset(right.counts) - _WEAK:
        return False
    subject = frozenset(left.subject) - _WEAK
    if not subject or not subject & frozenset(right.subject):
        return False
    return not _opposed(left, right) and _overlap(left, right) >= 0.5


def _overlap(left: Fact, right: Fact) -> float:
    """Share of the shorter sentence's content words that both hold."""
    a, b = content_stems(left.sentence) - _WEAK, content_stems(right.sentence) - _WEAK
    small = min(len(a), len(b))
    common = len(a & b)
    return common / small if small and common >= 2 else 0.0
