"""Rescues counted again, slow and obvious: beat by beat and person by person, from the film's columns and events.

Written from docs/watching.md, for games on one sheet without links.
"""

from warbell.engine import codes as c
from warbell.engine.actions import decode
from warbell.engine.bits import unpack
from warbell.report.ledger import rescues

BLOWS = (c.STRUCK, c.SHOVED, c.SHOT)
KINDS = ("down", "bitten", "held", "under water", "shut in", "calling for help")


def agree(past):
    """The rescues of a game are those of the slow recount, and nobody endangered is part of their own price."""
    found = rescues(past)
    assert [plain(each) for each in found] == recount(past)
    assert not any(each.danger.whom in {*each.helpers, *each.bitten, *each.fell, *each.lost} for each in found)


def plain(rescue):
    """A rescue as the slow recount has it."""
    danger = rescue.danger
    by = sorted({who for each in rescue.deeds for who in each.who})
    return danger.kind, danger.whom, danger.began, danger.ended, by


def recount(past):
    """(kind, whom, began, ended, by) of every rescue, in order of its end."""
    found = []
    for whom in range(past.people):
        for kind in KINDS[:-1]:
            began = None
            for beat in range(past.beats + 1):
                if endangered(past, kind, whom, beat):
                    began = beat if began is None else began
                elif began is not None:
                    found.append((kind, whom, began, beat, rescuers(past, kind, whom, began, beat)))
                    began = None
        found += calls(past, whom)
    order = {kind: k for k, kind in enumerate(KINDS)}
    return sorted((each for each in found if each[4]), key=lambda each: (each[3], each[2], each[1], order[each[0]]))


def here(past, whom, beat):
    rows = past.film.bodies
    return rows["state"][beat, whom] in (c.UP, c.DOWN) and c.IS_PERSON[rows["nature"][beat, whom]]


def endangered(past, kind, whom, beat):
    rows = past.film.bodies
    if not here(past, whom, beat):
        return False
    if kind == "down":
        return rows["state"][beat, whom] == c.DOWN
    if kind == "bitten":
        return rows["timer"][beat, whom] >= 0
    if kind == "held":
        return any(bite["whom"] == whom for b in (beat, beat - 1) if b > 0 for bite in events(past, b, c.BITTEN))
    if kind == "under water":
        breath = past.film.rows("breath")
        return len(breath) and breath["0"][beat, whom] > 0
    if hung(past, whom, beat):
        return beat > 0 and endangered(past, kind, whom, beat - 1)
    pieces = ground(past, beat)
    return at(past, whom, beat) not in max(pieces, key=lambda piece: (len(piece), [-y for y in min(piece)]))


def rescuers(past, kind, whom, began, ended):
    """Who else did what a danger ended by."""
    beats = range(began + 1, ended + 1)
    if not here(past, whom, ended):
        out = [each["whom"] for each in events(past, ended, c.ESCAPED) if each["who"] == whom]
        by = others(whom, out)
        if out and not by and hung(past, whom, ended - 1):
            by = hoisters(past, whom, beats)
        return [] if kind == "bitten" else by
    if kind == "down":
        return last_tenders(past, whom, beats)
    if kind == "bitten":
        return others(whom, [each["whom"] for each in events(past, ended, c.CURED) if each["who"] == whom])
    if kind == "held":
        bites = [b for b in range(1, ended) for each in events(past, b, c.BITTEN) if each["whom"] == whom]
        free = {b: freeing(past, whom, b) + pilots(past, whom, b) for b in range(max(bites), ended + 1) if b > began}
        last = max((b for b, by in free.items() if by), default=None)
        return [] if last is None else sorted(set(free[last]))
    if kind == "under water":
        return lifeguards(past, whom, beats)
    return hoisters(past, whom, beats) if hung(past, whom, ended - 1) else openers(past, whom, ended)


def freeing(past, whom, beat):
    """Whose blows fell on one that had bitten somebody in this beat or the two before."""
    foes = {
        each["who"]
        for b in range(max(1, beat - 2), beat + 1)
        for each in events(past, b, c.BITTEN)
        if each["whom"] == whom
    }
    return others(whom, [blow["who"] for blow in events(past, beat, *BLOWS) if blow["whom"] in foes])


def last_tenders(past, whom, beats):
    for beat in reversed(beats):
        if by := others(whom, [each["who"] for each in events(past, beat, c.TENDED) if each["whom"] == whom]):
            return by
    return []


def lifeguards(past, whom, beats):
    rows, ended = past.film.bodies, beats[-1]
    bearers = [int(rows["carrier"][beat, whom]) - 1 for beat in (ended - 1, ended) if rows["carrier"][beat, whom] > 0]
    shoves = [each["who"] for each in events(past, ended, c.SHOVED) if each["whom"] == whom]
    before = beats[:-1]
    rose = before and rows["state"][before[-1] - 1, whom] == c.DOWN and rows["state"][before[-1], whom] == c.UP
    raised = last_tenders(past, whom, before) if rose else []
    lifted = hoisters(past, whom, beats)
    if bearers or lifted or shoves or raised:
        return others(whom, bearers or lifted or shoves or raised)
    water, cell = past.film.field("water"), at(past, whom, ended - 1)
    if water[ended][cell] < water[ended - 1][cell]:
        for beat in reversed(beats):
            for turned in [each for each in events(past, beat, c.SWITCHED) if each["who"] >= 0]:  # there is one valve
                place = past.episode.ground.fixtures[turned["whom"]]
                return others(whom, users(past, beat, {(place["y"], place["x"])}, {c.USE}))
    return []


