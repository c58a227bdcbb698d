"""The HTTP client under the SDK: no redirects, no proxy to this machine, bounded replies.

The SDK bounds neither the length of a line nor the time of a whole stream; the byte stream
here bounds both, below its decoder, where a trickle that never ends an event is seen too.
"""

import time
from collections.abc import Iterator

import httpx2

from coach.engines.egress import BaseURL

MAX_REPLY_BYTES = 10_000_000


class UnusableBody(Exception):
    """The body must not be read on: too long, or in an encoding that was not asked for."""


class DeadlinePassed(Exception):
    """The whole reply took longer than it may."""


class BoundedStream(httpx2.SyncByteStream):
    """A reply's bytes, up to a number of them and up to a time."""

    def __init__(self, inner: httpx2.SyncByteStream, max_bytes: int, deadline: float) -> None:
        self._inner = inner
        self._max_bytes = max_bytes
        self._deadline = deadline

    def __iter__(self) -> Iterator[bytes]:
        left = self._max_bytes
        for part in self._inner:
            left -= len(part)
            if left < 0:
                raise UnusableBody("it does not end")
            if time.monotonic() > self._deadline:
                raise DeadlinePassed
            yield part

    def close(self) -> None:
        self._inner.close()


def open_http_client(base: BaseURL, timeout: float, total: float) -> httpx2.Client:
    """A client for `base`. `timeout` bounds each wait, `total` a whole reply; both in seconds."""

    def bound(response: httpx2.Response) -> None:
        if response.headers.get("content-encoding", "identity") != "identity":
            raise UnusableBody("it is compressed, which was not asked for")
        if isinstance(response.stream, httpx2.SyncByteStream):
            response.stream = BoundedStream(response.stream, MAX_REPLY_BYTES, time.monotonic() + total)

    return httpx2.Client(
        timeout=httpx2.Timeout(timeout, connect=min(timeout, 10.0)),
        follow_redirects=False,
        trust_env=not base.is_loopback,
        headers={"Accept-Encoding": "identity"},
        event_hooks={"response": [bound]},
    )
