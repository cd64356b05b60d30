"""A game that is over: what it came to, and the replay."""

import re

import pytest
from playwright.sync_api import expect

from warbell.proof import verify
from warbell.replay import Replay
from warbell.server.protocol import Me

RATE = Me.__struct_fields__.index("rate")
DRAWN = """
canvas => {
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  const seen = new Set();
  for (let at = 0; at < data.length; at += 4) if (data[at + 3] > 200) seen.add(data.slice(at, at + 3).join());
  return seen.size;
}
"""


@pytest.fixture
def replay(visit, finished):
    """The replay page, opened by a link; what stands behind `replay`."""

    def replay(query=""):
        visitor = visit()
        visitor.open(f"r/{finished}/replay{query}")
        expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Replay: Curfew")
        return visitor

    return replay


def at(visitor, beat):
    """Whether the page shows a beat, everywhere."""
    expect(visitor.page.get_by_role("heading", name=f"Beat {beat}", exact=True)).to_be_visible()
    expect(visitor.page.get_by_role("slider", name="Beat")).to_have_attribute(
        "aria-valuetext", re.compile(f"^beat {beat} of")
    )
    expect(visitor.button(f"Go on from beat {beat} in a new room")).to_be_visible()


def said(visitor):
    """What the page says of the beat: what happened, and everybody's orders."""
    section = visitor.page.get_by_role("region", name=re.compile(r"^Beat \d"))
    return section.get_by_role("listitem").all_text_contents(), section.get_by_role("definition").all_text_contents()


def test_one_winds_to_any_beat_and_steps(replay, house, finished):
    reel = house.ask(f"/api/rooms/{finished}/reel").body
    last = reel["outcome"]["beats"]
    visitor = replay()
    slider = visitor.page.get_by_role("slider", name="Beat")
    at(visitor, 0)
    slider.fill("20")
    at(visitor, 20)
    visitor.button("+1 beat").click()
    at(visitor, 21)
    visitor.button("−10 beats").click()  # noqa: RUF001 (a minus, as the button has it)
    at(visitor, 11)
    visitor.page.get_by_role("heading", level=1).click()
    visitor.press("ArrowRight", "Shift+ArrowRight", "ArrowLeft")
    at(visitor, 21)
    happened, orders = said(visitor)
    assert happened == [text for beat, text, *_ in reel["log"] if beat == 21] or happened == [
        "Nothing was said or seen to happen."
    ]
    assert len(orders) == 4
    visitor.press("End")
    at(visitor, last)
    expect(visitor.button("To the end")).to_be_disabled()
    assert said(visitor)[0] == [text for beat, text, *_ in reel["log"] if beat == last]
    visitor.press("Home")
    at(visitor, 0)


def test_it_plays_by_itself(replay):
    visitor = replay("?beat=100")
    visitor.page.get_by_label("Beats a second").select_option("16 a second")
    visitor.button("Play").click()
    expect(visitor.button("Pause")).to_be_visible()
    expect(visitor.page.get_by_role("heading", name=re.compile(r"^Beat 1[01][1-9]$"))).to_be_visible()
    expect(visitor.button("Play")).to_be_visible()  # it came to the end
    expect(visitor.button("+1 beat")).to_be_disabled()


def test_it_is_seen_through_any_seat_s_eyes(replay, house, finished):
    visitor = replay("?beat=40")
    everything = said(visitor)[0]
    for seat, title in [("onjo", "On-jo"), ("garam", "Ga-ram")]:
        reel = house.ask(f"/api/rooms/{finished}/reel?seat={seat}").body
        visitor.button(title).click()
        expect(visitor.button(title)).to_have_attribute("aria-pressed", "true")
        rate = reel["views"][40]["me"][RATE]
        expect(
            visitor.page.get_by_role("paragraph").filter(
                has_text=re.compile(rf"Heart rate, beats a minute:\s*{rate}\b")
            )
        ).to_be_visible()
        at(visitor, 40)
    visitor.page.get_by_role("heading", level=1).click()
    visitor.press("0")
    expect(visitor.button("Everything")).to_have_attribute("aria-pressed", "true")
    at(visitor, 40)
    assert said(visitor)[0] == everything


def test_a_link_leads_to_its_beat_and_eyes(replay):
    visitor = replay("?seat=suhyeok&beat=33")
    at(visitor, 33)
    expect(visitor.button("Su-hyeok")).to_have_attribute("aria-pressed", "true")
    visitor.button("+1 beat").click()
    visitor.page.wait_for_url(re.compile(r"seat=suhyeok&beat=34$"))  # the address is a link to what is seen
    link = visitor.page.url
    visitor.tab()
    visitor.page.goto(link)
    at(visitor, 34)


