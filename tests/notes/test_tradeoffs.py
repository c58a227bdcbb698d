from collections.abc import Callable

import pytest

from coach.domain.notes import Note

Read = Callable[[str], Note]


def test_rows_of_a_tradeoff_table(case: Note) -> None:
    assert [(line.line, line.text) for line in case.tradeoffs] == [
        (69, "Speed vs. Price: Direct runs vs. full trucks"),
        (70, "Fixed vs. Flexible: Set slots vs. slots on demand"),
    ]


def test_lines_under_an_item_that_announces_them(bank: Note) -> None:
    assert [line.line for line in bank.tradeoffs] == [41, 42, 43, 46]


def test_versus_elsewhere_is_no_tradeoff(read: Read) -> None:
    assert read("## Lists vs arrays\n- linked vs packed\n\n| a vs b |\n|---|\n| x |\n").tradeoffs == ()


def test_a_table_of_opposites_is_one_of_tradeoffs_whatever_its_head(read: Read) -> None:
    note = read(
        "## Choices\n\n| Tension | On the ward |\n|---|---|\n| **Speed vs. rest** | a short round |\n"
        "| One nurse vs. two | nights |\n"
    )
    assert [(line.text, line.line) for line in note.tradeoffs] == [
        ("Speed vs. rest: a short round", 5),
        ("One nurse vs. two: nights", 6),
    ]


def test_one_opposition_in_a_table_of_other_things_is_none(read: Read) -> None:
    note = read("| Game | Score |\n|---|---|\n| Reds vs. Blues | 2:1 |\n| Training | – |\n| Rest day | – |\n")
    assert note.tradeoffs == ()


@pytest.mark.parametrize("heading", ["Tensions", "Dilemmas to name", "The tensions I see"])
def test_tensions_and_dilemmas_are_tradeoffs(read: Callable[[str], Note], heading: str) -> None:
    note = read(f"## {heading}\n- cold vs cheap\n- a word on both\n")
    assert [line.text for line in note.tradeoffs] == ["cold vs cheap"]
