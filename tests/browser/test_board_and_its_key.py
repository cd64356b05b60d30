"""The board by keyboard and by touch: its key opens and closes, and whoever came to it can leave."""

import pytest
from playwright.sync_api import expect

from browser.visitor import NARROW, WIDE

SHORT = {"width": 640, "height": 400}  # 1280x800 at 200 %


@pytest.mark.parametrize("size", [NARROW, SHORT, WIDE], ids=lambda size: size["width"])
def test_the_key_can_be_closed_and_covers_no_button(visit, house, size):
    visitor = visit(viewport=size)
    visitor.sit(house.make(minds={}, settings={"listed": False}), "On-jo")
    key = visitor.page.get_by_role("group", name="What the marks mean")
    opener = visitor.button("Key")
    closers = [opener.click, visitor.button("Close the key").click, lambda: visitor.press("Escape")]
    for close in closers:
        opener.click()
        expect(key).to_be_visible()
        for name in ("Zoom out", "Zoom in", "Fit", "Me"):
            visitor.button(name).click(trial=True)
        close()
        expect(key).to_have_count(0)
        expect(opener).to_be_focused()


def test_the_key_explains_what_the_episode_has(visit, house):
    visitor = visit()
    visitor.sit(house.make(minds={}, settings={"listed": False}), "On-jo")
    visitor.button("Key").click()
    key = visitor.page.get_by_role("group", name="What the marks mean")
    marks = "door, open|door, barricaded|gate, shut|cache, empty|bed|rubble|garden|channel|the way out|bitten|a sound"
    for mark in marks.split("|"):
        expect(key.get_by_role("listitem").filter(has_text=mark).first).to_be_visible()
    expect(key.get_by_text("stairs")).to_have_count(0)  # there are none in curfew


def test_escape_takes_the_cursor_away_and_then_leaves_the_board(visit, house):
    visitor = visit()
    visitor.sit(house.make(minds={}, settings={"listed": False}), "On-jo")
    board = visitor.page.get_by_role("application")
    came_from = visitor.button("North")
    came_from.focus()
    visitor.press("b", "ArrowLeft", "Escape")
    expect(board).to_be_focused()
    visitor.press("Escape")
    expect(came_from).to_be_focused()
    visitor.press("ArrowLeft")
    expect(visitor.line).to_contain_text("w")
    came_from.blur()
    visitor.press("b", "Escape")
    expect(visitor.page.locator("main")).to_be_focused()


def test_a_hold_is_added_and_left_by_keyboard(visit, house):
    visitor = visit()
    visitor.sit(house.make(minds={}, settings={"listed": False}), "On-jo")
    visitor.press("~", "Tab")
    expect(visitor.page.get_by_label("at most")).to_be_focused()
    visitor.press("Enter")
    expect(visitor.line).to_contain_text("~dark/20")
    visitor.press("Escape", "ArrowLeft")
    expect(visitor.line).to_contain_text("~dark/20 w")
