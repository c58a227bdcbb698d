"""Sessions, turns, grades and agreements on disk, every row with its owner.

SQLAlchemy and Alembic; SQLite by default, PostgreSQL by URL. Owns durability: a method
that returns has committed. Refuses to know what a turn means.
"""

from coach.store.records import GradeRecord, SessionRecord, SessionSummary, TurnRecord
from coach.store.sessions import Store, open_store

__all__ = ["GradeRecord", "SessionRecord", "SessionSummary", "Store", "TurnRecord", "open_store"]
