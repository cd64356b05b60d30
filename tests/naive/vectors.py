"""The observations of `encode` made with plain Python, a seat at a time, from the page and by the names of columns."""

import numpy as np

from warbell.encode.columns import GRID, LONG, NEVER, REACH, VECTOR
from warbell.encode.presets import times
from warbell.engine import codes as c
from warbell.engine.bits import unpack
from warbell.minds.ways import FAR, UNIT, field, ways

WAY = ("steps", "north", "east", "south", "west", "along")


def who(i, p, seats):
    return c.MAX_PERSONS + 1 if i == p else c.MAX_PERSONS if i >= seats else (i - p) % seats


class Observer:
    """What seats see of worlds of one episode, as dictionaries by column."""

    def __init__(self, brief, percept):
        self.brief, self.percept = brief, percept
        self.ways = ways(brief.chart)
        self.width = brief.chart.terrain.shape[1]
        self.fields = {}

    def distances(self, plane):
        if plane.tobytes() not in self.fields:
            self.fields[plane.tobytes()] = field(self.ways, unpack(plane, self.width)).tolist()
        return self.fields[plane.tobytes()]

    def way(self, plane, y, x):
        far = self.distances(plane)
        here = far[y][x]
        if here >= FAR or self.ways.cost[y, x] < 0:
            return dict.fromkeys(WAY, 0) | {"steps": -1}
        told = {"steps": min(-(-here // UNIT), LONG)} | dict.fromkeys(WAY[1:], 0)
        for name, dy, dx in (("north", -1, 0), ("east", 0, 1), ("south", 1, 0), ("west", 0, -1)):
            price = int(self.ways.cost[y + dy, x + dx])
            told[name] = int(here > 0 and price >= 0 and far[y + dy][x + dx] + price == here)
        for link in self.brief.chart.links:
            ends = (link["y0"], link["x0"]), (link["y1"], link["x1"])
            for k, end in enumerate(ends):
                one_way = (link["kind"] == c.ZIPLINE and k == 1) or (link["kind"] == c.FACADE and k == 0)
                if end == (y, x) and not one_way and here > 0:
                    price = {c.STAIRS: UNIT, c.LADDER: 2 * UNIT, c.FACADE: 2000, c.ZIPLINE: UNIT * link["beats"]}
                    oy, ox = ends[1 - k]
                    told["along"] = int(far[oy][ox] + price[link["kind"]] == here)
        return told

    def parts(self, e, p):
        """Every part as rows of values by column, nearest or first first, as many as there are."""
        percept, chart = self.percept, self.brief.chart
        seats, persons = percept.me.shape[1], percept.bonds.shape[2]
        me = {name: int(percept.me[e, p][name]) for name in percept.me.dtype.names}
        here = chart.sheet[me["y"], me["x"]]

        def place(row):
            dy, dx = int(row["y"]) - me["y"], int(row["x"]) - me["x"]
            return {"dy": max(-REACH, min(REACH, dy)), "dx": max(-REACH, min(REACH, dx))}

        def seen(row):
            told = {name: int(row[name]) for name in row.dtype.names} | place(row) | {"there": 1}
            told["age"] = min(me["beat"] - told["beat"], NEVER - 1)
            told["elsewhere"] = int(chart.sheet[row["y"], row["x"]] != here)
            return told

        def nearest(rows):
            return sorted(rows, key=lambda row: abs(row["dy"]) + abs(row["dx"]))

        own = me | {"flies": int(me["flies"] > 0), "carries": int(me["load"] > 0), "carried": int(me["carrier"] > 0)}
        own["beats_left"] = max(0, self.brief.beats - me["beat"])
        mates = []
        for k in range(1, seats):
            q = (p + k) % seats
            body = seen(percept.bodies[e, p, q])
            if body["beat"] < 0:
                body = dict.fromkeys(body, 0) | {"age": NEVER}
            else:
                body["sign"] = 0 if body["sign"] == c.NO_SIGNAL else body["sign"] + 1
                body["mood"] = 0 if body["mood"] == c.UNREAD else body["mood"] + 1
            mates.append(body | {"there": 1, "bond": int(percept.bonds[e, p, q])})
        bodies = [seen(row) for row in percept.bodies[e, p]]
        now = [body for body in bodies if body["beat"] == me["beat"]]
        infected = [body for body in now if c.IS_INFECTED[body["nature"]] and body["state"] != c.DEAD]
        strangers = [b for b in bodies[seats:persons] if b["beat"] >= 0 and c.IS_PERSON[b["nature"]] and b["state"] < 2]
        sounds = [
            {
                "sound": row["sound"], "bearing": row["bearing"], "loud": row["loud"],
                "voice": 0 if row["voice"] == c.NO_VOICE else who(int(row["voice"]), p, seats),
                "signal": 0 if row["signal"] == c.NO_SIGNAL else int(row["signal"]) + 1,
            }
            for row in percept.heard[e, p, : me["heard"]]
        ]  # fmt: skip
        goals = [
            {"kind": goal["kind"] + 1, "need": min(goal["need"], LONG), "points": goal["points"]}
            | self.way(self.met_at(goal), me["y"], me["x"])
            for goal in chart.objectives
            if not goal["secret"]
        ]
        return {
            "self": [own], "pack": [dict(zip(c.OBJECTS, percept.pack[e, p], strict=True))],
            "target": [self.way(self.brief.targets[p], me["y"], me["x"])], "mates": mates,
            "infected": nearest(infected), "strangers": nearest(strangers),
            "drones": nearest(seen_d for d, row in enumerate(percept.drones[e, p])
                              if (seen_d := self.drone(d, row, me, place)))
            , "sounds": sounds, "goals": goals,
        }  # fmt: skip

    def drone(self, d, row, me, place):
        if row["beat"] < 0:
            return None
        age = min(me["beat"] - int(row["beat"]), NEVER - 1)
        told = {name: int(row[name]) for name in ("warned", "lit", "battery", "object")}
        return told | {"there": 1, "age": age, "flown": int(me["flies"] == d + 1)} | place(row)

    def met_at(self, goal):
        chart = self.brief.chart
        if goal["kind"] in (c.ESCAPE, c.RESCUE):
            return chart.exits
        if goal["kind"] == c.GATHER:
            return chart.regions[goal["target"]]
        plane = np.zeros_like(chart.exits)
        if goal["kind"] in (c.STOCK, c.WORK):
            fixture = chart.fixtures[goal["target"]]
            for dy, dx in ((0, 0), (0, 1), (1, 0), (0, -1), (-1, 0)):
                y, x = int(fixture["y"]) + dy, int(fixture["x"]) + dx
                plane[x // 64, y] |= np.uint64(1) << np.uint64(x % 64)
        return plane

    def vector(self, preset, e, p):
        """One seat's vector: a list of numbers."""
        told, out = self.parts(e, p), []
        for name, n in times(preset).items():
            rows = told[name][:n]
            for k in range(n):
                out += [int(rows[k][column.name]) if k < len(rows) else 0 for column in VECTOR[name].columns]
        return out

    def grid(self, e, p):
        """One seat's layers: uint8 [L, R, R], a cell at a time."""
        percept, chart, seats = self.percept, self.brief.chart, self.percept.me.shape[1]
        me, height = percept.me[e, p], chart.terrain.shape[0]
        names = [layer.name for layer in GRID]
        out = np.zeros((len(names), c.SIGHT_ROWS, c.SIGHT_ROWS), np.uint8)
        planes = {name: unpack(getattr(chart, name), self.width) for name in ("exits", "roofed")}
        known, far = unpack(percept.known[e, p], self.width), self.distances(self.brief.targets[p])
        for r, row in enumerate(out.transpose(1, 2, 0)):
            for k, cell in enumerate(row):
                y, x = int(me["y"]) + r - c.SIGHT, int(me["x"]) + k - c.SIGHT
                told = dict.fromkeys(names, 0) | {"solid": 1, "way": 255}
                if 0 <= y < height and 0 <= x < self.width:
                    now, lit = (int(table[e, p, r]) >> k & 1 for table in (percept.now, percept.bright))
                    told["seen"] = int(known[y, x]) + now + lit
                    told["solid"] = int(self.ways.cost[y, x] < 0)
                    told["roof"] = int(planes["roofed"][y, x])
                    told["place"] = int(planes["exits"][y, x])
                    if chart.link_at[y, x]:
                        told["place"] = 2 + chart.links[chart.link_at[y, x] - 1]["kind"]
                    if f := int(chart.fixture_at[y, x]):
                        kind, seen = chart.fixtures[f - 1]["kind"], percept.fixtures[e, p, f - 1]
                        told["place"] = 2 + len(c.LINKS) + kind
                        told["door"] = seen["state"] + 1 if c.IS_HINGED[kind] and seen["beat"] >= 0 else 0
                    if far[y][x] < FAR and not told["solid"]:
                        told["way"] = min(-(-far[y][x] // UNIT), 254)
                    if percept.things[e, p].size:
                        told["thing"] = percept.things[e, p, y, x]
                if percept.fields.shape[2]:
                    levels = percept.fields[e, p, :, r, k]
                    told["fire"], told["smoke"] = (min(255, max(0, int(levels[n]))) for n in (c.FIRE, c.SMOKE))
                    told["water"] = max(0, int(levels[c.WATER])) if len(levels) > c.WATER else 0
                for i, body in enumerate(percept.bodies[e, p]):
                    if body["beat"] == me["beat"] and (body["y"], body["x"]) == (y, x):
                        infected = c.IS_INFECTED[body["nature"]]
                        told["infected" if infected else "person"] = body["nature"] if infected else who(i, p, seats)
                        told["pose"] = body["state"] + 1 if body["state"] else body["asleep"]
                drones = [drone for drone in percept.drones[e, p] if drone["beat"] == me["beat"]]
                told["drone"] = int(any((drone["y"], drone["x"]) == (y, x) for drone in drones))
                cell[:] = [told[name] for name in names]
        return out
