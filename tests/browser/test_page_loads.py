import pytest
from browser.visitor import NARROW, WIDE
from playwright.sync_api import expect


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=lambda size: size["width"])
def test_the_page_loads_and_fits(visit, size):
    page = visit(viewport=size).open()
    expect(page.get_by_role("heading", level=1)).to_have_text("warbell")
    expect(page.get_by_role("heading", name="Episodes")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
