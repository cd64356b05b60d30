"""Where there is nothing to show, the page says why in words, and leads on."""

import re

from playwright.sync_api import expect

MISSING = "Failed to load resource"


def told(visitor, place, words, *ways):
    """Open a place: these words are an alarm, and these links lead on."""
    main = visitor.open(place).get_by_role("main")
    expect(main.get_by_role("alert")).to_have_text(words)
    expect(main.get_by_role("link")).to_have_text(list(ways))


def test_a_game_that_is_not_there_or_not_over_is_not_told_of(visit, house):
    hana = visit()
    hana.expected = MISSING
    room = house.make(minds={}, settings={"listed": False})
    for screen in ("after", "replay"):
        told(hana, f"r/nowhere/{screen}", "There is no such room.", "To the lobby")
        told(hana, f"r/{room}/{screen}", "Everything is shown when the game is over.", "To the room", "To the lobby")


def test_a_report_that_does_not_come_is_asked_for_again(visit, finished):
    hana = visit()
    hana.expected = MISSING
    for screen, asked, heading in (("replay", "**/reel*", "Replay: Curfew"), ("after", "**/report", "Curfew")):
        hana.page.route(asked, lambda route: route.abort())
        told(hana, f"r/{finished}/{screen}", "The server does not answer. Is it running?", "To the lobby")
        hana.page.unroute(asked)
        hana.button("Try again").click()
        expect(hana.page.get_by_role("heading", level=1)).to_have_text(heading)
        expect(hana.page.get_by_role("alert")).to_have_count(0)


def test_a_game_left_before_its_first_beat_has_no_report(visit, house):
    hana = visit()
    room = house.make(minds={}, settings={"dropout": "end", "grace": 0, "tempo": 0})
    hana.sit(room, "On-jo")
    hana.open()
    expect(hana.page.get_by_role("heading", name="Nights")).to_be_visible()
    for place in (f"r/{room}", f"r/{room}?watch=onjo"):
        hana.open(place)
        ending = hana.page.get_by_role("region", name="The game was left")
        expect(ending.get_by_role("link")).to_have_text(["Another night"])


def test_a_room_without_spectators_lets_in_who_takes_a_seat(visit, house):
    hana, ina = visit(), visit()
    room = house.make(minds=dict.fromkeys(("suhyeok", "namra", "garam"), "wait"), settings={"spectators": False})
    for visitor in (hana, ina):
        visitor.open(f"r/{room}")
        expect(visitor.button("Play On-jo")).to_be_visible()
    hana.button("Play On-jo").click()
    expect(hana.button("Start")).to_be_visible()
    ina.expected = MISSING
    ina.button("Play On-jo").click()
    expect(ina.page.get_by_role("alert")).to_have_text(re.compile("is held by On-jo"))
    ina.page.reload()
    expect(ina.page.get_by_role("main")).to_contain_text("all its seats are taken")


def test_a_link_that_was_cut_short_leads_to_no_room(visit):
    hana = visit()
    hana.open("r/%")
    expect(hana.page.get_by_role("heading", level=1)).to_have_text("There is no such room")
