"""The store gives back what it was given, whole batches of it, and keeps off what is not its own."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from server.keeper import calm, paused, stored

from warbell.errors import BadInput
from warbell.server import log, protocol
from warbell.server.alone import Lost
from warbell.server.store import Store, sqlite
from warbell.server.tables import FORMAT

OUTCOME = protocol.Outcome(outcome="won", ending="saved", text="Out.", score=9, beats=4, saved=2, dead=0, turned=0)
ROWS = (
    log.Created(
        episode="calm",
        digest="d",
        seed=2**53 - 1,
        minds={"ben": "wait"},
        settings=protocol.Settings(pace="live", listed=False),
        go_on=protocol.From(room="other", beat=3),
        orders=[[1, 2], [3, 4]],
    ),
    log.Claimed(seat="ana", who='\u00c4 "quoted"\n\U0001f514', token="0" * 64),
    log.Back(seat="ana"),
    log.Started(),
    log.Drafted(seat="ana", line="n e"),
    log.Committed(seat="ana", line="n*3 ~quiet/9", ms=12),
    log.Played(orders=[0, 17], seal=2**64 - 1),
    log.Admitted(seat="ben", who="Juno", token="1" * 64),
    log.Withdrawn(seat="ana"),
    log.Heeded(seat="ana", stops=["danger", "new"], speed=4),
    log.Pointed(seat="ana", at=(3, 4)),
    log.Marked(seat="ana", at=(3, 4), what="mimic", count=2, sure=95),
    log.Shown(live=True),
    log.Halted(seat="ana"),
    log.Expired(),
    log.Woke(down=-4000),
    log.Lost(seat="ana"),
    log.Dropped(seat="ana"),
    log.Left(seat="ana"),
    log.Ended(outcome=OUTCOME),
)


def entries(room, *rows, first=1, at=1000):
    return [log.Entry(room, version, at + version, row) for version, row in enumerate(rows, start=first)]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "games.db"


@pytest.fixture
def store(path):
    with closing(Store(sqlite(path))) as store:
        yield store


@pytest.fixture
def either(url):
    """A store of either kind."""
    with closing(Store(url)) as store:
        yield store


def test_what_was_written_comes_back(url, either):
    assert {log.kind(row) for row in ROWS} == {each.__struct_config__.tag for each in log.Row.__args__}
    written = entries("a", *ROWS)
    either.write(written)
    assert either.entries("a") == written
    with closing(Store(url)) as another:
        assert another.entries("a") == written
    assert either.entries("b") == []


def test_rooms_by_age(either):
    either.write(entries("b", ROWS[0], at=3000))
    either.write(entries("a", ROWS[0], ROWS[-1], at=2000) + entries("c", ROWS[0], at=1000))
    assert either.rooms() == ["c", "a", "b"]
    assert [*either.each_room()] == ["a", "b", "c"]
    assert either.unfinished() == ["c", "b"]
    assert either.finished() == [("a", ROWS[0], ROWS[-1])]


def test_runs_of_a_server_and_its_secret_are_kept(url, either):
    either.note_up(1000, 1000)
    either.note_up(1000, 1500)
    either.note_up(3000, 4000)
    assert [either.was_up(at) for at in (1200, 2000, 3000)] == [1500, 2000, 4000]
    with closing(Store(url)) as another:
        assert another.secret() == either.secret()


def test_a_room_in_a_store_is_the_room_that_was_played(path):
    host = paused()
    written = list(host.room.fresh)
    with closing(stored(path, host)) as store:
        assert store.entries("paused") == written


def test_episodes_are_kept_whole_and_once(either):
    for _ in range(2):
        either.keep(calm().episode)
    found = either.episode(calm().episode.digest)
    assert found.digest == calm().episode.digest
    assert found.sources == calm().episode.sources
    with either.connected() as connection:
        assert connection.exec_driver_sql("select count(*) from episodes").scalar() == 1
    with pytest.raises(BadInput, match="found no episode abc"):
        either.episode("abc")


def test_a_batch_is_written_whole_or_not_at_all(either):
    either.write(entries("a", ROWS[0], ROWS[1]))
    with pytest.raises(Lost, match=r"(?i)unique"):
        either.write([*entries("b", ROWS[0]), *entries("a", ROWS[2], ROWS[3], first=2)])
    assert either.entries("a") == entries("a", ROWS[0], ROWS[1])
    assert either.rooms() == ["a"]
    either.write(entries("a", ROWS[2], ROWS[3], first=3))  # and the store still works
    assert len(either.entries("a")) == 4


def test_a_batch_that_came_through_though_its_writer_was_not_told_is_written(either):
    for _ in range(2):
        either.write(entries("a", *ROWS))
    assert either.entries("a") == entries("a", *ROWS)
    with pytest.raises(Lost):
        either.write(entries("a", *ROWS, log.Shown(live=False)))


def test_an_empty_database_is_not_made_one_by_who_only_looks(url):
    with pytest.raises(BadInput, match="found an empty database"):
        Store(url, new=False)
    Store(url).close()
    Store(url, new=False).close()


def test_what_was_written_outlives_the_process_without_a_farewell(path, store):
    # The files as a killed process leaves them: the rows may be in the journal alone.
    store.write(entries("a", *ROWS))
    copy = path.with_name("copy.db")
    for tail in ("", "-wal"):
        Path(f"{copy}{tail}").write_bytes(Path(f"{path}{tail}").read_bytes())
    with closing(Store(sqlite(copy))) as found:
        assert found.entries("a") == entries("a", *ROWS)


def test_every_connection_waits_for_the_disk(store):
    with store._engine.connect() as connection:
        assert connection.exec_driver_sql("pragma journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("pragma synchronous").scalar() == 2  # full


def change(path, statement, *values):
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement, values)


@pytest.mark.parametrize(
    "statement, found",
    [
        ("update log set row = x'00' where version = 2", "found row 2 that cannot be read"),
        ('update log set row = \'{"type":"sung"}\' where version = 2', "found row 2 that cannot be read"),
        ("delete from log where version = 2", "found row 3, expected row 2"),
        ("delete from log where version = 1", "found row 2, expected row 1"),
    ],
)
def test_a_damaged_log_is_bad_input(path, store, statement, found):
    store.write(entries("a", *ROWS) + entries("b", ROWS[0]))
    change(path, f"{statement} and room = 'a'")
    with pytest.raises(BadInput, match=found):
        store.entries("a")
    assert store.entries("b") == entries("b", ROWS[0])


def test_a_database_of_another_format_is_bad_input(path, store):
    store.close()
    change(path, "update about set format = ?", FORMAT + 1)
    with pytest.raises(BadInput, match=f"found a database of format {FORMAT + 1}, expected format {FORMAT}"):
        Store(sqlite(path))


def test_a_file_that_is_no_database_is_bad_input_and_stays_as_it_is(path):
    path.write_bytes(b"Dear diary, " * 200)
    with pytest.raises(BadInput, match="file is not a database"):
        Store(sqlite(path))
    assert path.read_bytes() == b"Dear diary, " * 200


@pytest.mark.parametrize("table", ["diary (day)", "log (day)"])
def test_the_database_of_another_program_is_bad_input_and_stays_as_it_is(path, table):
    change(path, f"create table {table}")
    before = path.read_bytes()
    with pytest.raises(BadInput, match="database of another program"):
        Store(sqlite(path)).close()
    assert path.read_bytes() == before


def test_a_place_without_a_folder_is_bad_input(tmp_path):
    with pytest.raises(BadInput, match="unable to open database file"):
        Store(sqlite(tmp_path / "none" / "games.db"))


@pytest.mark.parametrize("name", ["games.db", "link.db", "linked/games.db"])
def test_only_one_server_at_a_time_whatever_the_file_is_called(path, store, name):
    pytest.importorskip("fcntl")
    path.with_name("link.db").symlink_to(path)
    path.with_name("linked").symlink_to(path.parent, target_is_directory=True)
    store.keep_alone()
    with closing(Store(sqlite(path.parent / name))) as another:
        with pytest.raises(BadInput, match="another warbell serves"):
            another.keep_alone()
        assert another.entries("a") == []  # reading is nobody's harm
        store.close()
        another.keep_alone()


def test_once_closed_it_is_one_file(path, store):
    store.keep_alone()
    store.write(entries("a", *ROWS))
    store.close()
    assert [each.name for each in path.parent.iterdir()] == ["games.db"]


def test_a_write_that_may_succeed_later_is_told_from_one_that_never_can(path, store):
    store.write(entries("a", ROWS[0]))
    with pytest.raises(Lost, match="UNIQUE"):
        store.write(entries("a", ROWS[0], at=2000))
    with closing(sqlite3.connect(path)) as other:
        other.execute("begin immediate")
        with pytest.raises(BadInput, match="locked") as caught:
            store.write(entries("b", ROWS[0]))
    assert not isinstance(caught.value, Lost)
    store.write(entries("b", ROWS[0]))


def test_a_damaged_page_is_lost_and_told_of_and_the_other_rooms_are_found(path, store):
    for room in ("a", "b", "c"):
        store.write(entries(room, ROWS[0], *[log.Drafted(seat="ana", line=f"{room * 300}")] * 100))
    store.close()
    pages = [path.read_bytes()[at : at + 4096] for at in range(0, path.stat().st_size, 4096)]
    bad = [number for number, page in enumerate(pages) if page.count(b"b" * 300) > 5]
    path.write_bytes(b"".join(b"\xa5" * 4096 if n == bad[-2] else page for n, page in enumerate(pages)))
    with closing(Store(sqlite(path))) as found:
        with pytest.raises(Lost, match="malformed"):
            found.entries("b")
        assert list(found.each_room()) == ["a", "b", "c"]
        assert len(found.entries("a")) == len(found.entries("c")) == 101
        found.write(entries("c", ROWS[1], first=102))
        assert found.damage() != []
    with closing(Store(sqlite(path.with_name("new.db")))) as new:
        assert new.damage() == []


def test_a_run_is_known_by_what_was_written_in_it(store):
    assert store.was_up(1000) == 1000
    store.note_up(900, 1100)
    store.note_up(900, 1500)
    store.note_up(2000, 2400)
    assert [store.was_up(at) for at in (1000, 1500, 1700, 2000, 2500)] == [1500, 1500, 1700, 2400, 2500]
