"""Claims, their members, what contents mean, and what people decided on claims."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "3"
down_revision = "2"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of claims."""
    connection = op.get_bind()
    commands = Path(__file__).with_name(f"3_claims.{connection.dialect.name}.sql").read_text(encoding="utf8")
    for command in commands.split(";\n"):
        if command.strip():
            connection.exec_driver_sql(command)
