"""A death is a moment of its own, after which nothing on the page speaks as if one lived; and the end says why."""

import re

import pytest
from playwright.sync_api import expect

from browser.visitor import WIDE

PHONE = {"width": 390, "height": 844}
SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
LATER, DIED = 40, 44  # beats in which On-jo lies there already, and in which she dies
QUICK = {"tempo": 0, "listed": False}
AS_IF_ALIVE = (
    "Bleeding",
    "until it strikes",
    "until you turn",
    "Health",
    "Fear",
    "pulse",
    "you, down",
    "In the light.",
    "Commit",
)


def die(visitor, house, fatal, **settings):
    """On-jo's last beats, with Juno on Su-hyeok's seat, who is the one that is waited for; the room, and Juno."""
    go_on = {"room": fatal, "beat": LATER}
    minds = dict.fromkeys(("namra", "garam"), "wait")
    room = house.make(minds=minds, settings={**QUICK, **settings}, go_on=go_on)
    juno = house.player(room, token=house.claim(room, "suhyeok", "Juno"))
    juno.welcome()
    visitor.sit(room, "On-jo", start=False)
    visitor.button("Start").click()
    turn = juno.phase("planning")["turn"]
    while juno.room["beat"] < DIED:
        juno.ink(".*9")
        turn = juno.phase("planning", turn + 1)["turn"]
    expect(visitor.status).to_have_text("Waiting for Su-hyeok")
    return room, juno


@SIZES
def test_after_a_death_nothing_speaks_as_if_one_lived_and_one_looks_on_through_others(visit, house, fatal, size):
    visitor = visit(viewport=size)
    page = visitor.page
    _, juno = die(visitor, house, fatal)
    with juno:
        card = page.get_by_role("region", name="You died")
        expect(card.get_by_role("heading", name="You died")).to_be_in_viewport()
        expect(card.get_by_role("alert")).to_contain_text("a drone shot you in beat 22, and then a shambler bit you.")
        signs = card.get_by_role("list", name="What could be seen coming").get_by_role("listitem")
        expect(signs.first).to_have_text(re.compile(r"10\s*You stood in a drone.s light"))
        expect(signs.nth(1)).to_have_text(re.compile(r"13\s*It shot you\."))
        expect(card).to_contain_text("When the game is over you can play on from beat 5, before it happened.")
        expect(card.get_by_role("link", name="Su-hyeok", exact=True)).to_be_in_viewport()

        if size == PHONE:
            page.get_by_role("tab", name="Me").click()
        expect(page.get_by_text("You are dead.").first).to_be_visible()
        whole = page.locator("body").inner_text()
        assert [words for words in AS_IF_ALIVE if words in whole] == []
        assert "you, dead" in whole
        assert visitor.around() == ["You are dead.", "You see and hear nothing more."]

        if size == PHONE:
            page.get_by_role("tab", name="Plan").click()
        visitor.tab_to(card.get_by_role("link", name="Su-hyeok", exact=True))
        visitor.press("Enter")
        for _ in range(2):
            expect(visitor.bar).to_contain_text("You watch Su-hyeok.")
            expect(card).to_contain_text("a drone shot you")
            expect(card.get_by_role("alert")).to_have_count(0)  # it was said
            page.reload()
        card.get_by_role("link", name="What you knew last").click()
        expect(page.get_by_text("you, dead")).to_be_visible()


def test_a_room_without_spectators_shows_the_dead_no_more(visit, house, fatal):
    visitor = visit()
    room, juno = die(visitor, house, fatal, spectators=False)
    with juno:
        card = visitor.page.get_by_role("region", name="You died")
        expect(card).to_contain_text("This room takes no spectators")
        expect(card.get_by_role("link")).to_have_count(0)
        visitor.open(f"r/{room}?watch=suhyeok")
        expect(visitor.page.get_by_role("main")).to_be_visible()
        expect(visitor.status).to_have_count(0)


def test_who_can_act_sees_through_their_own_eyes_alone(visit, house):
    visitor = visit()
    room = house.make(minds=dict.fromkeys(("suhyeok", "namra", "garam"), "wait"), settings=QUICK)
    visitor.sit(room, "On-jo")
    visitor.open(f"r/{room}?watch=suhyeok")
    expect(visitor.page.get_by_text("While you can act you see through your own eyes alone.")).to_be_visible()
    visitor.page.get_by_role("link", name="Back to your seat").click()
    expect(visitor.status).to_have_text("Your line")


