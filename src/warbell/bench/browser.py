"""What needs a browser: how long a frame of the board takes, and how soon a started server shows one."""

import http.client
import json
import shutil
import time
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

from warbell.bench.figure import Figure

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
# Software rendering, and no calls home. The tests and the README's pictures use the same.
FLAGS = (
    "--no-sandbox",  # CI is root in a container
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def browser_figures(say: Callable[[str], None]) -> list[Figure]:
    """Figures of the board in a browser; none where there is no Chromium, or no playwright to steer it."""
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None or find_spec("playwright") is None:
        say("nothing in a browser: there is no Chromium, or no playwright")
        return []
    from playwright.sync_api import sync_playwright

    from warbell.bench.server import served

    say("the board in a browser")
    with sync_playwright() as steer:
        browser = steer.chromium.launch(executable_path=program, args=list(FLAGS))
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        with served() as server:
            address = f"http://127.0.0.1:{server.port}"
            shown = _first_board(page, server.port, server.started)
            page.goto(f"{address}/#/measure")
            # The page's security policy lets no condition be evaluated over and over; a text can be waited for.
            page.get_by_text("A frame takes").wait_for(timeout=60_000)
            measured = page.evaluate("window.measured")
        browser.close()
    return [
        Figure("server.a frame of 96x96 with 200 bodies, median", measured["median"], "ms", 0.0),
        Figure("server.a frame of 96x96 with 200 bodies, p99", measured["p99"], "ms", 0.0),
        Figure("server.start to the first board drawn, browser running", shown, "s", 0.0),
    ]


def _first_board(page: Any, port: int, started: float) -> float:
    """Seconds from the start of the server's process until a room's board is drawn."""
    connection = http.client.HTTPConnection("127.0.0.1", port)

    def post(path: str, body: object) -> Any:
        connection.request("POST", path, json.dumps(body), {"content-type": "application/json"})
        return json.loads(connection.getresponse().read())

    minds = dict.fromkeys(("suhyeok", "namra", "garam"), "caution")
    room = post("/api/rooms", {"episode": "curfew", "seed": 1, "minds": minds})["id"]
    token = post(f"/api/rooms/{room}/seats", {"seat": "onjo", "who": "bench"})["token"]
    page.add_init_script(
        f"localStorage.setItem('warbell.seats', {json.dumps(json.dumps({room: {'seat': 'onjo', 'token': token}}))})"
    )
    page.goto(f"http://127.0.0.1:{port}/#/r/{room}")
    page.get_by_role("button", name="Start").click()
    page.wait_for_selector("canvas")
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return time.perf_counter() - started
