"""Law 3 on the wire: the bytes that a seat is sent tell nothing that its percept does not.

Two rooms are played side by side, the same orders given at one seat; what differs is out of that seat's reach. For as
long as its percepts are the same, so is every byte. See tests/laws/test_secrecy.py for the percepts themselves.
"""

import hashlib
import json
from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from laws.moments import ROOFS, Moments
from laws.test_secrecy import has_line
from often import often

from warbell import episodes
from warbell.engine import codes as c
from warbell.engine.bits import unpack
from warbell.engine.setup import pour
from warbell.server import log, protocol
from warbell.server.game import table
from warbell.server.hosted import Hosted
from warbell.server.room import Room

EXAMPLES = settings(max_examples=often(20), suppress_health_check=list(HealthCheck))
NIGHTS = sorted({*episodes.names(), "crossroads", ROOFS})  # the last two have water, and people who live by their needs
TABLES = {name: table(episodes.load(name)) for name in NIGHTS}
LIVE = {"pace": "live", "tempo": 100, "shared_paper": False}
THINKING = {"pace": "thinking", "tempo": 100, "shared_paper": False}
CELLS = ["e", "w", "n", "s", "E", "S", "s'", ".", ".*3", "use-e/1", "use-s/1", "take/1", "tend/1", "call-GO", "sign-GO"]
CELLS += ["~quiet/3", "?clear->e;w", "?lit->s", "reflex-shove", "reflex-strike-around", "e~dark/4", ".~told-GO/3"]
LINES = st.lists(st.sampled_from(CELLS), min_size=1, max_size=5).map(" ".join)
ONE_BEAT = st.sampled_from([".", "sign-GO", "sign-STOP"])
STEP = 100  # milliseconds a beat


class Wire:
    """A room in this process, and a listener at one seat."""

    def __init__(self, episode, people, seat, how, seed=7):
        created = log.Created(
            episode=episode,
            digest=TABLES[episode].episode.digest,
            seed=seed,
            minds={name: "caution" for name in TABLES[episode].brief.seats if name not in people},
            settings=protocol.Settings(**how),
        )
        self.at = 0
        self.room = Room("room", TABLES[episode], created, self.at)
        self.hosted = Hosted(self.room)
        for name in people:
            self.room.claim(name, name, hashlib.sha256(name.encode()).hexdigest(), self.at)
            self.room.come(name, self.at)
        self.seat, self.number = seat, self.room.index(seat)
        self.heard = []
        self.hosted.take_over(self.number, self)
        self.hosted.join(self, self.number, last=None, now=self.at)
        self.room.start(self.at)
        self.flush()

    def send(self, data):
        self.heard.append(data)

    def finish(self):
        raise AssertionError("nobody is sent away here")

    def flush(self):
        self.hosted.publish(self.at)
        letters, self.hosted.outbox = self.hosted.outbox, []
        for listener, data in letters:
            listener.send(data)

    def commit(self, name, line):
        chair = self.room.chair(name)
        turn = chair.commits if self.room.settings.pace == "live" else self.room.turn
        self.room.commit(name, turn, line, 0, self.at)
        self.flush()

    def beat(self):
        """A beat of the clock."""
        self.at += STEP
        while (due := self.room.due()) is not None and due <= self.at:
            self.room.tick(self.at)
            self.flush()

    def knows(self):
        """Every byte of the seat's percept."""
        return [part[0, self.number].tobytes() for part in self.room.game.percept]

    def welcome(self):
        """What the seat would be told if it came anew."""
        return msgspec.json.encode(self.hosted._welcome(self.number, self.number, self.at))

    @property
    def world(self):
        return self.room.game._world


def together(one, other, beats, before_each=lambda _wire, _beat: None, until=lambda _wire: False):
    """Play both; the beats for which the percepts were the same, and with them all that was sent.

    What everybody may know, and differs between the two from a beat on, ends it too: `until` says so of a room.
    """
    for beat in range(beats):
        for wire in (one, other):
            before_each(wire, beat)
            wire.beat()
        if one.knows() != other.knows() or until(one) or until(other):
            return beat
        assert one.heard == other.heard
        assert one.welcome() == other.welcome()
        if one.room.phase == "over" or other.room.phase == "over":
            return beat + 1
    return beats


