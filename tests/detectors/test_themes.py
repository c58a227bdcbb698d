"""What a story question is about, and whether a story shows a sign of it."""

import pytest

from coach.detectors.themes import signs_of, speaks_of_herself, speaks_of_this_place, theme_of

DISAGREED = "Our lead wanted to retry for ever, and I thought that it was too expensive, so we argued."
HELPED = "Wim came from support and was nervous, so I reviewed his drafts until he wrote them alone."


@pytest.mark.parametrize(
    ("question", "theme"),
    [
        ("Tell me about a failure.", "something that went wrong"),
        ("Tell me about a time you disagreed with an engineer.", "a disagreement"),
        ("Tell me about a time you helped somebody grow.", "somebody whom you helped"),
        ("Describe a decision you made with too little information.", "a decision in the dark"),
        ("Tell me about a time you said no to a customer.", "a customer"),
        ("What are you proud of?", None),
    ],
)
def test_the_wording_of_a_question_names_its_theme(question: str, theme: str | None) -> None:
    assert theme_of(question) == theme


def test_a_story_on_the_theme_shows_signs_and_another_none() -> None:
    assert signs_of("a disagreement", DISAGREED) >= 1
    assert signs_of("a disagreement", HELPED) == 0
    assert signs_of("somebody whom you helped", HELPED) >= 2
    assert signs_of("somebody whom you helped", DISAGREED) == 0


def test_fillers_do_not_hide_a_sign() -> None:
    assert signs_of("a disagreement", "retries again and i um feared the bill") == 1


def test_an_introduction_says_who_she_is() -> None:
    assert speaks_of_herself("I'm a nurse from the coast.")
    assert not speaks_of_herself("I'm a pretty open person, and I bake.")


def test_a_motivation_addresses_the_place() -> None:
    assert speaks_of_this_place("I'd like to work on your queue page.")
    assert not speaks_of_this_place("They wanted a private pool of GPUs.")
