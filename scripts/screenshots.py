"""The README's pictures: `./dev python scripts/screenshots.py`, which writes docs/images/board.png and replay.png.

Two people and two minds cross the city under curfew from a fixed seed; On-jo's page is photographed while she plans the
gate with Ga-ram, and the replay of the same night afterwards. With `--all DIR` every screen is, wide and narrow, light
and dark, for those who design them. Needs Chromium.
"""

import argparse
import http.client
import itertools
import json
import shutil
import sys
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import sync_playwright
from websockets.sync.client import connect

from warbell.bench.browser import BROWSERS, FLAGS
from warbell.bench.server import served
from warbell.server.protocol import VERSION

IMAGES = Path(__file__).parents[1] / "docs/images"
SIZE = {"width": 1280, "height": 800}
SEED, PLANNING = 7, 81  # all four are in the customs house, and a drone hangs over the gates
SETTINGS = {"tempo": 0, "dropout": "wait", "grace": 3600}
SLOWLY = {**SETTINGS, "tempo": 5000}
MINDS = {"suhyeok": "walkthrough", "namra": "walkthrough"}
# By the walkthrough, which the minds play: GO is the east gate, NOW is right behind the light.
WAYS = {
    "onjo": "@city:10,1 ~drone>=8/30 @city:32,4 @city:32,28 use-w @city:32,30 |C/40 sign-GO*2 ~drone<4/90",
    "garam": "@city:14,14 take-e @city:27,9 @city:32,31 |C/40 .*2 ~told-NOW/140",
}
PENCIL = {
    "onjo": "~told-NOW/60 @city:35,32 .~open@city:37,33/25 @city:42,33",
    "garam": "~told-NOW/60 @city:37,32 |D/12 use-e~open@e/8 @city:42,33",
}
REPLAY_BEAT = 130
SIZES = {"wide": SIZE, "narrow": {"width": 360, "height": 740}}
# Every screen: the room, what stands behind its link, and what is pressed there if it can be.
BEFORE = {
    "lobby": (None, "#/", ()),
    "make": (None, "#/", ("text=Choose the night", "text=Further settings")),
    "lost": (None, "#/r/nowhere", ()),
    "unseated": ("open", "#/r/{}", ()),
    "gathering": ("gathering", "#/r/{}", ()),
    "lessons": (None, "#/", ("text=Learn it in five minutes",)),
    "planning": ("first", "#/r/{}", ()),
    "playing": ("playing", "#/r/{}", ()),
    "rehearsal": ("night", "#/r/{}", ()),
    "cell": ("night", "#/r/{}", ("[data-key^=p] >> nth=0",)),
    "text": ("night", "#/r/{}", ("role=tab[name=Text]",)),
    "signals": ("night", "#/r/{}", ("role=tab[name=Signals]",)),
    "cues": ("night", "#/r/{}", ("role=tab[name=Cues]",)),
    "holds": ("night", "#/r/{}", ("role=tab[name=Holds]",)),
    "me": ("night", "#/r/{}", ("role=tab[name=Me]",)),
    "around": ("night", "#/r/{}", ("role=tab[name=Around]",)),
    "log": ("night", "#/r/{}", ("role=tab[name=Log]",)),
    "key": ("night", "#/r/{}", ("role=button[name=Key]",)),
    "help": ("night", "#/r/{}", ("role=button[name='The room, and its keys']",)),
    "preferences": ("night", "#/r/{}", ("role=button[name=Preferences]",)),
}
AFTER = {
    "over": ("night", "#/r/{}", ()),
    "replay": ("night", f"#/r/{{}}/replay?beat={REPLAY_BEAT}", ()),
    "eyes": ("night", f"#/r/{{}}/replay?seat=onjo&beat={REPLAY_BEAT}", ()),
    "after": ("night", "#/r/{}/after", ()),
    "report": ("night", "api/rooms/{}/report", ()),
}


class Bot:
    """A person at a seat who commits the same line until told otherwise."""

    def __init__(self, address, room, seat, token):
        self.seat = seat
        # Nobody reads while pictures are taken, and whoever is full answers no pings.
        self.socket = connect(f"ws://{address}/api/rooms/{room}/live", legacy=True, max_queue=None)
        self.say(type="join", protocol=VERSION, token=token)
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


