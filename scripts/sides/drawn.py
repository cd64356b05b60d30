"""Random episodes as files: small maps with everything on them that the format can say. No engine is asked.

Where the format wants things to agree (a way to every exit, cells for everybody) it is left to luck, and the reader of
episodes refuses what has none: most of them.
"""

import json
import random
from typing import Any

Draw = random.Random

CELLS = "." * 12 + "," * 8 + ":" * 2 + "#" * 3 + '%"~='
GROUND = ("floor", "floor", "street", "street", "rubble", "channel", "garden", "rail")
# What stands about, and how often.
FIXTURES = ["door"] * 6 + ["gate"] * 2 + ["cache"] * 4 + ["switch", "generator", "alarm"] * 2 + ["wheel", "exit", "bed"]
DOORWAY = ("shut", "open", "locked", "barricaded", "broken")
ONOFF = ("off", "on")
STATES = {
    "door": DOORWAY, "gate": DOORWAY, "switch": ONOFF, "generator": ONOFF, "alarm": ONOFF, "valve": ONOFF,
    "console": ONOFF,
}  # fmt: skip
OBJECTS = ("food", "medicine", "key", "fuel", "planks", "torch")
KINDS = ("shambler",) * 10 + ("listener",) * 8
SIDES = ("civilian", "civilian", "raider", "soldier")
MANNERS = ("stay", "hide", "follow")
TALENTS = ("planner", "tactician", "hybrid", "medic", "steady")
MARKS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
# Numbers of the rules that a short game would hardly show as they are, and others that maps seldom try.
TUNING = {
    "shambler_bite": (900,), "listener_bite": (900,), "infected_timer": (3, 12), "bleed_out": (4, 12),
    "tend_to_rise": (1, 2), "wander": (700,), "sound_door": (1,), "sound_wall": (3, 1), "sound_link": (1, 9),
    "heart_door": (4,), "heart_wall": (1,), "shambler_hears": (4,), "patience": (1, 3), "drone_patience": (1, 2),
    "dark_sight": (0, 1, 4), "body_glimpse": (2, 8), "person_hp": (4, 30), "fear_seen": (9,), "tremble_from": (10,),
    "tremble_per": (15,), "hunger_every": (1,), "hungry_from": (20,), "hungry_every": (3,), "breath_out": (90,),
    "bang_damage": (5,), "unbar": (1, 30), "fuel_beats": (4,), "wakes_at": (1, 6), "shuns": (0, 4),
    "drone_light": (1, 5), "bite_infects": (0, 1000), "shambler_pace": (1, 3), "listener_pace": (1, 2),
    "shove_stun": (0, 4),
    "door_strength": (3,), "shambler_sight": (1, 9), "shambler_sight_lit": (12,), "loud_call": (24,), "loud_run": (3,),
    "friend_bond": (0, 90), "valve_flow": (1, 40), "breath_held": (0, 2), "loud_rush": (20,), "asks_at": (1,),
    "robs_at": (1, 20), "asks_before": (0, 1), "halt_beats": (0, 1), "panics_at": (1,), "hoist_beats": (1, 2),
    "blast_fuse": (1, 3), "blast_damage": (1, 40),
}  # fmt: skip


