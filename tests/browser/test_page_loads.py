"""The first page: what one sees before any setting, and the one press that plays."""

import pytest
from playwright.sync_api import expect

from browser.visitor import NARROW, PHONE, WIDE

FIRST_PAGE, ROOM = 40_000, 110_000  # bytes, packed
SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=lambda size: size["width"])
SCREENS = 2  # heights of a phone's screen that the first page may be long


def weighed(visitor):
    """Bytes of the page's own files that come from now on, packed as they are sent."""
    sizes, asked = [], set()
    session = visitor.context.new_cdp_session(visitor.page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    session.on("Network.dataReceived", lambda event: sizes.append((event["requestId"], event["encodedDataLength"])))
    session.on(
        "Network.requestWillBeSent",
        lambda event: asked.add(event["requestId"]) if "/api/" in event["request"]["url"] else None,
    )
    return lambda: sum(size for request, size in sizes if request not in asked)


@pytest.mark.parametrize("size", [NARROW, PHONE, WIDE], ids=lambda size: size["width"])
def test_the_page_loads_and_fits(visit, size):
    page = visit(viewport=size).open()
    expect(page.get_by_role("heading", level=1)).to_have_text("warbell")
    expect(page.get_by_role("heading", name="Nights")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


@SIZES
def test_a_picture_of_play_and_the_button_that_plays_are_in_the_first_view(visit, size):
    visitor = visit(viewport=size)
    page = visitor.open()
    expect(visitor.button("Play")).to_be_enabled()
    for each in (page.get_by_role("img", name="The board late in a night"), visitor.button("Play")):
        expect(each).to_be_in_viewport(ratio=1)
    assert page.locator("button.primary").count() == 1
    for setting in ("Pace", "Who plays whom"):
        expect(page.get_by_role("group", name=setting)).to_have_count(0)


def test_a_phone_s_first_page_is_short(visit):
    page = visit(viewport=PHONE).open()
    expect(page.get_by_role("heading", name="Replays")).to_be_visible()
    page.get_by_role("region", name="Rooms").evaluate("rooms => rooms.remove()")  # as many as others have opened
    assert page.evaluate("document.documentElement.scrollHeight") < SCREENS * PHONE["height"]


@SIZES
def test_one_press_plays(visit, house, size):
    """By a finger on a phone, by Enter on a keyboard: the usual night, on a seat of one's own, minds on the others."""
    visitor = visit(viewport=size, has_touch=size is PHONE)
    page = visitor.open()
    if size is PHONE:
        visitor.button("Play").tap()
    else:
        visitor.tab_to(visitor.button("Play"))
        visitor.press("Enter")
    expect(visitor.status).to_have_text("Your line")
    card = house.card(page.url.rpartition("/")[2].partition("?")[0])
    assert card["episode"] == "curfew"
    assert [seat["holder"] for seat in card["seats"]] == ["person", "mind", "mind", "mind"]


def test_the_other_ways_to_begin(visit):
    visitor = visit()
    page = visitor.open("?episode=heartbeat")
    expect(page.get_by_text("Heartbeat, as On-jo. Minds have the other seats.")).to_be_visible()
    visitor.button("A room with friends").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Heartbeat")
    expect(page.get_by_label("The link to this room")).to_be_visible()
    visitor.open()
    visitor.button("Play Heartbeat").click()
    expect(visitor.status).to_have_text("Your line")
    visitor.open()
    visitor.button("Learn it in five minutes").click()
    expect(page.get_by_role("complementary")).to_be_visible()


def test_the_first_page_is_light(visit):
    visitor = visit()
    weight = weighed(visitor)
    visitor.open()
    expect(visitor.button("Play")).to_be_enabled()
    visitor.page.wait_for_load_state("networkidle")
    assert FIRST_PAGE / 2 < weight() < FIRST_PAGE, weight()


def test_a_room_is_light(visit, house):
    visitor = visit()
    weight = weighed(visitor)
    visitor.sit(house.make(minds={}, settings={"listed": False}), "On-jo")
    assert ROOM / 2 < weight() < ROOM, weight()
