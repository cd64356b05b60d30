"""A game in one's own hands: the same worlds as a run's, valid at any time, and replays that prove it."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from often import often
from yard import yard

import warbell
from warbell.bench.stretch import random_legal
from warbell.engine.digest import DERIVED
from warbell.engine.world import World
from warbell.team import Team

YARD = yard()
SEATS = len(YARD.seats)
RUNNING = "abandoned"


def bytes_of(game, world):
    """All that the game holds of one world and its percepts."""
    tables = [table[world] for name, table in zip(World._fields, game._world, strict=True) if name not in DERIVED]
    return [table.tobytes() for table in (*tables, *(table[world] for table in game.percept))]


def play(game, dice, beats):
    for _ in range(beats):
        game.step(random_legal(game.percept, dice))


@pytest.fixture(scope="module")
def ended():
    """Eight games played to their ends, half of them by chance, and the rewards of all beats."""
    game, dice, rewards = warbell.Game(YARD, range(8)), np.random.default_rng(3), []
    team, orders = Team(YARD, dict.fromkeys(YARD.seats, "caution"), 8, None), np.zeros((8, SEATS), np.int32)
    while not game.done.all():
        team.decide(game.percept, orders)
        orders[4:] = random_legal(game.percept, dice)[4:]
        rewards.append(game.step(orders)[0])
    return game, np.array(rewards)


def test_orders_of_a_run_lead_to_its_worlds(tmp_path):
    results = warbell.run(YARD, "caution", range(6), out=tmp_path)
    replays = [warbell.load_replay(result.replay) for result in results]
    game = warbell.Game(YARD, range(6))
    for beat in range(max(result.beats for result in results)):
        orders = [replay.orders[min(beat, len(replay.orders) - 1)] for replay in replays]
        game.step(np.array(orders))
    assert [f"{end.digest:016x}" for end in game.outcomes] == [result.digest for result in results]
    assert [end._replace(digest=0) for end in game.outcomes] == [
        warbell.End(r.outcome, r.ending, r.score, r.beats, r.saved, r.dead, r.turned, 0) for r in results
    ]
    saved = game.save(tmp_path / "again", minds="caution")
    assert [Path(path).read_bytes() for path in saved] == [Path(result.replay).read_bytes() for result in results]


def test_minds_decide_the_same_over_a_game_as_in_a_run():
    game, team = warbell.Game(YARD, range(6)), Team(YARD, dict.fromkeys(YARD.seats, "follow"), 6, None)
    while not game.done.all():
        orders = np.zeros((6, SEATS), np.int32)
        team.decide(game.percept, orders)
        game.step(orders)
    results = warbell.run(YARD, "follow", range(6))
    assert [f"{end.digest:016x}" for end in game.outcomes] == [result.digest for result in results]


def test_rewards_add_up_to_the_score_and_worlds_that_ended_stay_as_they_are(ended):
    game, rewards = ended
    assert rewards.dtype == game.scores.dtype == np.int32
    assert (rewards.sum(axis=0) == game.scores).all()
    assert len(set(game.beats.tolist())) > 1, "all ended in the same beat: nothing is shown"
    for world, beats in enumerate(game.beats):
        assert not rewards[beats:, world].any()
    before = [bytes_of(game, world) for world in range(8)]
    reward, done = game.step(np.ones((8, SEATS), np.int32))
    assert (reward.tolist(), done.tolist()) == ([0] * 8, [True] * 8)
    assert [bytes_of(game, world) for world in range(8)] == before
    assert {end.outcome for end in game.outcomes} <= {"won", "lost", "timeout"}


@settings(max_examples=often(25))
@given(st.data())
def test_worlds_restart_as_fresh_ones_and_leave_the_others_alone(data):
    beats, seed = data.draw(st.integers(0, 40)), data.draw(st.integers(0, 2**64 - 1))
    where = data.draw(st.lists(st.integers(0, 4), unique=True))
    game, dice = warbell.Game(YARD, range(5)), np.random.default_rng(seed)
    play(game, dice, beats)
    before = [bytes_of(game, world) for world in range(5)]
    seeds = [seed ^ world for world in where]
    mask = np.isin(np.arange(5), where)
    if data.draw(st.booleans()):
        game.restart(where, seeds)
    else:
        game.restart(mask, [seed ^ world for world in sorted(where)])
    for world in range(5):
        if mask[world]:
            assert bytes_of(game, world) == bytes_of(warbell.Game(YARD, [seed ^ world]), 0)
        else:
            assert bytes_of(game, world) == before[world]
    # And it goes on as a fresh world does.
    orders = [random_legal(game.percept, dice) for _ in range(3)]
    for each in orders:
        game.step(each)
    for world in where:
        fresh = warbell.Game(YARD, [seed ^ world])
        for each in orders:
            fresh.step(each[[world]])
        assert bytes_of(game, world) == bytes_of(fresh, 0)


def test_percepts_are_valid_from_the_start_on():
    game = warbell.Game(YARD, [4, 5])
    for _ in range(2):
        assert (game.percept.me["hp"] > 0).all()
        assert game.percept.now.any(axis=-1).all()
        assert (game.percept.bodies["beat"][:, [0, 1], [0, 1]] == 0).all(), "everybody sees themselves"
        assert (game.masks.shape, game.masks.dtype) == ((2, SEATS, len(warbell.ACTIONS)), np.uint8)
        assert (game.masks.sum(axis=-1) > 1).all()
        assert game.words(1, "ana") == game.words(1, 0)
        assert game.words(1, "ana")[0].startswith("Beat 0. You are Ana, in yard at row 1, column 1")
        (y, x), width = game.percept.me[0, 0][["y", "x"]], game.brief.chart.terrain.shape[1]
        assert warbell.unpack(game.percept.known[0, 0], width)[y, x]
        assert [array.shape[:2] for array in game.observe("full").values()] == [(2, SEATS)] * 2
        play(game, np.random.default_rng(0), 7)
        assert (game.percept.me["beat"] == 7).all()
        game.restart([True, True], [6, 7])


@pytest.mark.parametrize("allowed", [True, False])
def test_what_the_mask_allows_is_never_refused_and_everything_else_is(allowed):
    game, dice, refused, orders_given = warbell.Game(YARD, range(16)), np.random.default_rng(5), 0, 0
    shaking = (warbell.codes.SLIPPED, warbell.codes.STILL_BUSY)  # hands that shake are no refusal of the order
    for beat in range(25):
        wanted = (game.masks == allowed) * dice.random(game.masks.shape)
        orders = wanted.argmax(axis=-1)
        orders[:, np.arange(SEATS) != beat % SEATS] = 0  # the others wait, so that nobody leaves whom it is done to
        game.step(orders)
        for events, count in zip(game._world.events, game._world.clock["events"], strict=True):
            rows = events[:count]
            of_seats = (rows["kind"] == warbell.codes.REFUSED) & (rows["who"] < SEATS)
            refused += (of_seats & ~np.isin(rows["value"], shaking)).sum()
        orders_given += len(orders)
    assert refused == (0 if allowed else orders_given)


def test_saved_games_verify_whether_they_ended_or_were_left(tmp_path, ended):
    game, dice = warbell.Game(YARD, [1, 2, 3, 9]), np.random.default_rng(1)
    play(game, dice, 5)
    game.restart([1], [2**64 - 1])
    play(game, dice, 12)
    game.restart([3], [10])  # left before its first beat
    paths = game.save(tmp_path, minds={"ana": "mine:Best"})
    verdicts = warbell.verify(paths)
    assert all(isinstance(verdict, warbell.Replay) for verdict in verdicts), verdicts
    heads = [verdict.header for verdict in verdicts]
    assert [head.seed for head in heads] == game.seeds.tolist() == [1, 2**64 - 1, 3, 10]
    assert [head.beats for head in heads] == game.beats.tolist()
    assert [head.digest for head in heads] == [end.digest for end in game.outcomes]
    assert {head.outcome for head in heads if head.beats == 0} == {RUNNING}
    assert heads[0].minds == ("mine:Best", "policy")
    finished = warbell.verify(ended[0].save(tmp_path / "ended", ended[0].done))
    assert [verdict.header.outcome for verdict in finished] == [end.outcome for end in ended[0].outcomes]


def test_only_chosen_worlds_are_saved_and_none_replaces_another(tmp_path):
    game, dice = warbell.Game(YARD, [7, 7, 8]), np.random.default_rng(1)
    play(game, dice, 4)
    assert [path.name for path in map(Path, game.save(tmp_path / "all"))] == [
        "seed-7-world-0.warbell", "seed-7-world-1.warbell", "seed-8.warbell",
    ]  # fmt: skip
    (path,) = game.save(tmp_path, [1])
    assert path == str(tmp_path / "seed-7.warbell")
    orders = warbell.load_replay(path).orders
    assert np.array_equal(orders, warbell.load_replay(tmp_path / "all/seed-7-world-1.warbell").orders)
    assert not np.array_equal(orders, warbell.load_replay(tmp_path / "all/seed-7-world-0.warbell").orders)


def test_a_replay_is_stepped_as_the_game_was_played(tmp_path):
    game, dice, seen = warbell.Game(YARD, [3]), np.random.default_rng(2), []
    for _ in range(6):
        seen.append(game.percept.me.copy())
        play(game, dice, 1)
    (path,) = game.save(tmp_path)
    for step, me in zip(warbell.steps(warbell.load_replay(path)), seen, strict=False):
        assert step.percept.me.tobytes() == me.tobytes()


def test_orders_of_any_integers_are_taken_and_what_is_none_waits():
    for dtype in (np.int8, np.uint8, np.int64, np.uint64):
        game = warbell.Game(YARD, [0])
        game.step(np.zeros((1, SEATS), dtype))
        assert game.beats.tolist() == [1]
    game = warbell.Game(YARD, [0])
    at = game.percept.me[["y", "x"]].copy()
    game.step(np.array([[2**40, -(2**40)]]))
    assert (game.percept.me[["y", "x"]] == at).all()
    game.step([[0, 0]])
    assert game.beats.tolist() == [2]


@pytest.mark.parametrize(
    "wrong, said",
    [
        (
            lambda g: g.step(np.zeros(2, int)),
            "orders: found an array of shape (2,), expected (3, 2), an order for each",
        ),
        (lambda g: g.step(np.zeros((3, 2))), "orders: found an array of float64, expected integers, as int32"),
        (lambda g: g.step(np.zeros((3, 2), bool)), "orders: found an array of bool, expected integers, as int32"),
        (lambda g: g.restart([3], [0]), "worlds: found [3], expected a mask of 3, or a row of indices below 3"),
        (lambda g: g.restart([-1], [0]), "worlds: found [-1], expected a mask of 3, or a row of indices below 3"),
        (lambda g: g.restart([0, 0], [0, 1]), "worlds: found [0, 0], expected no world twice"),
        (lambda g: g.restart([True], [0]), "worlds: found [True], expected a mask of 3"),
        (lambda g: g.restart([0.0], [0]), "worlds: found [0.0], expected a mask of 3"),
        (lambda g: g.restart([0, 1], [0]), "seeds: found 1 of them, expected 2, one for each world that restarts"),
        (lambda g: g.restart([], [0]), "seeds: found 1 of them, expected 0, one for each world that restarts"),
        (lambda g: g.restart([0], [-1]), "seeds: found -1, expected whole numbers from 0 to 18446744073709551615"),
        (lambda g: g.restart([0], [2**64]), "seeds: found 18446744073709551616, expected whole numbers"),
        (lambda g: g.restart([0], [0.5]), "seeds: found 0.5, expected whole numbers"),
        (lambda g: g.words(3, "ana"), "worlds: found [3], expected"),
        (lambda g: g.words(0, "cat"), "seat: found 'cat', expected one of ana, ben, or an index below 2"),
        (lambda g: g.words(0, 2), "seat: found 2, expected one of ana, ben, or an index below 2"),
        (lambda g: g.save(__file__), "expected a folder to write replays into"),
        (lambda _: warbell.Game(YARD, []), "seeds: found [], expected a row of seeds, one for each world"),
        (lambda _: warbell.Game(YARD, 5), "seeds: found 5, expected a row of seeds, one for each world"),
        (lambda _: warbell.Game(YARD, np.zeros((2, 2), int)), "seeds: found [0, 0], expected whole numbers"),
        (lambda _: warbell.Game(YARD, [0], threads=0), "threads: found 0, expected a whole number, 1 or more"),
        (lambda _: warbell.load("skirmish"), "; warbell.skirmish makes a skirmish"),
        (lambda _: warbell.Game("curfew", [0]), "episode: found 'curfew', expected what warbell.load or"),
        (lambda _: warbell.run("curfew", "wait", [0]), "episode: found 'curfew', expected what warbell.load or"),
        (lambda _: warbell.run(YARD, "wait", [True, -1]), "seeds: found -1, expected whole numbers"),
        (lambda _: warbell.verify("x.warbell"), "paths: found 'x.warbell', expected a row of paths, as in [path]"),
        (
            lambda _: warbell.load("crufew"),
            "EPISODE: found 'crufew', expected one of curfew, heartbeat, garden, blackout, crossroads, price, or a fol",
        ),
    ],
)
def test_what_cannot_be_is_one_line_and_changes_nothing(wrong, said):
    game = warbell.Game(YARD, range(3))
    before = [bytes_of(game, world) for world in range(3)]
    with pytest.raises(warbell.BadInput) as caught:
        wrong(game)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
    assert [bytes_of(game, world) for world in range(3)] == before
