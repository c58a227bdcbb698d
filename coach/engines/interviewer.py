"""A model's words held to what an interviewer may say: one question, in role, nothing given away.

The prompt asks for all of this; a model may not listen. Owns what is cut out of its words
before she sees them, sentence by sentence so that they still stream, and when the built-in
phrasing of the same question takes their place. Refuses to choose what is asked.
"""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from coach.claims import Span, split_spoken
from coach.claims.words import plain_stems, tokens_in
from coach.engines import spoken_words as words
from coach.engines.builtin.phrase import phrase as stock_phrase
from coach.engines.protocol import PhraseRequest
from coach.errors import EngineError
from coach.stock import stock_lines

WORDS_AROUND = 60  # that may stand around the question; a talk is not a turn
LONGEST_PROBE = 60  # words; a follow-up beyond that is several
LONGEST_READ = 4_000  # characters; a model that has not asked by then will not
PUT = 0.5  # of the question's content words have to be there, or it was not put
SAME_QUESTION = 0.3  # of a sentence's content words: it is a part of the question that was given

_ASKING_TEXT = "tell describe walk talk give gave share explain example time situation please"
_OF_ASKING = plain_stems(_ASKING_TEXT.split())  # in every question, so in no one's subject

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Given:
    """What the sentences are held against, worked out once."""

    item: frozenset[str]  # content stems of the question that is given
    numbers: frozenset[str]  # that stand in what the model was shown
    is_english: bool
    step: str  # the name of the step that a probe is about: in realistic mode it gives the answer away


def hold_to_one_question(pieces: Iterable[str], request: PhraseRequest) -> Iterator[str]:
    """The sentences of `pieces` that may be said, and the built-in words where the question is missing.

    Joined they are the whole turn. Passes EngineError on, but for a reply that is empty,
    refused or no words at all: then the built-in phrasing is said, and the reason logged.
    """
    given = _given(request)
    turn = _Turn(request, given)
    held = ""
    is_open = False  # inside a code fence or a thought that was not closed yet nothing is judged
    try:
        for piece in pieces:
            held += piece
            is_open = held.count("```") % 2 == 1
            done = [] if is_open else split_spoken(held)[:-1]  # the last one may still grow
            for sentence in done:
                yield from turn.take(sentence.text)
            if done:
                held = held[done[-1].end :]
            if turn.is_over or turn.read > LONGEST_READ:
                held = ""
                break
    except EngineError as error:
        if error.trouble not in ("malformed", "refused"):
            error.partial = turn.said
            raise
        turn.dropped.append(error.message)
        held = ""
    for sentence in split_spoken(held):
        yield from turn.take(sentence.text)
    yield from turn.close()


def speak_draft(pieces: Iterable[str]) -> Iterator[str]:
    """A draft as words to say: what is written for the eye goes, paragraphs and blanks stay.

    Whether she may say it is not decided here; the claim check does that.
    """
    held = ""
    said = False

    def cleaned(spans: Iterable[Span]) -> Iterator[str]:
        nonlocal said
        last = 0
        for span in spans:
            kept = words.clean_draft(span.text)
            gap = "\n\n" if held[last : span.start].count("\n") > 1 else " "
            last = span.end if kept else last
            if kept:
                yield f"{gap}{kept}" if said else kept
                said = True

    try:
        for piece in pieces:
            held += piece
            done = split_spoken(held)[:-1]
            if done:
                yield from cleaned(done)
                held = held[done[-1].end :]
    except EngineError:
        yield from cleaned(split_spoken(held))  # what came is hers to see
        raise
    yield from cleaned(split_spoken(held))