def test_going_on_from_a_beat_makes_a_new_room_there(replay, house, finished):
    visitor = replay("?beat=30")
    made = []
    visitor.page.on("request", lambda request: made.append(request.url) if request.method == "POST" else None)
    visitor.button("Go on from beat 30 in a new room").dblclick()
    expect(visitor.page.get_by_role("main")).to_contain_text("It goes on from beat 30 of another game.")
    assert len(made) == 1
    expect(visitor.page.get_by_role("link", name="another game")).to_have_attribute(
        "href", f"#/r/{finished}/replay?beat=30"
    )
    expect(visitor.page.get_by_role("listitem").filter(has_text="Su-hyeok")).to_contain_text("walkthrough")
    visitor.button("Play On-jo").click()
    visitor.button("Start").click()
    expect(visitor.bar).to_contain_text("beat 30 of")
    expect(visitor.status).to_have_text("Your line")
    room = visitor.page.url.rpartition("/")[2]
    assert room != finished
    with house.player(room, watch="onjo") as spectator:
        view = spectator.welcome()["view"]
    reel = house.ask(f"/api/rooms/{finished}/reel?seat=onjo").body
    assert view["me"] == reel["views"][30]["me"]
    visitor.write(".")
    visitor.commit()
    assert visitor.await_turn(2)
    expect(visitor.bar).to_contain_text(re.compile(r"beat (3[1-9]|[4-9]\d) of"))


# --- the after-action page --------------------------------------------------------------------------------------------


def test_the_report_tells_the_outcome_and_draws_how_it_came_to_that(visit, house, finished):
    visitor = visit()
    page = visitor.open(f"r/{finished}/after")
    outcome = house.ask(f"/api/rooms/{finished}/reel").body["outcome"]
    main = page.get_by_role("main")
    expect(main).to_contain_text("Won.")
    expect(main).to_contain_text(outcome["text"].strip())
    for name in ("beats", "score", "saved"):
        expect(page.get_by_role("definition").filter(has_text=re.compile(rf"^{outcome[name]}\b")).first).to_be_visible()
    for title in ("Hearts", "Fear", "Health", "How far from the nearest of the team", "Loudest sound heard"):
        plot = page.get_by_role("figure", name=re.compile(f"^{title}"))
        plot.scroll_into_view_if_needed()
        expect(plot.get_by_role("img", name=re.compile("On-jo: .* at first"))).to_be_visible()
        assert plot.locator("canvas").evaluate(DRAWN) > 3  # lines of several seats on it
    plot = page.get_by_role("figure", name=re.compile("^Hearts"))
    plot.get_by_text("Numbers").click()
    expect(plot.get_by_role("table")).to_be_visible()


def test_another_game_s_report_in_the_same_tab_is_drawn_anew(visit, finished, loud):
    visitor = visit()
    plots = []
    for room in (finished, loud):
        visitor.tab()
        page = visitor.open(f"r/{room}/after")
        canvas = page.get_by_role("figure", name=re.compile("^Hearts")).locator("canvas")
        expect(canvas).to_be_visible()
        page.wait_for_function(f"canvas => ({DRAWN})(canvas) > 3", arg=canvas.element_handle())
        plots.append(canvas.evaluate("canvas => canvas.toDataURL()"))
    assert plots[0] != plots[1]
    visitor.open(f"r/{finished}/after")  # from the other one
    expect(page.get_by_text("Won.", exact=True)).to_be_visible()
    page.wait_for_function("plot => document.querySelector('figure canvas').toDataURL() === plot", arg=plots[0])


def test_the_replay_that_is_downloaded_proves_to_be_true(visit, finished, tmp_path):
    visitor = visit()
    page = visitor.open(f"r/{finished}/after")
    with page.expect_download() as told:
        page.get_by_role("link", name="Download the replay").click()
    assert re.fullmatch(rf"curfew-{finished}\.warbell", told.value.suggested_filename)
    file = tmp_path / "game.warbell"
    told.value.save_as(file)
    (found,) = verify([file])
    assert isinstance(found, Replay), found
    assert (found.header.episode, found.header.outcome) == ("curfew", "won")


def test_the_full_report_opens_and_playing_again_makes_a_room(visit, finished):
    visitor = visit()
    page = visitor.open(f"r/{finished}/after")
    visitor.expected = "404"  # browsers ask for an icon, and the report is a file without one
    page.get_by_role("link", name="The full report").click()
    expect(page.get_by_role("heading").first).to_contain_text("Curfew")
    page.go_back()
    visitor.button("Play again").click()
    expect(visitor.button("Play On-jo")).to_be_visible()
    assert finished not in page.url
