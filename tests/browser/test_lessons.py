"""The lessons, from the first page to the first night: by keys alone, by touch alone, where there is little room."""

import os
import re

import pytest
from playwright.sync_api import expect

from browser.visitor import DOUBLE, WIDE

PHONE = {"width": 390, "height": 844}
ZOOMED = {"width": 640, "height": 400}  # a window of 1280 by 800 at 200 %
MOST_TRIES = 6  # commits of a line that stops on the way
ONE_WORD_MS = 1200  # within which a browser takes what is typed for the same word
SHOTS = os.environ.get("WARBELL_SHOTS")  # a folder for a picture of every step
# Beats are watched four times as fast.
FAST = "localStorage.setItem('warbell.preferences', JSON.stringify({ code: true, speed: 4 }))"
COVERED = """
() => {
  const strip = document.querySelector('aside[aria-label=Lessons]').getBoundingClientRect();
  return [...document.querySelectorAll('[data-pointed]')].filter((each) => {
    const box = each.getBoundingClientRect();
    return box.height && box.top < strip.bottom - 1 && strip.top < box.bottom && !each.closest('header');
  }).map((each) => each.outerHTML.slice(0, 100));
}
"""


class Pupil:
    """Somebody who takes the lessons."""

    def __init__(self, visitor, name):
        self.visitor, self.page, self.name, self.shots = visitor, visitor.page, name, 0
        visitor.open()
        self.strip = self.page.get_by_role("complementary", name="Lessons")
        self.on = self.strip.locator("button.primary")

    def shoot(self):
        if SHOTS:
            self.shots += 1
            self.page.wait_for_timeout(500)
            self.page.screenshot(path=f"{SHOTS}/{self.name}-{self.shots:02}.png")

    def told(self, title, *, done=False):
        """It tells this, covers nothing that it speaks of, and does not go on by itself."""
        expect(self.strip.get_by_role("heading")).to_have_text(title)
        expect(self.page.locator("[data-pointed]").first).to_be_in_viewport()
        assert self.page.evaluate(COVERED) == []
        assert self.page.evaluate("document.documentElement.scrollWidth") <= self.page.viewport_size["width"]
        if not done:
            expect(self.on).to_be_disabled()
        self.shoot()

    def focus(self):
        return self.page.evaluate("document.activeElement.textContent.trim()")

    def tab(self, wanted, key="Tab"):
        for _ in range(40):
            self.page.keyboard.press(key)
            if self.focus() == wanted:
                return
        raise AssertionError(f"{key} never came to {wanted}")

    def see_beats_pass(self):
        """Watch two, of those that are played."""
        for _ in range(2):
            beat = re.search(r"beat \d+", self.visitor.bar.inner_text())[0]
            expect(self.visitor.bar).not_to_contain_text(re.compile(rf"{beat}\b"))
            expect(self.visitor.status).to_have_text("It unfolds")

    def go_on(self, press):
        expect(self.on).to_be_enabled()
        self.shoot()
        press()


def test_by_keyboard_alone(visit):
    visitor = visit(viewport=WIDE)
    pupil = Pupil(visitor, "keys")
    page, press = pupil.page, pupil.page.keyboard.press

    def on():
        pupil.go_on(lambda: press("Enter"))

    visitor.tab_to(visitor.button("Learn it in five minutes"))
    press("Enter")
    pupil.told("A dark room", done=True)
    on()
    pupil.told("Your line")
    for key in ["ArrowRight"] * 4 + ["ArrowUp"] * 2:
        press(key)
    expect(pupil.on).to_be_enabled()
    on()
    pupil.told("Rehearsal", done=True)
    press("u")
    expect(pupil.on).to_be_disabled()
    press("U")
    on()
    pupil.told("Ink")
    press("Enter")
    on()
    pupil.told("Why it stopped")
    expect(visitor.bar).to_contain_text("you saw something new")
    press("l")
    on()
    pupil.told("What it is")
    pupil.tab("shambler")
    press("Enter")
    expect(page.get_by_role("complementary", name="About")).to_contain_text("shambler")
    press("Escape")
    on()
    pupil.told("Halt")
    press("Enter")
    pupil.see_beats_pass()
    press("h")
    on()
    pupil.told("It hears")
    press("t")
    pupil.tab("aloud")
    press("Enter")
    pupil.tab("COME", "Shift+Tab")
    press("Enter")
    on()
    pupil.told("It comes")
    press("Enter")
    expect(visitor.bar).to_contain_text("your line is done")
    page.wait_for_timeout(DOUBLE)
    press("Enter")
    on()
    pupil.told("Let it come")
    press("~")
    page.keyboard.type("an infected is")
    press("Enter")
    expect(visitor.line).to_contain_text("~near<3")
    press("Escape")
    on()
    pupil.told("Shove, and shut the door")
    press("x")
    page.keyboard.type("shove")
    press("Tab")
    page.keyboard.type("east")
    press("Enter")
    press("Shift+Tab")
    page.wait_for_timeout(ONE_WORD_MS)  # or what is typed next would belong to the word before
    page.keyboard.type("use")
    press("Enter")
    expect(visitor.line).to_contain_text("shove-e use-e")
    press("Escape")
    on()
    _see_it_done(pupil, lambda: press("Enter"), lambda: press("l"))
    on()
    pupil.told("Now you know them", done=True)
    on()
    pupil.told("The first night", done=True)
    on()
    expect(page).to_have_title(re.compile("Curfew"))
    expect(pupil.strip).to_have_count(0)


