"""The night of the day: the same for everybody, its seed nobody's, and shown to who has played it; then to all."""

import json
import re
from contextlib import ExitStack, closing

import pytest
from msgspec.structs import replace
from server.days import NOON, Clock, DayOfCurfew, bearer, dated, days, moment, play
from server.keeper import stored, timed

from warbell.episodes import load, names
from warbell.proof import prove
from warbell.replay import parse
from warbell.server.almanac import DAY, Almanac, day_of
from warbell.server.export import export
from warbell.server.novel import new_in
from warbell.server.protocol import SeenBody
from warbell.server.store import Store, sqlite

SECRET = bytes(32)
Y, X = (SeenBody.__struct_fields__.index(column) for column in "yx")


def test_a_day_is_of_utc_and_its_night_of_a_secret():
    assert day_of(moment("2026-11-27") + NOON - 1) == "2026-11-27"
    assert day_of(moment("2026-11-27") + NOON) == "2026-11-28"
    one, again, other = (Almanac(secret, lambda: 0, names()) for secret in (SECRET, SECRET, b"x" * 32))
    nights = [(one.episode(day), one.seed(day)) for day in days(60)]
    assert nights == [(again.episode(day), again.seed(day)) for day in days(60)]
    assert {name for name, _ in nights} == set(names())
    assert len({seed for _, seed in nights}) == 60
    assert not {seed for _, seed in nights} & {other.seed(day) for day in days(60)}


def test_the_secret_is_drawn_once_and_by_who_serves(tmp_path):
    path = tmp_path / "games.db"
    with closing(Store(sqlite(path))) as store:
        store.rooms()
        assert b"CREATE TABLE secret" not in path.read_bytes()
        secret = store.secret()
        assert len(secret) == 32
        assert store.secret() == secret
    with closing(Store(sqlite(path))) as store:
        assert store.secret() == secret


def test_an_export_waits_for_the_end_of_the_day(tmp_path):
    host = timed()
    made = host.room.fresh[0]
    host.room.fresh[0] = replace(made, row=replace(made.row, day="9999-12-31"))
    with closing(stored(tmp_path / "games.db", host)) as store:
        written = export(store, store.rooms(), tmp_path / "out", "csv")
    assert written.left_out == [("timed", "its seed is kept until 9999-12-31 is over, by UTC")]
    assert not list((tmp_path / "out").glob("*.warbell"))


def test_what_is_new_is_what_no_night_before_holds():
    new = {name: new_in(load(name)) for name in names()}
    assert {"listener", "generator"} <= set(new["heartbeat"])
    assert {"climber", "facade", "stranger"} <= set(new["garden"])
    assert "mimic" in new["blackout"]
    every = [kind for kinds in new.values() for kind in kinds]
    assert len(every) == len(set(every))
    assert "raider" in new_in(load("crossroads"))


SHOWN = ("reel", "reel?seat=onjo", "account", "report", "replay", "nights")


@pytest.fixture(scope="module")
def night(tmp_path_factory):
    """The night of a day as two teams played it and a third left it; the day goes on."""
    database = tmp_path_factory.mktemp("night") / "games.db"
    world = DayOfCurfew(database)
    with ExitStack() as stack:
        world.house = stack.enter_context(dated(database, world.clock))
        world.hana = play(world.house, world.day)
        world.mina = play(world.house, world.day, who="Mina", line="@city:10,7 .*60")
        world.left = play(world.house, world.day, who="Jun", leave=True)
        yield world


def test_it_is_made_as_the_night_of_today_and_of_no_other(night):
    house, day = night.house, night.day
    assert house.ask("/api/lobby").body["tonight"]["day"] == day
    assert house.ask("/api/lobby").body["tonight"]["episode"] == "curfew"
    for wish, reason in [
        ({"day": "2026-10-01"}, "stale"),
        ({"day": "tomorrow"}, "malformed"),
        ({"day": day, "episode": "garden"}, "episode"),
        ({"day": day, "seed": 3}, "episode"),
        ({"day": day, "go_on": {"room": night.hana[0], "beat": 3}}, "episode"),
        ({"go_on": {"room": night.hana[0], "beat": 3}}, "not now"),
    ]:
        answer = house.ask("/api/rooms", {"episode": "curfew", **wish})
        assert (answer.status >= 400, answer.body["reason"]) == (True, reason), wish
    rows = [house.entries(room)[0].row for room, _ in (night.hana, night.mina)]
    assert [row.seed for row in rows] == [night.seed] * 2
    assert not rows[0].settings.spectators


def test_nobody_looks_on_and_strangers_are_shown_nothing_of_it(night):
    house, (room, _) = night.house, night.hana
    for path in SHOWN:
        for headers in ({}, bearer("x"), bearer(night.mina[1])):
            answer = house.ask(f"/api/rooms/{room}/{path}", headers=headers)
            assert (answer.status, answer.body["reason"]) == (403, "not yours"), path
    with house.player(room) as stranger:
        assert stranger.dismissed() == "not yours"
    going = house.make(minds=dict.fromkeys(("suhyeok", "namra", "garam"), "wait"), day=night.day)
    with house.player(going) as stranger:
        assert stranger.dismissed() == "not yours"


