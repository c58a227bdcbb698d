"""The reader on real notes that are private: only counts and structure are named here."""

from pathlib import Path

import pytest

from coach.domain.notes import Note
from coach.notes.gaps import find_gaps
from coach.notes.vault import read_vault

SEEDS = next(
    (folder for above in Path(__file__).parents if (folder := above / "shared" / "seeds").is_dir()),
    Path("nowhere"),
)
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the private notes are not on this machine")


@pytest.fixture(scope="module")
def notes() -> tuple[Note, Note, Note]:
    vault, _ = read_vault(SEEDS)
    assert not vault.skipped
    first, second, third = vault.notes
    return first, second, third


def test_the_prep_sheet(notes: tuple[Note, Note, Note]) -> None:
    sheet, case, bank = notes
    assert [(script.kind, len(script.items)) for script in sheet.scripts] == [
        ("small_talk", 4),
        ("intro", 2),
        ("questions_to_ask", 5),
    ]
    assert [len(framework.steps) for framework in sheet.frameworks] == [5]
    assert [link.resolved for link in sheet.links] == [case.path, None, bank.path]
    assert sheet.questions == ()


def test_the_case_framework(notes: tuple[Note, Note, Note]) -> None:
    case = notes[1]
    [framework] = case.frameworks
    assert [(step.line, len(step.points)) for step in framework.steps] == [
        (28, 9),
        (73, 11),
        (108, 10),
        (141, 8),
        (163, 9),
        (194, 4),
    ]
    assert [line.line for line in case.tradeoffs] == [145, 146, 147, 148]
    assert [(script.kind, len(script.items)) for script in case.scripts] == [("phrases", 4)]
    assert len(case.repairs) == 31
    assert not any(mark in case.text for mark in ("â", "ğ", "ï¸", "Ã"))


def test_the_story_bank(notes: tuple[Note, Note, Note]) -> None:
    bank = notes[2]
    assert [question.line for question in bank.questions] == [7, 8, 21, 28, 34, 36, 37, 38, 42, 54]
    assert [
        (story.line, story.end_line, [field.state for field in story.fields().values()])
        for story in bank.stories
    ] == [
        (8, 14, ["full", "full", "thin", "full"]),
        (15, 20, ["full"] * 4),
        (21, 25, ["empty"] * 4),
        (28, 33, ["empty"] * 4),
    ]
    assert bank.stories[0].questions == bank.stories[1].questions
    assert [(framework.line, len(framework.steps)) for framework in bank.frameworks] == [
        (58, 3),
        (59, 0),
        (60, 4),
        (62, 6),
    ]
    assert [line.line for line in bank.tradeoffs] == [43, 44, 45, 46, 47, 48, 51, 52]
    assert [(script.kind, script.line) for script in bank.scripts] == [("questions_to_ask", 70)]


def test_their_gaps(notes: tuple[Note, Note, Note]) -> None:
    found = find_gaps(read_vault(SEEDS)[0])
    assert [(gap.kind, gap.line) for gap in found] == [
        *(("empty_field", line) for line in (12, 22, 23, 24, 25, 30, 31, 32, 33)),
        *(("question_without_story", line) for line in (7, 34, 36, 37, 38, 42, 54)),
        ("no_result_figure", 13),
        ("no_result_figure", 19),
        ("dangling_link", 23),
        ("encoding", 5),
    ]
