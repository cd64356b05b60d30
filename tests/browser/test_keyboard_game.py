"""A game by keyboard alone: no mouse, and nothing that a script does for the hands. And one without the board."""

import re

from playwright.sync_api import expect
from server.conftest import QUIET

from browser.conftest import SHORT, walkthrough
from browser.visitor import ENDINGS

WITHOUT_CANVAS = """
new MutationObserver(() => document.querySelectorAll('canvas').forEach((canvas) => canvas.remove()))
    .observe(document, { childList: true, subtree: true })
"""


def make_the_room(visitor):
    """From the lobby into the game: curfew, oneself on the first seat, the walkthrough on the others."""
    page = visitor.open()
    visitor.tab_to(page.locator("summary", has_text="Choose the night"))
    visitor.press("Enter")
    visitor.choose("Night", "Curfew")
    for title in ("Su-hyeok", "Nam-ra", "Ga-ram"):
        visitor.choose(title, "walkthrough")
    visitor.tab_to(page.locator("summary", has_text="Further settings"))
    visitor.press("Enter")
    visitor.tab_to(page.get_by_label(re.compile("^A beat lasts")))
    visitor.press("Home")
    expect(page.get_by_label("A beat lasts 0.0 seconds")).to_be_focused()
    visitor.tab_to(page.get_by_label(re.compile("^Seed")))
    page.keyboard.type(str(SHORT))
    visitor.tab_to(visitor.button("Play with these settings"))
    visitor.press("Enter")
    expect(visitor.status).to_have_text("Your line")


def test_an_episode_is_played_from_the_lobby_to_the_report_by_keyboard_alone(visit, house):
    visitor = visit()
    page = visitor.page
    make_the_room(visitor)

    # The line: by arrows, with second thoughts; the first walk on the board, the others as text.
    _, rest = walkthrough("onjo").split(" ", 1)
    visitor.press("ArrowLeft", "ArrowLeft", "Shift+ArrowUp", ".")
    expect(visitor.line).to_contain_text("w*2 N .")
    visitor.press("Backspace", "u", "u", "u", "Shift+U", "u")
    expect(visitor.line).to_contain_text(re.compile(r"w\*2$"))
    visitor.press("u", "u")
    expect(visitor.line).to_contain_text("nothing planned")
    visitor.press("b")  # the cursor of the board: to the west door
    visitor.press(*["ArrowLeft"] * 4, *["ArrowDown"] * 2, "Enter", "Escape")
    expect(visitor.line).to_contain_text("@city:6,2")
    visitor.tab_to(page.get_by_role("tab", name="Hands"), "Shift+Tab")
    visitor.press(*["ArrowRight"] * 4)
    field = page.get_by_label("The line, cells apart by blanks")
    visitor.tab_to(field)
    visitor.press("End")
    page.keyboard.type(f" {rest}")
    visitor.press("Enter")
    expect(visitor.line).to_contain_text(f"@city:6,2 {rest}")
    visitor.tab_to(visitor.button("Commit"))
    visitor.press("Enter")

    turn = 2
    while visitor.await_turn(turn):
        visitor.press("c")  # what is left of the line
        turn += 1
    room = page.url.rpartition("/")[2].partition("?")[0]
    outcome = house.ask(f"/api/rooms/{room}/reel").body["outcome"]
    expect(page.get_by_role("region", name=ENDINGS[outcome["outcome"]])).to_contain_text(outcome["text"].strip()[:40])
    assert turn > 2

    visitor.tab_to(page.get_by_role("link", name="What happened, and why"))
    with visitor.context.expect_page() as opened:  # beside the game, which stays where it is
        visitor.press("Enter")
    expect(page.get_by_role("region", name=ENDINGS[outcome["outcome"]])).to_be_visible()
    page = visitor.page = opened.value
    expect(page.get_by_role("heading", level=1)).to_have_text("Curfew")
    expect(page.get_by_text("After-action report")).to_be_visible()
    visitor.tab_to(page.get_by_role("link", name="Watch the replay"))
    visitor.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Replay: Curfew")
    visitor.press("End")
    expect(page.get_by_role("status").filter(has_text=f"beat {outcome['beats']} of")).to_be_visible()


def place(lines):
    """Where one is, by the list: row and column."""
    return tuple(map(int, re.match(r"You are on Customs quarter, row (\d+), column (\d+)\.", lines[0]).groups()))


def cell(lines, line):
    """Where a line of the list says that something is."""
    row, column = place(lines)
    signs = {"north": (-1, 0), "south": (1, 0), "west": (0, -1), "east": (0, 1)}
    for steps, way in re.findall(r"(\d+) (north|south|west|east)\b", line):
        row, column = row + int(steps) * signs[way][0], column + int(steps) * signs[way][1]
    return row, column


def test_a_few_turns_are_played_without_the_board(visit, house):
    """From the list, the log and the score alone, by keyboard; the page has no canvas."""
    visitor = visit()
    visitor.context.add_init_script(WITHOUT_CANVAS)
    page = visitor.page
    minds = dict.fromkeys(("suhyeok", "namra", "garam"), "wait")
    visitor.sit(house.make(seed=QUIET, minds=minds, settings={"tempo": 0}), "On-jo")
    visitor.press("o")
    listed = page.get_by_role("tabpanel", name="Around").locator("li > span")
    for turn, door in enumerate([(6, 3), (9, 7)], 1):  # of the tea house
        expect(listed.first).to_contain_text("You are on")
        lines = listed.all_text_contents()
        (line,) = (line for line in lines if line.startswith("Door") and cell(lines, line) == door)
        visitor.tab_to(page.get_by_role("button", name=f"Walk there: {line}"))
        visitor.press("Enter")
        expect(visitor.line).to_contain_text(f"@city:{door[0]},{door[1]}")
        expect(visitor.staff("On-jo").get_by_role("gridcell", name=f"{door[0]}, column {door[1]}")).to_be_visible()
        visitor.press("c")
        assert visitor.await_turn(turn + 1)
        assert place(listed.all_text_contents()) == door
    visitor.press("l")
    expect(page.get_by_role("tabpanel", name="Log")).to_contain_text("door")
    assert page.locator("canvas").count() == 0