@pytest.mark.parametrize("size", [PHONE, ZOOMED], ids=lambda size: size["width"])
def test_by_touch_alone(visit, size):
    visitor = visit(viewport=size, has_touch=True, is_mobile=True)
    visitor.context.add_init_script(FAST)
    pupil = Pupil(visitor, f"touch{size['width']}")
    page = pupil.page

    def tap(name):
        visitor.button(name).tap()

    def on():
        pupil.go_on(pupil.on.tap)

    tap("Learn it in five minutes")
    pupil.told("A dark room", done=True)
    on()
    pupil.told("Your line")
    for way in ["East"] * 4 + ["North"] * 2:
        tap(way)
    on()
    pupil.told("Rehearsal", done=True)
    tap("Undo")
    expect(pupil.on).to_be_disabled()
    tap("Redo")
    on()
    pupil.told("Ink")
    tap("Commit")
    on()
    pupil.told("Why it stopped")
    page.get_by_role("tab", name="Log").tap()
    on()
    pupil.told("What it is")
    page.get_by_role("tabpanel", name="Log").get_by_role("button", name="shambler").first.tap()
    about = page.get_by_role("complementary", name="About")
    expect(about).to_contain_text("It bites who is beside it")
    pupil.shoot()
    tap("Close the card")
    on()
    pupil.told("Halt")
    tap("Commit")
    pupil.see_beats_pass()
    tap("Halt")
    on()
    pupil.told("It hears")
    page.get_by_role("tab", name="Signals").tap()
    tap("aloud")
    tap("COME")
    on()
    pupil.told("It comes")
    tap("Commit")
    expect(visitor.bar).to_contain_text("your line is done")
    page.wait_for_timeout(DOUBLE)
    tap("Commit")
    on()
    pupil.told("Let it come")
    page.get_by_role("tab", name="Holds").tap()
    page.get_by_label("Stay until").select_option("an infected is near")
    page.get_by_role("tabpanel", name="Holds").get_by_role("button", name="Add").tap()
    on()
    pupil.told("Shove, and shut the door")
    page.get_by_role("tab", name="Hands").tap()
    page.get_by_label("What to do").select_option("shove")
    page.get_by_label("Where").select_option("east")
    later = page.get_by_role("form", name="Later in the line")
    later.get_by_role("button", name="Add").tap()
    page.get_by_label("What to do").select_option("use")
    later.get_by_role("button", name="Add").tap()
    on()
    _see_it_done(pupil, lambda: tap("Commit"), page.get_by_role("tab", name="Log").tap)
    on()
    pupil.told("Now you know them", done=True)
    on()
    pupil.told("The first night", done=True)
    tap("Play the first night")
    expect(page).to_have_title(re.compile("Curfew"))


def _see_it_done(pupil, commit, open_log):
    """Commit the line until the door is shut; the one that comes is shoved, and nobody is bitten."""
    pupil.told("One beat each")
    for _ in range(MOST_TRIES):
        turn = re.search(r"beat (\d+)", pupil.visitor.bar.inner_text())[0]
        commit()
        expect(pupil.visitor.bar).not_to_contain_text(f"{turn} ")
        expect(pupil.visitor.status).to_have_text("Your line")
        if pupil.on.is_enabled():
            break
        pupil.page.wait_for_timeout(DOUBLE)
    expect(pupil.on).to_be_enabled()
    open_log()
    log = pupil.page.get_by_role("tabpanel", name="Log")
    expect(log).to_contain_text("On-jo shoved a shambler")
    expect(log).not_to_contain_text("bit On-jo")


def test_they_are_left_and_taken_up_again(visit):
    visitor = visit(viewport=PHONE)
    pupil = Pupil(visitor, "left")
    visitor.button("Learn it in five minutes").click()
    pupil.go_on(pupil.on.click)
    pupil.told("Your line")
    pupil.strip.get_by_role("button", name="Leave").click()
    expect(pupil.strip.get_by_role("heading")).to_have_count(0)
    expect(pupil.page.locator("[data-pointed]")).to_have_count(0)
    pupil.page.reload()
    pupil.strip.get_by_role("button", name="Take up the lessons again: 2 of 14").click()
    pupil.told("Your line")
    pupil.strip.get_by_role("button", name="Skip").click()
    pupil.told("Rehearsal")
    pupil.strip.get_by_role("button", name="Back").click()
    pupil.told("Your line")


def test_enter_on_the_board_walks_and_then_commits(visit):
    visitor = visit(viewport=WIDE)
    pupil = Pupil(visitor, "board")
    visitor.button("Learn it in five minutes").click()
    pupil.strip.get_by_role("button", name="Leave").click()
    visitor.press("b", "ArrowRight", "ArrowRight", "Enter")
    expect(visitor.line).to_have_text(re.compile("@shop:5,4$"))
    visitor.press("Enter")
    expect(visitor.bar).to_contain_text("turn 2")
    expect(visitor.bar).to_contain_text("beat 2")
