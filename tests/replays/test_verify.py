"""A whole file is believed only as far as the engine reproduces it."""

import dataclasses
import os
import subprocess
import sys

import msgspec
import numpy as np
import pytest
from films import strip_of

from warbell.cli.still import still_document
from warbell.engine import codes as c
from warbell.engine.digest import digest
from warbell.errors import BadInput
from warbell.order_names import fold_of, name_of
from warbell.proof import Unverified, verify
from warbell.replay import dump, load, steps
from warbell.report import page
from warbell.rollout import rollout, seal, seal_one


def forge(path, replay, **changes):
    """Write a replay with other contents, all its checksums right."""
    header = {field: changes.pop(field) for field in list(changes) if hasattr(replay.header, field)}
    forged = dataclasses.replace(replay, header=msgspec.structs.replace(replay.header, **header), **changes)
    path.write_bytes(dump(forged))


def check(tmp_path, replay, **changes):
    """The line that refuses a forged replay."""
    path = tmp_path / "forged.warbell"
    forge(path, replay, **changes)
    (verdict,) = verify([path])
    assert isinstance(verdict, Unverified), verdict
    return str(verdict).removeprefix(f"{path}: ")


def left_at(replay, beats):
    """What differs in the replay of the same game, left after so many beats."""
    step = next(step for step in steps(replay) if step.beat == beats)
    clock = step.world.clock[0]
    facts = {name: int(clock[name]) for name in ("score", "saved", "dead", "turned")}
    header = {"beats": beats, "outcome": "abandoned", "ending": "abandoned", "digest": int(digest(step.world)[0])}
    shown = {"orders": replay.orders[:beats], "seals": replay.seals[:beats], "strip": strip_of(replay, beats)}
    return {**header, **facts, **shown}


def test_what_was_played_is_verified(played):
    results, _ = played
    verdicts = verify([result.replay for result in results])
    assert [verdict.header.seed for verdict in verdicts] == [result.seed for result in results]
    assert [verdict.header.outcome for verdict in verdicts] == [result.outcome for result in results]


