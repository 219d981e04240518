"""The first tables, with the index for full text and the views, as they were then."""

from __future__ import annotations

from pathlib import Path

from alembic import op

from sayso.ledger.schema import APPLICATION_ID

revision = "1"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, the index for full text, and the views."""
    connection = op.get_bind()
    dialect = connection.dialect.name
    if dialect == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    commands = Path(__file__).with_name(f"1_tables.{dialect}.sql").read_text(encoding="utf8")
    for command in commands.split(";\n"):
        if command.strip():
            connection.exec_driver_sql(command)
