"""Listeners: blind; they hear hearts through doors, freeze in silence and stalk when there is something to hear.

Reads the heart and noise fields, whose heart is heard, noises. Writes intents, banging, bites.
A Listener bites only whom it hears: somebody still and calm beside it is not there for it.
"""

from warbell.engine.codes import BY_HEART, BY_NOISE, HEART_FIELD, LISTENER, NOISE_FIELD, SILENCE
from warbell.engine.kernel import part, phase
from warbell.engine.noises import makes_sound
from warbell.engine.phases.hunting import NO_PREY, awake, bite, climb, give_up, hunt, in_step, is_prey, lot
from warbell.engine.phases.shamblers import loudest_noise
from warbell.engine.phases.sound import level_at


@part
def _audible_beside(world, e, i):
    """A person beside infected i whose heart or noise it hears, ties by draw; NO_PREY if none."""
    body = world.bodies[e, i]
    found = NO_PREY
    for p in range(world.hearts.shape[1]):
        prey = world.bodies[e, p]
        beside = abs(prey.y - body.y) + abs(prey.x - body.x) <= 1  # 0: they hang on a zipline over it
        if beside and is_prey(prey) and prey.carrier <= 0:
            audible = world.hearts[e, p].audible > 0 or makes_sound(world, e, p)
            mine = lot(world, e, i, prey.id)
            if audible and (found == NO_PREY or mine < lot(world, e, i, world.bodies[e, found].id)):
                found = p
    return found


@part
def _beats_loudest(world, e, y, x):
    """The person whose heart seems loudest at a cell, of equals the lower id; -1 if no heart is heard anywhere."""
    found, best = -1, 0
    for p in range(world.hearts.shape[1]):
        body, loud = world.bodies[e, p], world.hearts[e, p].audible
        if loud > 0:
            seems = loud - abs(body.y - y) - abs(body.x - x)
            if found < 0 or seems > best or (seems == best and body.id < world.bodies[e, found].id):
                found, best = p, seems
    return found


@part
def _decide(ground, world, e, i):
    body, tuning = world.bodies[e, i], ground.tuning[0]
    prey = _audible_beside(world, e, i)
    if prey != NO_PREY:
        hunt(world, e, i, BY_HEART if world.hearts[e, prey].audible > 0 else BY_NOISE, prey, SILENCE)
        bite(ground, world, e, i, prey, tuning.listener_bite)
        return
    heart = level_at(world.sound[HEART_FIELD], body.y, body.x)
    noise = level_at(world.sound[NOISE_FIELD], body.y, body.x)
    if heart == 0 and noise == 0:
        give_up(body)
        return
    if noise > heart:
        row = world.noises[e, loudest_noise(world, e, body.y, body.x)]
        hunt(world, e, i, BY_NOISE, row.by, row.kind)
    else:
        hunt(world, e, i, BY_HEART, _beats_loudest(world, e, body.y, body.x), SILENCE)
    if in_step(world, e, body, tuning.listener_pace):
        if noise > heart:
            climb(ground, world, e, i, NOISE_FIELD, noise)
        else:
            climb(ground, world, e, i, HEART_FIELD, heart)


@phase
def listeners(ground, world, e):
    """Phase: every Listener listens, and bites, stalks or freezes."""
    if ground.natures[LISTENER] == 0:
        return
    for i in range(world.bodies.shape[1]):
        if awake(world.bodies[e, i], LISTENER):
            _decide(ground, world, e, i)
