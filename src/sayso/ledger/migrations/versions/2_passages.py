"""Where passages are found that documents share."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "2"
down_revision = "1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of passages."""
    connection = op.get_bind()
    commands = Path(__file__).with_name(f"2_passages.{connection.dialect.name}.sql").read_text(encoding="utf8")
    for command in commands.split(";\n"):
        if command.strip():
            connection.exec_driver_sql(command)
