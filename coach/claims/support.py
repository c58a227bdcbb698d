"""Whether a figure, a name or a result of a draft stands in the ledger, and where.

A figure needs the same value, the same kind of unit and the same subject; a name its whole
wording; a result a sentence that tells of it. Nothing is rounded.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from coach.claims.facts import Fact
from coach.claims.figures import Figure, figures_in
from coach.claims.ledger import Entry, Ledger
from coach.claims.names import Name
from coach.claims.outcomes import Outcome, holds_kind
from coach.claims.prose import split_clauses
from coach.claims.words import (
    WEAK_NOUNS,
    content_stems,
    direction_of,
    is_negated,
    plain_stems,
    stem,
    tokens_in,
    word_set,
)

RESULT_OVERLAP = 0.5  # share of a result's content words that one sentence of hers must hold
_WEAK = frozenset(stem(word) for word in WEAK_NOUNS)
_SAME_COUNT = (
    frozenset(
        map(stem, word_set("people person persons folks colleagues members member teammates headcount"))
    ),
    frozenset(map(stem, word_set("engineers engineer developers developer devs dev"))),
    frozenset(map(stem, word_set("customers customer clients client accounts account"))),
    frozenset(map(stem, word_set("users user"))),
)


@dataclass(frozen=True, slots=True)
class Verbatim:
    """A stretch of a draft's sentence that stands in her notes word for word."""

    start: int
    end: int
    entry: Entry


_JOINT = re.compile(r"[;:]\s+|(?<=[a-z]),\s+(?=I\b|we\b)|^(?:[A-Za-z'’]+\s){1,3}?[A-Za-z'’]+,\s+|\.\s+")


def find_verbatim(sentence: str, ledger: Ledger) -> tuple[Verbatim, ...]:
    """Stretches of five words or more (or a whole line of hers of three) in her order, not denied there.

    A stretch is the sentence, or a part of it between a lead ("The result:") and the next joint.
    """
    whole = _verbatim_entry(sentence, ledger)
    if whole:
        return (Verbatim(0, len(sentence), whole),)
    joints = [0, *(found.end() for found in _JOINT.finditer(sentence))]
    found: list[Verbatim] = []
    done = 0
    for at, start in enumerate(joints):
        if start < done:
            continue
        for end in (len(sentence), *reversed(joints[at + 1 :])):
            entry = (
                _verbatim_entry(sentence[start:end], ledger) if (start, end) != (0, len(sentence)) else None
            )
            if entry:
                found.append(Verbatim(start, end, entry))
                done = end
                break
    return tuple(found)


def _verbatim_entry(stretch: str, ledger: Ledger) -> Entry | None:
    words = tuple(token.lower for token in tokens_in(stretch))
    if len(words) < 3:
        return None
    rarest = min((ledger.word_entries.get(word, ()) for word in words), key=len)
    negated, asking = is_negated(stretch), stretch.rstrip().endswith("?")
    for entry in rarest:
        if (entry.asks and not asking) or (len(words) < 5 and entry.words != words):
            continue
        if _position(words, entry.words) is not None and (negated or not _cut_off_denial(entry, stretch)):
            return entry
    return None


def _cut_off_denial(entry: Entry, stretch: str) -> bool:
    """True where the note denies in the very clause that the draft took its words from."""
    if not entry.negated:
        return False
    words = {token.lower for token in tokens_in(stretch)}
    return any(
        is_negated(clause.text) and len(words & {token.lower for token in tokens_in(clause.text)}) >= 3
        for clause in split_clauses(entry.text)
    )


def _position(words: Sequence[str], within: Sequence[str]) -> int | None:
    size = len(words)
    for at in range(len(within) - size + 1):
        if tuple(within[at : at + size]) == tuple(words):
            return at
    return None


