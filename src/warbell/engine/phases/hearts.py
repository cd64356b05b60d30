"""Hearts: fear, the rate that follows from it and from exertion, pain and hunger, and hunger itself.

Reads sight, light, heard, wounds, gaits, bonds. Writes hearts, and health lost to hunger.
"""

from warbell.engine.bits import get, set_in_both
from warbell.engine.codes import (
    ACTION_VERB,
    CRY,
    DOWN,
    HELP,
    LIT,
    RUN_GAIT,
    SHOVE,
    SIGHT,
    SILENCE,
    STEADY,
    STEP_GAIT,
    STRIKE,
    VOICE,
)  # fmt: skip
from warbell.engine.kernel import part, phase
from warbell.engine.people import is_person
from warbell.engine.phases.hunting import BITTEN_NOW
from warbell.engine.seeing import makes_out
from warbell.engine.wounds import wound

ALONE_EVERY = 4


@part
def _infected_in_sight(world, e, p):
    """(how many infected that are awake p makes out, how far the nearest is, in king's moves)."""
    me, count, nearest = world.bodies[e, p], 0, SIGHT + 1
    for i in set_in_both(world.found[e, p], world.awake[e]):
        body = world.bodies[e, i]
        count += 1
        nearest = min(nearest, max(abs(body.y - me.y), abs(body.x - me.x)))
    return count, nearest


@part
def _friend_beside(ground, world, e, p):
    """2 if a friend stands or lies beside p, 1 if one is in sight, else 0."""
    me = world.bodies[e, p]
    found = 0
    for q in range(world.hearts.shape[1]):
        body = world.bodies[e, q]
        if q == p or not is_person(body) or body.state > DOWN:
            continue
        if world.bonds[e, p, q] < ground.tuning[0].friend_bond:
            continue
        if abs(body.y - me.y) + abs(body.x - me.x) <= 1:
            return 2
        found |= makes_out(world, e, p, q)
    return found


@part
def _hears_distress(world, e, p):
    for slot in range(world.heard.shape[2]):
        row = world.heard[e, p, slot]
        if row.sound == CRY or (row.sound == VOICE and row.signal == HELP):
            return True
        if row.sound == SILENCE:
            break
    return False


@part
def _fear(ground, world, e, p, friend):
    """The change of fear in this beat."""
    tuning, heart, me = ground.tuning[0], world.hearts[e, p], world.bodies[e, p]
    lit = get(world.planes[e, LIT], me.y, me.x)
    count, nearest = _infected_in_sight(world, e, p)
    dread = min(count * tuning.fear_seen, tuning.fear_seen_most)
    if nearest <= tuning.fear_near_cells:
        dread += tuning.fear_near
    if _hears_distress(world, e, p):
        dread += tuning.fear_cry
    if not lit and heart.fear < tuning.fear_dark_most:
        dread += tuning.fear_dark
    if friend == 0 and world.clock[e].beat % ALONE_EVERY == 0:
        dread += tuning.fear_alone
    if heart.talents & STEADY:
        dread = (dread + 1) // 2
    dread += heart.hurt * tuning.fear_wound
    if me.gripped == BITTEN_NOW:
        dread += tuning.fear_bitten
    if dread > 0:
        return dread
    return -tuning.fear_ease - (tuning.fear_light if lit else 0)


@part
def _rate(ground, world, e, p, friend):
    """Move the heart rate towards what this beat asks of it."""
    tuning, heart, me = ground.tuning[0], world.hearts[e, p], world.bodies[e, p]
    aim = tuning.heart_rest + heart.fear * tuning.heart_fear // 100 + heart.hunger * tuning.heart_hunger // 100
    aim += max(0, tuning.person_hp - me.hp) * tuning.heart_pain
    verb = ACTION_VERB[heart.order]
    if verb == STRIKE:
        aim += tuning.heart_strike
    elif verb == SHOVE:
        aim += tuning.heart_shove
    elif me.gait == RUN_GAIT:
        aim += tuning.heart_run
    elif me.gait == STEP_GAIT:
        aim += tuning.heart_step
    aim = min(aim, tuning.heart_top)
    if heart.rate < aim:
        heart.rate = min(aim, heart.rate + tuning.heart_rise)
    else:
        settle = tuning.heart_settle + (tuning.heart_friend if friend == 2 else 0)
        heart.rate = max(aim, heart.rate - settle)
    if heart.rate >= tuning.breath_out:
        heart.winded = 1
    elif heart.rate <= tuning.breath_back:
        heart.winded = 0


@phase
def hearts(ground, world, e):
    """Phase: the inner life of every living person."""
    tuning = ground.tuning[0]
    beat = world.clock[e].beat + 1
    for p in range(world.hearts.shape[1]):
        me = world.bodies[e, p]
        if not is_person(me) or me.state > DOWN:
            continue
        heart = world.hearts[e, p]
        if beat % tuning.hunger_every == 0:
            heart.hunger = min(100, heart.hunger + 1)
        if heart.hunger >= tuning.hungry_from and beat % tuning.hungry_every == 0:
            wound(world, e, p, 1)
        friend = _friend_beside(ground, world, e, p)
        heart.fear = min(100, max(0, heart.fear + _fear(ground, world, e, p, friend)))
        _rate(ground, world, e, p, friend)