class Night:
    """One episode in the making: the marks that were given out, and what they stand for."""

    def __init__(self, rng: Draw) -> None:
        self.rng = rng
        self.sheets: list[list[list[str]]] = []
        self.names: list[str] = []
        self.legends: list[list[str]] = []
        self.free = list(MARKS)
        self.places: list[str] = []  # marks of one cell where somebody can stand
        self.of: dict[str, int] = {}  # mark -> sheet
        self.fixtures: list[tuple[str, str]] = []  # (mark, kind), each on one cell
        self.wet = self.chance(40)  # it has basins, and valves
        self.flown = self.chance(30)  # it has captured drones

    def chance(self, percent: int) -> bool:
        """Whether something happens that does so in so many of a hundred cases."""
        return self.rng.randrange(100) < percent

    def draw_sheet(self, name: str) -> None:
        """A sheet with its marks."""
        rng, s = self.rng, len(self.sheets)
        height, width = rng.randint(4, 11), rng.randint(6, 18)
        if self.chance(6):
            width += rng.randint(40, 60)  # across the border of a word
        grid = [[rng.choice(CELLS) for _ in range(width)] for _ in range(height)]
        self.sheets.append(grid)
        self.names.append(name)
        self.legends.append([])
        for _ in range(rng.randint(2, 4)):
            mark = self._mark(s, [rng.choice(GROUND), *self._light()])
            self.places.append(mark)
        for _ in range(rng.randint(1, 7)):
            kind = rng.choice([*FIXTURES, *["valve"] * (4 * self.wet), *["console"] * (6 * self.flown)])
            words = [rng.choice(GROUND[:4]), *self._light()]
            if kind == "switch" and not any(word.startswith("light") for word in words):
                words = [*[word for word in words if word != "lit"], f"light={rng.randint(1, 3)}"]
            words += [kind]
            if kind in STATES and self.chance(70):
                words.append(rng.choice(STATES[kind]))
            words += self._numbers(kind)
            self.fixtures.append((self._mark(s, words), kind))

    def _light(self) -> list[str]:
        words = []
        if self.chance(25):
            words.append("lit" if self.chance(40) else f"light={self.rng.randint(1, 3)}")
        if self.chance(20):
            words.append(f"lamp={self.rng.randint(1, 6)}")
        return words

    def _numbers(self, kind: str) -> list[str]:
        rng = self.rng
        if kind in ("door", "gate"):
            strength = [f"strength={rng.choice((0, 1, 6, 40))}"] if self.chance(40) else []
            return strength + ([f"group={rng.randint(1, 2)}"] if self.chance(60) else [])
        if kind in ("wheel", "valve"):
            return [f"group={rng.randint(1, 2)}"] if self.chance(80) else []
        if kind == "generator":
            return [f"fuel={rng.randint(0, 40)}"] if self.chance(60) else []
        if kind == "cache":
            return [f"{item}={rng.randint(1, 3)}" for item in rng.sample(OBJECTS, rng.randint(0, 4))]
        return []

    def _mark(self, s: int, words: list[str]) -> str:
        mark = self.free.pop(self.rng.randrange(len(self.free)))
        self.legends[s].append(" ".join([mark, *words]))
        grid = self.sheets[s]
        plain = [(y, x) for y, row in enumerate(grid) for x, cell in enumerate(row) if cell not in MARKS]
        y, x = self.rng.choice(plain)
        grid[y][x] = mark
        for dy, dx in ((0, 1), (1, 0), (0, -1), (-1, 0)):  # rather not walled in
            if 0 <= y + dy < len(grid) and 0 <= x + dx < len(grid[0]) and grid[y + dy][x + dx] in "#%":
                grid[y + dy][x + dx] = self.rng.choice(".,")
        self.of[mark] = s
        return mark

    def place(self) -> str | list[str]:
        """Some cells, in any of the ways there are to name them."""
        rng = self.rng
        a, b = rng.choice(self.places), rng.choice(self.places)
        ways: list[Any] = [a, f"{a}+{rng.randint(1, 5)}", f"{a}+{rng.randint(1, 5)}", rng.choice(self.names)]
        ways.append([a, f"{b}+2"])
        ways.append(f"{self.names[self.of[a]]}:{a}")
        if a != b and self.of[a] == self.of[b]:
            ways += [f"{a}..{b}"]
        if self.regions:
            ways.append(rng.choice(self.regions)["name"])
        return rng.choice(ways)

    def wide(self) -> str:
        """A place with room for some."""
        a = self.rng.choice(self.places)
        return self.rng.choice([f"{a}+3", f"{a}+5", self.names[self.of[a]]])

    def change(self, stocks: bool) -> dict[str, Any] | None:
        """What becomes of a fixture."""
        able = [(mark, kind) for mark, kind in self.fixtures if kind in STATES or (stocks and kind == "cache")]
        if not able:
            return None
        mark, kind = self.rng.choice(able)
        if kind == "cache":
            return {"at": mark, "holds": self.pack()}
        return {"at": mark, "state": self.rng.choice(STATES[kind])}

    def pack(self) -> dict[str, int]:
        """How many of which object."""
        return {item: self.rng.randint(1, 3) for item in self.rng.sample(OBJECTS, self.rng.randint(0, 3))}

    def some(self, names: list[str], most: int) -> list[str]:
        """A few of these."""
        return self.rng.sample(names, self.rng.randint(0, min(most, len(names))))

    regions: list[dict[str, Any]] = []  # noqa: RUF012 - until it has some


