"""The store itself: open, migrate, save, load, list, delete."""

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, event, func, inspect, make_url, select
from sqlalchemy.exc import SQLAlchemyError

from coach.errors import SessionNotFound, StoreError
from coach.store import schema
from coach.store.connection import LOCAL_OWNER, unusable, utc_now
from coach.store.records import GradeRecord, Role, SessionRecord, SessionSummary, TurnRecord
from coach.store.remembered import Remembered
from coach.store.rows import aware, turn_record, utc

MIGRATIONS = Path(__file__).parent / "migrations"


@dataclass(frozen=True, slots=True)
class NewTurn:
    """A message to save; its place in the session is given by the store."""

    role: Role
    kind: str
    text: str
    question_id: str = ""
    payload: str = "{}"
    complete: bool = True


class Store(Remembered):
    """One owner's view of the store. Thread-safe; every method is one transaction.

    Raises StoreError where the database cannot be used, SessionNotFound for an id that
    this owner does not have.
    """

    # Sessions

    def create_session(self, title: str, notes_folder: str, conversation: str) -> SessionRecord:
        """A new session with an id that cannot be guessed."""
        now = self._clock()
        values: dict[str, Any] = {
            "id": secrets.token_hex(8),
            "owner": self._owner,
            "title": title,
            "notes_folder": notes_folder,
            "version": 1,
            "conversation": conversation,
            "created_at": now,
            "updated_at": now,
        }
        with self._transaction() as connection:
            connection.execute(schema.sessions.insert().values(**values))
        return SessionRecord(**values)

    def session(self, session_id: str) -> SessionRecord:
        with self._transaction() as connection:
            return SessionRecord(**self._session_row(connection, session_id))

    def sessions(self, limit: int = 200) -> tuple[SessionSummary, ...]:
        """This owner's sessions, the last used first, those without a message left out."""
        table = schema.sessions
        counted = func.count(schema.turns.c.id)
        query = (
            select(
                table.c.id, table.c.title, table.c.notes_folder, counted.label("turns"),
                table.c.created_at, table.c.updated_at,
            )
            .join(schema.turns, schema.turns.c.session_id == table.c.id)
            .where(table.c.owner == self._owner)
            .group_by(table.c.id, table.c.title, table.c.notes_folder, table.c.created_at, table.c.updated_at)
            .order_by(table.c.updated_at.desc())
            .limit(limit)
        )  # fmt: skip
        with self._transaction() as connection:
            return tuple(SessionSummary(**aware(row)) for row in connection.execute(query).mappings())

    def save(
        self,
        session: SessionRecord,
        conversation: str,
        turns: Iterable[NewTurn] = (),
        *,
        title: str | None = None,
    ) -> SessionRecord:
        """Saves the conversation and the turns that belong to it, together or not at all.

        Words cut off by an earlier crash give way to the turns that replace them only
        through `drop_partial`. Raises StoreError when the session was saved from
        elsewhere since `session` was loaded.
        """
        now = self._clock()
        table = schema.sessions
        changed = {"conversation": conversation, "version": session.version + 1, "updated_at": now}
        changed["title"] = title if title is not None else session.title
        with self._transaction() as connection:
            done = connection.execute(
                table.update()
                .where(
                    table.c.id == session.id,
                    table.c.owner == self._owner,
                    table.c.version == session.version,
                )
                .values(**changed)
            )
            if done.rowcount != 1:
                self._session_row(connection, session.id)  # gone altogether: SessionNotFound
                raise StoreError(
                    "This conversation has moved on in another window.", "Reload it to see where it stands."
                )
            for turn in turns:
                self._insert_turn(connection, session.id, turn, now)
            return SessionRecord(**self._session_row(connection, session.id))

    def rename_session(self, session_id: str, title: str) -> None:
        table = schema.sessions
        with self._transaction() as connection:
            self._session_row(connection, session_id)
            connection.execute(
                table.update()
                .where(table.c.id == session_id, table.c.owner == self._owner)
                .values(title=title)
            )

    def delete_session(self, session_id: str) -> None:
        """Removes a session with its turns and grades."""
        with self._transaction() as connection:
            self._session_row(connection, session_id)
            for table in (schema.grades, schema.turns):
                connection.execute(
                    table.delete().where(table.c.session_id == session_id, table.c.owner == self._owner)
                )
            connection.execute(
                schema.sessions.delete().where(
                    schema.sessions.c.id == session_id, schema.sessions.c.owner == self._owner
                )
            )

    # Turns

    def turns(self, session_id: str) -> tuple[TurnRecord, ...]:
        """All messages of a session in order, cut-off ones included."""
        table = schema.turns
        query = (
            select(table)
            .where(table.c.session_id == session_id, table.c.owner == self._owner)
            .order_by(table.c.seq)
        )
        with self._transaction() as connection:
            self._session_row(connection, session_id)
            return tuple(turn_record(row) for row in connection.execute(query).mappings())

    def save_partial(self, session_id: str, text: str, kind: str, role: Role = "interviewer") -> None:
        """Keeps the words of a message that is still being written, in place of earlier ones of it."""
        table = schema.turns
        with self._transaction() as connection:
            last = connection.execute(
                select(table.c.id, table.c.complete)
                .where(table.c.session_id == session_id, table.c.owner == self._owner)
                .order_by(table.c.seq.desc())
                .limit(1)
            ).first()
            if last is not None and not last.complete:
                connection.execute(table.update().where(table.c.id == last.id).values(text=text, kind=kind))
            else:
                turn = NewTurn(role, kind, text, complete=False)
                self._insert_turn(connection, session_id, turn, self._clock())

    def drop_partial(self, session_id: str) -> None:
        """Forgets a message that was being written, once the whole of it is about to be saved."""
        table = schema.turns
        with self._transaction() as connection:
            connection.execute(
                table.delete().where(
                    table.c.session_id == session_id, table.c.owner == self._owner, table.c.complete == 0
                )
            )

    # Grades and rubrics

    def save_grade(
        self, session_id: str, question_id: str, rubric_hash: str, engine: str, scorecard: str
    ) -> None:
        with self._transaction() as connection:
            self._session_row(connection, session_id)
            connection.execute(
                schema.grades.insert().values(
                    owner=self._owner,
                    session_id=session_id,
                    question_id=question_id,
                    rubric_hash=rubric_hash,
                    engine=engine,
                    scorecard=scorecard,
                    created_at=self._clock(),
                )
            )

    def grades(self, session_id: str) -> tuple[GradeRecord, ...]:
        """All grades of a session, the oldest first."""
        table = schema.grades
        query = (
            select(table)
            .where(table.c.session_id == session_id, table.c.owner == self._owner)
            .order_by(table.c.id)
        )
        with self._transaction() as connection:
            rows = connection.execute(query).mappings()
            return tuple(
                GradeRecord(
                    row["question_id"],
                    row["rubric_hash"],
                    row["engine"],
                    row["scorecard"],
                    utc(row["created_at"]),
                )
                for row in rows
            )

    def freeze_rubric(self, rubric_hash: str, rubric: str) -> None:
        """Keeps a rubric under its hash; one that is there already stays as it was first used."""
        values = {
            "owner": self._owner,
            "hash": rubric_hash,
            "rubric": rubric,
            "first_used_at": self._clock(),
        }
        self._insert_once(schema.rubrics, values)

    def frozen_rubric(self, rubric_hash: str) -> str | None:
        table = schema.rubrics
        query = select(table.c.rubric).where(table.c.owner == self._owner, table.c.hash == rubric_hash)
        with self._transaction() as connection:
            return connection.execute(query).scalar_one_or_none()

    # Inside

    def _session_row(self, connection: Connection, session_id: str) -> dict[str, Any]:
        table = schema.sessions
        query = select(table).where(table.c.id == session_id, table.c.owner == self._owner)
        row = connection.execute(query).mappings().one_or_none()
        if row is None:
            raise SessionNotFound(session_id)
        return aware(row)

    def _insert_turn(self, connection: Connection, session_id: str, turn: NewTurn, now: datetime) -> None:
        table = schema.turns
        last = connection.execute(
            select(func.max(table.c.seq)).where(table.c.session_id == session_id)
        ).scalar()
        connection.execute(
            table.insert().values(
                owner=self._owner,
                session_id=session_id,
                seq=(last or 0) + 1,
                role=turn.role,
                kind=turn.kind,
                text=turn.text,
                question_id=turn.question_id,
                payload=turn.payload,
                complete=int(turn.complete),
                created_at=now,
            )
        )


