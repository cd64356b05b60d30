"""The page: one file, whole, reachable by everybody, and honest about what happened."""

import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser

import numpy as np
import pytest
from yard import yard

from warbell.engine import codes
from warbell.replay import load
from warbell.report import beats, charts, page, sheets, svg
from warbell.report.history import NOBODY, Happening
from warbell.runs import run

VOID = {"meta", "br", "input", "link", "img", "hr"}


class Page(HTMLParser):
    """A strict reader: every element closed in order; remembers ids, links, attributes and texts by element."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.ids, self.seen, self.texts = [], [], [], {}
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs), tuple(self.open)))
        self.ids += [value for key, value in attrs if key == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.seen.append((tag, dict(attrs), tuple(self.open)))

    def handle_endtag(self, tag):
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open:
            self.texts.setdefault(self.open[-1], []).append(data)

    def all(self, tag):
        return [(attrs, inside) for name, attrs, inside in self.seen if name == tag]


@pytest.fixture(scope="module")
def text(replay):
    return page(replay)


@pytest.fixture(scope="module")
def read(text):
    return Page(text)


def test_it_is_well_formed_and_the_same_every_time(text, read, replay):
    assert text.startswith("<!doctype html>")
    assert len(set(read.ids)) == len(read.ids)
    assert page(replay) == text


def test_it_needs_nothing_but_itself(text, read):
    assert "http" not in text
    assert "url(" not in text
    assert "@import" not in text
    assert all(attrs["href"].startswith("data:") for attrs, _ in read.all("link"))
    assert not {"script", "img", "iframe", "object", "image", "use"} & {tag for tag, _, _ in read.seen}
    assert all(attrs["href"].startswith("#") for attrs, _ in read.all("a"))
    assert not any(key.startswith("on") for _, attrs, _ in read.seen for key in attrs)


def test_names_of_an_episode_are_text_and_never_markup(text, read):
    assert "<b>&</b>" not in text
    assert "Rescue &lt;b&gt;&amp;&lt;/b&gt;" in text
    assert "Rescue <b>&</b>" in read.texts["h1"]
    assert any("and <one> is not" in part for part in read.texts["p"])


def test_landmarks_headings_and_links(read):
    assert [len(read.all(tag)) for tag in ("header", "main", "nav", "footer", "h1")] == [1] * 5
    levels = [int(tag[1]) for tag, _, _ in read.seen if tag in {"h1", "h2", "h3"}]
    assert levels[0] == 1
    assert set(levels[1:]) == {2, 3}
    assert levels[1] == 2
    assert {attrs["href"][1:] for attrs, _ in read.all("a")} <= set(read.ids)
    assert all(attrs["aria-labelledby"] in read.ids for attrs, _ in read.all("section"))
    assert read.all("html")[0][0]["lang"] == "en"


def test_drawings_say_what_they_show(text, read):
    drawings = [attrs for attrs, _ in read.all("g") if attrs.get("role") == "img"]
    assert len(drawings) == 1 + 2 + 3 + 1 + 1, "where Cem died, two sheets, three hearts, one noise, the lives"
    assert len([attrs for attrs, _ in read.all("svg") if "aria-hidden" not in attrs]) == len(drawings)
    for attrs in drawings:
        assert set(attrs["aria-labelledby"].split()) <= set(read.ids)
    told = " ".join(read.texts["desc"])
    assert "Ana tended Ben" not in told, "tending is no mark on the map"
    assert "beat 12: Cem died." in told
    assert text.count("<figcaption>Heart ") == 3
    assert '<a href="#beat-12">Died, beat 12</a>.</figcaption>' in text


def test_health_below_nothing_is_drawn_in_its_place_and_without_a_gap(past):
    worse = replace(past, health=np.tile(np.array([[10, 10, 10]], np.int32), (past.beats + 1, 1)))
    worse.health[5:, 0] = -1
    lines = re.findall(r'points="([^"]*)" class="line"', charts.person(worse, 0))
    heart, health, _ = (line.split() for line in lines)
    assert len(health) == len(heart) == past.last_beat(0) + 1, "a point a beat"
    assert max(float(point.split(",")[1]) for point in health) == 250, "where its part of the chart ends"


def test_the_numbers_of_every_plot_are_there_to_read(text, past):
    heads = [re.findall(r"<th scope=.col.>(.*?)</th>", each) for each in text.split('<details class="numbers">')[1:]]
    assert heads[:3] == [["Beat", "Heart", "Fear", "Health", "Nearest"]] * 3
    ana, ben, cem = (past.apart(seat) for seat in range(3))
    row = f"<td>{past.rates[1, 0]}</td><td>{past.fears[1, 0]}</td><td>{past.health[1, 0]}</td><td>{ana[1]}</td></tr>"
    assert f'<th scope="row"><a href="#beat-1">1</a></th>{row}' in text
    assert cem[12] == NOBODY, "dead"
    assert (ana[15:] == NOBODY).all(), "Ben is out, and Cem is dead"
    assert ben[14] == ana[14] > 0


def test_every_beat_has_its_place_and_all_that_tells_of_one_leads_there(text, read, past):
    ids = [each for each in read.ids if each.startswith("beat-")]
    assert ids == [f"beat-{beat}" for beat in range(past.beats + 1)]
    told = text.partition('<ol class="log">')[2].partition("</ol>")[0]
    lines = re.findall(r'<li>(.*?)<a href="#beat-(\d+)"', told)
    assert len(lines) > 5
    assert all(f'id="beat-{beat}"' in places for places, beat in lines), "a line is the place of its beat"
    plots = [(attrs, inside) for attrs, inside in read.all("a") if "svg" in inside]
    counts = Counter(attrs["href"] for attrs, _ in plots)
    assert all(counts[f"#beat-{beat}"] >= 4 for beat in range(past.beats + 1)), "three hearts and the noise"
    assert {attrs["tabindex"] for attrs, _ in plots} == {"-1"}, "who goes by keyboard has the same links in text"
    by_key = {attrs["href"] for attrs, inside in read.all("a") if "table" in inside}
    assert {f"#beat-{beat}" for beat in range(past.beats + 1)} <= by_key


def test_what_scrolls_is_in_reach_of_the_keyboard(read):
    boxes = [attrs for attrs, _ in read.all("div") if attrs.get("class") == "scroll"]
    assert boxes
    assert all(attrs["tabindex"] == "0" and attrs["aria-label"] for attrs in boxes)


def test_tables_have_captions_and_heads(read):
    tables = len(read.all("table"))
    assert tables == len(read.all("caption")) == 3 + 4, "the score, deeds and who paid; three hearts and the noise"
    assert all(attrs["scope"] in {"col", "row"} for attrs, _ in read.all("th"))


def test_what_is_said_again_and_again_is_told_once(past):
    said = [Happening(beat, codes.SIGNED, 0, -1, 1, 1, 6, "Ana signed ANCHOR.") for beat in (2, 3, 4, 7, 11)]
    listed, _, whole = beats.events(replace(past, happenings=said)).partition("<details>")
    lines = re.findall(r"<b>(\d+)</b> <span>(.*?)</span>", listed)
    assert lines == [("2", "Ana signed ANCHOR. <small>(4 times, to beat 7)</small>"), ("11", "Ana signed ANCHOR.")]
    assert whole.count("Ana signed ANCHOR.") == 5
    bites = [Happening(beat, codes.BITTEN, 5, 0, 1, 1, 0, "It bit Ana.") for beat in (2, 3)]
    assert beats.events(replace(past, happenings=bites)).count("<em>It bit Ana.</em>") == 2, "each time"


def test_a_beat_without_a_line_is_found_at_the_line_before_it(past):
    said = [Happening(beat, codes.SIGNED, 0, -1, 1, 1, 6, f"Ana signed {beat}.") for beat in (2, 9)]
    (first, second) = re.findall(r"<li>(.*?)</li>", beats.events(replace(past, happenings=said)))
    assert re.findall(r"id=.beat-(\d+)", first) == [*map(str, range(9))], "and what was before any, at the first"
    assert re.findall(r"id=.beat-(\d+)", second) == [*map(str, range(9, past.beats + 1))]


def test_it_tells_the_story(text, replay):
    for words in (
        "Won.",
        "died, beat 12",
        "Ana tended Ben in beat",
        "medicine",
        "comforted",
        "gave food",
        "Ana called NOW.",
        "<i>\u201cCold air, and stars.\u201d</i>",
        "./dev warbell verify rescue-7.warbell",
        f"{replay.header.digest:016x}",
        replay.header.episode_digest,
    ):
        assert words in text, words


def test_every_ending_has_its_page(tmp_path):
    episode = yard()
    results = run(episode, {"ana": "caution", "ben": "sprint"}, range(8), out=tmp_path)
    for result in results:
        Page(page(load(result.replay)))


def test_round_steps():
    assert [svg.round_step(span, 8) for span in (1, 8, 9, 16, 17, 40, 41, 300)] == [1, 1, 2, 2, 5, 5, 10, 50]


def test_labels_keep_clear_of_one_another_and_of_the_border():
    labels = svg.Labels(10, (200, 100))
    placed = [labels.place(100, 50, "beat 12", 4, "when") for _ in range(40)]
    assert any(placed)
    assert not all(placed), "there is not room for all"
    for i, (left, top, right, bottom) in enumerate(labels.boxes):
        assert 0 <= left < right <= 200
        assert 0 <= top < bottom <= 100
        for a, b, c, d in labels.boxes[:i]:
            assert right <= a or left >= c or bottom <= b or top >= d


def test_of_a_big_sheet_only_the_part_around_the_ways_is_drawn(past, monkeypatch):
    monkeypatch.setattr(sheets, "WHOLE", 10)
    monkeypatch.setattr(sheets, "AROUND", 1)
    hall, loft = past.episode.sheets
    part = sheets.seen_part(past, hall)
    assert (part.top - hall.top, part.left - hall.left) == (0, 0)
    assert (part.height, part.width) == (7, 12), "from Cem's corner to the exit, and a cell around"
    assert sheets.seen_part(past, loft) == loft, "small enough"
    assert 'viewBox="0 0 120 70"' in sheets.sheet_map(past, 0)
