"""The cards: what a thing does, by pointer, by keyboard and by finger, from wherever the thing is spoken of."""

import re

import pytest
from playwright.sync_api import expect

from browser.visitor import PHONE, WIDE

MORE_THAN_A_PRESS_MS = 800  # a finger that rests so long asks
NOTHING_COMES_MS = 1200  # longer than any card takes to come
LEAST_CELL = 4  # pixels of a cell at least
MOST_MOVES = 60
COVERS = """
([card, thing]) => {
  const [a, b] = [card.getBoundingClientRect(), thing.getBoundingClientRect()];
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
"""


@pytest.fixture
def sit(visit, house):
    """Sits on On-jo's seat in curfew, before the first beat."""

    def sit(**context):
        visitor = visit(**context)
        minds = dict.fromkeys(("suhyeok", "namra", "garam"), "wait")
        visitor.sit(house.make(minds=minds, settings={"tempo": 0, "listed": False}), "On-jo")
        visitor.card = visitor.page.get_by_role("complementary", name="About")
        visitor.told = lambda text: expect(visitor.card).to_contain_text(text)
        return visitor

    return sit


def covers(visitor, thing):
    return visitor.page.evaluate(COVERS, [visitor.card.element_handle(), thing.element_handle()])


def beside(visitor, thing):
    """The card lies beside the thing, and in the window."""
    assert not covers(visitor, thing)
    expect(visitor.card).to_be_in_viewport(ratio=0.99)


def rest_finger(visitor, x, y, ms=MORE_THAN_A_PRESS_MS):
    """A finger that comes down, stays, and goes."""
    session = visitor.context.new_cdp_session(visitor.page)
    session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    visitor.page.wait_for_timeout(ms)
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def middle(thing):
    box = thing.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def around(visitor):
    visitor.page.get_by_role("tab", name="Around").click()
    return visitor.page.get_by_role("tabpanel", name="Around")


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=lambda size: size["width"])
def test_a_word_of_the_surroundings_tells_with_the_numbers_of_the_rules(sit, size):
    visitor = sit(viewport=size)
    gate = around(visitor).get_by_role("button", name="gate", exact=True).first
    gate.click()
    visitor.told("It moves only if two people use it in the same beat.")
    visitor.told("It bears 40 points.")
    beside(visitor, gate)
    visitor.press("Escape")
    expect(visitor.card).to_have_count(0)
    gate.click()
    visitor.button("Close the card").click()
    expect(visitor.card).to_have_count(0)


def test_who_and_what_is_around_can_be_asked_about(sit):
    panel = around(sit())
    for section, words in {
        "You": ["dark"],
        "Your team": ["Su-hyeok", "Nam-ra", "Ga-ram"],
        "Doors and things": ["Door"],
    }.items():
        rows = panel.locator(f"h3:has-text('{section}') + ul")
        for word in words:
            expect(rows.get_by_role("button", name=word, exact=True).first).to_be_visible()
    rows = panel.locator("h3:has-text('Doors and things') + ul li")
    assert all(row.locator(".term").count() for row in rows.all())


def test_a_phone_s_card_is_a_sheet_at_the_bottom_that_leaves_the_board(sit):
    visitor = sit(viewport=PHONE, has_touch=True)
    board = visitor.page.locator("[data-learn=board]")
    words = around(visitor).locator(".term:visible")
    for word in (words.first, words.last):
        word.scroll_into_view_if_needed()
        word.tap()
        expect(visitor.card).to_be_in_viewport(ratio=1)
        assert visitor.card.bounding_box()["width"] == PHONE["width"]
        assert not covers(visitor, word)
        assert not covers(visitor, board)
        visitor.button("Close the card").tap()


def test_a_pointer_that_rests_on_a_thing_or_an_order_is_told_of_it_and_gives_none(sit):
    visitor = sit()
    run = visitor.button("Run")
    door = around(visitor).get_by_role("button", name="Door", exact=True).first
    for thing, told in ((door, "It bears 14 points: a strike takes 2"), (run, "It is heard 12 cells away")):
        thing.hover()
        visitor.told(told)
        beside(visitor, thing)
        visitor.page.mouse.move(5, 5)
        expect(visitor.card).to_have_count(0)
    run.hover()
    run.click()
    visitor.page.wait_for_timeout(NOTHING_COMES_MS)
    expect(run).to_have_attribute("aria-pressed", "true")


def test_the_keyboard_comes_to_a_card_and_leaves_it(sit):
    visitor = sit()
    around(visitor)
    word = visitor.page.locator("#beside-panel .term").first
    visitor.tab_to(word)
    expect(visitor.card).to_be_visible()  # by the focus alone
    visitor.press("Escape")
    expect(visitor.card).to_have_count(0)
    expect(word).to_be_focused()
    visitor.press("Enter")
    expect(visitor.card).to_be_visible()
    expect(visitor.button("Close the card")).to_be_visible()  # it stays
    visitor.press("Escape", "ArrowRight")
    expect(visitor.line).to_contain_text("e")  # keys are orders as before
    word.press("Enter")
    expect(visitor.card).to_be_visible()
    visitor.page.get_by_role("tab", name="Signals").click()  # the word is still there: it was asked and is left
    expect(visitor.card).to_have_count(0)
    stop = visitor.page.get_by_role("tabpanel", name="Signals").get_by_role("button", name="STOP")
    stop.hover()
    visitor.told("stand still")
    beside(visitor, stop)


