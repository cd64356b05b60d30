"""Rehearsals: where lines of a plan would lead, as far as one seat can tell.

A paper world is drawn from the briefing and from what the seat perceives and remembers, and the lines are played in it
by the rules of the game. The world that is really played, its dice and its drones, and how the episode opens never come
into it: equal percepts and memories of the seat give equal rehearsals. What the seat does not know is assumed, here
alone: doors never seen are shut, team mates never seen stand where the briefing put them and do nothing unasked,
whatever is infected sleeps.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from warbell.engine import codes
from warbell.engine.batch import advance, perceive
from warbell.engine.bits import pack, unpack
from warbell.engine.percept import Percept, blank
from warbell.engine.world import BODY, Ground, World, clone, empty_world, waits
from warbell.episodes import Brief, Episode
from warbell.minds.ensemble import Ensemble, Memory
from warbell.minds.part import MOVES, Part
from warbell.minds.routes import Routes
from warbell.plans import Act, Cell, Cue, Goto, Guard, Order, Plan, Spot
from warbell.plans.cells import Line, acts, conditions

SEED = 2**64 - 1  # of the dice on paper; no room draws it, so that they give nothing away
CALM = 1000  # more fear than there is: no hand trembles on paper
ASLEEP = 1 << 20  # beats of doing nothing, more than any rehearsal has
PLENTY = 99  # objects in a cache not seen empty
MANY = 4  # cells of a line for each beat of a rehearsal: more are cut off, as many together can take no time at all
NOT_DONE = -1  # in `passed`: a cell that the rehearsal did not get past
NEW = Memory()  # of a seat that was told nothing yet
NOWHERE = 0, 0  # a cell of the margin: where those are who are not on paper
GONE = {"state": codes.AWAY, "y": 0, "x": 0, "load": 0, "carrier": 0}
SEEN = ["y", "x", "nature", "state", "side", "facing", "gait", "sign"]  # columns of a body that show
OWN = ["y", "x", "nature", "state", "facing", "sign", "hp", "timer", "bleed", "exposed", "crept"]
HEART = ["rate", "fear", "hunger", "control", "late", "spent"]
SECRET = ("routes", "laps", "objectives", "endings", "triggers", "effects")  # tables of the ground
FIRST_HAND = ("me", "pack", "bonds", "now", "bright", "heard", "events")  # what a percept has of this beat only


class Rehearsed(NamedTuple):
    """What a rehearsal of N beats found, for the fields of `protocol.Rehearsal`."""

    tracks: list[list[tuple[int, int]]]  # [P][N + 1]: cells (y, x); [] for a seat whose place is unknown
    passed: list[list[int]]  # [P][cells]: the beat, from 0 on, after which a cell was done with, or NOT_DONE


def rehearse(
    episode: Episode,
    brief: Brief,
    percept: Percept,
    seat: int,
    lines: Mapping[str, tuple[Cell, ...]],
    most: int = 60,
    routes: Routes | None = None,
    memory: Memory = NEW,
) -> Rehearsed:
    """Play `lines`, by seat name, for up to `most` beats, as far as `seat` of world 0 knows by its percept and memory.

    It ends when every line has. A cue waits for those whose lines are here and whose place is known, and for nobody
    else. A line is played up to its first cell that names no place of the chart. `routes` may be shared by rehearsals.
    """
    ground, world = _board(episode).ground, _drawn(_board(episode), brief, percept, seat, most)
    view = blank(world)
    perceive(ground, world, view)
    _remember(view, percept, seat)
    places = [_places(world)]
    team = [p for p, name in enumerate(brief.seats) if name in lines and places[0][p] != NOWHERE]
    played = [Line(brief.seats[p], tuple(_playable(lines[brief.seats[p]], brief, most))) for p in team]
    ensemble = Ensemble(brief, team, 1, Plan((tuple(played),)), routes)
    if seat in team:
        ensemble.remember(seat, memory)
    passed = [[NOT_DONE] * len(lines.get(name, ())) for name in brief.seats]
    orders = waits(world)
    for beat in range(most + 1):
        orders[:] = codes.WAIT
        ensemble.decide(view, orders)
        left = world.bodies["state"][0] == codes.AWAY
        ended = [_note(passed[p], part, beat, left=bool(left[p])) for p, part in ensemble.parts[0]]
        if beat == most or all(ended):
            break
        advance(ground, world, view, orders)
        places.append(_places(world))
    return Rehearsed([[] if track[0] == NOWHERE else list(track) for track in zip(*places, strict=True)], passed)


def _note(passed: list[int], part: Part, beat: int, *, left: bool) -> bool:
    """Note the cells of a line that are done with after a beat; True if the line has ended."""
    cells = len(part.role.cells)
    done = min(cells, part.at + 1) if left else part.at  # who left by an exit did so by the cell that led there
    for k in range(done):
        if passed[k] == NOT_DONE:
            passed[k] = beat
    return left or done == cells


def _places(world: World) -> list[tuple[int, int]]:
    team = world.bodies[0, : world.hearts.shape[1]]
    return list(zip(team["y"].tolist(), team["x"].tolist(), strict=True))


def _playable(cells: tuple[Cell, ...], brief: Brief, most: int) -> Iterator[Cell]:
    """The cells that `most` beats may get to, up to the first that names no place of the chart."""
    sheets = {sheet.name: sheet for sheet in brief.sheets}
    beats = 0  # that the cells so far take at least
    for cell in cells[: MANY * most]:
        for spot in _spots(cell):
            sheet = sheets.get(spot.sheet)
            if sheet is None or not (0 <= spot.row < sheet.height and 0 <= spot.column < sheet.width):
                return
        if beats > most:
            return
        beats += isinstance(cell, Cue) or (isinstance(cell, Order) and cell.verb not in MOVES and cell.until is None)
        yield _shortened(cell, most + 1)


def _spots(cell: Cell) -> Iterator[Spot]:
    """The places of the chart that a cell names."""
    yield from (act.spot for act in acts(cell) if isinstance(act, Goto))
    yield from (asked.at for asked in conditions(cell) if isinstance(asked.at, Spot))


def _shortened(cell: Cell, most: int) -> Cell:
    """The cell with its orders given `most` times at most: steps into a wall take no beat, however many they are."""
    if isinstance(cell, Guard):
        otherwise = cell.otherwise and _fewer(cell.otherwise, most)
        return replace(cell, then=_fewer(cell.then, most), otherwise=otherwise)
    return _fewer(cell, most) if isinstance(cell, Order) else cell


def _fewer(act: Act, most: int) -> Act:
    return replace(act, times=min(act.times, most)) if isinstance(act, Order) else act


class _Board(NamedTuple):
    """What all rehearsals of an episode share."""

    ground: Ground  # less what is secret of it
    world: World  # E = 1: nobody on it, every door open


@lru_cache(maxsize=8)
def _board(episode: Episode) -> _Board:
    ground, seats = episode.ground, len(episode.seats)
    height, width = ground.terrain.shape
    world = empty_world(
        1,
        bodies=seats,
        persons=seats,
        seats=seats,
        fixtures=len(ground.fixtures),
        drones=0,
        goals=0,
        height=height,
        width=width,
    )
    world.clock["seed"], world.clock["ending"] = SEED, codes.RUNNING_STILL
    world.bodies["nature"], world.bodies["state"] = codes.PERSON, codes.AWAY
    world.bodies["id"] = np.arange(seats)
    world.bodies["timer"], world.bodies["intent"], world.bodies["sign"] = -1, codes.STILL, codes.NO_SIGNAL
    world.hearts["late"] = -1
    blocked = ground.terrain == codes.GLASS
    for fixture in ground.fixtures:
        if codes.IS_SOLID[fixture["kind"]] and not codes.IS_HINGED[fixture["kind"]]:
            blocked[fixture["y"], fixture["x"]] = True
    world.planes[0, codes.BLOCKED] = pack(blocked)
    world.planes[0, codes.CLEAR] = pack(~blocked & ~unpack(ground.solid, width))
    tuning = ground.tuning.copy()
    tuning["tremble_from"] = CALM
    return _Board(ground._replace(tuning=tuning, **{name: getattr(ground, name)[:0] for name in SECRET}), world)


def _drawn(board: _Board, brief: Brief, percept: Percept, seat: int, most: int) -> World:
    """The world as a seat knows it, before anybody in it has looked around."""
    sleepers, beats = _sleepers(board.ground, percept, seat)
    world = clone(board.world)
    world = world._replace(bodies=np.concatenate([world.bodies, sleepers[None]], axis=1))
    world.clock["beat"] = percept.me["beat"][0, seat]
    team = percept.bodies[0, seat, : len(brief.seats)]
    for p, seen in enumerate(team):
        _mate(world, brief, seen, p)
    _oneself(world, percept, seat, most)
    news = [*team["beat"].tolist(), *beats]
    news[seat] += 1  # oneself one knows best
    _load(world, percept, seat)
    for i in sorted(range(len(news)), key=lambda i: -news[i]):
        _stand(world, i)
    _fit(board.ground, world, percept.fixtures[0, seat])
    return world


def _mate(world: World, brief: Brief, seen: Any, p: int) -> None:
    """A team member as last seen; one never seen is well, and where the briefing says."""
    body, heart, tuning = world.bodies[0, p], world.hearts[0, p], brief.tuning[0]
    if seen["beat"] >= 0:
        if seen["state"] > codes.DOWN or codes.IS_INFECTED[seen["nature"]]:
            return
        for name in SEEN:
            body[name] = seen[name]
    else:
        body["y"], body["x"] = brief.starts[p]
        body["state"] = codes.UP
    body["hp"] = 0 if body["state"] == codes.DOWN else tuning["person_hp"] * (4 - seen["hurt"]) // 4
    body["bleed"] = tuning["bleed_out"] if body["state"] == codes.DOWN else 0
    heart["fear"] = 25 * seen["mood"] if seen["beat"] >= 0 and seen["mood"] < 4 else 0
    heart["rate"] = tuning["heart_rest"] + tuning["heart_fear"] * heart["fear"] // 100
    # Whether they have what their line asks for, they will know; a key is too much to hope for.
    world.packs[0, p] = 1
    world.packs[0, p, codes.KEY] = 0
    world.bonds[0, p] = tuning["friend_bond"]


def _oneself(world: World, percept: Percept, seat: int, most: int) -> None:
    """One's own body and heart, exactly; but nobody turns in a rehearsal."""
    me, body = percept.me[0, seat], world.bodies[0, seat]
    world.packs[0, seat], world.bonds[0, seat] = percept.pack[0, seat], percept.bonds[0, seat, : len(world.bonds[0])]
    for name in HEART:
        world.hearts[name][0, seat] = me[name]
    if me["state"] > codes.DOWN or codes.IS_INFECTED[me["nature"]]:
        for name, value in GONE.items():
            body[name] = value
        return
    for name in OWN:
        body[name] = me[name]
    body["gripped"] = 2 * me["gripped"]
    if me["timer"] >= 0:
        body["timer"] = max(int(me["timer"]), most + 1)


