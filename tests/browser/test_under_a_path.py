"""The page under a path, as a proxy may put it: it plays, shows the report, and looks for nothing elsewhere."""

import re

import pytest
from playwright.sync_api import expect
from server.conftest import serving


@pytest.fixture(scope="module")
def hall(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("hall"), "--origin", "http://game.example/some/bell") as hall:
        yield hall


def test_the_page_plays_under_a_path(visit, hall):
    visitor = visit(f"http://{hall.host}/some/bell")
    room = hall.make(
        minds=dict.fromkeys(("suhyeok", "namra", "garam"), "wait"),
        settings={"tempo": 0, "dropout": "end", "grace": 0, "delay": 20},
        seed=24,
    )
    page = visitor.open(f"r/{room}")
    page.get_by_role("button", name=re.compile("On-jo")).first.click()
    expect(page.get_by_text("Whoever made this room chose its seed")).to_be_visible()
    expect(page.get_by_text(re.compile("who looks on sees it 20 beats later"))).to_be_visible()
    page.get_by_role("button", name="Start").click()
    expect(visitor.bar).to_contain_text("beat 0")
    other = visit(f"http://{hall.host}/some/bell")
    looking = other.open(f"r/{room}?watch=onjo")
    expect(looking.get_by_text("Who looks on sees everything 20 beats later.")).to_be_visible()
