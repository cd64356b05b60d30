"""A result depends on its seed and on nothing else."""

import numpy as np
import pytest

from warbell import spread
from warbell.errors import BadInput
from warbell.replay import load
from warbell.runs import run
from warbell.team import team_name


def held(episode, **other):
    return {**dict.fromkeys(episode.seats, "caution"), **other}


def without_paths(results):
    return [(r.seed, r.outcome, r.ending, r.score, r.beats, r.saved, r.dead, r.turned, r.digest) for r in results]


@pytest.mark.parametrize("most, threads", [(1, 1), (1, 2), (7, 1), (7, 2), (256, 1), (256, 2)])
def test_parts_and_threads_change_nothing(episode, played, monkeypatch, most, threads):
    monkeypatch.setattr(spread, "MOST", most)
    again = run(episode, held(episode), range(9), threads=threads)
    assert without_paths(again) == without_paths(played[0])


def test_the_order_of_seeds_is_the_order_of_results(episode, played):
    again = run(episode, held(episode), [4, 0, 3])
    assert without_paths(again) == without_paths([played[0][4], played[0][0], played[0][3]])


def test_replays_hold_what_results_say(episode, played):
    results, folder = played
    for result in results:
        header = load(result.replay).header
        assert result.replay == str(folder / f"seed-{result.seed}.warbell")
        assert (header.seed, header.outcome, header.ending, header.score, header.beats) == (
            result.seed, result.outcome, result.ending, result.score, result.beats,
        )  # fmt: skip
        assert f"{header.digest:016x}" == result.digest
        assert header.minds == ("caution",) * len(episode.seats)


def test_replay_files_are_the_same_however_they_are_played(episode, played, tmp_path, monkeypatch):
    monkeypatch.setattr(spread, "MOST", 1)
    run(episode, held(episode), range(2), out=tmp_path, threads=1)
    for name in ("seed-0.warbell", "seed-1.warbell"):
        assert (tmp_path / name).read_bytes() == (played[1] / name).read_bytes()


def test_every_seat_has_the_mind_it_was_given(episode):
    first = episode.seats[0]
    (result,) = run(episode, held(episode, **{first: "wait"}), [0])
    (other,) = run(episode, held(episode), [0])
    assert result.digest != other.digest
    assert team_name(episode, held(episode)) == "caution"
    assert team_name(episode, held(episode, **{first: "wait"})).startswith(f"{first}=wait,")


def test_progress_counts_every_game(episode):
    seen = []
    run(episode, held(episode), range(5), progress=seen.append)
    assert sum(seen) == 5


def test_the_largest_seed_is_a_seed(episode, tmp_path):
    (result,) = run(episode, held(episode), [2**64 - 1], out=tmp_path)
    assert load(result.replay).header.seed == 2**64 - 1


def test_a_folder_that_cannot_be_made_is_bad_input(episode, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(BadInput, match="a folder to write replays into"):
        run(episode, held(episode), [0], out=tmp_path / "file" / "below")


def test_parts_cover_all_worlds_once(episode):
    for count, threads in ((1, 1), (1, 8), (7, 2), (1000, 3)):
        pieces = spread.parts(count, episode, threads)
        covered = np.concatenate([np.arange(piece.start, piece.stop) for piece in pieces])
        assert np.array_equal(covered, np.arange(count))
        assert max(piece.stop - piece.start for piece in pieces) <= spread.MOST


def test_an_error_in_one_part_ends_all():
    def work(part, stop):
        if part.start == 0:
            raise BadInput("x", "a", "b")
        while not stop.wait(10):
            raise AssertionError("nobody said stop")
        raise spread.Stopped

    with pytest.raises(BadInput):
        list(spread.spread(work, [slice(0, 1), slice(1, 2)], 2))
