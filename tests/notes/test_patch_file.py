"""Writing into her notes: whole or not at all, and the exact bytes come back."""

import os
import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from notes.patch_forms import FORMS

from coach.domain.notes import FieldName
from coach.errors import NotesError
from coach.notes.parse import parse_note
from coach.notes.patch_file import apply_patch, last_written, undo, written
from coach.notes.patches import Patch, propose_patch
from coach.notes.vault import scan

TEXT = FORMS["letters under a numbered question"]
WORDS = "We cut the wait from 9 days to 4."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "notes"
    (made / "deep").mkdir(parents=True)
    (made / "deep" / "bank.md").write_bytes(TEXT.replace("\n", "\r\n").encode("utf-16"))
    return made


@pytest.fixture
def backups(tmp_path: Path) -> Path:
    return tmp_path / "home" / "backups" / "one"


def patch_of(
    folder: Path, path: str = "deep/bank.md", words: str = WORDS, field: FieldName = "task"
) -> Patch:
    raw = (folder / path).read_bytes()
    note = parse_note(path, raw)
    return propose_patch(note, raw, note.stories[0], field, words)


def test_a_patch_is_written_and_taken_back_byte_for_byte(folder: Path, backups: Path) -> None:
    file = folder / "deep" / "bank.md"
    file.chmod(0o640)
    before = file.read_bytes()
    applied = apply_patch(folder, patch_of(folder), backups)
    assert WORDS in file.read_bytes().decode("utf-16")
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert last_written(folder, backups) == applied.backup
    assert [one.state for one in written(folder, backups)] == ["written"]
    assert undo(folder, backups).changed
    assert file.read_bytes() == before
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert [one.state for one in written(folder, backups)] == ["undone"]
    assert sorted(each.name for each in file.parent.iterdir()) == ["bank.md"]
    with pytest.raises(NotesError, match="nothing to take back"):
        undo(folder, backups)


def test_the_same_patch_twice_is_written_once(folder: Path, backups: Path) -> None:
    patch = patch_of(folder)
    first = apply_patch(folder, patch, backups)
    assert apply_patch(folder, patch, backups) == first
    undo(folder, backups)
    assert apply_patch(folder, patch, backups) != first


def test_several_patches_come_off_one_by_one(folder: Path, backups: Path) -> None:
    file = folder / "deep" / "bank.md"
    states = [file.read_bytes()]
    for field in ("task", "result"):
        apply_patch(folder, patch_of(folder, field=field), backups)
        states.append(file.read_bytes())
    assert [one.state for one in written(folder, backups)] == ["written", "written"]
    first = written(folder, backups)[0].backup
    with pytest.raises(NotesError, match="changed after"):
        undo(folder, backups, first)
    undo(folder, backups)
    assert file.read_bytes() == states[1]
    undo(folder, backups)
    assert file.read_bytes() == states[0]
    assert not undo(folder, backups, first).changed


def test_a_note_that_changed_is_left_alone(folder: Path, backups: Path) -> None:
    patch = patch_of(folder)
    file = folder / "deep" / "bank.md"
    file.write_text("other words")
    with pytest.raises(NotesError, match="changed since I showed you"):
        apply_patch(folder, patch, backups)
    assert file.read_text() == "other words"
    assert written(folder, backups) == ()


def test_an_undo_over_somebodys_change_needs_force_and_keeps_it(folder: Path, backups: Path) -> None:
    file = folder / "deep" / "bank.md"
    before = file.read_bytes()
    applied = apply_patch(folder, patch_of(folder), backups)
    file.write_text("edited by hand")
    with pytest.raises(NotesError, match="changed after I wrote"):
        undo(folder, backups)
    assert [one.state for one in written(folder, backups)] == ["changed since"]
    assert undo(folder, backups, force=True).changed
    assert file.read_bytes() == before
    assert (backups / f"{applied.backup}.replaced").read_text() == "edited by hand"


