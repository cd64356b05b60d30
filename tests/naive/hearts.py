"""Hearts: fear, heart rate, hunger."""

from naive.orders import ordered
from naive.world import alive, infected, person, sees_body, wound

from warbell.engine import codes as c


def _far(a, b):
    """Distance in king's moves."""
    return max(abs(a.y - b.y), abs(a.x - b.x))


def _friend(state, p):
    """Where the nearest friend of p is: "beside", "seen" or None."""
    me, nearest = state.bodies[p], None
    for q in state.persons:
        body = state.bodies[q]
        if q != p and person(body) and alive(body) and state.bonds[p][q] >= state.tuning.friend_bond:
            if abs(body.y - me.y) + abs(body.x - me.x) <= 1:
                return "beside"
            if sees_body(state, p, body.at):
                nearest = "seen"
    return nearest


def _dread(state, p, friend):
    tuning, heart, me = state.tuning, state.hearts[p], state.bodies[p]
    foes = [foe for foe in state.bodies if infected(foe) and foe.state == c.UP and not foe.asleep]
    foes = [foe for foe in foes if sees_body(state, p, foe.at)]
    dread = min(len(foes) * tuning.fear_seen, tuning.fear_seen_most)
    if any(_far(foe, me) <= tuning.fear_near_cells for foe in foes):
        dread += tuning.fear_near
    if any(sound == c.CRY or (sound, signal) == (c.VOICE, c.HELP) for _, sound, _, _, signal in state.heard[p]):
        dread += tuning.fear_cry
    if me.at not in state.lit and heart.fear < tuning.fear_dark_most:
        dread += tuning.fear_dark
    if friend is None and state.clock.beat % 4 == 0:
        dread += tuning.fear_alone
    if heart.talents & c.STEADY:
        dread = (dread + 1) // 2
    bitten = tuning.fear_bitten if me.gripped == 3 else 0
    return dread + heart.hurt * tuning.fear_wound + bitten


def _aim(state, p):
    """The heart rate that this beat asks for."""
    tuning, heart, me = state.tuning, state.hearts[p], state.bodies[p]
    exertion = {c.RUN_GAIT: tuning.heart_run, c.STEP_GAIT: tuning.heart_step}.get(me.gait, 0)
    verb = ordered(state, p)[0]
    exertion = {c.STRIKE: tuning.heart_strike, c.SHOVE: tuning.heart_shove}.get(verb, exertion)
    pain = max(0, tuning.person_hp - me.hp) * tuning.heart_pain
    fear, hunger = heart.fear * tuning.heart_fear // 100, heart.hunger * tuning.heart_hunger // 100
    return min(tuning.heart_top, tuning.heart_rest + fear + hunger + pain + exertion)


def hearts(state):
    tuning, beat = state.tuning, state.clock.beat + 1
    for p in state.persons:
        me, heart = state.bodies[p], state.hearts[p]
        if not person(me) or not alive(me):
            continue
        if beat % tuning.hunger_every == 0:
            heart.hunger = min(100, heart.hunger + 1)
        if heart.hunger >= tuning.hungry_from and beat % tuning.hungry_every == 0:
            wound(state, p, 1)
        friend = _friend(state, p)
        dread = _dread(state, p, friend)
        ease = tuning.fear_ease + (tuning.fear_light if me.at in state.lit else 0)
        heart.fear = min(100, max(0, heart.fear + (dread or -ease)))
        aim = _aim(state, p)
        settle = tuning.heart_settle + (tuning.heart_friend if friend == "beside" else 0)
        heart.rate = min(aim, heart.rate + tuning.heart_rise) if heart.rate < aim else max(aim, heart.rate - settle)
        if heart.rate >= tuning.breath_out:
            heart.winded = 1
        elif heart.rate <= tuning.breath_back:
            heart.winded = 0
