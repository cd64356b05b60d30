"""Views: what each seat's percept must hold after a beat, kept by seat from beat to beat."""

from types import SimpleNamespace

from naive.orders import flown, mask
from naive.world import alive, beside, infected, person, sees_body, shown, thing

from warbell.engine import codes as c

OWN_BODY = ("y", "x", "hp", "timer", "bleed", "salve", "exposed", "crept", "stun", "load", "facing", "sign")
OWN_HEART = ("rate", "fear", "hunger", "control", "late", "effort", "flame", "torch", "winded", "spent")
UNREAD = 255
HANGS = (c.ON_LINE, c.ON_DRONE)


def blank():
    """The percept of one seat that has perceived nothing yet."""
    return SimpleNamespace(me={"flies": 0}, pack=[], bonds=[], now=set(), bright=set(), afar=set(), known=set(),
                           fields=[], afar_fields=[], things={}, bodies={}, fixtures={}, pipes={}, drones={}, heard=[],
                           events=[], mask=[])  # fmt: skip


def _quarters(points, whole):
    return min(3, max(0, 4 * points // whole))


def _left(state, body):
    """Beats until somebody goes down, dies or turns, the soonest; -1 if nothing of it is to come."""
    ends = [body.timer] if body.timer >= 0 else []
    if body.state == c.DOWN:
        ends.append(body.bleed)
    elif body.state == c.UP and body.bleed:
        ends.append(body.bleed + (body.hp - 1) * state.tuning.bleed_every)
    return min(ends, default=-1)


def _rounds(state, p):
    return state.wills[p].rounds if state.wills else 0


def _look_at_body(state, p, i):
    me, body, beat = state.bodies[p], state.bodies[i], state.clock.beat
    near = max(abs(body.y - me.y), abs(body.x - me.x)) <= 3
    whole = state.tuning.person_hp
    return {
        "beat": beat, "y": body.y, "x": body.x, "nature": body.nature, "state": body.state, "sign": body.sign,
        "gait": body.gait, "facing": body.facing, "side": body.side, "carried": int(body.carrier > 0),
        "hangs": int(body.borne in HANGS),
        "asleep": body.asleep,
        "armed": int(i in state.persons and bool(_rounds(state, i))),
        "hurt": _quarters(whole - body.hp, whole) if person(body) else 0,
        "left": _left(state, body) if person(body) and abs(body.y - me.y) + abs(body.x - me.x) <= 1 else -1,
        "mood": _quarters(state.hearts[i].fear, 100) if person(body) and near else UNREAD,
    }  # fmt: skip


def _look_at_fixture(state, f):
    fixture = state.fixtures[f]
    return {
        "beat": state.clock.beat, "state": fixture.state, "on": fixture.on,
        "strength": min(25, -(-max(0, fixture.strength) // 10)), "full": int(any(state.stocks[f])),
    }  # fmt: skip


def view(state, seat, p):
    """Bring the percept of seat p up to the state's beat."""
    me, heart, clock = state.bodies[p], state.hearts[p], state.clock
    seat.me |= {"beat": clock.beat, "ending": clock.ending, "state": me.state, "nature": me.nature}
    seat.now, seat.bright, seat.heard, seat.events = set(), set(), [], []
    seat.fields, seat.afar, seat.afar_fields = [{} for _ in state.fields], set(), [{} for _ in state.fields]
    seat.me["flies"] = 0
    if infected(me) or not alive(me):
        seat.mask = [1] + [0] * (c.N_ACTIONS - 1)
        return
    seat.me["carrier"] = 0 if me.borne in HANGS else me.carrier
    seat.me |= {name: getattr(me, name) for name in OWN_BODY} | {name: getattr(heart, name) for name in OWN_HEART}
    seat.me |= {"rounds": _rounds(state, p), "under": state.breath[p] if state.breath else 0}
    seat.me |= {"gripped": int(me.gripped == 2), "lit": int(me.at in state.lit)}
    seat.pack, seat.bonds = list(state.packs[p]), list(state.bonds[p])
    reach = state.tuning.dark_sight
    near = {(y, x) for y, x in state.sight[p] if max(abs(y - me.y), abs(x - me.x)) <= reach}
    seat.now = near | (state.sight[p] & state.lit)
    seat.bright = seat.now & state.lit
    seat.known |= seat.now
    seat.fields = [{(y, x): max(0, levels[y][x]) for y, x in seat.now} for levels in state.fields]
    k = flown(state, p)
    seat.me["flies"] = 0 if k is None else state.ground.consoles[k].drone + 1
    seat.afar = shown(state, p)
    seat.known |= seat.afar
    seat.afar_fields = [{(y, x): max(0, levels[y][x]) for y, x in seat.afar} for levels in state.fields]
    if state.fields:
        seat.things |= {cell: thing(state, cell) for cell in seat.now | seat.afar}
    for i, body in enumerate(state.bodies):
        if body.state != c.AWAY and (i == p or sees_body(state, p, body.at)):
            seat.bodies[i] = _look_at_body(state, p, i)
    for f, place in enumerate(state.ground.fixtures):
        if place.at in seat.now | seat.afar:
            seat.fixtures[f] = _look_at_fixture(state, f)
    for v, pipe in enumerate(state.ground.pipes):
        _know_pipe(state, seat, p, v, pipe)
    for d, drone in enumerate(state.drones):
        flies = seat.me["flies"] == d + 1
        if flies or drone.at in state.sight[p]:
            seat.drones[d] = {"beat": clock.beat, "y": drone.y, "x": drone.x, "warned": drone.warned,
                              "lit": int(drone.sound != c.SILENCE)}  # fmt: skip
        if d in seat.drones:
            flown_by = state.ground.consoles[k] if flies else None
            seat.drones[d] |= {
                "battery": state.fixtures[flown_by.fixture].fuel if flies else 0,
                "object": state.flights[k].object if flies else 0,
            }
    seat.heard = state.heard[p]
    seat.events = [
        (event.kind, event.who, event.whom, event.y, event.x, event.value if p in event.told else _shown(event))
        for event in state.events
        if p in event.told | event.seen
    ]
    seat.mask = mask(state, p)


def _know_pipe(state, seat, p, v, pipe):
    """The plan's reader knows what a valve joins; who stands beside it hears how high water stands there."""
    place = state.ground.fixtures[pipe.valve]
    known = seat.pipes.setdefault(v, {"one": 0, "other": 0, "one_level": UNREAD, "other_level": UNREAD})
    if state.hearts[p].talents & c.PLANNER:
        known |= {"one": pipe.one + 1, "other": pipe.other + 1}
    if any(beside(state.bodies[p].at, way) == place.at for way in range(4)):
        known |= {"one_level": state.basins[pipe.one].level, "other_level": state.basins[pipe.other].level}


def _shown(event):
    """The value of an event to somebody who only saw it: no whispered word, no points, nothing felt."""
    felt = (c.WHISPERED, c.COMFORTED, c.FELL, c.REVIVED, c.BARRED, c.BITTEN, c.BURNT)
    return 0 if event.kind in felt else event.value
