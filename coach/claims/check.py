"""A draft against the ledger: what is hers stays, what is not becomes a visible blank.

The promise of the answers: no figure, name or result goes into her mouth that her notes or
her own words do not hold. Works sentence by sentence, so that a stream can be checked as it comes.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from coach.claims.blanks import BLANK
from coach.claims.facts import Fact
from coach.claims.figures import Figure, figures_in
from coach.claims.ledger import Entry, Ledger
from coach.claims.names import Name, names_in
from coach.claims.outcomes import HINTS, Outcome, outcomes_in
from coach.claims.prose import split_clauses, split_spoken
from coach.claims.support import Verbatim, find_name, find_number, find_outcome, find_verbatim
from coach.claims.words import content_stems, tokens_in
from coach.domain.answers import Claim


@dataclass(frozen=True, slots=True)
class CheckedDraft:
    """The text as it may be shown, its claims in order, and how many blanks the check put in."""

    text: str
    claims: tuple[Claim, ...]
    blanks: int


@dataclass(frozen=True, slots=True)
class _Change:
    start: int
    end: int
    blank: str


def check_draft(draft: str, ledger: Ledger) -> CheckedDraft:
    """Every claim of the draft with where it stands; unsupported ones replaced by blanks."""
    pieces: list[str] = []
    claims: list[Claim] = []
    blanks = 0
    last = 0
    before: frozenset[str] = frozenset()
    for sentence in split_spoken(draft):
        checked = check_sentence(sentence.text, ledger, before)
        pieces += [draft[last : sentence.start], checked.text]
        claims += checked.claims
        blanks += checked.blanks
        before = content_stems(sentence.text)
        last = sentence.end
    pieces.append(draft[last:])
    return CheckedDraft("".join(pieces), tuple(claims), blanks)


def check_sentence(sentence: str, ledger: Ledger, before: frozenset[str] = frozenset()) -> CheckedDraft:
    """One sentence; `before` are the stems of the one before it, for "It fell by 40 %"."""
    kept = [(found.start(), found.end()) for found in BLANK.finditer(sentence)]
    masked = BLANK.sub(lambda found: " " * len(found.group()), sentence)
    claims: list[tuple[int, Claim]] = [(start, Claim(sentence[start:end], "blank")) for start, end in kept]
    verbatim = find_verbatim(masked, ledger)
    changes = _check_outcomes(masked, verbatim, before, ledger, claims)
    names = [name for name in names_in(masked, ledger.lowercase_words) if not _covered(name.start, changes)]
    changes += _check_names(names, verbatim, ledger, claims)
    figures = [
        figure
        for figure in figures_in(masked)
        if not _covered(figure.start, changes)
        and not any(name.start < figure.end and figure.start < name.end for name in names)
    ]
    changes += _check_figures(masked, figures, verbatim, ledger, claims, before=before)
    text = sentence
    for change in sorted(changes, key=lambda change: change.start, reverse=True):
        text = text[: change.start] + change.blank + text[change.end :]
        claims.append((change.start, Claim(change.blank, "blank")))
    ordered = tuple(claim for _, claim in sorted(claims, key=lambda pair: pair[0]))
    return CheckedDraft(text, ordered, len(changes))


def _covered(at: int, changes: list[_Change]) -> bool:
    return any(change.start <= at < change.end for change in changes)


def _inside(start: int, end: int, stretches: tuple[Verbatim, ...]) -> Entry | None:
    """The line of hers behind the stretch that holds this place. A claim over its edge is not in it."""
    return next((held.entry for held in stretches if held.start <= start and end <= held.end), None)


def _supported(text: str, entry: Entry | Fact) -> Claim:
    return Claim(text, "supported", entry.origin, entry.path, entry.line)


def _check_outcomes(
    sentence: str,
    verbatim: tuple[Verbatim, ...],
    before: frozenset[str],
    ledger: Ledger,
    claims: list[tuple[int, Claim]],
) -> list[_Change]:
    changes = []
    for outcome in outcomes_in(sentence, split_clauses(sentence)):
        entry = _inside(outcome.start, outcome.end, verbatim) or find_outcome(
            outcome, sentence, before, ledger
        )
        if entry:
            claims.append((outcome.start, _supported(outcome.text, entry)))
        else:
            changes.append(_outcome_blank(outcome))
    return changes


def _outcome_blank(outcome: Outcome) -> _Change:
    """The whole clause goes; an opening word that carries the sentence on stays."""
    lead = re.match(
        r"(?:as a result|in the end|eventually|finally|overall|today|result|so)\b[\s:]*",
        outcome.text,
        re.IGNORECASE,
    )
    start = outcome.start + (lead.end() if lead else 0)
    body = outcome.text[lead.end() if lead else 0 :]
    end = outcome.end - (len(body) - len(body.rstrip('.!"”)')))
    kind = next((kind for kind in HINTS if kind in outcome.kinds), "done")
    return _Change(start, end, f"[your result: {HINTS[kind]}]")


def _check_names(
    names: list[Name], verbatim: tuple[Verbatim, ...], ledger: Ledger, claims: list[tuple[int, Claim]]
) -> list[_Change]:
    changes = []
    for name in names:
        entry = _inside(name.start, name.end, verbatim) or find_name(name, ledger)
        if entry:
            claims.append((name.start, _supported(name.text, entry)))
        else:
            changes.append(_Change(name.start, name.end, "[your date]" if name.is_date else "[name]"))
    return changes


def _check_figures(
    sentence: str,
    figures: list[Figure],
    verbatim: tuple[Verbatim, ...],
    ledger: Ledger,
    claims: list[tuple[int, Claim]],
    *,
    before: frozenset[str],
) -> list[_Change]:
    held: list[tuple[Figure, Fact | Entry]] = []
    open_figures: list[Figure] = []
    for figure in figures:
        found = _inside(figure.start, figure.end, verbatim) or find_number(figure, sentence, before, ledger)
        if found:
            held.append((figure, found))
            claims.append((figure.start, _supported(figure.text, found)))
        else:
            open_figures.append(figure)
    changes = []
    for figure in open_figures:
        basis = _derivation(figure, held)
        if basis is None:
            changes.append(_Change(figure.start, figure.end, f"[your number: {_hint(sentence, figure)}]"))
        else:
            how, source = basis
            claims.append(
                (
                    figure.start,
                    Claim(f"{figure.text} ({how})", "derived", source.origin, source.path, source.line),
                )
            )
    return changes


def _derivation(figure: Figure, held: list[tuple[Figure, Fact | Entry]]) -> tuple[str, Fact | Entry] | None:
    """Exact difference, ratio or change in percent of two supported figures of the same kind and subject."""
    for (left, source), (right, other) in combinations(held, 2):
        same = figure.dimension == left.dimension or (figure.dimension, left.dimension) == ("pp", "%")
        if left.dimension != right.dimension or left.counts != right.counts or source.path != other.path:
            continue
        a, b = left.value, right.value
        names = f"{left.text} and {right.text}"
        about = figure.near - left.near - right.near - content_stems(_wording(source))
        if about:
            continue
        if same and figure.value == abs(a - b) and a != b:
            return f"the difference of {names}", source
        if figure.dimension == "%" and a and figure.value == abs(a - b) / a * Decimal(100):
            return f"the change between {names}", source
        if figure.dimension == "x" and a and b and figure.value in {a / b, b / a}:
            return f"the ratio of {names}", source
    return None


def _wording(source: Fact | Entry) -> str:
    return source.sentence if isinstance(source, Fact) else source.text


def _hint(sentence: str, figure: Figure) -> str:
    """What the blank asks for, in words of the draft around it: "users after launch"."""
    after = sentence[figure.end : figure.clause.end]
    words = [token.text for token in tokens_in(after) if token.text[0].isalpha()][:4]
    while words and words[-1].lower() in {
        "the",
        "a",
        "an",
        "of",
        "in",
        "on",
        "by",
        "for",
        "to",
        "our",
        "my",
        "and",
    }:
        words.pop()
    if words:
        return " ".join(words)
    lead = sentence[figure.clause.start : figure.start]
    words = [token.text for token in tokens_in(lead) if token.text[0].isalpha()]
    while words and words[-1].lower() in {
        "by",
        "to",
        "from",
        "of",
        "about",
        "the",
        "a",
        "over",
        "in",
        "was",
        "is",
    }:
        words.pop()
    return " ".join(words[-4:]) or "figure"
