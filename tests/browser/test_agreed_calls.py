"""By keyboard: a roll call and an answer, holds that ask whom to trust, and what the log says beside a call."""

import re

from playwright.sync_api import expect

HEAD = "roll-SAFE-20 answer-ANCHOR-BEACON-3"


def test_two_people_agree_on_calls_and_the_log_says_which_were_kept(visit, house):
    visitor = visit()
    minds = dict.fromkeys(("namra", "garam"), "wait")
    room = house.make(episode="garden", seed=1, minds=minds, settings={"tempo": 0, "shared_paper": False})
    with house.player(room, token=house.claim(room, "suhyeok", "Hana")) as suhyeok:
        suhyeok.welcome()
        visitor.sit(room, "On-jo")
        visitor.page.get_by_role("tab", name="Signals").click()
        visitor.choose("Roll call: call", "SAFE")
        expect(visitor.line).to_contain_text("roll-SAFE-20")
        visitor.choose("Answer: when another voice calls", "ANCHOR")
        expect(visitor.line).to_contain_text(HEAD)
        cell = visitor.staff("On-jo").get_by_role(
            "gridcell", name=re.compile("call SAFE in one's own beat of every 20")
        )
        expect(cell).to_be_visible()
        visitor.page.get_by_role("tab", name="Holds").click()
        visitor.choose("Stay until", "Su-hyeok kept the roll call")
        visitor.press("Enter")
        expect(visitor.line).to_contain_text("~kept-suhyeok/20")
        visitor.write(f"{HEAD} ~kept-suhyeok/20 call-ANCHOR ~answered-suhyeok/5 .*20")
        visitor.commit()
        suhyeok.phase("planning", 1)
        suhyeok.commit(HEAD)
        suhyeok.phase("planning", 2)  # for a call that was not agreed on: ANCHOR
        suhyeok.commit(".*12 call-SAFE")
        assert visitor.await_turn(3)  # for one that was not either
    said = " ".join(visitor.log())
    assert "voice of Su-hyeok, east, loud; on the beat of the roll call." in said
    assert "voice of Su-hyeok, east, loud; 3 beats after you called ANCHOR, as agreed." in said
    assert re.search(
        r"voice of Su-hyeok, east, loud; off the beat of the roll call: their next is in \d+ beats\.", said
    )
    visitor.page.get_by_role("tab", name="Me").click()
    expect(
        visitor.page.get_by_role("definition").filter(has_text="call SAFE in one's own beat of every 20")
    ).to_be_visible()
