"""The store: an append-only log of every room, in SQLite or PostgreSQL, written in batches by one writer.

What `write` has returned from is durable: one transaction a batch, in SQLite WAL with synchronous=FULL.
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
from warbell.server.alone import Lost, Session, lock_file
from warbell.server.log import Entry, Row, decode, encode, kind
from warbell.server.tables import FORMAT, tables
from warbell.server.tables import about as _about
from warbell.server.tables import episodes as _episodes
from warbell.server.tables import log as _log
from warbell.server.tables import runs as _runs
from warbell.server.tables import secret as _secret

_ROW = ("room", "version", "at", "kind", "row")  # columns of the log
# Of a connection to PostgreSQL, if its URL does not say otherwise: a server that is gone is so within seconds.
PATIENCE = {"connect_timeout": "5", "tcp_user_timeout": "10000"}


class Store:
    """One database. Reading and writing block: the server does both off its loop."""

    def __init__(self, url: str | URL, *, new: bool = True) -> None:
        """Open the database, or make one if it may be `new`; BadInput if that cannot be, or it is of another format."""
        self.where = str(url)
        self._lock: IO[bytes] | None = None
        self._session: Session | None = None  # that rows are written over, once it is kept alone
        try:
            named = make_url(url)
            self.where = named.set(query={}).render_as_string(hide_password=True)  # a password may be in the query too
            self._engine = sql.create_engine(_whole(named), pool_pre_ping=named.drivername != "sqlite")
            with self._engine.connect() as connection:
                found_tables = set(sql.inspect(connection).get_table_names())
            self._engine.dispose()  # that connection was not made durable: as yet nothing is changed in the file
            if found_tables and _about.name not in found_tables:  # it is made first
                raise BadInput(self.where, "the database of another program", "one of warbell, or a new one")
            if not found_tables and not new:
                raise BadInput(self.where, "an empty database", "one that `warbell serve` or `warbell play` wrote")
            sql.event.listen(self._engine, "connect", _durable)
            tables.create_all(self._engine)
            with self._engine.begin() as connection:
                found = connection.execute(sql.select(_about.c.format)).scalar()
                if found is None:
                    connection.execute(_about.insert().values(format=FORMAT))
        except (sql.exc.SQLAlchemyError, OSError) as error:
            raise BadInput(self.where, _reason(error), "a database to keep games in") from None
        except ModuleNotFoundError as error:
            raise BadInput(self.where, f"no {error.name} here", "`pip install warbell[postgres]` before") from None
        if found not in (None, 1, FORMAT):
            raise BadInput(self.where, f"a database of format {found}", f"format {FORMAT}, or 1")
        self._old = found == 1  # until something is written
        # Written out, as a statement that SQLAlchemy makes anew for every batch costs five times what SQLite does.
        mark = "?" if self._engine.dialect.name == "sqlite" else "%s"
        self._insert = f"INSERT INTO log ({', '.join(_ROW)}) VALUES ({', '.join([mark] * len(_ROW))})"  # noqa: S608 - names of ours

    def keep_alone(self) -> None:
        """Keep other servers off this database until it is closed; Lost if one has it.

        Of SQLite it is the file that is locked, by whatever name it was opened; of PostgreSQL the database.
        """
        if self._engine.dialect.name == "postgresql":
            self._session = Session(self._engine, self.where)
            with self.connected(writing=True):
                return
        if self._engine.dialect.name != "sqlite":
            return
        with self.connected() as connection:
            path = connection.exec_driver_sql("SELECT file FROM pragma_database_list WHERE name = 'main'").scalar()
        if path:  # not in memory
            self._lock = lock_file(Path(path), self.where)

    def close(self) -> None:
        """Tidy up, and give the connections back: what was written is in one file then, if nobody else has it open."""
        with contextlib.suppress(BadInput):
            self.tidy()
        if self._session is not None:
            self._session.close()
            self._session = None
        self._engine.dispose()
        if self._lock is not None:  # not before: closing any handle of a file takes from SQLite the locks it has on it
            self._lock.close()
            self._lock = None

    @contextlib.contextmanager
    def connected(self, *, writing: bool = False) -> Iterator[sql.Connection]:
        """A connection and its transaction; BadInput for whatever goes wrong with the database.

        Rooms' rows are changed by one that is `writing`: if this database is kept alone, no other server has it then.
        """
        try:
            over = self._session if writing and self._session is not None else self._engine
            with over.begin() as connection:
                yield connection
        except sql.exc.SQLAlchemyError as error:
            passes = isinstance(error, (sql.exc.OperationalError, sql.exc.InterfaceError, sql.exc.TimeoutError))
            kind = BadInput if passes else Lost
            raise kind(self.where, _reason(error), "a database that can be read and written") from None

    def secret(self) -> bytes:
        """32 bytes that are drawn once and that nobody else knows: what nights of days come from."""
        with self.connected() as connection:
            _secret.create(connection, checkfirst=True)
            found = connection.execute(sql.select(_secret.c.secret)).scalar()
            if found is None:
                found = secrets.token_bytes(32)
                connection.execute(_secret.insert().values(secret=found))
        return bytes(found)

    def note_up(self, began: int, moment: int) -> None:
        """Note that the server which went up at `began` is up at a `moment`, both as `at` of its rows."""
        with self.connected(writing=True) as connection:
            _runs.create(connection, checkfirst=True)
            noted = connection.execute(_runs.update().where(_runs.c.began == began).values(up=moment))
            if noted.rowcount == 0:
                connection.execute(_runs.insert().values(began=began, up=moment))

    def was_up(self, at: int) -> int:
        """When the server that wrote a row at `at` was last known to be up."""
        # Where several may have been, as clocks were set back between them, nobody's time may be the shorter for it.
        query = sql.select(sql.func.min(_runs.c.up)).where(_runs.c.began <= at, _runs.c.up >= at)
        with self.connected() as connection:
            _runs.create(connection, checkfirst=True)
            noted = connection.execute(query).scalar()
        return at if noted is None else int(noted)

    def keep(self, episode: Episode) -> None:
        """Keep an episode's sources, once."""
        with self.connected() as connection:
            there = connection.execute(sql.select(_episodes.c.digest).where(_episodes.c.digest == episode.digest))
            if there.first() is None:
                row = {"digest": episode.digest, "name": episode.name, "sources": pack_sources(episode)}
                connection.execute(_episodes.insert(), row)

    def episode(self, digest: str) -> Episode:
        """An episode that was kept; BadInput if it was not, or is damaged."""
        with self.connected() as connection:
            packed = connection.execute(sql.select(_episodes.c.sources).where(_episodes.c.digest == digest)).scalar()
        if packed is None:
            raise BadInput(self.where, f"no episode {digest[:12]}", "the episode a room was made of")
        return unpack_episode(packed)

    def write(self, entries: Sequence[Entry]) -> None:
        """Append rows, in one transaction; durable when this returns.

        BadInput if they could not be written now, Lost if they never can.
        """
        rows = [(e.room, e.version, e.at, kind(e.row), encode(e.row)) for e in entries]
        try:
            with self.connected(writing=True) as connection:
                if self._old:
                    connection.execute(_about.update().values(format=FORMAT))
                connection.exec_driver_sql(self._insert, rows)
        except Lost:
            if not self._are_there(rows):
                raise
        self._old = False

    def _are_there(self, rows: Sequence[tuple[Any, ...]]) -> bool:
        """True if these very rows were written before: by a try whose connection was gone before it was told."""
        keys = sql.tuple_(_log.c.room, _log.c.version).in_([row[:2] for row in rows])
        with self.connected() as connection:
            found = connection.execute(sql.select(*(_log.c[name] for name in _ROW)).where(keys)).all()
        return {*map(tuple, found)} >= {*rows}

    def tidy(self) -> None:
        """Bring what was written from SQLite's journal into the database; meanwhile others can write."""
        # SQLite would do this by itself, in the middle of a write that people wait for.
        if self._engine.dialect.name == "sqlite":
            with self.connected() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)")

    def write_anew(self) -> None:
        """Write the database anew, so that nothing of what was deleted is left in its files; BadInput if it cannot be.

        Meanwhile it takes its size on the disk once more.
        """
        postgres = self._engine.dialect.name == "postgresql"
        try:
            with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("VACUUM FULL log" if postgres else "VACUUM")
        except sql.exc.SQLAlchemyError as error:
            raise BadInput(self.where, _reason(error), "a database that can be written anew") from None

    def rooms(self) -> list[str]:
        """The ids of all rooms, oldest first."""
        query = sql.select(_log.c.room).where(_log.c.version == 1).order_by(_log.c.at, _log.c.room)
        with self.connected() as connection:
            return list(connection.execute(query).scalars())

    def damage(self) -> list[str]:
        """What SQLite finds wrong with the file, a line each; nothing of another kind of database."""
        if self._engine.dialect.name != "sqlite":
            return []
        try:
            with self.connected() as connection:
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
            with self.connected() as connection:
                last = connection.execute(query).scalar()
            if last is not None:
                yield last

    def unfinished(self) -> list[str]:
        """The ids of rooms whose last row does not end them, oldest first."""
        ended = sql.select(_log.c.room).where(_log.c.kind == "ended")
        query = sql.select(_log.c.room).where(_log.c.version == 1, _log.c.room.not_in(ended)).order_by(_log.c.at)
        with self.connected() as connection:
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
        with self.connected() as connection:
            found = connection.execute(query).all()
        ends: list[tuple[str, Row, Row]] = []
        for room, made, ended in found:
            with contextlib.suppress(msgspec.MsgspecError):  # whoever asks for that room is told
                ends.append((room, decode(made), decode(ended)))
        return ends

    def entries(self, room: str) -> list[Entry]:
        """All rows of a room, in order; empty if there is no such room. BadInput for a damaged row."""
        query = sql.select(_log.c.version, _log.c.at, _log.c.row).where(_log.c.room == room).order_by(_log.c.version)
        with self.connected() as connection:
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


def _whole(url: URL) -> URL:
    """A URL with what it leaves out: of PostgreSQL the driver, and how long to wait for it."""
    if url.drivername in ("postgresql", "postgres"):
        url = url.set(drivername="postgresql+psycopg")
    if url.drivername == "postgresql+psycopg":
        url = url.update_query_dict({name: value for name, value in PATIENCE.items() if name not in url.query})
    return url


def _durable(connection: Any, _record: Any) -> None:
    driver = type(connection).__module__.partition(".")[0]
    if driver == "sqlite3":
        cursor = connection.cursor()
        for setting in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=2000", "wal_autocheckpoint=0"):
            cursor.execute(f"PRAGMA {setting}")
        cursor.close()
    elif driver == "psycopg":
        off = "current_setting('synchronous_commit') = 'off'"  # else it is as safe as its owner wants it
        connection.execute(f"SELECT set_config('synchronous_commit', 'on', false) WHERE {off}")
        connection.commit()


def _reason(error: Exception) -> str:
    text = str(getattr(error, "orig", None) or error).splitlines()
    return text[0] if text else type(error).__name__
