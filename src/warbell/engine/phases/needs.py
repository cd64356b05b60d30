"""Needs: what people who live by them will do in the next beat, by what they perceive in this one.

Reads places, found, heard, packs, bonds, grudges, planes, events. Writes wishes, wills. Safety comes first, then
wounds, hunger, those who ask and those they love; what is asked for in vain is taken in the end.
"""

import numpy as np

from warbell.engine.actions import encode
from warbell.engine.aims import fire_at_infected, hold_up
from warbell.engine.betrayal import give_away
from warbell.engine.bits import U0, bit
from warbell.engine.codes import (
    ALLOWED,
    CALL,
    COMFORT,
    DOWN,
    DX,
    DY,
    EVENTS,
    FOOD,
    GIVE,
    HELP,
    HERE,
    NO_SIGNAL,
    NO_THING,
    OFFER,
    OFFERED,
    ROBBED,
    SHOVE,
    SILENCE,
    STEP,
    STRUCK,
    TEND,
    UP,
    USE,
    WAIT,
)  # fmt: skip
from warbell.engine.events import befell
from warbell.engine.kernel import part, phase, spelt_out
from warbell.engine.people import is_person, person_at, somebody_beside
from warbell.engine.phases.care import may_tend
from warbell.engine.phases.strangers import by_manner, calls
from warbell.engine.seeing import beside, makes_out
from warbell.engine.things import thing_at
from warbell.engine.thresholds import at_fixture, bar, open_up, shut_out
from warbell.engine.trust import any_lives, bears_grudge, has_friends, in_panic, lives, loves, owes
from warbell.engine.walks import FAR, danger, flee, flee_people, out_of_water, toward
from warbell.engine.wants import comes_first, has_to_give, hurt, lacks, provide, spare_of, wants, way_to
from warbell.engine.water import has_water

DEALINGS = np.isin(np.arange(len(EVENTS)), (OFFERED, ROBBED, STRUCK))  # what can be answered at once
AFRAID = 50  # fear from which a face looks afraid to who stands beside it: two quarters


@part
def _shove_aside(ground, world, e, q, near):
    """The order to shove whom person q does not owe out of a cell further from danger, `near` away; else WAIT."""
    body, found, whose = world.bodies[e, q], -1, -1
    for way in range(4):
        p = beside(world, e, q, way)
        if p < 0 or world.bodies[e, p].state != UP or owes(ground, world, e, q, p):
            continue
        further = danger(world, e, q, body.y + DY[way], body.x + DX[way]) > near
        if further and comes_first(world, e, p, whose):
            found, whose = way, p
    return encode(SHOVE, found, NO_SIGNAL, 0) if found >= 0 else WAIT


@spelt_out
def _away(ground, world, e, q, near):
    """The order of somebody in danger: shut the door on it, else flee; where nothing leads further, shove in panic."""
    body = world.bodies[e, q]
    order = shut_out(ground, world, e, q, near) if at_fixture(ground, body.y, body.x) else WAIT
    if order == WAIT:
        order = flee(ground, world, e, q, near)
    if order == WAIT and in_panic(ground, world, e, q) and body.load == 0:
        order = _shove_aside(ground, world, e, q, near)
    return order


@spelt_out
def _see_to_oneself(ground, world, e, q):
    """The order to tend one's own wounds, call for help or eat; WAIT if nothing of it is wanted, or can be."""
    body = world.bodies[e, q]
    if hurt(ground, world, e, q):
        if body.load == 0 and may_tend(ground, world, e, q, q) == ALLOWED:
            return encode(TEND, HERE, NO_SIGNAL, 0)
        if calls(ground, world, e, q):
            return encode(CALL, HERE, HELP, 0)
    if world.packs[e, q, FOOD] > 0 and wants(ground, world, e, q, FOOD):
        bare = ground.fixture_at[body.y, body.x] == 0 and thing_at(world, e, body.y, body.x) == NO_THING
        if bare:
            return encode(USE, HERE, NO_SIGNAL, 0)
    return WAIT


@part
def _at_door(ground, world, e, q):
    """The order to open the door beside person q to a voice, or to bar it; else WAIT."""
    order = open_up(ground, world, e, q)
    return order if order != WAIT else bar(ground, world, e, q)


@part
def _answer(ground, world, e, q):
    """The order to hold something out for what was held out to person q in this beat and they want; else WAIT."""
    spare, found, whose = spare_of(ground, world, e, q), -1, -1
    if spare < 0:
        return WAIT
    for way in range(4):
        p = beside(world, e, q, way)
        if p < 0 or bears_grudge(world, e, q, p) or not comes_first(world, e, p, whose):
            continue
        for k in range(world.clock[e].events):
            event = world.events[e, k]
            held_out = event.kind == OFFERED and event.who == p and event.whom == q
            if held_out and wants(ground, world, e, q, event.value):
                found, whose = way, p
    return encode(OFFER, found, NO_SIGNAL, spare) if found >= 0 else WAIT