# --- lines of others --------------------------------------------------------------------------------------------------


@EXAMPLES
@given(own=LINES, said=st.tuples(LINES, LINES), later=st.tuples(LINES, LINES))
def test_lines_on_unshared_paper_are_not_told_in_live_rooms(own, said, later):
    one, other = (Wire("curfew", ["onjo", "namra"], "onjo", LIVE) for _ in range(2))

    def orders(wire, beat):
        if beat in (2, 9):
            wire.commit("namra", (said, later)[beat > 2][wire is other])
        if beat in (3, 9):
            wire.commit("onjo", own)

    assert together(one, other, 20, orders) >= 4  # a stranger's step is not heard through the city at once


@EXAMPLES
@given(own=st.lists(ONE_BEAT, min_size=8, max_size=8), said=st.lists(st.tuples(LINES, LINES), min_size=8, max_size=8))
def test_lines_on_unshared_paper_are_not_told_in_rooms_that_think(own, said):
    """When a turn ends, and who is asked, everybody may know.

    Own lines of one beat end it; she is asked only when she is hurt or held, which nobody can do without.
    """
    one, other = (Wire("curfew", ["onjo", "namra"], "onjo", THINKING) for _ in range(2))

    def orders(wire, beat):
        if beat:
            wire.room.withdraw("namra", wire.room.turn, wire.at)
        else:
            wire.room.heed("namra", [], 1, wire.at)
        if not wire.room.chair("onjo").ready:
            wire.commit("onjo", own[beat])
        wire.commit("namra", said[beat][wire is other])

    assert together(one, other, 8, orders, until=lambda wire: wire.room.chair("namra").why) >= 2


def test_lines_that_are_drawn_and_dropped_are_not_told():
    one, other = (Wire("curfew", ["onjo", "namra"], "onjo", THINKING) for _ in range(2))
    for wire, line in ((one, "e e e"), (other, "call-GO |A s")):
        wire.room.draft("namra", 1, line, wire.at)
        wire.commit("onjo", ".")
        wire.commit("namra", ".")
    assert together(one, other, 1) == 1


def test_a_line_is_not_refused_for_one_that_is_not_shown():
    """Cues that cross would be, on shared paper; here the answer would give the other line away."""
    wire = Wire("curfew", ["onjo", "namra"], "onjo", THINKING)
    wire.commit("namra", "|A/5 |B/5")
    wire.commit("onjo", "|B/5 |A/5")
    assert wire.room.phase == "playing"


@pytest.mark.parametrize("how", [LIVE, THINKING], ids=["live", "thinking"])
def test_ones_own_steps_do_not_tell_what_cues_are_in_lines_that_are_not_shown(how):
    one, other = (Wire("curfew", ["onjo", "namra"], "onjo", how) for _ in range(2))
    for wire, line in ((one, "|A/9 .*30"), (other, ".*30")):
        wire.room.heed("namra", [], 1, wire.at)  # who is asked, everybody may know
        wire.commit("namra", line)
        wire.commit("onjo", "|A/9 e e e")
    assert together(one, other, 8) == 8


def test_lines_on_shared_paper_are_told():
    """The tests above can fail."""
    wires = [Wire("curfew", ["onjo", "namra"], "onjo", THINKING | {"shared_paper": True}) for _ in range(2)]
    for wire, line in zip(wires, ("e e", "w w"), strict=True):
        wire.commit("namra", line)
    assert wires[0].knows() == wires[1].knows()
    assert wires[0].heard != wires[1].heard


# --- worlds that differ where one does not look -----------------------------------------------------------------------


