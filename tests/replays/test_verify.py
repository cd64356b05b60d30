"""A whole file is believed only as far as the engine reproduces it."""

import dataclasses
import os
import subprocess
import sys

import msgspec
import numpy as np
import pytest

from warbell.engine.codes import STEP, VERB_BASE, WAIT
from warbell.engine.world import digest
from warbell.errors import BadInput
from warbell.replay import dump, steps
from warbell.rollout import seal
from warbell.verify import Unverified, verify


def check(tmp_path, replay, **changes):
    """The line that refuses a replay forged with all its checksums right."""
    path = tmp_path / "forged.warbell"
    header = {field: changes.pop(field) for field in list(changes) if hasattr(replay.header, field)}
    forged = dataclasses.replace(replay, header=msgspec.structs.replace(replay.header, **header), **changes)
    path.write_bytes(dump(forged))
    (verdict,) = verify([path])
    assert isinstance(verdict, Unverified), verdict
    return str(verdict).removeprefix(f"{path}: ")


def test_what_was_played_is_verified(played):
    results, _ = played
    verdicts = verify([result.replay for result in results])
    assert [verdict.header.seed for verdict in verdicts] == [result.seed for result in results]
    assert [verdict.header.outcome for verdict in verdicts] == [result.outcome for result in results]


def test_an_edited_order_is_found_at_its_beat(tmp_path, replay):
    for beat in (0, replay.header.beats // 2, replay.header.beats - 1):
        for seat in range(len(replay.header.seats)):
            orders = replay.orders.copy()
            orders[beat, seat] = WAIT if orders[beat, seat] != WAIT else VERB_BASE[STEP]
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
    line = check(tmp_path, replay, beats=beats, orders=replay.orders[:-1], seals=replay.seals[:-1])
    assert line == f"found its end after beat {beats}, expected beat {beats + 1}: the episode had not ended"


def test_beats_after_the_ending_are_found(tmp_path, replay):
    # The world stands still after its ending, so the seals of further beats can be forged from the last digest.
    beats = replay.header.beats
    more = np.zeros((1, len(replay.header.seats)), np.int16)
    seals = np.append(replay.seals, seal(np.array([replay.header.digest], np.uint64), more))
    line = check(tmp_path, replay, beats=beats + 1, orders=np.vstack([replay.orders, more]), seals=seals)
    assert line == f"found beat {beats + 1}, expected no more beats: the episode ended at beat {beats}"


@pytest.mark.parametrize("field", ["outcome", "ending", "score", "saved", "dead", "turned", "digest"])
def test_a_header_that_tells_another_end_is_found(tmp_path, replay, field):
    truth = getattr(replay.header, field)
    lie = truth + 1 if isinstance(truth, int) else {"won": "lost"}.get(truth, "won")
    assert check(tmp_path, replay, **{field: lie}) == f"found {field} {lie} in its header, expected {truth}, as played"


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


def test_a_seal_covers_every_seat_and_the_digest():
    digests, orders = np.array([5, 6], np.uint64), np.array([[1, 2], [1, 2]])
    base = seal(digests, orders)
    assert base[0] != base[1]
    assert seal(digests, orders + np.array([[0, 1], [0, 0]]))[0] != base[0]
    assert seal(digests, orders[:, ::-1])[0] != base[0]
    assert seal(digests, orders - 2)[0] != base[0]  # a negative order is none, and still counts
