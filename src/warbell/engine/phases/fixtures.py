"""Fixtures: doors, gates and wheels, switches, generators and alarms, worked by the hands laid on them this beat.

Reads hands, banging, packs, occupant. Writes fixtures, planes BLOCKED, VEILED and CLEAR, fuel, loudness, events.
However many hands lie on a thing in one beat, it is worked once.
"""

import numpy as np

from warbell.engine.bits import drop, put
from warbell.engine.codes import (
    ACTION_VERB,
    ALARM,
    ALARM_SOUND,
    BANGING,
    BARRICADED,
    BATTERY,
    BLOCKED,
    BROKEN,
    CLEAR,
    CLOUD_TRAP,
    D_SHARE,
    DOOR_BROKE,
    DOOR_MOVED,
    DOOR_SOUND,
    ENGINE,
    FUEL,
    GATE,
    GENERATOR,
    IN_THE_WAY,
    IS_HINGED,
    IS_LOCKED,
    KEY,
    LACKING,
    LOCKED,
    LOUDSPEAKER,
    LOUDSPEAKER_SOUND,
    NEEDS_TWO,
    OPEN,
    SHUT,
    SHUTTER,
    SMOKE,
    STRAINING,
    SWITCH,
    SWITCHED,
    USE,
    VALVE,
    VEILED,
    WEDGE,
    WEDGED_SHUT,
    WHEEL,
)  # fmt: skip
from warbell.engine.dice import draw
from warbell.engine.events import UNTOLD, audience_of, log, refuse
from warbell.engine.kernel import part, phase
from warbell.engine.noises import NOBODYS, sound_of_thing
from warbell.engine.phases.hands import reached
from warbell.engine.things import clear_away, has_things, puff, thing_at

ANYTHING = -1  # in the place of an object that a user has


@part
def _opened(ground, world, e, y, x):
    """A door on a cell has opened, or broken: the wedge falls, an extinguisher that stood there lets go."""
    thing = thing_at(world, e, y, x)
    if thing in (WEDGE, CLOUD_TRAP):
        clear_away(world, e, y, x)
    if thing == CLOUD_TRAP:
        for dy in range(-1, 2):
            for dx in range(-1, 2):
                puff(ground, world, e, y + dy, x + dx, ground.tuning[0].cloud_beats)
    elif world.fields[e, SMOKE, y, x] > 0:
        put(world.planes[e, VEILED], y, x)


@part
def set_door(ground, world, e, f, state):
    """Put a door or gate into a state and its cell into the planes that follow from it."""
    place = ground.fixtures[f]
    planes = world.planes[e]
    world.fixtures[e, f].state = state
    if state in (OPEN, BROKEN):
        drop(planes[BLOCKED], place.y, place.x)
        drop(planes[VEILED], place.y, place.x)
        put(planes[CLEAR], place.y, place.x)
        if has_things(world):
            _opened(ground, world, e, place.y, place.x)
    else:
        put(planes[BLOCKED], place.y, place.x)
        put(planes[VEILED], place.y, place.x)
        drop(planes[CLEAR], place.y, place.x)


@part
def as_wanted(world, e, f, thing):
    """True if fixture f is on (1) or off (0), or is a door in state -1 - thing for a negative one."""
    fixture = world.fixtures[e, f]
    return fixture.on == thing if thing >= 0 else fixture.state == -1 - thing


@part
def uses(ground, world, e, p, f):
    """True if person p lays hands on fixture f in this beat."""
    return ACTION_VERB[world.hearts[e, p].order] == USE and reached(ground, world, e, p, USE) == f


@part
def _user(ground, world, e, f):
    """Of those who lay hands on fixture f in this beat the one with the lowest id, NOBODYS if nobody does."""
    found = NOBODYS
    if world.fixtures[e, f].hands > 0:
        for p in range(world.hearts.shape[1]):
            first = found < 0 or world.bodies[e, p].id < world.bodies[e, found].id
            if first and uses(ground, world, e, p, f):
                found = p
    return found