def disturb(wire, dice):
    """Change a world where the seat cannot perceive it: other hearts, packs and minds, bodies out of sight."""
    world, p = wire.world, wire.number
    at = Moments(wire.room.laid.episode, world, None, None)
    others = [q for q in range(world.hearts.shape[1]) if q != p]
    body = world.bodies[0]
    for q in others:
        if max(abs(int(body[name][q]) - int(body[name][p])) for name in ("y", "x")) > 3:
            world.packs[0, q] = dice.integers(0, 3)
            world.hearts["fear"][0, q] = dice.integers(0, 100)
        world.bonds[0, q] = dice.integers(0, 100)
        world.hearts["hunger"][0, q] = dice.integers(0, 100)
        world.hearts["spent"][0, q] = dice.integers(0, 2)
    infected = slice(len(others) + 1, None)
    for name in ("goal_y", "goal_x", "clue"):
        body[name][infected] = dice.integers(0, 9, len(body[infected]))
    for i in np.flatnonzero(c.IS_INFECTED[body["nature"]]):
        body["wary"][i], body["errand"][i] = dice.integers(0, 2), 0
        if body["state"][i] == c.AWAY:
            body["timer"][i] = dice.integers(-3, 40)
        elif not has_line(at, world, 0, p, body["y"][i], body["x"][i]):
            body["asleep"][i] = dice.integers(0, 2)
    for name in ("noise", "score", "key", "par", "reward", "met", "fired"):
        world.clock[name][0] = dice.integers(0, 50)
    spill(at, world, p, dice)
    hidden = [i for i in range(len(body)) if i != p and not has_line(at, world, 0, p, body["y"][i], body["x"][i])]
    hidden = [i for i in hidden if not body["carrier"][i] and not body["load"][i] and body["state"][i] == c.UP]
    free = np.argwhere((world.occupant[0] == 0) & (at.episode.ground.sheet != 255) & unpack(
        world.planes[0, c.CLEAR], world.occupant.shape[2]))  # fmt: skip
    for i in dice.permutation(hidden)[:2]:
        y, x = map(int, free[dice.integers(len(free))])
        if has_line(at, world, 0, p, y, x) or world.occupant[0, y, x]:
            continue
        if world.occupant[0, body["y"][i], body["x"][i]] == i + 1:
            world.occupant[0, body["y"][i], body["x"][i]] = 0
        world.occupant[0, y, x] = i + 1
        body["y"][i], body["x"][i] = y, x


def spill(at, world, p, dice):
    """Let another amount of water stand in every basin of which the seat sees no cell, and stands at no valve."""
    ground, here = at.episode.ground, world.bodies[0, p]
    units = world.basins["units"][0].tolist()
    for b, basin in enumerate(ground.basins):
        bed = ground.bed[basin["first"] : basin["last"]]
        valves = ground.fixtures[ground.pipes["valve"][(ground.pipes["one"] == b) | (ground.pipes["other"] == b)]]
        near = [abs(int(valve["y"]) - int(here["y"])) + abs(int(valve["x"]) - int(here["x"])) for valve in valves]
        if min(near, default=2) > 1 and not any(has_line(at, world, 0, p, int(y), int(x)) for y, x, _ in bed):
            units[b] = int(dice.integers(0, c.BRIM * len(bed) + 1))
    if units:
        pour(ground, world, units)


def test_what_valves_join_is_told_to_who_has_read_the_plan():
    """And before they see one; nobody else is told anything of a valve out of sight."""
    told = {}
    for name in ("onjo", "garam"):
        wire = Wire("crossroads", [name], name, LIVE)
        rows = json.loads(wire.welcome())["view"]["fixtures"]
        at = protocol.SeenFixture.__struct_fields__.index
        told[name] = {row[0] for row in rows if row[at("one")] and row[at("beat")] < 0}
    assert len(told["onjo"]) == len(TABLES["crossroads"].episode.ground.pipes)
    assert not told["garam"]


