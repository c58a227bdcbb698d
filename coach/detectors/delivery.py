"""Counts over what she said, for the delivery line. No judgement, no audio."""

from collections.abc import Sequence

from coach.detectors import speech
from coach.detectors.figures import find_figures
from coach.domain.grading import Delivery

WORDS_A_MINUTE = 140  # a calm speaking pace


def measure_delivery(replies: Sequence[str]) -> Delivery:
    """The counts over the answer and the replies to probes together."""
    words = sum(speech.count_words(text) for text in replies)
    return Delivery(
        words=words,
        seconds=round(words * 60 / WORDS_A_MINUTE),
        fillers=sum(speech.count_fillers(text) for text in replies),
        i=sum(speech.count_i(text) for text in replies),
        we=sum(speech.count_we(text) for text in replies),
        figures=sum(len(find_figures(text)) for text in replies),
    )