def _sleepers(ground: Ground, percept: Percept, seat: int) -> tuple[np.ndarray, list[int]]:
    """The infected last seen where they still may be, asleep: BODY [n], and the beat each was seen at."""
    me, seen, window = percept.me[0, seat], percept.bodies[0, seat], percept.now[0, seat].tolist()
    found = []
    for k in np.flatnonzero(codes.IS_INFECTED[seen["nature"]] & (seen["state"] == codes.UP)).tolist():
        dy, dx = int(seen["y"][k] - me["y"]) + codes.SIGHT, int(seen["x"][k] - me["x"]) + codes.SIGHT
        near = 0 <= dy < codes.SIGHT_ROWS and 0 <= dx < codes.SIGHT_ROWS
        if seen["beat"][k] == me["beat"] or not (near and window[dy] >> dx & 1):
            found.append(k)
    bodies = np.zeros(len(found), BODY)
    for name in SEEN:
        bodies[name] = seen[name][found]
    tuning = ground.tuning[0]
    bodies["hp"] = np.where(bodies["nature"] == codes.LISTENER, tuning["listener_hp"], tuning["shambler_hp"])
    bodies["timer"], bodies["intent"], bodies["stun"] = -1, codes.STILL, ASLEEP
    bodies["id"] = len(seen) + np.arange(len(found))
    return bodies, seen["beat"][found].tolist()


