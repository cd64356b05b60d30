"""A connection that is lost in the middle of beats, and a server that is killed: the page says so, and goes on."""

import os
import re
import signal
import subprocess
import sys
import time

import pytest
from playwright.sync_api import expect
from server.player import House

from browser.wire import wire

MINDS = dict.fromkeys(("suhyeok", "namra", "garam"), "wait")
LOST = "The connection is lost; trying again. Nothing of your line is lost."
REFUSED = r"^WebSocket connection to .* failed: "  # what the console says of it
# What the first press fetches is there, script and style.
FETCHED = """() => ['js', 'css'].every((kind) => performance.getEntriesByType('resource')
    .some(({ name, responseEnd }) => responseEnd && name.includes('/aside-') && name.endsWith(`.${kind}`)))"""
SEED = 1
LINE = "@city:6,3 @city:4,6 @city:9,7 .*15"  # through two doors, and quiet by this seed: 33 beats


def told(visitor):
    """All that the page says of the game: the list, the log, and the past in the score."""
    cells = visitor.page.get_by_role("gridcell").evaluate_all(
        "all => all.map((cell) => cell.getAttribute('aria-label'))"
    )
    return {
        "around": visitor.around(),
        "log": visitor.log(),
        "score": [cell for cell in cells if cell and cell.startswith("beat ")],
    }


def lost(visitor):
    """The words of a page that has no connection."""
    return visitor.page.get_by_role("status").get_by_text(LOST)


def test_a_line_that_was_cut_in_the_middle_of_beats_is_caught_up_with(visit, house):
    """Beats go on meanwhile. Then the page shows what one sees who looked on all the time."""
    settings = {"tempo": 120, "dropout": "wait", "grace": 3600}
    room = house.make(seed=SEED, minds=MINDS, settings=settings)
    with wire(house.host) as line:
        hana, watcher = visit(line.address), visit()
        hana.sit(room, "On-jo")
        watcher.open(f"r/{room}?watch=onjo")
        hana.write(LINE)
        hana.commit()
        expect(hana.bar).to_contain_text(re.compile(r"It unfolds.*beat ([3-9]|1\d) of"))
        hana.expected = REFUSED
        line.cut()
        expect(lost(hana)).to_be_visible()
        before = int(re.search(r"beat (\d+)", hana.bar.text_content())[1])
        expect(watcher.bar).to_contain_text("Waiting for On-jo")  # the beats went on, and stopped
        now = int(re.search(r"beat (\d+)", watcher.bar.text_content())[1])
        assert now > before
        expect(hana.bar).to_contain_text(f"beat {before} of")  # what was there stays
        line.mend()
        expect(hana.status).to_have_text("Your line")
        expect(lost(hana)).to_have_count(0)
        here, there = told(hana), told(watcher)
        assert len(here["score"]) == now
        assert (here["around"], here["log"], here["score"]) == (there["around"], there["log"], there["score"])
        hana.button("Commit").click()
        assert hana.await_turn(3)


MOST_SILENT = 20  # seconds until a page that nobody answers has to have another connection


def wake(visitor):
    """What a browser tells a page of that comes out of sleep with a network."""
    visitor.page.evaluate("document.dispatchEvent(new Event('visibilitychange')); dispatchEvent(new Event('online'))")


def test_a_line_that_goes_silent_is_noticed(visit, house):
    """Nothing is closed, and nothing comes through. What was put in ink there, written or typed is not lost."""
    room = house.make(seed=SEED, minds=MINDS, settings={"tempo": 0, "dropout": "wait", "grace": 3600})
    with wire(house.host) as line, house.player(room) as watcher:
        watcher.welcome()
        hana = visit(line.address)
        hana.sit(room, "On-jo")
        hana.page.evaluate(
            "const said = () => document.body.innerText.includes('is lost') && (document.body.dataset.lost = '');"
            "new MutationObserver(said).observe(document.body, { subtree: true, childList: true })"
        )  # it is said for a moment only, as there is another line at once
        said = hana.page.locator("body[data-lost]")
        hana.write("s*2 .*3")
        line.hush()
        began = time.monotonic()
        hana.commit()  # into nowhere
        expect(hana.bar).to_contain_text("turn 2")
        assert time.monotonic() - began < MOST_SILENT
        expect(said).to_be_attached()
        hana.page.evaluate("delete document.body.dataset.lost")
        assert watcher.phase("planning", 2)["beat"] >= 5
        expect(hana.page.get_by_text("The connection is back.")).to_be_attached()
        hana.await_turn(2)

        hana.write("s .")
        watcher.until_room(lambda room: room["seats"][0]["line"] == "s .")
        field = hana.page.get_by_label("The line, cells apart by blanks")
        field.fill("s . e")  # typed, and not yet written
        line.hush()
        wake(hana)
        expect(said).to_be_attached(timeout=8000)
        expect(lost(hana)).to_have_count(0)
        expect(hana.line).to_contain_text("s .")
        expect(field).to_have_value("s . e")
        hana.button("Commit").click()
        assert hana.await_turn(3)


