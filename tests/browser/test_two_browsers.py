"""Two people and two minds in one room, each at a browser of their own."""

import re

from playwright.sync_api import expect

from browser.visitor import ENDINGS

SETTINGS = {"tempo": 0, "listed": False}
MINDS = {"namra": "wait", "dasom": "wait"}


def come_together(visit):
    """Hana opens a room in the lobby and gives its link to Juno; both sit in the same dormitory, and begin."""
    hana, juno = visit(), visit()
    page = hana.open()
    page.get_by_text("Choose the night").click()
    page.get_by_label("Night", exact=True).select_option("Heartbeat")
    for title, holder in [("Su-hyeok", "open to others"), ("Nam-ra", "wait"), ("Da-som", "wait")]:
        page.get_by_label(title, exact=True).select_option(holder)
    page.get_by_text("Further settings").click()
    page.get_by_label(re.compile("^A beat lasts")).fill("0")
    page.get_by_label("What are you called?").fill("Hana")
    hana.button("Open the room").click()
    link = page.get_by_label("The link to this room").input_value()

    juno.page.goto(link)
    juno.page.get_by_label("What are you called?").fill("Juno")
    juno.button("Play Su-hyeok").click()
    expect(page.get_by_role("listitem").filter(has_text="Su-hyeok")).to_contain_text("Juno")
    expect(juno.page.get_by_role("listitem").filter(has_text="On-jo")).to_contain_text("Hana")
    hana.button("Start").click()
    for each in (hana, juno):
        expect(each.status).to_have_text("Your line")
    return hana, juno, link.rpartition("/")[2]


def test_two_people_plan_together_meet_at_a_cue_and_see_the_same_end(visit, house):
    hana, juno, room = come_together(visit)
    hers, his = juno.staff("On-jo"), hana.staff("Su-hyeok")  # as the other sees them

    # Pencil is seen as it is drawn, ink as it is committed; nothing happens before both are in ink.
    hana.write(". |A/30 .*3")
    juno.write(".*3 |A/30 .*3")
    expect(hers.get_by_role("gridcell", name=re.compile("cue A"))).to_be_visible()
    expect(his.get_by_role("gridcell", name=re.compile("cue A"))).to_be_visible()
    expect(hers.get_by_role("rowheader")).to_have_accessible_name("On-jo, planning")
    hana.commit()
    expect(hana.status).to_have_text("Waiting for Su-hyeok")
    expect(hers.get_by_role("rowheader")).to_have_accessible_name("On-jo, ready")
    expect(juno.status).to_have_text("Your line")
    juno.button("Undo").click()  # second thoughts, while the other waits
    expect(his.get_by_role("gridcell", name=re.compile("cue A"))).to_have_count(0)
    juno.button("Redo").click()
    expect(his.get_by_role("gridcell", name=re.compile("cue A"))).to_be_visible()
    assert "Played" not in house.kinds(room)
    juno.commit()

    # They see each other's hands in beat 4, and go on from there.
    for each, left in ((hana, "."), (juno, ".")):
        each.await_turn(2)
        expect(each.bar).to_contain_text("beat 4 ")
        expect(each.bar).to_contain_text("It stopped: a cue was met.")
        expect(each.line).to_contain_text(f"{left}*3")
    assert house.kinds(room).count("Played") == 4
    mate = [
        next(line for line in each.around() if line.startswith(title))
        for each, title in ((hana, "Su-hyeok"), (juno, "On-jo"))
    ]
    assert all("signs ANCHOR" in line for line in mate), mate


def test_both_see_the_same_end(visit, house, finished):
    """The last beats of a game that others played."""
    last = house.card(finished)["beat"]
    go_on = {"room": finished, "beat": last - 8}
    minds = dict.fromkeys(("namra", "garam"), "caution")
    room = house.make(minds=minds, settings=SETTINGS, go_on=go_on)
    hana, juno = visit(), visit()
    hana.sit(room, "On-jo", start=False)
    juno.sit(room, "Su-hyeok")
    turn, ways = 1, {hana: "@city:42,34", juno: "@city:42,33"}  # the east gate is the one that is open by this seed
    while sum(each.await_turn(turn, "(Your line|Waiting for)") for each in ways):  # for both
        for each, way in ways.items():
            if each.status.inner_text() == "Your line":
                each.write(way)
                each.commit()
        turn += 1
    outcome = house.ask(f"/api/rooms/{room}/reel").body["outcome"]
    for each in (hana, juno):
        end = each.page.get_by_role("region", name=ENDINGS[outcome["outcome"]])
        expect(end).to_contain_text(outcome["text"].strip())
        expect(end).to_contain_text(f"{outcome['saved']} got out")
    assert outcome["beats"] >= last - 7


def test_without_shared_paper_nobody_sees_the_other_s_line(visit, house):
    room = house.make(episode="heartbeat", seed=1, minds=MINDS, settings={**SETTINGS, "shared_paper": False})
    hana, juno = visit(), visit()
    hana.sit(room, "On-jo", start=False)
    juno.sit(room, "Su-hyeok")
    hana.write(". |A/30 .*3")
    hana.commit()
    expect(hana.status).to_have_text("Waiting for Su-hyeok")
    expect(juno.staff("On-jo").get_by_role("rowheader")).to_have_accessible_name("On-jo, ready")
    expect(juno.staff("On-jo").get_by_role("gridcell")).to_have_text(["should be done by now"])
    assert "|A" not in juno.page.content()


def test_a_seat_that_is_taken_is_offered_to_nobody_else(visit, house):
    room = house.make(episode="heartbeat", minds=MINDS, settings=SETTINGS)
    hana, juno = visit(), visit()
    hana.sit(room, "On-jo", start=False)
    juno.open(f"r/{room}")
    offered = juno.page.get_by_role("button", name=re.compile("^Play "))
    expect(offered).to_have_count(1)
    expect(juno.button("Play Su-hyeok")).to_be_visible()
