import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.domain.notes import Note, Vault
from coach.errors import NoteError
from coach.notes.parse import parse_note

Read = Callable[[str], Note]


def test_title_aliases_tags_and_companies_come_from_the_frontmatter(read: Read) -> None:
    note = read(
        '---\ntitle: "Depot: the sequel"\naliases:\n  - second depot\ntags: [a, b]\n'
        "company: Tidewell\n---\n# Other\n#c"
    )
    assert note.title == "Depot: the sequel"
    assert note.aliases == ("second depot",)
    assert note.tags == ("a", "b", "c")
    assert note.companies == ("Tidewell",)
    assert not note.generated


def test_without_a_title_the_only_first_heading_or_the_file_names_the_note() -> None:
    assert parse_note("a/b.md", b"# Harbour plan\n## x").title == "Harbour plan"
    assert parse_note("a/b.c.md", b"# One\n# Two").title == "b.c"


@pytest.mark.parametrize(
    ("path", "title", "company"),
    [
        ("x.md", "Prep for Tidewell Systems", "Tidewell Systems"),
        ("x.md", "Tidewell company notes", "Tidewell"),
        ("x.md", "Tidewell interview prep", "Tidewell"),
        ("companies/tidewell.md", "Tidewell", "Tidewell"),
        ("x.md", "Prep for the interview", None),
        ("x.md", "Behavioural interview notes", None),
        ("x.md", "Notes on Tidewell", None),
    ],
)
def test_the_company_of_a_note_is_told_by_title_and_folder(
    path: str, title: str, company: str | None
) -> None:
    found = parse_note(path, f"---\ntitle: {title}\n---\n".encode()).companies
    assert found == ((company,) if company else ())


def test_a_company_in_the_frontmatter_stands_before_the_title(read: Read) -> None:
    assert read("---\ntitle: Prep for Odile\ncompanies: [Tidewell, Corvane]\n---\n").companies == (
        "Tidewell",
        "Corvane",
    )


def test_what_the_coach_wrote_is_marked(read: Read) -> None:
    assert read("---\ncoach: generated\n---\nS: a").generated


@pytest.mark.parametrize(
    "front",
    ["title: a: b: c", "title: Depot\nx: [", "title: Depot\nx: &a 1\ny: *a", "title: Depot\nx: \t- @"],
)
def test_broken_frontmatter_loses_neither_title_nor_text(read: Read, front: str) -> None:
    note = read(f"---\n{front}\n---\n## Key phrases\n- Let me check that first\n")
    assert note.title in ("Depot", "a: b: c")
    assert [script.items[0].line for script in note.scripts] == [front.count("\n") + 5]


def test_an_unclosed_rule_at_the_top_is_text(read: Read) -> None:
    note = read("---\ntitle: x\n\n# Head\n")
    assert note.title == "Head"


def test_sections_carry_their_path_and_their_lines_are_their_text(samples: Vault) -> None:
    for note in samples.notes:
        lines = note.text.split("\n")
        for section in note.sections:
            assert section.text == "\n".join(lines[section.start_line - 1 : section.end_line])
        covered = [line for s in note.sections for line in range(s.start_line, s.end_line + 1)]
        assert len(covered) == len(set(covered))


def test_headings_of_both_kinds_make_sections_and_code_makes_none(read: Read) -> None:
    note = read(
        "intro\n\nTop\n===\ntext\n\nBelow\n---\n```\n# no\n```\n\n### Deep ###\n\n"
        "# **Next** [x](y.md)\nlast\n"
    )
    assert [(s.heading, s.start_line, s.end_line) for s in note.sections] == [
        ((), 1, 1),
        (("Top",), 3, 5),
        (("Top", "Below"), 7, 11),
        (("Top", "Below", "Deep"), 13, 13),
        (("Next x",), 15, 16),
    ]


def test_every_line_named_exists_and_holds_what_it_is_said_to_hold(samples: Vault) -> None:
    for note in samples.notes:
        lines = note.text.split("\n")
        for question in note.questions:
            assert question.text[:20] in lines[question.line - 1]
        for framework in note.frameworks:
            for step in framework.steps:
                assert step.name.split()[0].casefold() in lines[step.line - 1].casefold()
                for point in step.points:
                    assert point.text.split()[0] in lines[point.line - 1]
        for story in note.stories:
            for field in story.fields().values():
                if field.text and field.line:
                    assert field.text.split("\n")[0] in lines[field.line - 1]


