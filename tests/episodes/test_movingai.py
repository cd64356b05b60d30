"""MovingAI files: read strictly, and played on."""

import os
from pathlib import Path

import numpy as np
import pytest

from warbell.engine import codes
from warbell.engine.bits import unpack
from warbell.episodes import from_sources, skirmish
from warbell.episodes.movingai import FREE, read_map, read_scenario
from warbell.errors import BadInput

MAPS = Path(os.environ.get("WARBELL_MAPS") or Path(__file__).parents[2].parent / "shared" / "maps")
SMALL = "type octile\nheight 3\nwidth 5\nmap\n..@..\n.GTS.\n..W..\n"
SCEN = "version 1\n0\tsmall.map\t5\t3\t0\t0\t4\t2\t6.24264069\n"


def real(ending):
    """One test for each real file of this kind; a single one that is skipped, or fails in CI, if there are none."""
    found = sorted(MAPS.glob(f"*{ending}"))
    return pytest.mark.parametrize(
        "path", found or [None], indirect=True, ids=[path.stem for path in found] or ["none"]
    )


@pytest.fixture
def path(request):
    if request.param is None and os.environ.get("CI") == "true":
        pytest.fail(f"no MovingAI files at {MAPS}: set WARBELL_MAPS")
    if request.param is None:
        pytest.skip(f"no MovingAI files at {MAPS}: set WARBELL_MAPS")
    return request.param


def write(tmp_path, text, name="small.map"):
    path = tmp_path / name
    path.write_text(text)
    return path


def test_a_map_is_its_free_cells(tmp_path):
    free = read_map(write(tmp_path, SMALL))
    assert free.tolist() == [[1, 1, 0, 1, 1], [1, 1, 0, 1, 1], [1, 1, 0, 1, 1]]


@pytest.mark.parametrize(
    "text",
    [
        SMALL.replace("\n", "\r\n"),
        SMALL.replace("\n", "\r"),
        SMALL.rstrip("\n"),
        SMALL.replace("\n", "  \n"),
        SMALL.replace("\n", " \t\r\n"),
        SMALL + "\n  \n",
        "\ufeff" + SMALL,
    ],
)
def test_lines_end_as_editors_leave_them(tmp_path, text):
    path = tmp_path / "small.map"
    path.write_bytes(text.encode())
    assert read_map(path).tolist() == read_map(write(tmp_path, SMALL, "plain.map")).tolist()


@pytest.mark.parametrize("text, named", [(SCEN, "the map that it names, small.map"), ("version 1.0\n", "a map")])
def test_a_scenario_is_no_map_and_names_its_own(tmp_path, text, named):
    path = write(tmp_path, text, "small.scen")
    with pytest.raises(BadInput) as caught:
        read_map(path)
    assert str(caught.value) == f"{path}: found a MovingAI scenario, expected {named}"


def test_a_wide_map_is_read_and_one_too_wide_is_not(tmp_path):
    """Families of maps are 768 or 1,024 a side; what is played on is what an episode may be."""
    wide = f"type octile\nheight 20\nwidth 1024\nmap\n{('.' * 1024 + chr(10)) * 20}"
    assert read_map(write(tmp_path, wide)).shape == (20, 1024)
    assert skirmish(write(tmp_path, wide), infected=1).sheets[0].width == 1024
    with pytest.raises(BadInput, match="'width N' with N from 1 to 1024"):
        read_map(write(tmp_path, wide.replace("1024", "1100")))


def test_a_map_of_1024_a_side_is_played_on_whole(tmp_path):
    head = "type octile\nheight 1024\nwidth 1024\nmap\n"
    episode = skirmish(write(tmp_path, head + "\n".join(["." * 1024] * 1024)))
    assert [(sheet.height, sheet.width) for sheet in episode.sheets] == [(1024, 1024)]


@pytest.mark.parametrize(
    "old, new, where, found",
    [
        ("type octile", "type hex", "1:1", "'type hex'"),
        ("height 3", "height three", "2:1", "'height three'"),
        ("height 3", "height 0", "2:1", "'height 0'"),
        ("height 3", "height 4", "7:1", "3 rows"),
        ("height 3", "height 2", "7:1", "'..W..'"),
        ("width 5", "width 1025", "3:1", "'width 1025'"),
        ("width 5", "width 6", "5:6", "a row of 5 cells"),
        ("width 5", "width 4", "5:5", "a row of 5 cells"),
        ("map\n", "map:\n", "4:1", "'map:'"),
        (".GTS.", ".GxS.", "6:3", "'x'"),
        (".GTS.", ".G", "6:3", "a row of 2 cells"),
        ("..W..\n", "..W..\n\nmore\n", "9:1", "'more'"),
    ],
)
def test_faults_of_a_map(tmp_path, old, new, where, found):
    path = write(tmp_path, SMALL.replace(old, new, 1))
    with pytest.raises(BadInput) as caught:
        read_map(path)
    assert str(caught.value).startswith(f"{path}:{where}: found {found}, expected ")


@pytest.mark.parametrize(
    "text", ["", "type octile", "type octile\nheight 1\nwidth 1\nmap", "type octile\nheight 1\nwidth 1\nmap\n"]
)
def test_maps_that_end_too_soon(tmp_path, text):
    with pytest.raises(BadInput):
        read_map(write(tmp_path, text))


