"""Two games are compared: where they part, in whom, and what came of it; nothing that differs is kept silent."""

import dataclasses

import msgspec
import numpy as np
import pytest
from films import film_of, strip_of

from warbell.branch import branch
from warbell.encode.words import order
from warbell.engine import codes as c
from warbell.engine.world import clone
from warbell.episodes import from_sources
from warbell.episodes.packed import pack_sources
from warbell.errors import BadInput
from warbell.replay import load, steps
from warbell.report.compare import AROUND, compare
from warbell.report.differences import differences
from warbell.rollout import rollout

BEAT = 4  # after which the games of these tests part


@pytest.fixture(scope="module")
def other(replay):
    """The game of `replay`, in which Ben runs for the exit from a beat on."""
    return branch(replay, BEAT, {"ben": "sprint"})


@pytest.fixture(scope="module")
def world(replay):
    return next(step.world for step in steps(replay) if step.beat == BEAT)


def test_a_game_is_equal_to_itself(replay):
    found = compare(replay, replay)
    assert found.parting is None
    assert (found.order_beat, found.orders, found.world_beat, found.worlds, found.news) == (None, (), None, (), ())
    assert all(found.same.values())


def test_games_part_where_orders_do(replay, other):
    found = compare(replay, other)
    apart = (replay.orders[: len(other.orders)] != other.orders[: len(replay.orders)]).any(axis=1)
    assert found.order_beat == found.parting == int(apart.argmax()) + 1
    assert found.order_beat > BEAT
    assert [each.seat for each in found.orders] == [1]
    row = found.order_beat - 1
    assert found.orders[0][1:] == (replay.orders[row, 1], other.orders[row, 1])
    assert found.same == {"seed": True, "seats": True, "minds": False, "plans": True}


def test_the_first_other_world_is_told_in_names(replay, other):
    found = compare(replay, other)
    pair = [each.film for each in (replay, other)]
    assert found.world_beat >= found.order_beat
    assert list(found.worlds) == differences(*pair, found.world_beat, replay.episode)
    places = [(each.a, each.b) for each in found.worlds if (each.who, each.what) == ("Ben", "place")]
    sheet = replay.episode.sheets[0]
    bens = [(film.bodies["y"][found.world_beat, 1], film.bodies["x"][found.world_beat, 1]) for film in pair]
    assert places == [tuple(f"yard:{y - sheet.top},{x - sheet.left}" for y, x in bens)]


def test_what_happened_in_one_game_only_is_told_with_its_beat(replay, other):
    found = compare(replay, other)
    last = found.parting + AROUND
    assert found.news
    for side, past in (("a", found.a), ("b", found.b)):
        told = {(each.beat, text) for each in found.news for text in getattr(each, side)}
        happened = {(each.beat, each.text) for each in past.happenings if found.parting <= each.beat <= last}
        both = {(each.beat, each.text) for each in (found.b if past is found.a else found.a).happenings}
        assert happened - both - {(beat, "") for beat in range(last + 1)} <= told <= happened


def test_other_seeds_part_at_the_start(played):
    one, two = (load(result.replay) for result in played[0][:2])
    found = compare(one, two)
    assert not found.same["seed"]
    assert (found.world_beat, found.parting) == (0, 0)
    assert {each.who.split()[0] for each in found.worlds} <= {"shambler", "listener"}


def told_of(before, after, episode):
    """The differences of two worlds."""
    return differences(film_of(before), film_of(after), 0, episode)


def test_the_dice_alone_are_no_difference(world, replay):
    after = clone(world)
    after.clock["seed"] += 1
    after.clock["key"] += 1
    assert told_of(world, after, replay.episode) == []


def test_a_game_that_was_left_parts_from_the_whole_one_after_its_last_beat(replay):
    header = msgspec.structs.replace(replay.header, beats=BEAT, outcome="abandoned", ending="abandoned")
    left = dataclasses.replace(replay, header=header, orders=replay.orders[:BEAT], strip=strip_of(replay, BEAT))
    found = compare(left, replay)
    assert (found.order_beat, found.world_beat, found.parting) == (None, None, BEAT + 1)
    assert all(not each.a for each in found.news)


def test_games_of_different_episodes_are_refused(replay):
    text = replay.episode.sources["episode.toml"].replace(b"Cross the yard.", b"Cross this yard.")
    strange = from_sources({**replay.episode.sources, "episode.toml": text})
    header = msgspec.structs.replace(replay.header, episode_digest=strange.digest)
    second = dataclasses.replace(replay, name="b.warbell", header=header, sources=pack_sources(strange))
    with pytest.raises(BadInput) as caught:
        compare(replay, second)
    first = f"a game of yard ({replay.episode.digest[:12]})"
    expected = f"found a game of yard ({strange.digest[:12]}), expected {first}, as in {replay.name}"
    assert str(caught.value) == f"b.warbell: {expected}"


