"""The night of the day in the page: before it, in it, after it with another team beside one's own; and its line."""

import os
import re
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import expect
from server.days import DayOfCurfew, dated, play

from browser.test_accessibility import AXE, faults
from browser.visitor import PHONE, WIDE, Visitor

SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=lambda size: size["width"])
GAME = r"(won|lost|time ran out), \d of 4 out, \d+ beats"


@pytest.fixture(scope="module")
def night(tmp_path_factory):
    """A day's night that Mina's team has played to its end."""
    database = tmp_path_factory.mktemp("night") / "games.db"
    day = DayOfCurfew(database)
    with ExitStack() as stack:
        day.house = stack.enter_context(dated(database, day.clock))
        day.mina = play(day.house, day.day, who="Mina")
        yield day


@pytest.fixture
def look(browser, night):
    """Makes visitors of that server, who leave without a complaint."""
    visitors = []

    def look(**context):
        visitors.append(Visitor(browser, f"http://{night.house.host}", **context))
        return visitors[-1]

    yield look
    for visitor in visitors:
        visitor.context.close()
        assert visitor.complaints == []


def photographed(visitor, name):
    """Keep a picture where somebody wants to look at the pages."""
    folder = os.environ.get("WARBELL_PICTURES")
    if folder:
        visitor.page.wait_for_timeout(400)
        visitor.page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def fits(visitor, size):
    return visitor.page.evaluate("document.documentElement.scrollWidth") <= size["width"]


@SIZES
def test_the_card_of_the_day_has_its_results_and_no_way_to_see_them_beforehand(look, night, size):
    visitor = look(viewport=size)
    page = visitor.open()
    expect(page.get_by_text("Tonight, for everybody: Curfew, 12 h left")).to_be_visible()
    photographed(visitor, f"lobby-{size['width']}")
    page.get_by_text("Tonight, for everybody").get_by_role("link").click()
    card = page.get_by_role("region", name=f"The night of {night.day}")
    expect(card).to_contain_text("until the day is over by UTC, in 12 h 0 min")
    card.get_by_text("Results of the day (1)").click()
    expect(card.get_by_role("list", name="Results of the day")).to_contain_text(re.compile(f"{GAME}.*Mina and 3 minds"))
    assert card.get_by_role("link").count() == 0
    assert fits(visitor, size)
    photographed(visitor, f"tonight-{size['width']}")
    visitor.expected = "403"
    visitor.open(f"r/{night.mina[0]}/replay")
    expect(page.get_by_role("alert")).to_contain_text("Who has not played it does not see this night")


@SIZES
def test_the_page_of_an_episode_says_what_is_known_before_play(look, size):
    visitor = look(viewport=size)
    page = visitor.open()
    page.get_by_role("link", name="Heartbeat", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Heartbeat")
    expect(page.get_by_role("region", name="New in it")).to_contain_text("listener")
    expect(page.get_by_role("region", name="Who is in it").get_by_role("listitem").first).to_contain_text("On-jo")
    expect(page.get_by_role("region", name="Records on this server")).to_contain_text("Nobody has won it here yet")
    term = page.get_by_role("region", name="New in it").get_by_role("button", name="listener")
    visitor.tab_to(term)
    expect(page.get_by_text("It is blind, and hears hearts and noise through doors.")).to_be_visible()
    assert fits(visitor, size)
    photographed(visitor, f"night-{size['width']}")


@SIZES
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_when_it_is_over_one_shares_a_line_and_another_team_walks_beside(look, night, size, theme):
    room, token = play(night.house, night.day, who="Hana", line="@city:10,7 .*60")
    visitor = look(viewport=size, color_scheme=theme, permissions=["clipboard-read", "clipboard-write"])
    page = visitor.open(f"r/{room}?key={token}")
    visitor.button("Copy this line").click()
    expect(page.get_by_text("Copied.")).to_be_visible()
    line = page.evaluate("navigator.clipboard.readText()")
    assert re.fullmatch(f"warbell, night of {night.day}, Curfew: {GAME}", line)
    photographed(visitor, f"over-{size['width']}-{theme}")
    page.get_by_role("link", name="Watch the replay").click()
    beside = page.get_by_role("region", name="Beside yours")
    field = beside.get_by_label("Another team of this night, as ghosts")
    visitor.tab_to(field)
    page.keyboard.type("Mina")
    ghosts = beside.get_by_role("list", name=re.compile("Ghosts in beat"))
    expect(ghosts.get_by_role("listitem")).to_have_count(4)
    first = ghosts.inner_text()
    page.get_by_role("slider", name="Beat").fill("12")
    expect(beside.get_by_role("list", name="Ghosts in beat 12")).to_contain_text(
        re.compile(r"On-jo of Mina: city \d+,\d+")
    )
    assert ghosts.inner_text() != first
    expect(page.get_by_role("button", name=re.compile("^Go on from beat"))).to_have_count(0)
    assert fits(visitor, size)
    if AXE.exists():
        assert faults(page, AXE.read_text()) == []
    photographed(visitor, f"replay-{size['width']}-{theme}")
    visitor.open(f"r/{room}/after")
    expect(page.get_by_text(line)).to_be_visible()
    expect(page.get_by_text(f"Both can be downloaded when {night.day} is over")).to_be_visible()
    assert str(night.seed) not in page.content()
    photographed(visitor, f"after-{size['width']}-{theme}")
    visitor.open("night/curfew")
    expect(page.get_by_role("region", name=f"The night of {night.day}").get_by_text(line)).to_be_visible()
    photographed(visitor, f"tonight-after-{size['width']}-{theme}")
