"""The store through its public methods, on real SQLite files."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from coach.errors import SessionNotFound, StoreError
from coach.store import Store, open_store, schema
from coach.store.sessions import NewTurn


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'deep' / 'coach.db'}"


@pytest.fixture
def store(url: str):
    store = open_store(url)
    yield store
    store.close()


def test_migrations_build_exactly_the_schema(url: str, store: Store) -> None:
    engine = create_engine(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, schema.metadata) == []
    engine.dispose()


def test_a_session_keeps_its_turns_in_order(store: Store) -> None:
    session = store.create_session("Mock", "/notes", "{}")
    session = store.save(
        session, '{"n": 1}', [NewTurn("candidate", "message", "Hello"), NewTurn("coach", "help", "Hi")]
    )
    session = store.save(
        session, '{"n": 2}', [NewTurn("candidate", "message", "Go")], title="Mock at Fernhill"
    )

    assert [(turn.seq, turn.text) for turn in store.turns(session.id)] == [(1, "Hello"), (2, "Hi"), (3, "Go")]
    again = store.session(session.id)
    assert (again.conversation, again.title, again.version) == ('{"n": 2}', "Mock at Fernhill", 3)
    assert again.created_at.tzinfo is not None
    assert [(s.id, s.turns) for s in store.sessions()] == [(session.id, 3)]


def test_a_save_on_an_older_version_is_refused_and_changes_nothing(store: Store) -> None:
    session = store.create_session("Mock", "/notes", "{}")
    store.save(session, "first", [NewTurn("candidate", "message", "one")])
    with pytest.raises(StoreError, match="another window"):
        store.save(session, "second", [NewTurn("candidate", "message", "two")])
    assert store.session(session.id).conversation == "first"
    assert [turn.text for turn in store.turns(session.id)] == ["one"]


def test_an_owner_sees_nothing_of_another(url: str, store: Store) -> None:
    session = store.create_session("Mine", "/notes", "{}")
    store.save(session, "{}", [NewTurn("candidate", "message", "secret")])
    store.agree("api.example.com")
    other = open_store(url, owner="someone")
    try:
        assert other.sessions() == ()
        assert other.agreed_hosts() == frozenset()
        for call in (other.session, other.turns, other.delete_session):
            with pytest.raises(SessionNotFound):
                call(session.id)
        with pytest.raises(SessionNotFound):
            other.save(session, "stolen")
        with pytest.raises(SessionNotFound):
            other.save_grade(session.id, "q1", "h", "built-in", "{}")
    finally:
        other.close()
    assert store.session(session.id).conversation == "{}"


def test_partial_words_are_replaced_and_then_dropped(store: Store) -> None:
    session = store.create_session("Mock", "/notes", "{}")
    session = store.save(session, "{}", [NewTurn("candidate", "message", "Go")])
    store.save_partial(session.id, "Tell", "question")
    store.save_partial(session.id, "Tell me about", "question")
    turns = store.turns(session.id)
    assert [(turn.text, turn.complete) for turn in turns] == [("Go", True), ("Tell me about", False)]

    store.drop_partial(session.id)
    store.save(session, "{}", [NewTurn("interviewer", "question", "Tell me about a time.")])
    assert [(t.seq, t.text) for t in store.turns(session.id)] == [(1, "Go"), (2, "Tell me about a time.")]


def test_grades_and_frozen_rubrics(store: Store) -> None:
    session = store.create_session("Mock", "/notes", "{}")
    store.save_grade(session.id, "q1", "abc", "built-in", '{"overall": null}')
    (grade,) = store.grades(session.id)
    assert (grade.question_id, grade.rubric_hash, grade.scorecard) == ("q1", "abc", '{"overall": null}')

    store.freeze_rubric("abc", "first")
    store.freeze_rubric("abc", "second")
    assert store.frozen_rubric("abc") == "first"
    assert store.frozen_rubric("nothing") is None


def test_agreements_can_be_given_twice_and_taken_back(store: Store) -> None:
    store.agree("API.example.com")
    store.agree("api.example.com")
    assert store.agreed_hosts() == {"api.example.com"}
    store.withdraw("api.EXAMPLE.com")
    assert store.agreed_hosts() == frozenset()


def test_rename_and_delete(store: Store) -> None:
    session = store.create_session("Mock", "/notes", "{}")
    store.save(session, "{}", [NewTurn("candidate", "message", "Hello")])
    store.save_grade(session.id, "q1", "abc", "built-in", "{}")
    store.rename_session(session.id, "Second try")
    assert store.sessions()[0].title == "Second try"
    store.delete_session(session.id)
    assert store.sessions() == ()
    with pytest.raises(SessionNotFound):
        store.turns(session.id)
    with pytest.raises(SessionNotFound):
        store.rename_session(session.id, "Gone")


def test_many_threads_write_at_once(store: Store) -> None:
    sessions = [store.create_session(f"s{i}", "/notes", "{}") for i in range(8)]

    def write(session) -> None:
        for number in range(10):
            session = store.save(session, str(number), [NewTurn("candidate", "message", str(number))])

    threads = [threading.Thread(target=write, args=(session,)) for session in sessions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(len(store.turns(session.id)) == 10 for session in sessions)


def test_what_was_saved_survives_a_kill(url: str, store: Store) -> None:
    program = (
        "import sys\n"
        "from coach.store import open_store\n"
        "from coach.store.sessions import NewTurn\n"
        "store = open_store(sys.argv[1])\n"
        "session = store.create_session('Killed', '/notes', '{}')\n"
        "for number in range(10_000):\n"
        "    turn = NewTurn('candidate', 'message', str(number))\n"
        "    session = store.save(session, str(number), [turn])\n"
        "    print(number, flush=True)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", program, url], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    acknowledged = [process.stdout.readline().strip() for _ in range(20)]
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    (summary,) = store.sessions()
    saved = [turn.text for turn in store.turns(summary.id)]
    assert saved[:20] == acknowledged == [str(n) for n in range(20)]
    assert store.session(summary.id).conversation == saved[-1]


def test_a_store_that_cannot_be_opened_says_so(tmp_path: Path) -> None:
    broken = tmp_path / "coach.db"
    broken.write_bytes(b"this is no database, and long enough to be read as one" * 50)
    with pytest.raises(StoreError) as caught:
        open_store(f"sqlite:///{broken}")
    assert "store of sessions" in caught.value.message
    assert "coach doctor" in caught.value.hint


def test_a_declined_gap_is_kept_until_it_is_forgotten_and_is_its_owners_alone(url: str, store: Store) -> None:
    store.decline_gap("a1", "bank.md: Pier, result")
    store.decline_gap("a1", "bank.md: Pier, result")
    other = open_store(url, owner="somebody")
    assert other.declined_gaps() == frozenset()
    other.decline_gap("b2", "bank.md: Dock, task")
    assert store.declined_gaps() == {"a1"}
    store.forget_declined_gaps()
    assert store.declined_gaps() == frozenset()
    assert other.declined_gaps() == {"b2"}
    other.close()


def test_a_correction_is_kept_once_listed_for_its_folder_and_taken_back_by_its_owner_alone(
    url: str, store: Store
) -> None:
    first = store.add_correction("/notes", '{"kind": "not_a_story"}')
    assert store.add_correction("/notes", '{"kind": "not_a_story"}') == first
    second = store.add_correction("/notes", '{"kind": "not_a_question"}')
    assert store.corrections("/notes") == (first, second)
    assert store.corrections("/elsewhere") == ()
    other = open_store(url, owner="somebody")
    assert other.corrections("/notes") == ()
    for somebody, folder in ((other, "/notes"), (store, "/elsewhere")):
        with pytest.raises(StoreError, match="no correction"):
            somebody.remove_correction(folder, first.id)
    other.close()
    store.remove_correction("/notes", first.id)
    assert store.corrections("/notes") == (second,)
