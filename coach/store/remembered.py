"""What she told the coach once and for good: agreements, gaps she has no words for, corrections."""

import secrets

from sqlalchemy import select

from coach.errors import StoreError
from coach.store import schema
from coach.store.connection import OwnedConnection
from coach.store.records import CorrectionRecord
from coach.store.rows import utc


class Remembered(OwnedConnection):
    """These parts of the store. Every method is one transaction."""

    # Agreements

    def agree(self, host: str) -> None:
        """Remembers that she agreed to send passages of her notes to `host`."""
        values = {"owner": self._owner, "host": host.lower(), "agreed_at": self._clock()}
        self._insert_once(schema.agreements, values)

    def withdraw(self, host: str) -> None:
        table = schema.agreements
        with self._transaction() as connection:
            connection.execute(
                table.delete().where(table.c.owner == self._owner, table.c.host == host.lower())
            )

    def agreed_hosts(self) -> frozenset[str]:
        table = schema.agreements
        with self._transaction() as connection:
            rows = connection.execute(select(table.c.host).where(table.c.owner == self._owner)).scalars()
            return frozenset(rows)

    # Gaps that she has no words for

    def decline_gap(self, gap: str, place: str) -> None:
        """Remembers that she passed on a gap in her stories for good. `place` is for people to read."""
        values = {"owner": self._owner, "gap": gap, "place": place, "declined_at": self._clock()}
        self._insert_once(schema.declined_gaps, values)

    def declined_gaps(self) -> frozenset[str]:
        table = schema.declined_gaps
        with self._transaction() as connection:
            rows = connection.execute(select(table.c.gap).where(table.c.owner == self._owner)).scalars()
            return frozenset(rows)

    def forget_declined_gaps(self) -> None:
        table = schema.declined_gaps
        with self._transaction() as connection:
            connection.execute(table.delete().where(table.c.owner == self._owner))

    # Corrections of what the reader made of her notes

    def add_correction(self, folder: str, correction: str) -> CorrectionRecord:
        """Keeps a correction (JSON) for the notes in `folder`; one that is there already is given back."""
        table = schema.corrections
        same = select(table).where(
            table.c.owner == self._owner, table.c.folder == folder, table.c.correction == correction
        )
        with self._transaction() as connection:
            row = connection.execute(same).mappings().first()
            if row is None:
                connection.execute(
                    table.insert().values(
                        owner=self._owner,
                        id=secrets.token_hex(4),
                        folder=folder,
                        correction=correction,
                        created_at=self._clock(),
                    )
                )
                row = connection.execute(same).mappings().one()
            return CorrectionRecord(row["id"], row["correction"], utc(row["created_at"]))

    def corrections(self, folder: str) -> tuple[CorrectionRecord, ...]:
        """This owner's corrections for the notes in `folder`, the oldest first."""
        table = schema.corrections
        query = (
            select(table)
            .where(table.c.owner == self._owner, table.c.folder == folder)
            .order_by(table.c.created_at, table.c.id)
        )
        with self._transaction() as connection:
            rows = connection.execute(query).mappings()
            return tuple(
                CorrectionRecord(row["id"], row["correction"], utc(row["created_at"])) for row in rows
            )

    def remove_correction(self, folder: str, correction_id: str) -> None:
        """Forgets one correction. Raises StoreError where there is none of that id for this folder."""
        table = schema.corrections
        with self._transaction() as connection:
            done = connection.execute(
                table.delete().where(
                    table.c.owner == self._owner, table.c.folder == folder, table.c.id == correction_id
                )
            )
            if done.rowcount != 1:
                raise StoreError(
                    f"There is no correction {correction_id!r} for these notes.",
                    "`coach notes corrections` lists yours.",
                )
