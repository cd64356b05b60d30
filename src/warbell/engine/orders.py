"""Orders: the flat action space, which orders are possible now, and the sanitising that opens a beat.

An order is one integer below N_ACTIONS: VERB_BASE[verb] + argument (see codes.py). Whether it is possible depends only
on the seat's own body and the cells beside it, which that seat always perceives. What a verb takes, the phase that
carries it out says (`may_...`): here it is asked before the beat, there again after blows have moved people.
"""

from warbell.engine.actions import decode
from warbell.engine.brinks import over_the_edge
from warbell.engine.codes import (
    ALLOWED,
    BLAST,
    CALL,
    CARRY,
    COMFORT,
    D_SLIP,
    DX,
    DY,
    FLY,
    GIVE,
    HERE,
    HOIST,
    LADEN,
    LINK,
    LOAD,
    LOWER,
    N_ACTIONS,
    NEEDS_BALANCE,
    NEEDS_EMPTY_ARMS,
    NO_SIGNAL,
    OFF_BALANCE,
    OFFER,
    RELEASE,
    ROB,
    RUN,
    SET,
    SHOOT,
    SHOVE,
    SIGN,
    SLIPPED,
    SNEAK,
    STEADY,
    STEP,
    STILL_BUSY,
    STRIKE,
    TAKE,
    TEND,
    THROW,
    UNABLE,
    UNKNOWN_ORDER,
    USE,
    VERB_BASE,
    WAIT,
    WIELD,
)  # fmt: skip
from warbell.engine.dice import beat_key, chance
from warbell.engine.events import refuse
from warbell.engine.kernel import part, phase
from warbell.engine.people import can_act, person_at
from warbell.engine.phases.blows import may_shove, may_shove_down, may_strike, reach
from warbell.engine.phases.care import may_carry, may_comfort, may_release, may_tend
from warbell.engine.phases.hands import may_give, may_take, may_use
from warbell.engine.phases.setting import may_set
from warbell.engine.phases.shots import may_shoot
from warbell.engine.phases.strokes import may_link, may_step
from warbell.engine.phases.throwing import may_throw, may_wield
from warbell.engine.phases.trades import may_offer, may_rob
from warbell.engine.phases.voices import may_whisper
from warbell.engine.piloting import may_pilot
from warbell.engine.water import wades


@part
def hindered(world, e, p, verb):
    """ALLOWED, or what about themselves keeps somebody from a verb whatever is around them (REASONS)."""
    if verb == WAIT:
        return ALLOWED
    body = world.bodies[e, p]
    if not can_act(body):
        return UNABLE
    if NEEDS_BALANCE[verb] and world.hearts[e, p].spent > 0:
        return OFF_BALANCE
    return LADEN if NEEDS_EMPTY_ARMS[verb] and body.load > 0 else ALLOWED


@part
def reason(ground, world, e, p, verb, direction, item, cells):
    """ALLOWED, or why person p of world e cannot do this now (REASONS). The phase of each verb says what it takes."""
    body = world.bodies[e, p]
    why = hindered(world, e, p, verb)
    if why != ALLOWED or verb in (WAIT, CALL, SIGN):
        return why
    y, x = body.y + DY[direction], body.x + DX[direction]
    if verb in (STEP, RUN, SNEAK):
        return may_step(ground, world, e, y, x)
    if verb == LINK:
        return may_link(ground, world, e, body)
    if verb == SHOVE and direction == HERE:
        return may_shove_down(ground, world, e, y, x)
    if verb in (STRIKE, SHOVE):
        y, x = reach(world, e, p, direction)
        return may_strike(ground, world, e, y, x) if verb == STRIKE else may_shove(world, e, y, x)
    if verb == USE:
        return may_use(ground, world, e, p, direction, y, x)
    if verb == SET:
        y, x = over_the_edge(ground, body.y, body.x, direction)
        return may_set(ground, world, e, p, item, direction, y, x)
    if verb == THROW:
        return may_throw(ground, world, e, p, item, direction, y, x)
    if verb == WIELD:
        return may_wield(world, e, p, item)
    if verb == SHOOT:
        return may_shoot(world, e, p, y, x)
    if verb == TAKE:
        return may_take(ground, world, e, direction, y, x)
    if verb in (FLY, LOAD, HOIST, LOWER, BLAST):
        return may_pilot(ground, world, e, p, verb, direction, item, cells)
    if verb == RELEASE:
        return may_release(body)
    q = p if direction == HERE else person_at(world, e, y, x)
    if verb == GIVE:
        return may_give(world, e, p, q)
    if verb == OFFER:
        return may_offer(world, e, p, q, item)
    if verb == ROB:
        return may_rob(q)
    if verb == CARRY:
        return may_carry(world, e, q)
    if verb == TEND:
        return may_tend(ground, world, e, p, q)
    if verb == COMFORT:
        return may_comfort(world, e, q)
    return may_whisper(world, e, q)


@part
def _slips(ground, world, e, p):
    heart = world.hearts[e, p]
    tuning = ground.tuning[0]
    over = heart.fear - tuning.tremble_from
    if over <= 0 or heart.talents & STEADY:
        return False
    clock = world.clock[e]
    return chance(over * tuning.tremble_per, clock.key, world.bodies[e, p].id, D_SLIP)


@phase
def sanitise(ground, world, e, orders):
    """Open a beat: clear what lasts one beat, and settle each person's order from orders, int32 [E, S], or their wish.

    What cannot be becomes WAIT and leaves an event that says why; trembling hands put an order off by a beat. The
    orders that count are left in hearts.order, which is what the phases read.
    """
    clock = world.clock[e]
    clock.key = beat_key(clock.seed, clock.beat + 1)
    clock.events = 0
    clock.noises = 0
    for i in range(world.bodies.shape[1]):
        body = world.bodies[e, i]
        body.gait = 0
        body.sign = NO_SIGNAL
    for f in range(world.fixtures.shape[1]):
        world.fixtures[e, f].hands = 0
    for p in range(world.hearts.shape[1]):
        heart = world.hearts[e, p]
        action = int(orders[e, p]) if p < orders.shape[1] else int(heart.wish)
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
        verb, direction, _, item, cells = decode(action)
        why = reason(ground, world, e, p, verb, direction, item, cells)
        if why != ALLOWED:
            refuse(world, e, p, why)
            action = WAIT
        elif verb == RUN and (heart.winded == 1 or wades(world, e, p)):
            action = int(VERB_BASE[STEP]) + direction
        if action != heart.order:
            heart.effort = 0
        heart.order = action
        heart.wish = WAIT
        heart.spent = 0
        heart.hurt = 0
