"""Treading: what becomes of whoever comes onto a cell on which something was set; friend and foe alike.

Asked by `strokes.move` for everyone who moves, in either stroke and when shoved. Reads fields, orders, clues. Writes
stun, fields, noises, events.
"""

from warbell.engine.codes import (
    ACTION_VERB,
    GLASS_SOUND,
    LEFT,
    NO_CLUE,
    RUN,
    SHARDS,
    SLICK,
    SNEAK,
    THUD,
    TRIPPED,
    TRIPWIRE,
)  # fmt: skip
from warbell.engine.events import UNTOLD, audience_of, log
from warbell.engine.kernel import part
from warbell.engine.noises import sound_of
from warbell.engine.people import is_person
from warbell.engine.things import clear_away, thing_at


@part
def fall(ground, world, e, i, cause):
    """Body i falls over a thing (THINGS) and lies for some beats; it is heard."""
    body, tuning = world.bodies[e, i], ground.tuning[0]
    body.stun = max(body.stun, tuning.fall_beats)
    sound_of(world, e, i, THUD, tuning.loud_fall)
    told = audience_of(i) if i < world.hearts.shape[1] else UNTOLD
    log(world, e, TRIPPED, i, -1, body.y, body.x, cause, told)


@part
def _order(world, e, i):
    """The verb of body i's order; -1 for infected, who have none."""
    return ACTION_VERB[world.hearts[e, i].order] if i < world.hearts.shape[1] and is_person(world.bodies[e, i]) else -1


@part
def _slides(world, e, i):
    """True if body i hurries: a person who runs, an infected that hunts."""
    if is_person(world.bodies[e, i]):
        return _order(world, e, i) == RUN
    return world.bodies[e, i].clue != NO_CLUE


@part
def tread(ground, world, e, i):
    """Body i has come onto the cell where it is."""
    body = world.bodies[e, i]
    thing = thing_at(world, e, body.y, body.x)
    if thing == SHARDS:
        sound_of(world, e, i, GLASS_SOUND, ground.tuning[0].loud_shards)
    elif thing == SLICK and _slides(world, e, i):
        fall(ground, world, e, i, SLICK)
    elif thing == TRIPWIRE and _order(world, e, i) != SNEAK:
        fall(ground, world, e, i, TRIPWIRE)
        world.fields[e, LEFT, body.y, body.x] -= 1
        if world.fields[e, LEFT, body.y, body.x] <= 0:
            clear_away(world, e, body.y, body.x)
