"""Which of the question marks in notes are questions for her, and in which round."""

import pytest

from coach.domain.interview import QuestionKind
from coach.interview.askable import is_askable, spoken_kind


def kind_of(text: str, *, with_stories: bool = False, has_story: bool = False) -> QuestionKind:
    return spoken_kind(text, with_stories=with_stories, has_story=has_story)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Tell me about a time you lost a customer.", "behavioural"),
        ("How do you handle pushback?", "behavioural"),
        ("What would your colleagues in sales say about you?", "behavioural"),
        ("A bank says that its bill doubled. What do you do?", "case"),
        ("You're launching in a new city. What's your plan?", "case"),
        ("Walk me through how you'd launch a new card.", "case"),
        ("As the PM of a map app, how do you prioritise bugs?", "case"),
        ("Customer needs a faster export for audits", "case"),
        ("Should we charge for storage?", "case"),
        ("Walk me through your background.", "intro"),
        ("Why do you want to work here?", "motivation"),
    ],
)
def test_a_question_for_her_is_asked_in_its_round(text: str, kind: QuestionKind) -> None:
    assert kind_of(text) == kind
    assert is_askable(text, kind, ("Prep",))


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("Does she explain her assumptions?", ("Evaluation criteria",)),
        ("Tell me about a time you led.", ("Questions to ask the interviewer",)),
        ("How can I best help with your goals?", ("First 90 days",)),
        ("Are there budget limits?", ("Case",)),
        ("Did you really do what is on your CV?", ("Case",)),
        ("Tell me about a time you failed: this question opens almost any interview.", ("Bank",)),
        ("Tell me about ^ again", ("Bank",)),
        ("Why?", ("Bank",)),
        ("How will backups occur?", ("System design",)),
        ("What is our moat?", ("Strategy",)),
        ("Two Sum II", ("Practice",)),
        ("Tell me about a time you " + "really " * 60 + "led.", ("Bank",)),
        ("What do you know about &lt;role&gt;?", ("Bank",)),
    ],
)
def test_other_question_marks_are_left_alone(text: str, heading: tuple[str, ...]) -> None:
    assert not is_askable(text, kind_of(text), heading)


def test_a_heading_can_say_that_they_will_ask_it() -> None:
    assert is_askable("Tell me about a time you led.", "behavioural", ("Questions they are likely to ask",))


def test_in_a_cheat_sheet_only_such_a_heading_makes_a_question() -> None:
    text = "How would you price the small plan?"
    assert not is_askable(text, "case", ("Pricing themes",), in_framework=True)
    assert is_askable(text, "case", ("Practice prompts",), in_framework=True)


def test_a_question_that_she_answers_with_a_story_is_behavioural() -> None:
    text = "Describe a migration or another dull project."
    assert kind_of(text, has_story=True) == "behavioural"
    assert kind_of("How do you gather needs that nobody can name?", with_stories=True) == "behavioural"
