"""One reading of an answer: what it tells, who acts, what is counted, what is no answer at all.

Owns `AnswerReading` and `read_answer`; everything is found by rules, in English, with exact
places. Refuses to grade: that is the engines' and the evidence check's.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from coach.detectors import moves, speech
from coach.detectors.figures import FigureSpan, find_figures
from coach.detectors.sentences import Sentence, split_sentences
from coach.detectors.speech import is_decline
from coach.detectors.star import outcome_sentences, segment_star
from coach.domain.notes import FieldName

__all__ = ["AnswerReading", "FigureSpan", "Sentence", "is_decline", "read_answer"]


@dataclass(frozen=True, slots=True)
class AnswerReading:
    """What rules can read off `text`. Sentences and figures carry their places in it.

    `star` holds the sentences of each field; one that clearly tells two is in both.
    `is_injection` are sentences that speak to the grader; they count for nothing else.
    """

    text: str
    words: int
    sentences: tuple[Sentence, ...]
    star: Mapping[FieldName, tuple[Sentence, ...]]
    i: int
    we: int
    fillers: int
    hedges: int
    figures: tuple[FigureSpan, ...]
    hypotheticals: tuple[Sentence, ...]
    own_actions: tuple[Sentence, ...]
    team_actions: tuple[Sentence, ...]
    outcomes: tuple[Sentence, ...]
    alternatives: tuple[Sentence, ...]
    assumptions: tuple[Sentence, ...]
    reflections: tuple[Sentence, ...]
    is_gibberish: bool
    is_injection: tuple[Sentence, ...]


@lru_cache(maxsize=64)  # engine, evidence check and scorecard read the same replies
def read_answer(text: str) -> AnswerReading:
    """The reading of one reply, or of an answer and its replies joined by blank lines."""
    sentences = split_sentences(text)
    injected = speech.injected(text, sentences)
    hers = tuple(sentence for sentence in sentences if sentence not in injected)
    hypotheticals = _that(hers, moves.is_hypothetical)
    reflections = _that(hers, moves.is_reflection)
    told = tuple(sentence for sentence in hers if sentence not in hypotheticals)
    return AnswerReading(
        text=text,
        words=speech.count_words(text),
        sentences=sentences,
        star=MappingProxyType(
            dict(segment_star(hers, lambda sentence: sentence in hypotheticals or sentence in reflections))
        ),
        i=speech.count_i(text),
        we=speech.count_we(text),
        fillers=speech.count_fillers(text),
        hedges=speech.count_hedges(text),
        figures=tuple(figure for figure in find_figures(text) if not _inside(figure, injected)),
        hypotheticals=hypotheticals,
        own_actions=_that(told, moves.tells_own_action),
        team_actions=_that(told, moves.tells_team_action),
        outcomes=outcome_sentences(told),
        alternatives=_that(hers, moves.weighs_alternative),
        assumptions=_that(hers, moves.states_assumption),
        reflections=reflections,
        is_gibberish=speech.looks_like_gibberish(text),
        is_injection=injected,
    )


def _that(sentences: tuple[Sentence, ...], holds: Callable[[str], bool]) -> tuple[Sentence, ...]:
    return tuple(sentence for sentence in sentences if holds(sentence.text))


def _inside(figure: FigureSpan, sentences: tuple[Sentence, ...]) -> bool:
    return any(sentence.start <= figure.start < sentence.end for sentence in sentences)
