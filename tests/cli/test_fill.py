"""`coach notes fill` and `coach notes undo` as programs."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

BANK = (
    "- S: The pier was closed from May 2024 on, every day.\n- T: I had to find berths for 30 boats.\n"
    "- A:\n- R:\n"
)
SAID = "I called each skipper myself and wrote the berths down."

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "notes"
    made.mkdir()
    (made / "bank.md").write_text("# Pier\n\n" + BANK)
    return made


def command(folder: Path, *arguments: str) -> list[str]:
    places = ("--notes", str(folder), "--home", str(folder.parent / "home"))
    return [sys.executable, "-m", "coach", "notes", *arguments, *places]


def environment() -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("COACH_", "OPENAI_"))}
    return clean | {"COACH_ENGINE": "builtin"}


@pytest.fixture
def run(folder: Path) -> Run:
    def call(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command(folder, *arguments), input=given, capture_output=True, text=True, timeout=120,
            check=False, env=environment(), cwd=folder.parent,
        )  # fmt: skip

    return call


def objects(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_fill_speaks_json_lines_and_undo_restores_the_bytes(run: Run, folder: Path) -> None:
    before = (folder / "bank.md").read_bytes()
    done = run("fill", "--json", given=f"{json.dumps(SAID)}\nyes\nskip\n")
    assert done.returncode == 0, done.stderr
    events = objects(done.stdout)
    assert events[0].keys() == {"type", "id"}
    assert {event["type"] for event in events[1:]} == {"coach"}
    assert f"+- A: {SAID}" in events[2]["text"]
    assert f"- A: {SAID}\n" in (folder / "bank.md").read_text()

    (listed,) = objects(run("undo", "--list", "--json").stdout)
    (change,) = listed["changes"]
    assert change.keys() == {"backup", "path", "at", "state"}
    assert change["state"] == "written"
    (undone,) = objects(run("undo", "--json").stdout)
    assert undone == {"undone": change["backup"], "path": "bank.md", "changed": True}
    assert (folder / "bank.md").read_bytes() == before


def test_nothing_is_written_without_yes(run: Run, folder: Path) -> None:
    before = (folder / "bank.md").read_bytes()
    done = run("fill", given=f"{SAID}\n")
    assert done.returncode == 0
    assert "Nothing was written" in done.stdout
    assert (folder / "bank.md").read_bytes() == before


def test_what_cannot_be_undone_is_said_in_one_sentence(run: Run, folder: Path) -> None:
    for arguments in (("undo",), ("undo", "no-such-change")):
        failed = run(*arguments)
        assert failed.returncode == 1
        assert failed.stderr.startswith("coach: ")
        assert "Traceback" not in failed.stderr
    run("fill", "--json", given=f"{SAID}\nyes\n")
    (folder / "bank.md").write_text("changed by hand\n")
    refused = run("undo")
    assert refused.returncode == 1
    assert "changed after I wrote" in refused.stderr
    assert run("undo", "--force").returncode == 0
    assert (folder / "bank.md").read_text().startswith("# Pier")
    assert run("undo", "--list").stdout.split()[-1] == "undone"


def test_killed_between_the_diff_and_yes_it_goes_on_where_it_was(run: Run, folder: Path) -> None:
    before = (folder / "bank.md").read_bytes()
    with subprocess.Popen(
        command(folder, "fill", "--json"), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True, env=environment(), cwd=folder.parent,
    ) as running:  # fmt: skip
        assert running.stdin is not None
        assert running.stdout is not None
        session = json.loads(running.stdout.readline())["id"]
        running.stdout.readline()
        running.stdin.write(f"{SAID}\n")
        running.stdin.flush()
        assert "diff" in running.stdout.readline()
        running.send_signal(signal.SIGKILL)
    assert (folder / "bank.md").read_bytes() == before
    done = run("fill", "--json", "--resume", session, given="yes\n/stop\n")
    assert done.returncode == 0, done.stderr
    assert f"- A: {SAID}\n" in (folder / "bank.md").read_text()
