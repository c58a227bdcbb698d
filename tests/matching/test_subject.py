"""What a question is about, held against a text: its own words met or missing."""

import pytest

from coach.index.embeddings import Embedder
from coach.matching.subject import Subject, story_lines

STORY = story_lines(
    "Tell me about a launch.", "I launched a booking page for the engineers. The invoices were late."
)


@pytest.fixture(params=["dense", "lexical"])
def subject(request: pytest.FixtureRequest) -> Subject:
    return Subject(request.getfixturevalue("embedder") if request.param == "dense" else None)


def test_words_of_every_interview_are_never_missing(subject: Subject) -> None:
    for question in (
        "Tell me about a difficult stakeholder",
        "what is your biggest mistake",
        "when were you under unfair pressure",
    ):
        carried = subject.carried(question, STORY)
        assert (carried.lack, carried.missing) == (0.0, ())


def test_a_subject_of_its_own_is_missed_where_nothing_meets_it(subject: Subject) -> None:
    carried = subject.carried("Tell me about launching a mobile app in Japan", STORY)
    assert {"mobile", "app", "Japan"} <= set(carried.missing)
    assert carried.lack > 0.5


def test_a_subject_that_stands_there_is_held(subject: Subject) -> None:
    assert subject.carried("tell me about the booking page", STORY).lack == 0
    assert subject.carried("tell me about late invoice", STORY).lack == 0


def test_an_engine_is_no_engineer(subject: Subject) -> None:
    assert subject.carried("your work on an engine", STORY).missing == ("engine",)


def test_another_word_for_it_is_met_by_meaning(embedder: Embedder) -> None:
    question = "tell me about bills"
    assert Subject(embedder).carried(question, STORY).lack < Subject(None).carried(question, STORY).lack
