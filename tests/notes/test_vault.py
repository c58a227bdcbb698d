import os
import time
from pathlib import Path

import pytest

from coach.errors import NotesError
from coach.notes import vault as vault_module
from coach.notes.vault import read_vault, scan


def write(folder: Path, path: str, data: bytes = b"# x\n") -> Path:
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return file


def test_notes_of_three_suffixes_are_read_and_the_rest_is_not(tmp_path: Path) -> None:
    for path in (
        "a.md",
        "b/c.MARKDOWN",
        "b/d.txt",
        "e.pdf",
        ".obsidian/f.md",
        ".trash/g.md",
        "b/.hidden.md",
        "h.md~",
    ):
        write(tmp_path, path)
    stamps, skipped = scan(tmp_path)
    assert list(stamps) == ["a.md", "b/c.MARKDOWN", "b/d.txt"]
    assert skipped == ()
    assert [note.path for note in read_vault(tmp_path)[0].notes] == list(stamps)


def test_what_cannot_be_read_is_skipped_with_its_reason(tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    write(folder, "good.md")
    write(folder, "binary.md", b"\x00\x01\x02" * 100)
    write(folder, "large.md", b"a" * 2_000_001)
    outside = write(tmp_path, "outside.md")
    (folder / "out.md").symlink_to(outside)
    (folder / "gone.md").symlink_to(tmp_path / "nowhere.md")
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe.md")
    vault, _ = read_vault(folder)
    assert [note.path for note in vault.notes] == ["good.md"]
    assert {one.path: one.why for one in vault.skipped} == {
        "binary.md": "it is a binary file (it holds NUL bytes)",
        "large.md": "it is larger than 2 MB",
        "out.md": "it is a link that leaves the folder",
        "gone.md": "it cannot be opened",
        "loop": "it is a link to a folder",
        "pipe.md": "it is not a regular file",
    }


def test_a_name_that_is_no_text_is_skipped(tmp_path: Path) -> None:
    write(tmp_path, "good.md")
    try:
        (tmp_path / os.fsdecode(b"b\xffd.md")).write_bytes(b"x")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    vault, _ = read_vault(tmp_path)
    assert [note.path for note in vault.notes] == ["good.md"]
    assert [one.why for one in vault.skipped] == ["its name is not valid UTF-8"]


def test_a_link_inside_the_folder_is_a_note(tmp_path: Path) -> None:
    (tmp_path / "b.md").symlink_to(write(tmp_path, "a.md"))
    assert [note.path for note in read_vault(tmp_path)[0].notes] == ["a.md", "b.md"]


@pytest.mark.parametrize("what", ["missing", "file", "empty"])
def test_a_folder_without_notes_is_an_error_that_says_so(tmp_path: Path, what: str) -> None:
    if what == "file":
        write(tmp_path, "file")
    (tmp_path / "empty").mkdir()
    with pytest.raises(NotesError) as caught:
        read_vault(tmp_path / what)
    assert what in caught.value.message
    assert caught.value.hint


def test_only_what_changed_is_read_again(tmp_path: Path) -> None:
    write(tmp_path, "a.md", b"[[b]]")
    changed = write(tmp_path, "b.md", b"# one\n")
    vault, stamps = read_vault(tmp_path)
    known = {note.path: (stamps[note.path], note) for note in vault.notes}
    changed.write_bytes(b"# twelve\n")
    write(tmp_path, "c.md")
    steps: list[tuple[int, int]] = []
    again, _ = read_vault(tmp_path, known, lambda done, total: steps.append((done, total)))
    assert [note.title for note in again.notes] == ["a", "twelve", "x"]
    assert again.notes[0].sha256 == vault.notes[0].sha256
    assert steps == [(1, 3), (2, 3), (3, 3)]
    changed.unlink()
    gone, _ = read_vault(tmp_path, known)
    assert [note.path for note in gone.notes] == ["a.md", "c.md"]
    assert gone.notes[0].links[0].resolved is None


def test_notes_beyond_the_most_are_skipped_in_the_order_of_their_paths(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in ("c.md", "a.md", "b/d.md", "b/c.md"):
        write(tmp_path, path)
    monkeypatch.setattr(vault_module, "MAX_NOTES", 2)
    vault, _ = read_vault(tmp_path)
    assert [note.path for note in vault.notes] == ["a.md", "b/c.md"]
    assert [(one.path, one.why) for one in vault.skipped] == [
        ("b/d.md", "the folder holds more than 2 notes"),
        ("c.md", "the folder holds more than 2 notes"),
    ]


def test_notes_beyond_the_size_of_all_are_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path, size in (("a.md", 600_000), ("b.md", 1_000_000), ("c.md", 900_000), ("d.md", 1)):
        write(tmp_path, path, b"a" * size)
    monkeypatch.setattr(vault_module, "MAX_TOTAL_BYTES", 1_500_000)
    vault, _ = read_vault(tmp_path)
    assert [note.path for note in vault.notes] == ["a.md", "c.md"]
    assert {one.path: one.why for one in vault.skipped} == dict.fromkeys(
        ("b.md", "d.md"), "the folder holds more than 1.5 MB of notes"
    )


def test_a_thousand_notes_are_read_in_time_and_known_again_at_once(tmp_path: Path) -> None:
    samples = [file.read_bytes() for file in sorted((Path(__file__).parent / "samples").glob("*.md"))]
    for number in range(1_000):
        text = samples[number % len(samples)] + b"\n\nlast read on day " + str(number).encode()
        write(tmp_path, f"{number % 10}/{number}.md", text)
    began = time.process_time()
    vault, stamps = read_vault(tmp_path)
    assert time.process_time() - began < 20  # 10 on a quiet machine
    assert len(vault.notes) == 1_000
    known = {note.path: (stamps[note.path], note) for note in vault.notes}
    began = time.process_time()
    again, _ = read_vault(tmp_path, known)
    assert time.process_time() - began < 2  # one on a quiet machine
    assert again == vault


def test_a_hundred_notes_are_read_in_a_second(tmp_path: Path) -> None:
    text = (Path(__file__).parent / "samples" / "story bank.md").read_bytes()
    for number in range(100):
        write(tmp_path, f"{number}.md", text + b"\n" + str(number).encode())
    began = time.process_time()
    assert len(read_vault(tmp_path)[0].notes) == 100
    assert time.process_time() - began < 2
