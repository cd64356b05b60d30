"""A tab that is shut, under each policy, as whoever stays sees it; and how coming back gives the seat back."""

import re

import pytest
from playwright.sync_api import expect
from server.conftest import QUIET

MINDS = {"suhyeok": "wait", "namra": "wait"}


@pytest.fixture
def pair(visit, house):
    """Hana on On-jo's seat and Juno on Ga-ram's, planning; what the room does about a lost connection is asked for."""

    def pair(**settings):
        room = house.make(seed=QUIET, minds=MINDS, settings={"tempo": 0, **settings})
        hana, juno = visit(), visit()
        hana.sit(room, "On-jo", start=False)
        juno.sit(room, "Ga-ram", start=False)
        expect(hana.page.get_by_role("listitem").filter(has_text="Ga-ram")).not_to_contain_text(re.compile("open|away"))
        hana.button("Start").click()
        for each in (hana, juno):
            expect(each.status).to_have_text("Your line")
        return hana, juno, room

    return pair


def mate(visitor):
    """What the status bar says of Ga-ram."""
    return visitor.page.get_by_role("list", name="Team").get_by_role("listitem").filter(has_text="Ga-ram")


def come_back(visitor, room):
    """Open the room's link in a new tab: the browser has kept the key."""
    visitor.tab()
    visitor.open(f"r/{room}")


def test_the_beats_wait_with_a_countdown_until_they_are_back_and_one_may_plan_meanwhile(pair):
    hana, juno, room = pair(dropout="pause", grace=3600)
    juno.page.close()
    missing = hana.page.get_by_role("status", name="Who is missing")
    expect(missing).to_contain_text("Ga-ram lost the connection.")
    countdown = hana.page.get_by_role("timer")
    expect(countdown).to_have_text(re.compile(r"^(60:00|59:\d\d)$"))
    expect(countdown).to_have_text(re.compile(r"^59:5[0-7]$"))  # it runs
    hana.write(".*2")
    hana.commit()
    expect(hana.status).to_have_text("Waiting for Ga-ram")
    hana.button("Take back").click()
    expect(hana.status).to_have_text("Your line")
    come_back(juno, room)
    for each in (hana, juno):
        expect(each.status).to_have_text("Your line")
        expect(each.page.get_by_role("timer")).to_have_count(0)
    expect(missing).to_have_count(0)
    expect(mate(hana)).to_contain_text("Ga-ram: a player, planning")


def test_those_present_may_go_on_with_a_stand_in(pair):
    hana, juno, room = pair(dropout="pause", grace=3600)
    hana.write(".*3")
    hana.commit()
    juno.page.close()
    hana.page.get_by_role("button", name=re.compile("^Go on: a mind plays")).click()
    assert hana.await_turn(2)
    expect(hana.bar).to_contain_text("beat 3 ")
    expect(mate(hana)).to_contain_text("Ga-ram: a player is away, a mind plays")
    come_back(juno, room)
    expect(juno.status).to_have_text("Your line")
    expect(mate(hana)).to_contain_text("Ga-ram: a player, planning")


def test_after_the_countdown_the_others_go_on_and_who_comes_back_joins_in(pair):
    hana, juno, room = pair(dropout="pause", grace=1)
    juno.page.close()
    expect(hana.status).to_have_text("Your line")  # again
    expect(mate(hana)).to_contain_text("Ga-ram: a player, away")
    hana.write(".*2")
    hana.commit()
    assert hana.await_turn(2)
    expect(hana.bar).to_contain_text("beat 2 ")
    come_back(juno, room)
    expect(juno.status).to_have_text("Your line")
    expect(juno.bar).to_contain_text("beat 2 ")
    expect(mate(hana)).to_contain_text("Ga-ram: a player, planning")
    for each in (hana, juno):
        each.write(".*2")
    hana.commit()
    expect(hana.status).to_have_text("Waiting for Ga-ram")
    juno.commit()
    for each in (hana, juno):
        assert each.await_turn(3)


def test_a_mind_plays_for_them_until_they_are_back(pair):
    hana, juno, room = pair(dropout="mind", grace=0)
    place = juno.around()[0]
    juno.page.close()
    expect(mate(hana)).to_contain_text("Ga-ram: a player is away, a mind plays")
    hana.write(".*9")
    hana.commit()
    assert hana.await_turn(2)
    come_back(juno, room)
    expect(juno.status).to_have_text("Your line")
    expect(mate(hana)).to_contain_text("Ga-ram: a player, planning")
    hana.commit()
    expect(hana.status).to_have_text("Waiting for Ga-ram")
    assert juno.around()[0] != place


def test_their_body_stands_still_until_they_are_back(pair):
    hana, juno, room = pair(dropout="wait", grace=0)
    juno.write("n*3")
    place = juno.around()[0]
    juno.page.close()
    expect(mate(hana)).to_contain_text("Ga-ram: a player, away")
    hana.write(".*3")
    hana.commit()
    assert hana.await_turn(2)
    expect(hana.bar).to_contain_text("beat 3 ")
    come_back(juno, room)
    expect(juno.status).to_have_text("Your line")
    assert juno.around()[0] == place


def test_the_game_ends_where_that_was_agreed(pair):
    hana, juno, room = pair(dropout="end", grace=0)
    for each in (hana, juno):
        each.write(".*2")
        each.commit()
    assert hana.await_turn(2)
    juno.page.close()
    expect(hana.page.get_by_role("region", name="The game was left")).to_be_visible()
    come_back(juno, room)
    expect(juno.page.get_by_role("region", name="The game was left")).to_be_visible()
    with juno.context.expect_page() as opened:
        juno.page.get_by_role("link", name="What happened, and why").click()
    expect(opened.value.get_by_text("Abandoned.", exact=True)).to_be_visible()


def test_a_second_tab_takes_the_seat_over_and_the_first_can_have_it_back(pair):
    _hana, juno, room = pair(dropout="wait", grace=0)
    first = juno.page
    come_back(juno, room)
    expect(juno.status).to_have_text("Your line")
    expect(first.get_by_role("heading", level=1)).to_have_text("You went on in another window")
    first.get_by_role("button", name="Play here instead").click()
    expect(first.locator("[data-learn=status] strong")).to_have_text("Your line")
    expect(juno.page.get_by_role("heading", level=1)).to_have_text("You went on in another window")
