"""Trials: who plays what, for every seed of a list, shared out over processes; how many does not change the results."""

import signal
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import active_children, get_context
from types import TracebackType
from typing import Self

from warbell.episodes import Episode, from_sources
from warbell.plans import Plan
from warbell.runs import Result, run
from warbell.spread import cores

CHUNK = 40  # games of a trial that a process plays at a time
FEW = 200  # games that are played here: a process more costs more than it saves

Progress = Callable[[int], None]  # called with numbers of finished games


@dataclass(frozen=True)
class Trial:
    """A team: the mind of every seat, and the plan that the mind `plan` plays."""

    group: str  # which part of the table it belongs to
    name: str
    held: Mapping[str, str]
    plan: Plan | None = None


class Players:
    """Processes that play trials of one episode, as many as `workers`, or one a core. Close them by `with`."""

    def __init__(self, episode: Episode, workers: int | None = None) -> None:
        self.episode = episode
        self.workers = workers or cores()
        # Minds of plans are plain Python and hold the interpreter's lock, so cores want processes here, not threads.
        # None is started before there is work for it.
        self.others = set(active_children())
        self.pool = ProcessPoolExecutor(self.workers, get_context("spawn"), _set_up, (episode.sources,))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.pool.shutdown(wait=kind is None, cancel_futures=True)
        if kind is not None:  # nobody waits for what they are at
            for child in set(active_children()) - self.others:
                child.terminate()

    def play(
        self, trials: Sequence[Trial], seeds: Sequence[int], progress: Progress | None = None
    ) -> list[list[Result]]:
        """The results of each trial, in the order of the seeds."""
        chunks = [(t, at) for t in range(len(trials)) for at in range(0, len(seeds), CHUNK)]
        found: list[dict[int, list[Result]]] = [{} for _ in trials]

        def note(t: int, at: int, results: list[Result]) -> None:
            found[t][at] = results
            if progress:
                progress(len(results))

        if self.workers == 1 or len(trials) * len(seeds) <= FEW:
            for t, at in chunks:
                note(t, at, _games(self.episode, trials[t], seeds[at : at + CHUNK]))
        else:
            submit = self.pool.submit
            running = {submit(_chunk, trials[t], list(seeds[at : at + CHUNK])): (t, at) for t, at in chunks}
            for one in as_completed(running):
                note(*running[one], one.result())
        return [[result for at in sorted(each) for result in each[at]] for each in found]


_here: list[Episode] = []  # the episode of this process


def _set_up(sources: dict[str, bytes]) -> None:
    """Make a process ready. Ctrl-C ends it at once and without a word: the one that asked does the talking."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    _here.append(from_sources(sources))


def _chunk(trial: Trial, seeds: list[int]) -> list[Result]:
    return _games(_here[0], trial, seeds)


def _games(episode: Episode, trial: Trial, seeds: Sequence[int]) -> list[Result]:
    return run(episode, trial.held, list(seeds), plan=trial.plan, threads=1)