def test_an_edited_order_is_found_at_its_beat(tmp_path, replay):
    for beat in (0, replay.header.beats // 2, replay.header.beats - 1):
        for seat in range(len(replay.header.seats)):
            orders = replay.orders.copy()
            orders[beat, seat] = c.WAIT if orders[beat, seat] != c.WAIT else c.VERB_BASE[c.STEP]
            assert check(tmp_path, replay, orders=orders).startswith(f"found beat {beat + 1} with seal ")


def test_an_edited_seal_is_found_at_its_beat(tmp_path, replay):
    seals = replay.seals.copy()
    seals[4] ^= np.uint64(1)
    assert check(tmp_path, replay, seals=seals).startswith("found beat 5 with seal ")


def test_another_seed_or_start_is_found_at_the_start(tmp_path, replay):
    assert check(tmp_path, replay, start=replay.header.start ^ 1).startswith("found start world ")
    assert check(tmp_path, replay, seed=replay.header.seed + 1).startswith("found start world ")


def test_an_end_that_comes_too_early_is_found(tmp_path, replay):
    beats = replay.header.beats - 1
    line = check(tmp_path, replay, beats=beats, orders=replay.orders[:-1], seals=replay.seals[:-1], strip=None)
    assert line == f"found its end after beat {beats}, expected beat {beats + 1}: the episode had not ended"


def test_beats_after_the_ending_are_found(tmp_path, replay):
    # The world stands still after its ending, so the seals of further beats can be forged from the last digest.
    beats = replay.header.beats
    more = np.zeros((1, len(replay.header.seats)), np.int16)
    seals = np.append(replay.seals, seal(np.array([replay.header.digest], np.uint64), more))
    line = check(tmp_path, replay, beats=beats + 1, orders=np.vstack([replay.orders, more]), seals=seals, strip=None)
    assert line == f"found beat {beats + 1}, expected no more beats: the episode ended at beat {beats}"


@pytest.mark.parametrize("field", ["outcome", "ending", "score", "saved", "dead", "turned", "digest"])
def test_a_header_that_tells_another_end_is_found(tmp_path, replay, field):
    truth = getattr(replay.header, field)
    lie = truth + 1 if isinstance(truth, int) else {"won": "lost"}.get(truth, "won")
    assert check(tmp_path, replay, **{field: lie}) == f"found {field} {lie} in its header, expected {truth}, as played"


def test_a_game_that_was_left_is_verified_as_far_as_it_went(tmp_path, played):
    # Among whole games and others left at other beats, so that each world of the batch stops by itself.
    paths = []
    for k, result in enumerate(played[0]):
        replay = load(result.replay)
        for beats in {0, 1, k % replay.header.beats, replay.header.beats - 1}:
            paths.append(tmp_path / f"{k}-{beats}.warbell")
            forge(paths[-1], replay, **left_at(replay, beats))
        paths.append(result.replay)
    verdicts = verify(paths)
    assert [str(path) for path in paths] == [verdict.name for verdict in verdicts]
    outcomes = [verdict.header.outcome for verdict in verdicts]
    assert outcomes.count("abandoned") == len(paths) - len(played[0])


@pytest.mark.parametrize("beats", [0, 1, 7])
def test_a_game_that_was_left_is_shown_as_one(tmp_path, replay, beats):
    path = tmp_path / "left.warbell"
    forge(path, replay, **left_at(replay, beats))
    left = load(path)
    assert '<p class="verdict abandoned"><strong>Abandoned.</strong> The game was left' in page(left)
    document = still_document(left, beats, ())
    assert (document["outcome"], document["happened"][-1]) == ("abandoned", "The game was left before it ended.")


@pytest.mark.parametrize("field", ["ending", "score", "saved", "dead", "turned", "digest"])
def test_a_game_that_was_left_cannot_tell_another_state(tmp_path, replay, field):
    left = left_at(replay, 3)
    lie = left[field] + 1 if isinstance(left[field], int) else "saved"
    line = check(tmp_path, replay, **{**left, field: lie})
    assert line == f"found {field} {lie} in its header, expected {left[field]}, as played"


def test_a_game_that_was_left_cannot_have_other_orders(tmp_path, replay):
    left = left_at(replay, 3)
    left["orders"] = left["orders"].copy()
    left["orders"][2, 0] ^= 1
    assert check(tmp_path, replay, **left).startswith("found beat 3 with seal ")


@pytest.mark.parametrize("outcome", ["won", "lost", "timeout"])
def test_a_game_that_was_left_cannot_claim_an_ending(tmp_path, replay, outcome):
    line = check(tmp_path, replay, **{**left_at(replay, 3), "outcome": outcome})
    assert line == "found its end after beat 3, expected beat 4: the episode had not ended"


def test_a_game_that_ended_cannot_claim_to_be_left(tmp_path, replay):
    header = replay.header
    line = check(tmp_path, replay, outcome="abandoned", ending="abandoned")
    assert line == f"found outcome abandoned in its header, expected {header.outcome}, as played"
    more = np.zeros((1, len(header.seats)), np.int16)
    seals = np.append(replay.seals, seal(np.array([header.digest], np.uint64), more))
    orders = np.vstack([replay.orders, more])
    forged = {"beats": header.beats + 1, "outcome": "abandoned", "ending": "abandoned", "strip": None}
    line = check(tmp_path, replay, **forged, orders=orders, seals=seals)
    assert line == f"found beat {header.beats + 1}, expected no more beats: the episode ended at beat {header.beats}"


def test_worlds_that_are_left_do_not_disturb_the_others(episode):
    class Wait:
        def decide(self, percept, out):
            pass

    seeds = np.arange(4, dtype=np.uint64)
    whole = rollout(episode, seeds, Wait())
    part = rollout(episode, seeds, Wait(), beats=[2, 60, 0, 5])
    assert part.ends[1] == whole.ends[1]
    assert [end.beats for end in part.ends] == [2, whole.ends[1].beats, 0, 5]
    for e in range(4):
        assert part.seals[e].tolist() == whole.seals[e][: part.ends[e].beats].tolist()


def test_one_bad_file_does_not_spoil_the_others(tmp_path, played):
    good = [result.replay for result in played[0][:2]]
    broken = tmp_path / "broken.warbell"
    broken.write_bytes(b"no replay")
    first, second, third = verify([good[0], broken, good[1]])
    assert isinstance(second, BadInput)
    assert not isinstance(second, Unverified)
    assert [first.name, third.name] == good


def test_a_replay_needs_nothing_but_itself(tmp_path, monkeypatch, replay):
    def gone(name):
        raise AssertionError(f"{name} was looked up")

    monkeypatch.setattr("warbell.episodes.load", gone)
    path = tmp_path / "alone.warbell"
    path.write_bytes(dump(replay))
    assert verify([path])[0].header == replay.header


def test_the_interpreted_engine_plays_the_same_games(played):
    quick = sorted(played[0], key=lambda result: result.beats)[:2]
    done = subprocess.run(
        [sys.executable, "-m", "warbell", "verify", *(result.replay for result in quick)],
        env={**os.environ, "WARBELL_JIT": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count(": verified, ") == 2


def test_steps_play_the_same_game(replay):
    seen = list(steps(replay))
    assert [step.beat for step in seen] == list(range(replay.header.beats + 1))
    assert digest(seen[0].world)[0] == replay.header.start
    assert not seen[0].orders.any()
    for step, orders, sealed in zip(seen[1:], replay.orders, replay.seals, strict=True):
        assert np.array_equal(step.orders, orders)
        assert seal(digest(step.world), step.orders[None])[0] == sealed
        assert step.percept.me["beat"].max() == step.beat


def test_steps_do_not_share_their_tables(replay):
    first, second, *_ = steps(replay)
    for before, after in zip((*first.world, *first.percept), (*second.world, *second.percept), strict=True):
        assert not np.shares_memory(before, after)


def test_one_seal_is_as_those_of_many():
    assert (
        seal_one(6, [fold_of(name_of(1)), fold_of(name_of(2))]) == seal(np.array([6], np.uint64), np.array([[1, 2]]))[0]
    )


def test_a_seal_covers_every_seat_and_the_digest():
    digests, orders = np.array([5, 6], np.uint64), np.array([[1, 2], [1, 2]])
    base = seal(digests, orders)
    assert base[0] != base[1]
    assert seal(digests, orders + np.array([[0, 1], [0, 0]]))[0] != base[0]
    assert seal(digests, orders[:, ::-1])[0] != base[0]
    assert seal(digests, orders - 2)[0] != base[0]  # a negative order is none, and still counts
