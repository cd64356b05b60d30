"""A line that waits, runs on, is taken back or comes to nothing; what stops one; and seats that change hands."""

import re

import pytest
from playwright.sync_api import expect
from server.conftest import QUIET

from browser.visitor import NARROW, WIDE

MINDS = dict.fromkeys(("suhyeok", "namra", "garam"), "wait")


def begin(visitor, house, **settings):
    """A quiet game of one person."""
    room = house.make(seed=QUIET, minds=MINDS, settings={"tempo": 0, **settings})
    visitor.sit(room, "On-jo")
    return room


def test_an_empty_line_is_one_press_for_many_beats(visit, house):
    visitor = visit()
    begin(visitor, house)
    expect(visitor.line).to_contain_text("nothing planned: you wait, 60 beats at most")
    visitor.commit()
    assert visitor.await_turn(2)
    assert int(re.search(r"beat (\d+)", visitor.bar.text_content())[1]) > 5


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_halt_and_commit_keep_their_places(visit, house, size):
    visitor = visit(viewport=size)
    begin(visitor, house, tempo=400)
    places = {name: visitor.button(name).bounding_box() for name in ("Halt", "Commit")}
    assert places["Halt"]["x"] + places["Halt"]["width"] <= places["Commit"]["x"]
    expect(visitor.button("Halt")).to_be_disabled()
    visitor.button("Commit").dblclick(force=True)
    expect(visitor.status).to_have_text("It unfolds")
    for name, place in places.items():
        assert visitor.button(name).bounding_box()["x"] == place["x"]
    expect(visitor.button("Commit")).to_be_disabled()
    visitor.press("h")
    expect(visitor.status).to_have_text("Your line")
    expect(visitor.bar).to_contain_text("you called a halt")


def test_a_line_is_told_in_words_and_as_it_is_written_on_request(visit, house):
    visitor = visit()
    begin(visitor, house)
    visitor.write("w*2 link")
    visitor.button("Show the line in words").click()
    expect(visitor.line).to_have_text("The line: step west twice, take the stairs, ladder or zipline")
    visitor.page.reload()
    expect(visitor.line).to_have_text("The line: step west twice, take the stairs, ladder or zipline")
    visitor.button("Show the line as it is written").click()
    expect(visitor.line).to_have_text("The line: w*2 link")


def test_undo_survives_a_reload(visit, house):
    visitor = visit()
    begin(visitor, house)
    visitor.press("ArrowLeft", "ArrowDown")
    visitor.page.reload()
    expect(visitor.line).to_have_text("The line: w s")
    visitor.press("u")
    expect(visitor.line).to_have_text("The line: w")
    visitor.press("Shift+U")
    expect(visitor.line).to_have_text("The line: w s")


def test_what_would_come_to_nothing_is_crossed_out_and_what_did_is_in_the_log(visit, house):
    visitor = visit()
    begin(visitor, house)
    visitor.write(".*2 comfort-n/1")
    told = visitor.page.get_by_role("region", name="Your line")
    expect(told).to_contain_text("“comfort north, at most 1 beats” would come to nothing, as far as you know.")
    cell = visitor.staff("On-jo").get_by_role("gridcell", name=re.compile("comes to nothing, as far as you know"))
    expect(cell).to_be_visible()
    visitor.commit()
    assert visitor.await_turn(2)
    expect(visitor.bar).to_contain_text("an order or a cue came to nothing")
    assert any("“comfort north” came to nothing: nobody there." in beat for beat in visitor.log())


def test_a_typed_word_is_answered_with_the_cell_that_was_meant(visit, house):
    visitor = visit()
    begin(visitor, house)
    visitor.write("w >")
    expect(visitor.page.get_by_role("alert")).to_have_text("“>” is no cell of a plan: is “link” meant?")


def test_what_stops_me_and_how_fast_i_watch_is_remembered(visit, house):
    visitor = visit()
    page = visitor.page
    room = begin(visitor, house, tempo=400)
    visitor.button("Preferences").click()
    page.get_by_label("anything new: seen, heard, a cue that is met").uncheck()
    visitor.press("Escape")
    page.get_by_role("button", name=re.compile("^Beats are watched 1 times")).click()
    with house.player(room, watch="onjo") as watcher:
        watcher.welcome()
        watcher.until_room(lambda told: told["speed"] == 2)
        assert watcher.mine["stops"] == ["danger", "call", "line"]
    begin(visitor, house, tempo=400)
    expect(page.get_by_role("button", name=re.compile("^Beats are watched 2 times"))).to_be_visible()


def test_a_hold_is_added_by_keyboard_alone(visit, house):
    visitor = visit()
    begin(visitor, house)
    visitor.press("~")
    expect(visitor.page.get_by_label("Stay until", exact=True)).to_be_focused()
    visitor.press("Enter")
    expect(visitor.line).to_have_text("The line: ~dark/20")


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_word_is_said_from_the_ring_by_key_and_by_hand(visit, house, size):
    visitor = visit(viewport=size)
    begin(visitor, house)
    visitor.write(".*3")
    visitor.page.get_by_role("main").focus()
    visitor.press("t")
    ring = visitor.page.get_by_role("dialog", name="Say, in the next beat")
    expect(ring.get_by_role("button", name="HELP")).to_be_focused()
    expect(ring).to_contain_text("Silent. Whoever makes you out sees it: now nobody that you know of.")
    visitor.press("Escape")
    expect(ring).to_have_count(0)
    visitor.press("t")
    ring.get_by_role("button", name="aloud").click()
    expect(ring).to_contain_text("Heard over 12 cells, by infected too")
    ring.get_by_role("button", name="COME").click()
    expect(visitor.line).to_have_text("The line: call-COME .*3")


def test_a_visitor_asks_for_a_mind_s_seat_and_is_let_in(visit, house):
    hana, juno = visit(), visit()
    room = begin(hana, house)
    juno.open(f"r/{room}")
    juno.page.get_by_label("Play too? What are you called?").fill("Juno")
    juno.page.get_by_role("button", name=re.compile("^Ask for Nam-ra")).click()
    door = hana.page.get_by_role("status", name="At the door")
    expect(door).to_contain_text("Juno asks to play Nam-ra.")
    door.get_by_role("button", name="Give the seat").click()
    expect(juno.status).to_have_text("Your line")
    expect(hana.page.get_by_role("list", name="Team")).to_contain_text("Nam-ra: Juno, planning")
    expect(door).to_have_count(0)


def test_a_seat_is_taken_to_another_browser_by_its_own_link(visit, house):
    hana, other = visit(), visit()
    begin(hana, house)
    hana.press("?")
    link = hana.page.get_by_label(re.compile("^My seat")).input_value()
    other.page.goto(link)
    expect(other.status).to_have_text("Your line")
    assert "key=" not in other.page.url
    expect(hana.page.get_by_role("heading", level=1)).to_have_text("You went on in another window")
    other.page.reload()
    expect(other.status).to_have_text("Your line")