TABLES = {"bodies": "Ana", "hearts": "Ana", "fixtures": "door 1", "drones": "Kestrel"}
CELLS = ("y", "x", "goal_y", "goal_x")


def test_whatever_column_differs_is_told_of_whom(world, replay):
    before, silent, columns = clone(world), set(), set()
    sheet = replay.episode.sheets[0]
    for table in (before.bodies, before.drones):
        for column in set(CELLS) & set(table.dtype.names):
            table[column][0, 0] = (sheet.top if "y" in column else sheet.left) + 3
    for table, name in TABLES.items():
        for column in getattr(before, table).dtype.names:
            columns.add(column)
            after = clone(before)
            row = getattr(after, table)[0, 0]
            row[column] = row[column] + 1 if column in CELLS else 2 if row[column] == 1 else 1
            told = told_of(before, after, replay.episode)
            if not told:
                silent.add(column)
                continue
            (each,) = told
            assert name in each.who
            assert each.a != each.b, (column, each)
    assert silent == {"id", "order", "wish", "audible", "grant", "moved"}
    assert columns > silent


def test_the_other_tables_are_told_too(world, replay):
    def told(table, at, value):
        after = clone(world)
        getattr(after, table)[at] = value
        return [tuple(each) for each in told_of(world, after, replay.episode)]

    assert told("packs", (0, 0, c.FOOD), 2) == [("Ana", "objects", "nothing", "2 food")]
    assert told("bonds", (0, 0, 1), 77) == [("Ana", "feeling for Ben", str(world.bonds[0, 0, 1]), "77")]
    assert told("stocks", (0, 1, c.KEY), 1) == [("door 2", "objects", "nothing", "key")]
    assert told("goals", (0, 0), 1) == [("objective out", "progress", "0", "1")]
    assert world.planes[0, c.LIT, 0, 0] == 0, "the margin lies in the dark"
    assert told("planes", (0, c.LIT, 0, 0), 0b110) == [("the ground", "lit", "0 cells more", "2 cells more")]
    after = clone(world)
    after.clock["score"] += 5
    after.clock["ending"] = 0
    assert [tuple(each) for each in told_of(world, after, replay.episode)] == [
        ("the game", "ending", "none", "saved"),
        ("the game", "score", str(world.clock["score"][0]), str(world.clock["score"][0] + 5)),
    ]


def test_no_difference_is_no_other_game(replay):
    # Two worlds without a difference, given the same orders, stay without one: nothing that decides is left out.
    class Replayed:
        def __init__(self, orders):
            self.rows = iter(orders)

        def decide(self, _, out):
            out[:] = next(self.rows, np.zeros(2, np.int16))

    rows = replay.orders.copy()
    rows[BEAT, 0] = c.N_ACTIONS  # no such order: the world goes on as if Ana waited
    waiting = replay.orders.copy()
    waiting[BEAT, 0] = 0
    seeds = np.array([replay.header.seed], np.uint64)
    games = []
    for orders in (rows, waiting):
        played = rollout(replay.episode, seeds, Replayed(orders), filmed=True)
        header = msgspec.structs.replace(replay.header, **played.ends[0]._asdict())
        games.append(dataclasses.replace(replay, header=header, orders=played.orders[0], strip=played.strips[0]))
    found = compare(*games)
    assert (found.order_beat, found.world_beat) == (BEAT + 1, None)
    assert games[0].header.digest == games[1].header.digest
    assert [each.a for each in found.news] == [("Ana could not: no such order.",)]


@pytest.mark.parametrize(
    "action, said",
    [
        (0, "wait"),
        (int(c.VERB_BASE[c.STEP] + c.EAST), "step east"),
        (int(c.VERB_BASE[c.USE] + c.HERE), "use here"),
        (int(c.VERB_BASE[c.CALL] + c.COME), "call COME"),
        (int(c.VERB_BASE[c.WHISPER] + 4 * c.GO + c.WEST), "whisper GO west"),
        (int(c.VERB_BASE[c.SET] + c.NORTH), "set planks north"),
        (c.N_ACTIONS, "no such order"),
        (-1, "no such order"),
    ],
)
def test_orders_in_words(action, said):
    assert order(action) == said
