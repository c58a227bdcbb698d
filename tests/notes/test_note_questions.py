from collections.abc import Callable

import pytest

from coach.domain.notes import Note

Read = Callable[[str], Note]


def test_every_question_of_a_bank_once_in_order(bank: Note) -> None:
    assert [question.line for question in bank.questions] == [7, 8, 21, 28, 34, 36, 40, 48]
    assert bank.questions[0].text == (
        "Tell me about a service you ran from idea to launch — what told you it worked?"
    )
    assert bank.questions[-1].text == "What did good look like for a tool you launched?"


def test_what_she_will_ask_and_the_points_of_a_framework_are_not_asked_of_her(
    case: Note, sheet: Note
) -> None:
    assert case.questions == ()
    assert sheet.questions == ()


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("- Tell me about a conflict", "Tell me about a conflict"),
        ("1. **Walk me through your CV**", "Walk me through your CV"),
        ("## Describe a time you failed", "Describe a time you failed"),
        ('"What is your weakest side?"', "What is your weakest side?"),
        ("> “Why do you want this job?”", "Why do you want this job?"),
        ("- [ ] How did you measure it?", "How did you measure it?"),
        ("Q3: Give me an example of a hard choice", "Give me an example of a hard choice"),
        ("- Tell me about yourself: keep it to a minute", "Tell me about yourself"),
        ("## Interview questions\n- Which depot was the worst?", "Which depot was the worst?"),
        (
            '## Questions they may ask\n1. "Design a dock for a narrow street."',
            "Design a dock for a narrow street.",
        ),
        ("- Queues doubled in May. Walk me through it.", "Queues doubled in May. Walk me through it."),
        ("| Question | Notes |\n|---|---|\n| Why should we hire you? | x |", "Why should we hire you?"),
    ],
)
def test_the_forms_of_a_question(read: Read, text: str, question: str) -> None:
    assert [found.text for found in read(text).questions] == [question]


@pytest.mark.parametrize(
    "text",
    [
        "## Questions to ask\n- How do you decide what to build?",
        "## Evaluation criteria\n- Do you ask before you answer?",
        "Did you ever wonder why trucks are white? Here is why.",
        "- Is the load chilled?",
        "Would you like me to go through a sample case?",
        "```\n- Tell me about a time\n```",
        "- Tell me",
        "- " + "How do you " + "do all of this and " * 20 + "?",
    ],
)
def test_what_is_not_asked_of_her_is_no_question(read: Read, text: str) -> None:
    assert read(text).questions == ()


def test_the_same_question_twice_is_one(read: Read) -> None:
    assert len(read('- Why do you want this job?\n- "why do you want this job"\n').questions) == 1
