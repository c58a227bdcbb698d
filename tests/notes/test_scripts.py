from collections.abc import Callable

import pytest

from coach.domain.notes import Note

Read = Callable[[str], Note]


def test_a_prep_sheet_holds_small_talk_an_intro_and_questions(sheet: Note) -> None:
    assert [(script.kind, script.line, [item.line for item in script.items]) for script in sheet.scripts] == [
        ("small_talk", 7, [8, 9]),
        ("intro", 11, [12, 14]),
        ("questions_to_ask", 22, [23, 24, 25]),
    ]
    assert (
        sheet.scripts[2].items[2].text
        == "Once the snow is gone, what should someone in this role have fixed?"
    )


def test_key_phrases_lose_their_quotes(case: Note) -> None:
    [script] = case.scripts
    assert script.kind == "phrases"
    assert [item.text for item in script.items] == [
        "May I check two assumptions first?",
        "Here’s how I’d split the problem…",
    ]


def test_questions_to_ask_are_the_items_not_their_details(bank: Note) -> None:
    [script] = bank.scripts
    assert [item.text for item in script.items] == [
        "Which depot is the hardest one? why?",
        "Who decides on slots?",
    ]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("## Questions for them", "questions_to_ask"),
        ("**Questions I want to ask**", "questions_to_ask"),
        ("## Any questions?", "questions_to_ask"),
        ("## What I may ask", "questions_to_ask"),
        ("## Things I would love to know", "questions_to_ask"),
        ("## My pitch", "intro"),
        ("## Elevator pitch (60 s)", "intro"),
        ("## Ice breakers", "small_talk"),
        ("## Closing", "closing"),
        ("## Sound bites", "phrases"),
    ],
)
def test_headings_announce_scripts(read: Read, heading: str, kind: str) -> None:
    note = read(f"{heading}\n\n- I am Mara, and I like my trucks cold, don't you?\n")
    assert [script.kind for script in note.scripts] == [kind]


def test_an_introduction_that_speaks_of_nobody_is_no_pitch(read: Read) -> None:
    assert read("## Introduction\nThis article explains how depots plan.\n").scripts == ()


def test_bare_questions_in_a_bank_are_asked_of_her(read: Read) -> None:
    note = read("# Bank\n## Questions\n- Tell me about a conflict\n- How do you plan your day?\n")
    assert note.scripts == ()
    assert len(note.questions) == 2


def test_a_script_says_how_sure_it_is_and_why(read: Read) -> None:
    [announced] = read("## Small talk\n- my trucks in the snow\n").scripts
    assert (announced.confidence, announced.reason) == (1.0, "under 'Small talk'")
    [told] = read("# Bank\n## Questions\n- How large is your team, in this role?\n").scripts
    assert (told.kind, told.confidence, told.reason) == (
        "questions_to_ask",
        0.7,
        "questions to them under 'Questions'",
    )