@part
def _asks(world, e, q, p):
    """True if person q hears or sees person p ask for help."""
    asks = world.bodies[e, p].sign == HELP
    for slot in range(world.heard.shape[2]):
        row = world.heard[e, q, slot]
        if row.sound == SILENCE:
            break
        asks |= row.voice == p and row.signal == HELP
    return asks


@part
def _share(world, e, q):
    """The order to give who asks beside person q what they have no need of themselves; else WAIT."""
    body, found, whose = world.bodies[e, q], -1, -1
    for way in range(4):
        p = person_at(world, e, body.y + DY[way], body.x + DX[way])
        asks = p >= 0 and _asks(world, e, q, p)  # few do: asked first
        if asks and makes_out(world, e, q, p) and not bears_grudge(world, e, q, p) and comes_first(world, e, p, whose):
            found, whose = way, p
    return encode(GIVE, found, NO_SIGNAL, 0) if found >= 0 else WAIT


@part
def _care(ground, world, e, q):
    """The order to tend or comfort a friend beside person q, or to go to one who lies in sight; else WAIT."""
    body = world.bodies[e, q]
    whose, gap, verb = -1, FAR, WAIT
    for p in range(world.hearts.shape[1]):
        if not loves(ground, world, e, q, p):
            continue
        friend = world.bodies[e, p]
        if not is_person(friend) or friend.state > DOWN or friend.carrier != 0:
            continue
        far = abs(friend.y - body.y) + abs(friend.x - body.x)
        lies = friend.state == DOWN
        afraid = far == 1 and world.hearts[e, p].fear >= AFRAID
        if not (lies or afraid) or not makes_out(world, e, q, p):
            continue
        if far < gap or (far == gap and comes_first(world, e, p, whose)):
            whose, gap, verb = p, far, TEND if lies else COMFORT
    if whose < 0 or (verb == TEND and body.load > 0):
        return WAIT
    friend = world.bodies[e, whose]
    if gap > 1:
        return toward(ground, world, e, q, friend.y, friend.x, STEP)
    return encode(verb, way_to(body, friend), NO_SIGNAL, 0)


@spelt_out
def _with_others(ground, world, e, q, dealt):
    """The order that others are the reason of, whoever they are to person q; else WAIT."""
    body = world.bodies[e, q]
    order = _answer(ground, world, e, q) if dealt else WAIT
    if order == WAIT and somebody_beside(world, e, body.y, body.x) and has_to_give(ground, world, e, q):
        order = _share(world, e, q)
    if order == WAIT and has_friends(ground, world, e, q):
        order = _care(ground, world, e, q)
    if order == WAIT and lacks(ground, world, e, q) and world.hearts[e, q].halted == 0:
        order = provide(ground, world, e, q)
    return order


@spelt_out
def _wish(ground, world, e, q, dealt):
    """The order that person q gives themselves; `dealt` is True if anything of DEALINGS befell them."""
    body, tuning = world.bodies[e, q], ground.tuning[0]
    if has_water(world):
        order = out_of_water(ground, world, e, q)
        if order != WAIT:
            return order
    armed = world.wills[e, q].rounds > 0 and body.load == 0
    near = danger(world, e, q, body.y, body.x)
    if near <= (tuning.runs_at if world.wills[e, q].safe > 0 else tuning.flees_at):
        order = fire_at_infected(ground, world, e, q) if armed else WAIT
        return order if order != WAIT else _away(ground, world, e, q, near)
    order = hold_up(ground, world, e, q) if armed else WAIT
    if order == WAIT and dealt:
        order = give_away(ground, world, e, q)
    if order == WAIT and world.wills[e, q].rounds == 0:
        order = flee_people(ground, world, e, q)
    if order == WAIT:
        order = _see_to_oneself(ground, world, e, q)
    if order == WAIT and at_fixture(ground, body.y, body.x):
        order = _at_door(ground, world, e, q)
    if order == WAIT:
        order = _with_others(ground, world, e, q, dealt)
    return order if order != WAIT else by_manner(ground, world, e, q)


@phase
def needs(ground, world, e):
    """Phase: what everybody who lives by their needs will do."""
    if not any_lives(world):
        return
    dealt = befell(world, e, DEALINGS)
    for q in range(int(world.clock[e].seats), world.hearts.shape[1]):
        body = world.bodies[e, q]
        world.wills[e, q].sells = 0
        if lives(world, e, q) and is_person(body) and body.state == UP and body.carrier == 0:
            world.hearts[e, q].wish = _wish(ground, world, e, q, dealt & bit(q) != U0)