class Camera:
    """A browser that knows the keys to the seats; every picture is taken in a window of its own."""

    def __init__(self, browser, address):
        self.browser, self.address = browser, address
        self.rooms, self.keys = {}, {}

    def take(self, path, link, *, size=SIZE, theme="light", presses=(), whole=False):
        narrow = size["width"] < 600
        context = self.browser.new_context(
            viewport=size, color_scheme=theme, reduced_motion="reduce", has_touch=narrow, is_mobile=narrow
        )
        context.add_init_script(f"localStorage.setItem('warbell.seats', {json.dumps(json.dumps(self.keys))})")
        page = context.new_page()
        page.goto(f"http://{self.address}/{link}")
        page.wait_for_timeout(1500)  # bodies glide, tiles are drawn, the rehearsal comes
        for press in presses:
            if page.locator(press).first.is_visible():
                page.locator(press).first.click()
        page.wait_for_timeout(300)
        page.screenshot(path=path, full_page=whole)
        context.close()

    def room(self, name, people, **wish):
        """A room of that name, with these people in it; the bots who are."""
        room = post(self.address, "/api/rooms", {"episode": "curfew", "seed": SEED, "settings": SETTINGS, **wish})["id"]
        tokens = {
            seat: post(self.address, f"/api/rooms/{room}/seats", {"seat": seat, "who": who})["token"]
            for seat, who in people.items()
        }
        self.rooms[name] = room
        if "onjo" in tokens:
            self.keys[room] = {"seat": "onjo", "token": tokens["onjo"]}
        return [Bot(self.address, room, seat, token) for seat, token in tokens.items()]

    def night(self):
        """The night of the pictures, up to where the gate is planned."""
        bots = self.room("night", {"onjo": "Ada", "garam": "Ben"}, minds=MINDS)
        bots[0].say(type="start")
        play(bots, PLANNING)
        for bot in bots:
            bot.say(type="draft", turn=bot.room["turn"], line=PENCIL[bot.seat])
        return bots

    def end(self, bots):
        """The rest of that night; the page had taken On-jo's seat over."""
        room = self.rooms["night"]
        bots[0] = Bot(self.address, room, "onjo", self.keys[room]["token"])
        for bot in bots:
            bot.commit(PENCIL[bot.seat])
        play(bots, 10_000)

    def readme(self):
        IMAGES.mkdir(parents=True, exist_ok=True)
        bots = self.night()
        self.take(IMAGES / "board.png", f"#/r/{self.rooms['night']}")
        self.end(bots)
        self.take(IMAGES / "replay.png", f"#/r/{self.rooms['night']}/replay?beat={REPLAY_BEAT}")
        return IMAGES

    def every_screen(self, folder):
        folder.mkdir(parents=True, exist_ok=True)
        self.room("open", {})
        self.room("gathering", {"onjo": "Ada"})
        (first,) = self.room("first", {"onjo": "Ada"}, minds={**MINDS, "garam": "wait"})
        first.say(type="start")
        (bot,) = self.room("playing", {"onjo": "Ada"}, minds={**MINDS, "garam": "wait"}, settings=SLOWLY)
        bot.say(type="start")
        play([bot], 0)
        bot.commit(".*9 call-COME .*50")
        bots = self.night()
        self.screens(BEFORE, folder)
        self.end(bots)
        self.screens(AFTER, folder)
        return folder

    def screens(self, screens, folder):
        for (name, (room, link, presses)), (size, theme) in itertools.product(
            screens.items(), itertools.product(SIZES, ("light", "dark"))
        ):
            self.take(
                folder / f"{name}-{size}-{theme}.png",
                link.format(self.rooms.get(room)),
                size=SIZES[size],
                theme=theme,
                presses=presses,
                whole=True,
            )


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--all", metavar="DIR", type=Path, help="every screen, wide and narrow, light and dark")
    wanted = parser.parse_args()
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        sys.exit("screenshots: no Chromium on this machine; Debian has it as `chromium`")
    with ExitStack() as stack:
        server = stack.enter_context(served())
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        camera = Camera(browser, f"127.0.0.1:{server.port}")
        folder = camera.every_screen(wanted.all) if wanted.all else camera.readme()
        browser.close()
    for image in sorted(folder.glob("*.png")):
        print(f"{image.name}: {image.stat().st_size // 1024} KiB")


if __name__ == "__main__":
    main()