@SIZES
def test_the_end_of_the_dead_says_why_what_was_reached_and_plays_on_from_before_it(visit, house, fatal, size):
    """Her own last beats, with nobody else to wait for: the game runs on to its end."""
    visitor = visit(viewport=size)
    page = visitor.page
    minds = dict.fromkeys(("suhyeok", "namra", "garam"), "wait")
    last = house.card(fatal)["beat"]
    room = house.make(minds=minds, settings=QUICK, go_on={"room": fatal, "beat": last - 4})
    visitor.sit(room, "On-jo", start=False)
    visitor.button("Start").click()
    end = page.get_by_role("region", name="You died, and time ran out for the others")
    expect(end.get_by_role("heading", name="You died, and")).to_be_in_viewport()
    expect(end).to_contain_text(f"Beat {last} was the last there is.")
    expect(end.get_by_text("All four of you are in the customs house.")).to_contain_text("not met, 0 of 4")
    rows = end.get_by_role("row").all_inner_texts()
    points = [int(row.split()[-1]) for row in rows]
    assert sum(points[:-1]) == points[-1] == -100
    expect(end.get_by_role("list", name="What could be seen coming")).to_contain_text("It shot you.")

    visitor.tab_to(end.get_by_role("button", name="Play on from beat 5"))
    visitor.press("Enter")
    expect(visitor.status).to_have_text("Your line")
    expect(visitor.bar).to_contain_text("beat 5 ")
    assert room not in page.url


@SIZES
def test_who_got_out_made_it_and_this_night_begins_again_in_the_same_seat(visit, house, finished, size):
    visitor = visit(viewport=size)
    page = visitor.page
    last = house.card(finished)["beat"]
    minds = dict.fromkeys(("suhyeok", "namra", "garam"), "walkthrough")
    room = house.make(minds=minds, settings=QUICK, go_on={"room": finished, "beat": last - 6})
    visitor.sit(room, "On-jo")
    end, turn = page.locator(".over"), 1
    while visitor.await_turn(turn):
        if size == PHONE:
            page.get_by_role("tab", name="Plan").click()
        visitor.write("@city:42,34")
        visitor.commit()
        turn += 1
    outcome = house.ask(f"/api/rooms/{room}/account").body
    expect(page.get_by_role("region", name="You made it")).to_be_visible()
    expect(end).to_contain_text(outcome["reason"])
    expect(end).to_contain_text("On-jo got out.")
    gate = end.get_by_role("listitem").filter(has_text="The east gate is open")
    expect(gate.first).to_contain_text(re.compile(r"met, in beat \d+"))
    expect(end).to_contain_text(re.compile(r"and [\w-]+ opened the east gate\."))
    visitor.tab_to(end.get_by_role("button", name="This night again"))
    visitor.press("Enter")
    expect(visitor.status).to_have_text("Your line")
    expect(visitor.bar).to_contain_text("beat 0 ")
    card = house.card(page.url.rpartition("/")[2].partition("?")[0])
    assert [(seat["holder"], seat["who"]) for seat in card["seats"][1:]] == [("mind", "walkthrough")] * 3


def test_whoever_died_behind_the_others_is_not_told_that_they_made_it(visit, house, finished):
    """The last beats of a won night, in which On-jo stays where she is, and is caught; three get out."""
    visitor = visit()
    last = house.card(finished)["beat"]
    minds = dict.fromkeys(("suhyeok", "namra", "garam"), "walkthrough")
    visitor.sit(house.make(minds=minds, settings=QUICK, go_on={"room": finished, "beat": last - 12}), "On-jo")
    turn = 1
    while visitor.await_turn(turn, "(Your line|It unfolds)") and visitor.button("Commit").count():
        visitor.write(".*60")
        visitor.commit()
        turn += 1
    end = visitor.page.get_by_role("region", name="They made it without you")
    expect(end).to_contain_text("What became of you")
    expect(end).to_contain_text("On-jo died in beat")
    assert "You made it" not in visitor.page.locator("body").inner_text()


def test_that_it_can_no_longer_be_won_is_said_when_one_comes_to_know(visit, house):
    """In heartbeat all four have to get out. By this seed Nam-ra runs ahead and dies in beat 30, beside On-jo."""
    lost = house.make(
        episode="heartbeat",
        seed=0,
        minds=dict.fromkeys(("onjo", "suhyeok", "namra", "dasom"), "sprint"),
        settings=QUICK,
    )
    with house.player(lost) as onlooker:
        onlooker.phase("over")
    visitor = visit()
    minds = dict.fromkeys(("suhyeok", "namra", "dasom"), "sprint")
    visitor.sit(house.make(episode="heartbeat", minds=minds, settings=QUICK, go_on={"room": lost, "beat": 28}), "On-jo")
    words = "It can no longer be won: all four of you would have to get out, and Nam-ra is lost."
    turn = 1
    while words not in visitor.bar.inner_text():
        visitor.write(".")
        visitor.commit()
        turn += 1
        assert visitor.await_turn(turn)
    expect(visitor.bar).to_contain_text("beat 30 ")
    assert words in visitor.log()[0]
