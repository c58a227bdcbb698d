"""A patch changes one field of one story, in the note's own style, and not a byte outside it."""

import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from notes.patch_forms import FORMS

from coach.domain.notes import FIELD_NAMES, FieldName, Note, Story
from coach.errors import NotesError
from coach.notes.labels import is_blank_text
from coach.notes.parse import parse_note
from coach.notes.patches import Patch, fold_words, patched, propose_patch, sha256_of

WORDS = "We cut the wait from 9 days to 4, and the skippers noticed."
ENCODINGS = {
    "utf-8": lambda text: text.encode(),
    "utf-8 with a mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "utf-16 little": lambda text: b"\xff\xfe" + text.encode("utf-16-le"),
    "utf-16 big": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "windows-1252": lambda text: text.replace("# ", "# Caf\xe9 ", 1).encode("cp1252"),
}
LINE_ENDS = {"unix": "\n", "windows": "\r\n", "old mac": "\r"}


def to_fill(note: Note) -> list[tuple[Story, FieldName]]:
    return [
        (story, name)
        for story in note.stories
        for name, field in story.fields().items()
        if field.state in ("empty", "thin") or (field.state == "absent" and name in ("action", "result"))
    ]


def fill(
    raw: bytes, pick: int = 0, words: str = WORDS, *, any_state: bool = False, **how: bool
) -> tuple[Patch, Note, Note, Story, FieldName]:
    note = parse_note("note.md", raw)
    choices = to_fill(note)
    empty = [(story, field) for story, field in choices if not story.fields()[field].text]
    choices = choices if any_state or not empty else empty
    story, field = choices[pick % len(choices)]
    patch = propose_patch(note, raw, story, field, words, **how)
    after = parse_note("note.md", patched(raw, patch))
    return patch, note, after, story, field


def told(note: Note) -> list[dict[str, str]]:
    return [{name: field.text for name, field in story.fields().items()} for story in note.stories]


def check(note: Note, after: Note, story: Story, field: FieldName, words: str) -> None:
    expected = told(note)
    expected[note.stories.index(story)][field] = words
    assert told(after) == expected


@pytest.mark.parametrize("form", FORMS)
def test_every_field_of_every_form_is_filled_and_nothing_else(form: str) -> None:
    raw = FORMS[form].encode()
    choices = to_fill(parse_note("note.md", raw))
    assert choices, "the form holds no story with something to fill"
    for pick in range(len(choices)):
        patch, note, after, story, field = fill(raw, pick, any_state=True)
        check(note, after, story, field, WORDS)
        assert after.stories[note.stories.index(story)].fields()[field].state == "full"
        assert patch.after_sha256 == sha256_of(patched(raw, patch))


LINES = {
    "letters under a numbered question": "\t2. T: ",
    "bare letters": "    2. S: ",
    "bullets with words": "- Task: ",
    "stars and dashes": "* **T** – ",
    "bold paragraphs": "**Task.** ",
    "plain lines": "Task: ",
    "a quote": "> Task: ",
    "a loose list": "2. **Task:** ",
    "a missing result": "   4. Result: ",
    "a missing result in paragraphs": "**Result:** ",
    "Spanish": "- Tarea: ",
    "checkboxes": "- [ ] Task: ",
}


@pytest.mark.parametrize("form", LINES)
def test_a_line_is_written_in_the_manner_of_the_note(form: str) -> None:
    patch, *_ = fill(FORMS[form].encode())
    added = [line[1:] for line in patch.diff.split("\n")[2:] if line.startswith("+")]
    assert LINES[form] + WORDS in added


def test_a_bare_label_ends_as_its_siblings_do() -> None:
    patch, *_ = fill(FORMS["stars and dashes"].encode(), 1)
    assert f"+* **R** – {WORDS}" in patch.diff.split("\n")


def test_the_items_behind_a_new_one_count_on() -> None:
    raw = FORMS["a missing action"].encode()
    patch, *_ = fill(raw)
    new = patched(raw, patch).decode()
    assert (
        f"   3) Action: {WORDS}\n   4) Result: It came in October.\n   5) lesson: ask early\n2) What" in new
    )