def test_a_card_is_said_where_screen_readers_listen(sit):
    visitor = sit()
    around(visitor).get_by_role("button", name="gate", exact=True).first.click()
    visitor.told("gate")
    assert visitor.card.evaluate("card => card.closest('[aria-live=polite]') !== null")


def test_a_finger_that_rests_on_an_order_asks_and_a_tap_orders(sit):
    visitor = sit(viewport=PHONE, has_touch=True)
    eat = visitor.button("eat")
    eat.scroll_into_view_if_needed()
    rest_finger(visitor, *middle(eat))
    visitor.told("Use it here to eat: 40 less hunger")
    expect(visitor.line).to_contain_text("nothing planned")
    visitor.button("Close the card").tap()
    eat.tap()
    expect(visitor.line).to_contain_text("use")
    run = visitor.button("Run")
    run.scroll_into_view_if_needed()
    rest_finger(visitor, *middle(run))
    visitor.told("Two cells in a beat")
    beside(visitor, run)
    expect(run).to_have_attribute("aria-pressed", "false")  # it was read about, and not pressed
    run.tap()
    expect(run).to_have_attribute("aria-pressed", "true")
    expect(visitor.card).to_have_count(0)


def board_cell(visitor, row, column):
    """Where a cell of the board is on the screen: the whole sheet is shown, in the middle of its window."""
    visitor.button("Fit").click()
    canvas = visitor.page.locator("[data-learn=board] canvas").first.bounding_box()
    caption = visitor.page.locator("[data-learn=board] .caption")
    x, y = canvas["x"] + canvas["width"] / 2, canvas["y"] + canvas["height"] / 2
    for _ in range(MOST_MOVES):  # found by asking, as a person does
        visitor.page.mouse.move(x, y)
        here = re.search(r" (\d+),(\d+)\b", caption.inner_text())
        down, right = row - int(here[1]), column - int(here[2])
        if not down and not right:
            return x, y
        x, y = x + right * LEAST_CELL, y + down * LEAST_CELL
    raise AssertionError(f"no cell {row},{column} on the board")


def test_the_board_tells_of_what_the_pointer_and_the_cursor_are_on(sit):
    visitor = sit()
    page = visitor.page
    board_cell(visitor, 37, 29)  # the west gate
    visitor.told("It moves only if two people use it")
    board_cell(visitor, 12, 5)  # a street, of which there is nothing to say
    expect(visitor.card).to_have_count(0)
    page.mouse.move(5, 5)
    visitor.press("b", "ArrowDown", "ArrowDown", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowUp", "i")
    expect(page.locator("[data-learn=board] .caption")).to_contain_text("5,10")
    expect(visitor.card).to_have_count(0)
    visitor.press("ArrowRight", "i")  # door 2
    visitor.told("Use opens or shuts it")
    expect(visitor.line).to_contain_text("nothing planned")
    visitor.press("Escape")
    expect(visitor.card).to_have_count(0)
    expect(page.get_by_role("application")).to_be_focused()


def test_the_key_and_the_log_have_cards(sit):
    visitor = sit()
    visitor.button("Key").click()
    key = visitor.page.get_by_role("group", name="What the marks mean")
    for word, told in {
        "shambler": ("5 cells off in the dark, 9 if they stand in light", "55 % of cases"),
        "listener": ("It is blind",),
        "down": ("40 beats to live",),
        "drone": ("warned for 3 beats",),
    }.items():
        key.get_by_role("button", name=word, exact=True).first.click()
        for part in told:
            visitor.told(part)
        visitor.press("Escape")
        expect(key).to_be_visible()  # the card went, and nothing else
    visitor.press("Escape")
    visitor.write("call-COME")
    visitor.commit()
    assert visitor.await_turn(2)
    visitor.page.get_by_role("tab", name="Log").click()
    visitor.page.get_by_role("tabpanel", name="Log").get_by_role("button", name="COME").click()
    visitor.told("It means what you agree on.")


def test_cards_are_fetched_when_one_is_first_asked_for(visit, house):
    visitor = visit()
    fetched = []
    visitor.context.on("request", lambda request: fetched.append(request.url))
    visitor.sit(house.make(minds={}, settings={"listed": False}), "On-jo")
    visitor.page.wait_for_load_state("networkidle")
    assert not [url for url in fetched if "texts" in url]
    visitor.page.get_by_role("tab", name="Around").click()
    visitor.page.locator("#beside-panel .term").first.click()
    expect(visitor.page.get_by_role("complementary", name="About")).to_be_visible()
    assert len([url for url in fetched if "texts" in url]) == 1
