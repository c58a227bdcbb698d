"""Sentences keep their places, whatever the text looks like."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.detectors.sentences import LONGEST, split_sentences


def texts(source: str) -> list[str]:
    return [sentence.text for sentence in split_sentences(source)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("I led it. We shipped.", ["I led it.", "We shipped."]),
        ("i led the team. we shipped it! did it work? yes", [
            "i led the team.", "we shipped it!", "did it work?", "yes",
        ]),
        ("We used, e.g. Jira, vs. paper. It worked.", ["We used, e.g. Jira, vs. paper.", "It worked."]),
        ("Latency fell to 1.5 s. Costs fell by 3.2%.", ["Latency fell to 1.5 s.", "Costs fell by 3.2%."]),
        ("He said \"ship it.\" I did.", ['He said "ship it."', "I did."]),
        ("I met J. Doe at 9 a.m. on a train.", ["I met J. Doe at 9 a.m. on a train."]),
        ("1. First thing\n2. Second thing", ["First thing", "Second thing"]),
        ("- calls\n- mails\n\n* notes", ["calls", "mails", "notes"]),
        ("Situation: sales fell\nTask: stop it", ["Situation: sales fell", "Task: stop it"]),
        ("Wait... what happened?! We won.", ["Wait...", "what happened?!", "We won."]),
        ("", []),
        (" \n . \t", []),
    ],
)  # fmt: skip
def test_split(source: str, expected: list[str]) -> None:
    assert texts(source) == expected


def test_hard_wrapped_lines_are_one_sentence() -> None:
    source = "I spent the first week with the support team because nobody knew why\npeople called us twice."
    assert len(texts(source)) == 1


def test_a_transcript_without_punctuation_is_cut_at_connectives() -> None:
    source = (
        "so when i joined the clinic the booking line was always busy and people gave up waiting so i sat "
        "with the front desk for two days and wrote down every call and then i grouped them and half were "
        "about opening hours so i put the hours on the website and in the end the calls dropped by forty "
        "percent and nobody complained"
    )
    pieces = split_sentences(source)
    assert len(pieces) >= 4
    assert all(piece.words <= LONGEST for piece in pieces)
    assert " ".join(piece.text for piece in pieces) == source


@given(st.text(alphabet=st.sampled_from("aI1.!? \n\t-*)é“”…:,🙂\u200b"), max_size=300))
def test_places_are_exact_and_in_order(source: str) -> None:
    end = 0
    for sentence in split_sentences(source):
        assert source[sentence.start : sentence.end] == sentence.text
        assert sentence.start >= end
        end = sentence.end
    kept = sum(char.isalpha() for sentence in split_sentences(source) for char in sentence.text)
    assert sum(char.isalpha() for char in source) - kept <= source.count("a)") + source.count("I)")
