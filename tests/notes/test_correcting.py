"""From a line that she names to the correction that she means."""

from collections.abc import Callable

import pytest

from coach.domain.notes import Note
from coach.errors import NoteError
from coach.notes.correcting import correct_at, question_at
from coach.notes.corrections import apply_corrections

Read = Callable[[str], Note]

BANK = """# Ward 4

## Structure
1. Look
2. Ask
3. Mend

## Questions
- Tell me about a bad night on the ward
  - S: the lift stood still
  - T: I had to get 40 trays up
  - A: I asked the porters
  - R: 1 tray came late
- Describe a shift that went wrong
"""


@pytest.mark.parametrize("line", [9, 10, 13])
def test_any_line_of_a_story_means_the_story(read: Read, line: int) -> None:
    note = read(BANK)
    assert apply_corrections([note], [correct_at("not_a_story", note, line)]).notes[0].stories == ()


@pytest.mark.parametrize("line", [3, 4, 6])
def test_any_line_of_a_framework_means_the_framework(read: Read, line: int) -> None:
    note = read(BANK)
    assert apply_corrections([note], [correct_at("not_a_framework", note, line)]).notes[0].frameworks == ()


def test_a_story_is_known_by_a_line_that_stands_in_the_note_once(read: Read) -> None:
    frame = "### Story\n**Situation:** {0}\n**Task:** mine\n**Action:** I did {0}\n**Result:** 7 {0}\n\n"
    note = read("# Bank\n\n" + frame.format("beds") + frame.format("lifts"))
    assert [story.line for story in note.stories] == [3, 9]
    correction = correct_at("not_a_story", note, 9)
    assert correction.text == "**Situation:** lifts"
    # Both stories have moved far enough that the other one's heading is now the nearer.
    after = read("# Bank\n" + "\nfiller\n" * 4 + "\n" + frame.format("beds") + frame.format("lifts"))
    (left,) = apply_corrections([after], [correction]).notes[0].stories
    assert left.situation.text == "beds"


@pytest.mark.parametrize(
    ("kind", "line", "says"),
    [
        ("not_a_story", 4, "I see no story here; what I see here is the framework"),
        ("not_a_framework", 14, "I see no framework here; what I see here is a question"),
        ("not_a_question", 1, "I see no question here; I only see the line “# Ward 4”"),
        ("not_a_question", 2, "the line is empty"),
        ("not_a_story", 99, "the note has no such line"),
    ],
)
def test_where_no_such_thing_is_seen_it_says_what_is(read: Read, kind, line: int, says: str) -> None:
    with pytest.raises(NoteError, match=f"^note.md:{line}: .*{says}"):
        correct_at(kind, read(BANK), line)


def test_a_question_is_not_the_same_as_itself(read: Read) -> None:
    note = read(BANK)
    with pytest.raises(NoteError, match="already"):
        correct_at("same_question", note, 9, question_at(note, 9))
