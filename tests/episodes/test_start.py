"""The first moment: people and fixtures as the files say, infected dealt out by the dice of the seed."""

import numpy as np
import pytest
from episodes.house import house

from warbell.engine import codes
from warbell.engine.bits import unpack
from warbell.engine.digest import digest
from warbell.engine.phases.arrivals import ABSENT, CALLED_FOR
from warbell.episodes import from_sources, load, names

pytestmark = pytest.mark.interpreted


def seeds(*numbers):
    return np.array(numbers, np.uint64)


@pytest.fixture(scope="module")
def episode():
    return from_sources(house())


def drawn(episode, option):
    """Three seeds with which the draw of the house comes out so."""
    return seeds(*[seed for seed in range(40) if episode.drawn(seed) == {"cache": option}][:3])


@pytest.fixture(scope="module")
def world(episode):
    return episode.start(drawn(episode, "untouched"))


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
    goal = 'at = "d"\nstate = '
    wanted = (f'{goal}"open"', f'{goal}"{said.split()[0]}"')  # of the door, by an objective
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
    (group,) = episode.opening.deck.groups[episode.opening.deck.groups["first"] == 2]
    allowed = episode.opening.deck.cells[group["start"] : group["stop"]]
    width = episode.ground.terrain.shape[1]
    assert places == {divmod(int(cell), width) for cell in allowed}


def test_a_draw_changes_what_its_option_says(episode):
    """And nothing else: things in a cache, the state of a door, a switch, who is there or comes."""
    gate, cache, switch = (episode.fixture_names.index(name) for name in ("gate", "cache", "switch"))
    pack = [5, 8]  # the sleeper, and who comes at beat 12
    for option, state, stock, on, there in (
        ("untouched", codes.SHUT, {"food": 2, "medicine": 1}, 1, False),
        ("looted", codes.BARRICADED, {"medicine": 2}, 1, False),
        ("watched", codes.SHUT, {"food": 2, "medicine": 1}, 0, True),
    ):
        for seed in drawn(episode, option):
            world = episode.start(seeds(seed))
            assert (world.fixtures[0, gate].state, world.fixtures[0, switch].on) == (state, on)
            assert world.fixtures[0, gate].strength == (58 if option == "looted" else 40)
            assert {codes.OBJECTS[k]: int(n) for k, n in enumerate(world.stocks[0, cache]) if n} == stock
            assert [body.timer > ABSENT for body in world.bodies[0, pack]] == [there, there]


def test_every_option_comes_up_as_often():
    episode = from_sources(house())
    options = [episode.drawn(seed)["cache"] for seed in range(600)]
    assert min(options.count(option) for option in ("untouched", "looted", "watched")) > 160


def test_who_sleeps_and_who_is_wary_is_so_from_the_start(episode):
    world = episode.start(drawn(episode, "watched"))
    for body in world.bodies[:, 5]:
        assert (body.asleep, body.wary, body.hp, body.state) == (1, 1, 3, codes.UP)
    assert not world.bodies["asleep"][:, 2:5].any()
    assert not world.bodies["wary"][:, 2:5].any()


def test_infected_look_in_every_direction(episode):
    world = episode.start(np.arange(60, dtype=np.uint64))
    assert set(world.bodies["facing"][:, 2]) == {codes.NORTH, codes.EAST, codes.SOUTH, codes.WEST}


def test_arrivals_come_at_their_beats(episode):
    """Two from beat 5 to 9 on, three beats apart; the next at 12, if drawn; the last two when they are called."""
    world = episode.start(np.arange(120, dtype=np.uint64))
    late = world.bodies[:, 6:]
    assert (late["state"] == codes.AWAY).all()
    timers = late["timer"]
    assert set(timers[:, 0]) == {5, 6, 7, 8, 9}
    assert (timers[:, 1] == timers[:, 0] + 3).all()
    assert set(timers[:, 2]) == {12, ABSENT}
    assert set(timers[:, 3]) == {CALLED_FOR}
    assert set(timers[:, 4]) == {CALLED_FOR - 2}
    top, left = episode.sheets[0].top, episode.sheets[0].left
    assert {(int(body.y) - top, int(body.x) - left) for body in late[:, 2]} <= {(0 - top, 0 - left), (3, 1), (4, 7)}


def test_a_scattered_seat_starts_anywhere_in_its_place():
    """Where no earlier seat may start, and nobody else."""
    files = house(main=('start = "s"\ntarget = ["E", "c"]', 'start = "south"\ntarget = ["E", "c"]'))
    files["episode.toml"] = files["episode.toml"].replace(b'at = "south"\naway = 3', b'at = "yard"\naway = 3')
    changed = from_sources(files)
    world = changed.start(np.arange(300, dtype=np.uint64))
    ana, ben = world.bodies[:, 0], world.bodies[:, 1]
    assert len(set(zip(ana["y"].tolist(), ana["x"].tolist(), strict=True))) == 1
    places = set(zip(ben["y"].tolist(), ben["x"].tolist(), strict=True))
    assert len(places) > 5
    assert not any((int(body.y), int(body.x)) in places for body in world.bodies[:, 2]), (
        "away from wherever he may start"
    )


def test_the_score_starts_from_what_there_is(episode):
    """The cache holds the food already: no points for that, and points lost if it is taken away."""
    untouched, looted = (episode.start(drawn(episode, option)) for option in ("untouched", "looted"))
    assert set(untouched.clock["par"]) == {30}
    assert set(looted.clock["par"]) == {0}
    assert not untouched.clock["score"].any()


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
    assert (world.clock["beat"] == 0).all()
    assert (world.clock["ending"] == codes.RUNNING_STILL).all()


def test_mingled_infected_stand_where_who_is_scattered_does_not():
    """Of three rooms one holds somebody and the others what calls with their voice, each seed another."""
    blackout = load("blackout")
    world = blackout.start(np.arange(40, dtype=np.uint64))
    rooms = set()
    for bodies in world.bodies:
        prisoner = bodies[blackout.seats.index("namra")]
        line = [(body.y, body.x) for body in bodies if body.nature == codes.MIMIC][:2]
        found = frozenset([(prisoner.y, prisoner.x), *line])
        assert len(found) == 3
        rooms.add((prisoner.y, prisoner.x))
    assert len(rooms) == 3
    assert found == rooms
