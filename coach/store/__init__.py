"""Sessions, turns, grades, agreements and corrections on disk, every row with its owner.

SQLAlchemy and Alembic; SQLite by default, PostgreSQL by URL. Owns durability: a method
that returns has committed. Refuses to know what a turn means.
"""

from coach.store.records import CorrectionRecord, GradeRecord, SessionRecord, SessionSummary, TurnRecord
from coach.store.sessions import Store, open_store

__all__ = [
    "CorrectionRecord",
    "GradeRecord",
    "SessionRecord",
    "SessionSummary",
    "Store",
    "TurnRecord",
    "open_store",
]
