import pytest

from coach.domain.notes import Link, Note
from coach.notes.links import resolve_links
from coach.notes.parse import parse_note


def links(text: str) -> list[tuple[str, int, str]]:
    return [(link.target, link.line, link.alias) for link in parse_note("a.md", text.encode()).links]


def resolve(source: str, target: str, *others: str) -> Link:
    notes = [parse_note(source, f"[[{target}]]".encode())]
    notes += [
        parse_note(path, b"---\naliases: [nick]\ntitle: The Long Title\n---\n" if "named" in path else b"")
        for path in others
    ]
    resolved: dict[str, Note] = {note.path: note for note in resolve_links(notes)}
    return resolved[source].links[0]


def test_links_are_found_with_their_line_and_alias() -> None:
    text = '[[a/b c|nice]] and [[d#Head|x]]\n![[e^block]]\n[one](f%20g.md) [two](<h i.md#x> "t")\n'
    assert links(text) == [
        ("a/b c", 1, "nice"),
        ("d", 1, "x"),
        ("e", 2, ""),
        ("f g.md", 3, "one"),
        ("h i.md", 3, "two"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "[x](https://example.org/a.md)",
        "![[map.png]]",
        "[plan](plan.pdf)",
        "[[#Here]]",
        "`[[code]]`",
        "```\n[[code]]\n```",
        '---\nx: "[[front]]"\n---\n',
        "[x](mailto:a@example.org)",
    ],
)
def test_what_is_no_link_to_a_note_is_left_out(text: str) -> None:
    assert links(text) == []


@pytest.mark.parametrize(
    ("target", "resolved"),
    [
        ("b/plan.md", "b/plan.md"),
        ("b/plan", "b/plan.md"),
        ("B/Plan", "b/plan.md"),
        ("plan", "b/plan.md"),
        ("/b/plan", "b/plan.md"),
        ("somewhere/else/plan", "b/plan.md"),
        ("../b/plan.md", "b/plan.md"),
        ("v1.2 notes", "v1.2 notes.md"),
        ("the long title", "x/named.txt"),
        ("content/The Long Title", "x/named.txt"),
        ("nick", "x/named.txt"),
        ("nothing", None),
        ("../plan", None),
        ("../../../etc/passwd", None),
    ],
)
def test_a_target_resolves_by_path_name_title_or_alias(target: str, resolved: str | None) -> None:
    assert resolve("s/a.md", target, "b/plan.md", "x/named.txt", "v1.2 notes.md").resolved == resolved


def test_a_name_that_two_notes_bear_has_both_as_candidates() -> None:
    link = resolve("a.md", "plan", "x/plan.md", "y/plan.md")
    assert link.candidates == ("x/plan.md", "y/plan.md")
    assert link.resolved == "x/plan.md"


def test_the_note_beside_it_is_meant_before_one_elsewhere() -> None:
    link = resolve("y/a.md", "plan", "x/plan.md", "y/plan.md")
    assert (link.resolved, link.candidates) == ("y/plan.md", ("y/plan.md",))


def test_a_folder_tells_two_of_a_name_apart() -> None:
    link = resolve("a.md", "y/plan", "x/y/plan.md", "x/z/plan.md")
    assert (link.resolved, link.candidates) == ("x/y/plan.md", ("x/y/plan.md",))


def test_resolving_again_forgets_what_is_gone() -> None:
    note, _ = resolve_links([parse_note("a.md", b"[[b]]"), parse_note("b.md", b"")])
    assert note.links[0].resolved == "b.md"
    assert resolve_links([note])[0].links[0].resolved is None
