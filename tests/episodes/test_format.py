"""What an episode folder means: each part of the format, seen in the tables the engine works on."""

import re
from pathlib import Path

import msgspec
import numpy as np
import pytest
from episodes.house import house

from warbell.engine import codes
from warbell.engine.bits import unpack
from warbell.episodes import Episode, brief, from_sources, load, schema

pytestmark = pytest.mark.interpreted


@pytest.fixture(scope="module")
def episode() -> Episode:
    return from_sources(house())


def at(episode, sheet, y, x):
    """The atlas cell of a cell of a sheet."""
    info = next(info for info in episode.sheets if info.name == sheet)
    return info.top + y, info.left + x


def cells(episode, plane):
    """The cells of a plane as (sheet, y, x), in reading order."""
    found = []
    for y, x in np.argwhere(unpack(plane, episode.ground.terrain.shape[1])):
        info = episode.sheets[episode.ground.sheet[y, x]]
        found.append((info.name, int(y) - info.top, int(x) - info.left))
    return sorted(found)


def test_sheets_lie_in_the_atlas_with_edge_around_them(episode):
    terrain, sheet = episode.ground.terrain, episode.ground.sheet
    for border in (terrain[0], terrain[-1], terrain[:, 0], terrain[:, -1]):
        assert (border == codes.EDGE).all()
    assert [(info.name, info.storey, info.height, info.width) for info in episode.sheets] == [
        ("yard", 0, 7, 11),
        ("cellar", -1, 5, 5),
    ]
    for index, info in enumerate(episode.sheets):
        here = np.zeros(sheet.shape, bool)
        here[info.top : info.top + info.height, info.left : info.left + info.width] = True
        assert ((sheet == index) == here).all()
    assert (terrain[sheet == 255] == codes.EDGE).all()


def test_a_drones_disc_of_light_never_reaches_two_sheets(episode):
    yard, cellar = episode.sheets
    gap = max(cellar.left - yard.left - yard.width, cellar.top - yard.top - yard.height)
    assert gap > episode.ground.tuning[0].drone_light


@pytest.mark.parametrize("width, words", [(1, 1), (62, 1), (63, 2), (126, 2)])
def test_a_sheet_takes_as_few_words_as_can_be(width, words):
    rows = "\n".join(["." * width] * 4)
    sheet = f"s{rows[1:-1]}E\n---\ns street\nE street exit\n" if width > 1 else "s\nE\n---\ns street\nE street exit\n"
    main = """
name = "strip"
title = "Strip"
place = "A strip"
briefing = ""
beats = 90
sheets = [{ name = "strip" }]
seats = [{ id = "ana", title = "Ana", start = "s", target = "E" }]
objectives = [{ name = "out", kind = "escape", need = 1 }]
endings = [{ name = "out", outcome = "won", text = "", all_of = ["out"] }]
"""
    ground = from_sources({"episode.toml": main.encode(), "strip.txt": sheet.encode()}).ground
    assert ground.solid.shape == (words, ground.terrain.shape[0])


def test_the_drawn_characters_are_terrain(episode):
    y, x = at(episode, "yard", 5, 0)
    drawn = [codes.TERRAIN[code] for code in episode.ground.terrain[y, x : x + 8]]
    assert drawn == ["wall", "street", "rubble", "channel", "garden", "rail", "street", "street"]
    assert codes.TERRAIN[episode.ground.terrain[at(episode, "yard", 3, 7)]] == "glass"
    assert codes.TERRAIN[episode.ground.terrain[at(episode, "yard", 6, 9)]] == "edge", "short lines end in nothing"


def test_walls_and_edge_are_solid_and_only_walls_carry_sound(episode):
    terrain = episode.ground.terrain
    width = terrain.shape[1]
    assert (unpack(episode.ground.solid, width) == np.isin(terrain, (codes.WALL, codes.EDGE))).all()
    assert (unpack(episode.ground.walls, width) == (terrain == codes.WALL)).all()


