"""A disk that fails, a database that refuses: the server says so, stops when it is told to, and keeps what it said."""

import resource
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest
from server.served import STOPS, Served, begun, gets_well, heard_nothing, served

from warbell import episodes


def full(server):
    """No file of the server may grow any more, as on a full disk."""
    sizes = [path.stat().st_size for path in server.database.parent.glob("games.db*")]
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (min(sizes), resource.RLIM_INFINITY))


def locked(server):
    other = sqlite3.connect(server.database)
    other.execute("begin immediate")
    return other


def test_a_clean_stop_leaves_one_file(tmp_path):
    with served(tmp_path) as server:
        room, _, onjo = begun(server.house)
        onjo.commit("e")
        onjo.phase("planning", 2)
        assert server.stop() == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["errors.txt", "games.db"]
    assert server.house.kinds(room).count("Played") == 1
    assert "Traceback" not in server.said()


@pytest.mark.parametrize("refuse", [full, locked])
def test_it_stops_when_told_to_though_nothing_can_be_written(tmp_path, refuse):
    with served(tmp_path) as server:
        room, _, onjo = begun(server.house)
        held = refuse(server)
        onjo.ink("e")
        assert heard_nothing(onjo)
        began = time.monotonic()
        assert server.stop() == 0
        assert time.monotonic() - began < STOPS
        if held is not None:
            held.close()
    assert "trying again" in server.said()
    assert "Traceback" not in server.said()
    assert "Committed" not in server.house.kinds(room)


def test_a_full_disk_is_waited_for(tmp_path):
    with served(tmp_path) as server:
        room, _, onjo = begun(server.house)
        full(server)
        onjo.ink("e")
        onjo.ink("e")  # of a turn that is past, as nobody is to know yet
        assert heard_nothing(onjo)
        assert server.house.card(room)["beat"] == 0  # a card tells no more than anybody else is told
        with pytest.raises(TimeoutError):
            server.house.ask(f"/api/rooms/{room}/seats", {"seat": "onjo", "who": "somebody else"}, patience=1)
        assert server.house.ask("/healthz")[::2] == (503, b"refused\n")
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
        onjo.phase("planning", 2)
        assert onjo.refusal()["reason"] == "stale"
        assert server.house.kinds(room).count("Committed") == 1
        assert gets_well(server.house)
        onjo.close()
        assert server.stop() == 0


def test_a_room_whose_rows_can_never_be_written_is_closed_and_the_others_go_on(tmp_path):
    with served(tmp_path) as server:
        room, token, onjo = begun(server.house)
        _, _, other = begun(server.house)
        with closing(sqlite3.connect(server.database)) as another, another:  # as another program might
            another.execute(
                "insert into log select room, version + 1, at, 'heeded', ? from log where room = ?"
                " order by version desc limit 1",
                (b'{"type":"heeded","seat":"onjo","stops":[],"speed":1}', room),
            )
        onjo.ink("e")
        refused = onjo.refusal()
        assert refused["closing"]
        assert refused["reason"] == "no room"
        assert "closed" in refused["message"]
        other.commit("e")
        other.phase("planning", 2)
        assert f"room {room} is closed" in server.said()
        with server.house.player(room, token=token) as again:  # what is on disk is a room, and goes on
            again.welcome()
            again.commit("e")
            again.phase("planning", 2)
        other.close()
        assert server.stop() == 0
    assert "Traceback" not in server.said()


def damage(path, what):
    """Overwrite the pages that hold some text."""
    data = bytearray(path.read_bytes())
    size, marks = 4096, what.encode()
    pages = {at // size for at in range(len(data)) if data.startswith(marks, at)} - {0}
    assert pages
    for page in pages:
        data[page * size : (page + 1) * size] = b"\xa5" * size
    path.write_bytes(data)


def checked(database):
    """What `warbell rooms check` says, and the code it ends with."""
    command = [sys.executable, "-m", "warbell", "rooms", "check", "--db", str(database)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    return done.stdout.splitlines() + done.stderr.splitlines(), done.returncode


def test_a_damaged_page_at_the_start_is_one_line(tmp_path):
    with served(tmp_path) as server:
        begun(server.house)
        assert server.stop() == 0
    assert checked(server.database) == (["1 of 1 rooms are sound"], 0)
    server.errors.write_text("")
    damage(server.database, episodes.load("heartbeat").digest)  # among what the server needs before it can do anything
    again = Served(tmp_path)
    assert again.line == ""
    assert again.process.wait(STOPS) == 2
    again.process.stdout.close()
    (line,) = again.said().splitlines()
    assert "malformed" in line
    lines, code = checked(server.database)
    assert code == 2
    assert any(line.startswith("the file: ") for line in lines)


def test_a_second_server_by_another_name_does_not_start(tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    with served(tmp_path) as server:
        (other / "link.db").symlink_to(server.database)
        second = Served(other, other / "link.db")
        assert second.line == ""
        assert second.process.wait(STOPS) == 2
        second.process.stdout.close()
        assert "another warbell serves" in second.said()
        begun(server.house)
