"""One world of the engine as plain Python: rows with attributes, sets of cells, dicts; nothing shared with kernels."""

from types import SimpleNamespace

import numpy as np

from warbell.engine import codes as c

AROUND = tuple(zip(c.DY[:4].tolist(), c.DX[:4].tolist(), strict=True))


FIRM = (c.BARRICADE, c.DESK)
HINGED = (c.DOOR, c.GATE, c.SHUTTER)


class Row(SimpleNamespace):
    """A record; those with a place have it as `at`, too."""

    @property
    def at(self):
        return self.y, self.x

    @at.setter
    def at(self, cell):
        self.y, self.x = cell


def row(record):
    return Row(**{name: int(record[name]) for name in record.dtype.names})


def rows(table):
    return [row(record) for record in table]


def cells_of(plane, width):
    """The cells of a plane, uint64 [words, H]."""
    words, height = plane.shape
    found = set()
    for k in range(words):
        for y in range(height):
            bits = int(plane[k, y])
            while bits:
                low = bits & -bits
                found.add((y, 64 * k + low.bit_length() - 1))
                bits ^= low
    assert all(x < width for _, x in found)
    return found


def beside(cell, direction):
    """The neighbour of a cell; HERE is the cell itself."""
    return cell[0] + int(c.DY[direction]), cell[1] + int(c.DX[direction])


def read_ground(ground):
    height, width = ground.terrain.shape
    cells = [(y, x) for y in range(height) for x in range(width)]
    return SimpleNamespace(
        height=height,
        width=width,
        tuning=row(ground.tuning[0]),
        terrain={cell: int(ground.terrain[cell]) for cell in cells},
        sheet={cell: int(ground.sheet[cell]) for cell in cells},
        roofed=cells_of(ground.roofed, width),
        lamps=[cells_of(plane, width) for plane in ground.lamps],
        regions=[cells_of(plane, width) for plane in ground.regions],
        exits=cells_of(ground.exits, width),
        fixture_at={cell: int(ground.fixture_at[cell]) - 1 for cell in cells if ground.fixture_at[cell]},
        fixtures=rows(ground.fixtures),
        links=rows(ground.links),
        routes=[[tuple(map(int, cell)) for cell in route] for route in ground.routes],
        laps=ground.laps.tolist(),
        consoles=rows(ground.consoles),
        basins=rows(ground.basins),
        pipes=rows(ground.pipes),
        bed=[
            [(int(y), int(x), int(most)) for y, x, most in ground.bed[basin["first"] : basin["last"]]]
            for basin in ground.basins
        ],
        drift={cell: int(ground.drift[cell]) for cell in cells},
        errands=[{cell: int(field[cell]) for cell in cells} for field in ground.errands],
        objectives=rows(ground.objectives),
        endings=rows(ground.endings),
        triggers=rows(ground.triggers),
        effects=rows(ground.effects),
    )


def read(ground, world, e):
    """World e; `ground` as read by read_ground."""
    bodies = rows(world.bodies[e])
    clock = row(world.clock[e])
    persons = world.hearts.shape[1]
    planes = [cells_of(plane, ground.width) for plane in world.planes[e]]
    return SimpleNamespace(
        ground=ground,
        tuning=ground.tuning,
        persons=range(persons),
        seats=range(clock.seats),
        clock=clock,
        bodies=bodies,
        hearts=rows(world.hearts[e]),
        packs=world.packs[e].tolist(),
        bonds=world.bonds[e].tolist(),
        wills=rows(world.wills[e]),
        grudges=world.grudges[e].tolist(),
        fixtures=rows(world.fixtures[e]),
        stocks=world.stocks[e].tolist(),
        drones=rows(world.drones[e]),
        flights=rows(world.flights[e]),
        echoes=[rows(kept) for kept in world.echoes[e]],
        basins=rows(world.basins[e]),
        valves=rows(world.valves[e]),
        breath=world.breath[e].tolist(),
        goals=world.goals[e].tolist(),
        occupant={(int(y), int(x)): int(world.occupant[e, y, x]) - 1 for y, x in np.argwhere(world.occupant[e])},
        blocked=planes[c.BLOCKED],
        veiled=planes[c.VEILED],
        ambient=planes[c.AMBIENT],
        lit=planes[c.LIT],
        fields=world.fields[e].tolist(),
        clear=planes[c.CLEAR],
        stirring=planes[c.STIRRING],
        beaten=planes[c.BEATEN],
        noise=_levels(world.sound[c.NOISE_FIELD], ground.width),
        heartbeats=_levels(world.sound[c.HEART_FIELD], ground.width),
        sight=[window_cells(world.sight[e, p], bodies[p].at) for p in range(persons)],
        heard=[sounds(world.heard[e, p]) for p in range(persons)],
        noises=rows(world.noises[e, : clock.noises]),
        events=[_event(record, persons) for record in world.events[e, : clock.events]],
        room=world.events.shape[1],
    )


def _levels(planes, width):
    """How much arrives at each cell, from a stack of planes of which each must hold the next."""
    levels = {}
    for level in range(1, len(planes)):
        cells = cells_of(planes[level], width)
        assert level == 1 or all(levels.get(cell) == level - 1 for cell in cells), "planes are not nested"
        levels |= dict.fromkeys(cells, level)
    return levels


def window_cells(window, centre):
    y, x = centre
    return {
        (y - c.SIGHT + r, x - c.SIGHT + k)
        for r in range(c.SIGHT_ROWS)
        for k in range(c.SIGHT_ROWS)
        if int(window[r]) >> k & 1
    }


def sounds(table):
    kept = [tuple(int(record[name]) for name in ("loud", "sound", "bearing", "voice", "signal")) for record in table]
    return [sound for sound in kept if sound[1] != c.SILENCE]