def test_floor_and_roofed_sheets_have_no_sky(episode):
    roofed = cells(episode, episode.ground.roofed)
    assert ("yard", 1, 6) in roofed
    assert ("yard", 1, 2) not in roofed
    assert ("cellar", 0, 0) in roofed


def test_a_lamp_lights_what_it_sees_within_its_radius(episode):
    always, group = (cells(episode, plane) for plane in episode.ground.lamps)
    assert always == [("yard", 4, 7)]
    near = {(y, x) for y in (1, 2) for x in (6, 7, 8, 9)}
    assert {(y, x) for sheet, y, x in group if sheet == "yard" and y in (1, 2) and x > 5} == near
    assert ("yard", 4, 7) in group, "glass lets light through"
    assert ("yard", 4, 8) not in group, "walls do not"
    assert ("cellar", 3, 1) in group, "a switch stands in the light it works"


def test_fixtures_stand_where_they_are_drawn(episode):
    ground = episode.ground
    names = dict(zip(episode.fixture_names, ground.fixtures, strict=True))
    door = names["back door"]
    assert (door.kind, door.y, door.x) == (codes.DOOR, *at(episode, "yard", 1, 5))
    assert episode.fixture_names[ground.fixture_at[door.y, door.x] - 1] == "back door"
    assert names["gate"].group == names["wheel"].group == 3
    assert names["switch"].group == names["generator"].group == 1
    assert cells(episode, ground.exits) == [("yard", 6, 6)]


def test_links_join_cells_of_two_sheets(episode):
    (link,) = episode.ground.links
    ends = at(episode, "yard", 1, 9), at(episode, "cellar", 1, 1)
    assert (link.kind, (link.y0, link.x0), (link.y1, link.x1)) == (codes.STAIRS, *ends)
    assert [episode.ground.link_at[end] for end in ends] == [1, 1]


def test_a_drone_flies_straight_from_mark_to_mark_and_rests_there(episode):
    (route,), (lap,) = episode.ground.routes, episode.ground.laps
    top, left = at(episode, "yard", 0, 0)
    flown = [(int(y) - top, int(x) - left) for y, x in route[:lap]]
    there = [(3, 2), (3, 3), (4, 4), (4, 5), (4, 6)]
    assert flown == [(3, 1), (3, 1), *there, (4, 7), (4, 7), *reversed(there)]
    started = episode.start(np.arange(60, dtype=np.uint64)).drones[:, 0]
    assert set(started["phase"]) == {2, 3, 4}, "the seed says where in its round it begins, at = [2, 4]"
    for drone in started:
        assert (drone.y - top, drone.x - left) == flown[drone.phase]


def test_objectives_and_endings_are_numbered_and_the_clock_is_the_last(episode):
    ground = episode.ground
    kinds = [codes.OBJECTIVES[goal.kind] for goal in ground.objectives]
    assert kinds == ["escape", "lose", "work", "stock", "gather", "keep", "gather", "survive"]
    work, stock, gather, keep = ground.objectives[2:6]
    assert (episode.fixture_names[work.target], work.thing) == ("back door", -1 - codes.OPEN)
    assert (episode.fixture_names[stock.target], stock.thing) == ("cache", codes.FOOD)
    assert cells(episode, ground.regions[gather.target]) == [
        ("yard", 4, 6),
        ("yard", 4, 7),
        ("yard", 4, 8),
        ("yard", 5, 7),
    ]
    assert episode.seats[keep.target] == "ben"
    assert ground.objectives[7].need == episode.beats == 40
    saved, parted, overtime = ground.endings
    assert (saved.outcome, saved.all_of, saved.none_of, saved.score) == (codes.WON, 0b100001, 0b10, 50)
    assert (parted.outcome, parted.all_of) == (codes.LOST, 0b10)
    assert (overtime.outcome, overtime.all_of, overtime.none_of) == (codes.TIMEOUT, 1 << 7, 0)
    assert [ending.name for ending in episode.endings] == ["saved", "parted", "overtime"]


