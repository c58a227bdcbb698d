"""`coach notes story-bank` and `coach notes coverage` as a program."""

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from coach.index import NotesIndex

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path, corpus_index: NotesIndex, weights_home: Path) -> Run:
    """The command over the sample notes, with weights and index that are there already."""
    assert corpus_index.ready
    home = tmp_path / "home"
    home.mkdir()
    for shared in ("weights", "index"):
        (home / shared).symlink_to(weights_home / shared)
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("COACH_", "OPENAI_"))}

    def call(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "coach", *arguments],
            input=given, capture_output=True, text=True, timeout=120, check=False, cwd=tmp_path,
            env=clean | {"COACH_HOME": str(home), "COACH_ENGINE": "builtin"},
        )  # fmt: skip

    return call


def test_the_bank_has_its_shape_and_knows_what_was_rehearsed(run: Run) -> None:
    answer = (
        "At Parcelwren I replaced the flat price per shipping label with volume tiers. I modelled averages"
        " and missed that small shops ship in bursts. On day 4 I rolled the tiers back within 36 hours and"
        " refunded the difference. 9 % of accounts had been overcharged and we kept all but 3."
    )
    asked = "Tell me about a failure. What did it cost and what did you change?"
    graded = run("mock", "--json", "--round", "behavioural", "--questions", "1", "--seed", "1", given=answer)
    assert graded.returncode == 0

    done = run("notes", "story-bank", "--json")
    assert done.returncode == 0
    (told,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert told["by_words"] is False
    keys = {"title", "path", "line", "end_line", "questions", "fields", "figures", "competencies"}
    assert all(story.keys() == keys | {"frameworks", "rehearsed"} for story in told["stories"])
    by_question = {question: story for story in told["stories"] for question in story["questions"]}
    failure = by_question[asked]
    assert {name: field["state"] for name, field in failure["fields"].items()} == {
        "situation": "full", "task": "full", "action": "full", "result": "full",
    }  # fmt: skip
    assert {"9 %", "36 hours"} <= {figure["text"] for figure in failure["figures"]}
    assert failure["rehearsed"].keys() == {"when", "level", "question"}
    assert failure["competencies"][0]["name"] == "failure"
    assert sum(story["rehearsed"] is not None for story in told["stories"]) == 1


def test_the_map_has_its_shape_as_json_and_as_a_table(run: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "map.csv"
    done = run("notes", "coverage", "--json", "--csv", str(sheet))
    (told,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert sum(told["counts"].values()) == len(told["questions"]) > 20
    assert min(told["counts"].values()) > 0
    assert any(story["over_used"] for story in told["stories"])

    rows = list(csv.reader(io.StringIO(sheet.read_text(encoding="utf-8-sig"))))
    assert len(rows) == 1 + len(told["questions"])
    assert {row[3] for row in rows[1:]} == {"covered", "thin", "missing"}
    assert (
        run("notes", "coverage", "--csv", "-").stdout.splitlines()[0].startswith("question,path,line,status")
    )


def test_the_text_fits_a_terminal_of_a_hundred_columns(run: Run) -> None:
    for command in ("story-bank", "coverage"):
        done = run("notes", command)
        assert done.returncode == 0
        assert max(map(len, done.stdout.splitlines())) <= 100
    assert "OVER-USED" in done.stdout


def test_a_table_that_cannot_be_written_is_said_plainly(run: Run, tmp_path: Path) -> None:
    done = run("notes", "coverage", "--csv", str(tmp_path / "no" / "map.csv"))
    assert done.returncode in (1, 2)
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_a_folder_without_stories_says_so(run: Run, tmp_path: Path) -> None:
    empty = tmp_path / "notes"
    empty.mkdir()
    (empty / "a.md").write_text("# Shopping\n\nMilk.\n", encoding="utf-8")
    assert "no story" in run("notes", "story-bank", "--notes", str(empty)).stdout
    assert "no question" in run("notes", "coverage", "--notes", str(empty)).stdout
