"""Clockwork: what set things do by themselves: phones ring, flares burn down, what was beaten sounds and gives way.

Reads and writes fields; writes planes, noises, events, the flares in hands. Only cells where something goes on are
looked at.
"""

from warbell.engine.bits import U0, U1, lowest
from warbell.engine.codes import (
    BANGING,
    BEATEN,
    BRAND,
    DEAD_PHONE,
    GAVE_WAY,
    LEFT,
    RINGING,
    RINGING_PHONE,
    STIRRING,
    THING,
    TIMED_PHONE,
    UP,
)  # fmt: skip
from warbell.engine.events import UNTOLD, log
from warbell.engine.kernel import part, phase
from warbell.engine.noises import noise
from warbell.engine.things import clear_away, has_things


@part
def _beaten(ground, world, e, y, x):
    """Something that stands on a cell was beaten."""
    noise(world, e, BANGING, y, x, ground.tuning[0].loud_bang)
    if world.fields[e, LEFT, y, x] <= 0:
        log(world, e, GAVE_WAY, -1, -1, y, x, world.fields[e, THING, y, x], UNTOLD)
        clear_away(world, e, y, x)


@part
def _phone(ground, world, e, y, x):
    """A beat of a phone that waits, or rings."""
    tuning, fields = ground.tuning[0], world.fields
    fields[e, LEFT, y, x] -= 1
    if fields[e, THING, y, x] == RINGING_PHONE:
        noise(world, e, RINGING, y, x, tuning.loud_phone)
        if fields[e, LEFT, y, x] <= 0:
            fields[e, THING, y, x] = DEAD_PHONE
            fields[e, LEFT, y, x] = 0
    elif fields[e, LEFT, y, x] <= 0:
        fields[e, THING, y, x] = RINGING_PHONE
        fields[e, LEFT, y, x] = tuning.phone_rings


@part
def _tick(ground, world, e, y, x):
    """A beat of the thing on a cell."""
    thing = world.fields[e, THING, y, x]
    if thing == BRAND:
        world.fields[e, LEFT, y, x] -= 1
        if world.fields[e, LEFT, y, x] <= 0:
            clear_away(world, e, y, x)
    elif thing in (TIMED_PHONE, RINGING_PHONE):
        _phone(ground, world, e, y, x)


@phase
def clockwork(ground, world, e):
    """Phase: every thing that counts down or was beaten, and every flare in a hand."""
    if not has_things(world):
        return
    for p in range(world.hearts.shape[1]):
        heart = world.hearts[e, p]
        if heart.flame > 0:
            heart.flame = heart.flame - 1 if world.bodies[e, p].state == UP else 0
    beaten, stirring = world.planes[e, BEATEN], world.planes[e, STIRRING]
    words, height = stirring.shape
    for k in range(words):
        for y in range(height):
            word = beaten[k, y]
            beaten[k, y] = U0
            while word != U0:
                _beaten(ground, world, e, y, 64 * k + lowest(word))
                word &= word - U1
            word = stirring[k, y]
            while word != U0:
                _tick(ground, world, e, y, 64 * k + lowest(word))
                word &= word - U1