def find_number(figure: Figure, sentence: str, before: frozenset[str], ledger: Ledger) -> Fact | None:
    """The fact of hers that this figure repeats, or None. `before` are stems of the draft's last sentence."""
    best: tuple[float, Fact] | None = None
    sentence_stems = content_stems(sentence)
    direction = direction_of(figure.clause.text) or direction_of(sentence)
    for fact, entry in ledger.numbers.get(figure.dimension, ()):
        if fact.value is None or not _fits(figure, sentence, fact):
            continue
        score = _subject_match(figure, fact, entry, sentence_stems, before)
        if score <= 0 or _opposed(direction, entry, fact):
            continue
        if not is_negated(figure.clause.text) and is_negated(_clause_with(fact.text, entry.text)):
            continue
        if best is None or score > best[0]:
            best = (score, fact)
    return best[1] if best else None


_MORE = re.compile(r"\b(?:over|more than|above|exceeding|upwards of|beyond|north of)\s+$", re.IGNORECASE)
_LESS = re.compile(
    r"\b(?:nearly|almost|close to|approaching|under|less than|fewer than|below|short of)\s+$", re.IGNORECASE
)
_EXCESS = Decimal("1.05")  # "over 80,000" may be said of 84,000, not of 120,000


def _fits(figure: Figure, sentence: str, fact: Fact) -> bool:
    """The value as the note has it. "Over 40 %" is not 40 %: the note says "over" too, or has a little more.

    "Over six weeks" is a period, not an excess.
    """
    lead, value = sentence[: figure.start], fact.value
    if value is None:
        return False
    noted = fact.sentence[: max(0, fact.sentence.find(fact.text))]
    if _MORE.search(lead) and not (
        figure.dimension in {"time", "months"} and re.search(r"\bover\s+$", lead, re.IGNORECASE)
    ):
        exceeds = figure.value < value <= figure.value * _EXCESS
        return exceeds or (value == figure.value and bool(_MORE.search(noted)))
    if _LESS.search(lead):
        return value == figure.value and bool(_LESS.search(noted))
    return value == figure.value


def _clause_with(text: str, sentence: str) -> str:
    return next((clause.text for clause in split_clauses(sentence) if text in clause.text), sentence)


def _opposed(direction: int, entry: Entry, fact: Fact) -> bool:
    if fact.dimension not in {"%", "x", "pp"}:
        return False
    noted = direction_of(entry.text)
    return direction * noted < 0


def _subject_match(
    figure: Figure,
    fact: Fact,
    entry: Entry,
    sentence_stems: frozenset[str],
    before: frozenset[str],
) -> float:
    """0 where the figure speaks of another subject, else how much of the wording is shared (0 to 1)."""
    noted = entry.stems
    shared = len(sentence_stems & noted) / max(1, len(sentence_stems))
    if not figure.dimension:
        if figure.counts and fact.counts:
            if not same_counted(figure.counts, fact.counts):
                return 0.0
            others = sentence_stems - frozenset(figure.counts) - _WEAK
            in_context = entry.given or not others or others & (noted | entry.context)
            return 0.1 + shared if in_context else 0.0
        if figure.counts and not any(held_in(word, noted | entry.context) for word in figure.counts):
            return 0.0
        if fact.counts and not any(held_in(word, sentence_stems | before) for word in fact.counts):
            return 0.0
        clause = content_stems(figure.clause.text) - _WEAK
        if len(clause) >= 2:
            shared = max(shared, len(clause & noted) / len(clause))
        return shared if shared >= 0.5 else 0.0
    key = figure.near - _WEAK or figure.near
    if not key:
        context = sentence_stems or before
        return 0.05 + shared if context & (noted | entry.context) else 0.0
    reach = noted if frozenset(fact.subject) - _WEAK else noted | entry.context
    held = sum(held_in(word, reach) for word in key)
    if held * 2 < len(key) or held == 0:
        return 0.0
    return 0.1 + shared


def held_in(word: str, stems: frozenset[str]) -> bool:
    if word in stems:
        return True
    return len(word) >= 5 and any(
        other[:5] == word[:5] and abs(len(other) - len(word)) <= 3 for other in stems if len(other) >= 5
    )


