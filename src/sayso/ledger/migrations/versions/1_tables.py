"""The first tables."""

from __future__ import annotations

from alembic import op

from sayso.ledger import indexing, plain_views
from sayso.ledger.schema import APPLICATION_ID, metadata

revision = "1"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, the index for full text, and the views."""
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    metadata.create_all(connection)
    dialect = connection.dialect.name
    for command in (*indexing.tables(dialect), *plain_views.views(dialect)):
        connection.exec_driver_sql(command)