def _load(world: World, percept: Percept, seat: int) -> None:
    """Put whom the seat sees carried, itself too, into the arms of whoever stands up in the same cell."""
    team = world.bodies[0, : world.hearts.shape[1]]
    news = percept.bodies["beat"][0, seat, : len(team)]
    for q in range(len(team)):
        if percept.bodies["carried"][0, seat, q] and team["state"][q] == codes.DOWN:
            same = (news == news[q]) & (team["y"] == team["y"][q]) & (team["x"] == team["x"][q])
            for r in np.flatnonzero(same & (team["state"] == codes.UP) & (team["load"] == 0))[:1].tolist():
                team["carrier"][q], team["load"][r] = r + 1, q + 1


def _stand(world: World, i: int) -> None:
    """Stand a body on its cell; where somebody stands already, of whom there is fresher news, it is no more."""
    bodies, occupant = world.bodies[0], world.occupant[0]
    y, x, load = bodies["y"][i], bodies["x"][i], bodies["load"][i]
    if bodies["state"][i] > codes.DOWN or bodies["carrier"][i] > 0:
        return
    if occupant[y, x] == 0:
        occupant[y, x] = i + 1
        return
    for k in [i, load - 1] if load else [i]:
        for name, value in GONE.items():
            bodies[name][k] = value


