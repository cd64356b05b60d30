"""Marks in the page: what one thinks is unseen is pencilled by keyboard and by finger, changed and rubbed out."""

import re

import pytest
from playwright.sync_api import expect

from browser.test_accessibility import axe, faults
from browser.visitor import PHONE, WIDE

__all__ = ["axe"]  # a fixture
MINDS = dict.fromkeys(("suhyeok", "namra", "garam"), "wait")


def begin(visit, house, **context):
    visitor = visit(**context)
    room = house.make(seed=24, minds=MINDS, settings={"tempo": 0, "listed": False})
    visitor.sit(room, "On-jo")
    return visitor, room


def guesses(visitor):
    """The list of them, shown from now on."""
    visitor.page.get_by_role("tab", name="Around").click()
    panel = visitor.page.get_by_role("tabpanel", name="Around")
    expect(panel.get_by_role("heading", name="Pencilled guesses")).to_be_visible()
    return panel.get_by_role("listitem").filter(has_text="You think:")


def test_by_keyboard(visit, house, axe):
    visitor, room = begin(visit, house)
    page = visitor.page
    visitor.press("b", "ArrowRight")
    visitor.press("g")
    expect(page.get_by_text("You see that cell: what is there you know.")).to_be_attached()
    visitor.press(*["Shift+ArrowRight"] * 3, "ArrowDown", *["ArrowRight"] * 4)  # a garden nobody has seen
    visitor.press("g")
    dialog = page.get_by_role("dialog", name="What do you think is there?")
    expect(dialog).to_be_visible()
    assert faults(page, axe) == []
    page.keyboard.press("Tab")
    visitor.choose("What", "mimic")
    visitor.tab_to(page.get_by_label("How many, at least"))
    page.keyboard.type("2")
    visitor.tab_to(dialog.get_by_role("radio", name="likely"))
    visitor.press("ArrowRight")
    visitor.press("Enter")
    expect(dialog).to_have_count(0)
    expect(page.locator(".caption")).to_contain_text("you think: 2 mimics, surely")
    with house.player(room, watch="onjo") as spectator:
        (mark,) = spectator.welcome() and spectator.mine["marks"]
        assert (mark["what"], mark["count"], mark["sure"]) == ("mimic", 2, 95)
    item = guesses(visitor)
    expect(item).to_have_text(re.compile("You think: 2 mimics, surely; .*; new."))
    visitor.tab_to(item.get_by_role("button", name=re.compile("^Rub out: You think: 2 mimics")))
    visitor.press("Enter")
    expect(item).to_have_count(0)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_by_finger(visit, house, dark):
    visitor, _ = begin(visit, house, viewport=PHONE, has_touch=True, color_scheme="dark" if dark else "light")
    page = visitor.page
    guesses(visitor)
    visitor.button("Pencil a guess…").tap()
    expect(page.get_by_text("Choose the cell: where you do not see.").first).to_be_visible()
    board = page.get_by_role("application").locator("canvas").bounding_box()
    dialog = page.get_by_role("dialog", name="What do you think is there?")
    for right in range(1, 12):  # the first cell that is not in sight, and no wall
        page.touchscreen.tap(board["x"] + board["width"] * (0.5 + right / 26), board["y"] + board["height"] * 0.3)
        page.wait_for_timeout(300)
        if dialog.count():
            break
    dialog.get_by_label("What").select_option("Su-hyeok")
    expect(dialog.get_by_label("How many, at least")).to_be_disabled()
    dialog.get_by_role("radio", name="maybe").tap()
    dialog.get_by_role("button", name="Pencil it").tap()
    item = guesses(visitor)
    expect(item).to_have_text(re.compile("You think: Su-hyeok, maybe; .*; new."))
    item.get_by_role("button", name=re.compile("^Change")).tap()
    expect(dialog.get_by_label("What").locator("option:checked")).to_have_text("Su-hyeok")
    dialog.get_by_role("button", name="Rub it out").tap()
    expect(item).to_have_count(0)


def test_choosing_a_cell_can_be_left(visit, house):
    visitor, _ = begin(visit, house, viewport=WIDE)
    visitor.press("g")
    asked = visitor.page.get_by_role("status").filter(has_text="Choose the cell: where you do not see.")
    expect(asked.first).to_be_visible()
    visitor.press("Escape")
    expect(visitor.button("Never mind")).to_have_count(0)
