"""The guided start on a phone: it shows what it speaks of, does not stand on it, and goes on where it was."""

from browser.visitor import NARROW
from playwright.sync_api import expect

MOVES_MS = 700  # that the card is put anew after, and takes to get there
COVERED = """
() => {
  const card = document.querySelector('aside').getBoundingClientRect();
  return [...document.querySelectorAll('[data-pointed]')].filter((each) => {
    const box = each.getBoundingClientRect();
    return !each.matches('[data-learn=board]')
      && box.left < card.right && card.left < box.right && box.top < card.bottom && card.top < box.bottom;
  }).map((each) => each.outerHTML);
}
"""


def test_the_guided_start_on_a_phone(visit, house):
    visitor = visit(viewport=NARROW)
    page = visitor.page
    minds = dict.fromkeys(("suhyeok", "namra", "garam"), "wait")
    room = house.make(minds=minds, settings={"tempo": 0, "listed": False})
    visitor.sit(room, "On-jo")
    visitor.open(f"r/{room}?learn")
    card = page.get_by_role("complementary", name="Guided start")

    def told(title, pointed):
        expect(card.get_by_role("heading")).to_have_text(title)
        expect(pointed).to_have_attribute("data-pointed", "")
        expect(pointed).to_be_in_viewport()
        page.wait_for_timeout(MOVES_MS)
        assert page.evaluate(COVERED) == []

    told("Your line", page.get_by_role("group", name="Steps"))
    visitor.button("West").click()
    told("What is around you", page.get_by_role("tab", name="Around"))
    page.get_by_role("tab", name="Around").click()
    page.get_by_role("tab", name="Plan").click()
    visitor.write("w @city:6,2")
    told("Rehearsal", visitor.button("Undo"))
    page.reload()
    told("Rehearsal", visitor.button("Undo"))
    visitor.button("West").click()
    told("Ink", visitor.button("Commit"))
    visitor.commit()
    told("Why it stopped", page.get_by_role("tab", name="Log"))
    page.get_by_role("tab", name="Log").click()
    told("The log", page.get_by_role("tab", name="Log"))
    card.get_by_role("button", name="Go on").click()
    told("Timing", page.get_by_role("tab", name="Holds"))
    visitor.write("~dark/20")
    told("On your own", visitor.button("Commit"))
    expect(card.get_by_role("button")).to_have_text(["Play on"])
    card.get_by_role("button", name="Play on").click()
    expect(card).to_have_count(0)
