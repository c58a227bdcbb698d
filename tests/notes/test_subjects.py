from pathlib import Path

import pytest

from coach.notes.parse import parse_note
from coach.notes.vault import read_vault


def subjects(title: str, text: str = "", front: str = "", path: str = "x.md") -> tuple[list[str], list[str]]:
    note = parse_note(path, f"---\ntitle: {title}\n{front}---\n{text}".encode())
    return list(note.companies), list(note.people)


@pytest.mark.parametrize(
    ("title", "text", "companies", "people"),
    [
        ("Prep for Nadezhda", "", [], ["Nadezhda"]),
        ("Prep for Ilse Vanmarcke", "", [], ["Ilse Vanmarcke"]),
        ("Prep for Brightwater", "## Why Brightwater\n- the ward is new\n", ["Brightwater"], []),
        ("Prep for Brightwater", "They say Brightwater's customers are clinics.", ["Brightwater"], []),
        ("Prep for Brightwater Clinic", "", ["Brightwater Clinic"], []),
        ("Brightwater interview prep", "", ["Brightwater"], []),
        ("Nadezhda prep", "Hi Nadezhda, good to meet you!", [], ["Nadezhda"]),
        ("Nadezhda prep", "- Nadezhda, head of nursing\n", [], ["Nadezhda"]),
        ("Interview with Ilse", "", [], ["Ilse"]),
        ("Coffee with Ilse (ward 4)", "", [], ["Ilse"]),
        ("Prep for Ilse at Brightwater", "", ["Brightwater"], ["Ilse"]),
        ("Prep for the panel", "", [], []),
        ("Interview with the panel", "", [], []),
        ("Meal prep", "", [], []),
    ],
)
def test_prep_is_for_a_person_or_a_company(
    title: str, text: str, companies: list[str], people: list[str]
) -> None:
    assert subjects(title, text) == (companies, people)


def test_the_frontmatter_says_which(tmp_path: Path) -> None:
    assert subjects("Prep for Ilse", front="company: Brightwater\n") == (["Brightwater"], ["Ilse"])
    assert subjects("x", front="company: A, B\ninterviewers: [Ilse, Jo]\n") == (["A", "B"], ["Ilse", "Jo"])
    assert subjects("x", front="tags: [company/bright-water, person/ilse]\n") == (["bright water"], ["ilse"])


def test_folders_say_which() -> None:
    assert subjects("Brightwater", path="companies/b.md") == (["Brightwater"], [])
    assert subjects("Ilse", path="people/ilse.md") == ([], ["Ilse"])


def test_other_notes_of_the_folder_tell_a_company_from_a_person(tmp_path: Path) -> None:
    (tmp_path / "companies").mkdir()
    (tmp_path / "companies" / "brightwater.md").write_text("# Brightwater\n", encoding="utf-8")
    (tmp_path / "a.md").write_text("# Prep for Brightwater\n", encoding="utf-8")
    (tmp_path / "b.md").write_text("# Prep for Ilse\nsee [[brightwater]]\n", encoding="utf-8")
    vault, stamps = read_vault(tmp_path)
    found = {note.path: (note.companies, note.people) for note in vault.notes}
    assert found["a.md"] == (("Brightwater",), ())
    assert found["b.md"] == (("Brightwater",), ("Ilse",))
    again, _ = read_vault(tmp_path, {note.path: (stamps[note.path], note) for note in vault.notes})
    assert again == vault