@part
def user_with(ground, world, e, f, item):
    """The person using fixture f who has the object, or ANYTHING, the lowest draw of several; -1 if nobody has."""
    clock = world.clock[e]
    found, lowest = -1, np.uint64(0)
    for p in range(world.hearts.shape[1]):
        has = item == ANYTHING or world.packs[e, p, item] > 0
        if has and uses(ground, world, e, p, f):
            lot = draw(clock.key, world.bodies[e, p].id, D_SHARE)
            if found < 0 or lot < lowest:
                found, lowest = p, lot
    return found


@part
def _refuse_users(ground, world, e, f, why):
    for p in range(world.hearts.shape[1]):
        if uses(ground, world, e, p, f):
            refuse(world, e, p, why)


@part
def _strain(ground, world, e, f):
    """One pair of hands at what needs two: the iron rings, and whoever pulled is off balance for the next beat."""
    sound_of_thing(ground, world, e, f, STRAINING, ground.tuning[0].loud_strain, _user(ground, world, e, f))
    for p in range(world.hearts.shape[1]):
        if uses(ground, world, e, p, f):
            world.hearts[e, p].spent = 1
    _refuse_users(ground, world, e, f, NEEDS_TWO)


@part
def _log_worked(ground, world, e, kind, by, f, value):
    """One event for what was done to fixture f by the users of fixture `by` (f itself, or the wheel that works it)."""
    place = ground.fixtures[f]
    told = UNTOLD
    for p in range(world.hearts.shape[1]):
        if uses(ground, world, e, p, by):
            told |= audience_of(p)
    who = _user(ground, world, e, by)
    log(world, e, kind, who, f, place.y, place.x, value, told)


@part
def _wheel(ground, world, e, group):
    """The wheel of this group that two people turn this beat, or -1."""
    if group > 0:
        for f in range(world.fixtures.shape[1]):
            place = ground.fixtures[f]
            if place.kind == WHEEL and place.group == group and world.fixtures[e, f].hands >= 2:
                return f
    return -1


@part
def _move_door(ground, world, e, f, by, state):
    tuning = ground.tuning[0]
    loud = tuning.loud_shutter if ground.fixtures[f].kind == SHUTTER else tuning.loud_door
    set_door(ground, world, e, f, state)
    sound_of_thing(ground, world, e, f, DOOR_SOUND, loud, _user(ground, world, e, by))
    _log_worked(ground, world, e, DOOR_MOVED, by, f, state)


@part
def _bare(tuning, kind):
    """The points of a door, gate or shutter without planks."""
    if kind == GATE:
        return tuning.gate_strength
    return tuning.shutter_strength if kind == SHUTTER else tuning.door_strength


@part
def _work_door(ground, world, e, f, wheel):
    """Hands, or a turned wheel, on a door or gate."""
    fixture, place, tuning = world.fixtures[e, f], ground.fixtures[f], ground.tuning[0]
    by = f if wheel < 0 else wheel
    heavy = place.kind == GATE or (place.kind == SHUTTER and fixture.state != OPEN)
    if wheel < 0 and heavy and fixture.hands < 2:
        _strain(ground, world, e, f)
    elif fixture.state in (SHUT, LOCKED) and thing_at(world, e, place.y, place.x) == WEDGE:
        _refuse_users(ground, world, e, by, WEDGED_SHUT)
    elif fixture.state == OPEN:
        if world.occupant[e, place.y, place.x] > 0:
            _refuse_users(ground, world, e, by, IN_THE_WAY)
        else:
            _move_door(ground, world, e, f, by, SHUT)
    elif fixture.state == SHUT:
        _move_door(ground, world, e, f, by, OPEN)
    elif fixture.state == LOCKED:
        if wheel >= 0 or user_with(ground, world, e, f, KEY) >= 0:
            _move_door(ground, world, e, f, by, OPEN)
        else:
            _refuse_users(ground, world, e, f, IS_LOCKED)
    elif fixture.state == BARRICADED:
        bare = _bare(tuning, place.kind)
        fixture.strength -= tuning.unbar * fixture.hands
        if fixture.strength <= bare and fixture.hands > 0:
            fixture.strength = max(1, fixture.strength)
            _move_door(ground, world, e, f, by, SHUT)


