"""Arrays for agents: the documented shapes, and values that can be read back by hand."""

import numpy as np
from laws.moments import moments
from naive.vectors import vectors as naive_vectors
from yard import yard

from warbell.encode import arrays
from warbell.encode.arrays import HUNTER, LAYERS, MATE, SELF
from warbell.encode.fill import NEVER
from warbell.engine import codes
from warbell.engine import percept as percepts
from warbell.engine.batch import advance, perceive
from warbell.engine.codes import SIGHT
from warbell.episodes import load


def batch(worlds=5, beats=12):
    """Percepts of some worlds of the yard after some beats of steps to the east."""
    episode = yard()
    world = episode.start(np.arange(worlds, dtype=np.uint64))
    percept = percepts.blank(world)
    perceive(episode.ground, world, percept)
    orders = np.full((worlds, 2), codes.VERB_BASE[codes.STEP] + codes.EAST, np.int32)
    for _ in range(beats):
        advance(episode.ground, world, percept, orders)
    return episode, percept


def test_shapes_and_types():
    episode, percept = batch()
    rows = arrays.vectors(percept)
    assert rows.shape == (5, 2, arrays.width(seats=2, drones=1))
    assert rows.dtype == np.int32
    layers = arrays.grids(percept, percepts.chart(episode.ground))
    assert layers.shape == (5, 2, len(LAYERS), codes.SIGHT_ROWS, codes.SIGHT_ROWS)
    assert layers.dtype == np.uint8


def test_the_layout_covers_every_column_once():
    columns = [k for part in arrays.layout(3, 2).values() for k in range(part.start, part.stop)]
    assert columns == list(range(arrays.width(3, 2)))


def test_a_given_buffer_is_filled_whole():
    _, percept = batch()
    out = np.full((5, 2, arrays.width(2, 1)), -7, np.int32)
    assert arrays.vectors(percept, out) is out
    assert np.array_equal(out, arrays.vectors(percept))
    assert not (out == -7).all(axis=(0, 1)).any()


def test_a_world_reads_the_same_alone_and_in_a_batch():
    episode, percept = batch()
    alone = percepts.Percept(*(table[3:4].copy() for table in percept))
    assert np.array_equal(arrays.vectors(alone)[0], arrays.vectors(percept)[3])
    chart = percepts.chart(episode.ground)
    assert np.array_equal(arrays.grids(alone, chart)[0], arrays.grids(percept, chart)[3])


def test_vectors_by_hand(played):
    percept = played[1].percept
    row, part = arrays.vectors(percept)[0, 0], arrays.layout(3, 1)
    assert row[part["self"]][SELF.index("beat")] == 1
    assert row[part["self"]][SELF.index("rate")] == percept.me["rate"][0, 0]
    mates = row[part["mates"]].reshape(3, len(MATE))
    assert mates[1, :3].tolist() == [0, 0, 1], "Ben, seen now, one cell to the east"
    assert mates[2, 0] == NEVER, "Cem, behind a wall"
    assert row[part["pack"]][codes.FOOD] == 1
    assert not row[part["hunters"]].any()


def test_hunters_are_those_in_sight_and_the_nearest_come_first():
    _, percept = batch(worlds=1)
    percept.me["beat"], percept.me["y"], percept.me["x"] = 9, 5, 5
    percept.bodies["beat"] = 9
    percept.bodies["nature"][0, 0, 2:] = codes.SHAMBLER, codes.LISTENER, codes.SHAMBLER, codes.SHAMBLER, codes.LISTENER
    percept.bodies["y"][0, 0, 2:] = 9, 5, 6, 5, 1
    percept.bodies["x"][0, 0, 2:] = 5, 7, 5, 4, 1
    percept.bodies["beat"][0, 0, 5] = 8  # the nearest but one, no longer in sight
    percept.bodies["state"][0, 0, 6] = codes.DEAD
    percept.bodies["asleep"][0, 0, 2] = 1
    hunters = arrays.vectors(percept)[0, 0, arrays.layout(2, 1)["hunters"]].reshape(-1, len(HUNTER))
    assert hunters[:, [0, 1, 2, 4]].tolist()[:4] == [
        [1, 0, codes.SHAMBLER, 0],
        [0, 2, codes.LISTENER, 0],
        [4, 0, codes.SHAMBLER, 1],
        [0] * 4,
    ]


def test_breath_and_balance_are_ones_own_columns():
    _, percept = batch(worlds=1)
    percept.me["winded"], percept.me["spent"] = [1, 0], [0, 1]
    own = arrays.vectors(percept)[0, :, arrays.layout(2, 1)["self"]]
    assert own[:, SELF.index("winded")].tolist() == [1, 0]
    assert own[:, SELF.index("spent")].tolist() == [0, 1]


def test_sleepers_have_a_layer_of_their_own():
    episode, percept = batch(worlds=1)
    me = percept.me[0, 0]
    body = percept.bodies[0, 0, 2]
    body["beat"], body["nature"], body["y"], body["x"] = me["beat"], codes.LISTENER, me["y"] - 1, me["x"] + 2
    for asleep in (0, 1):
        body["asleep"] = asleep
        layer = dict(zip(LAYERS, arrays.grids(percept, percepts.chart(episode.ground))[0, 0], strict=True))
        assert layer["infected"][SIGHT - 1, SIGHT + 2] == codes.LISTENER
        assert layer["asleep"][SIGHT - 1, SIGHT + 2] == layer["asleep"].sum() == asleep


def test_grids_by_hand(replay, played):
    percept, chart = played[1].percept, percepts.chart(replay.episode.ground)
    layer = dict(zip(LAYERS, arrays.grids(percept, chart)[0, 0], strict=True))
    assert layer["person"][SIGHT, SIGHT : SIGHT + 2].tolist() == [1, 2], "Ana herself, and Ben beside her"
    assert layer["solid"][SIGHT - 1, SIGHT] == 1
    assert layer["solid"][0, 0] == 1, "beyond the atlas"
    assert layer["fixture"][SIGHT, SIGHT + 5] == codes.DOOR + 1, "on paper, five cells to the east"
    assert not layer["shut"].any(), "too far to be seen in the dark"
    assert layer["exit"][SIGHT, SIGHT + 9] == 1
    now = percept.now[0, 0][:, None] >> np.arange(codes.SIGHT_ROWS, dtype=np.uint64) & np.uint64(1)
    assert np.array_equal(layer["seen"], now)
    assert (layer["bright"] <= layer["seen"]).all()
    assert (layer["seen"] <= layer["known"]).all()
    later = dict(zip(LAYERS, arrays.grids(played[11].percept, chart)[0, 0], strict=True))
    assert later["shut"][SIGHT - 1, SIGHT] == 1, "the door, now beside her"


def test_the_kernel_agrees_with_plain_numpy():
    """On games in full swing, where there are hunters, drones and sounds to tell of."""
    slept = 0
    for name in ("curfew", "heartbeat"):
        for at in moments(load(name), 8, (5, 40, 80)):
            rows = arrays.vectors(at.now)
            np.testing.assert_array_equal(rows, naive_vectors(at.now))
            persons, drones = at.now.me.shape[1], at.now.drones.shape[2]
            hunters = rows[..., arrays.layout(persons, drones)["hunters"]]
            slept += int(hunters[..., HUNTER.index("asleep") :: len(HUNTER)].sum())
    assert slept > 0
