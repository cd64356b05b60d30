"""Fixtures: doors, gates and wheels, switches, generators and alarms; each is worked at most once a beat."""

from naive.hands import users
from naive.things import lay, number, puff
from naive.world import HINGED, cast, log, noise, refuse, standing, thing

from warbell.engine import codes as c

CLOSED = (c.SHUT, c.LOCKED, c.BARRICADED)


def set_door(state, f, condition):
    place = state.ground.fixtures[f]
    state.fixtures[f].state = condition
    for cells, wanted in (
        (state.blocked, condition in CLOSED),
        (state.veiled, condition in CLOSED),
        (state.clear, condition not in CLOSED),
    ):
        cells.discard((place.y, place.x))
        if wanted:
            cells.add((place.y, place.x))
    if condition not in CLOSED and state.fields:
        _opened(state, place.at)


def _opened(state, cell):
    """A door opened or broke: a wedge falls, an extinguisher lets go."""
    what = thing(state, cell)
    if what in (c.WEDGE, c.CLOUD_TRAP):
        lay(state, cell, c.NO_THING)
    if number(state, c.SMOKE, cell):
        state.veiled.add(cell)
    if what == c.CLOUD_TRAP:
        for dy in (-1, 0, 1):
            for dx in (-1, 0, 1):
                puff(state, (cell[0] + dy, cell[1] + dx))


def as_wanted(fixture, thing):
    """True if a fixture is on (1), off (0), or a door in state -1 - thing."""
    return fixture.on == thing if thing >= 0 else fixture.state == -1 - thing


def _first(state, people):
    """Of several the one with the lowest id, -1 if there is nobody."""
    return min(people, key=lambda p: state.bodies[p].id, default=-1)


def _sounds(state, f, kind, loud, by):
    """Fixture f sounds by the deed of who uses fixture `by`."""
    noise(state, kind, state.ground.fixtures[f].at, loud, by=_first(state, users(state, by)))


def _strain(state, f):
    """One pair of hands at what needs two."""
    _sounds(state, f, c.STRAINING, state.tuning.loud_strain, f)
    for p in users(state, f):
        state.hearts[p].spent = 1
        refuse(state, p, c.NEEDS_TWO)


def _turned_wheel(state, group):
    """The first wheel of the group that two turn, or None."""
    for f, place in enumerate(state.ground.fixtures):
        if group > 0 and place.kind == c.WHEEL and place.group == group and state.fixtures[f].hands >= 2:
            return f
    return None


def _worked(state, kind, by, f, value):
    hands = users(state, by)
    log(state, kind, _first(state, hands), f, state.ground.fixtures[f].at, value, set(hands))


def _move_door(state, f, by, condition):
    set_door(state, f, condition)
    shutter = state.ground.fixtures[f].kind == c.SHUTTER
    _sounds(state, f, c.DOOR_SOUND, state.tuning.loud_shutter if shutter else state.tuning.loud_door, by)
    _worked(state, c.DOOR_MOVED, by, f, condition)


def _work_door(state, f, wheel):
    fixture, place, tuning = state.fixtures[f], state.ground.fixtures[f], state.tuning
    by = f if wheel is None else wheel
    hinder = None
    heavy = place.kind == c.GATE or (place.kind == c.SHUTTER and fixture.state != c.OPEN)
    if wheel is None and heavy and fixture.hands < 2:
        _strain(state, f)
        return
    if fixture.state in (c.SHUT, c.LOCKED) and thing(state, place.at) == c.WEDGE:
        hinder = c.WEDGED_SHUT
    elif fixture.state == c.OPEN and place.at in standing(state):
        hinder = c.IN_THE_WAY
    elif fixture.state == c.LOCKED and wheel is None and not any(state.packs[p][c.KEY] for p in users(state, f)):
        hinder = c.IS_LOCKED
    if hinder is not None:
        for p in users(state, by):
            refuse(state, p, hinder)
    elif fixture.state == c.BARRICADED:
        bare = {c.GATE: tuning.gate_strength, c.SHUTTER: tuning.shutter_strength}.get(place.kind, tuning.door_strength)
        fixture.strength -= tuning.unbar * fixture.hands
        if fixture.hands and fixture.strength <= bare:
            fixture.strength = max(1, fixture.strength)
            _move_door(state, f, by, c.SHUT)
    else:
        _move_door(state, f, by, c.SHUT if fixture.state == c.OPEN else c.OPEN)


def _door(state, f):
    fixture, place, tuning = state.fixtures[f], state.ground.fixtures[f], state.tuning
    if fixture.banged:
        fixture.strength -= fixture.banged * tuning.bang_damage
        fixture.banged = 0
        noise(state, c.BANGING, place.at, tuning.loud_bang)
    if fixture.state in CLOSED and fixture.strength <= 0:
        set_door(state, f, c.BROKEN)
        log(state, c.DOOR_BROKE, -1, f, place.at, 0, set())
        return
    wheel = _turned_wheel(state, place.group)
    if fixture.state != c.BROKEN and (fixture.hands or wheel is not None):
        _work_door(state, f, wheel)


def _machine(state, f, item, beats, kind, loud):
    fixture = state.fixtures[f]
    if fixture.hands:
        if not fixture.on and not fixture.fuel:
            with_fuel = [p for p in users(state, f) if state.packs[p][item]]
            if not with_fuel:
                for p in users(state, f):
                    refuse(state, p, c.LACKING)
                return
            p = min(with_fuel, key=lambda p: cast(state, state.bodies[p].id, c.D_SHARE))
            state.packs[p][item] -= 1
            fixture.fuel = beats
        fixture.on = 1 - fixture.on
        _worked(state, c.SWITCHED, f, f, fixture.on)
    if fixture.on:
        fixture.fuel = max(0, fixture.fuel - 1)
        _sounds(state, f, kind, loud, f)
        fixture.on = int(fixture.fuel != 0)


def _valve(state, f):
    """For two, there or at a wheel of its group."""
    fixture, wheel = state.fixtures[f], _turned_wheel(state, state.ground.fixtures[f].group)
    if wheel is not None or fixture.hands > 1:
        fixture.on = 1 - fixture.on
        _worked(state, c.SWITCHED, f if wheel is None else wheel, f, fixture.on)
    elif fixture.hands:
        _strain(state, f)


def fixtures(state):
    tuning = state.tuning
    for f, place in enumerate(state.ground.fixtures):
        fixture = state.fixtures[f]
        if place.kind in HINGED:
            _door(state, f)
        elif place.kind == c.GENERATOR:
            _machine(state, f, c.FUEL, tuning.fuel_beats, c.ENGINE, tuning.loud_engine)
        elif place.kind == c.LOUDSPEAKER:
            _machine(state, f, c.BATTERY, tuning.speaker_beats, c.LOUDSPEAKER_SOUND, tuning.loud_speaker)
        elif place.kind in (c.SWITCH, c.ALARM) and fixture.hands:
            fixture.on = 1 - fixture.on
            _worked(state, c.SWITCHED, f, f, fixture.on)
        elif place.kind == c.VALVE:
            _valve(state, f)
        elif place.kind == c.WHEEL and fixture.hands == 1:
            _strain(state, f)
        if place.kind == c.ALARM and fixture.on:
            _sounds(state, f, c.ALARM_SOUND, state.tuning.loud_alarm, f)