def hostile() -> dict[str, bytes]:
    return {
        "quotes": b">" * 10**6,
        "quote lines": b">\n" * 49_000,
        "10,000 levels": b"".join(b" " * (2 * depth) + b"- x\n" for depth in range(10_000)),
        "1,000 levels by tabs": b"".join(b"\t" * depth + b"- x\n" for depth in range(1_000)),
        "markers in a line": b"- " * 900_000,
        "numbers in a line": b"- 1. " * 300_000,
        "brackets": b"[" * 10**6,
        "links": b"[[a](" * 300_000,
        "emphasis": b"*a **b _c " * 150_000,
        "ticks": "`a``b```câ€".encode() * 100_000,
        "columns": (b"a|" * 1_000 + b"\n" + b"-|" * 1_000 + b"\n" + (b"a|" * 900 + b"\n") * 500),
        "aliases": b"---\na: &a [x,x,x]\n"
        + b"".join(
            f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)},*{chr(97 + i)},*{chr(97 + i)}]\n".encode()
            for i in range(20)
        )
        + b"---\n# hi\n",
        "flow depth": b"---\na: " + b"[" * 15_000 + b"\n---\n",
        "block depth": b"---\n" + b"- " * 7_000 + b"\n---\n",
        "NUL": b"abc\x00" * 1_000,
        "spaces": b"- " + b" " * 10**6 + b"x",
        "arrows": "a → ".encode() * 200_000,
    }


@pytest.mark.parametrize("name", list(hostile()))
def test_hostile_input_ends_in_a_note_or_a_note_error_soon(name: str) -> None:
    data = hostile()[name]
    began = time.process_time()
    with suppress(NoteError):
        parse_note("x.md", data)
    assert time.process_time() - began < 3  # a second on a quiet machine


def test_a_note_that_is_too_large_says_so() -> None:
    with pytest.raises(NoteError, match="larger than 2 MB"):
        parse_note("x.md", b"a" * 2_000_001)
    with pytest.raises(NoteError, match="more than 30,000 lines"):
        parse_note("x.md", b"\n" * 60_000)


PIECES = st.sampled_from(
    [
        *(
            "# ",
            "## Step 1: ",
            "- ",
            "1. ",
            "\t",
            "    ",
            "> ",
            "```",
            "---",
            "\n",
            "\n\n",
            "[[",
            "]]",
            "(",
            ")",
        ),
        *(
            "[",
            "]",
            "S: ",
            "T:",
            "A",
            "R. ",
            "**",
            "Result",
            ": ",
            " → ",
            "?",
            "Tell me about a ",
            "x",
            "1) ",
        ),
        *(
            "2) ",
            "\\",
            "`",
            "~~~",
            "<!--",
            "title: ",
            "&a *a",
            "{",
            "@",
            "Frameworks:",
            "STAR",
            "=",
            "\r",
            "\x85",
        ),
        *("\u2028", "â€", "ğŸ¯", "\ufeff", "\t1. ", "$", "%%", "^", "|", "|---|---|\n", "| a | b |\n"),
    ]
)


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=400), st.lists(PIECES, max_size=60).map(lambda parts: "".join(parts).encode())
    )
)
def test_any_bytes_give_a_note_or_a_note_error(data: bytes) -> None:
    try:
        note = parse_note("a.md", data)
    except NoteError:
        return
    last = note.text.count("\n") + 1
    named = [
        *(section.start_line for section in note.sections),
        *(section.end_line for section in note.sections),
        *(question.line for question in note.questions),
        *(story.end_line for story in note.stories),
        *(framework.line for framework in note.frameworks),
        *(link.line for link in note.links),
        *(script.line for script in note.scripts),
    ]
    assert all(1 <= line <= last for line in named)


def test_bytes_are_hashed_as_they_are_on_disk(tmp_path: Path) -> None:
    assert parse_note("a.md", b"a\r\n").sha256 != parse_note("a.md", b"a\n").sha256
