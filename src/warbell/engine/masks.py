"""Action masks: which of all orders are possible to a person now. `orders.reason` decides, here it is asked."""

from warbell.engine.bits import get
from warbell.engine.codes import (
    ALLOWED,
    BLOCKED,
    CALL,
    CARRY,
    COMFORT,
    DX,
    DY,
    GIVE,
    HERE,
    LINK,
    N_OBJECTS,
    N_SIGNALS,
    RELEASE,
    RUN,
    SET,
    SHOVE,
    SIGN,
    SNEAK,
    STEP,
    STRIKE,
    TAKE,
    TEND,
    USE,
    VERB_BASE,
    WAIT,
    WHISPER,
)  # fmt: skip
from warbell.engine.kernel import part
from warbell.engine.orders import NO_ITEM, can_act, reason


@part
def _mark(ground, world, e, p, mask, verb, direction):
    """Set the mask's entry of a verb and direction if the order is possible."""
    if reason(ground, world, e, p, verb, direction, NO_ITEM) == ALLOWED:
        mask[VERB_BASE[verb] + direction] = 1


@part
def _mark_neighbour(ground, world, e, p, mask, direction):
    """The orders to somebody, and against somebody, on the next cell."""
    for verb in (STRIKE, SHOVE, GIVE, CARRY, TEND, COMFORT):
        _mark(ground, world, e, p, mask, verb, direction)
    if reason(ground, world, e, p, WHISPER, direction, NO_ITEM) == ALLOWED:
        for signal in range(N_SIGNALS):
            mask[VERB_BASE[WHISPER] + signal * 4 + direction] = 1


@part
def _mark_fixture(ground, world, e, p, mask, direction):
    """The orders to a fixture on the next cell."""
    for verb in (STRIKE, USE, TAKE):
        _mark(ground, world, e, p, mask, verb, direction)
    for item in range(N_OBJECTS):
        if world.packs[e, p, item] > 0 and reason(ground, world, e, p, SET, direction, item) == ALLOWED:
            mask[VERB_BASE[SET] + item * 4 + direction] = 1


@part
def fill_mask(ground, world, e, p, mask):
    """Set mask, uint8 [N_ACTIONS], to 1 for each order possible to person p and 0 for the others.

    `reason` decides; here is only which orders are worth asking about.
    """
    mask[:] = 0
    mask[WAIT] = 1
    body = world.bodies[e, p]
    if not can_act(body):
        return
    for direction in range(4):
        y, x = body.y + DY[direction], body.x + DX[direction]
        for verb in (STEP, RUN, SNEAK):
            _mark(ground, world, e, p, mask, verb, direction)
        if world.occupant[e, y, x] > 0:
            _mark_neighbour(ground, world, e, p, mask, direction)
        if ground.fixture_at[y, x] > 0:
            _mark_fixture(ground, world, e, p, mask, direction)
        elif get(world.planes[e, BLOCKED], y, x):
            _mark(ground, world, e, p, mask, STRIKE, direction)
    for verb in (USE, TAKE, TEND):
        _mark(ground, world, e, p, mask, verb, HERE)
    for verb in (LINK, RELEASE):
        if reason(ground, world, e, p, verb, HERE, NO_ITEM) == ALLOWED:
            mask[VERB_BASE[verb]] = 1
    mask[VERB_BASE[CALL] : VERB_BASE[CALL] + N_SIGNALS] = 1
    mask[VERB_BASE[SIGN] : VERB_BASE[SIGN] + N_SIGNALS] = 1
