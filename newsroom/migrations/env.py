"""Alembic's entry: migrate the database that the application is configured for."""

from alembic import context
from flask import current_app

from newsroom.articles import word_index
from newsroom.kept.edition import unwatch, watch

database = current_app.extensions["migrate"].db

with database.engine.begin() as connection:
    unwatch(connection)

with database.engine.connect() as connection:
    context.configure(connection=connection, target_metadata=database.metadata, compare_type=True)
    with context.begin_transaction():
        context.run_migrations()

with database.engine.begin() as connection:
    watch(connection, database.metadata)

word_index.complete(database.engine)
