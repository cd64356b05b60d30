"""Hands: using fixtures, taking, giving, eating, barring a door; everyone's hands at once.

Reads orders, fixtures, stocks. Writes packs, stocks, hunger, hands laid on fixtures (the fixtures phase works them).
When more hands reach into a cache than it holds, a draw for each decides who goes short.
"""

from warbell.engine.codes import (
    ACTION_VERB,
    ALARM,
    ATE,
    BARRED,
    BARRICADED,
    CACHE,
    D_SHARE,
    DOOR,
    DX,
    DY,
    FOOD,
    GATE,
    GAVE,
    GENERATOR,
    GIVE,
    HERE,
    IS_EMPTY,
    LOCKED,
    MEDICINE,
    N_OBJECTS,
    NOBODY_THERE,
    NOTHING_THERE,
    PLANKS,
    SET,
    SHUT,
    SWITCH,
    TAKE,
    TOOK,
    USE,
    VERB_BASE,
    WHEEL,
)  # fmt: skip
from warbell.engine.dice import draw
from warbell.engine.events import log_act, log_use
from warbell.engine.kernel import part, phase
from warbell.engine.orders import person_at, refuse


@part
def reached(ground, world, e, p, verb):
    """Index of the fixture that the order of p (a USE or TAKE) reaches for, or -1."""
    body = world.bodies[e, p]
    direction = world.hearts[e, p].order - VERB_BASE[verb]
    return ground.fixture_at[body.y + DY[direction], body.x + DX[direction]] - 1


@part
def _use(ground, world, e, p):
    f = reached(ground, world, e, p, USE)
    if f >= 0 and ground.fixtures[f].kind in (DOOR, GATE, SWITCH, GENERATOR, WHEEL, ALARM):
        world.fixtures[e, f].hands += 1
        return
    if world.hearts[e, p].order != VERB_BASE[USE] + HERE or world.packs[e, p, FOOD] == 0:
        refuse(world, e, p, NOTHING_THERE)
        return
    heart = world.hearts[e, p]
    world.packs[e, p, FOOD] -= 1
    heart.hunger = max(0, heart.hunger - ground.tuning[0].food_hunger)
    heart.fear = max(0, heart.fear - ground.tuning[0].food_fear)
    log_act(world, e, ATE, p, -1, FOOD)


@part
def _set(ground, world, e, p):
    body = world.bodies[e, p]
    argument = world.hearts[e, p].order - VERB_BASE[SET]
    direction = argument % 4
    f = ground.fixture_at[body.y + DY[direction], body.x + DX[direction]] - 1
    # Who was shoved away since the order reaches for another cell.
    if f < 0 or ground.fixtures[f].kind not in (DOOR, GATE):
        refuse(world, e, p, NOTHING_THERE)
        return
    fixture = world.fixtures[e, f]
    if fixture.state not in (SHUT, LOCKED, BARRICADED):
        refuse(world, e, p, NOTHING_THERE)
        return
    world.packs[e, p, PLANKS] -= 1
    fixture.state = BARRICADED
    fixture.strength += ground.tuning[0].planks_strength
    log_use(world, e, BARRED, p, f, fixture.strength)


@part
def _settle_take(ground, world, e, p):
    """The object p gets: the n-th in the cache, where n others with a better draw reach in too; -1 if there is none."""
    f = reached(ground, world, e, p, TAKE)
    if f < 0 or ground.fixtures[f].kind != CACHE:  # shoved away since the order
        return -1
    clock = world.clock[e]
    mine = draw(clock.key, world.bodies[e, p].id, D_SHARE)
    rank = 0
    for q in range(world.hearts.shape[1]):
        if q != p and ACTION_VERB[world.hearts[e, q].order] == TAKE and reached(ground, world, e, q, TAKE) == f:
            rank += draw(clock.key, world.bodies[e, q].id, D_SHARE) < mine
    for item in range(N_OBJECTS):
        rank -= world.stocks[e, f, item]
        if rank < 0:
            return item
    return -1


@part
def _settle_gift(ground, world, e, p, q):
    """The object p gives q: medicine to the hurt or bitten, else food, else the first object p has; -1 if none."""
    patient = world.bodies[e, q]
    packs = world.packs
    needs = patient.hp < ground.tuning[0].person_hp or patient.timer >= 0
    if needs and packs[e, p, MEDICINE] > 0:
        return MEDICINE
    for item in range(N_OBJECTS):  # food comes first
        if packs[e, p, item] > 0:
            return item
    return -1


@part
def _receiver(world, e, p):
    body = world.bodies[e, p]
    direction = world.hearts[e, p].order - VERB_BASE[GIVE]
    return person_at(world, e, body.y + DY[direction], body.x + DX[direction])


@part
def _exchange(ground, world, e):
    """Takes and gifts: first settle every one of them from what was there, then hand everything over."""
    for p in range(world.hearts.shape[1]):
        heart = world.hearts[e, p]
        verb = ACTION_VERB[heart.order]
        heart.grant = -1
        if verb == TAKE:
            heart.grant = _settle_take(ground, world, e, p)
        elif verb == GIVE:
            q = _receiver(world, e, p)
            if q >= 0:
                heart.grant = _settle_gift(ground, world, e, p, q)
    for p in range(world.hearts.shape[1]):
        heart = world.hearts[e, p]
        verb = ACTION_VERB[heart.order]
        item = heart.grant
        if verb == TAKE:
            if item < 0:
                refuse(world, e, p, IS_EMPTY)
            else:
                f = reached(ground, world, e, p, TAKE)
                world.stocks[e, f, item] -= 1
                world.packs[e, p, item] += 1
                log_use(world, e, TOOK, p, f, item)
        elif verb == GIVE:
            if item < 0:
                refuse(world, e, p, NOBODY_THERE)
            else:
                q = _receiver(world, e, p)
                world.packs[e, p, item] -= 1
                world.packs[e, q, item] += 1
                log_act(world, e, GAVE, p, q, item)


@phase
def hands(ground, world, e):
    """Everything hands do but fight and care."""
    exchanges = 0
    for p in range(world.hearts.shape[1]):
        verb = ACTION_VERB[world.hearts[e, p].order]
        if verb == USE:
            _use(ground, world, e, p)
        elif verb == SET:
            _set(ground, world, e, p)
        elif verb in (TAKE, GIVE):
            exchanges += 1
    if exchanges > 0:
        _exchange(ground, world, e)
