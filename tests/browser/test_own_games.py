"""What one played is on the first page, to watch, to play on, to play again; and the best games."""

import json
import re

import pytest
from playwright.sync_api import expect

from browser.conftest import SHORT, played, walkthrough
from browser.visitor import PHONE, WIDE

KEEP = "keys => localStorage.setItem('warbell.seats', keys)"
SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=lambda size: size["width"])


@pytest.fixture(scope="session")
def shown(house):
    """A listed game that Hana won."""
    return played(house, "walkthrough", walkthrough("onjo"), SHORT, listed=True)


def hana(visit, room, size, seat="onjo"):
    """Whoever had a seat in that room, at the first page: the browser has kept the key."""
    visitor = visit(viewport=size)
    page = visitor.open()
    page.evaluate(KEEP, json.dumps({room: {"seat": seat, "token": "kept"}}))
    page.reload()
    return visitor, page.get_by_role("listitem", name="Curfew, as On-jo")


@SIZES
def test_a_game_that_ended_meanwhile_is_among_one_s_own(visit, shown, size):
    visitor, mine = hana(visit, shown, size)
    expect(mine).to_contain_text(re.compile(r"won · \d+ points · \d+ beats"))
    mine.get_by_role("link", name="Watch").click()
    expect(visitor.button("On-jo")).to_have_attribute("aria-pressed", "true")
    visitor.open(f"r/{shown}/replay")  # a link that asks for nobody's eyes opens on one's own
    expect(visitor.button("On-jo")).to_have_attribute("aria-pressed", "true")
    visitor.button("Everything").click()
    visitor.page.wait_for_url(re.compile(r"seat=&beat=0$"))
    visitor.page.reload()
    expect(visitor.button("Everything")).to_have_attribute("aria-pressed", "true")


@SIZES
def test_it_is_played_on_from_a_beat_and_again(visit, shown, size):
    visitor, mine = hana(visit, shown, size)
    mine.get_by_label("from beat").fill("30")
    mine.get_by_label("from beat").press("Enter")
    expect(visitor.bar).to_contain_text("beat 30")
    expect(visitor.status).to_have_text("Your line")
    visitor.open()
    mine.get_by_role("button", name="Play again").click()
    expect(visitor.status).to_have_text("Your line")
    expect(visitor.bar).to_contain_text("beat 0")


def test_the_best_games_stand_beside_their_night(visit, house, shown, finished):
    visitor = visit()
    page = visitor.open()
    (curfew,) = (night for night in house.ask("/api/lobby").body["episodes"] if night["name"] == "curfew")
    first, *_ = runs = curfew["most_saved"]
    assert len(runs) == 3 or shown in {run["room"] for run in runs}  # other tests play here too
    listed = page.get_by_role("region", name="Nights").get_by_role("paragraph")
    told = rf"Best here: {first['saved']} of 4 out in {first['beats']} beats.*{', '.join(first['who'])}"
    best = listed.filter(has_text=re.compile(told))
    expect(best).to_have_count(1)
    assert finished not in page.content()  # it was not listed
    best.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Replay: Curfew")
    expect(visitor.button("Everything")).to_have_attribute("aria-pressed", "true")