def test_objectives_have_points_stay_met_and_wait_for_others(episode):
    rows = [(goal.points, goal.latch, int(goal.after)) for goal in episode.ground.objectives]
    assert rows == [
        (0, 0, 0), (0, 0, 0), (0, 0, 0), (30, 0, 0), (20, 1, 0), (0, 0, 0), (10, 0, 0b11000), (0, 0, 0),
    ]  # fmt: skip


def test_triggers_say_when_and_what(episode):
    """By their places in the file: the back door, the gate, the switch, who comes below."""
    ground = episode.ground
    names = episode.fixture_names
    timed, met, dark = ground.triggers
    assert (timed.kind, timed.value, timed.after) == (codes.AT_BEAT, 6, 0)
    assert (met.kind, met.target, met.after) == (codes.ON_GOAL, 4, 0)
    assert (dark.kind, names[dark.target], dark.value, dark.after) == (codes.ON_FIXTURE, "switch", 0, 0b1000)
    kinds = [
        [(int(effect.kind), int(effect.target), int(effect.value)) for effect in ground.effects[each.first : each.last]]
        for each in ground.triggers
    ]
    door, generator = names.index("back door"), names.index("generator")
    assert kinds == [
        [(codes.SET_STATE, door, codes.OPEN), (codes.TELL, 0, 0)],
        [(codes.ARRIVE, 9, 11)],
        [(codes.SET_STATE, door, codes.BARRICADED), (codes.SET_ON, generator, 0), (codes.TELL, 2, 0)],
    ]
    assert ground.effects["strength"].tolist() == [14, 0, 0, 32, 0, 0]
    assert episode.tidings == ("The back door swings.", "", "It is dark below.")


def test_who_arrives_knows_the_way(episode):
    """To the cells marked s, from everywhere, as short as it is; through the door where there is no other way."""
    (field,) = episode.ground.errands
    south_of_s, before_the_door, upstairs = (
        at(episode, "yard", 2, 1),
        at(episode, "yard", 1, 6),
        at(episode, "cellar", 1, 1),
    )
    assert field[at(episode, "yard", 1, 1)] == codes.STILL
    assert field[south_of_s] == codes.NORTH
    assert field[before_the_door] == codes.WEST
    assert field[upstairs] == codes.ALONG
    assert [body.errand for body in episode.opening.world.bodies[0]] == [0] * 6 + [1, 1, 0, 0, 0]


def test_the_briefing_says_what_the_dice_decide(episode):
    assert episode.briefing == "Out by the gate.\n\nNo two nights are alike. Somebody may have been here before you."
    (draw,) = episode.draws
    assert (draw.name, draw.options) == ("cache", ("untouched", "looted", "watched"))


def test_an_episode_names_its_partners_and_those_of_others_follow(episode):
    assert episode.partners == "follow"
    assert from_sources(house(main=("bond = 20", 'bond = 20\npartners = "caution"'))).partners == "caution"
    assert load("curfew").partners == load("heartbeat").partners == "follow"


def test_a_small_place_to_gather_in_is_where_minds_meet():
    paper = brief(load("curfew"))
    spots = set(map(tuple, paper.meeting.tolist()))
    house_cells = unpack(paper.chart.regions[-1], paper.chart.terrain.shape[1])
    assert len(spots) == len(paper.seats), "a cell for each"
    assert all(house_cells[spot] for spot in spots)
    assert brief(load("heartbeat")).meeting is None, "a whole floor is no place to meet"


def test_story_and_texts_are_kept(episode):
    assert [(story.beat, story.objective, story.text) for story in episode.story] == [
        (3, None, "A tap drips."),
        (None, 4, "There you are."),
    ]
    assert episode.body_names == (
        "Ana", "Ben", "shambler 1", "shambler 2", "the one below 1", "sleeper 1", "shambler 3", "shambler 4",
        "shambler 5", "the late one 1", "the late one 2",
    )  # fmt: skip


