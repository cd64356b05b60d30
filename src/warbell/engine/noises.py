"""Noises: one table of what sounds in a beat. Whoever makes a sound adds a row; ears and hunters read them.

A row says where it sounds and how loud, from which body it comes, and by whose deed. A thing sounds where it stands; a
sound from above is heard over all walls of its sheet.
"""

from warbell.engine.codes import NO_SIGNAL, NO_VOICE
from warbell.engine.kernel import part

NOBODYS = -1  # in the place of a body: a thing makes it, or nobody did it


@part
def noise(world, e, kind, y, x, loud):
    """Add a sound at a cell, `loud` cells loud; returns its row. What is not loud at all is not there for anybody."""
    clock = world.clock[e]
    count = min(clock.noises, world.noises.shape[1] - 1)
    row = world.noises[e, count]
    if clock.noises > count:
        clock.lost += 1
    elif loud > 0:
        clock.noises += 1
    row.kind = kind
    row.y = y
    row.x = x
    row.loud = loud
    row.source = NOBODYS
    row.by = NOBODYS
    row.voice = NO_VOICE
    row.signal = NO_SIGNAL
    row.above = 0
    return row


@part
def sound_of(world, e, i, kind, loud):
    """Body i makes a sound."""
    body = world.bodies[e, i]
    row = noise(world, e, kind, body.y, body.x, loud)
    row.source = i
    row.by = i


@part
def speak(world, e, p, kind, loud, signal):
    """Person p says a signal, or NO_SIGNAL, in their own voice."""
    body = world.bodies[e, p]
    row = noise(world, e, kind, body.y, body.x, loud)
    row.source = p
    row.by = p
    row.voice = p
    row.signal = signal


@part
def sound_of_thing(ground, world, e, f, kind, loud, by):
    """Fixture f sounds, by the deed of body `by`, NOBODYS if it does so by itself."""
    place = ground.fixtures[f]
    noise(world, e, kind, place.y, place.x, loud).by = by


@part
def makes_sound(world, e, i):
    """True if body i has made any sound in this beat."""
    found = False
    for k in range(world.clock[e].noises):
        found |= world.noises[e, k].source == i
    return found
