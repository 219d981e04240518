"""From the bytes of a file to its text, unchanged."""

from __future__ import annotations

import codecs
import re

from sayso.documents.outcome import DocumentError

UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

# Only the encodings that browsers know: Python's own list also holds codecs (punycode, unicode_escape) that a
# hostile page could use against us.
_KNOWN = r"windows-\d{3,4}|iso-8859-\d{1,2}|koi8-[ru]|shift_jis|euc-jp|euc-kr|gbk|gb2312|gb18030|big5"
_DECLARED = re.compile(rf"<meta[^>]{{0,200}}?charset\s*=\s*[\"']?({_KNOWN})\b".encode(), re.IGNORECASE)
_DECLARED_WITHIN = 1024  # bytes: where HTML requires a page to name its encoding

_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r")) + b"\x7f"


def decode(data: bytes, where: str) -> tuple[str, str | None]:
    """Decode a file's bytes; return its text, without a byte order mark, and a remark if the encoding was guessed.

    UTF-8, else UTF-16 if marked, else what an HTML page declares, else Windows-1252. Newlines and stray control
    characters stay as they are. Raises DocumentError if this is no text, or nothing but white space.
    """
    remark = None
    try:
        text = data.decode("utf-16" if data.startswith(UTF_16_MARKS) else "utf-8-sig")
    except UnicodeDecodeError:
        declared = _DECLARED.search(data[:_DECLARED_WITHIN])
        # Pages that declare Latin-1 mean Windows-1252, which is what browsers take them for.
        if declared and declared[1].lower() != b"iso-8859-1":
            text = data.decode(declared[1].decode("ascii"), "replace")
        else:
            text = data.decode("cp1252", "replace")
        if not declared:
            remark = "is not UTF-8, so it was read as Windows-1252; if letters look wrong, convert it to UTF-8"
    if _is_binary(text):
        raise DocumentError(where, "is a binary file, not text; convert it to plain text, HTML or JSON")
    if not text.strip():
        raise DocumentError(where, "is empty; there is nothing to read")
    return text, remark


def recode(data: bytes, charset: str | None) -> bytes:
    """Write in UTF-8 what a server says to be in another character set; unchanged if it is UTF-8 or the set unknown."""
    if charset is None or data.startswith(UTF_16_MARKS) or not re.fullmatch(_KNOWN, charset, re.IGNORECASE):
        return data
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        # As for pages above: those that declare Latin-1 mean Windows-1252.
        encoding = "cp1252" if charset.lower() == "iso-8859-1" else charset
        try:
            return data.decode(encoding, "replace").encode()
        except LookupError:
            return data
    return data


def _is_binary(text: str) -> bool:
    """Whether more of it is control characters than slips into real text: a handful, or one in fifty."""
    raw = text.encode("utf-8")
    controls = len(raw) - len(raw.translate(None, _CONTROLS))
    return text.startswith("%PDF-") or controls > max(4, len(text) // 50)


def without_surrogates(text: str) -> str:
    """Replace halves of surrogate pairs, which JSON can hold and UTF-8 cannot, by U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
