"""Somebody at a console: their drone's window, its battery, and the keys that fly it."""

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
def test_arrows_fly_the_drone_when_the_pilot_wants_it(visit, station, size):
    room = station.make(episode="console", seed=3, minds={"ben": "wait"}, settings={"tempo": 0, "listed": False})
    visitor = visit(f"http://{station.host}", viewport=size)
    visitor.sit(room, "Ana")
    expect(visitor.button("Drone")).to_have_count(0)
    visitor.write("use-e")
    visitor.commit()
    visitor.await_turn(2)
    expect(visitor.bar).to_contain_text("battery 43")
    visitor.page.locator("main").focus()
    visitor.press("ArrowDown", "u", "f", "ArrowRight", "Shift+ArrowRight", "f", "ArrowDown")
    expect(visitor.line).to_contain_text("fly-e1 fly-e2 s")
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
