"""Echoes: what mimics say with the voices they keep.

Reads places, sight, what mimics keep. Writes noises, events. It stands after the people's own voices, which
it must not be told from: the row of a noise and of an event are those of somebody who calls from the same cell, but
for the columns that no percept has.
"""

from warbell.engine.bits import in_window
from warbell.engine.brinks import looks_over
from warbell.engine.codes import CALLED, COME, D_ECHO, D_WORD, DOWN, HELP, MIMIC, VOICE
from warbell.engine.dice import chance, draw
from warbell.engine.events import UNTOLD, log
from warbell.engine.flights import sees_afar
from warbell.engine.kernel import part, phase
from warbell.engine.noises import noise
from warbell.engine.people import is_person
from warbell.engine.phases.hunting import awake

NONE = -1


@part
def _would_call(ground, world, e, i):
    """True if nobody has a free line to infected i, were there light or not, and somebody is near enough to be called.

    Nor does a lamp show it to somebody who flies a drone.

    A drone that comes over it later in this beat shows it to nobody who would then see it call.
    """
    body, near = world.bodies[e, i], False
    for p in range(world.hearts.shape[1]):
        person = world.bodies[e, p]
        if not is_person(person) or person.state > DOWN:
            continue
        in_line = in_window(world.sight[e, p], body.y - person.y, body.x - person.x)
        over = looks_over(ground, person.y, person.x, body.y, body.x)
        if in_line or over or sees_afar(ground, world, e, p, body.y, body.x):
            return False
        away = abs(person.y - body.y) + abs(person.x - body.x)
        same = ground.sheet[person.y, person.x] == ground.sheet[body.y, body.x]
        near |= same and away <= ground.tuning[0].mimic_ears
    return near


@part
def _word(ground, world, e, i):
    """Which of the echoes of infected i it calls: the one with the lowest of its draws; NONE if it keeps none.

    Words of longing have more draws than one.
    """
    key, mine, found, least = world.clock[e].key, world.bodies[e, i].id, NONE, world.clock[e].key
    for k in range(world.echoes.shape[2]):
        echo = world.echoes[e, i, k]
        if echo.voice == 0:
            break
        longing = echo.signal in (HELP, COME)
        for turn in range(ground.tuning[0].mimic_longing if longing else 1):
            name = (world.bodies[e, echo.voice - 1].id * 64 + echo.signal) * 16 + turn
            lot = draw(key, mine * 65_537 + name, D_WORD)
            if found == NONE or lot < least:
                found, least = k, lot
    return found


@phase
def echoes(ground, world, e):
    """Phase: mimics that nobody could see call, now and then, what they heard."""
    if ground.natures[MIMIC] == 0:
        return
    tuning, key = ground.tuning[0], world.clock[e].key
    for i in range(world.bodies.shape[1]):
        body = world.bodies[e, i]
        if not awake(body, MIMIC) or not chance(tuning.mimic_calls, key, body.id, D_ECHO):
            continue
        k = _word(ground, world, e, i)
        if k == NONE or not _would_call(ground, world, e, i):
            continue
        echo = world.echoes[e, i, k]
        row = noise(world, e, VOICE, body.y, body.x, tuning.loud_call)
        row.source = i
        row.by = i
        row.voice = echo.voice - 1
        row.signal = echo.signal
        log(world, e, CALLED, echo.voice - 1, -1, body.y, body.x, echo.signal, UNTOLD)
        world.events[e, world.clock[e].events - 1].foe = i
