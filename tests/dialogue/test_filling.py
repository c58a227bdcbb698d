"""Filling the gaps of her stories through `Coach.respond`: real notes, real index, real store."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from scripted_server import ScriptedServer, fails, says

from coach.config import Settings
from coach.dialogue.coach import Coach, EngineChoice
from coach.dialogue.filling import choose_missing, find_missing
from coach.dialogue.rewrite import says_the_same, tidy_words
from coach.domain.events import CoachSaid, Event, Failed
from coach.domain.interview import Setup
from coach.engines.builtin.engine import BuiltinEngine
from coach.engines.openai import OpenAIEngine
from coach.engines.protocol import Engine
from coach.index import NotesIndex
from coach.notes.patch_file import undo, written
from coach.notes.vault import read_vault
from coach.prompts import Prompts
from coach.store import open_store

BANK = """# Story bank

1. Tell me about a time you failed.
	1. S: The harbour bookings stopped for a whole day in May 2024.
	2. T: I had to get 30 skippers a berth before the evening.
	3. A: I called every skipper myself and wrote down the times by hand.
	4. R:
2. Tell me about a conflict you had with a colleague.
	1. S:
	2. T:
	3. A:
	4. R:
3. Tell me about a time you helped somebody.
	1. S: In 2023 a new kiosk hand was afraid of the card reader.
	2. T: My lead asked me to get her through her first week.
	3. A: I stood next to her for two mornings and then only came when she waved.
	4. R: It went really well and everybody was happy about it.