def test_who_has_played_it_sees_all_of_it_but_the_seed(night):
    house = night.house
    room, token = night.hana
    told = [house.ask(f"/api/rooms/{room}/{path}", headers=bearer(token)) for path in SHOWN]
    assert [answer.status for answer in told] == [200, 200, 200, 200, 409, 200]
    assert told[0].body["seed"] == ""
    told += [house.ask("/api/lobby"), house.ask(f"/api/rooms/{room}")]
    with house.player(room, token=token) as onjo:
        told.append(onjo.welcome())
    for answer in told:
        body = getattr(answer, "body", answer)
        text = body.decode() if isinstance(body, bytes) else json.dumps(body)
        assert str(night.seed) not in text
    card = house.card(room)
    assert card["sealed"]
    assert card["outcome"]["ending"] == card["outcome"]["text"] == ""


def test_who_left_theirs_is_shown_nothing_either(night):
    room, token = night.left
    assert night.house.card(room)["outcome"]["outcome"] == "abandoned"
    for path in SHOWN:
        answer = night.house.ask(f"/api/rooms/{room}/{path}", headers=bearer(token))
        assert (answer.status, answer.body["reason"]) == (409, "not now"), path


def test_the_results_of_the_day_are_those_who_came_to_an_end(night):
    results = night.house.ask("/api/lobby").body["tonight"]["results"]
    assert {run["room"]: run["who"] for run in results} == {night.hana[0]: ["Hana"], night.mina[0]: ["Mina"]}
    for run in results:
        outcome = night.house.card(run["room"])["outcome"]
        assert {name: run[name] for name in ("outcome", "saved", "beats", "score")}.items() <= outcome.items()


def test_another_team_walks_beside_one_s_own_as_ghosts(night):
    house = night.house
    (own, token), (other, others_token) = night.hana, night.mina
    nights = house.ask(f"/api/rooms/{own}/nights", headers=bearer(token)).body["runs"]
    assert [run["room"] for run in nights] == [other]
    ghosts = house.ask(f"/api/rooms/{own}/ghosts/{other}", headers=bearer(token)).body
    assert ghosts["names"] == list(load("curfew").titles)
    reel = house.ask(f"/api/rooms/{other}/reel", headers=bearer(others_token)).body
    assert len(ghosts["beats"]) == len(reel["views"])
    for beat, view in zip(ghosts["beats"], reel["views"], strict=True):
        bodies = {row[0]: (row[Y], row[X]) for row in view["bodies"] if row[0] < 4}
        assert {who: (y, x) for who, y, x, _ in beat} == bodies
    for room, headers in [(own, {}), (own, bearer(others_token)), (night.left[0], bearer(night.left[1]))]:
        assert house.ask(f"/api/rooms/{room}/ghosts/{other}", headers=headers).status in {403, 409}
    for nothing in (own, night.left[0], "nothing"):
        assert house.ask(f"/api/rooms/{own}/ghosts/{nothing}", headers=bearer(token)).status == 404


def test_when_the_day_is_over_everybody_sees_everything(night, tmp_path):
    """And a server that is started anew lists, of that day, what it has played again."""
    copy = tmp_path / "games.db"
    with closing(Store(sqlite(night.house.database))) as store:
        store.tidy()
        with store.connected() as connection:
            connection.exec_driver_sql(f"VACUUM INTO '{copy}'")
    clock = Clock(night.clock.at)
    with dated(copy, clock) as house:
        room, other = night.hana[0], night.mina[0]
        assert house.ask(f"/api/rooms/{room}/reel").status == 403
        clock.at += DAY
        assert house.ask("/api/lobby").body["tonight"]["results"] == []
        assert house.ask(f"/api/rooms/{room}/reel").body["seed"] == str(night.seed)
        assert not house.card(room)["sealed"]
        report = house.ask(f"/api/rooms/{room}/report").body.decode()
        assert f"seed {night.seed}" in re.sub(r"<[^>]+>", "", report)
        replay = parse("x", house.ask(f"/api/rooms/{room}/replay").body)
        prove(replay)
        assert replay.header.seed == night.seed
        assert {run["room"] for run in house.ask(f"/api/rooms/{room}/nights").body["runs"]} == {other}
        assert house.ask(f"/api/rooms/{room}/ghosts/{other}").status == 200
        answer = house.ask("/api/rooms", {"episode": "curfew", "go_on": {"room": room, "beat": 3}})
        assert answer.status == 201
        answer = house.ask("/api/rooms", {"episode": "curfew", "day": night.day})
        assert answer.body["reason"] == "stale"
