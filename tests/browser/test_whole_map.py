"""A game opens with the whole map; places have names, and what one is to go to is marked and told."""

import re

import pytest
from playwright.sync_api import expect

from browser.visitor import PHONE, WIDE

SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=lambda size: size["width"])
EMPTY = 0.12  # of a phone's height that may be below what a spectator reads


def sit(visit, house, episode, size):
    """On-jo's page at the start of a night."""
    visitor = visit(viewport=size)
    others = {"curfew": ("suhyeok", "namra", "garam"), "heartbeat": ("suhyeok", "namra", "dasom")}[episode]
    room = house.make(episode=episode, seed=7, minds=dict.fromkeys(others, "wait"), settings={"tempo": 0})
    visitor.sit(room, "On-jo")
    return visitor


@SIZES
@pytest.mark.parametrize("episode", ["curfew", "heartbeat"])
def test_a_game_opens_as_fit_shows_it(visit, house, episode, size):
    visitor = sit(visit, house, episode, size)
    board = visitor.page.get_by_role("application").first
    opened = board.screenshot()
    visitor.button("Zoom in").click()
    assert board.screenshot() != opened
    visitor.button("Fit").click()
    board.hover(position={"x": 2, "y": 2})  # on the rulers: no cell
    expect(board).to_be_visible()
    assert board.screenshot() == opened


@SIZES
@pytest.mark.parametrize("episode", ["curfew", "heartbeat"])
def test_the_words_of_a_cell_name_its_place_and_lie_beside_the_map(visit, house, episode, size):
    visitor = sit(visit, house, episode, size)
    page = visitor.page
    page.get_by_role("application").first.focus()
    visitor.press("Home")
    caption = page.locator(".caption")
    if episode == "curfew":
        expect(caption).to_contain_text("city 4,6, Tea house: floor")
    box, board = caption.bounding_box(), page.get_by_role("application").first.bounding_box()
    over = box["y"] < board["y"] + board["height"] - 1 and box["y"] + box["height"] > board["y"] + 1
    beside = box["x"] > board["x"] + board["width"]
    assert not over or beside, (box, board)


@SIZES
def test_the_task_says_where_each_goal_is_and_the_list_leads_there(visit, house, size):
    visitor = sit(visit, house, "curfew", size)
    page = visitor.page
    page.get_by_role("tab", name="Task").click()
    expect(page.get_by_role("heading", name="What counts")).to_be_visible()
    told = page.get_by_role("tabpanel", name="Task").get_by_role("listitem").all_inner_texts()
    assert [re.split(r"\n+", each) for each in told[:5]] == [
        ["Three of you reach the harbour steps.", "harbour steps: city:42,26 to city:42,36"],
        ["All four of you reach the harbour steps.", "harbour steps: city:42,26 to city:42,36"],
        ["All four of you are in the customs house.", "Customs house: city:31,28 to city:33,34"],
        ["The west gate is open: two pairs of hands in the same beat.", "west gate: city:37,29"],
        ["The east gate is open: two pairs of hands in the same beat.", "east gate: city:37,33"],
    ]
    assert "The place is called Tea house." in visitor.around()
    page.get_by_role("button", name="Walk there: West gate: 33 south, 23 east.").click()
    expect(visitor.line if size is WIDE else page.get_by_role("region", name="Your line")).to_contain_text(
        "@city:37,29"
    )


def test_a_floor_without_a_goal_leads_to_the_one_with_it(visit, house):
    visitor = sit(visit, house, "heartbeat", WIDE)
    page = visitor.page
    expect(page.get_by_role("tab", name=re.compile("Ground floor"))).to_have_accessible_name(
        re.compile("to go to: front door, Ground floor")
    )
    assert "to go to" not in page.get_by_role("tab", name=re.compile("Upper floor")).inner_text()


def test_a_spectator_s_phone_is_used(visit, house):
    visitor = sit(visit, house, "heartbeat", PHONE)
    room = visitor.page.url.rpartition("/")[2]
    watcher = visit(viewport=PHONE)
    page = watcher.open(f"r/{room}?watch=onjo")
    expect(page.get_by_text("You watch On-jo.")).to_be_visible()
    page.wait_for_function(  # a map that has just come takes its room
        """most => {
            const last = [...document.querySelectorAll('.panel > *')].at(-1);
            return innerHeight - last.getBoundingClientRect().bottom < most;
        }""",
        arg=EMPTY * PHONE["height"],
    )
    page.get_by_role("tab", name="Task").click()
    assert page.get_by_role("application").bounding_box()["height"] > 200
