"""Migrations: what made the ledger's tables, and what changed them from version to version (Alembic)."""