def open_store(url: str, owner: str = LOCAL_OWNER, clock: Callable[[], datetime] = utc_now) -> Store:
    """Opens the store at an SQLAlchemy URL and brings its tables up to date.

    Raises StoreError where it cannot be opened, in one sentence without the password.
    """
    parsed = make_url(url)
    try:
        if parsed.get_backend_name() == "sqlite" and parsed.database not in (None, "", ":memory:"):
            Path(str(parsed.database)).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(parsed, pool_pre_ping=True)
        if parsed.get_backend_name() == "sqlite":
            event.listen(engine, "connect", _set_sqlite_pragmas)
            event.listen(engine, "begin", _begin_immediate)
        with engine.begin() as connection:
            _migrate(connection)
    except (SQLAlchemyError, OSError) as error:
        raise unusable(error) from error
    return Store(engine, owner, clock)


def _migrate(connection: Connection) -> None:
    """Brings the tables up to the newest migration; alembic is only imported where there is one to run."""
    newest = max(file.stem.split("_")[0] for file in (MIGRATIONS / "versions").glob("[0-9]*.py"))
    if inspect(connection).has_table("alembic_version"):
        at = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        if at == newest:
            return
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _set_sqlite_pragmas(connection: Any, _record: object) -> None:
    # The driver's own transaction control is switched off: `_begin_immediate` opens each one.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_immediate(connection: Connection) -> None:
    # A read that turns into a write would otherwise fail at once when another process writes.
    connection.exec_driver_sql("BEGIN IMMEDIATE")
