"""`coach notes correct`, `corrections` and `uncorrect` as programs, on real files."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coach.corrected import keep_correction, kept_corrections, take_back
from coach.dialogue.coach import Coach, EngineChoice
from coach.domain.events import CoachSaid
from coach.domain.notes import NoteRef
from coach.engines.builtin.engine import BuiltinEngine
from coach.index import NotesIndex
from coach.store import open_store

BANK = """# Ward 4

## Questions
- Tell me about a bad night on the ward
  - S: In May 2024 the lift of ward 4 stood still for a night
  - T: I had to get 40 trays up before seven
  - A: I asked the porters and carried the first ten trays myself
  - R: Only 1 tray of 40 came late
- Describe a shift that went wrong
- Why nursing, and why with us?
"""
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "bank.md").write_text(BANK)
    return folder / "bank.md"


@pytest.fixture
def run(bank: Path) -> Run:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("COACH_", "OPENAI_"))}
    places = ("--notes", str(bank.parent), "--home", str(bank.parents[1] / "home"))

    def call(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "coach", "notes", *arguments, *places],
            capture_output=True, text=True, timeout=120, check=False,
            env=clean | {"COACH_ENGINE": "builtin"}, cwd=bank.parents[1],
        )  # fmt: skip

    return call


def told(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    assert done.returncode == 0, done.stderr
    (line,) = done.stdout.splitlines()
    return json.loads(line)


def test_a_correction_holds_after_edits_until_it_is_taken_back(run: Run, bank: Path) -> None:
    kept = told(run("correct", "bank.md:8", "--not-a-story", "--json"))
    assert {**kept, "id": ""} == {"id": "", "kind": "not_a_story", "path": "bank.md", "line": 4}
    assert bank.read_text() == BANK
    assert told(run("dump", "--json"))["notes"][0]["stories"] == []

    bank.write_text(BANK.replace("# Ward 4\n", "# Ward 4\n\nNew on top.\n\nAnd more.\n"))
    (listed,) = told(run("corrections", "--json"))["corrections"]
    assert (listed["line"], listed["state"], listed["target"]) == (8, "applied", None)
    assert listed["text"] == "- Tell me about a bad night on the ward"
    assert told(run("story-bank", "--json"))["stories"] == []
    assert told(run("coverage", "--json"))["stories"] == []
    assert "bad night" in run("corrections").stdout

    assert told(run("uncorrect", kept["id"], "--json")) == {"taken_back": kept["id"]}
    (story,) = told(run("story-bank", "--json"))["stories"]
    assert story["line"] == 8
    assert told(run("corrections", "--json")) == {"corrections": []}


def test_what_cannot_be_corrected_is_said_in_one_sentence(run: Run, bank: Path) -> None:
    for code, says, arguments in (
        (1, "bank.md:9: I see no story here; what I see here is a question", ("bank.md:9", "--not-a-story")),
        (1, "no note other.md", ("other.md:1", "--not-a-story")),
        (1, "no question here", ("bank.md:5", "--belongs-to", "bank.md:1")),
        (2, "names no line", ("bank.md", "--not-a-story")),
        (2, "one thing", ("bank.md:9",)),
        (2, "one thing", ("bank.md:9", "--not-a-story", "--not-a-question")),
    ):
        failed = run("correct", *arguments)
        assert failed.returncode == code, failed.stderr
        assert says in failed.stderr
        assert failed.stderr.startswith("coach: ")
        assert failed.stderr.count("\n") == 1
    failed = run("uncorrect", "nothing")
    assert (failed.returncode, failed.stdout) == (1, "")
    assert "no correction 'nothing'" in failed.stderr


@pytest.fixture
def coach(tmp_path: Path, bank: Path):
    store = open_store(f"sqlite:///{tmp_path / 'coach.db'}")
    index = NotesIndex(tmp_path / "index-home", bank.parent, None)
    made = Coach(index, store, None, lambda _: EngineChoice(BuiltinEngine(None)))
    yield made
    made.close()


def test_the_coach_reads_by_them_from_the_next_turn_on(coach: Coach, bank: Path) -> None:
    before = coach.material()
    assert coach.material() is before
    raw = coach.index.vault()
    moved = keep_correction(coach.store, raw, "belongs_to", NoteRef("bank.md", 5), NoteRef("bank.md", 10))
    one = keep_correction(coach.store, raw, "same_question", NoteRef("bank.md", 9), NoteRef("bank.md", 4))
    assert kept_corrections(coach.store, bank.parent) == (moved, one)
    after = coach.material()
    assert coach.material() is after
    (note,) = after.vault.notes
    assert note.stories[0].questions == ("Why nursing, and why with us?",)
    assert len(note.questions) == len(before.vault.notes[0].questions) - 1
    for kept in (moved, one):
        take_back(coach.store, bank.parent, kept.id)
    assert coach.material().vault == before.vault


def test_a_gap_is_filled_in_the_story_that_is_left(coach: Coach, bank: Path) -> None:
    """Two stories of one title: when the first is none, her words go into the second."""
    frame = "## Pier\n\n- S: In 2024 {0} was shut\n- T: I had to open {0}\n- A: I called {0}\n- R:\n\n"
    bank.write_text("# Bank\n\n" + frame.format("berth 1") + frame.format("berth 2"))
    coach.index.refresh()
    keep_correction(coach.store, coach.index.vault(), "not_a_story", NoteRef("bank.md", 5))
    session = coach.new_session()
    list(coach.respond(session, "/fill"))
    heard = list(coach.respond(session, "30 boats came back within 2 days"))
    (draft,) = [event.text for event in heard if isinstance(event, CoachSaid)]
    assert "berth 2" in draft
    assert "berth 1" not in draft
