"""Setting: putting an object where it shall wait for somebody, barring doors, and taking up what was set.

Reads orders, packs, places, planes. Writes effort, packs, fields, doors, noises, events. Setting takes beats that
follow each other, and makes the noise of work; a tactician takes half of them. When two set something on one cell in
the same beat, a draw decides whose it is, and the other one is told.
"""

from warbell.engine.actions import decode
from warbell.engine.bits import get
from warbell.engine.brinks import NO_FACADE, over_the_edge, top_at
from warbell.engine.burning import ignite
from warbell.engine.codes import (
    ACTION_VERB,
    ALLOWED,
    BARRED,
    BARRICADE,
    BARRICADED,
    BOTTLE,
    BRAND,
    CLEAR,
    CLOUD_TRAP,
    D_SHARE,
    EXTINGUISHER,
    FIRE,
    FLARE,
    HAMMERING,
    HERE,
    IN_THE_WAY,
    IS_HINGED,
    IS_KEPT,
    LACKING,
    LEFT,
    LOCKED,
    MOP,
    NO_THING,
    NO_WAY,
    NOT_YET,
    NOTHING_THERE,
    OIL,
    PHONE,
    PLANKS,
    ROPE,
    ROPE_LADDER,
    SET,
    SET_UP,
    SHARDS,
    SHUT,
    SLICK,
    TACTICIAN,
    TAKEN_UP,
    TIMED_PHONE,
    TRIPWIRE,
    WEDGE,
)  # fmt: skip
from warbell.engine.dice import draw
from warbell.engine.events import audience_of, log, log_use, refuse
from warbell.engine.kernel import part, phase
from warbell.engine.noises import sound_of
from warbell.engine.things import clear_away, has_things, lay, stir, thing_at

AT_TOP, AT_BASE = 1, 2  # the number of a rope ladder's two ends


@part
def _holds(world, e, y, x):
    """True if a rope can be tied at a cell: a wall, or what stands in the way."""
    return not get(world.planes[e, CLEAR], y, x)


@part
def _may_set_at_door(world, e, item, f, y, x):
    shut = world.fixtures[e, f].state in (SHUT, LOCKED)
    if item == PLANKS:
        return ALLOWED if shut or world.fixtures[e, f].state == BARRICADED else NOTHING_THERE
    if item not in (MOP, EXTINGUISHER) or not shut:
        return NOTHING_THERE
    return ALLOWED if thing_at(world, e, y, x) == NO_THING else TAKEN_UP


@part
def may_set(ground, world, e, p, item, direction, y, x):
    """ALLOWED, or why person p cannot set an object on a cell."""
    if not has_things(world) and item != PLANKS:
        return NOT_YET
    if world.packs[e, p, item] == 0:
        return LACKING
    body = world.bodies[e, p]
    if direction == HERE and top_at(ground, body.y, body.x) == NO_FACADE:
        return NO_WAY
    if direction == HERE and item in (PLANKS, MOP, EXTINGUISHER):
        return NOTHING_THERE
    if direction == HERE and item == ROPE:
        free = thing_at(world, e, body.y, body.x) == NO_THING and thing_at(world, e, y, x) == NO_THING
        return ALLOWED if free else TAKEN_UP
    f = ground.fixture_at[y, x] - 1
    if f >= 0 and IS_HINGED[ground.fixtures[f].kind]:
        return _may_set_at_door(world, e, item, f, y, x)
    if not has_things(world) or item in (MOP, EXTINGUISHER):
        return NOTHING_THERE
    if not get(world.planes[e, CLEAR], y, x):
        return NO_WAY
    if f >= 0 or thing_at(world, e, y, x) != NO_THING or world.fields[e, FIRE, y, x] > 0:
        return TAKEN_UP
    if item == PLANKS:
        if ground.link_at[y, x] > 0:
            return TAKEN_UP
        return ALLOWED if world.occupant[e, y, x] == 0 else IN_THE_WAY
    if item == ROPE:
        upright = _holds(world, e, y - 1, x) and _holds(world, e, y + 1, x)
        across = _holds(world, e, y, x - 1) and _holds(world, e, y, x + 1)
        return ALLOWED if upright or across else NOTHING_THERE
    return ALLOWED


