"""Reels: a view a beat whose changes add up to what was perceived, and nothing else."""

from pathlib import Path

import msgspec
import numpy as np
import pytest
from rescue import rescue

from warbell import replay as replays
from warbell.encode import words
from warbell.engine import codes as c
from warbell.engine.percept import Percept
from warbell.episodes import brief
from warbell.server import protocol
from warbell.server.diary import Diary
from warbell.server.glance import glance
from warbell.server.reel import reel
from warbell.server.stream import History
from warbell.server.told import Told

GOLDEN = sorted((Path(__file__).parents[1] / "replays/golden").glob("*.warbell"))
ROWS = {
    name: row.__struct_fields__[1:]  # behind the index
    for name, row in (
        ("bodies", protocol.SeenBody), ("fixtures", protocol.SeenFixture), ("drones", protocol.SeenDrone)
    )
}  # fmt: skip


@pytest.fixture(scope="module", params=GOLDEN, ids=[path.stem for path in GOLDEN])
def game(request):
    return replays.load(request.param)


@pytest.fixture(scope="module")
def steps(game):
    return list(replays.steps(game))


def decoded(game, seat):
    """The reel as a client gets it."""
    return msgspec.json.decode(msgspec.json.encode(reel(game, seat)), type=protocol.Reel)


class Applied:
    """What a reader of a reel knows, one view after another."""

    def __init__(self):
        self.known = set()
        self.tables = {name: {} for name in ROWS}

    def take(self, view):
        for row in view.known:
            bits = int(row.cells, 16)
            self.known = {cell for cell in self.known if cell[0] != row.y}
            self.known |= {(row.y, x) for x in range(bits.bit_length()) if bits >> x & 1}
        for name, table in self.tables.items():
            for row in getattr(view, name):
                index, *values = msgspec.structs.astuple(row)
                table[index] = values


def perceived(percept, p, name):
    """The rows of a percept's table of things that were ever seen, by index."""
    rows = getattr(percept, name)[0, p]
    return {k: [int(row[column]) for column in ROWS[name]] for k, row in enumerate(rows) if row["beat"] >= 0}


def cells_of(planes, p):
    """The cells of a percept's plane of cells ever seen."""
    words, height = planes.shape[2:]
    return {
        (y, 64 * k + bit)
        for k in range(words)
        for y in range(height)
        for bit in range(64)
        if int(planes[0, p, k, y]) >> bit & 1
    }


def test_the_changes_of_a_seats_views_add_up_to_its_percepts(game, steps):
    for p, seat in enumerate(game.header.seats):
        made, known = decoded(game, seat), Applied()
        assert len(made.views) == len(steps) == game.header.beats + 1
        for view, step in zip(made.views, steps, strict=True):
            known.take(view)
            for name in ROWS:
                assert known.tables[name] == perceived(step.percept, p, name)
            me = step.percept.me[0, p]
            assert msgspec.structs.astuple(view.me) == me.item()
            assert view.now == step.percept.now[0, p].tolist()
            assert len(view.events) == me["events"]
            assert len(view.heard) == me["heard"]
        assert known.known == cells_of(steps[-1].percept.known, p)


def test_a_seats_views_hold_nothing_that_it_did_not_perceive(game, steps):
    """They are those made of percepts in which nobody else has any, without a world."""
    paper, story = brief(game.episode), game.episode.story
    for p, seat in enumerate(game.header.seats):
        told, diary, views, log = Told(), Diary(), [], []
        for step in steps:
            percept = Percept(*(np.zeros_like(table) for table in step.percept))
            for own, table in zip(percept, step.percept, strict=True):
                own[:, p] = table[:, p]
            texts = [(f"\u201c{each.text}\u201d", -1, -1, -1) for each in story if each.beat == step.beat]
            views.append(told.view(percept, p, []))
            log += [(step.beat, *line) for line in texts + diary.write(percept, glance(percept, p), paper)]
        made = reel(game, seat)
        assert msgspec.json.encode((made.views, made.log)) == msgspec.json.encode((views, log))


def test_a_seats_reel_holds_no_orders_of_others(game):
    for p, seat in enumerate(game.header.seats):
        sent = msgspec.json.decode(msgspec.json.encode(reel(game, seat)))["orders"]
        others = np.delete(np.array(sent), p, axis=1)
        assert (others == -1).all()
        assert np.array(sent)[:, p].tolist() == game.orders[:, p].tolist()


