"""Raw judgements to grades that stand: what was quoted was said, or it counts for nothing.

Owns the evidence check, the only place where Evidence is made. Verbatim means: the same words
in the same order, up to white space, case, typographic quotes and dashes, and what the prompt's
fence changes (invisible characters, the sign that opens a tag). Nothing is matched loosely.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from coach.detectors.reading import AnswerReading, read_answer
from coach.detectors.sentences import Sentence
from coach.domain.grading import LEVELS, Criterion, Evidence, Grade, Level, Rubric
from coach.engines.protocol import CriterionJudgement, Judgement, QuotedWords
from coach.prompts import is_invisible

_QUOTES_A_CRITERION = 3
_OWN = re.compile(r"\b(?:i|my|me|mine|myself|i['’]\w+)\b", re.IGNORECASE)
_ENGLISH = re.compile(r"\b(?:we|our|us|they|the|was|were)\b", re.IGNORECASE)  # others have their own "I"
_WHY_LIMIT = 400

_SAME = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "…": "...",
        **dict.fromkeys("‹＜", "<"),  # what the prompt's fence makes of a tag
    }
)
NO_QUOTE = "No words of yours were found for this, so it counts as not shown."
ONLY_WE = "The words quoted tell what was done, not which part of it was yours."
ONLY_NAMED = "Terms in a row name it and show nothing of it."
NO_FIGURE = "There is no figure in your answer that could be checked."
NOT_ASKED = "This question does not call for it."
OFF_SCALE = "The level given was not on the scale of 1 to 5, so this is left unscored."
MISSING = "No level was given, so this is left unscored."


@dataclass(frozen=True, slots=True)
class VerifiedGrades:
    """One grade a criterion of the rubric, in its order. `dropped` counts quotes that do not stand."""

    grades: tuple[Grade, ...]
    dropped: int
    warnings: tuple[str, ...]


def find_quote(quote: str, text: str) -> tuple[int, int] | None:
    """Where `quote` stands in `text` (code points, `text[start:end]`), or None.

    Quotation marks and an ellipsis around the quote are the engine's, not hers. A match that
    begins or ends inside a word is none.
    """
    given = _comparable(quote)[0].strip()
    return _find(given, text) or _find(_unwrapped(given), text)


def _find(wanted: str, text: str) -> tuple[int, int] | None:
    if not any(char.isalnum() for char in wanted):
        return None
    haystack, places = _comparable(text)
    found = haystack.find(wanted)
    while found >= 0:
        start, end = places[found], places[found + len(wanted) - 1] + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        if not (_inside_word(text, start) or _inside_word(text, end)):
            return start, end
        found = haystack.find(wanted, found + 1)
    return None


def verify(
    judgement: Judgement, rubric: Rubric, replies: Sequence[str], asked: Sequence[str] = ()
) -> VerifiedGrades:
    """The grades of `judgement` that stand, one for each criterion of `rubric`.

    `asked` is what the interviewer said, in order: repeating it is no evidence. A level above 1 without a
    quote that stands falls to 1. A level off the scale, or none, is unscored.
    """
    check = _QuoteCheck(tuple(replies), tuple(read_answer(reply) for reply in replies), tuple(asked))
    given: dict[str, CriterionJudgement] = {}
    for raw in judgement.criteria:
        given.setdefault(raw.criterion_id, raw)
    known = {criterion.id for criterion in rubric.criteria}
    results = [_grade(criterion, given.get(criterion.id), check) for criterion in rubric.criteria]
    strangers = len(given.keys() - known)
    repeats = len(judgement.criteria) - len(given)
    warnings = [
        f"{count} {what}." for count, what in (
            (strangers, "judgement(s) on criteria that are not in the rubric were left out"),
            (repeats, "criteria were judged twice; the first judgement counts"),
        ) if count
    ]  # fmt: skip
    return VerifiedGrades(
        grades=tuple(grade for grade, _ in results),
        dropped=sum(dropped for _, dropped in results),
        warnings=tuple(warnings),
    )


@dataclass(frozen=True, slots=True)
class _QuoteCheck:
    replies: tuple[str, ...]
    readings: tuple[AnswerReading, ...]
    asked: tuple[str, ...]

    def evidence(self, quoted: QuotedWords) -> Evidence | None:
        """The quote where it stands: in the turn named, else in any other turn."""
        if not _says_something(quoted.text):
            return None
        turns = sorted(range(len(self.replies)), key=lambda turn: turn != quoted.turn)
        for turn in turns:
            place = None if self.readings[turn].is_gibberish else find_quote(quoted.text, self.replies[turn])
            # Only what was asked before it: a probe takes up her words, and they stay hers.
            is_repeated = any(find_quote(quoted.text, text) for text in self.asked[: turn + 1])
            if place is not None and not is_repeated and not self._speaks_to_the_grader(turn, *place):
                return Evidence(turn, self.replies[turn][place[0] : place[1]], *place)
        return None

    def highest(self, criterion: Criterion, evidence: Sequence[Evidence]) -> tuple[Level, str]:
        """The highest level that the words quoted can bear, where a rule can tell; and why not more."""
        whole = criterion.detector in ("relevance", "structure")  # these are about the answer, not a place
        sentences = (
            [one for reading in self.readings for one in reading.sentences]
            if whole
            else [one for place in evidence for one in self._sentences(place)]
        )
        if sentences and all(_is_list_of_terms(one.text) for one in sentences):
            return 2, ONLY_NAMED
        around = " ".join(one.text for place in evidence for one in self._sentences(place))
        if criterion.detector == "ownership" and _ENGLISH.search(around) and not _OWN.search(around):
            return 2, ONLY_WE
        if criterion.detector == "figures" and not any(reading.figures for reading in self.readings):
            return (3 if criterion.id == "quantified-result" else 4), NO_FIGURE
        return 5, ""

    def _sentences(self, place: Evidence) -> tuple[Sentence, ...]:
        """The sentences that the evidence stands in: a quote may begin after its subject."""
        sentences = self.readings[place.turn].sentences
        return tuple(one for one in sentences if one.start < place.end and place.start < one.end)

    def _speaks_to_the_grader(self, turn: int, start: int, end: int) -> bool:
        return any(
            start < sentence.end and sentence.start < end for sentence in self.readings[turn].is_injection
        )


def _grade(criterion: Criterion, raw: CriterionJudgement | None, check: _QuoteCheck) -> tuple[Grade, int]:
    if not criterion.applies:
        return Grade(criterion, "not_applicable", None, NOT_ASKED), 0
    if raw is None or raw.level is None:
        return Grade(criterion, "unscored", None, MISSING), 0
    level = _on_scale(raw.level)
    if level is None:
        return Grade(criterion, "unscored", None, OFF_SCALE), 0
    found = [check.evidence(quoted) for quoted in raw.quotes]
    evidence = tuple(dict.fromkeys(place for place in found if place is not None))[:_QUOTES_A_CRITERION]
    dropped = sum(place is None for place in found)
    if level > 1 and not evidence:
        return Grade(criterion, "graded", 1, NO_QUOTE), dropped
    highest, because = check.highest(criterion, evidence)
    if level > highest:
        return Grade(criterion, "graded", highest, because, evidence), dropped
    why = " ".join(raw.why.split())[:_WHY_LIMIT] or criterion.anchors[level - 1]
    return Grade(criterion, "graded", level, why, evidence), dropped


def _on_scale(level: object) -> Level | None:
    if isinstance(level, bool):
        return None
    return next((known for known in LEVELS if known == level), None)


def _is_list_of_terms(sentence: str) -> bool:
    """ "RICE, funnel, A/B test, MVP, trade-offs, retention": six pieces, none longer than four words."""
    pieces = [piece.split() for piece in re.split(r"[,;]", sentence) if piece.strip()]
    return len(pieces) >= 6 and all(len(piece) <= 4 for piece in pieces)


def _says_something(quote: str) -> bool:
    """Two words, or one of substance: "I" or "the" is no evidence for anything."""
    words = "".join(char if char.isalnum() else " " for char in quote).split()
    return len(words) > 1 or any(len(word) > 3 or word.isdigit() or not word.isascii() for word in words)


def _inside_word(text: str, place: int) -> bool:
    """Whether a cut at `place` parts a word. Scripts without spaces have no such places."""
    return 0 < place < len(text) and all(
        char.isalnum() and ord(char) < 0x2E80 for char in text[place - 1 : place + 1]
    )


def _unwrapped(quote: str) -> str:
    bare = re.sub(r"^(?:[\s\"']|\[?\.{3}\]?)+|(?:[\s\"']|\[?\.{3}\]?)+$", "", quote)
    return bare.strip()


@lru_cache(maxsize=16)
def _comparable(text: str) -> tuple[str, tuple[int, ...]]:
    """The characters that are compared, and the place in `text` that each comes from."""
    chars: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        folded = " " if char.isspace() else _fold(char)
        if folded == " " and chars[-1:] == [" "]:
            continue
        chars.extend(folded)
        places.extend([place] * len(folded))
    return "".join(chars), tuple(places)


@lru_cache(maxsize=4096)
def _fold(char: str) -> str:
    if is_invisible(char):
        return ""
    return unicodedata.normalize("NFD", char.translate(_SAME).casefold())