def sources(seed: int) -> dict[str, bytes]:
    """The files of the episode of a seed."""
    night = Night(random.Random(seed))
    rng = night.rng
    sheets = []
    for s in range(rng.choice((1, 1, 2, 2, 3))):
        night.draw_sheet(f"sheet-{s}")
        sheets.append(
            {
                "name": f"sheet-{s}",
                "storey": rng.randint(-1, 2),
                "roofed": night.chance(25) and not (night.flown and s == 0),
            }
        )
    night.regions = [{"name": f"region-{k}", "at": night.place()} for k in range(rng.randint(0, 2))]
    beats = 90
    seats = _seats(night)
    people = _people(night)
    basins, pipes = _water(night)
    infected, arrivals, groups = _infected(night, beats)
    objectives = _objectives(night, len(seats), len(people), beats)
    draws = _draws(night, groups)
    triggers = _triggers(night, [goal["name"] for goal in objectives], beats, arrivals)
    called = {group for trigger in triggers for group in trigger.get("arrive", ())}
    arrivals = [each for each in arrivals if "beat" in each or each.get("group") in called]
    known = {each.get("group") for each in infected + arrivals}
    for draw in draws:
        for option in draw["options"]:
            option["with"] = [group for group in option["with"] if group in known]
    ids = [each["id"] for each in seats + people]
    bonds = [
        {"between": rng.sample(ids, 2), "points": rng.randint(0, 100), "back": rng.randint(0, 100)}
        for _ in range(rng.randint(0, 3)) if len(ids) > 1
    ]  # fmt: skip
    tuning = {name: rng.choice(TUNING[name]) for name in rng.sample(list(TUNING), rng.choice((0, 2, 4, 8)))}
    part = {
        "name": "drawn", "title": f"Drawn {seed}", "place": "nowhere", "briefing": "", "beats": beats,
        "bond": rng.choice((0, 20, 60)), "sheets": sheets, "regions": night.regions, "seats": seats, "people": people,
        "bonds": bonds, "basins": basins, "pipes": pipes,
        "infected": infected, "arrivals": arrivals, "drones": _drones(night),
        "consoles": _consoles(night, [sheet["roofed"] for sheet in sheets]),
        "links": _links(night, [sheet["storey"] for sheet in sheets]),
        "objectives": objectives, "endings": _endings(night, [goal["name"] for goal in objectives]), "draws": draws,
        "triggers": triggers, "tuning": tuning, "story": [{"text": "It begins.", "beat": 0}],
    }  # fmt: skip
    files = {"episode.toml": "".join(f"{key} = {_toml(value)}\n" for key, value in part.items()).encode()}
    for name, grid, legend in zip(night.names, night.sheets, night.legends, strict=True):
        lines = ["".join(row) for row in grid]
        files[f"{name}.txt"] = "\n".join([*lines, "---", *legend, ""]).encode()
    return files


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_toml(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value)


def _seats(night: Night) -> list[dict[str, Any]]:
    rng, seats = night.rng, []
    for k in range(rng.choice((1, 2, 3, 4, 4, 5, 6, 8))):
        where = rng.choice(night.places)
        seat: dict[str, Any] = {
            "id": f"seat{k}", "title": f"Seat {k}", "start": f"{where}+{rng.randint(2, 5)}",
            "target": night.names[night.of[where]],
        }  # fmt: skip
        for key, percent, value in (
            ("scatter", 25, True), ("hp", 20, rng.randint(1, 30)), ("fear", 30, rng.randint(0, 100)),
            ("hunger", 30, rng.randint(0, 100)), ("control", 20, rng.randint(0, 100)),
            ("bitten", 15, rng.randint(1, 40)), ("down", 12, True),
            ("talents", 40, rng.sample(TALENTS, rng.randint(1, 2))), ("pack", 70, night.pack()),
        ):  # fmt: skip
            seat |= {key: value} if night.chance(percent) else {}
        seats.append(seat)
    return seats


def _people(night: Night) -> list[dict[str, Any]]:
    """People without a seat, with a side and without."""
    rng, people = night.rng, []
    for k in range(rng.choice((0, 0, 0, 1, 2, 4))):
        person: dict[str, Any] = {
            "id": f"person{k}", "title": f"Person {k}", "start": f"{rng.choice(night.places)}+{rng.randint(2, 5)}",
            "manner": rng.choice(MANNERS),
        }  # fmt: skip
        for key, percent, value in (
            ("side", 75, rng.choice(SIDES)), ("scatter", 25, True), ("hp", 20, rng.randint(1, 30)),
            ("fear", 40, rng.randint(0, 100)), ("hunger", 60, rng.randint(0, 100)), ("bitten", 15, rng.randint(1, 40)),
            ("down", 12, True), ("pack", 70, night.pack()), ("rounds", 40, rng.randint(1, 4)),
        ):  # fmt: skip
            person |= {key: value} if night.chance(percent) and (key != "rounds" or "side" in person) else {}
        people.append(person)
    return people


