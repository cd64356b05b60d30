"""The world after: each fact a case can expect, and what is found instead where it does not hold."""

import re

from case_file import CaseError, CaseLine
from case_night import BODY, CELL, FIXTURE
from case_world import BODY_FIELDS, FIXTURE_FIELDS, HEART_FIELDS, LAID, MARK, MARKS, OBJECT, WILL_FIELDS, Stage, bit

from warbell.engine import codes as c
from warbell.engine.actions import encode

ON_FIXTURES = (c.DOOR_MOVED, c.DOOR_BROKE, c.SWITCHED, c.TOOK, c.BARRED, c.TOOK_OVER)
BY_DRONES = (c.WARNED, c.DRONE_STRUCK, c.HOISTED, c.LOWERED, c.DELIVERED)
OF_BASINS = (c.WATER_MOVED,)
BY_NUMBER = {c.ENDED: "ending", c.GOAL_MET: "goal", c.TIDINGS: "trigger"}
VALUES = {
    c.REFUSED: c.REASONS, c.BUMPED: c.REASONS, c.SHOVED: c.DIRECTIONS, c.DOOR_MOVED: c.DOOR_STATES, c.TOOK: c.OBJECTS,
    c.ROBBED: (*c.OBJECTS, "nothing"), c.OFFERED: c.OBJECTS, c.TRADED: c.OBJECTS,
    c.GAVE: c.OBJECTS, c.ATE: c.OBJECTS, c.CALLED: c.SIGNALS, c.WHISPERED: c.SIGNALS, c.SIGNED: c.SIGNALS,
    c.SET_UP: c.OBJECTS, c.THREW: c.OBJECTS, c.WIELDED: c.OBJECTS, c.TRIPPED: c.THINGS, c.CAUGHT_FIRE: c.THINGS,
    c.SPOILT: c.OBJECTS, c.WATER_MOVED: c.LEVELS_OF_WATER,
    c.LOADED: c.OBJECTS, c.DELIVERED: c.OBJECTS,
    c.GAVE_WAY: c.THINGS, c.PUSHED: ("stayed", "moved"),
    c.ENDED: c.OUTCOMES, c.SWITCHED: ("off", "on"), c.BITTEN: ("no infection", "infected"),
}  # fmt: skip
GLYPHS = {
    c.DOOR: {c.OPEN: "/", c.SHUT: "+", c.LOCKED: "L", c.BARRICADED: "=", c.BROKEN: "'"},
    c.SHUTTER: {c.OPEN: "h", c.SHUT: "H", c.LOCKED: "L", c.BARRICADED: "=", c.BROKEN: "'"},
    c.GATE: {c.OPEN: "g", c.SHUT: "G", c.LOCKED: "L", c.BARRICADED: "=", c.BROKEN: "'"},
}
SOUND_NAMES = tuple(name.removeprefix("a ").removeprefix("an ").removeprefix("the ") for name in c.SOUNDS)
UNSEEN = "never"
SEEN = {"sees": ("now",), "does not see": ("before", UNSEEN), "remembers": ("before",), "has never seen": (UNSEEN,)}


def order_code(text: str) -> int:
    """The action of an order as cases and plans write it: `step east`, `set planks north`, `whisper HELP west`."""
    verb, *words = text.split()
    arguments = {"direction": c.HERE, "signal": 0, "item": 0, "cells": 0}
    for word in words:
        if word.isdigit():
            arguments["cells"] = int(word)
            continue
        for name, family in (("direction", c.DIRECTIONS), ("signal", c.SIGNALS), ("item", c.OBJECTS)):
            if word in family:
                arguments[name] = family.index(word)
                break
        else:
            raise ValueError(text)
    code = int(encode(c.VERBS.index(verb), *arguments.values()))
    if c.ACTION_VERB[code] != c.VERBS.index(verb):
        message = f"{text!r} lacks its direction"
        raise ValueError(message)
    return code


