"""What is set on cells, burns or smokes there, as tables of rows: thing, its number, fire and smoke."""

from naive.orders import fixture_at, ordered
from naive.world import FIRM, HINGED, log, person, sound_of, thing, water

from warbell.engine import codes as c

COUNTING = (c.BRAND, c.TIMED_PHONE, c.RINGING_PHONE)


def number(state, field, cell):
    return state.fields[field][cell[0]][cell[1]]


def write(state, field, cell, value):
    state.fields[field][cell[0]][cell[1]] = value


def lay(state, cell, what, left=0):
    """Put something on a cell, or nothing."""
    if thing(state, cell) in FIRM:
        state.blocked.discard(cell)
        state.clear.add(cell)
    write(state, c.THING, cell, what)
    write(state, c.LEFT, cell, left)
    if what in FIRM:
        state.blocked.add(cell)
        state.clear.discard(cell)


def batter(state, cell, points):
    write(state, c.LEFT, cell, number(state, c.LEFT, cell) - points)
    state.beaten.add(cell)


def fuel(state, cell):
    """For how many beats a cell would burn."""
    what = thing(state, cell)
    if water(state, cell):
        return 0
    if what == c.NO_THING:
        return state.tuning.burn_garden if state.ground.terrain[cell] == c.GARDEN else 0
    return {c.SLICK: state.tuning.burn_oil}.get(what, state.tuning.burn_wood if what in FIRM else 0)


def ignite(state, cell):
    if state.fields and not number(state, c.FIRE, cell) and fuel(state, cell):
        write(state, c.FIRE, cell, fuel(state, cell))
        state.stirring.add(cell)
        if thing(state, cell):
            log(state, c.CAUGHT_FIRE, -1, -1, cell, thing(state, cell), set())
        return True
    return False


def shut_door(state, cell):
    f = fixture_at(state, cell, *HINGED)
    return f is not None and state.fixtures[f].state not in (c.OPEN, c.BROKEN)


def smoke(state, cell, beats):
    write(state, c.SMOKE, cell, max(beats, number(state, c.SMOKE, cell)))
    state.veiled.add(cell)
    state.stirring.add(cell)


def puff(state, cell):
    """An extinguisher's cloud on a cell."""
    write(state, c.FIRE, cell, 0)
    if state.ground.terrain[cell] not in (c.WALL, c.EDGE):
        smoke(state, cell, state.tuning.cloud_beats)


def tread(state, i):
    """Somebody has come onto the cell where they are."""
    body = state.bodies[i]
    what = thing(state, body.at)
    verb = ordered(state, i)[0] if person(body) else None
    if what == c.SHARDS:
        sound_of(state, i, c.GLASS_SOUND, state.tuning.loud_shards)
    hurries = verb == c.RUN if person(body) else body.clue != c.NO_CLUE
    if (what == c.SLICK and hurries) or (what == c.TRIPWIRE and verb != c.SNEAK):
        body.stun = max(body.stun, state.tuning.fall_beats)
        sound_of(state, i, c.THUD, state.tuning.loud_fall)
        log(state, c.TRIPPED, i, -1, body.at, what, {i})
        if what == c.TRIPWIRE:
            held = number(state, c.LEFT, body.at) - 1
            lay(state, body.at, c.TRIPWIRE if held > 0 else c.NO_THING, max(held, 0))
