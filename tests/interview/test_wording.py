"""Clauses to quote: hers to the letter, short, and whole enough to be said aloud."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.interview.wording import LONGEST_QUOTE, content_stems, quotable_clauses


@pytest.mark.parametrize(
    ("sentence", "around", "clauses"),
    [
        ("When traffic spiked, we moved the queue and it held.", "we", ("we moved the queue",)),
        ("I also decided which fields to drop.", "I", ("I also decided which fields to drop",)),
        ("So, um, I rewrote the guide.", "I", ("I rewrote the guide",)),
        ("My manager and I disagreed about March.", "I", ("My manager and I disagreed about March",)),
        ("It fell from 3.5 to 1,200 days.", "", ("It fell from 3.5 to 1,200 days",)),
        ("Yes.", "", ()),
        ("It works.", "I", ()),
    ],
)
def test_a_clause_is_cut_where_one_would_stop(sentence: str, around: str, clauses: tuple[str, ...]) -> None:
    assert quotable_clauses(sentence, around) == clauses


@given(st.text(alphabet="abcI we,.;?! \n“”–and-9", max_size=200), st.sampled_from(["", "I", "we"]))
def test_every_clause_is_verbatim_and_short(sentence: str, around: str) -> None:
    for clause in quotable_clauses(sentence, around):
        assert clause in sentence
        assert 1 < len(clause.split()) <= LONGEST_QUOTE
        assert around.casefold() in clause.casefold()


def test_stems_meet_across_endings() -> None:
    assert content_stems("How do you prioritise?") == content_stems("Walk me through your prioritization.")
    assert content_stems("failed") == content_stems("failure")
