"""Setting things, by what an order has come to after enough beats of work; one thing a cell."""

from naive.orders import fixture_at, ordered, over, why_not_set
from naive.things import ignite, lay
from naive.world import HINGED, cast, log, refuse, sound_of

from warbell.engine import codes as c

WHAT = {
    c.PLANKS: c.BARRICADE, c.ROPE: c.TRIPWIRE, c.BOTTLE: c.SHARDS, c.OIL: c.SLICK, c.FLARE: c.BRAND, c.MOP: c.WEDGE,
    c.EXTINGUISHER: c.CLOUD_TRAP, c.PHONE: c.TIMED_PHONE,
}  # fmt: skip


def _beats(state, p, item):
    beats = getattr(state.tuning, f"set_{c.OBJECTS[item]}")
    return -(-beats // 2) if state.hearts[p].talents & c.TACTICIAN else beats


def _bar(state, p, f):
    state.packs[p][c.PLANKS] -= 1
    state.fixtures[f].state = c.BARRICADED
    state.fixtures[f].strength += state.tuning.planks_strength
    log(state, c.BARRED, p, f, state.bodies[p].at, state.fixtures[f].strength, {p})


def _put_up(state, p, item, way, cell):
    tuning = state.tuning
    left = {
        c.PLANKS: tuning.barricade_strength, c.ROPE: tuning.wire_falls, c.FLARE: tuning.flare_beats,
        c.PHONE: tuning.phone_first, c.MOP: way + 1,
    }.get(item, 0)  # fmt: skip
    state.packs[p][item] -= 1
    if item == c.MOP:
        state.fixtures[fixture_at(state, cell, *HINGED)].strength += tuning.wedge_strength
    if item == c.ROPE and way == c.HERE:
        lay(state, state.bodies[p].at, c.ROPE_LADDER, 1)
        lay(state, cell, c.ROPE_LADDER, 2)
    elif not (item == c.FLARE and ignite(state, cell)):
        lay(state, cell, WHAT[item], left)
    if item in (c.FLARE, c.PHONE):
        state.stirring.add(cell)
    log(state, c.SET_UP, p, -1, cell, item, {p})


def _cells(state, p, item, way):
    """Where something is put: of a rope ladder both ends."""
    ladder = item == c.ROPE and way == c.HERE
    return {over(state, p, way)} | ({state.bodies[p].at} if ladder else set())


def setting(state):
    ready, barring = [], []  # [(draw, person, object, direction)], and [(person, door)]
    for p in state.persons:
        verb, way, _, item = ordered(state, p)
        if verb != c.SET:
            continue
        cell = over(state, p, way)
        why = why_not_set(state, p, item, way)
        if why != c.ALLOWED:
            refuse(state, p, why)
        elif item == c.PLANKS and cell in state.ground.fixture_at:
            barring.append((p, fixture_at(state, cell, *HINGED)))
        else:
            state.hearts[p].effort += 1
            sound_of(state, p, c.HAMMERING, state.tuning.loud_set)
            if state.hearts[p].effort >= _beats(state, p, item):
                ready.append((cast(state, state.bodies[p].id, c.D_SHARE), p, item, way))
    for p, f in barring:
        _bar(state, p, f)
        state.hearts[p].effort = 0
    wanted = {p: _cells(state, p, item, way) for _, p, item, way in ready}
    for lot, p, item, way in ready:
        if any(other < lot and wanted[p] & wanted[q] for other, q, _, _ in ready):
            refuse(state, p, c.TAKEN_UP)
        else:
            _put_up(state, p, item, way, over(state, p, way))
            state.hearts[p].effort = 0
