"""A replay that was downloaded opens on the page: by the button, by keyboard, or dropped on it."""

import base64
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from browser.visitor import PHONE, WIDE

GOLDEN = Path(__file__).parents[1] / "replays/golden"
FILE = GOLDEN / "curfew-walkthrough-7.warbell"
SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=lambda size: size["width"])
DROP = """
([name, packed]) => {
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  const data = new DataTransfer();
  data.items.add(new File([bytes], name));
  const drop = (kind) => document.body.dispatchEvent(
    new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
  drop('dragover');
  drop('drop');
}
"""


def drop(page, name, data):
    page.evaluate(DROP, [name, base64.b64encode(data).decode()])


@SIZES
def test_a_file_that_is_dropped_is_proved_and_watched(visit, size):
    visitor = visit(viewport=size)
    page = visitor.open()
    expect(visitor.button("Open a replay file")).to_be_attached()
    drop(page, "night.warbell", FILE.read_bytes())
    expect(page.get_by_role("heading", level=1)).to_have_text("Replay: Curfew")
    expect(page.get_by_role("status").filter(has_text="night.warbell")).to_contain_text("Verified:")
    first = page.get_by_role("region", name="All that happened").get_by_role("button").first
    expect(first).to_be_in_viewport()
    visitor.button("Su-hyeok").click()
    expect(page.get_by_text("bpm")).to_be_visible()
    visitor.press("ArrowRight")
    expect(page.get_by_role("region", name="Beat 1").get_by_role("term")).to_have_text(["Su-hyeok"])
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_the_button_opens_a_file_by_keyboard(visit):
    visitor = visit()
    page = visitor.open()
    with page.expect_file_chooser() as chosen:
        visitor.tab_to(visitor.button("Open a replay file"))
        visitor.press("Enter")
    chosen.value.set_files(FILE)
    expect(page.get_by_text("Verified:")).to_be_visible()
    page.reload()
    expect(page.get_by_role("main")).to_contain_text("choose the file again")
    with page.expect_file_chooser() as chosen:
        visitor.button("Open a replay file").click()
    chosen.value.set_files(FILE)
    expect(page.get_by_text("Verified:")).to_be_visible()


def test_what_cannot_be_shown_or_proved_says_why(visit):
    visitor = visit()
    visitor.expected = "Failed to load resource"
    page = visitor.open()
    expect(visitor.button("Open a replay file")).to_be_visible()
    drop(page, "notes.txt", b"hello")
    expect(page.get_by_role("alert")).to_contain_text("notes.txt: No warbell replay; expected a file that")
    drop(page, "cut.warbell", FILE.read_bytes()[:-50])
    expect(page.get_by_role("alert")).to_contain_text("cut.warbell: A file cut off")
    drop(page, "huge.warbell", b"x" * (4 * 2**20 + 1))
    expect(page.get_by_role("alert").last).to_contain_text("huge.warbell is larger than any replay that opens here")
    old = min((GOLDEN / "rules-2-format-2").glob("*.warbell"))
    drop(page, old.name, old.read_bytes())
    expect(page.get_by_role("status").filter(has_text="Not verified: a game by rules version 2")).to_be_visible()
    expect(page.get_by_role("group", name="Through whose eyes")).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^Replay: "))