@part
def may_take_up(world, e, direction, y, x):
    """True if what lies on a cell can be taken up, by a hand that reaches for it in this direction."""
    thing = thing_at(world, e, y, x)
    if not IS_KEPT[thing]:
        return False
    if thing == ROPE_LADDER:
        return world.fields[e, LEFT, y, x] == AT_TOP
    return thing != WEDGE or world.fields[e, LEFT, y, x] == direction + 1  # from the side where it stands


@part
def take_up(ground, world, e, y, x):
    """What lies on a cell is taken up."""
    f = ground.fixture_at[y, x] - 1
    if thing_at(world, e, y, x) == WEDGE and f >= 0:
        world.fixtures[e, f].strength = max(1, world.fixtures[e, f].strength - ground.tuning[0].wedge_strength)
    k = top_at(ground, y, x)
    if thing_at(world, e, y, x) == ROPE_LADDER and k != NO_FACADE:
        clear_away(world, e, ground.links[k].y0, ground.links[k].x0)
    clear_away(world, e, y, x)


@part
def beats_for(ground, world, e, p, item):
    """How many beats person p takes to set an object where a door does not make it quicker."""
    tuning = ground.tuning[0]
    beats = 1
    if item == PLANKS:
        beats = tuning.set_planks
    elif item == ROPE:
        beats = tuning.set_rope
    elif item == BOTTLE:
        beats = tuning.set_bottle
    elif item == OIL:
        beats = tuning.set_oil
    elif item == FLARE:
        beats = tuning.set_flare
    elif item == MOP:
        beats = tuning.set_mop
    elif item == EXTINGUISHER:
        beats = tuning.set_extinguisher
    elif item == PHONE:
        beats = tuning.set_phone
    return (beats + 1) // 2 if world.hearts[e, p].talents & TACTICIAN else beats


@part
def _bar(ground, world, e, p, f):
    fixture = world.fixtures[e, f]
    world.packs[e, p, PLANKS] -= 1
    fixture.state = BARRICADED
    fixture.strength += ground.tuning[0].planks_strength
    log_use(world, e, BARRED, p, f, fixture.strength)


@part
def _put_up(ground, world, e, p, item, direction, y, x):
    """The object of person p is set on a cell."""
    tuning = ground.tuning[0]
    world.packs[e, p, item] -= 1
    thing, left = SHARDS, 0
    if item == PLANKS:
        thing, left = BARRICADE, tuning.barricade_strength
    elif item == ROPE and direction == HERE:
        thing, left = ROPE_LADDER, AT_BASE
        lay(world, e, ROPE_LADDER, world.bodies[e, p].y, world.bodies[e, p].x, AT_TOP)
    elif item == ROPE:
        thing, left = TRIPWIRE, tuning.wire_falls
    elif item == OIL:
        thing = SLICK
    elif item == FLARE:
        thing, left = BRAND, tuning.flare_beats
    elif item == PHONE:
        thing, left = TIMED_PHONE, tuning.phone_first
    elif item == MOP:
        thing, left = WEDGE, direction + 1
        world.fixtures[e, ground.fixture_at[y, x] - 1].strength += tuning.wedge_strength
    elif item == EXTINGUISHER:
        thing = CLOUD_TRAP
    if item == FLARE and ignite(ground, world, e, y, x):  # a flare on what burns is no more than its fire
        thing = NO_THING
    else:
        lay(world, e, thing, y, x, left)
    if item in (FLARE, PHONE):
        stir(world, e, y, x)
    log(world, e, SET_UP, p, -1, y, x, item, audience_of(p))


