"""What Alembic runs to migrate a ledger, with the connection that migrating.py gives it."""

from __future__ import annotations

from alembic import context

from sayso.ledger.opening import REVISION_TABLE
from sayso.ledger.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=REVISION_TABLE,
    # Not what Alembic expects of SQLite, but opening.py begins transactions that hold changes of tables too.
    transactional_ddl=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