def drawing(stage: Stage) -> list[str]:
    """The world as the cases draw it: bodies over doors in their states over the ground."""
    rows = [list(row) for row in stage.paper]
    for f, place in enumerate(stage.ground.fixtures):
        glyphs = GLYPHS.get(int(place["kind"]))
        if glyphs:
            rows[place["y"] - 1][place["x"] - 1] = glyphs[int(stage.world.fixtures["state"][0, f])]
    for y, row in enumerate(rows):
        for x, character in enumerate(row):
            if character == "%" and bit(stage.world.planes[0, c.CLEAR], y + 1, x + 1):
                row[x] = "'"
            i = int(stage.world.occupant[0, y + 1, x + 1]) - 1
            if i >= 0:
                row[x] = stage.bodies[i][0]
    return ["".join(row) for row in rows]


def _name(names: list[str], index: int) -> str:
    return names[index] if 0 <= index < len(names) else ""


def _event(stage: Stage, row) -> str:
    kind = int(row.kind)
    if kind in BY_NUMBER:
        who = f"{BY_NUMBER[kind]} {row.who + 1}"
    else:
        who = _name(stage.drones if kind in BY_DRONES else stage.bodies, row.who)
    whom = _name(stage.fixtures if kind in ON_FIXTURES else stage.bodies, row.whom)
    if kind in OF_BASINS:
        whom = f"basin {row.whom + 1}"
    value = VALUES[kind][row.value] if kind in VALUES else row.value
    if kind == c.STRUCK and value == c.FELLED:
        value = "felled"
    return f"{' '.join(word for word in (who, c.EVENTS[kind], whom) if word)}: {value}"


def _events(stage: Stage) -> list[str]:
    return [_event(stage, stage.world.events[0, k]) for k in range(stage.world.clock[0].events)]


def _learnt(stage: Stage, seat: str) -> list[str]:
    p = stage.seats.index(seat)
    return [_event(stage, stage.percept.events[0, p, k]) for k in range(stage.percept.me[0, p].events)]


def _heard(stage: Stage, seat: str) -> list[str]:
    p = stage.seats.index(seat)
    rows = []
    for k in range(stage.percept.me[0, p].heard):
        row = stage.percept.heard[0, p, k]
        voice = f" {_name(stage.bodies, row.voice)}" if row.voice != c.NO_VOICE else ""
        signal = f" {c.SIGNALS[row.signal]}" if row.signal != c.NO_SIGNAL else ""
        rows.append(f"{SOUND_NAMES[row.sound]} {c.BEARINGS[row.bearing]} {row.loud}{voice}{signal}")
    return rows


def _among(rows: list[str], wanted: str, sign: str | None, end: str) -> tuple[bool, str]:
    """Whether a row is, or starts with, what is wanted (up to a word's end); `sign` turns the question round."""
    there = any(row == wanted or row.startswith(wanted + end) for row in rows)
    return there is (sign is None), "; ".join(rows) or "nothing"


def _memory(stage: Stage, seat: str, name: str):
    """(beat last seen or never, the record) of a body, fixture or drone in a percept."""
    p = stage.seats.index(seat)
    for names, table in (
        (stage.bodies, stage.percept.bodies), (stage.fixtures, stage.percept.fixtures),
        (stage.drones, stage.percept.drones),
    ):  # fmt: skip
        if name in names:
            return table[0, p, names.index(name)]
    raise ValueError(name)


def _look(stage: Stage, seat: str, record) -> str:
    if record.beat < 0:
        return UNSEEN
    return "now" if record.beat == stage.percept.me[0, stage.seats.index(seat)].beat else "before"


def _sees(stage: Stage, seat: str, how: str, name: str, rest: str | None) -> tuple[bool, str]:
    record = _memory(stage, seat, name)
    when = _look(stage, seat, record)
    words = [f"seen {when}"]
    fields = record.dtype.names
    if when != UNSEEN:
        if "y" in fields:
            words.append(f"at {record.y},{record.x}")
        if "nature" in fields:
            words += [c.STATES[record.state], c.NATURES[record.nature], c.GAITS[record.gait]]
            words += [f"showing {c.SIGNALS[record.sign]}"] if record.sign != c.NO_SIGNAL else []
            words += [f"mood {record.mood}", f"hurt {record.hurt}", f"carried {record.carried}"]
            words += ["hanging"] if record.hangs else []
            words += ["asleep" if record.asleep else "awake", f"left {record.left}"]
        elif "full" in fields:
            words += [c.DOOR_STATES[record.state], ("off", "on")[record.on], ("empty", "full")[record.full]]
    return when in SEEN[how] and (rest is None or rest in words), ", ".join(words)