def test_everything_is_what_the_world_is(game, steps):
    made, known = decoded(game, None), Applied()
    people, terrain = (c.PERSON, c.HYBRID), game.episode.ground.terrain
    for view, step in zip(made.views, steps, strict=True):
        known.take(view)
        world = step.world
        assert view.me.beat == world.clock["beat"][0] == step.beat
        assert view.me.ending == world.clock["ending"][0]
        now = {i: row for i, row in known.tables["bodies"].items() if row[0] == step.beat}
        assert now.keys() == {i for i, body in enumerate(world.bodies[0]) if body["state"] != c.AWAY}
        for i, row in now.items():
            body, seen = world.bodies[0, i], dict(zip(ROWS["bodies"], row, strict=True))
            for name in ("y", "x", "nature", "state", "sign", "gait", "facing", "side", "asleep"):
                assert seen[name] == body[name]
            assert seen["carried"] == (body["carrier"] > 0)
            person = body["nature"] in people
            assert seen["mood"] == (min(3, world.hearts["fear"][0, i] // 25) if person else 255)
            assert seen["hurt"] == (max(0, min(3, (10 - body["hp"]) * 4 // 10)) if person else 0)
        no_pipe = (0, 0, c.UNREAD, c.UNREAD)
        for f, row in enumerate(world.fixtures[0]):
            tens = max(0, min(25, -(-int(row["strength"]) // 10)))
            full = int(world.stocks[0, f].any())
            assert known.tables["fixtures"][f] == [
                step.beat, row["state"], row["on"], tens, full, *no_pipe,
            ]  # fmt: skip
        for d, row in enumerate(world.drones[0]):
            assert known.tables["drones"][d] == [
                step.beat,
                row["y"],
                row["x"],
                row["warned"],
                int(row["sound"] != c.SILENCE),
                0,
                0,
            ]
        events = world.events[0, : world.clock["events"][0]]
        columns = list(protocol.Happening.__struct_fields__)
        assert [msgspec.structs.astuple(event) for event in view.events] == [row.item() for row in events[columns]]
        team = world.bodies[0, : len(game.header.seats)]
        assert (view.me.y, view.me.x) in {(body["y"], body["x"]) for body in team}
    assert known.known == {(y, x) for y, x in np.argwhere(terrain != c.EDGE).tolist()}


def test_what_a_reel_says_of_the_game_as_a_whole(game):
    header = game.header
    for seat in (None, header.seats[0]):
        made = decoded(game, seat)
        assert made.seat == seat
        assert int(made.seed) == header.seed
        own = range(len(header.seats)) if seat is None else [0]
        assert [[row[p] for p in own] for row in made.orders] == game.orders[:, own].tolist()
        assert made.paper.episode == header.episode
        outcome = made.outcome
        assert (outcome.outcome, outcome.ending, outcome.score) == (header.outcome, header.ending, header.score)
        assert (outcome.beats, outcome.saved) == (header.beats, header.saved)
        assert (outcome.dead, outcome.turned) == (header.dead, header.turned)
        assert outcome.text


def test_every_line_of_a_log_says_of_which_event_it_tells(game):
    """One of its beat that the seat took in, or its own end, which nobody takes in."""
    titles = brief(game.episode).titles
    for seat in (None, *game.header.seats):
        made = decoded(game, seat)
        assert not any(view.log for view in made.views), "all words are in one place"
        taken = [[(event.kind, event.who, event.whom) for event in view.events] for view in made.views]
        for line in made.log:
            event = (line.kind, line.who, line.whom)
            if line.kind == words.NO_EVENT:
                assert event == (-1, -1, -1)
            elif event not in taken[line.beat]:
                assert seat == game.header.seats[line.who]
                assert line.text in {f"{titles[line.who]} {end}." for end in ("got out", "died", "turned")}
            else:
                assert words.SENTENCES[line.kind].split("}")[1].split("{")[0] in line.text


def test_a_seats_past_says_why_its_orders_came_to_nothing(game, steps):
    for p, seat in enumerate(game.header.seats):
        past = History()
        for step in steps:
            past.add(glance(step.percept, p), c.WAIT)
        own = (line for line in decoded(game, seat).log if line.kind in {c.REFUSED, c.BUMPED} and line.who == p)
        told = {line.beat: line.text.split(": ")[1].rstrip(".") for line in own}
        found = {beat: c.REASONS[code] for beat, code in enumerate(past.past([]).refused) if code}
        assert told.items() <= found.items()
        assert all(found.get(beat - 1) == found[beat] for beat in found.keys() - told.keys())  # told once


def test_the_referees_log_has_the_story_and_what_nobody_saw():
    game = rescue()
    made = decoded(game, None)
    log = [(said.beat, said.text) for said in made.log]
    assert (2, "\u201cHe breathes.\u201d") in log
    assert "\u201cCold air, and stars.\u201d" in [text for _, text in log]
    assert "It is over: Two of you are out, and <one> is not." in [text for _, text in log]
    assert made.outcome.text == "Two of you are out, and <one> is not."
    roaming = {seat: [body for view in decoded(game, seat).views for body in view.bodies] for seat in ("ana", None)}
    assert any(body.nature == c.SHAMBLER for body in roaming[None])
    assert not any(body.nature == c.SHAMBLER for body in roaming["ana"])  # it is in the loft, and she never was


def test_an_unknown_seat_is_refused(game):
    with pytest.raises(ValueError, match="tuple"):
        reel(game, "nobody")
