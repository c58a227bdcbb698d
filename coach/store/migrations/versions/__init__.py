"""Alembic migrations, run by `open_store`."""
