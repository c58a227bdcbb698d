"""Sentences with their exact places: typed text, lists, and transcripts without punctuation.

Owns `Sentence` and `split_sentences`. `sentence.text == source[start:end]` always holds, so
whatever is found in a sentence can be quoted from the source.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST = 45  # words; beyond it a "sentence" is speech without stops, and is cut at connectives
PIECE_MIN = 8
PIECE_MAX = 28

_ABBREVIATIONS_TEXT = (
    "e.g i.e etc vs mr mrs ms dr prof approx no fig st jr sr inc ltd corp co dept est al cf ca a.m p.m"
)
_ABBREVIATIONS = frozenset(_ABBREVIATIONS_TEXT.split())
_STOP = re.compile(r"[.!?…]+[\"'”’)\]*_]*(?=\s|$)")
_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_MARKER = re.compile(r"\s*(?:>+\s*)?(?:[-*+•–]|\(?\d{1,2}[.)]|\(?[a-zA-Z][)])?\s*(?:\[[ xX]\]\s*)?")
_LIST_ITEM = re.compile(r"\s*(?:[-*+•–]|\(?\d{1,2}[.)]|\(?[a-zA-Z][)]|#{1,6})\s|\s*>")
_LABEL = re.compile(r"\s*(?:\*\*)?(?:[STAR]|[A-Z][a-z]{2,12})(?:\*\*)?\s*[:：]")
_WORD = re.compile(r"\S+")
_CONNECTIVE = re.compile(
    r"(?:so|but|because|then|and (?:then|so|i|we|they|he|she|it|the|in the end|that)|which|after that|"
    r"as a result|in the end|eventually|ultimately|finally|afterwards|anyway|basically|when (?:i|we|the)|"
    r"i (?:decided|realized|realised|started|learned|learnt)|my (?:task|job|role)|the (?:result|outcome|"
    r"problem|goal|situation)|next time|looking back|"
    r"in hindsight)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """`text` is `source[start:end]`, code points from 0."""

    text: str
    start: int
    end: int

    @property
    def words(self) -> int:
        """How many words it has, split at white space."""
        return len(self.text.split())


def split_sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of `text` in order; list markers and blank lines belong to none."""
    return tuple(
        Sentence(text[start:end], start, end)
        for block in _blocks(text)
        for stop in _stops(text, *block)
        for start, end in _pieces(text, *stop)
    )


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Lines, with lines joined again that only a hard wrap has parted."""
    open_block: tuple[int, int] | None = None
    for match in _LINE.finditer(text):
        start, end = match.span()
        if open_block is not None:
            if _continues(text, open_block, start, end):
                open_block = (open_block[0], end)
                continue
            yield open_block
        open_block = (start, end)
    if open_block is not None:
        yield open_block


def _continues(text: str, block: tuple[int, int], start: int, end: int) -> bool:
    if text.count("\n", block[1], start) > 1:
        return False
    before, line = text[block[0] : block[1]].rstrip(), text[start:end]
    if not before or not line.strip() or _LIST_ITEM.match(line) or _LABEL.match(line):
        return False
    first = line.lstrip()[0]
    # Only a line as long as a wrapped one is taken to go on: short lines are a list without markers.
    return before[-1] not in ".!?:;…" and first.islower() and len(before) - before.rfind("\n") > 50


def _stops(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    marker = _MARKER.match(text, start, end)
    begin = marker.end() if marker else start
    for match in _STOP.finditer(text, begin, end):
        if not _is_stop(text, begin, match):
            continue
        yield from _trimmed(text, begin, match.end())
        begin = match.end()
    yield from _trimmed(text, begin, end)


def _is_stop(text: str, begin: int, match: re.Match[str]) -> bool:
    if text[match.start()] != "." or len(match.group().rstrip("\"'”’)]*_")) > 1:
        return True
    before = text[begin : match.start()].rsplit(None, 1)
    word = before[-1].lstrip("(\"'“‘[").lower() if before else ""
    after = text[match.end() : match.end() + 3].lstrip()
    if word in _ABBREVIATIONS:
        # "etc." may end a sentence; the others never do, unless nothing follows.
        return word in {"etc", "inc", "ltd", "a.m", "p.m"} and bool(after) and after[0].isupper()
    # One capital is an initial ("J. Smith"); one small letter is a unit ("1.5 s.").
    return not (len(word) == 1 and before[-1][-1:].isupper() and word != "i" and bool(after))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end -= len(piece) - len(piece.rstrip())
    if any(char.isalnum() for char in text[start:end]):
        yield start, end


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    words = [match.span() for match in _WORD.finditer(text, start, end)]
    if len(words) <= LONGEST:
        yield start, end
        return
    first = 0
    for index in range(1, len(words)):
        size = index - first
        enough_left = len(words) - index >= PIECE_MIN
        at_connective = size >= PIECE_MIN and _CONNECTIVE.match(text, words[index][0], end) is not None
        at_comma = size >= PIECE_MAX - 8 and text[words[index - 1][1] - 1] in ",;:"
        if enough_left and (at_connective or at_comma or size >= PIECE_MAX):
            yield words[first][0], words[index - 1][1]
            first = index
    yield words[first][0], words[-1][1]
