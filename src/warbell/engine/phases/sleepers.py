"""Sleepers: infected that lie or stand asleep until something louder than a step beside them wakes them.

Reads the noise field. Writes sleep, stun. Who wakes stirs for the rest of this beat, and hunts from the next.
"""

from warbell.engine.codes import NOISE_FIELD, UP
from warbell.engine.kernel import phase
from warbell.engine.people import is_infected
from warbell.engine.phases.sound import level_at


@phase
def sleepers(ground, world, e):
    """Phase: who sleeps hears, and wakes."""
    threshold = ground.tuning[0].wakes_at
    if world.clock[e].noise + 1 < threshold:
        return
    for i in range(world.bodies.shape[1]):
        body = world.bodies[e, i]
        sleeps = body.asleep == 1 and body.state == UP and is_infected(body)
        if sleeps and level_at(world.sound[NOISE_FIELD], body.y, body.x) >= threshold:
            body.asleep = 0
            body.stun = max(body.stun, 1)
