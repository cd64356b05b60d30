"""Triggers: what the night does by itself, each once."""

from naive.fixtures import as_wanted, set_door
from naive.world import log, noise, standing

from warbell.engine import codes as c


def _due(state, t, trigger):
    clock = state.clock
    if clock.fired >> t & 1 or trigger.after & ~clock.met:
        return False
    if trigger.kind == c.AT_BEAT:
        return clock.beat + 1 >= trigger.value
    if trigger.kind == c.ON_GOAL:
        return bool(clock.met >> trigger.target & 1)
    return as_wanted(state.fixtures[trigger.target], trigger.value)


def _do(state, effect):
    if effect.kind == c.SET_STATE:
        place, fixture = state.ground.fixtures[effect.target], state.fixtures[effect.target]
        in_the_way = effect.value != c.OPEN and place.at in standing(state)
        if fixture.state not in (c.BROKEN, effect.value) and not in_the_way:
            set_door(state, effect.target, effect.value)
            fixture.strength = effect.strength
            noise(state, c.DOOR_SOUND, place.at, state.tuning.loud_door)
            log(state, c.DOOR_MOVED, -1, effect.target, place.at, effect.value, set())
    if effect.kind == c.SET_ON and state.fixtures[effect.target].on != effect.value:
        state.fixtures[effect.target].on = effect.value
        place = state.ground.fixtures[effect.target]
        log(state, c.SWITCHED, -1, effect.target, place.at, effect.value, set())
    if effect.kind == c.ARRIVE:
        for body in state.bodies[effect.target : effect.value]:
            if body.state == c.AWAY and -(2**30) < body.timer < 0:  # -1 comes at once, -3 two beats later
                body.timer = state.clock.beat - body.timer
    if effect.kind >= 8:  # what lies in a fixture, by object
        state.stocks[effect.target][effect.kind - 8] = effect.value
    if effect.kind == c.TELL:
        log(state, c.TIDINGS, effect.target, -1, (0, 0), 0, set())


def triggers(state):
    due = [t for t, trigger in enumerate(state.ground.triggers) if _due(state, t, trigger)]
    for t in due:
        trigger = state.ground.triggers[t]
        state.clock.fired |= 1 << t
        for effect in state.ground.effects[trigger.first : trigger.last]:
            _do(state, effect)