def _cell(stage: Stage, seat: str, how: str, y: str, x: str) -> tuple[bool, str]:
    p = stage.seats.index(seat)
    me = stage.percept.me[0, p]
    if how in ("sees", "does not see"):
        dy, dx = int(y) - int(me.y), int(x) - int(me.x)
        inside = max(abs(dy), abs(dx)) <= c.SIGHT
        found = inside and bool(int(stage.percept.now[0, p, dy + c.SIGHT]) >> (dx + c.SIGHT) & 1)
    else:
        found = bit(stage.percept.known[0, p], int(y), int(x))
    return found is (how in ("sees", "knows")), "it does" if found else "it does not"


def _may(stage: Stage, seat: str, sign: str | None, order: str) -> tuple[bool, str]:
    possible = bool(stage.percept.mask[0, stage.seats.index(seat), order_code(order)])
    return possible is (sign is None), "possible" if possible else "not possible"


def _equal(found: object, wanted: object) -> tuple[bool, str]:
    return str(found) == str(wanted), str(found)


def _state(stage: Stage, name: str, wanted: str) -> tuple[bool, str]:
    body = stage.body(name)
    return wanted in (c.STATES[body.state], c.NATURES[body.nature]), f"{c.STATES[body.state]}, {c.NATURES[body.nature]}"


def _loud(stage: Stage, name: str, wanted: str) -> tuple[bool, str]:
    noises = stage.world.noises[0, : stage.world.clock["noises"][0]]
    own = noises["loud"][noises["source"] == stage.bodies.index(name)]
    return _equal(int(own.max(initial=0)), wanted)


def _marked(stage: Stage, name: str, no: str | None, mark: str) -> tuple[bool, str]:
    found = bool(stage.marked(name, mark)[MARKS[mark]])
    return found is (no is None), f"{mark}" if found else f"not {mark}"


def _intent(stage: Stage, name: str, wanted: str) -> tuple[bool, str]:
    intent = stage.body(name).intent
    return _equal("nothing" if intent == c.STILL else "link" if intent == c.ALONG else c.DIRECTIONS[intent], wanted)


def _carries(stage: Stage, name: str, wanted: str) -> tuple[bool, str]:
    load = stage.body(name).load - 1
    return _equal(_name(stage.bodies, load) or "nobody", wanted)


def _stands_on(stage: Stage, upper: str, lower: str) -> tuple[bool, str]:
    body = stage.body(upper)
    on = _name(stage.bodies, body.carrier - 1) if body.borne == c.ON_SHOULDERS else "nobody"
    return _equal(on or "nobody", lower)


def _pack(stage: Stage, name: str, item: str, count: str | None) -> tuple[bool, str]:
    return _equal(stage.world.packs[0, stage.people.index(name), c.OBJECTS.index(item)], count or 1)


def _stock(stage: Stage, name: str, item: str, count: str | None) -> tuple[bool, str]:
    return _equal(stage.world.stocks[0, stage.fixtures.index(name), c.OBJECTS.index(item)], count or 1)


def _door(stage: Stage, name: str, wanted: str) -> tuple[bool, str]:
    return _equal(c.DOOR_STATES[stage.fixture(name).state], wanted)


def _bond(stage: Stage, one: str, other: str, wanted: str) -> tuple[bool, str]:
    return _equal(stage.world.bonds[0, stage.people.index(one), stage.people.index(other)], wanted)


def _grudge(stage: Stage, one: str, other: str, wanted: str) -> tuple[bool, str]:
    return _equal(stage.world.grudges[0, stage.people.index(one), stage.people.index(other)], wanted)


def _field(stage: Stage, field: str, y: str, x: str, wanted: str) -> tuple[bool, str]:
    kind = {"noise": c.NOISE_FIELD, "heartbeat": c.HEART_FIELD}[field]
    levels = [level for level, plane in enumerate(stage.world.sound[kind]) if bit(plane, int(y), int(x))]
    return _equal(max(levels, default=0), wanted)


def _clock(stage: Stage, key: str, wanted: str) -> tuple[bool, str]:
    value = stage.world.clock[0][key]
    if key == "ending":
        return _equal("none" if value == c.RUNNING_STILL else value + 1, wanted)
    return _equal(value, wanted)


