"""Triggers: what the night does by itself, once, when its moment has come: switch, move a door, call arrivals, tell.

Reads the beat, goals met before, fixtures, occupant. Writes fixtures, planes, arrivals, which triggers have fired,
loudness, events. All that are due are found first and then carried out: none is due because of another of this beat.
"""

from warbell.engine.bits import U0, bit
from warbell.engine.codes import (
    ARRIVE,
    AT_BEAT,
    AWAY,
    BROKEN,
    DOOR_MOVED,
    DOOR_SOUND,
    ON_GOAL,
    OPEN,
    SET_ON,
    SET_STATE,
    SWITCHED,
    TELL,
    TIDINGS,
)  # fmt: skip
from warbell.engine.deal import STOCK
from warbell.engine.events import UNTOLD, log
from warbell.engine.kernel import part, phase
from warbell.engine.noises import NOBODYS, sound_of_thing
from warbell.engine.phases.arrivals import ABSENT, CALLED_FOR
from warbell.engine.phases.fixtures import as_wanted, set_door


@part
def _due(world, e, trigger):
    clock = world.clock[e]
    if (clock.met & trigger.after) != trigger.after:
        return False
    if trigger.kind == AT_BEAT:
        return clock.beat + 1 >= trigger.value
    if trigger.kind == ON_GOAL:
        return (clock.met & bit(trigger.target)) != U0
    return as_wanted(world, e, trigger.target, trigger.value)


@part
def _move_door(ground, world, e, f, state, strength):
    """A door that is broken, or in which somebody stands, does not shut."""
    fixture, place = world.fixtures[e, f], ground.fixtures[f]
    shuts = state != OPEN and world.occupant[e, place.y, place.x] > 0
    if fixture.state in (BROKEN, state) or shuts:
        return
    set_door(ground, world, e, f, state)
    fixture.strength = strength
    sound_of_thing(ground, world, e, f, DOOR_SOUND, ground.tuning[0].loud_door, NOBODYS)
    log(world, e, DOOR_MOVED, -1, f, place.y, place.x, state, UNTOLD)


@part
def _switch(ground, world, e, f, on):
    fixture, place = world.fixtures[e, f], ground.fixtures[f]
    if fixture.on != on:
        fixture.on = on
        log(world, e, SWITCHED, -1, f, place.y, place.x, on, UNTOLD)


@part
def _do(ground, world, e, effect):
    if effect.kind == SET_STATE:
        _move_door(ground, world, e, effect.target, effect.value, effect.strength)
    elif effect.kind == SET_ON:
        _switch(ground, world, e, effect.target, effect.value)
    elif effect.kind == ARRIVE:
        for i in range(effect.target, effect.value):
            body = world.bodies[e, i]
            if body.state == AWAY and ABSENT < body.timer <= CALLED_FOR:
                body.timer = world.clock[e].beat + 1 + CALLED_FOR - body.timer
    elif effect.kind == TELL:
        log(world, e, TIDINGS, effect.target, -1, 0, 0, 0, UNTOLD)
    elif effect.kind >= STOCK:
        world.stocks[e, effect.target, effect.kind - STOCK] = effect.value


@phase
def triggers(ground, world, e):
    """Phase: every trigger that is due and has not fired yet."""
    count = ground.triggers.shape[0]
    if count == 0:
        return
    clock = world.clock[e]
    due = U0
    for t in range(count):
        if clock.fired & bit(t) == U0 and _due(world, e, ground.triggers[t]):
            due |= bit(t)
    for t in range(count):
        if due & bit(t) != U0:
            for k in range(ground.triggers[t].first, ground.triggers[t].last):
                _do(ground, world, e, ground.effects[k])
    clock.fired |= due
