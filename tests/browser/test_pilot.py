"""Somebody at a console: their drone's window, its battery, and the keys that fly it."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from server.conftest import serving

from browser.visitor import PHONE, WIDE

CONSOLE = Path(__file__).parents[1] / "playthroughs/console"


@pytest.fixture(scope="module")
def station(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("station"), "--episode", str(CONSOLE)) as house:
        yield house


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=lambda size: size["width"])
def test_arrows_fly_the_drone_until_the_pilot_wants_to_step(visit, station, size):
    room = station.make(episode="console", seed=3, minds={"ben": "wait"}, settings={"tempo": 0, "listed": False})
    visitor = visit(f"http://{station.host}", viewport=size)
    visitor.sit(room, "Ana")
    expect(visitor.button("Drone")).to_have_count(0)
    visitor.write("use-e")
    visitor.commit()
    visitor.await_turn(2)
    expect(visitor.bar).to_contain_text("battery 43")
    visitor.page.locator("main").focus()
    visitor.press("ArrowRight", "Shift+ArrowRight", "f", "ArrowDown", "f", "ArrowRight")
    expect(visitor.line).to_contain_text("fly-e1 fly-e2 s fly-e1")
    visitor.write("fly-e2*2")
    visitor.commit()
    visitor.await_turn(3)
    visitor.page.locator("main").focus()
    visitor.press("v")
    expect(visitor.button("Drone")).to_have_attribute("aria-pressed", "true")
    if size is WIDE:
        expect(visitor.page.locator(".caption")).to_contain_text("a captured drone")
    told = [line for line in visitor.around() if line.startswith("The drone that you fly")]
    assert "its lamp shows you what is there, and you hear nothing of it, battery for 4" in told[0]


def test_a_cell_that_is_picked_gets_the_flight_there(visit, station):
    """By the pointer as by the board's cursor, and its words say so before; walks again once arrows are steps."""
    room = station.make(episode="console", seed=3, minds={"ben": "wait"}, settings={"tempo": 0, "listed": False})
    visitor = visit(f"http://{station.host}")
    visitor.sit(room, "Ana")
    visitor.write("use-e")
    visitor.commit()
    visitor.await_turn(2)
    visitor.page.locator("main").focus()
    caption = visitor.page.locator(".caption")
    visitor.press("b", "Home", "Shift+ArrowRight")
    expect(caption).to_contain_text("Fly here, 4 beats: station 2,6")
    visitor.press("Enter")
    expect(visitor.line).to_contain_text("fly-n1 fly-e2*2 fly-e1")
    visitor.page.get_by_role("application").hover()
    visitor.page.mouse.down()
    visitor.page.mouse.up()
    expect(visitor.line).to_contain_text(re.compile("fly-n1 fly-e2.2 fly-e1.* fly-"))
    visitor.press("u", "Escape", "f", "b", "ArrowDown")
    expect(caption).to_contain_text("Walk here: ")