# --- a server that is killed ------------------------------------------------------------------------------------------


class Server:
    """`warbell serve`, to be killed and started again on the same port and database."""

    def __init__(self, folder):
        self._folder = folder
        self._process = None
        self._port = "0"
        self.house = None

    def start(self):
        command = [sys.executable, "-m", "warbell", "serve", "--port", self._port, "--db", self._folder / "games.db"]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.house = House(self._process.stdout.readline().split()[-1], self._folder / "games.db")
        self._port = self.house.host.rpartition(":")[2]

    def kill(self):
        os.kill(self._process.pid, signal.SIGKILL)
        self._process.wait(20)
        self._process.stdout.close()


@pytest.fixture
def server(tmp_path):
    server = Server(tmp_path)
    server.start()
    yield server
    server.kill()


def test_the_page_goes_on_after_the_server_was_killed_in_the_middle_of_beats(visit, server):
    """As two see it: whoever plays, and whoever looks on. Nothing that was played is played otherwise."""
    room = server.house.make(seed=SEED, minds=MINDS, settings={"tempo": 120, "dropout": "pause"})
    address = f"http://{server.house.host}"
    hana, watcher = visit(address), visit(address)
    hana.sit(room, "On-jo")
    watcher.open(f"r/{room}?watch=onjo")
    hana.write(LINE)
    hana.commit()
    expect(hana.bar).to_contain_text(re.compile(r"It unfolds.*beat ([4-9]|1\d) of"))
    hana.expected = watcher.expected = REFUSED
    server.kill()
    for each in (hana, watcher):
        expect(lost(each)).to_be_visible()
    past = [cell for cell in told(hana)["score"] if cell]
    server.start()
    for each in (hana, watcher):
        expect(lost(each)).to_have_count(0)
    expect(hana.status).to_have_text("Your line")
    expect(watcher.status).to_have_text("Waiting for On-jo")
    here, there = told(hana), told(watcher)
    assert here["score"][: len(past)] == past
    assert (here["around"], here["log"], here["score"]) == (there["around"], there["log"], there["score"])
    turn = hana.turn  # a server that was killed late had played on into a later one than the page knew of
    hana.commit()
    assert hana.await_turn(turn + 1)


def test_what_is_written_while_the_connection_is_lost_is_kept(visit, server):
    """Whether the page then gets what it missed or, from a server that was down too, everything anew."""
    room = server.house.make(seed=SEED, minds=MINDS, settings={"tempo": 0})
    with wire(server.house.host) as line, server.house.player(room) as watcher:
        watcher.welcome()
        hana = visit(line.address)
        hana.sit(room, "On-jo")
        hana.press("ArrowDown", "ArrowDown")
        hana.page.wait_for_function(FETCHED)
        hana.expected = REFUSED
        for down, written in ((False, "s*2 ."), (True, "s*2 .*2")):
            line.cut()
            expect(lost(hana)).to_be_visible()
            hana.press(".")
            expect(hana.line).to_contain_text(written)
            expect(hana.button("Commit")).to_be_disabled()
            watcher.until_room(lambda room: room["waits"])
            if down:
                server.kill()
                server.start()
            line.mend()
            expect(lost(hana)).to_have_count(0)
            expect(hana.status).to_have_text("Your line")
            expect(hana.line).to_contain_text(written)
            if not down:
                watcher.phase("planning")
        hana.commit()
        assert hana.await_turn(2)


def test_a_room_that_is_gone_says_so(visit):
    hana = visit()
    hana.open("r/nowhere")
    expect(hana.page.get_by_role("heading", level=1)).to_have_text("There is no such room")
    hana.page.get_by_role("link", name="To the lobby", exact=True).click()
    expect(hana.page.get_by_role("heading", name="Nights")).to_be_visible()
