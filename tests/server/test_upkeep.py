"""What whoever keeps a database does with it: what is listed is there, and what is deleted is nowhere."""

import json
import sys
from contextlib import closing

import pytest
from server.keeper import calm, live, paused, thinking, waiting, wild

from warbell.cli import main
from warbell.server.room import Room
from warbell.server.store import Store
from warbell.server.upkeep import listed

NAME = "Anastasia-of-the-yard"


@pytest.fixture
def db(url):
    """A database of each kind with rooms in it, in one of which somebody has a name of her own."""
    with closing(Store(url)) as store:
        for each in (calm(), wild()):
            store.keep(each.episode)
        for host in (waiting(), live(), paused()):
            store.write(host.room.fresh)
        own = thinking()
        own.room.fresh[1].row.who = NAME
        own.room.fresh[1].row.token = "f" * 64
        store.write(own.room.fresh)
    return url


@pytest.fixture
def rooms(monkeypatch, capsys, db):
    """What `warbell rooms` prints; if it refuses, the line."""

    def call(*args):
        monkeypatch.setattr(sys, "argv", ["warbell", "rooms", *args, "--db", db])
        with pytest.raises(SystemExit) as left:
            main()
        out, err = capsys.readouterr()
        assert left.value.code == (2 if err else 0)
        return err or out

    return call


def files(url, postgres, tmp_path):
    """All bytes in which a database is kept, its journal apart where a server keeps one for its own restart."""
    if url.startswith("sqlite"):
        return b"".join(path.read_bytes() for path in tmp_path.glob("games.db*"))
    postgres.tell("checkpoint")
    name = url.partition("?")[0].rpartition("/")[2]
    (oid,) = postgres.tell(f"select oid from pg_database where datname = '{name}'")
    return b"".join(path.read_bytes() for path in (postgres.folder / "data/base" / oid).iterdir())


def test_rooms_are_listed_and_shown(rooms):
    lines = [line.split() for line in rooms("list").splitlines()]
    assert [line[0] for line in lines] == ["room", "live", "paused", "thinking", "waiting"]
    assert lines[3][4:] == [thinking().room.outcome.outcome, str(thinking().room.beat), NAME, "(ana)"]
    found = {each["room"]: each for each in json.loads(rooms("list", "--json"))}
    own = thinking().room
    assert found["thinking"]["people"] == [{"seat": "ana", "who": NAME}]
    assert found["thinking"]["state"] == own.outcome.outcome
    assert found["thinking"]["beats"] == own.beat
    assert found["thinking"]["rows"] == len(own.fresh)
    assert found["thinking"]["minds"] == {"ben": "caution"}
    assert found["waiting"]["state"] == "gathering"
    assert found["live"]["state"] == "playing"
    assert found["live"]["made"] == "2025-06-15T15:06:40.000+00:00"
    assert json.loads(rooms("list", "--json", "--who", NAME)) == [found["thinking"]]
    assert json.loads(rooms("show", "thinking", "--json")) == found["thinking"]
    shown = rooms("show", "paused")
    assert "Ana (ana), Ben (ben)" in shown
    assert "seed" not in shown
    assert "found no room nowhere, expected one that" in rooms("show", "nowhere")


def test_a_deleted_room_is_nowhere_and_the_others_are_as_they_were(rooms, db, postgres, tmp_path):
    with closing(Store(db)) as store:
        before = store.entries("paused")
    assert NAME.encode() in files(db, postgres, tmp_path)
    assert "--yes: found nobody to ask, expected it given, to delete 1 rooms" in rooms("delete", "thinking")
    assert "no room nowhere" in rooms("delete", "thinking", "nowhere", "--yes")
    assert rooms("delete", "thinking", "--yes") == f"deleted 1 rooms, {len(thinking().room.fresh)} rows\n"
    assert NAME.encode() not in files(db, postgres, tmp_path)
    with closing(Store(db)) as store:
        assert store.entries("paused") == before
        assert store.rooms() == ["live", "paused", "waiting"]


def test_a_person_is_forgotten_and_the_game_is_the_one_that_was_played(rooms, db, postgres, tmp_path):
    played = thinking().room
    assert "NAME: found 'Nobody', expected what somebody called themselves" in rooms("forget", "Nobody", "--yes")
    assert "NAME" in rooms("forget", NAME, "live", "--yes")
    assert rooms("forget", NAME, "--yes") == f"forgot {NAME} in 1 rooms, 1 seats\n"
    left = files(db, postgres, tmp_path)
    assert NAME.encode() not in left
    assert b"f" * 64 not in left
    with closing(Store(db)) as store:
        assert [kept.people for kept in listed(store, ["thinking"])] == [[("ana", "somebody")]]
        first, *rest = store.entries("thinking")
        again = Room("thinking", wild(), first.row, first.at)
        again.restore(rest)  # BadInput if a beat does not come out as it is sealed
    assert again.game.seals == played.game.seals
    assert again.chairs[0].token == ""  # no key opens it


def test_nothing_is_deleted_under_a_server(rooms, db):
    with closing(Store(db)) as served:
        served.keep_alone()
        for command in (["delete", "live"], ["forget", "Ana"]):
            assert "found a database that another warbell serves" in rooms(*command, "--yes")
        assert len(listed(served)) == 4
