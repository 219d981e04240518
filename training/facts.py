"""How the facts files that ship with reading are written."""

from __future__ import annotations

import json

import msgspec


def encode(made: msgspec.Struct) -> str:
    """The file's text: keys sorted, no spaces, one item a line so that a change shows as what it is."""
    parts = []
    for name, value in sorted(msgspec.to_builtins(made, order="sorted").items()):
        if isinstance(value, dict):
            items = [f"{dumps(k)}:{dumps(v)}" for k, v in sorted(value.items())]
            parts.append(f"{dumps(name)}:{{\n" + ",\n".join(items) + "\n}")
        else:
            parts.append(f"{dumps(name)}:[\n" + ",\n".join(map(dumps, value)) + "\n]")
    return "{" + ",\n".join(parts) + "}\n"


def dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