def hung(past, whom, beat):
    return past.film.bodies["borne"][beat, whom] == c.ON_DRONE


def pilots(past, whom, beat):
    """Who lifted somebody with a drone in a beat."""
    return others(whom, [each["foe"] for each in events(past, beat, c.HOISTED) if each["whom"] == whom])


def hoisters(past, whom, beats):
    if not any(hung(past, whom, beat) for beat in (beats[-1] - 1, beats[-1])):
        return []
    return next((by for beat in reversed(beats) if (by := pilots(past, whom, beat))), [])


def openers(past, whom, beat):
    """Who, on other ground, had hands on a door beside somebody's that moved."""
    own = next(piece for piece in ground(past, beat - 1) if at(past, whom, beat - 1) in piece)
    doors = set()
    for moved in events(past, beat, c.DOOR_MOVED, c.DOOR_BROKE):
        worked = place_of(past, moved["whom"])
        y, x = worked
        if moved["kind"] == c.DOOR_MOVED and moved["who"] < 0:
            worked = behind_the_night(past, beat, moved["whom"])
        if worked and own & {(y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)}:
            doors.add(worked)
    verbs = {c.USE, c.STRIKE, c.SHOVE, c.TAKE}
    return [who for who in users(past, beat, doors, verbs) if at(past, who, beat - 1) not in own]


def behind_the_night(past, beat, door):
    """Where somebody worked in a beat what made the night move a door; there is one such thing at most."""
    ground = past.episode.ground
    for trigger in ground.triggers:
        moves = any(
            effect["kind"] == c.SET_STATE and effect["target"] == door
            for effect in ground.effects[trigger["first"] : trigger["last"]]
        )
        for turned in events(past, beat, c.SWITCHED, c.DOOR_MOVED):
            by_hand = turned["who"] >= 0 and trigger["target"] == turned["whom"]
            if moves and by_hand and trigger["kind"] == c.ON_FIXTURE:
                return place_of(past, turned["whom"])
    return None


def place_of(past, fixture):
    place = past.episode.ground.fixtures[fixture]
    return int(place["y"]), int(place["x"])


def users(past, beat, cells, verbs):
    """Whose order of a beat, or that slipped in the one before, was for some cells."""
    found, late = [], past.film.hearts["late"]
    for seat in range(len(past.episode.seats)):
        slipped = late[beat - 1, seat]
        action = slipped if slipped >= 0 else c.WAIT if late[beat, seat] >= 0 else past.orders[beat - 1, seat]
        verb, way, *_ = decode(int(action))
        y, x = at(past, seat, beat)
        if verb in verbs and (y + c.DY[way], x + c.DX[way]) in cells:
            found.append(seat)
    return found


def ground(past, beat):
    """The pieces of ground, as sets of cells, that hang together for one pair of bare hands."""
    known = past.__dict__.setdefault("slow_ground", {})
    if beat not in known:
        table = past.episode.ground
        open_ = ~unpack(table.solid, table.terrain.shape[1])
        for f, row in enumerate(table.fixtures):
            state = past.film.fixtures["state"][beat, f]
            passes = state in (c.OPEN, c.SHUT, c.BROKEN) if row["kind"] == c.DOOR else not c.IS_SOLID[row["kind"]]
            open_[row["y"], row["x"]] &= passes
        left = {(int(y), int(x)) for y, x in zip(*open_.nonzero(), strict=True)}
        known[beat] = []
        while left:
            piece, front = set(), {left.pop()}
            while front:
                y, x = front.pop()
                piece.add((y, x))
                near = {(y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)} & left
                left -= near
                front |= near
            known[beat].append(piece)
    return known[beat]


def calls(past, whom):
    found, began = [], None
    for beat in range(past.beats + 1):
        other = any(endangered(past, kind, whom, beat) for kind in KINDS[:-1])
        by = helpers(past, whom, beat)
        if began is not None and (other or by or not here(past, whom, beat)):
            if by and here(past, whom, beat):
                found.append(("calling for help", whom, began, beat, by))
            elif by:
                found.append(("calling for help", whom, began, beat, rescuers(past, "", whom, began, beat)))
            began = None
        for call in events(past, beat, c.CALLED):
            if call["who"] == whom and not other:
                began = None if call["value"] != c.HELP else beat if began is None else began
    return found


def helpers(past, whom, beat):
    """Who did something for somebody in a beat."""
    kinds = (c.TENDED, c.COMFORTED, c.LIFTED, c.GAVE)
    found = [each["who"] for each in events(past, beat, *kinds) if each["whom"] == whom]
    found += [each["whom"] for each in events(past, beat, c.ESCAPED, c.CURED) if each["who"] == whom]
    found += [each["foe"] for each in events(past, beat, c.HOISTED, c.DELIVERED) if each["whom"] == whom]
    quarry, here_still = past.film.bodies["quarry"], past.film.bodies["state"][beat, whom] <= c.DOWN
    for blow in events(past, beat, *BLOWS) if here_still else ():
        if (
            c.IS_INFECTED[past.film.bodies["nature"][beat - 1, blow["whom"]]]
            and quarry[beat - 1, blow["whom"]] == whom + 1
        ):
            found.append(blow["who"])
    return others(whom, found + (freeing(past, whom, beat) if here_still and beat else []))


def others(whom, who):
    return sorted({int(each) for each in who if each >= 0 and each != whom})


def at(past, whom, beat):
    rows = past.film.bodies
    return int(rows["y"][beat, whom]), int(rows["x"][beat, whom])


def events(past, beat, *kinds):
    return [each for each in past.film.events_of(beat) if each["kind"] in kinds] if beat > 0 else []
