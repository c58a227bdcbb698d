import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.domain.notes import Note, Section
from coach.domain.passages import Chunk
from coach.index.chunks import LIMIT, chunk_note, embedded_text
from coach.index.embeddings import Embedder
from coach.notes.parse import parse_note

WORDS = ["timetable", "ferry", "robot", "lawn", "park", "cache", "metric", "seat", "price", "map"]


def count_words(text: str) -> int:
    return len(text.split()) + 2


def sentence(number: int, length: int = 12) -> str:
    return " ".join(WORDS[(number + at) % len(WORDS)] for at in range(length)).capitalize() + "."


def note_of(text: str, path: str = "note.md") -> Note:
    return parse_note(path, text.encode())


def assert_exact(note: Note, chunks: tuple[Chunk, ...]) -> None:
    """Every chunk says the lines that it is of, and does not leave its section."""
    lines = note.text.split("\n")
    for chunk in chunks:
        source = "\n".join(lines[chunk.start_line - 1 : chunk.end_line])
        assert chunk.text in source
        assert chunk.text.count("\n") == chunk.end_line - chunk.start_line
        assert any(
            section.heading == chunk.heading
            and section.start_line <= chunk.start_line
            and chunk.end_line <= section.end_line
            for section in note.sections
        )


def test_short_sections_are_one_chunk_each_with_heading_path_and_lines() -> None:
    note = note_of("# Stories\n\n## The ferry\n\nIt crashed.\nI fixed it.\n\n## The map\n\nWe kept it.\n")
    chunks = chunk_note(note, count_words)
    assert [(chunk.heading, chunk.start_line, chunk.end_line) for chunk in chunks] == [
        (("Stories", "The ferry"), 3, 6),
        (("Stories", "The map"), 8, 10),
    ]
    assert chunks[0].text == "## The ferry\n\nIt crashed.\nI fixed it."
    assert embedded_text(chunks[0]) == "Stories > The ferry\nIt crashed.\nI fixed it."


def test_a_heading_without_text_is_kept_only_where_nothing_stands_under_it() -> None:
    note = note_of("# Bank\n\n## A story I still owe\n\n## Another\n\nTold.\n")
    assert [chunk.heading[-1] for chunk in chunk_note(note, count_words)] == [
        "A story I still owe",
        "Another",
    ]


def test_long_sections_are_split_between_items_and_stay_in_size(embedder: Embedder) -> None:
    items = [f"- {sentence(at)}\n    - {sentence(at + 3)}\n    - {sentence(at + 5)}" for at in range(14)]
    note = note_of("# Long list\n\nBefore the list.\n\n" + "\n".join(items) + "\n\nAfter the list.\n")
    chunks = chunk_note(note, embedder.count_tokens)
    assert len(chunks) > 2
    assert_exact(note, chunks)
    sizes = [embedder.count_tokens(embedded_text(chunk)) for chunk in chunks]
    assert max(sizes) <= LIMIT
    assert min(sizes) >= 60
    inside = chunks[1:]
    assert all(re.match(r"- ", chunk.text) for chunk in inside), "an outer item was cut in the middle"
    together = "\n".join(chunk.text for chunk in chunks)
    assert all(item in together for item in items)


def test_a_paragraph_on_one_line_is_split_between_sentences(embedder: Embedder) -> None:
    line = " ".join(sentence(at) for at in range(60))
    note = note_of(f"# Long line\n\n{line}\n")
    chunks = chunk_note(note, embedder.count_tokens)
    assert len(chunks) > 2
    assert_exact(note, chunks)
    assert all(chunk.text.endswith(".") for chunk in chunks)
    assert {chunk.end_line for chunk in chunks} == {3}
    assert " ".join(chunk.text for chunk in chunks).endswith(line)


@pytest.mark.parametrize("blob", ["x" * 5_000, "a+b/" * 2_000, "。" * 900, "試" * 900])
def test_text_without_spaces_is_cut_small_enough_to_embed(embedder: Embedder, blob: str) -> None:
    note = note_of(f"# Blob\n\n{blob} end\n")
    chunks = chunk_note(note, embedder.count_tokens)
    assert_exact(note, chunks)
    assert max(embedder.count_tokens(embedded_text(chunk)) for chunk in chunks) <= embedder.max_tokens


def test_ids_survive_a_move_and_change_with_a_word() -> None:
    text = "## One\n\nFirst words.\n\n## Two\n\nSecond words.\n"
    before = chunk_note(note_of(text), count_words)
    moved = chunk_note(note_of("## Zero\n\nNew.\n\n" + text), count_words)
    assert [chunk.id for chunk in moved[1:]] == [chunk.id for chunk in before]
    assert moved[1].start_line == before[0].start_line + 4
    edited = chunk_note(note_of(text.replace("Second", "Third")), count_words)
    assert (edited[0].id, edited[1].id != before[1].id) == (before[0].id, True)
    elsewhere = chunk_note(note_of(text, "other.md"), count_words)
    assert {chunk.id for chunk in elsewhere}.isdisjoint(chunk.id for chunk in before)


def test_equal_chunks_have_ids_of_their_own() -> None:
    section = Section(("Same",), "Same words.", 1, 1)
    note = Note("n.md", "0", "n", "", sections=(section, Section(("Same",), "Same words.", 9, 9)))
    first, second = chunk_note(note, count_words)
    assert first.id != second.id


def test_nothing_but_rules_and_blanks_gives_no_chunk() -> None:
    assert chunk_note(note_of("---\n\n***\n\n   \n- \n"), count_words) == ()


LINES = st.lists(
    st.one_of(
        st.sampled_from(["", "  ", "- item", "    1. inner item", "> quote", "| a | b |", "***"]),
        st.integers(0, 40).map(lambda at: sentence(at, at + 1)),
        st.text(max_size=40).filter(lambda text: "\n" not in text and "\r" not in text),
    ),
    min_size=1,
    max_size=60,
)


@settings(max_examples=60, deadline=None)
@given(LINES, LINES)
def test_any_section_gives_exact_chunks_that_leave_no_word_out(first: list[str], second: list[str]) -> None:
    one = ["## A heading", *first]
    sections = (
        Section(("Top", "A heading"), "\n".join(one), 1, len(one)),
        Section((), "\n".join(second), len(one) + 1, len(one) + len(second)),
    )
    note = Note("n.md", "0", "n", "\n".join([*one, *second]), sections=sections)
    chunks = chunk_note(note, count_words)
    assert_exact(note, chunks)
    assert all(re.search(r"\w", chunk.text) for chunk in chunks)
    assert len({chunk.id for chunk in chunks}) == len(chunks)
    spans = [(chunk.start_line, chunk.end_line) for chunk in chunks]
    assert spans == sorted(spans)
    held = re.findall(r"\w", "".join(chunk.text for chunk in chunks))
    assert held == re.findall(r"\w", note.text)
