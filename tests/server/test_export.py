"""An export is whole or not there: replays that verify, a table as CSV or Parquet, damaged rooms left out."""

import sqlite3
from pathlib import Path

import pyarrow.parquet
import pytest
from server.keeper import Exported, ended, paused, read_csv, stored

from warbell import parquet
from warbell.branch import branch
from warbell.cli import main
from warbell.errors import BadInput
from warbell.proof import verify
from warbell.replay import dump
from warbell.server import export as exporting
from warbell.server import forms
from warbell.server.export import FORMS, export
from warbell.server.store import Store, sqlite


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    done = Exported(tmp_path_factory.mktemp("exported"))
    yield done
    done.store.close()


def test_every_game_that_began_is_a_replay_that_verifies(exported):
    assert exported.written.left_out == [("waiting", "no beat of this game was played")]
    assert exported.written.games == 7
    assert exported.steps == [1] * 8
    verdicts = verify(sorted(exported.out.glob("*.warbell")))
    assert {Path(verdict.name).stem for verdict in verdicts} == set(exported.rooms) - {"waiting"}
    for verdict in verdicts:
        game = exported.rooms[Path(verdict.name).stem].game
        assert verdict.orders.tolist() == game.orders
        assert verdict.header.outcome == game.outcome().outcome


def test_every_game_can_be_branched_its_people_going_on_as_caution(exported, tmp_path):
    for replay in verify(sorted(exported.out.glob("*.warbell"))):
        beat = replay.header.beats // 2
        other = branch(replay, beat, {})
        people = [seat for seat, mind in zip(replay.header.seats, replay.header.minds, strict=True) if mind == "person"]
        assert [list(each.seats) for each in other.header.branches] == ([people] if people else [])
        assert "person" not in other.header.minds
        assert other.orders[:beat].tolist() == replay.orders[:beat].tolist()
        (tmp_path / "branch.warbell").write_bytes(dump(other))
        (verdict,) = verify([tmp_path / "branch.warbell"])
        assert verdict.header == other.header


def test_parquet_holds_the_same(exported, tmp_path, monkeypatch):
    monkeypatch.setattr(forms, "GROUP", 30)
    written = export(exported.store, exported.store.rooms(), tmp_path, "parquet")
    file = pyarrow.parquet.ParquetFile(written.table)
    assert file.num_row_groups > 1
    found = file.read()
    assert found.column_names == list(FORMS[0].names)
    times = FORMS[0].of("time")
    for name in times:
        assert str(found.schema.field(name).type) == "timestamp[ms, tz=UTC]"

    def plain(name, value):
        if value is None:
            return ""
        return value.isoformat(timespec="milliseconds").replace("+00:00", "Z") if name in times else value

    rows = [{name: plain(name, value) for name, value in row.items()} for row in found.to_pylist()]
    assert rows == exported.rows
    file.close()


def test_parquet_without_its_library_is_one_clear_line(exported, tmp_path, monkeypatch):
    monkeypatch.setattr(parquet, "find_spec", lambda _name: None)
    with pytest.raises(BadInput, match=r"pip install warbell\[parquet\]"):
        export(exported.store, exported.store.rooms(), tmp_path / "out", "parquet")
    assert not list(tmp_path.iterdir())


def damage(path, room, version, row):
    """Put another row into a log, as a broken disk or a curious hand would."""
    with sqlite3.connect(path) as connection:
        connection.execute("update log set row = ? where room = ? and version = ?", (row, room, version))
    connection.close()


