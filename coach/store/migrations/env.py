"""Runs the migrations on the connection that `open_store` hands over."""

from alembic import context

from coach.store.schema import metadata

connection = context.config.attributes["connection"]
# SQLite cannot alter most columns: batch mode copies the table instead.
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