@part
def _aim(ground, world, e, p):
    """(item, direction, y, x) of the SET order of person p."""
    body = world.bodies[e, p]
    _, direction, _, item, _ = decode(world.hearts[e, p].order)
    y, x = over_the_edge(ground, body.y, body.x, direction)
    return item, direction, y, x


@part
def _settle(ground, world, e, p):
    """ALLOWED if person p has their object set in this beat, less than 0 if it takes longer, or why not."""
    item, direction, y, x = _aim(ground, world, e, p)
    why = may_set(ground, world, e, p, item, direction, y, x)
    if why != ALLOWED:
        return why
    if _bars(ground, item, y, x):
        return ALLOWED
    heart = world.hearts[e, p]
    heart.effort += 1
    sound_of(world, e, p, HAMMERING, ground.tuning[0].loud_set)
    return ALLOWED if heart.effort >= beats_for(ground, world, e, p, item) else -1


@part
def _bars(ground, item, y, x):
    """True if an order to set an object on a cell is one to bar a door: there is room for any number of planks."""
    return item == PLANKS and ground.fixture_at[y, x] > 0


@part
def _claims(ground, world, e, p, y, x):
    """True if the order of person p puts something on a cell: a rope ladder, at both of its ends."""
    item, direction, at_y, at_x = _aim(ground, world, e, p)
    body = world.bodies[e, p]
    above = item == ROPE and direction == HERE and body.y == y and body.x == x
    return (at_y == y and at_x == x and not _bars(ground, item, y, x)) or above


@part
def _outdone(ground, world, e, p):
    """True if somebody with a better draw sets something where person p does, in this beat."""
    clock, body = world.clock[e], world.bodies[e, p]
    item, direction, y, x = _aim(ground, world, e, p)
    mine = draw(clock.key, body.id, D_SHARE)
    for q in range(world.hearts.shape[1]):
        rival = q != p and ACTION_VERB[world.hearts[e, q].order] == SET
        if rival and world.hearts[e, q].grant in (ALLOWED, TAKEN_UP):  # the latter were outdone themselves
            same = _claims(ground, world, e, q, y, x) and not _bars(ground, item, y, x)
            if item == ROPE and direction == HERE:
                same |= _claims(ground, world, e, q, body.y, body.x)
            if same and draw(clock.key, world.bodies[e, q].id, D_SHARE) < mine:
                return True
    return False


@phase
def setting(ground, world, e):
    """Phase: everybody who sets something; what each comes to is settled before anything is put up."""
    busy = 0
    persons = world.hearts.shape[1]
    for p in range(persons):
        if ACTION_VERB[world.hearts[e, p].order] == SET:
            world.hearts[e, p].grant = _settle(ground, world, e, p)
            busy += 1
    if busy == 0:
        return
    for p in range(persons):
        heart = world.hearts[e, p]
        if ACTION_VERB[heart.order] == SET and heart.grant >= ALLOWED:
            if heart.grant == ALLOWED and _outdone(ground, world, e, p):
                heart.grant = TAKEN_UP
            if heart.grant != ALLOWED:
                refuse(world, e, p, heart.grant)
    for p in range(persons):  # planks at doors come first
        heart = world.hearts[e, p]
        if ACTION_VERB[heart.order] == SET and heart.grant == ALLOWED:
            item, _, y, x = _aim(ground, world, e, p)
            if _bars(ground, item, y, x):
                _bar(ground, world, e, p, ground.fixture_at[y, x] - 1)
                heart.grant = TAKEN_UP
                heart.effort = 0
    for p in range(persons):
        heart = world.hearts[e, p]
        if ACTION_VERB[heart.order] == SET and heart.grant == ALLOWED:
            item, direction, y, x = _aim(ground, world, e, p)
            _put_up(ground, world, e, p, item, direction, y, x)
            heart.effort = 0
