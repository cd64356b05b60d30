"""All that one seat has to decide by in one beat, as text: sentences, what lies around it drawn, and possible orders.

For people at a terminal and for language models. It is of bounded length: what is near is drawn, what is farther told.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from warbell.encode.columns import WAY
from warbell.encode.paper import LAYER, WAY_OUT, Paper
from warbell.encode.words import body_seen, describe, offset, order, seat_cast, the, where_seen
from warbell.engine import codes
from warbell.engine.actions import decode
from warbell.engine.percept import Percept
from warbell.episodes import Brief

DRAWN = 7  # cells of a drawing to every side
BESIDE = 2  # cells up to which fixtures are told by name
REMEMBERED, MOST = 8, 4  # beats for which infected out of sight are told of, and how many of them
WALL, UNSEEN, DARK, LIT = "#", " ", ".", ":"
SPOKEN = (codes.CALL, codes.SIGN, codes.WHISPER)
DOORS = ("'", "+", "X", "=", "%")  # by DOOR_STATES
INFECTED = {codes.SHAMBLER: "s", codes.LISTENER: "l", codes.CLIMBER: "k", codes.MIMIC: "m"}


def reading(percept: Percept, brief: Brief, paper: Paper, seat: int, world: int = 0) -> str:
    """What a seat of a world reads before it gives its order; every order named in it is possible."""
    drawing, key = _drawn(percept, brief, paper, seat, world)
    parts = [
        "\n".join([*describe(percept, brief, seat, world), *_memories(percept, brief, seat, world)]),
        "\n".join(_aims(percept, brief, paper, seat, world)),
        "\n".join(["Around you, north up, you at @:", *drawing, f"({', '.join(key)})"]),
        "\n".join(_orders(percept.mask[world, seat])),
    ]
    return "\n\n".join(part for part in parts if part)


def _memories(percept: Percept, brief: Brief, seat: int, world: int) -> Iterator[str]:
    """The team and infected out of sight as they were seen last, and what stands close by."""
    me, bodies, cast = percept.me[world, seat], percept.bodies[world, seat], seat_cast(percept, brief, seat, world)
    ages = me["beat"] - bodies["beat"]
    for index, title in enumerate(brief.titles):
        if index != seat and bodies["beat"][index] < 0:
            yield f"You have not seen {title} yet."
        elif ages[index] > 0:
            yield f"{ages[index]} beats ago: {body_seen(percept, brief, cast, seat, index, world)}."
    fresh = codes.IS_INFECTED[bodies["nature"]] & (bodies["beat"] >= 0) & (ages > 0) & (ages <= REMEMBERED)
    for index in sorted(np.flatnonzero(fresh).tolist(), key=lambda k: int(ages[k]))[:MOST]:
        yield f"{ages[index]} beats ago: {cast.body(index)}, {where_seen(percept, brief, seat, index, world)}."
    for index, place in enumerate(brief.chart.fixtures):
        dy, dx = int(place["y"]) - int(me["y"]), int(place["x"]) - int(me["x"])
        seen = percept.fixtures[world, seat, index]
        if abs(dy) + abs(dx) <= BESIDE and seen["beat"] >= 0:
            yield f"{the(brief.fixture_names[index]).capitalize()}: {offset(dy, dx)}{_state(int(place['kind']), seen)}."


def _state(kind: int, seen: Any) -> str:
    """How a fixture was when it was seen, behind its place."""
    if codes.IS_HINGED[kind]:
        return f", {codes.DOOR_STATES[seen['state']]}"
    if codes.HOLDS[kind]:
        return ", with something in it" if seen["full"] else ", empty"
    return f", {'on' if seen['on'] else 'off'}" if codes.IS_SWITCHED[kind] else ""


def _aims(percept: Percept, brief: Brief, paper: Paper, seat: int, world: int) -> Iterator[str]:
    """How long there is, where the briefing sends one, and what is to be done."""
    me = percept.me[world, seat]
    yield f"{max(0, brief.beats - me['beat'])} beats are left."
    told = paper.ways[paper.target[seat], me["y"], me["x"]].tolist()
    way = dict(zip((column.name for column in WAY), told, strict=True))
    steps = way.pop("steps")
    firsts = ["by the link here" if name == "along" else name for name, best in way.items() if best]
    if steps > 0:
        yield f"To where you are sent it is {steps} steps, first {' or '.join(firsts)}."
    elif steps == 0:
        yield "You are where you are sent."
    goals = " ".join(objective.text for objective in brief.objectives if objective.text)
    yield f"To be done: {goals}"


def _drawn(percept: Percept, brief: Brief, paper: Paper, seat: int, world: int) -> tuple[list[str], list[str]]:
    """The rows of a drawing of what lies around, and what its signs mean, in the order they are met."""
    me = percept.me[world, seat]
    marks = _marks(percept, brief, seat, world)
    rows, key = [], {f"{WALL} wall": None, f"{DARK} seen, dark": None, f"{LIT} seen, lit": None}
    for dy in range(-DRAWN, DRAWN + 1):
        row = ""
        for dx in range(-DRAWN, DRAWN + 1):
            y, x = int(me["y"]) + dy, int(me["x"]) + dx
            sign, name = marks.get((y, x)) or _printed(percept, brief, paper, (seat, world), (y, x))
            if not name:
                windows = (int(table[world, seat, dy + codes.SIGHT]) for table in (percept.now, percept.bright))
                seen, lit = (window >> (dx + codes.SIGHT) & 1 for window in windows)
                sign = sign if sign == WALL else LIT if lit else DARK if seen else UNSEEN
            else:
                key[f"{sign} {name}"] = None
            row += sign
        rows.append(row.rstrip())
    return rows, list(key)


def _marks(percept: Percept, brief: Brief, seat: int, world: int) -> dict[tuple[int, int], tuple[str, str]]:
    """Signs and names by cell of what is seen now; what stands above the rest comes last."""
    me, marks = percept.me[world, seat], {}
    fields = percept.fields[world, seat]
    for r, c in np.argwhere((fields[: codes.WATER] > 0).any(axis=0)).tolist() if len(fields) else ():
        thing, _, fire, _ = (int(n) for n in fields[: codes.WATER, r, c])
        mark = ("*", "fire") if fire > 0 else ("^", "a thing set") if thing > 0 else ("~", "smoke")
        marks[int(me["y"]) + r - codes.SIGHT, int(me["x"]) + c - codes.SIGHT] = mark
    for drone in percept.drones[world, seat]:
        if drone["beat"] == me["beat"]:
            marks[int(drone["y"]), int(drone["x"])] = ("d", "drone")
    for index in percept.sighted[world, seat, 1 : 1 + percept.sighted[world, seat, 0]].tolist():
        body = percept.bodies[world, seat, index]
        nature = int(body["nature"])
        if body["state"] == codes.DEAD:
            mark = ("x", "dead")
        elif codes.IS_INFECTED[nature]:
            mark = (INFECTED[nature], codes.NATURES[nature])
        else:
            mark = (str(index + 1), brief.titles[index]) if index < len(brief.titles) else ("p", "stranger")
        marks[int(body["y"]), int(body["x"])] = mark
    marks[int(me["y"]), int(me["x"])] = ("@", "you")
    return marks


def _printed(
    percept: Percept, brief: Brief, paper: Paper, who: tuple[int, int], cell: tuple[int, int]
) -> tuple[str, str]:
    """What the paper has on a cell, doors as last seen: a sign and its name, "" for ground and walls."""
    (seat, world), (y, x) = who, cell
    height, width = brief.chart.terrain.shape
    if not (0 <= y < height and 0 <= x < width):
        return WALL, ""
    if fixture := int(brief.chart.fixture_at[y, x]):
        kind = int(brief.chart.fixtures[fixture - 1]["kind"])
        if codes.IS_HINGED[kind]:
            seen = percept.fixtures[world, seat, fixture - 1]
            known = seen["beat"] >= 0
            return (
                (DOORS[seen["state"]], f"door, {codes.DOOR_STATES[seen['state']]}")
                if known
                else ("?", "door, never seen")
            )
        return ("$", "cache or plot") if codes.HOLDS[kind] else ("&", "other fixture")
    if int(brief.chart.link_at[y, x]):
        return "H", "stairs or other link"
    margin = codes.SIGHT
    if paper.printed[LAYER.place, y + margin, x + margin] == WAY_OUT:
        return ">", "way out"
    return (WALL if paper.printed[LAYER.solid, y + margin, x + margin] else UNSEEN), ""


def _orders(mask: np.ndarray) -> Iterator[str]:
    """The possible orders, those of a verb and object in a line; of words there is always the whole choice."""
    kinds: dict[str, list[str]] = {}
    for action in np.flatnonzero(mask).tolist():
        verb, direction, signal, item, _ = decode(action)
        name = order(action)
        if verb in SPOKEN:
            side = f" {codes.DIRECTIONS[direction]}" if verb == codes.WHISPER else ""
            name = f"{codes.VERBS[verb]} WORD{side}" if signal == 0 else ""
        head = " ".join(name.split()[: 2 if item < codes.N_OBJECTS or verb in SPOKEN else 1])
        kinds.setdefault(head, []).append(name.removeprefix(head).strip()) if name else None
    yield "Possible orders, one of these; a choice after a colon:"
    for head, tails in kinds.items():
        yield head if tails == [""] else f"{head}: {', '.join(tails)}"
    if any(mask[int(codes.VERB_BASE[verb])] for verb in SPOKEN):
        yield f"WORD is one of {', '.join(codes.SIGNALS)}."
