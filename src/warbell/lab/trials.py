"""Trials: who plays what, for every seed of a list, shared out over processes; how many does not change the results."""

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context

from warbell.episodes import Episode, from_sources
from warbell.plans import Plan
from warbell.run import Result, run
from warbell.spread import cores

CHUNK = 40  # games of a trial that a process plays at a time
FEW = 200  # games that are played here: a process more costs more than it saves


@dataclass(frozen=True)
class Trial:
    """A team: the mind of every seat, and the plan that the mind `plan` plays."""

    group: str  # which table it belongs to
    name: str
    held: Mapping[str, str]
    plan: Plan | None = None


def planned(episode: Episode, group: str, name: str, plan: Plan, **others: str) -> Trial:
    """A trial of a plan for all seats but those that `others` hold."""
    return Trial(group, name, {**dict.fromkeys(episode.seats, "plan"), **others}, plan)


def play(
    episode: Episode,
    trials: Sequence[Trial],
    seeds: Sequence[int],
    workers: int | None = None,
    progress: Callable[[int], None] | None = None,
) -> list[list[Result]]:
    """The results of each trial, in the order of the seeds. `progress` is called with numbers of finished games."""
    workers = workers or cores()
    chunks = [(t, at) for t in range(len(trials)) for at in range(0, len(seeds), CHUNK)]
    found: list[dict[int, list[Result]]] = [{} for _ in trials]

    def note(t: int, at: int, results: list[Result]) -> None:
        found[t][at] = results
        if progress:
            progress(len(results))

    if workers == 1 or len(trials) * len(seeds) <= FEW:
        for t, at in chunks:
            note(t, at, _games(episode, trials[t], seeds[at : at + CHUNK]))
    else:
        # Minds of plans are plain Python and hold the interpreter's lock, so cores want processes here, not threads.
        with ProcessPoolExecutor(workers, get_context("spawn"), _set_up, (episode.sources,)) as pool:
            try:
                running = {pool.submit(_chunk, trials[t], list(seeds[at : at + CHUNK])): (t, at) for t, at in chunks}
                for one in as_completed(running):
                    note(*running[one], one.result())
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
    return [[result for at in sorted(each) for result in each[at]] for each in found]


_here: list[Episode] = []  # the episode of this process


def _set_up(sources: dict[str, bytes]) -> None:
    """Make a process ready; Ctrl-C is for the one that asked."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    _here.append(from_sources(sources))


def _chunk(trial: Trial, seeds: list[int]) -> list[Result]:
    return _games(_here[0], trial, seeds)


def _games(episode: Episode, trial: Trial, seeds: Sequence[int]) -> list[Result]:
    return run(episode, trial.held, list(seeds), plan=trial.plan, threads=1)
