"""The store: an append-only log of every room, in SQLite through SQLAlchemy, written in batches by one writer.

What `write` has returned from is durable: WAL with synchronous=FULL, one transaction a batch.
"""

import contextlib
import secrets
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any

import msgspec
import sqlalchemy as sql
from sqlalchemy.engine import URL, make_url

from warbell.episodes import Episode
from warbell.episodes.packed import pack_sources, unpack_episode
from warbell.errors import BadInput
from warbell.server.log import Entry, Row, decode, encode, kind

try:
    import fcntl
except ImportError:  # Windows, where nobody is kept off
    fcntl = None  # type: ignore[assignment]

FORMAT = 2  # of the tables and rows; of format 1 the rows hold orders as numbers, and no film

_tables = sql.MetaData()
_about = sql.Table("about", _tables, sql.Column("format", sql.Integer, primary_key=True))
_episodes = sql.Table(
    "episodes",
    _tables,
    sql.Column("digest", sql.String(64), primary_key=True),
    sql.Column("name", sql.String, nullable=False),
    sql.Column("sources", sql.LargeBinary, nullable=False),  # as in a replay
)
_log = sql.Table(
    "log",
    _tables,
    sql.Column("room", sql.String(40), primary_key=True),
    sql.Column("version", sql.Integer, primary_key=True),
    sql.Column("at", sql.BigInteger, nullable=False),  # milliseconds since 1970
    sql.Column("kind", sql.String(20), nullable=False),
    sql.Column("row", sql.LargeBinary, nullable=False),  # JSON
    sqlite_with_rowid=False,
)
# Made when it is first asked for: whoever only reads a database adds nothing to it.
_secret = sql.Table("secret", sql.MetaData(), sql.Column("secret", sql.LargeBinary(32), primary_key=True))
# Made as well: which runs of a server there were, from its start to when it was last noted to be up.
_runs = sql.Table(
    "runs",
    sql.MetaData(),
    sql.Column("began", sql.BigInteger, primary_key=True),  # as `at` of the log
    sql.Column("up", sql.BigInteger, nullable=False),
)


class Lost(BadInput):
    """What can never be written: the database is damaged, or has other rows in their place."""