@part
def _door(ground, world, e, f):
    fixture, place, tuning = world.fixtures[e, f], ground.fixtures[f], ground.tuning[0]
    if fixture.banged > 0:
        fixture.strength -= fixture.banged * tuning.bang_damage
        fixture.banged = 0
        sound_of_thing(ground, world, e, f, BANGING, tuning.loud_bang, NOBODYS)
    if fixture.state in (SHUT, LOCKED, BARRICADED) and fixture.strength <= 0:
        set_door(ground, world, e, f, BROKEN)
        log(world, e, DOOR_BROKE, -1, f, place.y, place.x, 0, UNTOLD)
        return
    wheel = _wheel(ground, world, e, place.group)
    if fixture.state != BROKEN and (fixture.hands > 0 or wheel >= 0):
        _work_door(ground, world, e, f, wheel)


@part
def _valve(ground, world, e, f):
    """A valve takes two, at its own wheel or at one of its group."""
    fixture = world.fixtures[e, f]
    wheel = _wheel(ground, world, e, ground.fixtures[f].group)
    if wheel < 0 and fixture.hands == 1:
        _strain(ground, world, e, f)
    elif wheel >= 0 or fixture.hands > 0:
        fixture.on = 1 - fixture.on
        _log_worked(ground, world, e, SWITCHED, f if wheel < 0 else wheel, f, fixture.on)


@part
def _machine(ground, world, e, f, item, beats, kind, loud):
    """A generator on fuel, a loudspeaker on a battery: what runs, and sounds, for so many beats on one object."""
    fixture = world.fixtures[e, f]
    if fixture.hands > 0:
        if fixture.on == 0 and fixture.fuel == 0:
            p = user_with(ground, world, e, f, item)
            if p < 0:
                _refuse_users(ground, world, e, f, LACKING)
                return
            world.packs[e, p, item] -= 1
            fixture.fuel = beats
        fixture.on = 1 - fixture.on
        _log_worked(ground, world, e, SWITCHED, f, f, fixture.on)
    if fixture.on == 1:
        fixture.fuel -= 1
        sound_of_thing(ground, world, e, f, kind, loud, _user(ground, world, e, f))
        if fixture.fuel <= 0:
            fixture.on, fixture.fuel = 0, 0


@phase
def fixtures(ground, world, e):
    """Every fixture of the world, once."""
    tuning = ground.tuning[0]
    for f in range(world.fixtures.shape[1]):
        kind = ground.fixtures[f].kind
        fixture = world.fixtures[e, f]
        if IS_HINGED[kind]:
            _door(ground, world, e, f)
        elif kind == GENERATOR:
            _machine(ground, world, e, f, FUEL, tuning.fuel_beats, ENGINE, tuning.loud_engine)
        elif kind == LOUDSPEAKER:
            _machine(ground, world, e, f, BATTERY, tuning.speaker_beats, LOUDSPEAKER_SOUND, tuning.loud_speaker)
        elif kind in (SWITCH, ALARM):
            if fixture.hands > 0:
                fixture.on = 1 - fixture.on
                _log_worked(ground, world, e, SWITCHED, f, f, fixture.on)
            if kind == ALARM and fixture.on == 1:
                by = _user(ground, world, e, f)
                sound_of_thing(ground, world, e, f, ALARM_SOUND, ground.tuning[0].loud_alarm, by)
        elif kind == VALVE:
            _valve(ground, world, e, f)
        elif kind == WHEEL and fixture.hands == 1:
            _strain(ground, world, e, f)
