"""An HTTP line that can be cut: so that a source that drips, byte by byte, does not keep anybody waiting for ever.

The time-outs of requests are about one wait for the socket. A whole answer, headers included, gets its own limit: when
that is over, the socket is shut down, and whoever waits for it gets an error at once.
"""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Timer
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool


class Lijn(HTTPAdapter):
    """Carries one request at a time, and knows its connection."""

    def __init__(self) -> None:
        self._connection: HTTPConnection | None = None
        super().__init__(pool_connections=1, pool_maxsize=1)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Let every connection make itself known before it connects."""
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {
            scheme: _remembering(pool, self._remember)
            for scheme, pool in (("http", HTTPConnectionPool), ("https", HTTPSConnectionPool))
        }

    @contextmanager
    def limited(self, seconds: float) -> Iterator[None]:
        """Cut the line when what is done here takes longer than this."""
        timer = Timer(seconds, self._cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _remember(self, connection: HTTPConnection) -> None:
        self._connection = connection

    def _cut(self) -> None:
        line = getattr(self._connection, "sock", None)
        if line is not None:
            with suppress(OSError):
                socket.socket.shutdown(line, socket.SHUT_RDWR)  # not that of TLS, which is not for two threads


def _remembering(pool: Any, remember: Any) -> Any:
    """Return a class of pools whose connections say which they are."""

    class Connection(pool.ConnectionCls):  # type: ignore[misc]  # urllib3 says so only at run time
        def connect(self) -> None:
            remember(self)
            super().connect()

    return type(f"Remembering{pool.__name__}", (pool,), {"ConnectionCls": Connection})
