"""Rooms of older rules: closed for play, and what was played in them is watched and exported."""

import sqlite3
from contextlib import closing

import msgspec
import pytest
from server.conftest import serving
from server.keeper import ended, paused, read_csv, stored, thinking, timed, waiting

from warbell.encode.words import ACTIONS
from warbell.engine import RULES_VERSION
from warbell.errors import BadInput
from warbell.order_names import FOLDS, fold_of, names_of, numbers_of
from warbell.proof import verify
from warbell.replay import OtherRules, load
from warbell.report import page
from warbell.rollout import unseal
from warbell.server import archive, log
from warbell.server.chair import Refusal
from warbell.server.export import export
from warbell.server.reel import reel
from warbell.server.room import Room
from warbell.server.store import Store, sqlite

OTHER = RULES_VERSION + 1


def rows_of(host, rules=OTHER, *, numbered=False):
    """The rows of a room as a server of other rules left them; `numbered` as one of store format 1 did."""
    rows = []
    for entry in host.room.fresh:
        row = entry.row
        if isinstance(row, log.Created):
            row = msgspec.structs.replace(row, rules=rules, warbell="" if numbered else "9.9")
        if numbered and isinstance(row, log.Started):
            row = log.Started()
        if numbered and isinstance(row, log.Played):
            game, beat = host.room.game, sum(isinstance(each.row, log.Played) for each in rows)
            digest = unseal(row.seal, [fold_of(name) for name in row.orders])
            row = log.Played(orders=numbers_of(row.orders), seal=sealed_by_number(digest, game.orders[beat]))
        rows.append(msgspec.structs.replace(entry, row=row))
    return rows


def sealed_by_number(digest, orders):
    for order in orders:
        digest = (digest ^ int(FOLDS[1][order])) * 0x9E3779B97F4A7C15 % 2**64
        digest ^= digest >> 29
    return digest


def room_of(host, rows):
    first, *rest = (entry.row for entry in rows)
    room = Room(host.room.id, host.room.laid, first, rows[0].at)
    room.restore(rows[1:])
    assert room.version == len(rows) == 1 + len(rest)
    return room


@pytest.fixture(scope="module")
def unfinished():
    return timed()


def test_a_room_of_older_rules_is_closed_and_says_why(unfinished):
    room = room_of(unfinished, rows_of(unfinished))
    sentence = (
        f"This room was played by rules version {OTHER}, and this server plays by {RULES_VERSION}: it cannot go on, "
        "but it can be watched as everything happened and exported."
    )
    assert room.phase == "over"
    assert room.outcome.outcome == "abandoned"
    assert room.outcome.text == sentence
    assert room.outcome.beats == room.beat == unfinished.room.game.beat
    assert [(chair.holder, chair.who, chair.here) for chair in room.chairs] == [
        ("person", "Ana", False), ("person", "Ben", False),
    ]  # fmt: skip
    assert room.due() is None
    wishes = (
        lambda: room.commit("ana", 1, "e", 0, 0),
        lambda: room.draft("ana", 1, "e", 0),
        lambda: room.halt("ana", 1, 0),
        lambda: room.claim("ana", "x", "", 0),
        lambda: room.leave("ana", 0),
        lambda: room.start(0),
    )
    for wish in wishes[:2] + wishes[3:]:
        with pytest.raises(Refusal) as caught:
            wish()
        assert (caught.value.reason, caught.value.message) == ("over", sentence)
    with pytest.raises(Refusal):
        wishes[2]()
    room.wake(5, 3)
    room.come("ana", 5)
    room.tick(9)
    assert room.fresh == [], "nothing is written"


@pytest.mark.parametrize("make", [timed, paused, thinking, ended])
def test_its_replay_is_the_one_that_its_own_rules_would_have_written(make):
    host = make()
    room = room_of(host, rows_of(host))
    found, own = archive.replay(room), archive.replay(host.room)
    facts = {"warbell": "9.9"}
    assert found.header == msgspec.structs.replace(own.header, **facts)
    assert found.rules == OTHER
    assert found.orders.tolist() == own.orders.tolist()
    assert found.seals.tolist() == own.seals.tolist()
    assert reel(found, None).views == reel(own, None).views
    assert page(found).count("<svg") == page(own).count("<svg")
    for beat in range(own.film.beats + 1):
        assert found.film.events_of(beat).tolist() == own.film.events_of(beat).tolist()
        for table in own.film.tables.values():
            for column, _ in table.columns:
                one, other = found.film.column(table.name, column), own.film.column(table.name, column)
                assert one[beat].tolist() == other[beat].tolist()


def test_without_frames_in_its_log_its_orders_can_be_read(unfinished):
    room = room_of(unfinished, rows_of(unfinished, 1, numbered=True))
    assert "it cannot go on, but it can be read as what was ordered and exported." in room.outcome.text
    found = archive.replay(room)
    assert found.strip is None
    assert found.header.warbell == "unknown"
    assert found.orders.tolist() == unfinished.room.game.orders
    assert "The beats of this game cannot be shown" in page(found)