def _lit(stage: Stage, how: str, y: str, x: str) -> tuple[bool, str]:
    return _equal("lit" if bit(stage.world.planes[0, c.LIT], int(y), int(x)) else "unlit", how)


def _laid(stage: Stage, what: str, number: str | None, y: str, x: str) -> tuple[bool, str]:
    """A thing, fire or smoke on a cell, with its number; `nothing` for no thing."""
    thing, left, fire, smoke = (int(n) for n in stage.world.fields[0, : c.WATER, int(y), int(x)])
    numbers = {c.THINGS[thing]: left, "fire": fire, "smoke": smoke}
    found = ", ".join(f"{name} {count}" for name, count in numbers.items())
    if number is None and what in ("fire", "smoke"):
        return numbers[what] > 0, found
    return what in numbers and (number is None or numbers[what] == int(number)), found


def _at(stage: Stage, name: str, y: str, x: str) -> tuple[bool, str]:
    thing = stage.world.drones[0, stage.drones.index(name)] if name in stage.drones else stage.body(name)
    return _equal(f"{thing.y},{thing.x}", f"{y},{x}")


def _keeps(stage: Stage, name: str, no: str | None, voice: str, word: str) -> tuple[bool, str]:
    echoes = stage.world.echoes[0, stage.bodies.index(name)]
    kept = [f"{_name(stage.bodies, row['voice'] - 1)} {c.SIGNALS[row['signal']]}" for row in echoes if row["voice"]]
    return (f"{voice} {word}" in kept) is (no is None), ", ".join(kept)


def _hangs(stage: Stage, name: str, no: str | None) -> tuple[bool, str]:
    hangs = bool(stage.body(name).borne in (c.ON_LINE, c.ON_DRONE))
    return hangs is (no is None), "hangs" if hangs else "does not hang"


def _flies(stage: Stage, name: str, no: str | None) -> tuple[bool, str]:
    pilots = [_name(stage.people, pilot - 1) for pilot in stage.world.flights["pilot"][0].tolist()]
    return (name in pilots) is (no is None), ", ".join(filter(None, pilots)) or "nobody"


def _is_shown(stage: Stage, seat: str, no: str | None, y: str, x: str) -> tuple[bool, str]:
    p = stage.seats.index(seat)
    d = int(stage.percept.me["flies"][0, p]) - 1
    drone = stage.percept.drones[0, p, max(d, 0)]
    dy, dx = int(y) - int(drone.y), int(x) - int(drone.x)
    near = d >= 0 and max(abs(dy), abs(dx)) <= c.SIGHT
    shown = near and bool(int(stage.percept.afar[0, p, dy + c.SIGHT]) >> (dx + c.SIGHT) & 1)
    return shown is (no is None), "it is" if shown else "it is not"


def _bears(stage: Stage, drone: str, item: str) -> tuple[bool, str]:
    k = stage.ground.consoles["drone"].tolist().index(stage.drones.index(drone))
    return _equal(_name(["nothing", *c.OBJECTS], stage.world.flights["object"][0, k]), item)


def _water(stage: Stage, y: str, x: str, wanted: str) -> tuple[bool, str]:
    return _equal(stage.world.fields[0, c.WATER, int(y), int(x)], wanted)


def _joins(stage: Stage, seat: str, what: str, one: str, other: str) -> tuple[bool, str]:
    seen = _memory(stage, seat, "valve")
    pair = (seen.one, seen.other) if what == "basins" else (seen.one_level, seen.other_level)
    return _equal(" ".join("?" if n in (0, c.UNREAD) and what == "basins" else str(n) for n in pair), f"{one} {other}")


