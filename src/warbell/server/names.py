"""By what names people come to a server: origins, as RFC 6454 compares them, and the paths of a proxy before it."""

import re
from collections.abc import Sequence
from ipaddress import IPv6Address
from typing import NamedTuple
from urllib.parse import unquote

from warbell.errors import BadInput

LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})
USUAL = {"http": 80, "https": 443}  # the port that an address of a scheme leaves out
_PLACE = re.compile(r"(?:\[([0-9A-Fa-f:.]{2,45})\]|([^\s:/?#@\[\]\\%]{1,253}))(?::([0-9]{0,5}))?")
_PREFIX = re.compile(r"(?:/[\w.~!$&'()*+,;=:@-]+)*", re.ASCII)


class Origin(NamedTuple):
    """A scheme, a host and a port, in the one way to write them that compares."""

    scheme: str
    host: str
    port: int


class Names:
    """What a server is called; `local` if it is bound to this machine, and nobody else can reach it."""

    def __init__(self, addresses: Sequence[str], *, local: bool) -> None:
        """`addresses` are those of `--origin`, "https://game.example/prefix"; BadInput for one that is none."""
        read = [_address(text) for text in addresses]
        self._origins = {origin for origin, _ in read}
        self._prefixes = sorted({prefix for _, prefix in read if prefix}, key=len, reverse=True)
        self._local = local

    @property
    def open(self) -> bool:
        """True for a server that others than this machine come to."""
        return bool(self._origins) or not self._local

    def mean(self, host: str, origin: str | None) -> bool:
        """Whether a request with these headers is meant for this server, and sent by its own page or by no page."""
        if origin is None:
            return self._is_known(host)
        came = read_origin(origin)
        if came is None or not self._is_known(host):
            return False
        return came in self._origins or (self._is_free(host) and came == read_host(host, came.scheme))

    def _is_known(self, host: str) -> bool:
        return self._is_free(host) or any(origin == read_host(host, origin.scheme) for origin in self._origins)

    def _is_free(self, host: str) -> bool:
        """True for a name that needs not be said: one of this machine, or any if none is said."""
        place = read_host(host, "http")
        return place is not None and (place.host in LOCAL or not (self._local or self._origins))

    def split(self, path: str) -> tuple[str, str]:
        """The prefix of a path that a proxy did not take off, "" if there is none, and the path behind it."""
        for prefix in self._prefixes:
            if path == prefix or path.startswith(f"{prefix}/"):
                return prefix, path[len(prefix) :]
        return "", path


def read_origin(text: str) -> Origin | None:
    """An Origin header; None if it is none, or that of a page without one."""
    scheme, separator, place = text.partition("://")
    return read_host(place, scheme.lower()) if separator and scheme.lower() in USUAL else None


def read_host(text: str, scheme: str) -> Origin | None:
    """A Host header, of a request by a scheme; None if it is none."""
    found = _PLACE.fullmatch(text)
    if found is None:
        return None
    six, name, port = found.groups()
    try:
        host = IPv6Address(six).compressed if six else name.encode("idna").decode().lower().removesuffix(".")
    except ValueError:  # UnicodeError is one
        return None
    number = int(port) if port else USUAL[scheme]
    return Origin(scheme, host, number) if host and number < 65536 else None


def _address(text: str) -> tuple[Origin, str]:
    """An address of `--origin` and its path, without the slash at its end."""
    scheme, _, rest = text.partition("://")
    place, slash, path = rest.partition("/")
    origin = read_origin(f"{scheme}://{place}")
    prefix = (slash + path).rstrip("/")
    if origin is None or not _PREFIX.fullmatch(prefix):
        raise BadInput("--origin", repr(text), "the address people come by, as https://game.example/prefix")
    return origin, unquote(prefix)
