"""Counts over what she said, for the delivery line. No judgement, no audio."""

from collections.abc import Sequence

from coach.detectors.reading import read_answer
from coach.domain.grading import Delivery

WORDS_A_MINUTE = 140  # a calm speaking pace


def measure_delivery(replies: Sequence[str]) -> Delivery:
    """The counts over the answer and the replies to probes together."""
    readings = [read_answer(text) for text in replies]
    words = sum(reading.words for reading in readings)
    return Delivery(
        words=words,
        seconds=round(words * 60 / WORDS_A_MINUTE),
        fillers=sum(reading.fillers for reading in readings),
        i=sum(reading.i for reading in readings),
        we=sum(reading.we for reading in readings),
        figures=sum(len(reading.figures) for reading in readings),
    )