class Store:
    """One database. Reading and writing block: the server does both off its loop."""

    def __init__(self, url: str | URL) -> None:
        """Open or make the database; BadInput if that cannot be done, or it is of another format."""
        self.where = str(url)
        self._lock: IO[bytes] | None = None
        try:
            self._engine = sql.create_engine(make_url(url), pool_pre_ping=False)
            with self._engine.connect() as connection:
                tables = set(sql.inspect(connection).get_table_names())
            self._engine.dispose()  # that connection was not made durable: as yet nothing is changed in the file
            if tables and _about.name not in tables:  # it is made first
                raise BadInput(self.where, "the database of another program", "one of warbell, or a new one")
            sql.event.listen(self._engine, "connect", _durable)
            _tables.create_all(self._engine)
            with self._engine.begin() as connection:
                found = connection.execute(sql.select(_about.c.format)).scalar()
                if found is None:
                    connection.execute(_about.insert().values(format=FORMAT))
        except (sql.exc.SQLAlchemyError, OSError, ModuleNotFoundError) as error:
            raise BadInput(self.where, _reason(error), "a database to keep games in") from None
        if found not in (None, 1, FORMAT):
            raise BadInput(self.where, f"a database of format {found}", f"format {FORMAT}, or 1")
        self._old = found == 1  # until something is written

    def keep_alone(self) -> None:
        """Keep other servers off this database until it is closed; BadInput if one has it.

        It is the file that is locked, by whatever name it was opened.
        """
        if self._engine.dialect.name != "sqlite" or fcntl is None:
            return
        with self._connected() as connection:
            path = connection.exec_driver_sql("SELECT file FROM pragma_database_list WHERE name = 'main'").scalar()
        if not path:  # in memory
            return
        try:
            lock = Path(path).open("rb")  # noqa: SIM115 - closed with the store
        except OSError as error:
            raise BadInput(self.where, _reason(error), "a database to keep games in") from None
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            found = "a database that another warbell serves"
            raise BadInput(self.where, found, "one that no other has open") from None
        self._lock = lock

    def close(self) -> None:
        """Tidy up, and give the connections back: what was written is in one file then, if nobody else has it open."""
        with contextlib.suppress(BadInput):
            self.tidy()
        self._engine.dispose()
        if self._lock is not None:  # not before: closing any handle of a file takes from SQLite the locks it has on it
            self._lock.close()
            self._lock = None

    @contextlib.contextmanager
    def _connected(self) -> Iterator[sql.Connection]:
        """A connection and its transaction; BadInput for whatever goes wrong with the database."""
        try:
            with self._engine.begin() as connection:
                yield connection
        except sql.exc.SQLAlchemyError as error:
            passes = isinstance(error, (sql.exc.OperationalError, sql.exc.InterfaceError, sql.exc.TimeoutError))
            kind = BadInput if passes else Lost
            raise kind(self.where, _reason(error), "a database that can be read and written") from None

    def secret(self) -> bytes:
        """32 bytes that are drawn once and that nobody else knows: what nights of days come from."""
        with self._connected() as connection:
            _secret.create(connection, checkfirst=True)
            found = connection.execute(sql.select(_secret.c.secret)).scalar()
            if found is None:
                found = secrets.token_bytes(32)
                connection.execute(_secret.insert().values(secret=found))
        return bytes(found)

    def note_up(self, began: int, moment: int) -> None:
        """Note that the server which went up at `began` is up at a `moment`, both as `at` of its rows."""
        with self._connected() as connection:
            _runs.create(connection, checkfirst=True)
            noted = connection.execute(_runs.update().where(_runs.c.began == began).values(up=moment))
            if noted.rowcount == 0:
                connection.execute(_runs.insert().values(began=began, up=moment))

    def was_up(self, at: int) -> int:
        """When the server that wrote a row at `at` was last known to be up."""
        # Where several may have been, as clocks were set back between them, nobody's time may be the shorter for it.
        query = sql.select(sql.func.min(_runs.c.up)).where(_runs.c.began <= at, _runs.c.up >= at)
        with self._connected() as connection:
            _runs.create(connection, checkfirst=True)
            noted = connection.execute(query).scalar()
        return at if noted is None else int(noted)

    def keep(self, episode: Episode) -> None:
        """Keep an episode's sources, once."""
        with self._connected() as connection:
            there = connection.execute(sql.select(_episodes.c.digest).where(_episodes.c.digest == episode.digest))
            if there.first() is None:
                row = {"digest": episode.digest, "name": episode.name, "sources": pack_sources(episode)}
                connection.execute(_episodes.insert(), row)

    def episode(self, digest: str) -> Episode:
        """An episode that was kept; BadInput if it was not, or is damaged."""
        with self._connected() as connection:
            packed = connection.execute(sql.select(_episodes.c.sources).where(_episodes.c.digest == digest)).scalar()
        if packed is None:
            raise BadInput(self.where, f"no episode {digest[:12]}", "the episode a room was made of")
        return unpack_episode(packed)

    def write(self, entries: Sequence[Entry]) -> None:
        """Append rows, in one transaction; durable when this returns.

        BadInput if they could not be written now, Lost if they never can.
        """
        rows = [
            {"room": e.room, "version": e.version, "at": e.at, "kind": kind(e.row), "row": encode(e.row)}
            for e in entries
        ]
        with self._connected() as connection:
            if self._old:
                connection.execute(_about.update().values(format=FORMAT))
            connection.execute(_log.insert(), rows)
        self._old = False

    def tidy(self) -> None:
        """Bring what was written from SQLite's journal into the database; meanwhile others can write."""
        # SQLite would do this by itself, in the middle of a write that people wait for.
        if self._engine.dialect.name == "sqlite":
            with self._connected() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)")

    def rooms(self) -> list[str]:
        """The ids of all rooms, oldest first."""
        query = sql.select(_log.c.room).where(_log.c.version == 1).order_by(_log.c.at, _log.c.room)
        with self._connected() as connection:
            return list(connection.execute(query).scalars())

    def damage(self) -> list[str]:
        """What SQLite finds wrong with the file, a line each; nothing of another kind of database."""
        if self._engine.dialect.name != "sqlite":
            return []
        try:
            with self._connected() as connection:
                found = connection.exec_driver_sql("PRAGMA quick_check(20)").scalars().all()
        except BadInput as error:
            return [error.found]
        return [" ".join(str(line).split()) for line in found if line != "ok"]

    def each_room(self) -> Iterator[str]:
        """The ids of all rooms, one at a time: of a damaged database as many as are found before the damage."""
        # By the key alone: the pages that hold a room's rows are not read for it.
        last: str | None = ""
        while last is not None:
            query = sql.select(_log.c.room).where(_log.c.room > last).order_by(_log.c.room).limit(1)
            with self._connected() as connection:
                last = connection.execute(query).scalar()
            if last is not None:
                yield last

    def unfinished(self) -> list[str]:
        """The ids of rooms whose last row does not end them, oldest first."""
        ended = sql.select(_log.c.room).where(_log.c.kind == "ended")
        query = sql.select(_log.c.room).where(_log.c.version == 1, _log.c.room.not_in(ended)).order_by(_log.c.at)
        with self._connected() as connection:
            return list(connection.execute(query).scalars())

    def finished(self) -> list[tuple[str, Row, Row]]:
        """The rooms whose game has ended, with the row that made each and the one that ended it, oldest first."""
        first, last = _log.alias(), _log.alias()
        query = (
            sql.select(first.c.room, first.c.row, last.c.row)
            .join(last, (last.c.room == first.c.room) & (last.c.kind == "ended"))
            .where(first.c.version == 1)
            .order_by(first.c.at)
        )
        with self._connected() as connection:
            found = connection.execute(query).all()
        ends: list[tuple[str, Row, Row]] = []
        for room, made, ended in found:
            with contextlib.suppress(msgspec.MsgspecError):  # whoever asks for that room is told
                ends.append((room, decode(made), decode(ended)))
        return ends

    def entries(self, room: str) -> list[Entry]:
        """All rows of a room, in order; empty if there is no such room. BadInput for a damaged row."""
        query = sql.select(_log.c.version, _log.c.at, _log.c.row).where(_log.c.room == room).order_by(_log.c.version)
        with self._connected() as connection:
            found = connection.execute(query).all()
        return list(self._entries(room, found))

    def _entries(self, room: str, found: Iterable[Any]) -> Iterator[Entry]:
        for expected, (version, at, data) in enumerate(found, start=1):
            where = f"{self.where}: room {room}"
            if version != expected:
                raise BadInput(where, f"row {version}", f"row {expected}")
            try:
                yield Entry(room, version, at, decode(data))
            except msgspec.MsgspecError as error:
                raise BadInput(where, f"row {version} that cannot be read: {error}", "a row of a log") from None


def sqlite(path: str | Path) -> URL:
    """The URL of a database file."""
    return URL.create("sqlite", database=str(path))


def _durable(connection: Any, _record: Any) -> None:
    if type(connection).__module__.startswith("sqlite3"):
        cursor = connection.cursor()
        for setting in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=2000", "wal_autocheckpoint=0"):
            cursor.execute(f"PRAGMA {setting}")
        cursor.close()


def _reason(error: Exception) -> str:
    text = str(getattr(error, "orig", None) or error).splitlines()
    return text[0] if text else type(error).__name__