class _Turn:
    """One message as it grows: what was said so far, what was left out, whether the question stands."""

    def __init__(self, request: PhraseRequest, given: _Given) -> None:
        self.request = request
        self.given = given
        self.said = ""
        self.read = 0
        self.is_over = False
        self.dropped: list[str] = []
        self._around = 0
        self._has_asked = False
        self._covered: frozenset[str] = frozenset()

    def take(self, raw: str) -> Iterator[str]:
        """What of one sentence may be said, as none or one piece."""
        self.read += len(raw)
        if self.is_over:
            return
        if words.speaks_for_her(raw):
            self.is_over = True  # the model goes on to play the candidate
            return
        sentence = words.clean(raw)
        kept = self._kept(sentence) if sentence else ""
        if kept:
            yield self._say(kept)
        elif raw.strip():
            self.dropped.append(raw.strip()[:80])

    def close(self) -> Iterator[str]:
        """The built-in words where the model's hold no question; nothing otherwise."""
        missing = self._missing()
        if missing:
            _log.info("Built-in words for a %s that the model did not put", self.request.kind)
            yield self._say(missing)
        elif self.dropped:
            _log.info("Left out of a %s: %s", self.request.kind, self.dropped)

    def _say(self, text: str) -> str:
        piece = f" {text}" if self.said else text
        self.said += piece
        return piece

    def _kept(self, sentence: str) -> str:
        """The sentence as it may be said, or ""."""
        if words.is_no_speech(sentence) or (self.given.is_english and words.is_foreign(sentence)):
            return ""
        if self.request.kind in ("open", "question"):
            return self._kept_of_question(sentence)
        if words.is_ask(sentence) and self.request.kind != "close":
            return self._kept_of_ask(sentence)
        return self._kept_remark(sentence)

    def _kept_of_question(self, sentence: str) -> str:
        """A part of the question that is given stays whole; any other question goes."""
        stems = _stems(sentence)
        shared = stems & self.given.item
        is_part = bool(shared) and len(shared) >= SAME_QUESTION * len(stems)
        asks = words.is_ask(sentence)
        if (asks or is_part) and shared:
            if asks and self._has_asked and not shared - self._covered:
                return ""  # the same once more, or something else about it
            self._covered |= shared
            self._has_asked = self._has_asked or asks
            self.is_over = self._has_asked and self._covered >= self.given.item
            kept = words.without_praise(sentence)
            return kept if is_part else ("" if words.is_lesson(kept) else kept)
        return "" if asks or self._is_put() else self._kept_remark(sentence)

    def _kept_of_ask(self, sentence: str) -> str:
        """The one question of a follow-up, without what would make it two or give the answer away."""
        kept = words.without_examples(words.first_question(words.without_praise(sentence)))
        is_leak = self.request.mode == "realistic" and (
            words.names_a_method(kept) or (self.given.step and self.given.step in kept.casefold())
        )
        if is_leak or self._is_invented(kept) or len(kept.split()) > LONGEST_PROBE:
            return ""
        self._has_asked = self.is_over = True
        return kept

    def _kept_remark(self, sentence: str) -> str:
        """A sentence beside the question: short, in role, no verdict, no lesson, no figure of its own."""
        if words.is_ask(sentence):
            return ""
        if self.request.kind == "clarify" and self._is_of_the_task(sentence):
            return sentence  # read out once more
        if words.is_lesson(sentence):
            return ""
        is_close = self.request.kind == "close"
        if words.is_praise(sentence) and (self.request.mode == "realistic" or is_close):
            return ""
        if is_close and words.is_promise(sentence):
            return ""
        if self._is_invented(sentence) and not (
            self.request.kind == "clarify" and words.is_assumption(sentence)
        ):
            return ""
        self._around += len(sentence.split())
        return sentence if self._around <= WORDS_AROUND else ""

    def _is_invented(self, sentence: str) -> bool:
        return not words.numbers_in(sentence) <= self.given.numbers

    def _is_of_the_task(self, sentence: str) -> bool:
        stems = _stems(sentence)
        return len(stems & self.given.item) > len(stems) / 2

    def _is_put(self) -> bool:
        item = self.given.item
        return self._has_asked and len(self._covered) >= PUT * len(item)

    def _missing(self) -> str:
        """The built-in words that have to be said still."""
        kind, item = self.request.kind, self.request.item
        if not self.said:
            return stock_phrase(self.request)
        if kind == "close" or item is None:
            return ""
        if kind in ("open", "question"):
            is_put = len(self._covered) >= PUT * len(self.given.item)
            return "" if is_put else item.text if item.text[-1:] in ".?!" else f"{item.text}."
        if self._has_asked:
            return ""
        return stock_phrase(self.request) if kind == "probe" else stock_lines().go_on["neutral"][0]


def _given(request: PhraseRequest) -> _Given:
    probe = request.probe
    item = request.item.text if request.item else ""
    shown = [item, request.last_question, request.last_reply, request.company]
    shown += [passage.text for passage in request.passages]
    shown += [probe.quote, probe.detail] if probe else []
    return _Given(
        item=_stems(item),
        numbers=frozenset().union(*map(words.numbers_in, shown)),
        is_english=not words.is_foreign(item),
        step=probe.detail.casefold() if probe and probe.gap == "step" else "",
    )


def _stems(text: str) -> frozenset[str]:
    """Content stems; all words of a question that has none ("Tell me about yourself.")."""
    tokens = [token.lower for token in tokens_in(text)]
    return plain_stems(tokens) - _OF_ASKING or frozenset(tokens)
