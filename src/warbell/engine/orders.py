"""Orders: the flat action space, which orders are possible now, and the sanitising that opens a beat.

An order is one integer below N_ACTIONS: VERB_BASE[verb] + argument (see codes.py). Parsing, legality and meaning of
an order live here and in the phase that carries it out; whether it is possible depends only on the seat's own body
and the cells beside it, which that seat always perceives.
"""

from warbell.engine.bits import get
from warbell.engine.codes import (
    ACTION_VERB,
    ALARM,
    ALLOWED,
    BARRICADED,
    BLOCKED,
    BROKEN,
    CACHE,
    CALL,
    CARRY,
    COMFORT,
    D_SLIP,
    DOOR,
    DOWN,
    DX,
    DY,
    FOOD,
    GATE,
    GENERATOR,
    GIVE,
    HERE,
    HYBRID,
    IS_EMPTY,
    LACKING,
    LADDER,
    LADEN,
    LINK,
    LOCKED,
    MEDICINE,
    N_ACTIONS,
    N_OBJECTS,
    NO_LINK,
    NO_SIGNAL,
    NO_WAY,
    NOBODY_THERE,
    NOT_YET,
    NOTHING_THERE,
    OFF_BALANCE,
    PERSON,
    PLANKS,
    REFUSED,
    RELEASE,
    RUN,
    SET,
    SHOVE,
    SHUT,
    SHUT_WAY,
    SIGN,
    SLIPPED,
    SNEAK,
    STAIRS,
    STEADY,
    STEP,
    STILL_BUSY,
    STRIKE,
    SWITCH,
    TAKE,
    TEND,
    UNABLE,
    UNKNOWN_ORDER,
    UP,
    USE,
    VERB_ARGS,
    VERB_BASE,
    WAIT,
    WHEEL,
    WHISPER,
)  # fmt: skip
from warbell.engine.dice import beat_key, chance
from warbell.engine.events import audience_of, log
from warbell.engine.kernel import kernel, part

NO_ITEM = 255


@kernel
def encode(verb, direction, signal, item):
    """The action of a verb with its arguments; those the verb has no use for are ignored."""
    base = VERB_BASE[verb]
    if verb == SET:
        return base + item * 4 + direction
    if verb == WHISPER:
        return base + signal * 4 + direction
    if verb in (CALL, SIGN):
        return base + signal
    return base + direction if VERB_ARGS[verb] > 2 else base


@kernel
def decode(action):
    """(verb, direction, signal, item) of an action; HERE, NO_SIGNAL and NO_ITEM where the verb has none."""
    verb = ACTION_VERB[action]
    argument = action - VERB_BASE[verb]
    if verb == SET:
        return verb, argument % 4, NO_SIGNAL, argument // 4
    if verb == WHISPER:
        return verb, argument % 4, argument // 4, NO_ITEM
    if verb in (CALL, SIGN):
        return verb, HERE, argument, NO_ITEM
    if VERB_ARGS[verb] > 2:
        return verb, argument, NO_SIGNAL, NO_ITEM
    return verb, HERE, NO_SIGNAL, NO_ITEM


@part
def is_person(body):
    """True for people, the hybrid among them, whatever shape they are in."""
    return body.nature in (PERSON, HYBRID)


@part
def can_act(body):
    """True if orders to this body mean anything."""
    return body.state == UP and (body.nature in (PERSON, HYBRID)) and body.carrier == 0


@part
def person_at(world, e, y, x):
    """Index of the person on a cell, or -1."""
    i = world.occupant[e, y, x] - 1
    if i >= 0 and is_person(world.bodies[e, i]):
        return i
    return -1


@part
def carries_any(world, e, p):
    """True if person p has any object."""
    count = 0
    for item in range(N_OBJECTS):
        count += world.packs[e, p, item]
    return count > 0


@part
def _reason_way(ground, world, e, y, x):
    if get(ground.solid, y, x):
        return NO_WAY
    if get(world.planes[e, BLOCKED], y, x):
        return SHUT_WAY
    return ALLOWED


@part
def _reason_strike(ground, world, e, y, x):
    if world.occupant[e, y, x] > 0:
        return ALLOWED
    if get(world.planes[e, BLOCKED], y, x):
        f = ground.fixture_at[y, x] - 1
        if f < 0 or ground.fixtures[f].kind in (DOOR, GATE):  # a blocked cell without a fixture is glass
            return ALLOWED
    return NOTHING_THERE


@part
def _reason_use(ground, world, e, p, direction, y, x):
    f = ground.fixture_at[y, x] - 1
    if f >= 0:
        kind = ground.fixtures[f].kind
        if kind in (DOOR, GATE):
            return NOTHING_THERE if world.fixtures[e, f].state == BROKEN or direction == HERE else ALLOWED
        if kind in (SWITCH, GENERATOR, WHEEL, ALARM):
            return ALLOWED
    if direction == HERE and world.packs[e, p, FOOD] > 0:
        return ALLOWED
    return NOTHING_THERE


@part
def _reason_set(ground, world, e, p, item, y, x):
    if item != PLANKS:
        return NOT_YET
    if world.packs[e, p, PLANKS] == 0:
        return LACKING
    f = ground.fixture_at[y, x] - 1
    if f < 0 or ground.fixtures[f].kind not in (DOOR, GATE):
        return NOTHING_THERE
    return ALLOWED if world.fixtures[e, f].state in (SHUT, LOCKED, BARRICADED) else NOTHING_THERE


