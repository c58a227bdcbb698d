"""Figures that her notes give otherwise: planted ones found, true and unrelated ones left alone."""

import json
from pathlib import Path

import pytest

from coach.claims import Ledger, conflicts, contradictions
from coach.domain.notes import Note, Vault
from coach.notes.vault import read_vault
from coach.resources import shipped

DATA = Path(__file__).parents[2] / "evals" / "datasets" / "contradictions.jsonl"


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return Ledger.from_vault(read_vault(shipped("corpus"))[0])


def test_planted_contradictions_are_found_and_true_ones_left_alone(ledger: Ledger) -> None:
    lines = [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()]
    found = {line["said"]: bool(contradictions(line["said"], ledger)) for line in lines}
    false = [line["said"] for line in lines if line["contradicts"]]
    true = [line["said"] for line in lines if not line["contradicts"]]
    assert (len(false) >= 60, len(true) >= 100) == (True, True)
    assert sum(found[said] for said in false) >= 0.85 * len(false)
    alarms = [said for said in true if found[said]]
    assert len(alarms) <= 0.02 * len(true), alarms


def said_against(note: str, said: str) -> list[tuple[str, str]]:
    ledger = Ledger.from_vault(Vault("notes", (Note(path="a.md", sha256="0", title="a", text=note),)))
    return [(clash.said.text, clash.noted.text) for clash in contradictions(said, ledger)]


def test_each_end_of_a_change_is_held_against_its_own_end() -> None:
    note = "R: First-week activation went from 38 % to 61 %."
    assert said_against(note, "First-week activation went from 38 % to 87 %.") == [("87 %", "61 %")]
    assert said_against(note, "First-week activation went from 12 % to 61 %.") == [("12 %", "38 %")]
    assert said_against(note, "Activation is 61 % in the first week, it was 38 %.") == []


@pytest.mark.parametrize(
    "said",
    [
        "First-week retention went from 40 % to 87 %.",  # another subject
        "First-week activation went up by 23 points.",  # another unit, and true
        "We had 17 setup tickets a week.",  # another period
        "Setup tickets are at about 53 a month.",  # rounded, and says so
        "If activation had gone from 38 % to 87 %, we would have hired.",
        "Did first-week activation go from 38 % to 87 %?",
        "First-week activation did not reach 87 %.",
    ],
)
def test_what_is_no_contradiction_is_not_pointed_out(said: str) -> None:
    note = "- First-week activation went from 38 % to 61 %.\n- Setup tickets fell from 52 to 17 a month."
    assert said_against(note, said) == []


def test_a_figure_that_another_note_gives_is_never_pointed_out(ledger: Ledger) -> None:
    for said in ("640", "720"):
        assert contradictions(f"Lost work fell from 1,900 to {said} GPU hours a month.", ledger) == ()


def test_the_notes_disagree_in_one_place(ledger: Ledger) -> None:
    ((left, right),) = conflicts(ledger)
    assert {left.text, right.text} == {"640", "720"}