def _water(night: Night) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Basins around cells of their own, the first with water; a pipe for every valve."""
    rng, basins, pipes = night.rng, [], []
    for k, mark in enumerate(rng.sample(night.places, min(len(night.places), rng.randint(2, 4))) if night.wet else ()):
        sheet, whole = night.names[night.of[mark]], len(night.names) > 1 and night.chance(30)
        basin: dict[str, Any] = {
            "name": f"basin-{k}", "at": sheet if whole else f"{mark}+{rng.randint(0, 2)}", "drain": mark,
        }  # fmt: skip
        for key, percent, value in (
            ("units", 100 if k == 0 else 50, rng.randint(1, 4)), ("title", 50, f"Basin {k}"),
            ("height", 30, rng.randint(-4, 4)),
        ):  # fmt: skip
            basin |= {key: value} if night.chance(percent) else {}
        if whole and "units" in basin:
            basin["units"] *= rng.randint(1, 20)
        basins.append(basin)
    names = [basin["name"] for basin in basins]
    for mark, kind in night.fixtures:
        if kind == "valve":
            pipe: dict[str, Any] = {"valve": mark, "joins": rng.sample(names, 2)}
            pipes.append(pipe | ({"flow": rng.randint(1, 40)} if night.chance(50) else {}))
    return basins, pipes


def _infected(night: Night, beats: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[str]]:
    """Those of the start, those who arrive, and the names of their groups."""
    rng, groups = night.rng, []
    infected, arrivals = [], []
    for k in range(rng.randint(0, 4)):
        pack: dict[str, Any] = {"kind": rng.choice(KINDS), "count": rng.randint(1, 4), "at": night.wide()}
        for key, percent, value in (
            ("away", 20, rng.randint(1, 4)), ("asleep", 30, True), ("wary", 30, True), ("name", 20, f"pack {k}"),
            ("group", 30, f"group-{k}"), ("hp", 20, rng.randint(1, 12)),
        ):  # fmt: skip
            pack |= {key: value} if night.chance(percent) else {}
        infected.append(pack)
    for k in range(rng.randint(0, 3)):
        come: dict[str, Any] = {"kind": rng.choice(KINDS), "count": rng.randint(1, 3), "at": night.place()}
        come["gap"] = rng.choice((0, 1, 5))
        first = rng.randint(1, 40)
        if night.chance(60):
            come["beat"] = first if night.chance(50) else [first, rng.randint(first, beats)]
        if "beat" not in come or night.chance(30):
            come["group"] = f"arrival-{k}"
        if night.chance(50):
            come["toward"] = night.wide()
        arrivals.append(come)
    groups = [pack["group"] for pack in infected + arrivals if "group" in pack]
    return infected, arrivals, groups


def _consoles(night: Night, roofed: list[bool]) -> list[dict[str, Any]]:
    """A drone under the sky for every console."""
    rng, consoles = night.rng, []
    open_ = [mark for mark in night.places if not roofed[night.of[mark]]]
    for k, mark in enumerate(mark for mark, kind in night.fixtures if kind == "console"):
        console = {"name": f"Console {k}", "at": mark, "drone": rng.choice(open_), "battery": rng.randint(1, 60)}
        consoles.append(console | ({"load": rng.choice(OBJECTS)} if night.chance(30) else {}))
    return consoles


def _drones(night: Night) -> list[dict[str, Any]]:
    rng, drones = night.rng, []
    for k in range(rng.choice((0, 0, 1, 2))):
        first = rng.choice(night.places)
        near = [mark for mark in night.of if night.of[mark] == night.of[first]]
        at = rng.randint(0, 20)
        drones.append({
            "name": f"Drone {k}", "route": [first, *rng.sample(near, rng.randint(0, min(3, len(near))))],
            "at": at if night.chance(50) else [at, at + rng.randint(0, 9)], "pause": rng.randint(0, 3),
            "pace": rng.randint(1, 3),
        })  # fmt: skip
    return drones


def _links(night: Night, storeys: list[int]) -> list[dict[str, Any]]:
    rng = night.rng
    ends = rng.sample(night.places, len(night.places))
    links = []
    for _ in range(rng.choice((0, 1, 2, 3))):
        if len(ends) < 2:
            break
        a = ends.pop()
        b = next((mark for mark in ends if night.of[mark] != night.of[a]), ends[-1])
        ends.remove(b)
        kind = rng.choice(("stairs", "stairs", "ladder", "ladder", "zipline"))
        link: dict[str, Any] = {"kind": kind, "from": a, "to": b}
        if kind == "zipline":
            upper, lower = sorted((a, b), key=lambda mark: -storeys[night.of[mark]])
            link |= {"from": upper, "to": lower, "beats": rng.randint(2, 9)}
        links.append(link)
    return links


def _objectives(night: Night, seats: int, people: int, beats: int) -> list[dict[str, Any]]:
    rng, goals = night.rng, []
    caches = [mark for mark, kind in night.fixtures if kind == "cache"]
    works = [(mark, kind) for mark, kind in night.fixtures if kind in STATES]
    exits = any(kind == "exit" for _, kind in night.fixtures)
    for k in range(rng.randint(2, 7)):
        kinds = ["survive", "lose", "gather", "keep", "treat"]
        kinds += (
            ["rescue"] * bool(people)
            + ["escape"] * (2 * exits)
            + ["stock"] * bool(caches)
            + ["work", "work"] * bool(works)
        )
        kind = rng.choice(kinds)
        goal: dict[str, Any] = {"name": f"goal-{k}", "kind": kind, "text": f"Goal {k}."}
        if kind in ("escape", "lose", "gather"):
            goal["need"] = rng.randint(1, seats)
        elif kind == "rescue":
            goal["need"] = rng.randint(1, people)
        elif kind in ("survive", "treat", "stock"):
            goal["need"] = rng.randint(1, 3) if kind != "survive" else rng.randint(beats // 3, beats)
        if kind == "gather":
            goal["at"] = night.place()
        if kind == "stock":
            goal |= {"at": rng.choice(caches), "object": rng.choice(OBJECTS)}
        if kind == "work":
            mark, fixture = rng.choice(works)
            goal |= {"at": mark, "state": rng.choice(STATES[fixture])}
        if kind == "keep":
            goal["seat"] = f"seat{rng.randrange(seats)}"
        if kind not in ("lose", "keep") and night.chance(40):
            goal["points"] = rng.choice((7, 40))
        goal |= {"secret": night.chance(30), "latch": night.chance(40)}
        if night.chance(30):
            goal["after"] = night.some([each["name"] for each in goals], 2)
        goals.append(goal)
    return goals


def _endings(night: Night, goals: list[str]) -> list[dict[str, Any]]:
    endings = []
    for k in range(night.rng.randint(1, 3)):
        outcome = "won" if k == 0 else night.rng.choice(("won", "lost", "timeout"))
        wanted = night.some(goals, 4)
        barred = night.some(goals, 2) if wanted and night.chance(30) else []
        wanted = wanted or goals
        endings.append({
            "name": f"ending-{k}", "outcome": outcome, "text": "So it ends.", "all_of": wanted, "none_of": barred,
            "score": night.rng.choice((0, 0, -30, 50)),
        })  # fmt: skip
    return endings


def _draws(night: Night, groups: list[str]) -> list[dict[str, Any]]:
    rng, draws, left = night.rng, [], list(groups)
    for d in range(rng.choice((0, 0, 1, 2))):
        options = []
        for o in range(rng.randint(2, 3)):
            changes = [night.change(stocks=True) for _ in range(rng.randint(0, 2))]
            with_ = [left.pop()] if left and night.chance(60) else []
            options.append({"name": f"option-{o}", "set": [each for each in changes if each], "with": with_})
        draws.append({"name": f"draw-{d}", "text": "It may be so or so.", "options": options})
    return draws


def _triggers(night: Night, goals: list[str], beats: int, arrivals: list[dict[str, Any]]) -> list[dict[str, Any]]:
    rng, triggers = night.rng, []
    callable_ = [each["group"] for each in arrivals if "beat" not in each]
    works = [(mark, kind) for mark, kind in night.fixtures if kind in STATES]
    for t in range(rng.randint(0, 3) + len(callable_)):
        trigger: dict[str, Any] = {}
        when = rng.choice(("beat", "objective", "fixture") if works else ("beat", "objective"))
        if when == "beat":
            trigger["beat"] = rng.randint(1, min(50, beats))
        elif when == "objective":
            trigger["objective"] = rng.choice(goals)
        else:
            mark, kind = rng.choice(works)
            trigger |= {"fixture": mark, "state": rng.choice(STATES[kind])}
        if night.chance(30):
            trigger["after"] = night.some(goals, 2)
        changes = [night.change(stocks=False) for _ in range(rng.randint(0, 2))]
        trigger["set"] = [each for each in changes if each]
        if callable_ and night.chance(80):
            trigger["arrive"] = [rng.choice(callable_)]
        if night.chance(50) or not (trigger["set"] or trigger.get("arrive")):
            trigger["text"] = f"Tidings {t}."
        triggers.append(trigger)
    return triggers
