"""Care: tending, comforting, lifting, carrying and putting down.

Reads orders, packs, bonds. Writes health, bite timers, fear, heart rates, who carries whom, places of the put down
and what they see from there.
"""

from warbell.engine.bits import get
from warbell.engine.borne import bear, bring_along, unbear
from warbell.engine.codes import (
    ACTION_VERB,
    ALLOWED,
    CARRY,
    CLEAR,
    COMFORT,
    COMFORTED,
    CURED,
    D_SHARE,
    DOWN,
    DX,
    DY,
    HERBS,
    HERE,
    IN_ARMS,
    IN_THE_WAY,
    LACKING,
    LIFTED,
    MEDIC,
    MEDICINE,
    NOBODY_THERE,
    NOTHING_THERE,
    PUT_DOWN,
    RELEASE,
    TEND,
    TENDED,
    UP,
    VERB_BASE,
)  # fmt: skip
from warbell.engine.dice import draw
from warbell.engine.events import log_act, refuse
from warbell.engine.kernel import part, phase
from warbell.engine.people import can_act, is_able, is_person, person_at
from warbell.engine.phases.sight import look_around


@part
def may_tend(ground, world, e, p, q):
    """ALLOWED, or why person p cannot tend person q, -1 nobody."""
    if q < 0:
        return NOBODY_THERE
    patient = world.bodies[e, q]
    if patient.state == DOWN:
        return ALLOWED
    hurt = patient.hp < ground.tuning[0].person_hp or patient.bleed > 0
    if not hurt and patient.timer < 0:
        return NOTHING_THERE
    return ALLOWED if world.packs[e, p, MEDICINE] > 0 or (hurt and world.packs[e, p, HERBS] > 0) else LACKING


@part
def may_comfort(world, e, q):
    """ALLOWED, or why person q, -1 nobody, cannot be comforted."""
    return ALLOWED if q >= 0 and world.bodies[e, q].state == UP else NOBODY_THERE


@part
def may_carry(world, e, q):
    """ALLOWED, or why person q, -1 nobody, cannot be lifted."""
    return ALLOWED if q >= 0 and world.bodies[e, q].state == DOWN else NOBODY_THERE


@part
def may_release(body):
    """ALLOWED, or why a body has nobody to put down."""
    return ALLOWED if body.load > 0 else LACKING


@part
def _neighbour(world, e, p, verb):
    body = world.bodies[e, p]
    direction = world.hearts[e, p].order - VERB_BASE[verb]
    if direction == HERE:
        return p
    return person_at(world, e, body.y + DY[direction], body.x + DX[direction])


@part
def _herbs_will_do(ground, world, e, p, patient):
    """True if person p has herbs for somebody who is up and hurt, and whose bite, if any, is for medicine."""
    hurt = patient.hp < ground.tuning[0].person_hp or patient.bleed > 0
    bitten = patient.timer >= 0 and world.packs[e, p, MEDICINE] > 0
    return patient.state == UP and hurt and not bitten and world.packs[e, p, HERBS] > 0


@part
def _tend(ground, world, e, p, q, with_herbs):
    tuning = ground.tuning[0]
    patient = world.bodies[e, q]
    if with_herbs:
        world.packs[e, p, HERBS] -= 1
        patient.salve = tuning.herb_beats
        patient.bleed = 0
    elif world.packs[e, p, MEDICINE] > 0:
        world.packs[e, p, MEDICINE] -= 1
        patient.bleed = patient.bleed if patient.state == DOWN else 0
        patient.hp = min(tuning.person_hp, max(0, patient.hp) + tuning.medicine_hp)
        if patient.timer >= 0:
            patient.timer = -1
            log_act(world, e, CURED, q, p, MEDICINE)
        patient.mended += tuning.tend_to_rise
    else:
        patient.mended += 2 if world.hearts[e, p].talents & MEDIC else 1
    log_act(world, e, TENDED, p, q, 1)


@part
def _comfort(ground, world, e, p, q):
    tuning = ground.tuning[0]
    heart = world.hearts[e, q]
    relief = tuning.fear_comfort + world.bonds[e, q, p] * tuning.fear_comfort_bond // 100
    heart.fear = max(0, heart.fear - relief)
    heart.rate = max(tuning.heart_rest, heart.rate - tuning.rate_comfort)
    log_act(world, e, COMFORTED, p, q, relief)


