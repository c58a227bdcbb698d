"""The tables. A change here goes with a migration in `migrations/versions`; a test compares the two."""

from sqlalchemy import (
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("owner", String(64), nullable=False),
    Column("title", Text, nullable=False),
    Column("notes_folder", Text, nullable=False),
    # Counts saves: a save built on an older version is refused, so two tabs cannot undo each other.
    Column("version", Integer, nullable=False),
    Column("conversation", Text, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("updated_at", DateTime(timezone=True), nullable=False),
    Index("ix_sessions_owner_updated", "owner", "updated_at"),
)

turns = Table(
    "turns",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("owner", String(64), nullable=False),
    Column("session_id", String(32), ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("role", String(16), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("text", Text, nullable=False),
    Column("question_id", String(32), nullable=False),
    Column("payload", Text, nullable=False),
    Column("complete", Integer, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    UniqueConstraint("session_id", "seq"),
)

grades = Table(
    "grades",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("owner", String(64), nullable=False),
    Column("session_id", String(32), ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False),
    Column("question_id", String(32), nullable=False),
    Column("rubric_hash", String(64), nullable=False),
    Column("engine", Text, nullable=False),
    Column("scorecard", Text, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Index("ix_grades_session", "session_id", "question_id"),
)

rubrics = Table(
    "rubrics",
    metadata,
    Column("owner", String(64), primary_key=True),
    Column("hash", String(64), primary_key=True),
    Column("rubric", Text, nullable=False),
    Column("first_used_at", DateTime(timezone=True), nullable=False),
)

declined_gaps = Table(
    "declined_gaps",
    metadata,
    Column("owner", String(64), primary_key=True),
    Column("gap", String(64), primary_key=True),
    Column("place", Text, nullable=False),
    Column("declined_at", DateTime(timezone=True), nullable=False),
)

agreements = Table(
    "agreements",
    metadata,
    Column("owner", String(64), primary_key=True),
    Column("host", String(255), primary_key=True),
    Column("agreed_at", DateTime(timezone=True), nullable=False),
)

corrections = Table(
    "corrections",
    metadata,
    Column("owner", String(64), primary_key=True),
    Column("id", String(32), primary_key=True),
    Column("folder", Text, nullable=False),
    Column("correction", Text, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
)
