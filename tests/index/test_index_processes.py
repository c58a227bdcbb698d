"""The index between processes: killed writers, waiting writers, readers beside a writer."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from coach.errors import IndexUnavailable
from coach.index.notes_index import NotesIndex

Open = Callable[[], NotesIndex]

WRITER = """
import sys, time
from pathlib import Path
from coach.index import NotesIndex, open_embedder

weights, home, notes, stop_at = sys.argv[1:]

def tell(stage, done, total):
    print(stage, done, total, flush=True)
    if stage == stop_at:
        time.sleep(60)

NotesIndex(Path(home), Path(notes), open_embedder(Path(weights))).refresh(tell)
print("finished", flush=True)
"""

READER = """
import sys
from pathlib import Path
from coach.index import NotesIndex, open_embedder

weights, home, notes = sys.argv[1:]
index = NotesIndex(Path(home), Path(notes), open_embedder(Path(weights)))
print("ready", flush=True)
for query in sys.stdin:
    found = index.search(query, 3)
    print(found.passages[0].text.replace(chr(10), " "), flush=True)
"""


@contextmanager
def process(code: str, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    running = subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    try:
        with running:
            yield running
            if running.poll() is None:
                running.kill()
    finally:
        if running.poll() is None:
            running.kill()


def read_until(running: subprocess.Popen[str], beginning: str) -> None:
    assert running.stdout is not None
    for line in running.stdout:
        if line.startswith(beginning):
            return
    assert running.stderr is not None
    raise AssertionError(running.stderr.read())


def rewrite(notes: Path) -> None:
    text = (notes / "stories.md").read_text(encoding="utf-8")
    (notes / "stories.md").write_text(text.replace("every Monday", "every Friday"), encoding="utf-8")


@pytest.mark.parametrize(
    "interruption",
    [("embedding", signal.SIGKILL), ("writing", signal.SIGKILL), ("embedding", signal.SIGINT)],
)
def test_a_writer_stopped_at_any_stage_leaves_the_old_index_working(
    open_index: Open, home: Path, notes: Path, weights_home: Path, interruption: tuple[str, signal.Signals]
) -> None:
    stage, sign = interruption
    chunks = open_index().refresh().chunks
    rewrite(notes)
    with process(WRITER, weights_home, home, notes, stage) as writer:
        read_until(writer, stage)
        writer.send_signal(sign)
        assert writer.wait(30) != 0
    index = open_index()
    assert "every Monday" in index.search("timetable crashed").passages[0].text
    report = index.refresh(wait=0)
    assert (report.changed, report.unchanged, report.embedded, report.chunks) == (1, 2, 1, chunks)
    assert "every Friday" in index.search("timetable crashed").passages[0].text
    left = next((home / "index").iterdir())
    assert not [each.name for each in left.iterdir() if each.name.endswith(".part")]


def test_the_first_build_killed_is_simply_made_again(
    open_index: Open, home: Path, notes: Path, weights_home: Path
) -> None:
    with process(WRITER, weights_home, home, notes, "writing") as writer:
        read_until(writer, "writing")
        writer.kill()
        writer.wait(30)
    assert not open_index().ready
    assert open_index().refresh().added == 3


def test_a_second_writer_says_who_holds_the_index(
    open_index: Open, home: Path, notes: Path, weights_home: Path
) -> None:
    open_index().refresh()
    rewrite(notes)
    with process(WRITER, weights_home, home, notes, "embedding") as writer:
        read_until(writer, "embedding")
        began = time.monotonic()
        with pytest.raises(IndexUnavailable, match=f"process {writer.pid}"):
            open_index().refresh(wait=0.3)
        assert time.monotonic() - began < 5
        # A reader does not wait for it.
        assert "every Monday" in open_index().search("timetable crashed").passages[0].text
        holder = json.loads(next((home / "index").glob("*/writer.json")).read_text(encoding="utf-8"))
        assert holder["pid"] == writer.pid


def test_a_second_writer_that_waits_finds_the_work_done(
    open_index: Open, home: Path, notes: Path, weights_home: Path
) -> None:
    open_index().refresh()
    rewrite(notes)
    with process(WRITER, weights_home, home, notes, "never") as writer:
        read_until(writer, "reading")
        report = open_index().refresh(wait=30)
        assert (report.changed, report.unchanged, report.embedded) == (0, 3, 0)
        assert writer.wait(30) == 0


def test_a_reader_in_another_process_moves_on_while_generations_come_and_go(
    open_index: Open, home: Path, notes: Path, weights_home: Path
) -> None:
    index = open_index()
    index.refresh()
    with process(READER, weights_home, home, notes) as reader:
        assert reader.stdin is not None
        assert reader.stdout is not None
        read_until(reader, "ready")
        day = "Monday"
        for other in ("Tuesday", "Friday", "Sunday"):
            reader.stdin.write("timetable crashed\n" * 20)
            reader.stdin.flush()
            text = (notes / "stories.md").read_text(encoding="utf-8")
            (notes / "stories.md").write_text(text.replace(day, other), encoding="utf-8")
            index.refresh()
            answers = [reader.stdout.readline() for _ in range(20)]
            assert all(f"every {day}" in answer or f"every {other}" in answer for answer in answers)
            reader.stdin.write("timetable crashed\n")
            reader.stdin.flush()
            assert f"every {other}" in reader.stdout.readline()
            day = other


def test_a_home_that_is_a_file_is_said(notes: Path, home: Path) -> None:
    home.write_text("not a folder", encoding="utf-8")
    with pytest.raises(IndexUnavailable, match="cannot be written"):
        NotesIndex(home, notes, None).refresh()


def test_importing_the_package_costs_neither_chroma_nor_onnxruntime() -> None:
    code = "import sys, coach.index; print({'chromadb', 'onnxruntime', 'numpy'} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
