"""A bot in Python: walks to its target by the chart, round whatever is in its way, and pulls at doors."""

import json
import sys
from collections import deque

WAYS = {"north": (-1, 0), "east": (0, 1), "south": (1, 0), "west": (0, -1)}
hello = json.loads(sys.stdin.readline())
walls, away = hello["chart"]["walls"], {}
links = [end for link in hello["chart"]["links"] for end in (link["ends"], link["ends"][::-1])]
for member in hello["team"]:  # how far every cell is from where each seat is to go
    far = {tuple(cell): 0 for cell in member["target"]}
    queue = deque(far)
    while queue:
        y, x = queue.popleft()
        beside = [(y + dy, x + dx) for dy, dx in WAYS.values()] + [tuple(a) for a, b in links if b == [y, x]]
        for cell in beside:
            if cell not in far and walls[cell[0]][cell[1]] == ".":
                far[cell] = far[y, x] + 1
                queue.append(cell)
    away[member["seat"]] = far
for line in sys.stdin:
    ask = json.loads(line)
    me, far = ask["percept"]["me"], away[ask["seat"]]
    possible = {hello["orders"][number] for number in ask["percept"]["orders"]}
    ways = sorted(WAYS, key=lambda way: far.get((me["y"] + WAYS[way][0], me["x"] + WAYS[way][1]), 9999))
    orders = [f"{verb} {way}" for way in ways[:2] for verb in ("step", "use", "strike")]
    if any(far.get(tuple(b), 9999) < far.get(tuple(a), 9999) for a, b in links if a == [me["y"], me["x"]]):
        orders.insert(0, "link")
    print(json.dumps({"ask": ask["ask"], "order": next((o for o in orders if o in possible), "wait")}), flush=True)