def _fit(ground: Ground, world: World, seen: np.ndarray) -> None:
    """Fixtures as last seen, SEEN_FIXTURE [F]; of the others doors are shut, lamps are on and caches hold something."""
    places, rows, tuning = ground.fixtures, world.fixtures[0], ground.tuning[0]
    kind, known = places["kind"], seen["beat"] >= 0
    hinged = codes.IS_HINGED[kind]
    filled = hinged & (world.occupant[0][places["y"], places["x"]] > 0)  # by somebody made out in an unseen doorway
    rows["state"] = np.where(known, seen["state"], np.where(hinged & ~filled, codes.SHUT, 0))
    bare = np.where(kind == codes.GATE, tuning["gate_strength"], tuning["door_strength"])
    rows["strength"] = np.where(known, 10 * seen["strength"].astype(np.int32), np.where(hinged, bare, 0))
    rows["on"] = np.where(known, seen["on"], np.isin(kind, (codes.SWITCH, codes.GENERATOR)))
    rows["fuel"] = np.where(kind == codes.GENERATOR, tuning["fuel_beats"], 0)
    world.stocks[0, :, codes.FOOD] = np.where((kind == codes.CACHE) & (~known | (seen["full"] > 0)), PLENTY, 0)
    shut = hinged & ~np.isin(rows["state"], (codes.OPEN, codes.BROKEN))
    doors = np.zeros(ground.terrain.shape, bool)
    doors[places["y"][shut], places["x"][shut]] = True
    planes, closed = world.planes[0], pack(doors)
    planes[codes.VEILED] = closed
    planes[codes.BLOCKED] |= closed
    planes[codes.CLEAR] &= ~closed


def _remember(view: Percept, percept: Percept, seat: int) -> None:
    """Let the seat's first look be what it perceives, and give it its memory; of fixtures, everybody."""
    for name in FIRST_HAND:
        getattr(view, name)[0, seat] = getattr(percept, name)[0, seat]
    team = view.me.shape[1]
    view.bodies[0, seat, :team] = percept.bodies[0, seat, :team]
    unseen = view.fixtures["beat"][0] < 0
    view.fixtures[0][unseen] = np.broadcast_to(percept.fixtures[0, seat], unseen.shape)[unseen]
