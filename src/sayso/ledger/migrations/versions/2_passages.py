"""What passages documents share, in place of whether they are nearly the same; it is found anew for all of them."""

from __future__ import annotations

from pathlib import Path

from alembic import op

from sayso.ledger import copies

revision = "2"
down_revision = "1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of shared passages, and fill it."""
    connection = op.get_bind()
    commands = Path(__file__).with_name(f"2_passages.{connection.dialect.name}.sql").read_text(encoding="utf8")
    for command in commands.split(";\n"):
        if command.strip():
            connection.exec_driver_sql(command)
    copies.find_again(connection)