def same_counted(left: Sequence[str], right: Sequence[str]) -> bool:
    """ "12 platform engineers" and "12 engineers" count the same; "12 platform customers" does not.

    The last noun is what is counted; one of the two must stand in the other phrase.
    """
    if left[-1] in right or right[-1] in left:
        return True
    return any(left[-1] in group and right[-1] in group for group in _SAME_COUNT)


def find_name(name: Name, ledger: Ledger) -> Entry | None:
    """A sentence of hers with this name: the words in order, or all of them in one sentence."""
    words = [token.lower for token in tokens_in(name.text)]
    if not words:
        return None
    candidates = min((ledger.word_entries.get(word, ()) for word in words), key=len)
    spread = None
    for entry in candidates:
        if _position(words, entry.words) is not None:
            return entry
        if len(words) > 1 and spread is None and all(word in entry.words for word in words):
            spread = entry
    if spread is None and not candidates and len(words) == 1:
        return _inside_word(name.text, ledger)
    return spread


def _inside_word(text: str, ledger: Ledger) -> Entry | None:
    """A hyphenated or dotted name is one word in the draft and several tokens in the note, or the reverse."""
    bare = re.sub(r"\W", "", text.lower())
    pattern = re.compile(rf"(?<!\w){re.escape(text)}(?:s|es)?(?!\w)", re.IGNORECASE)
    if len(bare) < 2:
        return None
    return next((entry for entry in ledger.entries if pattern.search(entry.text)), None)


def find_outcome(outcome: Outcome, sentence: str, before: frozenset[str], ledger: Ledger) -> Entry | None:
    """The sentence of hers that tells of this result, or None. A denial of it is no support."""
    words = plain_stems(token.lower for token in tokens_in(outcome.text))
    verbs = plain_stems(_verbs(outcome))
    content = words - verbs - _WEAK
    if not content:  # "It shipped.": what it is stands in the words around it
        content = (plain_stems(token.lower for token in tokens_in(sentence)) - verbs - _WEAK) or before
        needed = 0.3
        if not content:
            return _with_same_figures(outcome, content, ledger)
    else:
        needed = RESULT_OVERLAP
    direction = direction_of(outcome.text)
    best: tuple[float, Entry] | None = None
    for entry in _near(content, ledger):
        if entry.asks or not _tells(entry, outcome.kinds):
            continue
        if direction * direction_of(entry.text) < 0:
            continue
        held = float(sum(held_in(word, entry.stems) for word in content))
        held += sum(
            0.5 for word in content if not held_in(word, entry.stems) and held_in(word, entry.context)
        )
        share = held / len(content)
        if share >= needed and (best is None or share > best[0]):
            best = (share, entry)
    return best[1] if best else _with_same_figures(outcome, content, ledger)


def _with_same_figures(outcome: Outcome, content: frozenset[str], ledger: Ledger) -> Entry | None:
    """ "We delivered ten of them in 6 months": figures say what it is about, or the sentence before."""
    figures = figures_in(outcome.text)
    for figure in figures[:1]:
        for fact, entry in ledger.numbers.get(figure.dimension, ()):
            values = {(other.dimension, other.value) for other in entry.facts}
            same = fact.value == figure.value and all((f.dimension, f.value) in values for f in figures)
            about = all(held_in(word, entry.stems | entry.context) for word in content)
            if same and about and _tells(entry, outcome.kinds):
                return entry
    return None


def _tells(entry: Entry, kinds: frozenset[str]) -> bool:
    """True where a clause of the sentence tells of such a result and does not deny it."""
    if not entry.negated:
        return holds_kind(entry.text, kinds)
    return any(
        holds_kind(clause.text, kinds) and not is_negated(clause.text) for clause in split_clauses(entry.text)
    )


def _verbs(outcome: Outcome) -> Iterable[str]:
    return (token.lower for token in tokens_in(outcome.text) if holds_kind(token.lower, outcome.kinds))


def _near(stems: frozenset[str], ledger: Ledger) -> Iterable[Entry]:
    seen: set[int] = set()
    for word in stems:
        for entry in ledger.stem_entries.get(word, ()):
            if id(entry) not in seen:
                seen.add(id(entry))
                yield entry
