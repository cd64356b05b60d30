"""Bodies: falling, bleeding, rising, dying, turning."""

from naive.care import let_go
from naive.hunting import give_up
from naive.orders import fixture_at
from naive.water import drowned
from naive.world import alive, because, infected, log, person

from warbell.engine import codes as c


def _die(state, i):
    body = state.bodies[i]
    body.state, body.intent, body.timer = c.DEAD, c.STILL, -1
    if body.carrier > 0:
        state.bodies[body.carrier - 1].load = 0
    body.carrier = body.borne = 0


def _turn(state, p):
    body = state.bodies[p]
    body.nature, body.side, body.state = c.SHAMBLER, c.INFECTED, c.UP
    body.hp = state.tuning.shambler_hp
    body.timer, body.trail, body.gripped, body.intent = -1, 0, 0, c.STILL
    log(state, c.TURNED, p, -1, body.at, 0, {p})
    because(state, body.foe - 1, body)
    body.foe = 0
    give_up(body)


def _in_bed(state, body):
    return fixture_at(state, body.at, c.BED) is not None and not body.carrier


def _bleed(state, p):
    """Who is up and badly hurt bleeds, from a wound on and until it is closed."""
    body, every = state.bodies[p], state.tuning.bleed_every
    if not every:
        return
    if _in_bed(state, body):
        body.bleed = 0
    elif body.bleed:
        body.bleed -= 1
        if not body.bleed:
            body.hp, body.bleed = body.hp - 1, every
    elif state.hearts[p].hurt and 2 * body.hp <= state.tuning.person_hp:
        body.bleed = every


def _live_on(state, p):
    """One more beat in the life of person p."""
    body, tuning = state.bodies[p], state.tuning
    if drowned(state, p):
        _die(state, p)
        log(state, c.DIED, p, -1, body.at, 0, {p})
        return
    if body.timer > 0:
        body.timer -= 1
        if body.timer == 0:
            _turn(state, p)
            return
    if body.state == c.UP:
        body.mended = 0
        _bleed(state, p)
        if body.salve:
            body.salve -= 1
            body.hp += body.salve % tuning.herb_every == 0 and body.hp < tuning.person_hp
        if body.hp <= 0:
            body.state, body.bleed, body.salve = c.DOWN, tuning.bleed_out, 0
            log(state, c.FELL, p, -1, body.at, body.hp, {p})
            because(state, body.foe - 1, body)
    elif body.mended >= tuning.tend_to_rise and not body.carrier:
        body.state, body.hp, body.mended, body.bleed = c.UP, max(1, body.hp), 0, 0
        log(state, c.REVIVED, p, -1, body.at, body.hp, {p})
    else:
        if not _in_bed(state, body):
            body.bleed -= 1
        if body.bleed <= 0 or body.hp <= -tuning.person_hp:
            _die(state, p)
            log(state, c.DIED, p, -1, body.at, 0, {p})
            because(state, body.foe - 1, body)


def bodies(state):
    for i, body in enumerate(state.bodies):
        if not alive(body):
            continue
        body.gripped = max(0, body.gripped - 1)
        body.stun = max(0, body.stun - 1)
        if person(body):
            _live_on(state, i)
        elif infected(body) and body.hp <= 0:
            _die(state, i)
            if i in state.persons:
                log(state, c.DIED, i, -1, body.at, 1, set())
                because(state, body.foe - 1, body)
    let_go(state)
