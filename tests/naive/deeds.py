"""Deeds: who has what against whom, and whose word counts."""

from naive.world import alive, cast, log, person, sees_body, water

from warbell.engine import codes as c

KIND = (c.COMFORTED, c.TENDED)


def regard(state, q, p):
    """Bond less grudge."""
    return state.bonds[q][p] - (state.grudges[q][p] if state.grudges else 0)


def lives(state, q):
    """True if person q lives by their needs."""
    return bool(state.wills) and state.wills[q].lives == 1


def trusts(state, q, p):
    goes = state.hearts[q].trusts == p + 1 and regard(state, q, p) >= 0
    return goes or regard(state, q, p) >= state.tuning.trusts_from


def friend(state, q, p):
    return p != q and state.bonds[q][p] >= state.tuning.friend_bond


def _change(state, q, p, points):
    if p != q:
        state.grudges[q][p] = min(100, max(0, state.grudges[q][p] + points))


def _resent(state, q):
    will, tuning = state.wills[q], state.tuning
    harms = {c.STRUCK: tuning.grudge_struck, c.SHOVED: tuning.grudge_shoved, c.ROBBED: tuning.grudge_robbed,
             c.SHOT: tuning.grudge_shot}  # fmt: skip
    for event in state.events:
        if event.kind == c.ROBBED and event.who == q:
            will.asked = 0
        if event.kind in harms and event.who in state.persons and person(state.bodies[event.who]):
            harm = harms[event.kind]
            if event.whom == q:
                _change(state, q, event.who, harm)
            elif event.whom in state.persons and friend(state, q, event.whom) and sees_body(state, q, event.at):
                _change(state, q, event.who, harm // 2)
    if will.safe and any(event.kind == c.BITTEN and event.whom == q for event in state.events):
        _change(state, q, will.voice - 1, tuning.grudge_lied)
        will.safe = 0


def _thank(state, q):
    for event in state.events:
        if event.whom == q:
            if event.kind in KIND or (event.kind == c.GAVE and event.value == c.FOOD):
                _change(state, q, event.who, -state.tuning.grudge_eased)
            if event.kind in (c.GAVE, c.TRADED):
                state.wills[q].asked = 0


def _feel_water(state, q):
    will = state.wills[q]
    will.rises = max(0, will.rises - 1)
    moved = any(event.kind == c.WATER_MOVED and q in event.told for event in state.events)
    if moved and water(state, state.bodies[q].at):
        will.rises = state.tuning.wet_beats


def _company(state, q, seen):
    heart, will = state.hearts[q], state.wills[q]
    if not heart.trusts:
        return
    other = heart.trusts - 1
    will.alone = 0 if other in seen else will.alone + 1
    left = will.alone >= state.tuning.alone_beats
    if left:
        _change(state, q, other, state.tuning.grudge_left)
    if left or regard(state, q, other) < 0:
        log(state, c.PARTED, q, other, state.bodies[q].at, 0, {q, other})
        heart.trusts = heart.halted = will.alone = 0


def _words(state, q, seen):
    heart, will = state.hearts[q], state.wills[q]
    will.safe = max(0, will.safe - 1)
    said = {(voice, signal) for _, _, _, voice, signal in state.heard[q]}
    said |= {(i, state.bodies[i].sign) for i in seen}
    said = [(p, signal) for p, signal in said if p in state.persons and p != q and trusts(state, q, p)]

    def weightiest(signal):
        speakers = [p for p, word in said if word == signal]
        return max(
            speakers, key=lambda p: (regard(state, q, p), -cast(state, state.bodies[p].id, c.D_SHARE)), default=None
        )

    safe, come = weightiest(c.SAFE), weightiest(c.COME)
    if safe is not None:
        will.voice, will.safe = safe + 1, state.tuning.safe_beats
    if come is not None and not heart.trusts:
        heart.trusts, heart.halted, will.alone = come + 1, 0, 0
        if heart.manner != c.STAYS:
            log(state, c.JOINED, q, come, state.bodies[q].at, 0, {q, come})


def deeds(state):
    some = [q for q in state.persons if q not in state.seats and lives(state, q)]
    for q in some:
        if person(state.bodies[q]) and alive(state.bodies[q]):
            seen = [i for i, body in enumerate(state.bodies) if body.state <= c.DEAD and sees_body(state, q, body.at)]
            _resent(state, q)
            _thank(state, q)
            _company(state, q, seen)
            _words(state, q, seen)
            if len(state.fields) > c.WATER:
                _feel_water(state, q)