@pytest.mark.parametrize("form", ["headings", "labels above their words"])
def test_words_stand_under_their_label_where_the_others_do(form: str) -> None:
    patch, *_ = fill(FORMS[form].encode())
    assert f"+{WORDS}" in patch.diff.split("\n")


def test_a_todo_gives_way() -> None:
    raw = FORMS["text nested under its label"].encode()
    patch, *_ = fill(raw)
    assert b"TODO" not in patched(raw, patch)


def test_what_stands_there_can_be_kept() -> None:
    raw = FORMS["thin fields"].encode()
    note = parse_note("note.md", raw)
    story = note.stories[0]
    patch = propose_patch(note, raw, story, "result", WORDS, keep=True)
    assert f"+- R: clean. {WORDS}" in patch.diff.split("\n")
    after = parse_note("note.md", patched(raw, patch))
    assert after.stories[0].result.text == f"clean. {WORDS}\ntwo buckets"


def test_several_lines_become_one() -> None:
    _, note, after, story, field = fill(
        FORMS["bullets with words"].encode(), 0, "first\n\n  second\tthird\u2028fourth"
    )
    check(note, after, story, field, "first second third fourth")


def test_the_same_words_again_are_no_change() -> None:
    with pytest.raises(NotesError, match="already"):
        fill(FORMS["thin fields"].encode(), 1, "clean it", any_state=True)


@pytest.mark.parametrize("words", ["", " \n ", "TODO", "…", "n/a"])
def test_words_that_say_nothing_are_refused(words: str) -> None:
    with pytest.raises(NotesError, match="says nothing"):
        fill(FORMS["bullets with words"].encode(), 0, words)


def test_words_without_end_are_refused() -> None:
    with pytest.raises(NotesError, match="characters"):
        fill(FORMS["bullets with words"].encode(), 0, "word " * 4000)


def test_a_character_that_the_encoding_lacks_is_named() -> None:
    raw = ENCODINGS["windows-1252"](FORMS["bullets with words"])
    with pytest.raises(NotesError, match="Windows-1252, which has no “→”"):
        fill(raw, 0, "from 9 days → 4 days")


# Broken characters


STORY = "- S: The pier was closed from May on, every day.\n- T: x\n- A:\n- R:\n"
BROKEN = f"# Pier\n\nThe cafÃ© at the pier â€” closed.\n\n{STORY}"


def test_broken_characters_elsewhere_stay_unless_she_takes_the_repair() -> None:
    raw = BROKEN.encode()
    patch, note, *_ = fill(raw, 1)
    assert note.repairs
    assert "cafÃ© at the pier â€” closed" in patched(raw, patch).decode()
    repaired, note, after, story, field = fill(raw, 1, with_repairs=True)
    assert "café at the pier — closed" in patched(raw, repaired).decode()
    assert "-The cafÃ© at the pier â€” closed." in repaired.diff
    check(note, after, story, field, WORDS)
    assert not after.repairs


def test_a_line_in_another_encoding_stays_as_it_is() -> None:
    raw = b"# Caf\xc3\xa9\n\nThe na\xefve plan.\n\n" + STORY.encode()
    patch, *_ = fill(raw)
    assert b"The na\xefve plan.\n" in patched(raw, patch)
    repaired, *_ = fill(raw, with_repairs=True)
    assert "The naïve plan.\n".encode() in patched(raw, repaired)


# Whatever she says, however the file is written


SPOKEN_TO = re.compile(r"(?i)\b(?:you|your|yourself|candidates?|interviewer|applicant)\b")
PIECES = [
    "---", "***", "#", "- ", "1. ", "> ", "S:", "R: ", "Result", "**bold**", "_x_", "`code`", "```", "|",
    "\\", "\\|", "\n", "\r\n", "\t", '"quoted"', "“said”", "[[link]]", "[a](b)", "![i](j)", "<b>", "<!--",
    "-->", "%%", "==", "~~", " ^id", "[x] ", "[!tip]", ":", "::", "?", "(maybe)", "4 %", "we cut it", "$x^2$",
    "&amp;", "{{x}}", "Q: why?", "Task:", "#tag", "- [ ] ", "http://a.b/c_d_e", "TODO", "–", "→", "I",
]  # fmt: skip


