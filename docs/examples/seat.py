"""A program on a seat of a room: it makes one, sits down among minds, and plans ten turns by dice."""

import json
import random
import sys
from urllib.request import Request, urlopen

from websockets.sync.client import connect  # pip install websockets

server, dice, turn = sys.argv[1].rstrip("/"), random.Random(7), 0  # as http://127.0.0.1:8000
minds = dict.fromkeys(["suhyeok", "namra", "garam"], "caution")


def post(path, **body):
    return json.load(urlopen(Request(server + path, json.dumps(body).encode(), {"content-type": "application/json"})))


room = post("/api/rooms", episode="curfew", seed=24, minds=minds, settings={"tempo": 0}, tags={"by": "dice"})["id"]
print("room", room)
token = post(f"/api/rooms/{room}/seats", seat="onjo", who="Thirty Lines")["token"]
with connect(f"ws{server[4:]}/api/rooms/{room}/live") as socket:
    socket.send(json.dumps({"type": "join", "protocol": 2, "token": token}))
    cells = json.loads(socket.recv())["paper"]["names"]["actions"]  # every order, as a cell of a plan
    socket.send(json.dumps({"type": "start"}))
    for update in (message for message in map(json.loads, socket) if message["type"] == "update"):
        if view := update["view"]:
            print(f"beat {update['room']['beat']}:", *view["log"])
            possible = [cells[order] for order in view["orders"]]
        if update["room"]["phase"] == "over" or turn == 10:
            break
        if update["room"]["phase"] == "planning" and update["room"]["turn"] > turn:
            turn, line = turn + 1, " ".join(dice.choice(possible) for _ in range(3))
            socket.send(json.dumps({"type": "commit", "turn": update["room"]["turn"], "line": line}))