def test_the_brief_keeps_secrets(episode):
    paper = brief(episode)
    assert [objective.name for objective in paper.objectives] == ["out", "door-open", "fed", "met", "ben-lives", "back"]
    assert [cells(episode, plane) for plane in paper.targets] == [
        [("yard", 6, 6)],
        [("cellar", 1, 3), ("yard", 6, 6)],
    ]
    assert [tuple(start) for start in paper.starts] == [at(episode, "yard", 1, 1), at(episode, "yard", 1, 3)]


def test_numbers_of_the_rules_can_be_others_in_an_episode(episode):
    assert episode.ground.tuning[0].person_hp == 12
    assert episode.ground.tuning[0].shambler_hp == 6


def test_an_episode_is_rebuilt_from_its_sources(episode):
    again = from_sources(episode.sources)
    assert again.digest == episode.digest
    assert again.sources == episode.sources
    for name, table in episode.ground._asdict().items():
        assert table.tobytes() == getattr(again.ground, name).tobytes(), name


def test_line_ends_and_a_byte_order_mark_make_no_other_episode(episode):
    files = {name: b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n") for name, data in house().items()}
    assert from_sources(files).digest == episode.digest


def test_the_digest_changes_with_the_files_but_not_with_the_plan_beside_them(episode):
    assert from_sources(house(main=("beats = 40", "beats = 41"))).digest != episode.digest
    assert from_sources(house(yard=("#a...##", "#a..:##"))).digest != episode.digest
    planned = from_sources({**house(), "walkthrough.plan": b"plan 1\n"})
    assert planned.digest == episode.digest
    assert planned.walkthrough == "plan 1\n"


def test_a_folder_is_an_episode(tmp_path, episode):
    for name, data in house().items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "notes.txt").write_text("nobody reads this")
    loaded = load(tmp_path)
    assert loaded.digest == episode.digest
    assert set(loaded.sources) == {"episode.toml", "yard.txt", "cellar.txt"}


PAGE = Path(__file__).parents[2] / "docs" / "episode-format.md"


def test_the_example_of_the_page_is_an_episode():
    text = PAGE.read_text()
    _, sheet, main, *more = (block[1] for block in re.findall(r"```(\w*)\n(.*?)```", text, re.DOTALL))
    episode = from_sources({"episode.toml": main.encode(), "shop.txt": sheet.encode()})
    assert episode.seats == ("onjo", "garam")
    assert episode.walkthrough is None
    draws, seats, arrivals, triggers, objectives, _ = more
    richer = f"{main}\n{draws}\n{arrivals}\n{triggers}\n{objectives}"
    ground = from_sources({"episode.toml": richer.encode(), "shop.txt": sheet.encode()}).ground
    assert (len(ground.triggers), len(ground.errands), len(ground.objectives)) == (2, 1, 5)
    garam = main[main.index('[[seats]]\nid = "garam"') : main.index("[[infected]]")]
    other = from_sources({"episode.toml": main.replace(garam, seats).encode(), "shop.txt": sheet.encode()})
    assert len({tuple(body) for body in other.start(np.arange(30, dtype=np.uint64)).bodies[:, 1][["y", "x"]]}) > 3


@pytest.mark.parametrize(
    "table",
    ["draws", "options", "arrivals", "triggers", "seats", "infected", "drones", "objectives"],
)
def test_the_page_names_every_key_there_is(table):
    part = getattr(schema, {"infected": "InfectedPart"}.get(table, table[:-1].title() + "Part"))
    keys = {field.encode_name for field in msgspec.structs.fields(part)}
    assert keys <= set(re.findall(r"[a-z_]+", PAGE.read_text()))


@pytest.mark.parametrize(
    "words", [codes.FIXTURES, codes.TERRAIN[1:], codes.OBJECTIVES, codes.OBJECTS, codes.TALENTS, codes.DOOR_STATES]
)
def test_the_page_names_every_word_there_is(words):
    assert set(words) <= set(re.findall(r"[a-z]+", PAGE.read_text()))
