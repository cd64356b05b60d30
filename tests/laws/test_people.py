"""Law 3 for people who live by their needs: what they cannot perceive changes nothing of what they do."""

import pytest
from arena import arena

from warbell.engine import batch
from warbell.engine import codes as c
from warbell.engine.actions import encode
from warbell.engine.percept import blank
from warbell.engine.setup import pour
from warbell.engine.tuning import Tuning
from warbell.engine.world import World, waits

CALM_NEVER = {"fear_ease": 0, "fear_light": 0, "tremble_per": 0}


def scene(text: str, basins=(), **numbers) -> tuple:
    """A ground and two worlds alike, in which the first without a seat lives by their needs and stays."""
    tuning = Tuning(**CALM_NEVER | numbers)
    ground, world = arena(text, worlds=2, tuning=tuning, needs=True, fields=c.WATER, basins=basins)
    world.clock["seed"] = 7
    q = int(world.clock["seats"][0])
    world.wills["lives"][:, q] = 1
    world.hearts["manner"][:, q] = c.STAYS
    return ground, world, q


def move(world: World, e: int, i: int, y: int, x: int) -> None:
    """Put body i of world e onto another cell."""
    body = world.bodies[e, i]
    world.occupant[e, body["y"], body["x"]] = 0
    body["y"], body["x"] = y, x
    world.occupant[e, y, x] = i + 1


def wishes(ground, world: World, q: int, *orders: int) -> list[list[int]]:
    """What person q of both worlds wishes after each beat; the first seat gives the orders."""
    batch.perceive(ground, world, blank(world))
    found = []
    for order in orders:
        given = waits(world)
        given[:, 0] = order
        batch.play(ground, world, given)
        found.append(world.hearts["wish"][:, q].tolist())
    return found


def test_they_sell_where_they_saw_somebody_and_not_where_that_one_is():
    ground, world, q = scene("ap...\n#####\nb....")
    world.hearts["fear"][:, q] = 90
    world.hearts["trusts"][:, q] = 2
    for name, value in (("trail", 1), ("goal_y", 1), ("goal_x", 5)):
        world.bodies[name][:, q] = value
    move(world, 1, 1, 3, 5)
    rob, wait = encode(c.ROB, c.EAST, 0, 0), c.WAIT
    (one, other), *_ = wishes(ground, world, q, rob, wait)
    assert one == other == encode(c.WHISPER, c.WEST, c.GO, 0)
    for e in range(2):
        sold = [row for row in world.events[e, : world.clock["events"][e]] if row["kind"] == c.SOLD]
        assert [(row["y"], row["x"]) for row in sold] == [(1, 5)]


def test_whom_they_fear_behind_a_wall_they_do_not_flee():
    ground, world, q = scene("a....\n#####\n..p..")
    world.grudges[:, q, 0] = 80
    move(world, 1, 0, 1, 3)
    assert wishes(ground, world, q, c.WAIT, c.WAIT) == [[c.WAIT, c.WAIT]] * 2
    ground, world, q = scene("a....\n.....\n..p..")
    world.grudges[:, q, 0] = 80
    move(world, 1, 0, 1, 3)
    assert wishes(ground, world, q, c.WAIT)[0][1] != c.WAIT, "the test can fail"


@pytest.mark.parametrize("dark_sight, same", [(0, True), (2, False)])
def test_deep_water_that_they_do_not_see_does_not_stop_them(dark_sight, same):
    ground, world, q = scene("p,,a", basins=((1, 2, 1, 2, 0, 0),), dark_sight=dark_sight, body_glimpse=5)
    world.hearts["manner"][:, q], world.hearts["trusts"][:, q] = c.FOLLOWS, 1
    pour(ground, world, [2])
    world.fields[1, c.WATER] = 0
    world.basins[1] = 0
    (one, other), *_ = wishes(ground, world, q, c.WAIT)
    assert (one == other) is same
    assert other == encode(c.STEP, c.EAST, 0, 0)


def test_they_climb_where_they_lost_somebody_wherever_that_one_is_by_now():
    ground, world, q = scene("p<###>...\n#########\na....>...")
    world.hearts["manner"][:, q], world.hearts["trusts"][:, q] = c.FOLLOWS, 1
    for name, value in (("trail", 1), ("goal_y", 1), ("goal_x", 2)):
        world.bodies[name][:, q] = value
    move(world, 1, 0, 3, 5)
    found = wishes(ground, world, q, *[c.WAIT] * 3)
    assert all(one == other for one, other in found)
    assert found[1] == [int(c.VERB_BASE[c.LINK])] * 2
