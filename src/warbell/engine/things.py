"""Things: what has been set on a cell, burns or smokes there; the fields of `world.fields` and the planes that follow.

One thing a cell. Only these functions write the fields, and the planes BLOCKED, VEILED and CLEAR where a thing or smoke
changes them. An episode that can have no such thing has no fields, and then nothing here is ever asked for long.
"""

from warbell.engine.bits import drop, get, put
from warbell.engine.codes import (
    BEATEN,
    BLOCKED,
    BRAND,
    BROKEN,
    CLEAR,
    FIRE,
    IS_FIRM,
    IS_HINGED,
    LEFT,
    NO_THING,
    OPEN,
    RINGING_PHONE,
    SMOKE,
    STIRRING,
    THING,
    TIMED_PHONE,
    VEILED,
)  # fmt: skip
from warbell.engine.kernel import part


@part
def has_things(world):
    """True if the episode can have things set on cells."""
    return world.fields.shape[1] > 0


@part
def thing_at(world, e, y, x):
    """The thing on a cell (THINGS)."""
    return world.fields[e, THING, y, x] if has_things(world) else NO_THING


@part
def is_firm_at(world, e, y, x):
    """True if something stands on a cell that nobody walks through: a barricade, a desk."""
    return IS_FIRM[thing_at(world, e, y, x)]


@part
def lay(world, e, thing, y, x, left):
    """Put a thing with its number on a cell."""
    world.fields[e, THING, y, x] = thing
    world.fields[e, LEFT, y, x] = left
    if IS_FIRM[thing]:
        put(world.planes[e, BLOCKED], y, x)
        drop(world.planes[e, CLEAR], y, x)


@part
def stir(world, e, y, x):
    """Something goes on at a cell from now on."""
    put(world.planes[e, STIRRING], y, x)


@part
def goes_on(world, e, y, x):
    """True if something goes on at a cell: a thing that counts down, fire, smoke."""
    fields = world.fields
    counts = fields[e, THING, y, x] in (BRAND, TIMED_PHONE, RINGING_PHONE)
    return counts or fields[e, FIRE, y, x] > 0 or fields[e, SMOKE, y, x] > 0


@part
def clear_away(world, e, y, x):
    """Take away the thing on a cell."""
    if is_firm_at(world, e, y, x):
        drop(world.planes[e, BLOCKED], y, x)
        put(world.planes[e, CLEAR], y, x)
    world.fields[e, THING, y, x] = NO_THING
    world.fields[e, LEFT, y, x] = 0


@part
def batter(world, e, y, x, points):
    """Take points off what stands on a cell; it sounds, and gives way, when its phase comes."""
    world.fields[e, LEFT, y, x] -= points
    put(world.planes[e, BEATEN], y, x)


@part
def _is_shut_door(ground, world, e, y, x):
    f = ground.fixture_at[y, x] - 1
    return f >= 0 and IS_HINGED[ground.fixtures[f].kind] and world.fixtures[e, f].state not in (OPEN, BROKEN)


@part
def smoke(world, e, y, x, beats):
    """Let smoke hang on a cell for so many beats at least; nobody sees through it."""
    world.fields[e, SMOKE, y, x] = max(world.fields[e, SMOKE, y, x], beats)
    put(world.planes[e, VEILED], y, x)
    stir(world, e, y, x)


@part
def thin(ground, world, e, y, x):
    """A beat takes its part of the smoke on a cell."""
    world.fields[e, SMOKE, y, x] -= 1
    if world.fields[e, SMOKE, y, x] == 0 and not _is_shut_door(ground, world, e, y, x):
        drop(world.planes[e, VEILED], y, x)


@part
def puff(ground, world, e, y, x, beats):
    """An extinguisher's cloud on a cell: what burns there goes out, and nobody sees through it."""
    world.fields[e, FIRE, y, x] = 0
    if not get(ground.solid, y, x):
        smoke(world, e, y, x, beats)
