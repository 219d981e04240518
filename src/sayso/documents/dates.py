"""The one check on dates that files, pages and the command line share."""

from __future__ import annotations

from datetime import datetime


def is_iso_8601(value: str) -> bool:
    """Whether this is a full ISO 8601 date, with or without a time: 2025-06-15, 2025-06-15T08:30:00Z."""
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True
