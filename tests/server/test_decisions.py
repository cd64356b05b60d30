"""A row for each seat and beat says who ordered what, shown what, after how long."""

import hashlib
import re

import numpy as np
import pytest
from server.keeper import ANA, BEGAN, Exported, Host, calm, ms, read_csv, stored

from warbell.encode.json_view import view_bytes
from warbell.encode.words import ACTIONS
from warbell.engine import codes
from warbell.engine.percept import ME, SEEN_EVENT
from warbell.episodes import brief
from warbell.replay import load, steps
from warbell.server import log, protocol
from warbell.server.decisions import happened, standing
from warbell.server.export import FORMS, export


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    done = Exported(tmp_path_factory.mktemp("exported"))
    yield done
    done.store.close()


def test_a_row_for_each_seat_and_beat(exported):
    assert exported.written.decisions == len(exported.rows)
    assert list(exported.rows[0]) == list(FORMS[0].names)
    for name, room in exported.rooms.items():
        beats = room.game.beat if room.game else 0
        found = [(row["beat"], row["seat"]) for row in exported.of(name)]
        assert found == [(beat + 1, seat) for beat in range(beats) for seat in ("ana", "ben")]


def test_what_a_game_is(exported):
    outcomes = {name: exported.of(name)[0]["outcome"] for name in exported.rooms if name != "waiting"}
    over = exported.rooms["thinking"].outcome.outcome
    assert over in {"won", "lost", "timeout"}
    assert outcomes == dict.fromkeys(outcomes, "running") | {"thinking": over, "ended": "abandoned"}
    for row in exported.rows:
        created = exported.rooms[row["room"]].created
        assert (row["episode"], row["episode_digest"], row["seed"]) == (created.episode, created.digest, 3)
        assert row["pace"] == created.settings.pace
    assert ms(exported.of("thinking")[0]["started_at"]) == BEGAN + 3000


def test_what_was_ordered(exported):
    for row in exported.rows:
        room = exported.rooms[row["room"]]
        action = room.game.orders[row["beat"] - 1][room.index(row["seat"])]
        assert row["action"] == ACTIONS[action]
        assert row["order"] == room.laid.paper.names.actions[action]
        assert re.fullmatch(
            r"(late, )?(done|bumped|refused: [a-z' ]+)|slipped|unable|dead|down|carried|turned|away", row["happened"]
        )


def test_views_are_those_of_the_replay(exported):
    seen = 0
    for name in exported.rooms.keys() - {"waiting"}:
        replay = load(exported.out / f"{name}.warbell")
        public = brief(replay.episode)
        views = {step.beat: step.percept for step in steps(replay)}
        for row in exported.of(name):
            if row["shown_beat"] == "":
                assert (row["ink"], row["view"], row["shown_at"]) in {("none", "", ""), ("", "", "")}
                continue
            seat = public.seats.index(row["seat"])
            percept = views[row["shown_beat"]]
            assert row["view"] == hashlib.blake2b(view_bytes(percept, public, seat), digest_size=16).hexdigest()
            me, bodies = percept.me[0, seat], percept.bodies[0, seat]
            assert [row[name] for name in ("rate", "fear", "hunger", "hp")] == [
                int(me[name]) for name in ("rate", "fear", "hunger", "hp")
            ]
            assert row["sounds_heard"] == me["heard"]
            infected = [b for b in bodies if b["beat"] == me["beat"] and b["nature"] >= 3 and b["state"] == 0]
            assert row["infected_in_sight"] == len(infected)
            seen += 1
    assert seen > 50


def test_people_decide_once_a_turn_and_minds_every_beat(exported):
    rows = exported.of("thinking")
    people, minds = rows[::2], rows[1::2]
    assert {(row["holder"], row["who"], row["ink"]) for row in people} == {("person", ANA, "commit")}
    assert {(row["holder"], row["who"], row["ink"], row["decision"]) for row in minds} == {("mind", "caution", "", "")}
    assert all(row["why"] == "" for row in people)
    assert all(row["shown_beat"] == row["beat"] - 1 for row in minds)
    turns = {}
    for row in people:
        turns.setdefault(row["turn"], []).append(row)
        assert row["decision"] == row["turn"]
        assert row["line"] == "s e"
        assert (row["server_ms"], row["paused_ms"], row["client_ms"]) == (2500, 0, 700)
    for turn in turns.values():
        assert {row["shown_beat"] for row in turn} == {turn[0]["beat"] - 1}


def test_rows_of_minds_say_what_they_meant_to_do_and_why(exported):
    minds = [row for row in exported.rows if row["holder"] in {"mind", "stand-in"}]
    gone = {"dead", "turned", "away"}
    assert {bool(row["why"]) for row in minds if row["happened"] not in gone} == {True}
    assert {row["why"] for row in minds if row["who"] == "wait"} == {"waits, whatever happens"}
    walks = [row for row in minds if row["who"] == "caution" and row["action"].startswith("step ") and row["line"]]
    assert walks
    assert any(row["line"].startswith(row["order"][0]) for row in walks), "it does what it meant to do"
    for row in minds:
        assert (row["line"], row["why"]) == ("", "") or row["happened"] not in gone


def test_times_add_up(exported):
    for row in exported.rows:
        if row["committed_at"]:
            assert row["server_ms"] == ms(row["committed_at"]) - ms(row["shown_at"]) >= row["paused_ms"] >= 0
            assert ms(row["started_at"]) <= ms(row["shown_at"])
        else:
            assert (row["server_ms"], row["paused_ms"], row["client_ms"], row["decision"]) == ("",) * 4


