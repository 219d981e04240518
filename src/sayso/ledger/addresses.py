"""What makes two articles one: their text and publisher, else the address at which they stand."""

from __future__ import annotations

import functools
import hashlib
import re
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit, urlunsplit

if TYPE_CHECKING:
    from tldextract import TLDExtract

_DEFAULT_PORTS = {"http": 80, "https": 443}
_LONGEST = 2000  # bytes of an address that is kept as it is; PostgreSQL's indexes hold no more than 2,700

# What is added to an address to tell where the reader came from; it leads to the same page without.
_TRACKING = re.compile(
    r"utm_\w*|mtm_\w*|pk_\w*|piwik_\w*|at_(?:medium|campaign|custom\d|link_\w+)|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|"
    r"msclkid|yclid|twclid|ttclid|igshid|igsh|mc_cid|mc_eid|_hsenc|_hsmi|__twitter_impression|ocid|cmpid|"
    r"ns_(?:mchannel|source|campaign|linkname|fee)|wt_mc|xtor|smid|smtyp|sref|spm",
    re.IGNORECASE,
)

_POSITION = re.compile(r"[:#]\d+$|^-$")


class Placed(Protocol):
    """What an `Article` and a `Document` both tell about themselves."""

    @property
    def id(self) -> str | None: ...  # noqa: D102

    @property
    def outlet(self) -> str | None: ...  # noqa: D102

    @property
    def url(self) -> str | None: ...  # noqa: D102

    @property
    def text(self) -> str: ...  # noqa: D102


def digest(article: Placed) -> str:
    """Give what is the same for the same text by the same publisher, and for no other: 32 hexadecimal digits."""
    return _hash(f"{publisher(article.outlet, article.url)}\n{article.text}")


def publisher(outlet: str | None, url: str | None) -> str:
    """Give the outlet, in small letters, or else the domain that its address is registered under; "" if unknown."""
    if outlet:
        return " ".join(outlet.casefold().split())
    host = _host(url) if url else None
    if host is None:
        return ""
    found = _domains()(host)
    return found.top_domain_under_public_suffix or host


def page(url: str | None) -> str | None:
    """Write a web address in the one way that all of its spellings come to, or give None if it is of no single page.

    Scheme and host are put in small letters; fragment, default port and tracking parameters are left out.
    """
    host = _host(url) if url else None
    if url is None or host is None:
        return None
    parts = urlsplit(url.strip())
    scheme = parts.scheme.lower()
    port = "" if parts.port in (None, _DEFAULT_PORTS[scheme]) else f":{parts.port}"
    query = "&".join(p for p in parts.query.split("&") if p and not _TRACKING.fullmatch(p.split("=", 1)[0]))
    if parts.path in ("", "/") and not query:
        # A site's front page has no one article; broken pages name it as their address.
        return None
    return urlunsplit((scheme, f"[{host}]{port}" if ":" in host else host + port, parts.path or "/", query, ""))


def key(article: Placed, place: str) -> str:
    """Give the address that tells which article this is: its page's, else the id that it came with, else `place`."""
    if address := page(article.url):
        return bounded(address)
    if article.id is not None and article.id != place:
        return bounded(f"id:{publisher(article.outlet, article.url)}:{article.id}")
    return at(place)


def is_position(article: Placed, place: str) -> bool:
    """Whether nothing tells which article this is but its position in a file, where another one may stand next time."""
    return key(article, place) == at(place) and page(place) is None and bool(_POSITION.search(place))


def at(place: str) -> str:
    """Give the address under which `place`, a path or a web address, is kept."""
    return bounded(page(place) or place)


def bounded(address: str) -> str:
    """Give an address as it is, or the beginning and a hash of a very long one."""
    data = address.encode("utf-8", "replace").replace(b"\0", b"\xef\xbf\xbd")
    if len(data) <= _LONGEST:
        return data.decode()
    return f"{data[: _LONGEST - 100].decode(errors='ignore')}…{_hash(address)}"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _host(url: str) -> str | None:
    """The host of a web address, in small letters; None if it is none."""
    try:
        parts = urlsplit(url.strip())
        _ = parts.port
    except ValueError:
        return None
    return parts.hostname if parts.scheme.lower() in _DEFAULT_PORTS else None


@functools.cache
def _domains() -> TLDExtract:
    from tldextract import TLDExtract

    # Only the list that comes with the package: nothing is fetched, and nothing is written.
    return TLDExtract(suffix_list_urls=(), cache_dir=None)
