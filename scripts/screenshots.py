"""The README's pictures: `./dev python scripts/screenshots.py`, which writes docs/images/board.png and replay.png.

Two people and two minds cross the city under curfew from a fixed seed; On-jo's page is photographed while she plans the
gate with Ga-ram, and the replay of the same night afterwards. Needs Chromium.
"""

import http.client
import json
import shutil
import sys
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import sync_playwright
from websockets.sync.client import connect

from warbell.bench.browser import BROWSERS, FLAGS
from warbell.bench.server import served

IMAGES = Path(__file__).parents[1] / "docs/images"
SIZE = {"width": 1280, "height": 800}
SEED, PLANNING = 7, 61  # a shambler has come through the door by then
SETTINGS = {"tempo": 0, "dropout": "wait", "grace": 3600}
MINDS = {"suhyeok": "walkthrough", "namra": "walkthrough"}
WAYS = {"onjo": "@city:6,2 @city:32,2 @city:32,15", "garam": "@city:19,13 @city:27,9 @city:32,16"}
PENCIL = {"onjo": "@city:37,30 |A use-e*2 @city:42,29", "garam": "@city:36,31 |A use-s*2 @city:42,31"}
REPLAY_BEAT = 56


class Bot:
    """A person at a seat who commits the same line until told otherwise."""

    def __init__(self, address, room, seat, token):
        self.seat = seat
        self.socket = connect(f"ws://{address}/api/rooms/{room}/live", legacy=True)
        self.say(type="join", protocol=1, token=token)
        self.room = self.hear()["room"]

    def say(self, **message):
        self.socket.send(json.dumps(message))

    def hear(self):
        message = json.loads(self.socket.recv(timeout=20))
        self.room = message.get("room", self.room if message["type"] != "welcome" else None)
        return message

    def commit(self, line):
        self.say(type="commit", turn=self.room["turn"], line=line)


def post(address, path, body):
    connection = http.client.HTTPConnection(address)
    connection.request("POST", path, json.dumps(body), {"content-type": "application/json"})
    return json.loads(connection.getresponse().read())


def play(bots, until):
    """Commit the bots' lines, turn after turn, until the beat `until` or the end."""
    done = 0
    while True:
        for bot in bots:
            while bot.room["phase"] not in {"planning", "over"} or bot.room["turn"] <= done:
                if bot.room["phase"] == "over":
                    break
                bot.hear()
        room = bots[0].room
        if room["phase"] == "over" or room["beat"] >= until:
            return
        done = room["turn"]
        for bot in bots:
            # Whoever has arrived waits; a line is given anew each turn, as the last one may be half done.
            bot.commit(f"{WAYS[bot.seat]} .*20" if done == 1 else next_line(bot))


def next_line(bot):
    mine = next(seat for seat in bot.room["seats"] if seat["name"] == bot.seat)
    return mine["line"] or ".*20"


def photograph(page, address, path, name):
    page.goto(f"http://{address}/{path}")
    page.wait_for_selector("canvas")
    page.wait_for_timeout(2500)  # bodies glide, tiles are drawn, the rehearsal comes
    page.screenshot(path=IMAGES / name)


def main():
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        sys.exit("screenshots: no Chromium on this machine; Debian has it as `chromium`")
    IMAGES.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        server = stack.enter_context(served())
        address = f"127.0.0.1:{server.port}"
        wish = {"episode": "curfew", "seed": SEED, "minds": MINDS, "settings": SETTINGS}
        room = post(address, "/api/rooms", wish)["id"]
        tokens = {
            seat: post(address, f"/api/rooms/{room}/seats", {"seat": seat, "who": who})["token"]
            for seat, who in (("onjo", "Ada"), ("garam", "Ben"))
        }
        bots = [Bot(address, room, seat, token) for seat, token in tokens.items()]
        bots[0].say(type="start")
        play(bots, PLANNING)
        for bot in bots:
            bot.say(type="draft", turn=bot.room["turn"], line=PENCIL[bot.seat])
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        context = browser.new_context(viewport=SIZE, color_scheme="light", reduced_motion="reduce")
        key = json.dumps({room: {"seat": "onjo", "token": tokens["onjo"]}})
        context.add_init_script(f"localStorage.setItem('warbell.seats', {json.dumps(key)})")
        page = context.new_page()
        photograph(page, address, f"#/r/{room}", "board.png")
        page.close()
        bots[0] = Bot(address, room, "onjo", tokens["onjo"])
        for bot in bots:
            bot.commit(PENCIL[bot.seat])
        play(bots, 10_000)
        page = context.new_page()
        photograph(page, address, f"#/r/{room}/replay?beat={REPLAY_BEAT}", "replay.png")
        browser.close()
    for image in sorted(IMAGES.glob("*.png")):
        print(f"{image.name}: {image.stat().st_size // 1024} KiB")


if __name__ == "__main__":
    main()
