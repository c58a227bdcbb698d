"""Words compared and cut: stems, near-duplicates, a clause to quote, a question made fit to speak.

Owns the few text rules that agenda, probes and debrief share. Refuses to judge an answer;
that is `coach.detectors`.
"""

import re
from collections.abc import Iterable

from rapidfuzz import fuzz

SAME_QUESTION = 90
_SHORT_SUBJECT = 3  # words before "and I" that are a subject, not a clause
LONGEST_QUOTE = 12  # words; more than that is a recital, not a quote


def _word_set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_WORD = re.compile(r"[a-z0-9][a-z0-9'’+-]*", re.IGNORECASE)
_STOP = _word_set(
    """a about above after again all also am an and any are as at be because been before being between both
    but by can could did do does doing down during each few for from further had has have having he her here
    hers him his how i if in into is it its just me might more most must my no nor not now of off on once one
    only or other our out over own same say she should so some such tell than that the their them then there
    these they this those through time to too under until up us very walk was we were what when where which
    while who whom why will with would you your you've you're i'd i'm i've we're it's that's let's describe
    give example situation handle use make get work things thing"""
)
_SUFFIXES = (  # the longer before those that they end in
    "ization", "isation", "ations", "ation", "ures", "ure", "ments", "ment",
    "ings", "ing", "ities", "ity", "ised", "ized", "ise", "ize",
)  # fmt: skip
_MORE_SUFFIXES = ("ies", "ied", "ers", "er", "ed", "es", "ly", "al", "s", "y", "e")
_LIST_MARK = re.compile(r"^\s*(?:[-*+•–—]\s+|\(?\d{1,2}[.)]\s+|#{1,6}\s+|>\s*)+")
_WIKILINK = re.compile(r"\[\[(?:[^\]|]*\|)?([^\]|]+)\]\]")
_EMPHASIS = re.compile(r"(\*\*|__|\*|`|~~)(?=\S)(.+?)(?<=\S)\1")
_QUOTES = "\"'“”‘’«»„"
_CLAUSE_BREAK = re.compile(r"[,;:.!?()\n]|\s[–—-]\s|\s(?:and|but|so|because)\s", re.IGNORECASE)
_CONNECTIVES = _word_set(
    "then so that and but also first finally next after later now still eventually um uh like well"
    " basically actually"
)
_DANGLING = _word_set(
    "a an the to of for with in on at by from and or but so our my we i that as is was were"
)


def stem(word: str) -> str:
    """A crude English stem, the same for `prioritise`, `priorities` and `prioritization`."""
    word = word.casefold().strip("'’-+").removesuffix("'s").removesuffix("’s")
    for suffixes in (_SUFFIXES, _MORE_SUFFIXES):
        for suffix in suffixes:
            if word.endswith(suffix) and len(word) - len(suffix) >= 3:
                word = word[: -len(suffix)]
                break
    return word


def content_stems(text: str) -> frozenset[str]:
    """The stems of the words that carry meaning."""
    words = (match.group().casefold().replace("’", "'") for match in _WORD.finditer(text))
    return frozenset(stem(word) for word in words if word not in _STOP and len(word) > 1)


def near_duplicate(first: str, second: str) -> bool:
    """Whether the two questions ask for the same thing, as far as their words show."""
    if same_question(first, second):
        return True
    ours, theirs = content_stems(first), content_stems(second)
    if not ours or not theirs:
        return False
    # One word alone is the whole of a short question ("Tell me about a failure."), half of a longer one.
    fewer = min(len(ours), len(theirs))
    shared = len(ours & theirs)
    return shared / fewer >= 0.6 and (shared >= 2 or fewer == 1)


def same_question(first: str, second: str) -> bool:
    """Whether the two are one question, spelt a little differently at most."""
    return fuzz.ratio(_plain(first), _plain(second)) >= SAME_QUESTION


def asked_before(text: str, avoid: Iterable[str]) -> bool:
    """Whether `text` is among the questions to avoid."""
    return any(same_question(text, other) for other in avoid)


def clean_for_speaking(text: str) -> str:
    """Her question without list marks, markup, wrapping quotes and double spaces; never reworded."""
    text = _WIKILINK.sub(r"\1", " ".join(text.split()))
    before = None
    while before != text:
        before = text
        text = _EMPHASIS.sub(r"\2", _LIST_MARK.sub("", text)).strip()
        text = _unwrap(text)
    text = re.sub(r"\s+([?!.,;:])", r"\1", text)
    return text[:1].upper() + text[1:]


def _unwrap(text: str) -> str:
    """Without quotation marks around the whole, or a single one left over at an end."""
    if len(text) > 1 and text[0] in _QUOTES and not any(mark in text[1:-1] for mark in '"“”«»„'):
        text = text[1:]
        text = text[:-1] if text[-1] in _QUOTES else text
    elif text and text[-1] in '"”»' and not any(mark in text[:-1] for mark in '"“«„'):
        text = text[:-1]
    return text.strip()


def quotable_clauses(sentence: str, around: str = "") -> tuple[str, ...]:
    """Clauses of `sentence`, verbatim, three to twelve words, those with the word `around` if given."""
    pieces = [piece for piece in _clauses(sentence) if len(piece.split()) >= 3]
    if not around:
        return tuple(_first_words(piece, LONGEST_QUOTE) for piece in pieces)
    wanted = re.compile(rf"\b{re.escape(around)}\b", re.IGNORECASE)
    return tuple(_from_word(piece, found.start()) for piece in pieces if (found := wanted.search(piece)))


def _from_word(piece: str, start: int) -> str:
    """The piece from `start` where only connectives stand before it, or where it is too long to quote."""
    lead, tail = piece[:start].casefold().split(), piece[start:]
    cut = len(piece.split()) > LONGEST_QUOTE or all(word in _CONNECTIVES for word in lead)
    return _first_words(tail if cut and len(tail.split()) >= 3 else piece, LONGEST_QUOTE)


def _clauses(sentence: str) -> list[str]:
    """Pieces between punctuation and conjunctions; "my manager and I" stays whole."""
    ends = [0]
    pieces = []
    for match in _CLAUSE_BREAK.finditer(sentence):
        if match.group() == "." and sentence[match.end() : match.end() + 1].isalnum():
            continue  # inside a figure or an abbreviation
        if match.group() in ",:" and sentence[match.end() : match.end() + 1].isdigit():
            continue
        before = sentence[ends[-1] : match.start()]
        joins = match.group().strip().casefold() == "and" and len(before.split()) <= _SHORT_SUBJECT
        if joins and re.match(r"(?:I|we)\b", sentence[match.end() :]):
            continue
        pieces.append(before)
        ends.append(match.end())
    pieces.append(sentence[ends[-1] :])
    return [piece.strip(f" \t{_QUOTES}") for piece in pieces if piece.strip(f" \t{_QUOTES}")]


def _first_words(text: str, limit: int) -> str:
    words = list(re.finditer(r"\S+", text))[:limit]
    if len(words) < len(text.split()):
        while len(words) > 2 and words[-1].group().casefold() in _DANGLING:
            words.pop()
    return text[: words[-1].end()] if words else ""


def _plain(text: str) -> str:
    return " ".join(match.group().casefold() for match in _WORD.finditer(text))
