"""The first moment: people and fixtures as the files say, infected dealt out by the dice of the seed."""

import numpy as np
import pytest
from episodes.house import house

from warbell.engine import codes
from warbell.engine.bits import unpack
from warbell.engine.world import digest
from warbell.episodes import from_sources, load, names

pytestmark = pytest.mark.interpreted


def seeds(*numbers):
    return np.array(numbers, np.uint64)


@pytest.fixture(scope="module")
def episode():
    return from_sources(house())


@pytest.fixture(scope="module")
def world(episode):
    return episode.start(seeds(7, 8, 9))


def test_people_are_as_the_file_says(episode, world):
    ana, ben = world.bodies[0, :2]
    assert [(body.id, body.hp, body.state, body.nature, body.side) for body in (ana, ben)] == [
        (0, 12, codes.UP, codes.PERSON, codes.TEAM),
        (1, 7, codes.UP, codes.PERSON, codes.TEAM),
    ]
    assert (ana.timer, ben.timer) == (-1, 50)
    assert [(body.y, body.x) for body in (ana, ben)] == [tuple(start) for start in episode.starts]
    assert world.hearts[0, 0].talents == codes.PLANNER | codes.MEDIC
    assert (world.hearts[0, 0].fear, world.hearts[0, 0].rate) == (30, 62 + 60 * 30 // 100)
    assert {codes.OBJECTS[k]: int(n) for k, n in enumerate(world.packs[0, 0]) if n} == {"food": 2, "key": 1}
    assert world.bonds[0].tolist() == [[0, 60], [35, 0]]


def test_some_who_are_down_or_of_hybrid_blood_start_so():
    changed = from_sources(house(main=("hp = 7", 'down = true\ntalents = ["hybrid"]\ncontrol = 80')))
    world = changed.start(seeds(1))
    ben = world.bodies[0, 1]
    assert (ben.state, ben.hp, ben.nature) == (codes.DOWN, 0, codes.HYBRID)
    assert ben.bleed == changed.ground.tuning[0].bleed_out
    assert world.hearts[0, 1].control == 80


def test_fixtures_are_in_their_states(episode, world):
    rows = dict(zip(episode.fixture_names, world.fixtures[0], strict=True))
    assert (rows["back door"].state, rows["gate"].state) == (codes.LOCKED, codes.SHUT)
    assert (rows["back door"].strength, rows["gate"].strength) == (14, 40)
    assert (rows["generator"].on, rows["generator"].fuel, rows["switch"].on) == (1, 30, 1)
    stock = world.stocks[0, episode.fixture_names.index("cache")]
    assert {codes.OBJECTS[k]: int(n) for k, n in enumerate(stock) if n} == {"food": 2, "medicine": 1}


@pytest.mark.parametrize(
    "said, state, strength, blocked",
    [
        ("locked", codes.LOCKED, 14, True),
        ("open", codes.OPEN, 14, False),
        ("barricaded", codes.BARRICADED, 32, True),
        ("broken", codes.BROKEN, 0, False),
        ("shut strength=5", codes.SHUT, 5, True),
    ],
)
def test_doors_block_and_veil_as_their_state_says(said, state, strength, blocked):
    wanted = ('state = "open"', f'state = "{said.split()[0]}"')  # of the door, by an objective
    changed = from_sources(house(main=wanted, yard=("door locked", f"door {said}")))
    world = changed.start(seeds(1))
    index = changed.fixture_names.index("back door")
    assert (world.fixtures[0, index].state, world.fixtures[0, index].strength) == (state, strength)
    place = changed.ground.fixtures[index]
    for plane, here in ((codes.BLOCKED, blocked), (codes.VEILED, blocked), (codes.CLEAR, not blocked)):
        assert unpack(world.planes[0, plane], changed.ground.terrain.shape[1])[place.y, place.x] == here


def test_a_cell_is_clear_if_it_is_neither_solid_nor_blocked(episode, world):
    width = episode.ground.terrain.shape[1]
    solid = unpack(episode.ground.solid, width)
    blocked = unpack(world.planes[0, codes.BLOCKED], width)
    assert (unpack(world.planes[0, codes.CLEAR], width) == ~(solid | blocked)).all()
    assert (blocked[episode.ground.terrain == codes.GLASS]).all(), "glass stops bodies"
    solid_kinds = {codes.GENERATOR, codes.WHEEL}
    for place in episode.ground.fixtures:
        if place.kind in solid_kinds:
            assert blocked[place.y, place.x]
        if place.kind in (codes.CACHE, codes.EXIT, codes.SWITCH):
            assert not blocked[place.y, place.x]


@pytest.mark.parametrize("name", names())
def test_every_body_stands_alone_on_a_clear_cell_of_its_region(name):
    episode = load(name)
    world = episode.start(np.arange(20, dtype=np.uint64))
    width = episode.ground.terrain.shape[1]
    for e in range(20):
        bodies = world.bodies[e]
        here = [index for index, body in enumerate(bodies) if body.state != codes.AWAY]
        places = [(int(bodies[index].y), int(bodies[index].x)) for index in here]
        assert len(set(places)) == len(places)
        clear = unpack(world.planes[e, codes.CLEAR], width)
        assert all(clear[place] for place in places)
        occupied = np.zeros_like(world.occupant[e])
        for index, place in zip(here, places, strict=True):
            occupied[place] = index + 1
        assert (world.occupant[e] == occupied).all()


def test_infected_stand_where_their_group_may(episode):
    world = episode.start(np.arange(50, dtype=np.uint64))
    top, left = episode.sheets[0].top, episode.sheets[0].left
    for body in world.bodies[:, 2:4].ravel():
        y, x = body.y - top, body.x - left
        assert 3 <= y <= 4, "rows between marks a and b"
        assert 1 <= x <= 7, "columns between marks a and b"
        assert all(abs(body.y - sy) + abs(body.x - sx) >= 3 for sy, sx in episode.starts), "away = 3"
    below = world.bodies[:, 4]
    assert (episode.ground.sheet[below["y"], below["x"]] == 1).all()


def test_seeds_decide_where_and_every_place_comes_up(episode):
    world = episode.start(np.arange(400, dtype=np.uint64))
    places = {(int(body.y), int(body.x)) for body in world.bodies[:, 2]}
    allowed = episode.opening.deck.cells[: episode.opening.deck.groups["stop"][0]]
    width = episode.ground.terrain.shape[1]
    assert places == {divmod(int(cell), width) for cell in allowed}


def test_a_seed_starts_the_same_world_alone_and_in_any_batch(episode):
    together = episode.start(seeds(5, 3, 11, 3))
    assert digest(together)[1] == digest(together)[3]
    for index, seed in enumerate((5, 3, 11, 3)):
        alone = episode.start(seeds(seed))
        assert digest(alone)[0] == digest(together)[index]
        for name, table in together._asdict().items():
            one = table if name == "sound" else table[index : index + 1]  # sound is working memory, one for all
            assert one.tobytes() == getattr(alone, name).tobytes(), name


def test_worlds_of_one_start_share_nothing(episode):
    first = episode.start(seeds(1))
    before = digest(first)[0]
    second = episode.start(seeds(1))
    second.bodies["hp"] -= 1
    second.planes[:] = 0
    assert digest(first)[0] == before == digest(episode.start(seeds(1)))[0]


def test_the_clock_starts_at_nothing(world):
    assert world.clock["seed"].tolist() == [7, 8, 9]
    assert (world.clock["beat"] == 0).all()
    assert (world.clock["ending"] == codes.RUNNING_STILL).all()