"""
SAID = "all 30 skippers had a berth by 7 pm, and i wrote a paper form that we still use"
WRITTEN = "\t4. R: All 30 skippers had a berth by 7 pm, and I wrote a paper form that we still use\n"

CoachOn = Callable[..., Coach]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "notes"
    made.mkdir()
    (made / "bank.md").write_text(BANK, encoding="utf-8", newline="\r\n")
    return made


@pytest.fixture
def coach_on(tmp_path: Path, folder: Path) -> Iterator[CoachOn]:
    opened: list[Coach] = []

    def build(engine: Engine | None = None) -> Coach:
        store = open_store(f"sqlite:///{tmp_path / 'home' / 'coach.db'}")
        index = NotesIndex(tmp_path / "home", folder, None)
        opened.append(Coach(index, store, None, lambda _: EngineChoice(engine or BuiltinEngine(None))))
        return opened[-1]

    yield build
    for coach in opened:
        coach.close()


def said(events: Iterator[Event]) -> str:
    found = list(events)
    assert not [event for event in found if isinstance(event, Failed)]
    return "\n\n".join(event.text for event in found if isinstance(event, CoachSaid))


def bank_of(folder: Path) -> str:
    return (folder / "bank.md").read_bytes().decode().replace("\r\n", "\n")


@pytest.mark.parametrize("start", ["/fill", "Help me fill my stories", "fill my gaps", "Fill in the gaps."])
def test_it_begins_with_the_outcome_that_a_told_story_lacks(coach_on: CoachOn, start: str) -> None:
    coach = coach_on()
    session = coach.new_session()
    asked = said(coach.respond(session, start))
    assert "Tell me about a time you failed." in asked
    assert "I called every skipper myself" in asked
    assert "Result: (nothing yet)" in asked
    assert asked.count("?") == 1
    assert coach.sessions()[0].title == "Filling my stories"


@pytest.mark.parametrize("line", [9, 12])
def test_it_begins_with_the_gap_that_she_points_at(coach_on: CoachOn, line: int) -> None:
    coach = coach_on()
    session = coach.new_session()
    asked = said(coach.respond(session, f"/fill bank.md:{line}"))
    assert "Tell me about a conflict you had with a colleague." in asked
    assert "Is there something of yours that fits?" in asked
    elsewhere = said(coach.respond(session, "/fill bank.md:1"))
    assert "I see nothing to fill at bank.md:1." in elsewhere
    assert coach.conversation(session).filling is None
    assert "nothing to fill at again.md:3" in said(coach.respond(session, "/fill again.md:3"))


def test_a_gap_is_filled_only_on_yes_and_the_notes_are_read_at_once(coach_on: CoachOn, folder: Path) -> None:
    coach = coach_on()
    session = coach.new_session()
    said(coach.respond(session, "/fill"))
    drafted = said(coach.respond(session, SAID))
    assert f"\n+{WRITTEN}" in drafted
    assert "Write it into bank.md?" in drafted
    assert bank_of(folder) == BANK
    for unclear in ("hm", "what else could I say?", "I think so, maybe, let me see"):
        assert "Nothing is written yet" in said(coach.respond(session, unclear))
    assert bank_of(folder) == BANK
    done = said(coach.respond(session, "Yes, please."))
    assert "/undo" in done
    assert bank_of(folder) == BANK.replace("\t4. R:\n", WRITTEN, 1)
    assert (folder / "bank.md").read_bytes().count(b"\r\n") == BANK.count("\n")
    story = coach.index.vault().notes[0].stories[0]
    assert story.result.text == WRITTEN.strip()[6:]
    assert coach.index.search("paper form berth").passages[0].text.count("paper form") == 1
    assert "helped somebody" in done  # the result there has no figure: worth more than a story not begun


def test_edit_no_and_stop(coach_on: CoachOn, folder: Path) -> None:
    coach = coach_on()
    session = coach.new_session()
    said(coach.respond(session, "/fill"))
    said(coach.respond(session, SAID))
    assert "+\t4. R: 29 of 30 had a berth." in said(coach.respond(session, "edit: 29 of 30 had a berth."))
    assert "How many" in said(coach.respond(session, "no"))
    assert bank_of(folder) == BANK
    assert "Nothing was written" in said(coach.respond(session, "/stop"))
    assert coach.conversation(session).filling is None
    assert "failed" in said(coach.respond(session, "/fill"))  # "no" was for that time only


def test_what_she_leaves_is_not_asked_again_until_she_says_so(coach_on: CoachOn, folder: Path) -> None:
    coach = coach_on()
    session = coach.new_session()
    said(coach.respond(session, "/fill"))
    assert "Fine, I leave that one." in said(coach.respond(session, "I don't know"))
    assert "conflict" in said(coach.respond(session, "skip"))
    assert "That was the last one. 3 questions stay" in said(coach.respond(session, "I can't remember."))
    (folder / "bank.md").write_text("\n\nMore words above.\n\n" + BANK, encoding="utf-8")  # the lines move
    other = coach_on()
    session = other.new_session()
    assert "no gaps that I can see. 3 questions stay" in said(other.respond(session, "fill my gaps"))
    assert "failed" in said(other.respond(session, "ask me everything again"))
    assert bank_of(folder).endswith(BANK)


def test_a_story_is_told_from_its_beginning(coach_on: CoachOn, folder: Path) -> None:
    coach = coach_on()
    session = coach.new_session()
    said(coach.respond(session, "/fill"))
    said(coach.respond(session, "skip"))
    said(coach.respond(session, "skip"))
    words = {
        "S": "In 2022 the crane driver and I both wanted the same Monday.",
        "T": "I needed 4 hours of the crane for the pier lamps.",
        "A": "I asked him for his list and moved my lamps behind his boats.",
        "R": "Both were done by 2 pm.",
    }
    for text in words.values():
        assert text in said(coach.respond(session, text))
        said(coach.respond(session, "yes"))
    for number, (letter, text) in enumerate(words.items(), start=1):
        assert f"\t{number}. {letter}: {text}\n" in bank_of(folder)
    assert coach.conversation(session).filling is None


def test_undo_takes_back_the_last_change_to_the_byte(coach_on: CoachOn, folder: Path) -> None:
    coach = coach_on()
    before = (folder / "bank.md").read_bytes()
    session = coach.new_session()
    assert "nothing to take back" in said(coach.respond(session, "/undo"))
    said(coach.respond(session, "/fill"))
    said(coach.respond(session, SAID))
    said(coach.respond(session, "yes"))
    assert "as it was" in said(coach.respond(session, "/undo"))
    assert (folder / "bank.md").read_bytes() == before
    assert coach.index.vault().notes[0].stories[0].result.state == "empty"


def test_a_note_changed_after_the_diff_gets_a_new_diff(coach_on: CoachOn, folder: Path) -> None:
    coach = coach_on()
    session = coach.new_session()
    said(coach.respond(session, "/fill"))
    said(coach.respond(session, SAID))
    changed = "A line on top.\n\n" + BANK
    (folder / "bank.md").write_text(changed, encoding="utf-8")
    told = said(coach.respond(session, "yes"))
    assert "has changed since I showed you" in told
    assert "Write it into bank.md?" in told
    assert bank_of(folder) == changed
    said(coach.respond(session, "yes"))
    assert WRITTEN in bank_of(folder)
    assert bank_of(folder).startswith("A line on top.")


def test_words_that_cannot_be_written_are_asked_for_again(coach_on: CoachOn, folder: Path) -> None:
    (folder / "bank.md").write_bytes(BANK.replace("harbour", "café").encode("cp1252"))
    coach = coach_on()
    session = coach.new_session()
    said(coach.respond(session, "/fill"))
    assert "Windows-1252, which has no “→”" in said(coach.respond(session, "from 30 skippers → 0 waiting"))
    assert "+\t4. R: From 30 skippers to 0 waiting" in said(
        coach.respond(session, "from 30 skippers to 0 waiting")
    )


def test_nothing_starts_from_words_inside_an_interview(coach_on: CoachOn, folder: Path) -> None:
    coach = coach_on()
    session = coach.new_session()
    list(coach.start(session, Setup(round="behavioural", questions=1, seed=1)))
    list(coach.respond(session, "Help me fill my stories"))
    assert coach.conversation(session).filling is None
    assert "middle of an interview" in said(coach.respond(session, "/fill"))
    assert "middle of an interview" in said(coach.respond(session, "/undo"))
    assert coach.conversation(session).awaiting == "reply"


def test_another_command_leaves_it(coach_on: CoachOn) -> None:
    coach = coach_on()
    session = coach.new_session()
    said(coach.respond(session, "/fill"))
    said(coach.respond(session, "/grade"))
    assert coach.conversation(session).filling is None
    said(coach.respond(session, "Tell me about a conflict."))
    assert coach.conversation(session).waits_for == "grade_answer"


def test_asking_back_gets_a_hint_and_no_diff(coach_on: CoachOn) -> None:
    coach = coach_on()
    session = coach.new_session()
    said(coach.respond(session, "/fill"))
    assert "What was different afterwards" in said(coach.respond(session, "what do you mean?"))
    assert coach.conversation(session).filling.patch is None  # type: ignore[union-attr]


def test_the_order_of_what_is_missing(folder: Path) -> None:
    found = find_missing(read_vault(folder)[0])
    assert [(one.kind, one.field) for one in found] == [
        ("words", "result"),
        ("figure", "result"),
        ("story", "situation"),
    ]
    assert choose_missing(found, {found[0].key}) == found[1]


# Tidied, never added to


@pytest.mark.parametrize(
    ("words", "tidied"),
    [
        ("T. Rowe rang us", "T. Rowe rang us"),
        ("  we cut   it\nand i'm glad ", "We cut it and I'm glad"),
        ("R: 9 days to 4", "9 days to 4"),
        ("result - fine, i think", "Result - fine, I think"),
        ("iPhone sales doubled, i.e. 2x", "iPhone sales doubled, i.e. 2x"),
    ],
)
def test_her_words_are_tidied(words: str, tidied: str) -> None:
    assert tidy_words(words, "result") == tidied


@pytest.mark.parametrize(
    ("rewritten", "same"),
    [
        ("We cut the wait from 9 days to 4, and Ottoline noticed.", True),
        ("We cut the wait from 9 days to 3, and Ottoline noticed.", False),
        ("We cut the wait, and Ottoline noticed.", False),
        ("We cut the wait from 9 days to 4, and Marguerite noticed.", False),
        ("We cut the wait from 9 days to 4, revenue doubled, and Ottoline noticed.", False),
        ("We did not cut the wait from 9 days to 4, and Ottoline noticed.", False),
        ("", False),
    ],
)
def test_a_rewrite_holds_the_same(rewritten: str, same: bool) -> None:
    words = "so um we cut the wait like from 9 days to 4 and Ottoline noticed"
    assert says_the_same(words, rewritten) is same


def test_a_model_tidies_and_an_invention_of_it_is_dropped(
    coach_on: CoachOn, tmp_path: Path, folder: Path
) -> None:
    words = "so um all 30 skippers had a berth by 7 pm and we still use the form"
    with ScriptedServer(tmp_path) as server:
        case = server.case(
            says("All 30 skippers had a berth by 7 pm, and we still use the form."),
            says("All 30 skippers had a berth by 7 pm, and bookings doubled."),
            fails(401),
        )
        settings = Settings(_env_file=None, base_url=case.url, api_key="sk-test", model="scripted", timeout=5)
        coach = coach_on(OpenAIEngine(settings, Prompts(), sleep=lambda _: None))
        for expected in (
            "+\t4. R: All 30 skippers had a berth by 7 pm, and we still use the form.",
            "+\t4. R: So um all 30 skippers",
            "+\t4. R: So um all 30 skippers",
        ):
            session = coach.new_session()
            said(coach.respond(session, "/fill"))
            assert expected in said(coach.respond(session, words))
        asked = case.requests[0].body["messages"][1]["content"]
        assert words[1:] in asked
        assert "harbour" not in asked


# Killed


KILLED = """
import os, signal, sys
from pathlib import Path
from coach.dialogue.coach import Coach, EngineChoice
from coach.domain.events import Status
from coach.engines.builtin.engine import BuiltinEngine
from coach.index import NotesIndex
from coach.store import open_store

