"""Bodies: falling, bleeding, rising, dying, and the bitten who turn in the same body.

Reads health, timers, tending. Writes states, natures, occupant, timers, who is put down.
"""

from warbell.engine.borne import unbear
from warbell.engine.codes import (
    BED,
    DEAD,
    DIED,
    DOWN,
    FELL,
    INFECTED,
    REVIVED,
    SHAMBLER,
    STILL,
    TURNED,
    UP,
)  # fmt: skip
from warbell.engine.events import UNTOLD, audience_of, because, log
from warbell.engine.kernel import part, phase
from warbell.engine.people import is_infected, is_person
from warbell.engine.phases.care import let_go
from warbell.engine.phases.eyes import make_out, note_awake
from warbell.engine.phases.hunting import give_up
from warbell.engine.phases.water import is_drowned


@part
def _leave_cell(world, e, i):
    """Take body i off the occupied cells; a dead carrier leaves its cell to whom it carried."""
    body = world.bodies[e, i]
    if world.occupant[e, body.y, body.x] == i + 1:
        world.occupant[e, body.y, body.x] = 0


@part
def _die(world, e, i):
    body = world.bodies[e, i]
    body.state = DEAD
    body.intent = STILL
    body.timer = -1
    unbear(world, e, i)
    _leave_cell(world, e, i)


@part
def _turn(ground, world, e, p):
    """The same body, the same name and voice, another nature."""
    body = world.bodies[e, p]
    body.nature = SHAMBLER
    body.side = INFECTED
    body.state = UP
    body.hp = ground.tuning[0].shambler_hp
    body.timer = -1
    body.trail = 0
    body.intent = STILL
    body.gripped = 0
    log(world, e, TURNED, p, -1, body.y, body.x, 0, audience_of(p))
    because(world, e, body.foe - 1, body)
    body.foe = 0
    give_up(body)


@part
def _in_bed(ground, body):
    """True if somebody stands or lies on a bed, and not in somebody's arms above it."""
    f = ground.fixture_at[body.y, body.x] - 1
    return f >= 0 and ground.fixtures[f].kind == BED and body.carrier == 0


@part
def _bleed(ground, world, e, p):
    """Who is up, was wounded in this beat and has half their health or less bleeds from now on, until it is closed."""
    body, tuning = world.bodies[e, p], ground.tuning[0]
    if tuning.bleed_every == 0:
        return
    if _in_bed(ground, body):
        body.bleed = 0
    elif body.bleed > 0:
        body.bleed -= 1
        if body.bleed == 0:
            body.hp -= 1
            body.bleed = tuning.bleed_every
    elif world.hearts[e, p].hurt > 0 and 2 * body.hp <= tuning.person_hp:
        body.bleed = tuning.bleed_every


@part
def _heal(ground, body):
    """Herbs give back a point now and then."""
    if body.salve > 0:
        body.salve -= 1
        if body.salve % ground.tuning[0].herb_every == 0:
            body.hp = min(ground.tuning[0].person_hp, body.hp + 1)


@part
def _person(ground, world, e, p):
    body, tuning = world.bodies[e, p], ground.tuning[0]
    if is_drowned(ground, world, e, p):
        _die(world, e, p)
        log(world, e, DIED, p, -1, body.y, body.x, 0, audience_of(p))
        return
    if body.timer > 0:
        body.timer -= 1
        if body.timer == 0:
            _turn(ground, world, e, p)
            return
    if body.state == UP:
        body.mended = 0
        _bleed(ground, world, e, p)
        _heal(ground, body)
        if body.hp <= 0:
            body.state = DOWN
            body.bleed = tuning.bleed_out
            body.salve = 0
            log(world, e, FELL, p, -1, body.y, body.x, body.hp, audience_of(p))
            because(world, e, body.foe - 1, body)
        return
    if body.mended >= tuning.tend_to_rise and body.carrier == 0:
        body.state = UP
        body.hp = max(1, body.hp)
        body.mended = 0
        body.bleed = 0
        log(world, e, REVIVED, p, -1, body.y, body.x, body.hp, audience_of(p))
        return
    body.bleed -= 0 if _in_bed(ground, body) else 1
    if body.bleed <= 0 or body.hp <= -tuning.person_hp:
        _die(world, e, p)
        log(world, e, DIED, p, -1, body.y, body.x, 0, audience_of(p))
        because(world, e, body.foe - 1, body)


@phase
def bodies(ground, world, e):
    """Phase: what became of every body in this beat."""
    persons = world.hearts.shape[1]
    for i in range(world.bodies.shape[1]):
        body = world.bodies[e, i]
        if body.state > DOWN:
            continue
        if body.gripped > 0:
            body.gripped -= 1
        if body.stun > 0:
            body.stun -= 1
        if i < persons and is_person(body):
            _person(ground, world, e, i)
        elif is_infected(body) and body.hp <= 0:
            _die(world, e, i)
            if i < persons:
                log(world, e, DIED, i, -1, body.y, body.x, 1, UNTOLD)
                because(world, e, body.foe - 1, body)
    if let_go(ground, world, e) > 0:
        make_out(ground, world, e)  # who was put down lies elsewhere now
    note_awake(world, e)
