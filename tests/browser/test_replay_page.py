"""A game that is over: what it came to, and the replay."""

import json
import re

import pytest
from playwright.sync_api import expect

from warbell.proof import verify
from warbell.replay import Replay
from warbell.server.protocol import Me

RATE = Me.__struct_fields__.index("rate")


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
    made, told = [], []
    visitor.page.on("request", lambda request: made.append(request.url) if request.method == "POST" else None)

    def hear(frame):  # a builtin cannot listen
        told.append(frame)

    visitor.page.on("websocket", lambda socket: socket.on("framereceived", hear))
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
    view = next(view for frame in told if (view := json.loads(frame).get("view")))
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
    for title in ("On-jo", "Su-hyeok", "Nam-ra", "Ga-ram"):
        plot = page.get_by_role("img", name=f"Heart, fear and health of {title}")
        plot.scroll_into_view_if_needed()
        expect(plot).to_be_in_viewport()
        assert plot.locator(".line").count() >= 3  # heart, health, and how far the nearest was
    for title in (re.compile("^Map of "), "Loudness over the beats"):
        expect(page.get_by_role("img", name=title)).to_be_visible()
    expect(page.get_by_role("table", name=re.compile("waited for the others"))).to_be_visible()
    page.get_by_text("Numbers", exact=True).first.click()
    expect(page.get_by_role("table", name="On-jo, beat by beat").get_by_role("row")).to_have_count(
        1 + fate_beat(page, "On-jo") + 1
    )


def fate_beat(page, title):
    """The beat in which somebody got out."""
    fate = page.get_by_role("listitem").filter(has_text=re.compile(f"^{title} got out")).inner_text()
    return int(fate.rpartition(" ")[2])


def test_another_game_s_report_in_the_same_tab_is_drawn_anew(visit, finished, loud):
    visitor = visit()
    plots = []
    for room in (finished, loud, finished):
        page = visitor.open(f"r/{room}/after")
        expect(page.get_by_role("link", name="Watch the replay")).to_have_attribute("href", f"#/r/{room}/replay")
        plot = page.get_by_role("img", name="Heart, fear and health of On-jo")
        expect(plot).to_have_count(1)
        plots.append(plot.inner_html())
    assert plots[0] == plots[2] != plots[1]


def test_plots_marks_and_lines_lead_to_their_beats(visit, finished):
    visitor = visit()
    page = visitor.open(f"r/{finished}/after")
    plot = visitor.drawing("Heart, fear and health of Ga-ram")
    plot.locator("a[href$='beat=40']").click()
    at(visitor, 40)
    page.go_back()
    visitor.drawing("Loudness over the beats").locator("a[href$='beat=25']").click()
    at(visitor, 25)
    page.go_back()
    mark = visitor.drawing(re.compile("^Map of ")).locator("a").filter(has_text=re.compile("^beat ")).first
    beat = int(mark.get_attribute("href").rpartition("=")[2])
    mark.click()
    at(visitor, beat)
    page.get_by_role("link", name="What it came to").click()
    line = page.get_by_role("region", name="Beat by beat").get_by_role("link").nth(2)
    beat = int(line.inner_text().split()[0])
    line.click()
    at(visitor, beat)


def test_the_report_is_gone_through_by_keyboard(visit, finished):
    visitor = visit()
    page = visitor.open(f"r/{finished}/after")
    visitor.tab_to(visitor.button("Play again"))
    visitor.tab_to(page.get_by_role("link", name="Hearts", exact=True), "Shift+Tab")
    visitor.press("Enter")
    expect(page.get_by_role("region", name="Hearts")).to_be_in_viewport()
    assert page.url.endswith(f"r/{finished}/after")  # not lost among the routes
    most = page.get_by_role("figure").filter(has=page.get_by_role("img", name=re.compile("of On-jo$")))
    link = most.get_by_role("link", name=re.compile(r"^\d+ in beat")).first
    visitor.press("Tab")  # plots are no stops on the way: what they show is linked below them
    assert link.evaluate("link => link === link.getRootNode().activeElement")
    beat = int(link.inner_text().rpartition(" ")[2])
    visitor.press("Enter")
    at(visitor, beat)
    page.go_back()
    visitor.tab_to(page.get_by_role("link", name="Events", exact=True))
    visitor.press("Enter", "Tab")
    line = page.get_by_role("region", name="Beat by beat").get_by_role("link").first
    beat = int(line.inner_text().split()[0])
    visitor.press("Enter")
    at(visitor, beat)


def test_the_report_is_on_the_reader_s_own_paper(visit, finished):
    visitor = visit()
    page = visitor.open(f"r/{finished}/after")
    drawn = "h1 => [getComputedStyle(h1).color, getComputedStyle(h1).fontSize]"
    heading = page.get_by_role("heading", level=1, name="Curfew")
    light, size = heading.evaluate(drawn)
    visitor.button("Preferences").click()
    page.get_by_label("Dark").check()
    page.get_by_label(re.compile("^Text size")).press("End")
    visitor.press("Escape")
    dark, larger = heading.evaluate(drawn)
    assert dark != light
    assert dark == page.evaluate("getComputedStyle(document.body).color")
    assert float(larger[:-2]) > float(size[:-2])


def test_the_report_that_is_downloaded_leads_within_itself(visit, house, finished):
    visitor = visit()
    page = visitor.open(f"r/{finished}/after")
    with page.expect_download() as told:
        page.get_by_role("link", name="Download the report").click()
    assert told.value.suggested_filename == f"report-{finished}.html"
    page.goto(f"http://{house.host}/api/rooms/{finished}/report")  # the same, as a page of its own
    plot = visitor.drawing("Heart, fear and health of On-jo")
    plot.locator("a[href='#beat-40']").click()
    assert page.url.endswith("#beat-40")
    line = page.locator("li:has(:target)")
    expect(line).to_be_in_viewport()
    assert int(line.inner_text().split()[0]) <= 40


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


def test_playing_again_makes_a_room(visit, finished):
    visitor = visit()
    page = visitor.open(f"r/{finished}/after")
    visitor.button("Play again").click()
    expect(visitor.button("Play On-jo")).to_be_visible()
    assert finished not in page.url
