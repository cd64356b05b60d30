"""The databases of a server of several workers, without a server."""

import sys
from contextlib import closing

import pytest
from server.keeper import Host, calm, stored

from warbell.cli import main
from warbell.server.store import Store, sqlite

FIRST, SECOND = "0123456789abcdef", "fedcba9876543210-1"


@pytest.fixture
def db(tmp_path):
    """The files of two workers with a room each, and beside them a copy of the first and what is no database."""
    path = tmp_path / "games.db"
    for name, room in (("games.db", FIRST), ("games.db.1", SECOND), ("games.db.2", FIRST)):
        host = Host(calm(), room, {"ana": "Ana", "ben": "Ben"})
        host.do("start")
        host.commit("ana", ".")
        host.commit("ben", ".")
        host.beats()
        stored(tmp_path / name, host).close()
    (tmp_path / "games.db.3").write_text("notes\n")
    return path


@pytest.fixture
def run(monkeypatch, capsys, db):
    """What a command prints; if it refuses, the line."""

    def run(*args):
        monkeypatch.setattr(sys, "argv", ["warbell", *args, "--db", str(db)])
        with pytest.raises(SystemExit) as left:
            main()
        out, err = capsys.readouterr()
        assert left.value.code == (2 if "found" in err else 0), (out, err)
        return err if "found" in err else out

    return run


def rooms(path):
    with closing(Store(sqlite(path))) as store:
        return store.rooms()


def test_no_room_is_left_out_by_fewer_workers(run, db):
    for command in ("serve", "play"):
        said = run(command, *(("--port", "0") if command == "serve" else ("--no-browser",)))
        assert said == f"warbell: {db}.1: found rooms of worker 1, expected --workers 2 or more\n"


def test_no_room_is_served_twice(run, db):
    """A copy that was called as a third worker's file would be."""
    said = run("serve", "--port", "0", "--workers", "3")
    assert said == f"warbell: {db}.2: found rooms of worker 0, expected those of worker 2 alone\n"


def test_bad_numbers_of_workers(run):
    for number in ("0", "-1", "65", "two", "²"):
        assert f"--workers: found {number!r}, expected a number from 1 to 64, or auto" in run(
            "serve", "--workers", number
        )


def test_several_workers_want_a_file(monkeypatch, capsys):
    where = "postgresql://nobody@127.0.0.1:1/nothing"
    monkeypatch.setattr(sys, "argv", ["warbell", "serve", "--port", "0", "--workers", "2", "--db", where])
    with pytest.raises(SystemExit):
        main()
    assert "expected a file: of several workers each has one of its own" in capsys.readouterr().err


def test_all_files_are_listed_checked_and_shown(run):
    listed = [line.split()[0] for line in run("rooms", "list").splitlines()[1:]]
    assert sorted(listed) == [FIRST, SECOND]
    assert run("rooms", "show", SECOND).startswith(f"room     {SECOND}\n")
    assert run("rooms", "check").endswith("2 of 2 rooms are sound\n")


def test_rooms_are_exported_and_deleted_wherever_they_are(run, db, tmp_path):
    out = tmp_path / "out"
    assert "2 games" in run("export", "--out", str(out))
    assert {path.name for path in out.glob("*.warbell")} == {f"{FIRST}.warbell", f"{SECOND}.warbell"}
    assert run("rooms", "forget", "Ana", "--yes") == "forgot Ana in 2 rooms, 2 seats\n"
    assert "deleted 1 rooms" in run("rooms", "delete", SECOND, "--yes")
    assert [rooms(db), rooms(db.with_name("games.db.1"))] == [[FIRST], []]
