"""A clock for planning: when it runs out, pencil counts as ink, as far as it can be read."""

from playwright.sync_api import expect

MINDS = dict.fromkeys(("suhyeok", "namra", "garam"), "wait")


def test_of_a_line_with_a_mistake_the_beginning_is_played_and_that_is_said(visit, house):
    room = house.make(minds=MINDS, settings={"pace": "timed", "seconds": 10, "tempo": 0, "listed": False})
    visitor = visit()
    visitor.sit(room, "On-jo")
    visitor.write("s*2 ouch e")
    mistake = visitor.page.get_by_role("alert").filter(has_text="ouch")
    expect(mistake).to_have_text("“ouch” is no cell of a plan.")
    assert visitor.await_turn(2)
    expect(visitor.bar).to_contain_text("beat 2 ")
    told = visitor.page.get_by_role("region", name="Your line")
    expect(told).to_contain_text("The clock ran out: only “s*2” of your line could be read.")
    visitor.write("n")
    expect(told).not_to_contain_text("The clock ran out")
