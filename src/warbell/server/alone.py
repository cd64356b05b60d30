"""One server a database: what keeps a second one off."""

import contextlib
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import IO

import sqlalchemy as sql

from warbell.errors import BadInput

try:
    import fcntl
except ImportError:  # Windows, where nobody is kept off
    fcntl = None  # type: ignore[assignment]

KEY = int.from_bytes(b"warbell", "big")  # of the advisory lock, within a database
WAIT = 2000  # milliseconds in which the session of a server that was killed has to be over
AGAIN = 500  # milliseconds in which one's own earlier session has to be


_OWN = sql.text("SELECT pid, backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()")
_END = sql.text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = :pid AND backend_start = :began")


class Lost(BadInput):
    """What can never be written: the database is damaged, has other rows in their place, or is another server's."""


def _taken(where: str) -> Lost:
    return Lost(where, "a database that another warbell serves", "one that no other has open")


def lock_file(path: Path, where: str) -> IO[bytes]:
    """The file, locked until it is closed, whatever name it has; Lost if another has it."""
    try:
        lock = path.open("rb")
    except OSError as error:
        raise BadInput(where, (error.strerror or str(error)).lower(), "a database to keep games in") from None
    try:
        if fcntl is not None:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        raise _taken(where) from None
    return lock


class Session:
    """The one connection to PostgreSQL that holds the lock of its database. What is written over it, the holder wrote.

    With the connection the lock is gone: another one takes it again, or finds that somebody else has it.
    """

    def __init__(self, engine: sql.Engine, where: str) -> None:
        self._engine = engine
        self._where = where
        self._connection: sql.Connection | None = None
        self._before: tuple[int, datetime] | None = None  # the session that had the lock: its number, and its beginning
        self._turn = threading.Lock()  # one thread at a time

    @contextlib.contextmanager
    def begin(self) -> Iterator[sql.Connection]:
        """A transaction; Lost if another server has the database by now, SQLAlchemyError as usual."""
        with self._turn:
            if self._connection is None or self._connection.invalidated:
                self._connection = self._take()
            with self._connection.begin():
                yield self._connection

    def close(self) -> None:
        """Let the lock go."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _take(self) -> sql.Connection:
        self.close()
        connection = self._engine.connect()
        try:
            connection.detach()  # closed, it is closed: in the pool it would keep the lock
            with connection.begin():
                if self._before is not None:  # the database may not know yet that nobody is there any more
                    connection.execute(_END, dict(zip(("pid", "began"), self._before, strict=True)))
                connection.exec_driver_sql(f"SET LOCAL lock_timeout = {AGAIN if self._before else WAIT}")
                connection.exec_driver_sql(f"SELECT pg_advisory_lock({KEY})")
                pid, began = connection.execute(_OWN).one()
                self._before = pid, began
        except sql.exc.SQLAlchemyError as error:
            connection.close()
            if type(getattr(error, "orig", None)).__name__ == "LockNotAvailable":
                raise _taken(self._where) from None
            raise
        return connection
