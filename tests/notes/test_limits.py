"""More than a person writes is refused early and in plain words; what is read takes no longer than it may."""

import time

import pytest

from coach.domain.notes import Note
from coach.errors import NoteError
from coach.notes.limits import MAX_LINES, MAX_MARKED
from coach.notes.parse import parse_note

SECONDS = 3.0  # about one on a quiet machine
WORDS = "I moved the crate to the other depot by hand and we lost nothing at all that day. " * 14

PATTERNS = {
    "stories in a line": "S: alpha T: beta A: I gamma R: delta " * 25 + "\n",
    "a story a line": "S: alpha T: beta A: gamma R: delta\n",
    "rows": "| a b c | b | I c | d |\n",
    "questions": "- Tell me about a time you saw item {i}?\n",
    "levels": "".join("  " * depth + "- x\n" for depth in range(100)),
    "letters": "a. x\n",
    "numbers": "{i}. x\n",
    "headings": "# x\n",
    "deep headings": "# a\n## b\n### c\n#### d\n##### e\n###### f\n",
    "letters as headings": "# S\n# T\n# A\n# R\n",
    "steps": "# Part {i}\n## Step 1: a\n- p\n## Step 2: b\n- q\n",
    "arrows": "Structure: ask{i} → compare{i} → choose{i}\n",
    "arrow items": "- Way {i}: ask it → compare it → choose\n",
    "acronyms": "RICE: reach, impact, confidence, effort\n\n",
    "labels": "**Label**\ntext\n\n",
    "labels with lists": "Steps:\n- a\n- b\n\n",
    "quotes": "> " * 8 + "x\n",
    "callouts": "> [!tip] Title\n> text\n\n",
    "comments": "<!--\n",
    "tiny paragraphs": "word\n\n",
}


def note_of(pattern: str, marked: int) -> bytes:
    """`pattern` again and again, until about `marked` of its lines stand there, or 1.9 MB."""
    a_piece = max(1, sum(bool(line.strip()) for line in pattern.split("\n")))
    text = ["| Situation | Task | Action | Result |\n|---|---|---|---|\n"] if pattern[0] == "|" else []
    text += [pattern.replace("{i}", str(i)) for i in range(marked // a_piece)]
    return "".join(text).encode()[:1_900_000]


@pytest.mark.parametrize("marked", [7_000, 49_000])
@pytest.mark.parametrize("name", PATTERNS)
def test_a_note_of_one_thing_over_and_over_is_read_or_refused_soon(name: str, marked: int) -> None:
    data = note_of(PATTERNS[name], marked)
    began = time.process_time()
    found: Note | NoteError
    try:
        found = parse_note("x.md", data)
    except NoteError as error:
        found = error
    assert time.process_time() - began < SECONDS
    if isinstance(found, NoteError):
        assert "more than" in found.why
    if marked > MAX_LINES and data.count(b"\n") > MAX_LINES:
        assert isinstance(found, NoteError)


@pytest.mark.parametrize("above", ["", "## A day at the depot\n\n", "## Tell me about a bad day\n\n"])
def test_two_megabytes_of_prose_are_read(above: str) -> None:
    piece = f"{above}{WORDS}\n\n"
    data = (piece * (1_990_000 // len(piece))).encode()
    began = time.process_time()
    assert len(parse_note("x.md", data).text) == len(data)
    assert time.process_time() - began < SECONDS


def test_a_megabyte_of_broken_lines_is_read() -> None:
    lines = "I moved the crate to the other depot by hand, and it was all of\n" * 14
    assert parse_note("x.md", ((lines + "\n") * 1_900).encode()).frameworks == ()


def test_what_is_refused_says_what_there_is_too_much_of() -> None:
    with pytest.raises(NoteError) as caught:
        parse_note("x.md", b"- x\n" * (MAX_MARKED + 1))
    assert caught.value.why == "it has more than 8,000 list items, headings, table rows and labels"
    with pytest.raises(NoteError) as caught:
        parse_note("x.md", "Structure: ask her → compare both → choose\n\n".encode() * 301)
    assert caught.value.why == "it seems to hold more than 300 frameworks"


def test_a_hundred_levels_are_read_to_the_last() -> None:
    text = "".join("  " * depth + f"- level {depth}\n" for depth in range(100))
    note = parse_note("x.md", f"## Questions\n{text}{'  ' * 99}- Tell me about a bad day\n".encode())
    assert [question.line for question in note.questions] == [102]