def test_a_room_that_had_not_begun_cannot_begin():
    host = waiting()
    room = room_of(host, rows_of(host))
    assert room.outcome.text.endswith(f"this server plays by {RULES_VERSION}: it cannot begin.")
    with pytest.raises(Refusal, match="no beat of this game was played"):
        archive.replay(room)


def test_rows_of_store_format_1_are_played_on(unfinished):
    """Rules that did not change, and orders by number: the room is the same."""
    room = room_of(unfinished, rows_of(unfinished, RULES_VERSION, numbered=True))
    assert room.relic is None
    assert room.game.orders == unfinished.room.game.orders
    assert room.game.seals == unfinished.room.game.seals
    rows = rows_of(unfinished, RULES_VERSION, numbered=True)
    played = next(k for k, entry in enumerate(rows) if isinstance(entry.row, log.Played))
    row = msgspec.structs.replace(rows[played].row, seal=1)
    rows[played] = msgspec.structs.replace(rows[played], row=row)
    with pytest.raises(BadInput, match="another world after beat 1"):
        room_of(unfinished, rows)


def test_an_order_in_a_log_is_a_name():
    assert names_of([0, 1, -1]) == ["wait", ACTIONS[1], "no such order"]
    assert numbers_of(["wait", 1, "fly a kite", 999]) == [0, 1, -1, -1]


@pytest.fixture
def served(tmp_path, unfinished):
    """A server that finds rooms of other rules in its database."""
    old = waiting()
    store = stored(tmp_path / "games.db")
    store.write(rows_of(unfinished))
    store.write(rows_of(old))
    numbered = rows_of(ended(), 1, numbered=True)
    store.write([msgspec.structs.replace(entry, room="numbered") for entry in numbered])
    store.close()
    with serving(tmp_path) as house:
        yield house


def test_its_page_says_so_and_shows_what_was_played(served, unfinished):
    sentence = room_of(unfinished, rows_of(unfinished)).outcome.text
    room = unfinished.room.id
    assert all(card["id"] != room for card in served.ask("/api/lobby").body["rooms"])
    with served.player(room, watch="ana") as visitor:
        welcome = visitor.welcome()
        assert welcome["room"]["phase"] == "over"
        assert welcome["room"]["outcome"]["text"] == sentence
        assert welcome["view"] is None
    whole = served.ask(f"/api/rooms/{room}/reel")
    assert whole.status == 200
    assert len(whole.body["views"]) == unfinished.room.game.beat + 1
    own = served.ask(f"/api/rooms/{room}/reel?seat=ana")
    assert (own.status, own.body["message"]) == (409, f"{sentence} What a seat knew cannot be shown.")
    assert served.ask(f"/api/rooms/{room}/report").status == 200
    assert served.ask(f"/api/rooms/{room}/replay").status == 200
    claim = served.ask(f"/api/rooms/{room}/seats", {"seat": "ana", "who": "x"})
    assert (claim.status, claim.body["message"]) == (409, sentence)
    on = served.ask("/api/rooms", {"episode": "curfew", "go_on": {"room": room, "beat": 1}})
    assert (on.status, on.body["message"]) == (409, sentence)
    unshown = served.ask("/api/rooms/numbered/reel")
    assert unshown.status == 409
    assert unshown.body["message"].endswith("Its beats cannot be shown.")
    assert b"The beats of this game cannot be shown" in served.ask("/api/rooms/numbered/report").body
    assert served.ask("/api/rooms/waiting").body["phase"] == "over"


def test_it_is_exported_as_a_replay_without_rows_of_the_table(tmp_path, unfinished):
    store = stored(tmp_path / "games.db", paused())
    store.write(rows_of(unfinished))
    written = export(store, store.rooms(), tmp_path / "out", "csv")
    store.close()
    name = unfinished.room.id
    assert written.left_out == [(name, f"played by rules version {OTHER}: it has a replay, and no row of the table")]
    assert {row["room"] for row in read_csv(written.table)} == {"paused"}
    assert isinstance(verify([tmp_path / "out" / f"{name}.warbell"])[0], OtherRules)
    assert load(tmp_path / "out" / f"{name}.warbell").film.beats == unfinished.room.game.beat


def test_a_database_of_format_1_is_of_format_2_once_something_is_written(tmp_path):
    path = tmp_path / "games.db"
    stored(path, paused()).close()

    def form():
        with closing(sqlite3.connect(path)) as connection:
            return connection.execute("select format from about").fetchone()[0]

    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("update about set format = 1")
    with closing(Store(sqlite(path))) as store:
        assert len(store.entries("paused")) == len(paused().room.fresh)
        assert form() == 1
        host = waiting()
        store.write(host.room.fresh)
        assert form() == 2