@part
def _reason_take(ground, world, e, y, x):
    f = ground.fixture_at[y, x] - 1
    if f < 0 or ground.fixtures[f].kind != CACHE:
        return NOTHING_THERE
    for item in range(N_OBJECTS):
        if world.stocks[e, f, item] > 0:
            return ALLOWED
    return IS_EMPTY


@part
def _reason_tend(ground, world, e, p, q):
    patient = world.bodies[e, q]
    if patient.state == DOWN:
        return ALLOWED
    if patient.hp >= ground.tuning[0].person_hp and patient.timer < 0:
        return NOTHING_THERE
    return ALLOWED if world.packs[e, p, MEDICINE] > 0 else LACKING


@part
def reason(ground, world, e, p, verb, direction, item):
    """ALLOWED, or why person p of world e cannot do this now (REASONS)."""
    if verb == WAIT:
        return ALLOWED
    body = world.bodies[e, p]
    if not can_act(body):
        return UNABLE
    if verb in (CALL, SIGN):
        return ALLOWED
    y, x = body.y + DY[direction], body.x + DX[direction]
    if body.spent > 0:
        return OFF_BALANCE
    if body.load > 0 and verb in (RUN, STRIKE, SHOVE, SET, CARRY, TEND):
        return LADEN
    if verb in (STEP, RUN, SNEAK):
        return _reason_way(ground, world, e, y, x)
    if verb == LINK:
        k = ground.link_at[body.y, body.x] - 1
        if k < 0:
            return NO_LINK
        if ground.links[k].kind == STAIRS:
            return ALLOWED
        if ground.links[k].kind == LADDER:
            return ALLOWED if body.load == 0 else LADEN
        return NOT_YET
    if verb == STRIKE:
        return _reason_strike(ground, world, e, y, x)
    if verb == SHOVE:
        i = world.occupant[e, y, x] - 1
        return ALLOWED if i >= 0 and world.bodies[e, i].state == UP else NOBODY_THERE
    if verb == USE:
        return _reason_use(ground, world, e, p, direction, y, x)
    if verb == SET:
        return _reason_set(ground, world, e, p, item, y, x)
    if verb == TAKE:
        return _reason_take(ground, world, e, y, x)
    if verb == RELEASE:
        return ALLOWED if body.load > 0 else LACKING
    if verb not in (GIVE, CARRY, TEND, COMFORT, WHISPER):
        return NOT_YET
    q = p if direction == HERE else person_at(world, e, y, x)
    if q < 0:
        return NOBODY_THERE
    state = world.bodies[e, q].state
    if verb == GIVE:
        return ALLOWED if carries_any(world, e, p) else LACKING
    if verb == CARRY:
        return ALLOWED if state == DOWN else NOBODY_THERE
    if verb == TEND:
        return _reason_tend(ground, world, e, p, q)
    return ALLOWED if state == UP else NOBODY_THERE


@part
def refuse(world, e, p, why):
    """Tell person p alone why the order came to nothing."""
    body = world.bodies[e, p]
    log(world, e, REFUSED, p, -1, body.y, body.x, why, audience_of(p))


@part
def _slips(ground, world, e, p):
    heart = world.hearts[e, p]
    tuning = ground.tuning[0]
    over = heart.fear - tuning.tremble_from
    if over <= 0 or heart.talents & STEADY:
        return False
    clock = world.clock[e]
    return chance(over * tuning.tremble_per, clock.key, world.bodies[e, p].id, D_SLIP)


@part
def sanitise(ground, world, e, orders):
    """Open a beat: clear what lasts one beat, and settle each person's order from orders, int32 [E, P].

    What cannot be becomes WAIT and leaves an event that says why; trembling hands put an order off by a beat. The
    orders that count are left in hearts.order, which is what the phases read.
    """
    clock = world.clock[e]
    clock.key = beat_key(clock.seed, clock.beat + 1)
    clock.events = 0
    for i in range(world.bodies.shape[1]):
        body = world.bodies[e, i]
        body.loud = 0
        body.sound = 0
        body.gait = 0
        body.sign = NO_SIGNAL
    for f in range(world.fixtures.shape[1]):
        world.fixtures[e, f].hands = 0
        world.fixtures[e, f].loud = 0
    for p in range(world.hearts.shape[1]):
        heart = world.hearts[e, p]
        action = int(orders[e, p])
        if action < 0 or action >= N_ACTIONS:
            refuse(world, e, p, UNKNOWN_ORDER)
            action = WAIT
        if heart.late >= 0:
            if action != WAIT:
                refuse(world, e, p, STILL_BUSY)
            action = int(heart.late)
            heart.late = -1
        elif action != WAIT and can_act(world.bodies[e, p]) and _slips(ground, world, e, p):
            refuse(world, e, p, SLIPPED)
            heart.late = action
            action = WAIT
        verb, direction, _, item = decode(action)
        why = reason(ground, world, e, p, verb, direction, item)
        if why != ALLOWED:
            refuse(world, e, p, why)
            action = WAIT
        elif verb == RUN and heart.winded == 1:
            action = int(VERB_BASE[STEP]) + direction
        heart.order = action
        world.bodies[e, p].spent = 0
        heart.hurt = 0