@pytest.mark.parametrize("path", ["../out.md", "/etc/out.md", "deep/../../out.md", "", "deep/\0.md"])
def test_a_path_outside_the_folder_is_refused(folder: Path, backups: Path, path: str) -> None:
    (folder.parent / "out.md").write_text(TEXT)
    inside = patch_of(folder)
    patch = Patch(path, inside.before_sha256, inside.after_sha256, inside.edits, inside.diff)
    with pytest.raises(NotesError, match="not a path inside"):
        apply_patch(folder, patch, backups)
    assert (folder.parent / "out.md").read_text() == TEXT


def test_nothing_is_written_through_a_link(folder: Path, backups: Path) -> None:
    elsewhere = folder.parent / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "bank.md").write_text(TEXT)
    (folder / "linked").symlink_to(elsewhere)
    (folder / "link.md").symlink_to(folder / "deep" / "bank.md")
    for path in ("linked/bank.md", "link.md"):
        with pytest.raises(NotesError, match="through a link"):
            apply_patch(folder, patch_of(folder, path), backups)
    assert (elsewhere / "bank.md").read_text() == TEXT


def test_a_protected_note_is_left_alone(folder: Path, backups: Path) -> None:
    file = folder / "deep" / "bank.md"
    patch, before = patch_of(folder), file.read_bytes()
    if os.geteuid() == 0:
        pytest.skip("root may write anywhere")
    file.chmod(0o444)
    with pytest.raises(NotesError, match="cannot be written"):
        apply_patch(folder, patch, backups)
    assert file.read_bytes() == before


def test_a_data_folder_that_cannot_be_used_changes_nothing(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file, no folder")
    before = (folder / "deep" / "bank.md").read_bytes()
    with pytest.raises(NotesError, match="cannot keep a copy"):
        apply_patch(folder, patch_of(folder), tmp_path / "home" / "backups")
    assert (folder / "deep" / "bank.md").read_bytes() == before


def test_a_log_cut_off_by_a_crash_is_still_read(folder: Path, backups: Path) -> None:
    apply_patch(folder, patch_of(folder), backups)
    with (backups / "log.jsonl").open("ab") as log:
        log.write(b'{"id": "half')
    apply_patch(folder, patch_of(folder, field="result"), backups)
    assert len(written(folder, backups)) == 2
    undo(folder, backups)
    undo(folder, backups)
    assert [one.state for one in written(folder, backups)] == ["undone", "undone"]


def test_what_a_killed_writer_left_is_no_note(folder: Path) -> None:
    (folder / "deep" / ".coach-0123456789ab.tmp").write_text(TEXT)
    assert list(scan(folder)[0]) == ["deep/bank.md"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    form=st.sampled_from(sorted(FORMS)),
    ends=st.sampled_from(["\n", "\r\n", "\r"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    words=st.lists(st.text("abc Ié→4\n*#-|\\\"'“”", min_size=1, max_size=30), min_size=1, max_size=3),
)
def test_writing_and_taking_back_restores_the_bytes(
    folder: Path, backups: Path, form: str, ends: str, encoding: str, words: list[str]
) -> None:
    text = FORMS[form].replace("\n", ends)
    before = ("Straße" + ends + text if encoding == "cp1252" else text).encode(encoding)
    file = folder / "one.md"
    file.write_bytes(before)
    done = 0
    for said in words:
        raw = file.read_bytes()
        note = parse_note("one.md", raw)
        empty = [(s, n) for s in note.stories for n, f in s.fields().items() if f.state in ("empty", "thin")]
        if not empty:
            break
        try:
            patch = propose_patch(note, raw, *empty[0], said)
        except NotesError:  # nothing said, or not in this encoding
            continue
        apply_patch(folder, patch, backups)
        done += 1
    for _ in range(done):
        undo(folder, backups)
    assert file.read_bytes() == before
