"""Mimics: they keep the words they hear, lie in wait, and bite hard whom they see.

Reads noises, sight, plane LIT. Writes what they keep, intents, trails, banging, bites. What they call is in `echoes`.
"""

from warbell.engine.codes import MIMIC, NO_SIGNAL
from warbell.engine.kernel import part, phase
from warbell.engine.phases.hunting import NO_PREY, awake, give_up, make_way
from warbell.engine.phases.shamblers import chase, go_on, seen_prey


@part
def _comes_before(world, e, voice, signal, beat, echo):
    """True if words heard in a beat go before an echo: the later first, then by who spoke and what was said."""
    if echo.voice == 0:
        return True
    if echo.beat != beat:
        return echo.beat < beat
    mine, other = world.bodies[e, voice - 1].id, world.bodies[e, echo.voice - 1].id
    return (mine, signal) < (other, echo.signal)


@part
def _keep(world, e, i, voice, signal):
    """Infected i keeps a word, once a voice and latest first; what it heard longest ago is forgotten."""
    beat, slots = world.clock[e].beat, world.echoes.shape[2]
    at = slots
    for k in range(slots):
        echo = world.echoes[e, i, k]
        if echo.voice == 0 or (echo.voice == voice and echo.signal == signal):
            at = k
            break
    if at == slots:
        at = slots - 1
        if not _comes_before(world, e, voice, signal, beat, world.echoes[e, i, at]):
            return
    while at > 0 and _comes_before(world, e, voice, signal, beat, world.echoes[e, i, at - 1]):
        above, here = world.echoes[e, i, at - 1], world.echoes[e, i, at]
        here.voice = above.voice
        here.signal = above.signal
        here.beat = above.beat
        at -= 1
    echo = world.echoes[e, i, at]
    echo.voice = voice
    echo.signal = signal
    echo.beat = beat


@part
def _hear(ground, world, e, i):
    """Infected i keeps every word said on its sheet within as many cells as it is loud, but for its own."""
    body = world.bodies[e, i]
    for k in range(world.clock[e].noises):
        row = world.noises[e, k]
        same = ground.sheet[row.y, row.x] == ground.sheet[body.y, body.x]
        within = abs(row.y - body.y) + abs(row.x - body.x) <= row.loud
        if row.signal != NO_SIGNAL and row.source != i and same and within:
            _keep(world, e, i, row.voice + 1, row.signal)


@part
def _decide(ground, world, e, i):
    """Infected i goes for whom it sees, or where it last did; else it stands."""
    body, tuning = world.bodies[e, i], ground.tuning[0]
    if make_way(ground, world, e, i):
        return
    prey = seen_prey(ground, world, e, i)
    if prey != NO_PREY:
        chase(ground, world, e, i, prey, tuning.mimic_bite, tuning.mimic_pace)
    elif body.trail > 0 or body.errand > 0:
        go_on(ground, world, e, i, tuning.mimic_pace)
    if body.trail == 0:
        give_up(body)


@phase
def mimics(ground, world, e):
    """Phase: every Mimic listens, and bites, forms an intent or lies in wait."""
    if ground.natures[MIMIC] == 0:
        return
    for i in range(world.bodies.shape[1]):
        if awake(world.bodies[e, i], MIMIC):
            _hear(ground, world, e, i)
            _decide(ground, world, e, i)