@pytest.mark.parametrize(
    "version, row, why",
    [
        (1, b'{"type":"started"}', "its log begins with started"),
        (2, b"\x00\x01", "row 2 that cannot be read"),
        (3, b'{"type":"committed","seat":"ana","line":"s","ms":1}', "that does not follow"),
        (4, b'{"type":"ended"}', "row 4 that cannot be read"),
        (5, b'{"type":"committed","seat":"ana","line":"s","ms":-5}', "row 5 of no possible time"),
        (5, b'{"type":"committed","seat":"eve","line":"s","ms":5}', "no seat 'eve'"),
        (5, b'{"type":"committed","seat":"ana","line":"jump","ms":5}', "found jump"),
        (6, b'{"type":"played","orders":[0,0],"seal":1}', "another world after beat 1"),
        (6, b'{"type":"played","orders":[0,0,0],"seal":1}', "that does not follow"),
        (6, b'{"type":"played","orders":[99999999999,0],"seal":1}', "another world after beat 1"),
        (6, b'{"type":"played","orders":["fly a kite","wait"],"seal":1}', "another world after beat 1"),
        (6, b'{"type":"played","orders":"wait","seal":1}', "row 6 that cannot be read"),
    ],
)
def test_a_damaged_row_leaves_its_room_out_and_no_other(tmp_path, version, row, why):
    store = stored(tmp_path / "games.db", ended(), paused())
    damage(tmp_path / "games.db", "ended", version, row)
    written = export(store, ["ended", "paused"], tmp_path / "out", "csv")
    store.close()
    ((room, reason),) = written.left_out
    assert room == "ended"
    assert why in reason
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "paused.warbell",
        "decisions.csv",
        "events.csv",
        "states.csv",
        "marks.csv",
        "brier.csv",
        "rescues.csv",
    }
    assert {row["room"] for row in read_csv(written.table)} == {"paused"}


def test_a_missing_row_leaves_its_room_out(tmp_path):
    store = stored(tmp_path / "games.db", ended())
    with sqlite3.connect(tmp_path / "games.db") as connection:
        connection.execute("delete from log where version = 4")
    connection.close()
    written = export(store, ["ended"], tmp_path / "out", "csv")
    store.close()
    assert "found row 5, expected row 4" in written.left_out[0][1]
    assert written.table.read_text().splitlines() == [",".join(FORMS[0].names)]


def test_an_episode_that_is_gone_leaves_its_rooms_out(tmp_path):
    store = Store(sqlite(tmp_path / "games.db"))
    store.write(paused().room.fresh)
    written = export(store, ["paused"], tmp_path / "out", "csv")
    store.close()
    assert "no episode" in written.left_out[0][1]


def test_a_room_cannot_write_outside_the_folder(tmp_path):
    host = paused()
    for entry in host.room.fresh:
        entry.room = "../../there"
    store = stored(tmp_path / "games.db", host)
    written = export(store, store.rooms(), tmp_path / "a" / "b", "csv")
    store.close()
    assert written.left_out == [("../../there", "its id is none, and cannot name a file")]
    assert not list(tmp_path.rglob("*.warbell"))


@pytest.mark.parametrize("kind", exporting.KINDS)
def test_an_interrupted_export_leaves_nothing_half_written(exported, tmp_path, kind):
    before = tmp_path / f"decisions.{kind}"
    before.write_text("of another day")
    told = []

    def interrupt(count):
        told.append(count)
        if len(told) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export(exported.store, exported.store.rooms(), tmp_path, kind, interrupt)
    assert before.read_text() == "of another day"
    left = [path for path in tmp_path.iterdir() if path != before]
    assert len(left) in {2, 3}
    assert not [verdict for verdict in verify(left) if isinstance(verdict, BadInput)]


def test_the_command(exported, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(
        "sys.argv", ["warbell", "export", "--db", str(exported.database), "--out", str(tmp_path / "out")]
    )
    with pytest.raises(SystemExit) as done:
        main()
    assert not done.value.code
    out, err = capsys.readouterr()
    assert out == f"7 games in {tmp_path / 'out'}, {len(exported.rows)} decisions in {tmp_path / 'out/decisions.csv'}\n"
    assert err == "left out waiting: no beat of this game was played\n"


def test_rooms_are_chosen_and_written_once(exported, tmp_path):
    written = export(exported.store, ["paused", "live", "paused"], tmp_path, "csv")
    assert [row["room"] for row in read_csv(written.table)] == ["paused"] * 2 + ["live"] * 14
    assert written.games == 2
    with pytest.raises(BadInput, match="found nowhere, expected a room of this database"):
        export(exported.store, ["paused", "nowhere"], tmp_path, "csv")


def test_a_place_that_cannot_be_written_to_is_bad_input(exported, tmp_path):
    (tmp_path / "file").write_text("")
    for out in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(BadInput, match="a place that can be written to"):
            export(exported.store, ["paused"], out, "csv")


def test_the_same_log_gives_the_same_files(exported, tmp_path):
    export(exported.store, exported.store.rooms(), tmp_path, "csv")
    for path in exported.out.iterdir():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes()
