"""What burns on a cell, and setting fire to it: a slick, wood that stands there, a garden."""

from warbell.engine.codes import CAUGHT_FIRE, DRY, FIRE, GARDEN, IS_FIRM, NO_THING, SLICK
from warbell.engine.events import UNTOLD, log
from warbell.engine.kernel import part
from warbell.engine.things import has_things, stir, thing_at
from warbell.engine.water import water_at


@part
def burning_beats(ground, world, e, y, x):
    """For how many beats a cell would burn, 0 if nothing there burns."""
    tuning, thing = ground.tuning[0], thing_at(world, e, y, x)
    if water_at(world, e, y, x) > DRY:
        return 0
    if thing == SLICK:
        return int(tuning.burn_oil)
    if IS_FIRM[thing]:
        return int(tuning.burn_wood)
    return int(tuning.burn_garden) if thing == NO_THING and ground.terrain[y, x] == GARDEN else 0


@part
def ignite(ground, world, e, y, x):
    """Set fire to what burns on a cell, True if it begins to; who sees a thing catch fire knows it."""
    beats = burning_beats(ground, world, e, y, x) if has_things(world) and world.fields[e, FIRE, y, x] == 0 else 0
    if beats > 0:
        world.fields[e, FIRE, y, x] = beats
        stir(world, e, y, x)
        thing = thing_at(world, e, y, x)
        if thing != NO_THING:
            log(world, e, CAUGHT_FIRE, -1, -1, y, x, thing, UNTOLD)
    return beats > 0
