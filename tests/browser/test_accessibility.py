"""Every screen, wide and narrow, light and dark: for screen readers, for who needs less motion or larger text."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from browser.visitor import NARROW, WIDE

AXE = Path(__file__).resolve().parents[2] / "client/node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
COUNT_FRAMES = """
window.framesAsked = 0;
const ask = window.requestAnimationFrame;
window.requestAnimationFrame = (draw) => { window.framesAsked++; return ask(draw); };
"""
RESTS = """
async (ms) => {
  for (let tries = 0; tries < 4; tries++) {
    const before = window.framesAsked;
    await new Promise((done) => setTimeout(done, ms));
    const moving = document.getAnimations().some((each) => each.playState === 'running');
    if (window.framesAsked === before && !moving) return true;
  }
  return false;
}
"""
IDLE_MS = 700  # that nothing moves is proved by nothing less than a while in which nothing does


@pytest.fixture(scope="module")
def axe():
    if not AXE.exists():
        stop = pytest.fail if os.environ.get("CI") else pytest.skip
        stop("no axe-core here: ./dev builds the page, and installs it with that")
    return AXE.read_text()


SETTLED = """
new Promise(requestAnimationFrame).then(() => Promise.allSettled(document.getAnimations().map((each) => each.finished)))
"""


def faults(page, axe):
    """What axe finds wrong with the page, and where."""
    page.evaluate(SETTLED)  # colours change gradually
    page.evaluate(axe)
    found = page.evaluate("rules => axe.run({ runOnly: rules, resultTypes: ['violations'] })", RULES)
    assert len(found["passes"]) > 5
    return [
        (each["id"], node["html"][:120], node["failureSummary"])
        for each in found["violations"]
        for node in each["nodes"]
    ]


def lobby(visitor, house):
    house.make(minds={}, settings={})
    visitor.open()
    expect(visitor.page.get_by_role("link", name=re.compile("^Join")).first).to_be_visible()


def night(visitor, house):
    """The page of the episode that has the night of the day."""
    visitor.open(f"night/{house.ask('/api/lobby').body['tonight']['episode']}")
    expect(visitor.page.get_by_role("region", name=re.compile("^The night of"))).to_be_visible()


def gathering(visitor, house):
    visitor.sit(house.make(minds={}, settings={"listed": False}), "On-jo", start=False)
    expect(visitor.button("Start")).to_be_visible()


def planning(visitor, house):
    """With a line, what is left of one that was played, and somebody in sight who writes too."""
    minds = {"namra": "wait", "dasom": "wait"}
    room = house.make(episode="heartbeat", seed=1, minds=minds, settings={"tempo": 0, "dropout": "wait", "grace": 0})
    with house.player(room, token=house.claim(room, "suhyeok", "Juno")) as juno:
        visitor.sit(room, "On-jo")
        visitor.write(". call-COME |A/30 .*3 @upper:12,8")
        juno.phase("planning")
        juno.send("heed", stops=[], speed=1)
        juno.commit(".*3 |A/30 .*3")
        visitor.commit()
        assert visitor.await_turn(2)
    expect(visitor.staff("Su-hyeok").get_by_role("rowheader")).to_have_accessible_name(re.compile("away"))


def after(visitor, finished):
    visitor.open(f"r/{finished}/after")
    expect(visitor.page.get_by_role("img", name=re.compile("of On-jo$"))).to_be_visible()


def replay(visitor, finished):
    visitor.open(f"r/{finished}/replay?seat=onjo&beat=66")
    expect(visitor.page.get_by_role("heading", name="Beat 66")).to_be_visible()


@pytest.mark.parametrize(
    "screen", [lobby, night, gathering, planning, after, replay], ids=lambda screen: screen.__name__
)
def test_no_screen_has_faults_that_axe_can_find(visit, house, finished, axe, screen):
    visitor = visit()
    screen(visitor, finished if screen in {after, replay} else house)
    found = []
    for size in (WIDE, NARROW):
        visitor.page.set_viewport_size(size)
        tabs = visitor.page.get_by_role("tablist", name="Beside the board").get_by_role("tab")
        for k, tab in enumerate(tabs.all() or [None]):
            if tab is not None:
                tab.click()
            for theme in ("light", "dark") if k == 0 else ("light",):
                visitor.page.emulate_media(color_scheme=theme)
                found += [(size["width"], theme, *fault) for fault in faults(visitor.page, axe)]
            if visitor.page.evaluate("document.documentElement.scrollWidth") > size["width"]:
                found.append((size["width"], "scrolls sideways"))
    assert found == []


def test_the_dialogs_have_no_faults_that_axe_can_find(visit, house, axe):
    visitor = visit()
    planning(visitor, house)
    for opener, title in [("Preferences", "Preferences"), ("The room, and its keys", "The room, and its keys")]:
        visitor.button(opener).click()
        expect(visitor.page.get_by_role("dialog", name=title)).to_be_visible()
        assert faults(visitor.page, axe) == []
        visitor.press("Escape")
        expect(visitor.page.get_by_role("dialog")).to_have_count(0)
        expect(visitor.button(opener)).to_be_focused()


# --- motion, size, elsewhere ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", ["system", "preferences"])
def test_nothing_moves_while_idle_for_who_wants_less_motion(visit, house, by):
    visitor = visit(reduced_motion="reduce" if by == "system" else "no-preference")
    page = visitor.page
    page.add_init_script(COUNT_FRAMES)
    planning(visitor, house)
    page.get_by_role("tab", name="Me").click()
    if by == "preferences":
        assert not page.evaluate(RESTS, IDLE_MS)  # the heart is drawn as it beats
        visitor.button("Preferences").click()
        page.get_by_label("Less motion").check()
        visitor.press("Escape")
    assert page.evaluate("window.framesAsked") > 0  # it is counted
    assert page.evaluate(RESTS, IDLE_MS)


def test_text_grows_as_wished_and_the_page_still_fits(visit, house):
    visitor = visit(viewport=NARROW)
    page = visitor.page
    gathering(visitor, house)
    size = "parseFloat(getComputedStyle(document.querySelector('main')).fontSize)"
    before = page.evaluate(size)
    visitor.button("Preferences").click()
    page.get_by_label(re.compile("^Text size")).press("End")
    expect(page.get_by_label("Text size, 150 %")).to_be_visible()
    visitor.press("Escape")
    assert page.evaluate(size) == pytest.approx(1.5 * before)
    visitor.button("Start").click()
    expect(visitor.button("Commit")).to_be_in_viewport()
    for tab in ("Me", "Around", "Log", "Task", "Plan"):
        page.get_by_role("tab", name=tab).click()
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"], tab
    page.reload()
    expect(visitor.status).to_have_text("Your line")
    assert page.evaluate(size) == pytest.approx(1.5 * before)  # it is kept


def test_whoever_goes_elsewhere_is_noticed(visit, house):
    """What every visitor of these tests is watched for: the page asks no other server, nor would it be let."""
    visitor = visit()
    visitor.open()
    visitor.expected = "Content Security Policy|Failed to fetch"
    other = f"http://localhost:{house.host.rpartition(':')[2]}/"  # the same machine by another name
    refused = "at => fetch(at).then(() => 'let', () => 'refused')"
    assert visitor.page.evaluate(refused, other) == "refused"
    visitor.page.evaluate("at => { new Image().src = at; }", other + "elsewhere.png")
    visitor.open()
    expect(visitor.page.get_by_role("heading", name="Nights")).to_be_visible()
    assert visitor.elsewhere == [other + "elsewhere.png"]
    visitor.elsewhere.clear()
