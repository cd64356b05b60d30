"""What one tells the minds that follow: stay, with me, there, one press each, by mouse and by keyboard."""

import pytest
from playwright.sync_api import expect

from browser.visitor import PHONE, WIDE

MATES = ("suhyeok", "namra", "dasom")


def begin(visit, house, viewport=WIDE):
    visitor = visit(viewport=viewport)
    minds = dict.fromkeys(MATES, "follow")
    visitor.sit(house.make(episode="heartbeat", seed=3, minds=minds, settings={"tempo": 0}), "On-jo")
    return visitor


@pytest.mark.parametrize("viewport", [WIDE, PHONE])
def test_each_is_told_in_one_press_and_does_it(visit, house, viewport):
    visitor = begin(visit, house, viewport)
    team = visitor.page.get_by_role("group", name="Tell your team")
    expect(team.get_by_role("group")).to_have_count(3)
    # Da-som is beside On-jo, and Nam-ra is not.
    visitor.button("Da-som: stay").click()
    expect(visitor.line).to_contain_text("whisper-STOP-s")
    visitor.press("u")
    visitor.button("Nam-ra: stay").click()
    expect(visitor.line).to_contain_text("sign-STOP")
    visitor.write("sign-STOP n w*2 .*6")
    visitor.commit()
    assert visitor.await_turn(2)
    here = [line for line in visitor.around() if line.startswith("Da-som")]
    assert here, "who was told to stay is still in the room"


def test_the_buttons_say_how_it_travels_and_work_by_keyboard(visit, house):
    visitor = begin(visit, house)
    page = visitor.page
    expect(page.get_by_role("group", name="Da-som, a whisper")).to_be_visible()
    expect(page.get_by_role("group", name="Nam-ra, by hand")).to_be_visible()
    visitor.tab_to(visitor.button("Nam-ra: with me"))
    visitor.press("Enter")
    expect(visitor.line).to_contain_text("sign-COME")
    visitor.tab_to(page.get_by_role("button", name="Nam-ra: there"), key="Tab")
    visitor.press("Enter")
    expect(visitor.line).to_contain_text("sign-COME sign-GO")


def test_nobody_is_told_who_would_not_heed(visit, house):
    visitor = visit()
    minds = dict.fromkeys(MATES, "wait")
    visitor.sit(house.make(episode="heartbeat", seed=3, minds=minds, settings={"tempo": 0}), "On-jo")
    expect(visitor.page.get_by_role("group", name="Tell your team")).to_have_count(0)
