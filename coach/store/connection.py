"""One owner's way into the database: transactions, the clock, and failures in one sentence."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from coach.errors import StoreError

LOCAL_OWNER = "local"


def utc_now() -> datetime:
    return datetime.now(UTC)


class OwnedConnection:
    """What the parts of the store share: the engine, whose rows they are, and what time it is."""

    def __init__(
        self, engine: Engine, owner: str = LOCAL_OWNER, clock: Callable[[], datetime] = utc_now
    ) -> None:
        self._engine = engine
        self._owner = owner
        self._clock = clock

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise unusable(error) from error

    def _insert_once(self, table: Any, values: dict[str, Any]) -> None:
        insert = postgresql.insert if self._engine.dialect.name == "postgresql" else sqlite.insert
        with self._transaction() as connection:
            connection.execute(insert(table).values(**values).on_conflict_do_nothing())


def unusable(error: Exception) -> StoreError:
    cause = getattr(error, "orig", None) or error
    return StoreError(
        f"The store of sessions cannot be used: {cause}.",
        "Check the data folder (`coach doctor` shows it), its free space and who may write there.",
    )
