"""When a source spoke, in words and as HTML writes it."""

from __future__ import annotations

import re

from sayso.document import Time

MOMENT = re.compile(
    r"(?P<date>\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01])(?P<clock>T(?:[01]\d|2[0-3]):[0-5]\d)?)?)?)"
    r"(?P<part>T(?:MO|MI|AF|EV|NI))?",
    re.ASCII,
)
PARTS_OF_DAY = {"TMO": "morning", "TMI": "midday", "TAF": "afternoon", "TEV": "evening", "TNI": "night"}


def moment(time: Time) -> str:
    """The time's value, where that is a date or a date and time; else its words."""
    if not (value := MOMENT.fullmatch(time.value or "")):
        return f"“{' '.join(time.text.split())}”"
    date = value["date"].replace("T", " ")
    return f"{date}, {PARTS_OF_DAY[value['part']]}" if value["part"] else date


def datetime(time: Time) -> str | None:
    """The time as HTML writes it, where it is a date or a date and time."""
    value = MOMENT.fullmatch(time.value or "")
    return value["date"] if value else None
