"""The report as browsers draw it: no two texts on its maps overlap, and it says what would have changed a death."""

from playwright.sync_api import expect

OVERLAPPING = """
() => [...document.querySelectorAll('#map svg.map, .chain svg.map')].flatMap((map) => {
  const texts = [...map.querySelectorAll('text')].map((text) => {
    const { x, y, width, height } = text.getBBox();
    return [text.textContent, x, x + width, y + height * 0.2, y + height * 0.8]; // digits and capitals, not their room
  });
  return texts.flatMap(([a, l, r, t, b], k) => texts.slice(0, k)
    .filter(([, left, right, top, bottom]) => l < right && left < r && t < bottom && top < b)
    .map(([other]) => `${a} over ${other}`));
})
"""


def test_no_two_texts_of_a_map_overlap(visit, finished, loud, fatal):
    visitor = visit()
    for room in (finished, loud, fatal):
        visitor.page.goto(f"{visitor.address}/api/rooms/{room}/report")
        assert visitor.page.locator("#map svg.map text").count() > 8
        assert visitor.page.evaluate(OVERLAPPING) == []


def test_what_would_have_changed_a_death_is_searched_on_request(visit, fatal):
    visitor = visit()
    page = visitor.open(f"r/{fatal}/after")
    expect(page.get_by_role("heading", name="On-jo: shot by a drone in beats 13 and 22")).to_be_visible()
    order = page.get_by_text("The last order that would have changed it:")
    expect(order).to_have_count(0)
    visitor.tab_to(visitor.button("What would have changed a death?"))
    visitor.press("Enter")
    expect(page.get_by_text("Found: it stands under Why.")).to_be_visible()
    expect(order).to_be_visible()
    link = page.get_by_role("link", name="Download the report")
    assert link.get_attribute("href").endswith("/report?whatif")