def test_a_scenario_line_is_an_instance(tmp_path):
    (instance,) = read_scenario(write(tmp_path, SCEN))
    assert (instance.map, instance.height, instance.width) == ("small.map", 3, 5)
    assert (instance.start, instance.goal) == ((0, 0), (2, 4)), "a cell is (y, x) here, x and y in the file"


@pytest.mark.parametrize(
    "old, new, where, found",
    [
        ("version 1", "version 2", "1:1", "'version 2'"),
        ("\t6.24264069", "", "2:1", "8 fields"),
        ("\t0\t0\t4\t2", "\t5\t0\t4\t2", "2:17", "'5'"),
        ("\t0\t0\t4\t2", "\t0\t0\t4\t-2", "2:23", "'-2'"),
        ("6.24264069", "far", "2:25", "'far'"),
        ("6.24264069", "nan", "2:25", "'nan'"),
    ],
)
def test_faults_of_a_scenario(tmp_path, old, new, where, found):
    path = write(tmp_path, SCEN.replace(old, new, 1))
    with pytest.raises(BadInput) as caught:
        read_scenario(path)
    assert str(caught.value).startswith(f"{path}:{where}: found {found}, expected ")


@real(".map")
def test_real_maps_are_read_cell_by_cell(path):
    lines = path.read_text().split("\n")[4:]
    free = read_map(path)
    assert free.tolist() == [[cell in FREE for cell in line] for line in lines[: free.shape[0]]]


@real(".scen")
def test_real_scenarios_start_and_end_on_free_cells(path):
    instances = read_scenario(path)
    free = read_map(path.with_name(instances[0].map))
    assert len(instances) > 50
    for instance in instances:
        assert (instance.height, instance.width) == free.shape
        assert free[instance.start]
        assert free[instance.goal]
        dy, dx = (abs(a - b) for a, b in zip(instance.start, instance.goal, strict=True))
        assert instance.length >= max(dy, dx) + (2**0.5 - 1) * min(dy, dx) - 1e-6, "no way is shorter than the open one"


@real(".map")
def test_a_skirmish_is_played_on_the_largest_piece_of_a_real_map(path):
    episode = skirmish(path)
    free = read_map(path)
    (sheet,) = episode.sheets
    inner = episode.ground.terrain[sheet.top : sheet.top + sheet.height, sheet.left : sheet.left + sheet.width]
    used = inner != codes.WALL
    assert not (used & ~free[: sheet.height, : sheet.width]).any()
    assert used.sum() >= free.sum() / 2, "these maps are mostly one piece"
    world = episode.start(np.arange(3, dtype=np.uint64))
    kinds = world.bodies["nature"][0, 4:]
    assert abs(int((kinds == codes.SHAMBLER).sum()) - int((kinds == codes.LISTENER).sum())) <= 1
    steps = np.abs(episode.starts - episode.starts[0]).sum(axis=1)
    assert steps.max() < 8, "the team starts together"
    exits = np.argwhere(unpack(episode.ground.exits, episode.ground.terrain.shape[1]))
    assert (np.abs(exits - episode.starts[0]).sum(axis=1) > max(free.shape) / 2).all(), "and the exits are far away"


@real(".map")
def test_a_skirmish_is_the_same_every_time_and_stands_by_itself(path):
    episode = skirmish(path)
    assert skirmish(path).digest == episode.digest
    assert from_sources(episode.sources).digest == episode.digest


def test_seats_and_infected_as_many_as_one_likes(tmp_path):
    path = write(tmp_path, "type octile\nheight 30\nwidth 30\nmap\n" + ("." * 30 + "\n") * 30)
    episode = skirmish(path, seats=64, infected=500)
    assert (len(episode.seats), len(episode.body_names)) == (64, 564)
    assert episode.ground.objectives[0]["need"] == 32, "at least half get out"


def test_no_threat_is_said(tmp_path):
    path = write(tmp_path, "type octile\nheight 9\nwidth 9\nmap\n" + ("." * 9 + "\n") * 9)
    with pytest.warns(UserWarning, match=r"^no threat: with 0 infected nobody is in the way out, and to walk there is"):
        empty = skirmish(path, infected=0)
    assert len(empty.body_names) == 4


def test_a_map_too_small_for_its_threat_is_refused_by_its_name(tmp_path):
    path = write(tmp_path, "type octile\nheight 5\nwidth 5\nmap\n@@.@@\n@...@\n.....\n@...@\n@@.@@\n")
    with pytest.raises(BadInput, match=r"\.map: found room for 8 infected, expected room for 9, or a number of them"):
        skirmish(path, seats=1)
    assert len(skirmish(path, seats=1, infected=8).body_names) == 9


@pytest.mark.parametrize(
    "options, line",
    [
        ({"seats": 0}, "seats: found 0, expected from 1 to 64"),
        ({"seats": 65}, "seats: found 65, expected from 1 to 64"),
        ({"infected": -1}, "infected: found -1, expected from 0 to "),
        ({"infected": 900}, "infected: found 900, expected at most "),
    ],
)
def test_more_than_a_map_can_hold(tmp_path, options, line):
    path = write(tmp_path, "type octile\nheight 30\nwidth 30\nmap\n" + ("." * 30 + "\n") * 30)
    with pytest.raises(BadInput) as caught:
        skirmish(path, **options)
    assert str(caught.value).startswith(line)


def test_a_map_that_is_too_small(tmp_path):
    with pytest.raises(BadInput, match="found 6 cells in one piece, expected at least 24 for 4 seats"):
        skirmish(write(tmp_path, SMALL))