def _event(record, persons):
    event = row(record)
    for field in ("told", "heard", "seen"):
        word = getattr(event, field)
        assert word >> persons == 0
        setattr(event, field, {p for p in range(persons) if word >> p & 1})
    return event


def log(state, kind, who, whom, cell, value, told):
    """Append an event; `told` are the persons who know of it whatever they see."""
    told = {p for p in told if p in state.persons}
    state.events.append(
        Row(kind=kind, who=who, whom=whom, y=cell[0], x=cell[1], value=value, told=told, heard=set(), seen=set(),
            foe=-1, quarry=-1, since=0, clue=c.NO_CLUE, lure=c.SILENCE)
    )  # fmt: skip


def because(state, foe, body):
    """Why the last event came about."""
    event = state.events[-1]
    event.foe, event.quarry, event.since, event.clue, event.lure = (
        foe, body.quarry - 1, body.since, body.clue, body.lure
    )  # fmt: skip


def noise(state, kind, cell, loud, **others):
    """A sound at a cell, if it is any: of a body or by its deed, in a voice, from above."""
    if loud > 0:
        row = {"source": -1, "by": -1, "voice": c.NO_VOICE, "signal": c.NO_SIGNAL, "above": 0} | others
        state.noises.append(Row(kind=kind, y=cell[0], x=cell[1], loud=loud, **row))


def sound_of(state, i, kind, loud, **others):
    noise(state, kind, state.bodies[i].at, loud, source=i, by=i, **others)


def refuse(state, p, why):
    log(state, c.REFUSED, p, -1, state.bodies[p].at, why, {p})


def person(body):
    return c.NATURES[body.nature] in ("person", "hybrid")


def infected(body):
    return c.NATURES[body.nature] in ("shambler", "listener", "climber", "mimic")


def alive(body):
    return body.state in (c.UP, c.DOWN)


def able(body):
    """True if orders to this body mean anything."""
    return person(body) and body.state == c.UP and body.carrier == 0 and body.stun == 0


def stands(body):
    """True for who is up, with a cell to themselves."""
    return body.state == c.UP and body.borne == c.NOT_BORNE


def standing(state):
    """Who has which cell to itself, by cell: the living, but for those in somebody's arms."""
    places = {}
    for i, body in enumerate(state.bodies):
        if alive(body) and body.carrier == 0:
            assert body.at not in places, f"bodies {places[body.at]} and {i} both on {body.at}"
            places[body.at] = i
    return places


def person_at(state, cell):
    i = standing(state).get(cell)
    return i if i is not None and person(state.bodies[i]) else None


def cast(state, who, why):
    """The draw of this beat for a body's id, or a cell's number."""
    from naive.dice import draw

    return draw(state.clock.key, who, why)


def looks_over(state, here, there):
    """True if who is on one cell, or a king's move from it, has the other end of a facade or zipline before them."""
    for link in state.ground.links:
        ends = (link.y0, link.x0), (link.y1, link.x1)
        if link.kind in (c.FACADE, c.ZIPLINE) and there in ends:
            end = ends[1 - ends.index(there)]
            return max(abs(end[0] - here[0]), abs(end[1] - here[1])) <= 1
    return False


def under(state, d):
    """Who hangs under a drone, or None."""
    return next((p for p in state.persons if (state.bodies[p].borne, state.bodies[p].carrier) == (c.ON_DRONE, -1 - d)),
                None)  # fmt: skip


def shown(state, p):
    """The cells that the lamp of the drone that person p flies shows them."""
    flown = [state.drones[console.drone] for console, flight in zip(state.ground.consoles, state.flights, strict=True)
             if flight.pilot == p + 1]  # fmt: skip
    me, sheet = state.bodies[p], state.ground.sheet
    if not flown or not person(me) or not alive(me):
        return set()
    (drone,) = flown
    radius = state.tuning.drone_light
    disc = {
        (drone.y + dy, drone.x + dx)
        for dy in range(-c.SIGHT, c.SIGHT + 1)
        for dx in range(-c.SIGHT, c.SIGHT + 1)
        if dy * dy + dx * dx <= radius * (radius + 1)
    }
    return {cell for cell in disc if sheet.get(cell) == sheet[drone.at] and state.ground.terrain[cell] != c.EDGE
            and cell not in state.ground.roofed}  # fmt: skip


def sees_body(state, p, cell):
    """True if person p makes out a body, or an act, on a cell."""
    return sees_at_home(state, p, cell) or cell in shown(state, p)


def sees_at_home(state, p, cell):
    """The same with their own eyes, and from where they stand."""
    me = state.bodies[p]
    if person(me) and alive(me) and looks_over(state, me.at, cell):
        return True
    near = max(abs(cell[0] - me.y), abs(cell[1] - me.x)) <= state.tuning.body_glimpse
    return cell in state.sight[p] and (near or cell in state.lit)


def thing(state, cell):
    """What is set on a cell."""
    return state.fields[c.THING][cell[0]][cell[1]] if state.fields else c.NO_THING


def water(state, cell):
    """How high water stands on a cell."""
    return state.fields[c.WATER][cell[0]][cell[1]] if len(state.fields) > c.WATER else c.DRY


def adrift(state, body):
    """True for an infected that floats."""
    return body.state == c.UP and not body.carrier and not body.load and water(state, body.at) == c.OVERHEAD


def wound(state, i, points):
    body = state.bodies[i]
    body.hp -= points
    if infected(body) and (body.load or body.borne == c.ON_SHOULDERS):
        body.stun = max(body.stun, 2)
    if i in state.persons:
        state.hearts[i].hurt += points