home, folder, session, moment = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.argv[4]
renamed = []

def watch(event, details):
    if event == "os.rename" and str(details[1]).endswith("bank.md"):
        renamed.append(True)
        if moment == "before the rename":
            os.kill(os.getpid(), signal.SIGKILL)
    elif event == "open" and renamed and moment == "after the rename":
        os.kill(os.getpid(), signal.SIGKILL)
    elif event == "open" and str(details[0]).endswith(".tmp") and moment == "while writing":
        os.kill(os.getpid(), signal.SIGKILL)
    elif event == "open" and str(details[0]).endswith("log.jsonl") and moment == "before the log":
        os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(watch)
coach = Coach(
    NotesIndex(home, folder, None), open_store(f"sqlite:///{home / 'coach.db'}"), None,
    lambda _: EngineChoice(BuiltinEngine(None)),
)
for event in coach.respond(session, sys.argv[5]):
    if moment == "after her words" and isinstance(event, Status) and event.text.startswith(("Writing", "Looking at")):
        os.kill(os.getpid(), signal.SIGKILL)
"""  # noqa: E501


MOMENTS = ["after her words", "before the log", "while writing", "before the rename", "after the rename"]


def killed(tmp_path: Path, folder: Path, session: str, moment: str, message: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path / "home"), str(folder), session, moment, message],
        check=False, env={**os.environ, "COACH_ENGINE": "builtin"}, timeout=120,
    )  # fmt: skip
    assert ended.returncode == -signal.SIGKILL


@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_between_yes_and_write(coach_on: CoachOn, tmp_path: Path, folder: Path, moment: str) -> None:
    coach = coach_on()
    old = (folder / "bank.md").read_bytes()
    session = coach.new_session()
    said(coach.respond(session, "/fill"))
    said(coach.respond(session, SAID))
    new = old.replace(b"\t4. R:\r\n", WRITTEN.replace("\n", "\r\n").encode(), 1)

    killed(tmp_path, folder, session, moment, "yes")
    assert (folder / "bank.md").read_bytes() == (new if moment == "after the rename" else old)

    again = coach_on()
    assert "Written into bank.md" in said(again.resume(session))
    assert (folder / "bank.md").read_bytes() == new
    assert said(again.resume(session)) == ""
    standing = [one for one in written(folder, again.index.backups) if one.state == "written"]
    assert len({one.path for one in standing}) == 1
    undo(folder, again.index.backups)
    assert (folder / "bank.md").read_bytes() == old


def test_killed_between_diff_and_yes(coach_on: CoachOn, tmp_path: Path, folder: Path) -> None:
    coach = coach_on()
    session = coach.new_session()
    said(coach.respond(session, "/fill"))
    said(coach.respond(session, SAID))
    coach.close()
    again = coach_on()
    assert said(again.resume(session)) == ""
    said(again.respond(session, "yes"))
    assert WRITTEN in bank_of(folder)


@pytest.mark.parametrize("moment", ["after her words", "before the rename", "after the rename"])
def test_a_killed_undo_takes_back_one_change_and_not_two(
    coach_on: CoachOn, tmp_path: Path, folder: Path, moment: str
) -> None:
    coach = coach_on()
    session = coach.new_session()
    said(coach.respond(session, "/fill"))
    said(coach.respond(session, SAID))
    said(coach.respond(session, "yes"))
    one = (folder / "bank.md").read_bytes()
    said(coach.respond(session, "About 40 guests a day, and nobody waited longer than 2 minutes."))
    said(coach.respond(session, "yes"))
    assert (folder / "bank.md").read_bytes() != one
    killed(tmp_path, folder, session, moment, "/undo")
    again = coach_on()
    said(again.resume(session))
    assert (folder / "bank.md").read_bytes() == one
