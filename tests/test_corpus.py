"""The sample notes: what a first run must be able to show from them, their flaws included."""

import pytest

from coach.domain.notes import Note, Vault
from coach.notes.links import resolve_links
from coach.notes.vault import read_vault
from coach.resources import shipped

BANK = "pm behaviourals.md"
DESIGN = "product design lanternfold.md"
SIX_STEPS = (
    "Clarify the ask",
    "Find the cause",
    "Set the goal",
    "Weigh the options",
    "Shape the solution",
    "Prove it",
)


@pytest.fixture(scope="module")
def vault() -> Vault:
    return read_vault(shipped("corpus"))[0]


def note(vault: Vault, path: str) -> Note:
    found = vault.note(path)
    assert found is not None, path
    return found


def test_everything_is_read(vault: Vault) -> None:
    assert len(vault.notes) == 8
    assert not vault.skipped


def test_one_file_has_broken_encoding_and_reads_well(vault: Vault) -> None:
    assert [each.path for each in vault.notes if each.repairs] == [DESIGN]
    design = note(vault, DESIGN)
    assert len(design.repairs) >= 25
    assert not {"â", "ð", "Ÿ"} & set(design.text)


def test_the_design_note_and_the_sheet_tell_the_same_six_steps(vault: Vault) -> None:
    (framework,) = note(vault, DESIGN).frameworks
    assert tuple(step.name for step in framework.steps) == SIX_STEPS
    assert all(len(step.points) >= 5 for step in framework.steps)
    (outline,) = note(vault, "prep for odalys.md").frameworks
    assert tuple(step.name for step in outline.steps) == SIX_STEPS


def test_one_link_goes_nowhere(vault: Vault) -> None:
    links = [link for each in resolve_links(vault.notes) for link in each.links]
    assert len(links) >= 10
    assert [link.target for link in links if link.resolved is None] == ["content/pricing case"]


def test_the_bank_is_rich_and_unfinished(vault: Vault) -> None:
    bank = note(vault, BANK)
    assert len(bank.questions) >= 15
    complete = [
        story for story in bank.stories if all(part.state == "full" for part in story.fields().values())
    ]
    assert len(complete) >= 7
    assert [story.line for story in bank.stories if story.is_blank] == [28, 61, 90]
    assert {framework.name for framework in bank.frameworks} >= {"RICE", "Jobs to be done", "Kano"}


def test_the_scripts_are_there(vault: Vault) -> None:
    sheet = {script.kind: script for script in note(vault, "prep for odalys.md").scripts}
    assert len(sheet["questions_to_ask"].items) == 5
    assert sheet["intro"].items
    assert len(sheet["small_talk"].items) == 5
    assert {script.kind for script in note(vault, "metrics and phrases.txt").scripts} >= {
        "phrases",
        "closing",
    }


def test_two_notes_disagree_on_one_figure(vault: Vault) -> None:
    assert "1,900 to 640 GPU hours a month" in note(vault, BANK).text
    assert "1,900 -> 720 GPU hours lost a month" in note(vault, "metrics and phrases.txt").text
