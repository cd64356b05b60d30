"""Thresholds: what somebody without a seat does at a door beside them: shut it, bar it, open it to a voice.

They go by what they see and hear on their own side, so they open to whoever has the voice, the dead's too.
"""

from warbell.engine.actions import encode
from warbell.engine.codes import (
    ALLOWED,
    BANGING,
    BARRICADED,
    COME,
    DOOR,
    DX,
    DY,
    HELP,
    NO_SIGNAL,
    OPEN,
    PLANKS,
    SAFE,
    SET,
    SHUFFLING,
    SHUT,
    USE,
    WAIT,
)  # fmt: skip
from warbell.engine.kernel import part
from warbell.engine.phases.setting import may_set
from warbell.engine.trust import bears_grudge, in_panic, trusts
from warbell.engine.walks import danger


@part
def _door_at(ground, world, e, y, x, state):
    """True if there is a door in a state on a cell."""
    f = ground.fixture_at[y, x] - 1
    return f >= 0 and ground.fixtures[f].kind == DOOR and world.fixtures[e, f].state == state


@part
def at_fixture(ground, y, x):
    """True if anything is fixed to a cell beside (y, x): elsewhere nobody is at a door."""
    at = ground.fixture_at
    return at[y - 1, x] | at[y + 1, x] | at[y, x - 1] | at[y, x + 1] != 0


@part
def shut_out(ground, world, e, q, near):
    """The order to shut an open door that is nearer than they to whom person q fears, `near` cells away; else WAIT."""
    body = world.bodies[e, q]
    for way in range(4):
        y, x = body.y + DY[way], body.x + DX[way]
        stands_open = _door_at(ground, world, e, y, x, OPEN) and world.occupant[e, y, x] == 0
        if stands_open and danger(world, e, q, y, x) < near:
            return encode(USE, way, NO_SIGNAL, 0)
    return WAIT


@part
def bar(ground, world, e, q):
    """The order to bar a shut door with planks while infected are heard; else WAIT."""
    body, heard = world.bodies[e, q], world.heard[e, q]
    if world.packs[e, q, PLANKS] == 0 or body.load > 0:
        return WAIT
    outside = False
    for slot in range(heard.shape[0]):
        outside |= heard[slot].sound in (SHUFFLING, BANGING)
    for way in range(4):
        y, x = body.y + DY[way], body.x + DX[way]
        may = outside and _door_at(ground, world, e, y, x, SHUT)
        if may and may_set(ground, world, e, q, PLANKS, way, y, x) == ALLOWED:
            return encode(SET, way, NO_SIGNAL, PLANKS)
    return WAIT


@part
def _heeds(ground, world, e, q, row, way):
    """True if person q opens a door that way to a voice they hear: a trusted one's, or while calm anybody's."""
    p = row.voice
    if row.signal not in (HELP, COME, SAFE) or p >= world.hearts.shape[1] or row.bearing > 7:
        return False
    if (int(row.bearing) - 2 * way + 1) & 7 > 2:
        return False
    calm = not in_panic(ground, world, e, q) and not bears_grudge(world, e, q, p)
    return calm or trusts(ground, world, e, q, p)


@part
def open_up(ground, world, e, q):
    """The order to open a door, or take down its planks, for a voice behind it; else WAIT."""
    body, heard = world.bodies[e, q], world.heard[e, q]
    for way in range(4):
        y, x = body.y + DY[way], body.x + DX[way]
        if not _door_at(ground, world, e, y, x, SHUT) and not _door_at(ground, world, e, y, x, BARRICADED):
            continue
        for slot in range(heard.shape[0]):
            if _heeds(ground, world, e, q, heard[slot], way):
                return encode(USE, way, NO_SIGNAL, 0)
    return WAIT
