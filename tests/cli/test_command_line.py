"""The `coach` command as a program: exit codes, shapes on standard output, one sentence on standard error."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coach.index import NotesIndex

Run = Callable[..., subprocess.CompletedProcess[str]]
QUESTION = "Tell me about a product you owned from the first idea to launch."
ANSWER = (
    "When I joined Orrery Batch new customers needed three days to a first job. I owned the first run. I cut"
    " the form from 41 fields to 6, and the median fell from 3 days to 40 minutes."
)
NO_TRACEBACK = "Traceback"


@pytest.fixture
def home(tmp_path: Path, corpus_index: NotesIndex, weights_home: Path) -> Path:
    """A data folder of its own that shares weights and index, so that nothing is embedded twice."""
    assert corpus_index.ready
    made = tmp_path / "home"
    made.mkdir()
    for shared in ("weights", "index"):
        (made / shared).symlink_to(weights_home / shared)
    return made


def environment() -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("COACH_", "OPENAI_"))}
    return clean | {"COACH_ENGINE": "builtin"}


@pytest.fixture
def run(home: Path, tmp_path: Path) -> Run:
    def call(*arguments: str, given: str = "", **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "coach", *arguments],
            input=given, capture_output=True, text=True, timeout=120, check=False,
            env=environment() | {"COACH_HOME": str(home)} | more, cwd=tmp_path,
        )  # fmt: skip

    return call


def objects(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_help_names_every_command_and_imports_no_page_and_no_model(run: Run) -> None:
    shown = run("--help")
    assert shown.returncode == 0
    for name in ("serve", "index", "search", "notes", "ask", "grade", "mock", "sessions", "engine", "doctor"):
        assert name in shown.stdout
    heavy = "('gradio', 'chromadb', 'openai', 'onnxruntime', 'sqlalchemy')"
    program = f"import sys, coach.cli; print([name for name in {heavy} if name in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "[]"


def test_index_search_and_dump_have_their_shapes(run: Run) -> None:
    (indexed,) = objects(run("index", "--json"))
    assert {"notes", "chunks", "added", "changed", "removed", "unchanged", "embedded"} <= indexed.keys()
    assert indexed["embedded"] == 0
    assert indexed["repaired"][0].keys() == {"path", "count"}

    (found,) = objects(run("search", "how did activation change", "-k", "3", "--json"))
    assert found["answerable"] is True
    assert len(found["passages"]) == 3
    first = found["passages"][0]
    assert first.keys() >= {"path", "heading", "start_line", "end_line", "text", "score", "cosine", "bm25"}

    (within,) = objects(
        run("search", "values", "--company", "Lanternfold", "--folder", "companies", "--json")
    )
    assert {passage["path"] for passage in within["passages"]} == {"companies/lanternfold.md"}

    (dumped,) = objects(run("notes", "dump", "--json"))
    assert len(dumped["notes"]) == indexed["notes"]
    keys = {"path", "title", "aliases", "questions", "frameworks", "stories", "scripts", "tradeoffs"}
    assert all(note.keys() >= keys | {"links", "repairs", "skipped"} for note in dumped["notes"])

    (checked,) = objects(run("notes", "check", "--json"))
    assert checked["gaps"]
    assert all(gap.keys() == {"kind", "path", "line", "message", "next"} for gap in checked["gaps"])


def test_search_and_ask_in_batches_keep_order_and_go_on_after_a_bad_line(run: Run, tmp_path: Path) -> None:
    batch = tmp_path / "batch.jsonl"
    batch.write_text('{"id": 2, "query": "idle GPUs"}\nnot json\n{"id": "b", "query": "pricing tiers"}\n')
    done = run("search", "--batch", str(batch), "--json")
    answers = objects(done)
    assert [answer.get("id") for answer in answers] == [2, None, "b"]
    assert "error" in answers[1]
    assert done.returncode == 0

    batch.write_text(json.dumps({"id": 1, "question": QUESTION}) + "\n")
    (answer,) = objects(run("ask", "--batch", str(batch)))
    keys = {"id", "question", "engine", "answerable", "story", "framework", "runners_up", "outline", "answer"}
    assert answer.keys() >= keys | {"versions", "claims", "sources"}
    assert answer["versions"].keys() == {"30", "60", "120"}
    assert answer["story"].keys() >= {"title", "path", "line"}


def test_grade_quotes_stand_where_they_say(run: Run, tmp_path: Path) -> None:
    (card,) = objects(run("grade", "--question", QUESTION, "--json", given=ANSWER))
    assert card["rubric"]["basis"] == "note"
    assert card["engine"].startswith("built-in")
    assert card["delivery"].keys() == {"words", "seconds", "fillers", "i", "we", "figures"}
    for criterion in card["criteria"]:
        assert criterion["state"] in {"graded", "not_applicable", "unscored"}
        assert (criterion["note"] is not None) == (criterion["basis"] == "note")
        for evidence in criterion["evidence"]:
            assert evidence["turn"] == 0
            assert ANSWER[evidence["start"] : evidence["end"]] == evidence["quote"]

    batch = tmp_path / "batch.jsonl"
    lines = [
        {"id": "a", "question": QUESTION, "answer": ANSWER},
        {"id": "b", "question": QUESTION, "answer": ANSWER, "framework": "no such framework"},
        {"id": "c", "question": "Why is the sky blue?", "answer": "Air scatters blue light more.",
         "reference": "Blue light is scattered more by the molecules of the air."},
        {"id": "d", "question": "Why is the sky blue?", "answer": "Because I like it.",
         "reference": "Blue light is scattered more by the molecules of the air."},
    ]  # fmt: skip
    batch.write_text("".join(json.dumps(line) + "\n" for line in lines))
    answers = objects(run("grade", "--batch", str(batch)))
    assert [answer["id"] for answer in answers] == ["a", "b", "c", "d"]
    assert "no such framework" in answers[1]["error"]
    assert 0 <= answers[3]["score"] < answers[2]["score"] <= 1
    assert len(answers[2]["criteria"]) == 1


def test_mock_speaks_json_lines_and_ends_with_a_debrief(run: Run) -> None:
    given = json.dumps(ANSWER) + "\nI can't think of anything else.\n"
    done = run("mock", "--json", "--round", "behavioural", "--questions", "1", "--seed", "7", given=given)
    assert done.returncode == 0, done.stderr
    events = objects(done)
    assert events[0].keys() == {"type", "id"}
    assert {event["type"] for event in events} == {"session", "interviewer", "graded", "debrief"}
    told = events[-1]
    assert told["type"] == "debrief"
    assert {
        "overall",
        "criteria",
        "best",
        "weakest",
        "fixes",
        "probes",
        "stories_used",
        "next",
    } <= told.keys()
    for event in events:
        if event["type"] == "interviewer":
            assert event["kind"] in {"small_talk", "question", "probe", "answer", "close"}


def test_a_killed_mock_resumes_at_the_same_question(run: Run, home: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "coach", "mock", "--json", "--round", "behavioural", "--seed", "7"]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env=environment() | {"COACH_HOME": str(home)}, cwd=tmp_path,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    session = json.loads(process.stdout.readline())["id"]
    first = json.loads(process.stdout.readline())
    process.stdin.write("We rebuilt it together, and we shipped it.\n")
    process.stdin.flush()
    probe = json.loads(process.stdout.readline())
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    assert probe["kind"] == "probe"

    resumed = objects(run("mock", "--json", "--resume", session, given=json.dumps(ANSWER) + "\n"))
    assert resumed[0]["id"] == session
    after = resumed[1]
    assert after["type"] == "interviewer"
    (shown,) = objects(run("sessions", "show", session, "--json"))
    words = [turn["text"] for turn in shown["turns"]]
    assert words[1] == first["text"]
    assert words[3] == probe["text"]
    assert words[4] == ANSWER
    graded = [event for event in resumed if event["type"] == "graded"]
    assert graded[0]["question_id"] == first["question_id"]


def test_ctrl_c_in_an_interview_says_that_nothing_is_lost(home: Path, tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "coach", "mock", "--json"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True, env=environment() | {"COACH_HOME": str(home)}, cwd=tmp_path,
    )  # fmt: skip
    assert process.stdout is not None
    for _ in ("session", "question"):
        process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, complaint = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "saved" in complaint
    assert NO_TRACEBACK not in complaint


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["ask"], 2, "question"),
        (["ask", "  "], 2, "question"),
        (["ask", "Why us?", "--notes", "/no/such/folder"], 1, "/no/such/folder"),
        (["grade"], 2, "--question"),
        (["grade", "--question", "Why?", "--answer-file", "/no/such/file"], 2, "/no/such/file"),
        (["grade", "--question", "Why?", "--answer", "x", "--framework", "nothing"], 2, "nothing"),
        (["grade", "--question", "Why?", "--answer", "word " * 10_000], 2, "characters"),
        (["mock", "--round", "jazz"], 2, "jazz"),
        (["mock", "--company", "Nowhere Industries"], 2, "Nowhere"),
        (["mock", "--resume", "feedbeef"], 1, "feedbeef"),
        (["search", ""], 2, "query"),
        (["index", "--engine-of-war"], 2, "--engine-of-war"),
        (["frobnicate"], 2, "frobnicate"),
        (["serve", "--host", "0.0.0.0"], 2, "only served on this computer"),
        (["engine", "test"], 2, "OPENAI_API_KEY"),
    ],
)
def test_bad_input_is_one_clear_sentence(run: Run, arguments: list[str], code: int, words: str) -> None:
    done = run(*arguments)
    assert done.returncode == code, done.stderr
    assert words in done.stderr
    assert NO_TRACEBACK not in done.stderr
    assert done.stdout == ""


def test_an_empty_folder_and_a_bad_setting_are_said(run: Run, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    done = run("index", str(empty))
    assert done.returncode == 1
    assert NO_TRACEBACK not in done.stderr
    done = run("doctor", COACH_TIMEOUT="soon")
    assert done.returncode == 2
    assert "COACH_TIMEOUT" in done.stderr


def test_notes_that_cannot_be_read_are_skipped_with_a_reason(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "good.md").write_text(
        "# Stories\n\n1. Tell me about a failure.\n\t1. S: It broke.\n", encoding="utf-8"
    )
    (folder / "broken.md").write_text(
        "---\ntitle: [never closed\n---\n\n# Still read\n\nWords.\n", encoding="utf-8"
    )
    (folder / "binary.md").write_bytes(b"\x00\x01\x02" * 100)
    (folder / "huge.md").write_bytes(b"x" * 50_000_000)
    (indexed,) = objects(run("index", str(folder), "--json"))
    skipped = {entry["path"]: entry["why"] for entry in indexed["skipped"]}
    assert {"binary.md", "huge.md"} <= skipped.keys()
    assert all(skipped.values())
    assert indexed["notes"] == 2


def test_doctor_finds_everything_well(run: Run) -> None:
    done = run("doctor", "--json")
    (report,) = objects(done)
    assert done.returncode == 0
    assert report["ok"] is True
    assert {finding["name"] for finding in report["findings"]} >= {"weights", "index", "store", "engine"}


def test_sessions_are_listed_shown_and_deleted(run: Run) -> None:
    run("mock", "--json", "--round", "behavioural", "--questions", "1", given="skip\n")
    (listed,) = objects(run("sessions", "list", "--json"))
    session = listed["sessions"][0]["id"]
    assert "Behavioural interview" in run("sessions", "list").stdout
    assert run("sessions", "delete", session, "--yes").returncode == 0
    assert objects(run("sessions", "list", "--json")) == [{"sessions": []}]


def test_a_second_start_prints_the_address_of_the_first(home: Path, run: Run, tmp_path: Path) -> None:
    first = subprocess.Popen(
        [sys.executable, "-m", "coach", "serve", "--port", "0"], stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True, env=environment() | {"COACH_HOME": str(home)}, cwd=tmp_path,
    )  # fmt: skip
    assert first.stdout is not None
    address = first.stdout.readline().split()[4]
    second = run("serve", "--port", "0")
    assert second.returncode == 0
    assert address in second.stdout
    answered = run("ask", QUESTION, "--json")  # works while the page is served
    assert answered.returncode == 0
    first.send_signal(signal.SIGINT)
    first.communicate(timeout=30)
    assert first.returncode == 0
