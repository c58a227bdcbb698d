"""From rows of the database to the values of `records`."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import RowMapping

from coach.store.records import TurnRecord


def utc(when: datetime) -> datetime:
    # SQLite gives times back without a zone; they were written in UTC.
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def aware(row: RowMapping) -> dict[str, Any]:
    return {name: utc(value) if isinstance(value, datetime) else value for name, value in row.items()}


def turn_record(row: RowMapping) -> TurnRecord:
    return TurnRecord(
        seq=row["seq"],
        role=row["role"],
        kind=row["kind"],
        text=row["text"],
        question_id=row["question_id"],
        payload=row["payload"],
        complete=bool(row["complete"]),
        created_at=utc(row["created_at"]),
    )
