"""Aims: at whom somebody armed, who lives by their needs, fires, and whom they call to stop before.

They go by what they make out. Between their STOP and the first shot at a person lie some beats; who stands still before
a soldier is left alone.
"""

from warbell.engine.actions import encode
from warbell.engine.bits import bits_of, set_in_both
from warbell.engine.codes import CALL, DX, DY, HERE, NO_SIGNAL, REST, SHOOT, SOLDIER, STOP, UP, WAIT
from warbell.engine.kernel import part, spelt_out
from warbell.engine.people import is_awake, is_person
from warbell.engine.phases.shots import stops_a_shot
from warbell.engine.seeing import makes_out
from warbell.engine.trust import held_against, owes, regard


@part
def _is_wanted(ground, world, e, q, p):
    """True if person q would fire at person p: with a great grudge, or as a soldier at who moves under curfew."""
    body = world.bodies[e, p]
    if p == q or not is_person(body) or body.state != UP:
        return False
    if regard(world, e, q, p) <= -ground.tuning[0].avenges_at:
        return True
    keeps = world.bodies[e, q].side == SOLDIER
    return keeps and body.gait != REST and not owes(ground, world, e, q, p)


@part
def _aim(ground, world, e, q, at_people):
    """The direction in which the first body that person q makes out is one to fire at, the nearest; -1 if none is."""
    me = world.bodies[e, q]
    best, nearest = -1, ground.tuning[0].fires_within + 1
    for way in range(4):
        y, x = int(me.y), int(me.x)
        for far in range(1, nearest):
            y, x = int(y + DY[way]), int(x + DX[way])
            if stops_a_shot(world, e, y, x):
                break
            i = int(world.occupant[e, y, x]) - 1
            if i >= 0 and makes_out(world, e, q, i):
                if _is_wanted(ground, world, e, q, i) if at_people else is_awake(world.bodies[e, i]):
                    best, nearest = way, far
                break
    return best


@spelt_out
def _has_in_line(world, e, q):
    """False if person q makes out no infected awake in a direction of a shot."""
    me, some = world.bodies[e, q], False
    for i in set_in_both(world.found[e, q], world.awake[e]):
        body = world.bodies[e, i]
        some |= body.y == me.y or body.x == me.x
    return some


@part
def fire_at_infected(ground, world, e, q):
    """The order of person q, armed, to fire at an infected in line; else WAIT."""
    way = _aim(ground, world, e, q, False) if _has_in_line(world, e, q) else -1
    return encode(SHOOT, way, NO_SIGNAL, 0) if way >= 0 else WAIT


@spelt_out
def _makes_out_wanted(ground, world, e, q):
    """True if person q makes out a person at whom they would fire."""
    seen = world.found[e, q, 0]
    if world.bodies[e, q].side != SOLDIER:
        seen &= held_against(world, e, q, ground.tuning[0].avenges_at)
    for p in bits_of(seen):
        if p >= world.hearts.shape[1]:
            break
        if _is_wanted(ground, world, e, q, p):
            return True
    return False


@part
def hold_up(ground, world, e, q):
    """The order of person q, armed, towards people they would fire at: STOP first, beats later a shot; else WAIT."""
    will = world.wills[e, q]
    if not _makes_out_wanted(ground, world, e, q):
        will.halts = max(0, will.halts - 1)
        return WAIT
    will.halts = min(will.halts + 1, ground.tuning[0].halt_beats + 1)
    if will.halts == 1:
        return encode(CALL, HERE, STOP, 0)
    way = _aim(ground, world, e, q, True) if will.halts > ground.tuning[0].halt_beats else -1
    return encode(SHOOT, way, NO_SIGNAL, 0) if way >= 0 else WAIT
