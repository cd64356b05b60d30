"""Cards: opened by hover, focus, tap, long press and from the board; closed by Escape; off what they speak of."""

import pytest
from browser.visitor import WIDE
from playwright.sync_api import expect

PHONE = {"width": 390, "height": 844}
HELD_MS = 800  # a long press
SIT = ("suhyeok", "namra", "garam")


@pytest.fixture
def sit(visit, house):
    """Somebody at On-jo's seat of curfew, while the others wait."""

    def sit(**context):
        visitor = visit(**context)
        room = house.make(minds=dict.fromkeys(SIT, "wait"), settings={"tempo": 0, "listed": False})
        visitor.sit(room, "On-jo")
        return visitor

    return sit


def card(visitor):
    return visitor.page.get_by_role("complementary", name="About")


def apart(visitor, thing):
    """The card lies beside the thing, and in the window."""
    a, b, size = card(visitor).bounding_box(), thing.bounding_box(), visitor.page.viewport_size
    assert (
        a["x"] >= b["x"] + b["width"]
        or b["x"] >= a["x"] + a["width"]
        or a["y"] >= b["y"] + b["height"]
        or b["y"] >= a["y"] + a["height"]
    )
    assert a["y"] >= 0
    assert a["y"] + a["height"] <= size["height"] + 1


def test_a_pointer_and_the_focus_open_cards_and_escape_closes_them(sit):
    visitor = sit(viewport=WIDE)
    page = visitor.page
    page.get_by_role("tab", name="Around").click()
    door = page.get_by_role("tabpanel", name="Around").get_by_role("button", name="Door", exact=True).first
    door.hover()
    expect(card(visitor)).to_contain_text("It bears 14 points: a strike takes 2")
    apart(visitor, door)
    page.mouse.move(5, 5)
    expect(card(visitor)).to_have_count(0)
    visitor.tab_to(door)
    expect(card(visitor)).to_contain_text("door")
    visitor.press("Escape")
    expect(card(visitor)).to_have_count(0)
    door.press("Enter")
    expect(card(visitor).get_by_role("button", name="Close the card")).to_be_visible()
    page.get_by_role("tab", name="Signals").click()
    expect(card(visitor)).to_have_count(0)
    stop = page.get_by_role("tabpanel", name="Signals").get_by_role("button", name="STOP")
    stop.hover()
    expect(card(visitor)).to_contain_text("stand still")
    apart(visitor, stop)
    visitor.button("Key").click()
    page.get_by_role("group", name="What the marks mean").get_by_role("button", name="shambler", exact=True).click()
    expect(card(visitor)).to_contain_text("5 cells off in the dark, 9 if they stand in light")


def test_the_cursor_of_the_board_asks_about_what_it_is_on(sit):
    visitor = sit(viewport=WIDE)
    visitor.press("b", "ArrowDown", "ArrowDown", "ArrowLeft", "ArrowLeft", "ArrowLeft", "i")
    expect(card(visitor)).to_contain_text("door")
    expect(visitor.line).to_contain_text("nothing planned")


def test_a_finger_taps_words_and_holds_buttons(sit):
    visitor = sit(viewport=PHONE, has_touch=True)
    page = visitor.page
    page.get_by_role("tab", name="Around").tap()
    door = page.get_by_role("tabpanel", name="Around").get_by_role("button", name="Door", exact=True).first
    door.tap()
    expect(card(visitor)).to_contain_text("Use opens or shuts it")
    apart(visitor, door)
    board = page.get_by_role("region", name="Board").bounding_box()
    assert card(visitor).bounding_box()["y"] >= board["y"] + board["height"] / 2
    visitor.button("Close the card").tap()
    expect(card(visitor)).to_have_count(0)
    page.get_by_role("tab", name="Plan").tap()
    run = visitor.button("Run")
    _hold(visitor, run)
    expect(card(visitor)).to_contain_text("Two cells in a beat")
    apart(visitor, run)
    expect(run).to_have_attribute("aria-pressed", "false")  # it was read about, and not pressed
    run.tap()
    expect(run).to_have_attribute("aria-pressed", "true")
    expect(card(visitor)).to_have_count(0)


def _hold(visitor, thing):
    thing.scroll_into_view_if_needed()
    box = thing.bounding_box()
    fingers = visitor.context.new_cdp_session(visitor.page)
    at = [{"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}]
    fingers.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": at})
    visitor.page.wait_for_timeout(HELD_MS)
    fingers.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