def lines_of(raw: bytes) -> list[bytes]:
    return raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")


@settings(max_examples=250, deadline=None)
@given(
    form=st.sampled_from(sorted(FORMS)),
    pick=st.integers(0, 7),
    words=st.one_of(
        st.text(max_size=60),
        st.lists(
            st.sampled_from(
                PIECES
            ),
            min_size=1,
            max_size=8,
        ).map(" ".join),
    ),
    ends=st.sampled_from(sorted(LINE_ENDS)),
    encoding=st.sampled_from([name for name in sorted(ENCODINGS) if name != "windows-1252"]),
    keep=st.booleans(),
)  # fmt: skip
@example(form="a table of stories", pick=0, words="a \\| b | c", ends="unix", encoding="utf-8", keep=False)
@example(form="headings", pick=0, words="# S: 1. > ---", ends="windows", encoding="utf-16 big", keep=False)
@example(form="close headings", pick=0, words="\x950", ends="old mac", encoding="utf-16 big", keep=False)
def test_any_words_in_any_file(
    form: str, pick: int, words: str, ends: str, encoding: str, keep: bool
) -> None:
    said = fold_words(words)
    assume(not is_blank_text(said))
    assume(not SPOKEN_TO.search(said))  # to the reader that would be an explanation of the method, no story
    raw = ENCODINGS[encoding](FORMS[form].replace("\n", LINE_ENDS[ends]))
    assume(keep or said not in {text for one in told(parse_note("note.md", raw)) for text in one.values()})
    patch, note, after, story, field = fill(raw, pick, words, any_state=True, keep=keep)
    now = told(after)[note.stories.index(story)][field]
    before = story.fields()[field].text
    if keep and before:
        assert said in now
        assert all(line in now for line in before.split("\n"))
    else:
        assert now == said
    expected = told(note)
    expected[note.stories.index(story)][field] = now
    assert told(after) == expected
    outside(raw, patched(raw, patch), patch)


def outside(raw: bytes, new: bytes, patch: Patch) -> None:
    """Every line that no edit names is there still, byte for byte and in its order."""
    wide = raw[:2] in (b"\xff\xfe", b"\xfe\xff")
    cut: Callable[[bytes], list[bytes]] = (
        (lambda data: [line.encode() for line in decoded(data)]) if wide else lines_of
    )
    old, now = cut(raw), cut(new)
    edited = sorted(patch.edits, key=lambda one: one.start)
    assert all(one.end < other.start for one, other in pairwise(edited))
    shift, at = 0, 1
    for edit in edited:
        assert old[at - 1 : edit.start - 1] == now[at - 1 + shift : edit.start - 1 + shift]
        shift += len(edit.lines) - (edit.end - edit.start + 1)
        at = edit.end + 1
    assert old[at - 1 :] == now[at - 1 + shift :]


def decoded(data: bytes) -> list[str]:
    return data.decode("utf-16").replace("\r\n", "\n").replace("\r", "\n").split("\n")


@pytest.mark.parametrize("ends", LINE_ENDS)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_line_ends_and_encoding_are_kept(encoding: str, ends: str) -> None:
    for form in (
        "letters under a numbered question",
        "headings",
        "a missing result",
        "no line end at the end",
    ):
        raw = ENCODINGS[encoding](FORMS[form].replace("\n", LINE_ENDS[ends]))
        patch, note, after, story, field = fill(raw, 0, "They said café, und zwar größer.")
        new = patched(raw, patch)
        check(note, after, story, field, "They said café, und zwar größer.")
        assert new[:3] == raw[:3]
        wide = encoding.startswith("utf-16")
        text = new.decode("utf-16" if wide else "cp1252" if "1252" in encoding else "utf-8")
        for other in set(LINE_ENDS.values()) - {LINE_ENDS[ends]}:
            assert other not in text.replace(LINE_ENDS[ends], "")
        assert all(name in FIELD_NAMES for name in [field])
