"""What an HTML page is put into that asks for nothing else, and runs nothing but its own script."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from importlib.resources import files


def standalone(title: str, styles: Sequence[str], script: str | None, body: str) -> str:
    """One HTML page; `styles` and `script` are files beside this one, `title` and `body` are HTML."""
    style = "".join(map(_resource, styles))
    code = "" if script is None else _resource(script)
    scripts = f"script-src {_hash(code)}; " if code else ""
    policy = f"default-src 'none'; style-src {_hash(style)}; {scripts}base-uri 'none'; form-action 'none'"
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
{body}
{f"<script>{code}</script>" if code else ""}
</body>
</html>
"""


def _resource(file: str) -> str:
    return files("sayso.views").joinpath(file).read_text(encoding="utf-8")


def _hash(inline: str) -> str:
    return f"'sha256-{b64encode(sha256(inline.encode()).digest()).decode()}'"
