"""Facts out of text: figures, dates, names and results, each with its sentence and its line."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from coach.claims.figures import figures_in
from coach.claims.names import names_in
from coach.claims.outcomes import outcomes_in
from coach.claims.prose import split_clauses, split_note
from coach.claims.words import plain_stems, tokens_in
from coach.domain.answers import Origin

FactKind = Literal["number", "date", "name", "outcome"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One value-level fact. For a number, `value` is in the base of its unit's dimension
    (seconds, months, bytes; 12k is 12000, half is 50 %), `dimension` names it ("" for a count),
    and `subject` holds stems of what it counts or measures."""

    kind: FactKind
    text: str
    value: Decimal | None
    unit: str
    subject: tuple[str, ...]
    origin: Origin
    path: str | None
    line: int | None
    sentence: str
    dimension: str = ""
    counts: tuple[str, ...] = ()


def facts_in(text: str, origin: Origin, path: str | None = None, first_line: int = 1) -> tuple[Fact, ...]:
    """Every fact of a text (Markdown or spoken), in order."""
    return tuple(
        fact
        for sentence in split_note(text, first_line)
        for fact in sentence_facts(sentence.text, origin, path, sentence.line)
    )


def sentence_facts(sentence: str, origin: Origin, path: str | None, line: int | None) -> tuple[Fact, ...]:
    """Every fact of one sentence: numbers, then names and dates, then results."""
    names = names_in(sentence)
    taken = [(name.start, name.end) for name in names]
    facts = [
        Fact(
            "number", figure.text, figure.value, figure.unit, tuple(sorted(figure.near)), origin, path, line,
            sentence, figure.dimension, figure.counts,
        )
        for figure in figures_in(sentence)
        if not any(start < figure.end and figure.start < end for start, end in taken)
    ]  # fmt: skip
    facts += [
        Fact("date" if name.is_date else "name", name.text, None, "", (), origin, path, line, sentence)
        for name in names
    ]
    facts += [
        Fact(
            "outcome", outcome.text, None, "",
            tuple(sorted(plain_stems(token.lower for token in tokens_in(outcome.text)))),
            origin, path, line, sentence,
        )
        for outcome in outcomes_in(sentence, split_clauses(sentence))
    ]  # fmt: skip
    return tuple(facts)