CHECKS = (
    (r"(?:(no) )?event (.+)", lambda s, no, text: _among(_events(s), text, no, ":")),
    (r"([a-d]) (?:learns|(does not) learn) (.+)", lambda s, p, no, text: _among(_learnt(s, p), text, no, ":")),
    (r"([a-d]) hears nothing", lambda s, p: _equal("; ".join(_heard(s, p)), "")),
    (r"([a-d]) (?:hears|(does not) hear) (.+)", lambda s, p, no, text: _among(_heard(s, p), text, no, " ")),
    (rf"([a-d]) (sees|does not see|knows|does not know) cell {CELL}", _cell),
    (r"([a-d]) (sees|does not see|remembers|has never seen) (\S+)(?: (.+))?", _sees),
    (r"([a-d]) may(?: (not))? (.+)", _may),
    (LAID, _laid),
    (rf"water at {CELL} (\d)", _water),
    (r"basin (\d) holds (\d+)", lambda s, b, n: _equal(s.world.basins["units"][0, int(b) - 1], n)),
    (rf"{BODY} has had no air for (\d+)", lambda s, name, n: _equal(s.world.breath[0, s.people.index(name)], n)),
    (r"([a-d]) knows of the valve the (basins|levels) (\S+) (\S+)", _joins),
    (rf"no (fire|smoke) at {CELL}", lambda s, what, y, x: _laid(s, what, "0", y, x)),
    (rf"(nothing) at {CELL}", lambda s, what, y, x: _laid(s, what, None, y, x)),
    (rf"({BODY[1:-1]}|drone\d?) at {CELL}", _at),
    (rf"{BODY} is ({'|'.join(c.STATES + c.NATURES)})", _state),
    (rf"{BODY} (not )?{MARK}", _marked),
    (rf"{BODY} (?:keeps|(does not) keep) {BODY} ([A-Z]+)", _keeps),
    (rf"{BODY} intends (\w+)", _intent),
    (rf"{BODY} faces (\w+)", lambda s, name, way: _equal(c.DIRECTIONS[s.body(name).facing], way)),
    (rf"{BODY} gait (\w+)", lambda s, name, gait: _equal(c.GAITS[s.body(name).gait], gait)),
    (rf"{BODY} carries ([a-dpq]|nobody)", _carries),
    (rf"{BODY} stands on (nobody|[zlkm]\d?)", _stands_on),
    (rf"{BODY} (?:hangs|(does not) hang)", _hangs),
    (rf"{BODY} (?:flies|(does not) fly)", _flies),
    (rf"([a-d]) is (not )?shown cell {CELL}", _is_shown),
    (r"(drone\d?) bears (\w+)", _bears),
    (rf"{BODY} has {OBJECT}(?: (\d+))?", _pack),
    (rf"{BODY} loud (\d+)", _loud),
    (rf"{BODY} ({'|'.join(BODY_FIELDS)}) (-?\d+)", lambda s, name, key, n: _equal(s.body(name)[key], n)),
    (rf"{BODY} ({'|'.join(HEART_FIELDS)}) (-?\d+)", lambda s, name, key, n: _equal(s.heart(name)[key], n)),
    (rf"bond {BODY} {BODY} (\d+)", _bond),
    (rf"grudge {BODY} {BODY} (\d+)", _grudge),
    (rf"{BODY} ({'|'.join(WILL_FIELDS)}) (\d+)", lambda s, name, key, n: _equal(s.will(name)[key], n)),
    (rf"{FIXTURE} ({'|'.join(c.DOOR_STATES)})", _door),
    (rf"{FIXTURE} (on|off)", lambda s, name, on: _equal(("off", "on")[s.fixture(name).on], on)),
    (rf"{FIXTURE} ({'|'.join(FIXTURE_FIELDS)}) (-?\d+)", lambda s, name, key, n: _equal(s.fixture(name)[key], n)),
    (rf"{FIXTURE} holds {OBJECT}(?: (\d+))?", _stock),
    (rf"(lit|unlit) {CELL}", _lit),
    (rf"(noise|heartbeat) at {CELL} (\d+)", _field),
    (r"(ending|score|reward|noise|saved|dead|turned|beat) (-?\w+)", _clock),
    (r"goal (\d+) (\d+)", lambda s, j, n: _equal(s.world.goals[0, int(j) - 1], n)),
)  # fmt: skip


def difference(stage: Stage, line: CaseLine) -> str | None:
    """What is found where the fact of a line does not hold; None where it does."""
    for pattern, check in CHECKS:
        match = re.fullmatch(pattern, line.text)
        if match:
            holds, found = check(stage, *match.groups())
            return None if holds else f"line {line.number}: expected `{line.text}`, found: {found}"
    raise CaseError(stage.case.path, line.number, f"found {line.text!r}, which is no fact of the world after")