def test_water_that_is_spilt_out_of_sight_is_not_told():
    """The test below pours: a basin differs, and for as long as nobody looks nothing that is sent does."""
    lasted, spilt = [], 0
    for lot in range(6):
        one, other = (Wire("crossroads", ["suhyeok"], "suhyeok", LIVE) for _ in range(2))
        before = other.world.basins["units"].copy()
        spill(
            Moments(other.room.laid.episode, other.world, None, None),
            other.world,
            other.number,
            np.random.default_rng(lot),
        )
        spilt += int((other.world.basins["units"] != before).sum())
        lasted.append(together(one, other, 12))
    assert spilt > 12
    assert sum(lasted) > 24


@pytest.mark.parametrize("episode", NIGHTS, ids=lambda name: Path(name).name)
@EXAMPLES
@given(own=LINES, seat=st.integers(0, 3), when=st.integers(0, 12), lot=st.integers(0, 2**20))
def test_worlds_that_look_the_same_send_the_same(episode, own, seat, when, lot):
    name = TABLES[episode].brief.seats[seat]
    one, other = (Wire(episode, [name], name, LIVE) for _ in range(2))
    dice = np.random.default_rng(lot)

    def orders(wire, beat):
        if beat == when and wire is other:
            disturb(wire, dice)
        if beat in (1, 8):
            wire.commit(name, own)

    assert together(one, other, 30, orders) >= when


def test_worlds_stay_the_same_to_somebody_for_a_while_though_they_differ():
    """The test above compares something: after a disturbance there are beats without a difference in what is seen."""
    lasted = []
    for lot in range(8):
        one, other = (Wire("curfew", ["onjo"], "onjo", LIVE) for _ in range(2))
        disturb(other, np.random.default_rng(lot))
        lasted.append(together(one, other, 12))
        assert one.room.game.digest() != other.room.game.digest()
    assert sum(lasted) > 24


# --- what no message holds --------------------------------------------------------------------------------------------

SEED = 3141592653589793
SECRET = {"onjo": ".*29 sign-STOP", "suhyeok": ".*31 e", "namra": ".*37 s*3", "dasom": ".*41 w", "garam": ".*43 w"}


@pytest.mark.parametrize("how", [LIVE, THINKING], ids=["live", "thinking"])
@pytest.mark.parametrize("episode", episodes.names())
def test_no_message_holds_what_a_seat_does_not_know(episode, how):
    seats = TABLES[episode].brief.seats
    for seat in seats:
        wire = Wire(episode, seats, seat, how, SEED)
        others = [name for name in seats if name != seat]
        for name in seats:
            if how is THINKING:
                wire.room.draft(name, 1, SECRET[name], wire.at)
            wire.commit(name, SECRET[name])
        for _ in range(60):
            wire.beat()
            view = json.loads(wire.welcome())["view"]
            check_rows(view, wire.room.game.percept, wire.number)
            for name in seats:
                if wire.room.phase == "planning" and not wire.room.chair(name).ready:  # who is dead is not waited for
                    wire.commit(name, SECRET[name])
        said = b"\n".join([*wire.heard, wire.welcome()]).decode()
        assert wire.room.game.beat > 20
        assert SECRET[seat] in said
        for secret in (str(SEED), f"{SEED:x}", *(SECRET[name] for name in others)):
            assert secret not in said
        for name in seats:
            assert wire.room.chair(name).token not in said


def check_rows(view, percept, seat):
    """A whole view has the rows that the percept holds, all of them, and no other; of valves also those of its plan."""
    tables = {"bodies": percept.bodies, "fixtures": percept.fixtures, "drones": percept.drones}
    for name, rows in tables.items():
        known = rows["beat"][0, seat] >= 0
        if name == "fixtures":
            known |= rows["one"][0, seat] > 0
        held = np.flatnonzero(known).tolist()
        assert [row[0] for row in view[name]] == held
        assert [row[1] for row in view[name]] == rows["beat"][0, seat][held].tolist()
    known = unpack(percept.known[0, seat], 64 * percept.known.shape[2])
    assert {y: int(cells, 16).bit_count() for y, cells in view["known"]} == {
        int(y): int(row.sum()) for y, row in enumerate(known) if row.any()
    }
