"""Mimics: what they keep is a dict from words to when they were heard last; what they call, a choice among draws."""

from naive.dice import chance, draw
from naive.hunting import awake, give_up, in_step, make_way
from naive.shamblers import chase, go_on, in_sight
from naive.world import Row, alive, log, looks_over, noise, person, shown

from warbell.engine import codes as c


def living(body):
    return person(body) and alive(body)


def _steps(one, other):
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


def _in_earshot(state, body):
    """Somebody alive is near it, on the same sheet."""
    sheet = state.ground.sheet
    people = [state.bodies[p] for p in state.persons if living(state.bodies[p])]
    return any(sheet[one.at] == sheet[body.at] and _steps(one.at, body.at) <= state.tuning.mimic_ears for one in people)


def _in_line(state, p, cell):
    """Living person p would see a cell if it were lit."""
    me = state.bodies[p]
    return living(me) and (cell in state.sight[p] or looks_over(state, me.at, cell) or cell in shown(state, p))


def _words(state, i):
    """All that it could call, longing ones as often as they are longed for: (draw, voice, signal)."""
    body, found = state.bodies[i], []
    for echo in state.echoes[i]:
        if echo.voice:
            times = state.tuning.mimic_longing if echo.signal in (c.HELP, c.COME) else 1
            for turn in range(times):
                name = (state.bodies[echo.voice - 1].id * 64 + echo.signal) * 16 + turn
                lot = draw(state.clock.key, body.id * 65_537 + name, c.D_WORD)
                found.append((lot, echo.voice - 1, echo.signal))
    return found


def echoes(state):
    for i, body in enumerate(state.bodies):
        if not awake(body, c.MIMIC) or not chance(state.tuning.mimic_calls, state.clock.key, body.id, c.D_ECHO):
            continue
        watched = any(_in_line(state, p, body.at) for p in state.persons)
        words = _words(state, i)
        if words and not watched and _in_earshot(state, body):
            _, voice, signal = min(words)
            noise(state, c.VOICE, body.at, state.tuning.loud_call, source=i, by=i, voice=voice, signal=signal)
            log(state, c.CALLED, voice, -1, body.at, signal, set())
            state.events[-1].foe = i


def _listen(state, i):
    """Of all it keeps and now hears, the latest; of equals those of the lower id, the lower signal."""
    body, sheet = state.bodies[i], state.ground.sheet
    kept = {(echo.voice, echo.signal): echo.beat for echo in state.echoes[i] if echo.voice}
    for row in state.noises:
        spoken = row.signal != c.NO_SIGNAL and row.source != i
        if spoken and sheet[row.at] == sheet[body.at] and _steps(row.at, body.at) <= row.loud:
            kept[row.voice + 1, row.signal] = state.clock.beat
    ranked = sorted(kept, key=lambda word: (-kept[word], state.bodies[word[0] - 1].id, word[1]))[: c.ECHOES]
    rows = [Row(voice=voice, signal=signal, beat=kept[voice, signal]) for voice, signal in ranked]
    state.echoes[i] = rows + [Row(voice=0, signal=0, beat=0)] * (c.ECHOES - len(rows))


def _decide(state, i):
    if make_way(state, i):
        return
    body, tuning = state.bodies[i], state.tuning
    steps = in_step(state, body, tuning.mimic_pace)
    p = in_sight(state, i)
    if p is not None:
        chase(state, i, p, tuning.mimic_bite, steps)
    elif body.trail or body.errand:
        go_on(state, i, steps)
    if not body.trail:
        give_up(body)


def mimics(state):
    for i, body in enumerate(state.bodies):
        if awake(body, c.MIMIC):
            _listen(state, i)
            _decide(state, i)
