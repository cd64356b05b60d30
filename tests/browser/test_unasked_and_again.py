"""By keyboard: what one does unasked, which stays from turn to turn, and an order repeated until something is so."""

import re

from playwright.sync_api import expect
from server.conftest import QUIET

UNASKED = "Unasked, when infected come close"


def test_a_reflex_is_chosen_once_and_in_force_until_it_is_changed_also_when_the_page_is_loaded_again(visit, house):
    visitor = visit()
    page = visitor.page
    minds = dict.fromkeys(("suhyeok", "namra", "garam"), "wait")
    visitor.sit(house.make(seed=QUIET, minds=minds, settings={"tempo": 0}), "On-jo")
    visitor.press("ArrowDown")
    visitor.choose(UNASKED, "shove what stands in my way")
    expect(visitor.line).to_contain_text("reflex-shove s")
    expect(visitor.staff("On-jo").get_by_role("gridcell", name=re.compile("unasked: shove"))).to_be_visible()
    expect(page.get_by_text("until then: do nothing")).to_be_visible()
    visitor.choose(UNASKED, "do nothing")  # which is so: the line need not say it
    expect(visitor.line).to_contain_text(re.compile(r"\bs$"))
    visitor.choose(UNASKED, "strike what comes beside me")
    visitor.tab_to(visitor.button("Commit"))
    visitor.press("Enter")
    assert visitor.await_turn(2)
    for _ in range(2):
        expect(page.get_by_label(UNASKED).locator("option:checked")).to_have_text("strike what comes beside me")
        expect(page.get_by_text("So it is, until you change it.")).to_be_visible()
        expect(page.get_by_role("definition").filter(has_text="strike what comes beside me")).to_be_visible()
        expect(visitor.line).to_contain_text("nothing planned")
        page.reload()


def test_the_last_order_is_repeated_until_something_is_so(visit, house):
    visitor = visit()
    minds = dict.fromkeys(("suhyeok", "namra", "garam"), "wait")
    visitor.sit(house.make(seed=QUIET, minds=minds, settings={"tempo": 0}), "On-jo")
    visitor.press("ArrowDown", "ArrowDown", "~")
    visitor.choose("Stay until", "the door south is open")
    again = visitor.button("Repeat “step south” until then")
    visitor.tab_to(again)
    visitor.press("Enter")
    expect(visitor.line).to_contain_text("s~open@s/20")
    cell = visitor.staff("On-jo").get_by_role("gridcell", name=re.compile("step south until the cell south is open"))
    expect(cell).to_be_visible()
    visitor.press("u")
    expect(visitor.line).to_contain_text("s*2")
    visitor.write("s~beat>=3 .")
    visitor.commit()
    assert visitor.await_turn(2)
    expect(visitor.bar).to_contain_text("beat 4 ")