@part
def _outbid(world, e, p, q):
    """True if somebody with a better draw lifts person q in this beat."""
    clock = world.clock[e]
    mine = draw(clock.key, world.bodies[e, p].id, D_SHARE)
    for other in range(world.hearts.shape[1]):
        rival = other != p and ACTION_VERB[world.hearts[e, other].order] == CARRY
        wants_too = rival and _neighbour(world, e, other, CARRY) == q
        if wants_too and draw(clock.key, world.bodies[e, other].id, D_SHARE) < mine:
            return True
    return False


@part
def _take_up(world, e, p, q):
    bear(world, e, q, p, IN_ARMS)
    log_act(world, e, LIFTED, p, q, 0)


@part
def _must_drop(world, e, p):
    """True if p carries somebody and lets go: told to, unable to go on, or the carried one no longer lies still."""
    body = world.bodies[e, p]
    if body.load == 0 or world.bodies[e, body.load - 1].borne != IN_ARMS:
        return False
    if ACTION_VERB[world.hearts[e, p].order] == RELEASE or not is_able(body):
        return True
    load = world.bodies[e, body.load - 1]
    return load.state != DOWN or not is_person(load)


@part
def _put_down(ground, world, e, p):
    """Lay the load on the first free cell clockwise from where the carrier faces; False if there is none."""
    carrier = world.bodies[e, p]
    q = carrier.load - 1
    load = world.bodies[e, q]
    for turn in range(5):
        direction = HERE if turn == 4 else (carrier.facing + turn) & 3
        y, x = carrier.y + DY[direction], carrier.x + DX[direction]
        if world.occupant[e, y, x] == 0 and get(world.planes[e, CLEAR], y, x):
            unbear(world, e, q)
            load.y, load.x = y, x
            bring_along(world, e, q)
            world.occupant[e, y, x] = q + 1
            look_around(ground, world, e, q)
            log_act(world, e, PUT_DOWN, p, q, 0)
            return True
    return False


@part
def let_go(ground, world, e):
    """Put down everyone whose carrier lets go, by the carriers' draws and not by their rows; how many let go."""
    clock = world.clock[e]
    persons = world.hearts.shape[1]
    dropping = 0
    for p in range(persons):
        world.hearts[e, p].grant = 1 if _must_drop(world, e, p) else 0
        dropping += world.hearts[e, p].grant
    for _ in range(dropping):
        first = -1
        for p in range(persons):
            if world.hearts[e, p].grant == 1:
                lot = draw(clock.key, world.bodies[e, p].id, D_SHARE)
                if first < 0 or lot < draw(clock.key, world.bodies[e, first].id, D_SHARE):
                    first = p
        world.hearts[e, first].grant = 0
        if not _put_down(ground, world, e, first) and can_act(world.bodies[e, first]):
            refuse(world, e, first, IN_THE_WAY)
    return dropping


@part
def _may(ground, world, e, p, verb, q):
    """ALLOWED, or why person p cannot do for person q, -1 nobody, what they set out to do: people were moved since."""
    if verb == TEND:
        return may_tend(ground, world, e, p, q)
    if verb == COMFORT:
        return may_comfort(world, e, q)
    why = may_carry(world, e, q)
    return IN_THE_WAY if why == ALLOWED and _outbid(world, e, p, q) else why


@phase
def care(ground, world, e):
    """Everything people do for each other's bodies and hearts: all of it is settled before any of it is done."""
    busy = 0
    persons = world.hearts.shape[1]
    for p in range(persons):
        verb = ACTION_VERB[world.hearts[e, p].order]
        world.hearts[e, p].grant = -1
        if verb in (TEND, COMFORT, CARRY):
            busy += 1
            q = _neighbour(world, e, p, verb)
            why = _may(ground, world, e, p, verb, q)
            if why == ALLOWED and verb == TEND and _herbs_will_do(ground, world, e, p, world.bodies[e, q]):
                q += persons  # whom, and that herbs will do: as the patient is before anybody is better
            world.hearts[e, p].grant = q if why == ALLOWED else -why
    if busy > 0:
        for p in range(persons):
            verb, q = ACTION_VERB[world.hearts[e, p].order], world.hearts[e, p].grant
            if q < 0 and verb in (TEND, COMFORT, CARRY):
                refuse(world, e, p, -q)
            elif q >= 0 and verb == TEND:
                _tend(ground, world, e, p, q % persons, q >= persons)
            elif q >= 0 and verb == COMFORT:
                _comfort(ground, world, e, p, q)
        for p in range(persons):
            q = world.hearts[e, p].grant
            if q >= 0 and ACTION_VERB[world.hearts[e, p].order] == CARRY:
                _take_up(world, e, p, q)
    let_go(ground, world, e)
