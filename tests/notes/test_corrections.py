from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from coach.domain.notes import Note
from coach.notes.corrections import (
    CORRECTIONS,
    Correction,
    apply_corrections,
    find_passage,
    make_correction,
)
from coach.notes.parse import parse_note

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
- Why nursing, and why with us?
"""


def corrected(note: Note, corrections: Sequence[Correction]) -> Note:
    return apply_corrections([note], corrections).notes[0]


def test_each_kind_changes_what_she_meant_and_nothing_else(read: Read) -> None:
    note = read(BANK)
    assert (len(note.stories), len(note.frameworks), len(note.questions)) == (1, 1, 3)
    assert corrected(note, [make_correction("not_a_story", note, 9)]) == replace(note, stories=())
    assert corrected(note, [make_correction("not_a_story", note, 10)]) == replace(note, stories=())
    assert corrected(note, [make_correction("not_a_framework", note, 3)]) == replace(note, frameworks=())
    less = corrected(note, [make_correction("not_a_question", note, 15)])
    assert [question.line for question in less.questions] == [9, 14]
    assert less.stories == note.stories


def test_two_questions_are_one_and_the_story_keeps_it(read: Read) -> None:
    note = read(BANK)
    target = "Describe a shift that went wrong"
    merged = corrected(note, [make_correction("same_question", note, 9, target)])
    assert [question.text for question in merged.questions] == [target, "Why nursing, and why with us?"]
    assert merged.stories[0].questions == (target,)


def test_a_story_belongs_to_the_question_she_names(read: Read) -> None:
    note = read(BANK)
    moved = corrected(note, [make_correction("belongs_to", note, 12, "Why nursing, and why with us?")])
    assert moved.stories[0].questions == ("Why nursing, and why with us?",)
    assert moved.questions == note.questions


def test_taking_a_correction_back_gives_the_note_as_read(read: Read) -> None:
    note = read(BANK)
    both = [make_correction("not_a_story", note, 9), make_correction("not_a_framework", note, 3)]
    assert corrected(note, both[:1]) == replace(note, stories=())
    assert corrected(note, []) == note


@pytest.mark.parametrize(
    ("edit", "line"),
    [
        (lambda text: text.replace("# Ward 4\n", "# Ward 4\n\nnew\n\nlines\n"), 13),
        (lambda text: text.replace("a bad night on the ward", "a bad night on this ward"), 9),
        (lambda text: text.replace("- Tell me", "* Tell me"), 9),
        (lambda text: text.replace("\n", "\r\n"), 9),
        (
            lambda text: text.replace("Tell me about a bad night on the ward", "How do you sleep by day?"),
            None,
        ),
    ],
)
def test_a_passage_is_known_again_after_an_edit(edit: Callable[[str], str], line: int | None) -> None:
    before = parse_note("a.md", BANK.encode())
    correction = make_correction("not_a_story", before, 9)
    after = parse_note("a.md", edit(BANK).encode())
    assert find_passage(after, correction) == line
    result = apply_corrections([after], [correction])
    assert (result.notes[0].stories == ()) == (line is not None)
    assert result.resting == (() if line is not None else (correction,))


def test_of_two_passages_alike_the_nearer_is_meant_and_of_two_reworded_ones_neither(read: Read) -> None:
    note = read("- a line of the ward book\n\n- a line of the ward book\n")
    assert find_passage(note, make_correction("not_a_question", note, 3)) == 3
    twice = read("- a line in the ward book\n- x\n- a line in the ward book\n")
    assert find_passage(twice, replace(make_correction("not_a_question", note, 1), line=2)) is None


def test_what_is_no_longer_read_as_such_lets_the_correction_rest(read: Read) -> None:
    note = read(BANK)
    correction = make_correction("not_a_story", note, 15)
    assert apply_corrections([note], [correction]).resting == (correction,)
    other = parse_note("other.md", BANK.encode())
    assert apply_corrections([other], [make_correction("not_a_story", note, 9)]).notes == (other,)


def test_the_json_form_comes_back_as_it_was(read: Read) -> None:
    note = read(BANK)
    corrections = (make_correction("not_a_story", note, 9), make_correction("belongs_to", note, 9, "Why?"))
    assert CORRECTIONS.validate_json(CORRECTIONS.dump_json(corrections)) == corrections


def test_a_correction_of_nothing_is_refused(read: Read) -> None:
    note = read(BANK)
    with pytest.raises(ValueError, match="no line 99"):
        make_correction("not_a_story", note, 99)
    with pytest.raises(ValueError, match="target"):
        make_correction("same_question", note, 9)
    with pytest.raises(ValueError, match="target"):
        make_correction("not_a_story", note, 9, "Why?")
