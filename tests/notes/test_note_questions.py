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


@pytest.mark.parametrize(
    "text",
    [
        "### The first mile\n> “How do we get a parcel out of a flat without a lift?”\n\n- two couriers\n",
        "### Slots\n> “Why do I have to pick an hour on your page at all?”\n",
        "### Trust\n> “Could somebody see where it is, without a call to us?”\n",
        "- What do we do with parcels that nobody wants?",
    ],
)
def test_a_theme_in_a_customers_voice_is_not_asked_of_her(read: Read, text: str) -> None:
    assert read(text).questions == ()


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Tell me about a conflict with a coworker.", "Describe a time you had a conflict with a co-worker"),
        ("Tell me about a time you failed", "Give me an example of a failure"),
        ("How do you prioritise your work?", "How do you prioritize your work"),
    ],
)
def test_the_same_question_in_other_words_is_one(read: Read, left: str, right: str) -> None:
    [question] = read(f"- {left}\n- {right}\n").questions
    assert (question.text, question.line) == (left, 1)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Tell me about a time you failed", "Tell me about a time you succeeded"),
        ("What is your biggest strength?", "What is your biggest weakness?"),
        ("How do you handle a conflict?", "Tell me about a time you handled a conflict"),
        ("Why do you want to leave?", "When do you want to leave?"),
    ],
)
def test_questions_that_differ_in_one_word_that_counts_stay_two(read: Read, left: str, right: str) -> None:
    assert len(read(f"- {left}\n- {right}\n").questions) == 2


def test_a_story_keeps_to_the_wording_that_stands_first(read: Read) -> None:
    note = read(
        "- Tell me about a conflict with a peer\n\n## Bank\n"
        "- Describe a conflict with a colleague\n  - S: two vets wanted the one room\n  - T: I had the rota\n"
        "  - A: I asked both for their worst hour\n  - R: nobody waited over 10 minutes\n"
    )
    assert note.stories[0].questions == ("Tell me about a conflict with a peer",)
    assert [question.line for question in note.questions] == [1]


@pytest.mark.parametrize(
    "text",
    [
        '- "Plan a school trip for 40 children and one bus. Talk me through it."',
        "## Questions they may ask\n\n“Teach me to fold a crane.”\n",
        "## Likely questions\n\nWhy nursing?\nWhat was your worst shift?\n",
        "## What they asked\n\n| Question | Notes |\n|---|---|\n| “Plan a ward round.” | x |\n",
    ],
)
def test_prompts_in_quotes_and_bare_lines_under_questions_are_questions(read: Read, text: str) -> None:
    assert read(text).questions


def test_each_question_says_why_it_counts(read: Read) -> None:
    for question in read('## Q & A\n- "Why us?"\n\n**Tell me about a shift**\n\nQ: Why nursing?\n').questions:
        assert question.reason
        assert 0 < question.confidence <= 1


def test_the_same_question_twice_is_one(read: Read) -> None:
    assert len(read('- Why do you want this job?\n- "why do you want this job"\n').questions) == 1
