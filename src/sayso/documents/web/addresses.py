"""Which web addresses may be asked: http and https, without a password, and on the public internet only."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable

from httpx2 import URL, InvalidURL

from sayso.documents.outcome import DocumentError

LONGEST = 2048
"""Characters of an address; longer ones are no address of an article."""

Resolve = Callable[[str, int], list[str]]
"""From a host and a port to the IP addresses that it has, as text. Raises OSError if there are none."""

_HOST = re.compile(rb"[A-Za-z0-9._~:-]+")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_COMPATIBLE = ipaddress.ip_network("::/96")
_ISATAP = (b"\x00\x00\x5e\xfe", b"\x02\x00\x5e\xfe")


def is_address(place: str) -> bool:
    """Whether this is meant as a web address and not as a path."""
    return place.lower().startswith(("http://", "https://"))


def parse(address: str, where: str) -> URL:
    """Parse an address that may be asked for, without its fragment; DocumentError, named `where`, if it may not."""
    try:
        url = URL(address.strip()) if len(address) <= LONGEST else None
    except (InvalidURL, ValueError, TypeError):
        url = None
    if url is None or not _HOST.fullmatch(url.raw_host) or url.scheme not in ("http", "https"):
        shown = address if len(address) <= 100 else address[:99] + "…"
        raise DocumentError(where, f"leads to {shown!r}, which is no http or https address; correct it")
    if url.userinfo:
        raise DocumentError(where, "has a user name or password in its address; leave them out, they are never sent")
    return url.copy_with(fragment=None)


def resolve(host: str, port: int) -> list[str]:
    """Ask the system which addresses a host has. Raises OSError if there are none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(where[0]) for *_, where in found))


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet, also where it stands for another one (mapped, 6to4, …)."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address) and (inner := _inside(ip)):
        return all(map(_is_public, inner))
    return _is_public(ip)


def _is_public(ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    if isinstance(ip, ipaddress.IPv6Address) and ip.is_site_local:
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback)


def _inside(ip: ipaddress.IPv6Address) -> list[ipaddress.IPv4Address]:
    """The IPv4 addresses that an IPv6 address leads to, by any of the ways there are to write one into the other."""
    packed = ip.packed
    last = ipaddress.IPv4Address(packed[12:])
    if ip.ipv4_mapped is not None or ip in _NAT64:
        return [last]
    if ip in _COMPATIBLE:
        # Long out of use; ::1 and :: are among them.
        return [ipaddress.IPv4Address(0)]
    if ip.sixtofour is not None:
        return [ip.sixtofour]
    if ip.teredo is not None:
        return list(ip.teredo)
    return [last] if packed[8:12] in _ISATAP else []