def test_when_the_clock_runs_out(exported):
    first, second = exported.of("timed")[:4:2], exported.of("timed")[1:4:2]
    assert [(row["ink"], row["line"], row["server_ms"], row["client_ms"]) for row in first] == [
        ("commit", "s*4", 4000, 700)
    ] * 2
    assert [(row["ink"], row["line"], row["server_ms"], row["client_ms"]) for row in second] == [
        ("clock", "s*3", 30_000, "")
    ] * 2
    last = exported.of("timed")[4:]
    assert [(row["ink"], row["line"], row["decision"], row["turn"]) for row in last] == [
        ("commit", "s*4", 1, 2),  # ana was not asked again
        ("left", "s", 2, 2),
    ]
    halt = next(entry for entry in exported.store.entries("timed") if isinstance(entry.row, log.Halted))
    assert ms(last[1]["shown_at"]) == halt.at
    assert [row["shown_beat"] for row in last] == [0, 2]


def test_live_lines_are_made_on_the_last_beat(exported):
    ana, ben = exported.of("live", "ana"), exported.of("live", "ben")
    assert {(row["ink"], row["holder"], row["order"]) for row in ben} == {("none", "person", ".")}
    assert [row["ink"] for row in ana] == ["none"] * 2 + ["commit"] * 5
    assert [row["decision"] for row in ana[2:]] == [1, 1, 1, 3, 3]
    assert [row["shown_beat"] for row in ana[2:]] == [2, 2, 2, 5, 5]
    assert [row["server_ms"] for row in ana[2:]] == [100, 100, 100, 150, 150]
    assert {row["turn"] for row in ana} == {1}


def test_who_stands_in_is_told_apart(exported):
    ana, ben = exported.of("dropped", "ana"), exported.of("dropped", "ben")
    assert [(row["holder"], row["who"]) for row in ben[:2]] == [("stand-in", "caution")] * 2
    assert {(row["holder"], row["ink"]) for row in ben[2:4]} == {("person", "none")}
    assert {(row["holder"], row["ink"], row["decision"]) for row in ben[4:]} == {("person", "commit", 1)}
    assert {row["holder"] for row in ana[:4]} == {"person"}
    assert {(row["holder"], row["who"], row["ink"]) for row in ana[4:]} == {("stand-in", "caution", "")}
    assert len(ana) == 6


def test_time_in_which_the_room_stood_still_is_told_apart(exported):
    ana, ben = exported.of("paused")
    assert (ana["server_ms"], ana["paused_ms"]) == (1000 + 2000 + 8000 + 3000, 8000)
    assert (ben["server_ms"], ben["paused_ms"]) == (1000, 0)


def test_beats_of_an_earlier_game(exported):
    rows = exported.of("again")
    assert [row["order"] for row in rows[:8]] == [row["order"] for row in exported.of("thinking")[:8]]
    assert [row["happened"] for row in rows[:8]] == [row["happened"] for row in exported.of("thinking")[:8]]
    assert {(row["holder"], row["who"], row["turn"], row["ink"]) for row in rows[:8]} == {
        ("earlier", "thinking", "", "")
    }
    assert {row["holder"] for row in rows[8::2]} == {"person"}
    assert rows[8]["shown_beat"] == 4


def test_an_order_that_could_not_be_says_why(tmp_path):
    go_on, north = protocol.From(room="elsewhere", beat=1), int(codes.VERB_BASE[codes.STEP])
    host = Host(calm(), "wall", {"ana": "Ana"}, {"ben": "wait"}, go_on=go_on, orders=[[north, 0]])
    host.do("start")
    store = stored(tmp_path / "games.db", host)
    rows = read_csv(export(store, ["wall"], tmp_path, "csv").table)
    store.close()
    assert [(row["order"], row["happened"]) for row in rows] == [("n", "refused: no way through"), (".", "done")]


@pytest.mark.parametrize(
    "unable, late, told, expected",
    [
        ("", False, [], "done"),
        ("", False, [(codes.REFUSED, 1, codes.NO_WAY), (codes.BUMPED, 1, codes.IN_THE_WAY)], "done"),  # another's
        ("", False, [(codes.REFUSED, 0, codes.SLIPPED)], "slipped"),
        ("", True, [(codes.REFUSED, 0, codes.STILL_BUSY)], "late, done"),
        ("", True, [], "late, done"),
        ("", True, [(codes.REFUSED, 0, codes.STILL_BUSY), (codes.REFUSED, 0, codes.SHUT_WAY)], "late, refused: shut"),
        ("", False, [(codes.BUMPED, 0, codes.IN_THE_WAY)], "bumped"),
        ("carried", True, [(codes.REFUSED, 0, codes.UNABLE)], "carried"),
    ],
)  # fmt: skip
def test_what_came_of_an_order(unable, late, told, expected):
    events = np.zeros(len(told), SEEN_EVENT)
    for event, (kind, who, value) in zip(events, told, strict=True):
        event["kind"], event["who"], event["value"] = kind, who, value
    assert happened(events, 0, unable=unable, late=late) == expected


@pytest.mark.parametrize(
    "nature, state, carrier, word",
    [
        (codes.PERSON, codes.UP, 0, "unable"),
        (codes.PERSON, codes.DOWN, 0, "down"),
        (codes.PERSON, codes.DOWN, 2, "carried"),
        (codes.PERSON, codes.UP, 2, "carried"),
        (codes.PERSON, codes.DEAD, 0, "dead"),
        (codes.PERSON, codes.AWAY, 0, "away"),
        (codes.SHAMBLER, codes.UP, 0, "turned"),
        (codes.SHAMBLER, codes.DEAD, 0, "turned"),
    ],
)
def test_why_a_seat_could_do_nothing(nature, state, carrier, word):
    me = np.zeros((), ME)
    me["nature"], me["state"], me["carrier"] = nature, state, carrier
    assert standing(me) == word
