"""The page in the machine's own Chromium, at a real server. Without one they are skipped, and fail in CI."""

import os
import re
import shutil

import pytest
from playwright.sync_api import expect, sync_playwright
from server import conftest as rooms

from browser.visitor import PATIENCE, Visitor
from warbell.bench.browser import BROWSERS, FLAGS
from warbell.episodes import load

expect.set_options(timeout=PATIENCE)

SHORT = 10  # a seed by which the walkthrough of curfew is stopped few times

house, stack, gather = rooms.house, rooms.stack, rooms.gather


@pytest.fixture(scope="package")  # no longer: while Playwright runs, asyncio.run fails in this process
def browser():
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        stop = pytest.fail if os.environ.get("CI") else pytest.skip
        stop("no Chromium here; Debian has it as `chromium-headless-shell`")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, headless=True, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def visit(browser, house):
    """Makes visitors, who must leave without a complaint and without having been elsewhere."""
    visitors = []

    def visit(address=None, **context):
        visitors.append(Visitor(browser, address or f"http://{house.host}", **context))
        return visitors[-1]

    yield visit
    for visitor in visitors:
        visitor.context.close()
    assert [complaint for visitor in visitors for complaint in visitor.complaints] == []
    assert [url for visitor in visitors for url in visitor.elsewhere] == []


def walkthrough(seat):
    """A seat's whole line in the walkthrough of curfew."""
    return " ".join(" ".join(re.findall(rf"^{seat}:(.*)", load("curfew").walkthrough, re.MULTILINE)).split())


def played(house, mind, line, seed, **settings):
    """A room with a game of curfew that is over: a person sat on On-jo's seat with one line, a mind on the others."""
    minds = dict.fromkeys(("suhyeok", "namra", "garam"), mind)
    room = house.make(seed=seed, minds=minds, settings={"tempo": 0, "listed": False, **settings})
    with house.player(room, token=house.claim(room, "onjo", "Hana")) as onjo:
        onjo.welcome()
        onjo.send("start")
        onjo.phase("planning")
        while onjo.room["phase"] != "over":
            turn = onjo.room["turn"]
            onjo.ink(line)
            onjo.until_room(lambda room, turn=turn: room["phase"] == "over" or room["turn"] > turn)
            line = onjo.seat("onjo")["line"] or ".*60"
    return room


@pytest.fixture(scope="session")
def finished(house):
    """A room whose game is over: curfew by the walkthrough."""
    return played(house, "walkthrough", walkthrough("onjo"), SHORT)


@pytest.fixture(scope="session")
def fatal(house):
    """Another one: On-jo goes where drone 4 flies over, stays there, and dies in beat 44; the others do nothing."""
    return played(house, "wait", "@city:11,11 .*60", 0)


@pytest.fixture(scope="session")
def loud(house):
    """Another one: On-jo calls in the street and goes down the avenue, and the others keep to the walkthrough."""
    return played(house, "walkthrough", "@city:10,7 call-COME @city:10,31 @city:27,31", 2)
