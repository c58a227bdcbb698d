"""Where words of hers may be sent: what an endpoint's base URL is, and which are refused.

Pure: nothing is resolved or opened here. The URL is read by the parser that the client
uses too, so that what is checked is what is called.
"""

import ipaddress
import re
import socket
from dataclasses import dataclass

import httpx2

from coach.errors import UsageError

OPENAI_BASE_URL = "https://api.openai.com/v1"

_HOST = re.compile(r"[A-Za-z0-9._:%-]+")
_METADATA_HOSTS = frozenset({"metadata", "metadata.google.internal", "instance-data"})
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class BaseURL:
    """A base URL that may be called. `host` has the port where it is not the scheme's own."""

    url: str
    host: str
    is_loopback: bool
    is_encrypted: bool

    @property
    def is_openai(self) -> bool:
        """True for OpenAI's own service."""
        return self.host == "api.openai.com"


def read_base_url(url: str | None, *, has_key: bool = False) -> BaseURL:
    """The base URL to call, OpenAI's own where none is given.

    Raises UsageError for anything but http(s), for a password in the URL, for link-local
    and metadata addresses, and for a key that would go over plain http to another machine.
    """
    given = (url or OPENAI_BASE_URL).strip()
    try:
        parsed = httpx2.URL(given)
    except httpx2.InvalidURL as error:
        raise _refused("is not a URL", "It looks like https://host/v1.") from error
    if parsed.scheme not in {"http", "https"} or not _HOST.fullmatch(parsed.raw_host.decode("ascii")):
        raise _refused("is not an http or https URL", "It looks like https://host/v1.")
    if parsed.userinfo or "@" in parsed.netloc.decode("ascii"):
        raise _refused("has a user name or password in it", "Put the key in OPENAI_API_KEY instead.")
    if parsed.query or parsed.fragment or "\\" in given or any(sign.isspace() for sign in given):
        raise _refused("has signs that do not belong in a base URL", "It looks like https://host/v1.")

    name = parsed.host.rstrip(".").lower()
    address = _address(name)
    if name in _METADATA_HOSTS or (address is not None and address.is_link_local):
        raise _refused("is a link-local or metadata address", "A model is never served there.")
    if address is not None and address.is_unspecified:
        raise _refused("is an address to listen on, not to call", "Write 127.0.0.1 instead.")

    is_loopback = name == "localhost" or (address is not None and address.is_loopback)
    is_encrypted = parsed.scheme == "https"
    if has_key and not is_encrypted and not is_loopback:
        raise _refused(
            "would send your key unencrypted to another machine",
            "Use https, or leave OPENAI_API_KEY empty if that server needs none.",
        )
    shown = f"[{name}]" if ":" in name else name
    host = shown if parsed.port is None else f"{shown}:{parsed.port}"
    return BaseURL(str(parsed).rstrip("/"), host, is_loopback, is_encrypted)


def _address(name: str) -> _Address | None:
    """The address that `name` is, in any spelling that a resolver takes (`127.1`, `0x7f.1`)."""
    try:
        address: _Address = ipaddress.ip_address(name.strip("[]").partition("%")[0])
    except ValueError:
        try:
            address = ipaddress.IPv4Address(socket.inet_aton(name))
        except (OSError, ValueError):
            return None
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        return address.ipv4_mapped
    return address


def _refused(why: str, hint: str) -> UsageError:
    return UsageError(f"OPENAI_BASE_URL {why}.", hint)
