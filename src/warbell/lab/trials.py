"""Trials: who plays what, for every seed of a list, shared out over processes; how many does not change the results."""

import signal
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from multiprocessing import active_children, get_context
from types import TracebackType
from typing import Self

from warbell.episodes import Episode
from warbell.games import Games, Played, in_parts, results_in
from warbell.parts import Hand, Keeping, fulfil, is_whole
from warbell.plans import Plan
from warbell.runs import Result
from warbell.spread import cores, hand_out

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


class Unfinished(Exception):  # noqa: N818 - a shard that did its share is no error
    """Other shards have not made all that is needed to go on."""

    def __init__(self, missing: int) -> None:
        super().__init__(missing)
        self.missing = missing  # parts


class Players:
    """Processes that play trials of one episode, as many as `workers`, or one a core. Close them by `with`.

    With `hand` that plays them instead, and with `keeping` games are kept in parts, and only those of a shard played.
    """

    def __init__(
        self, episode: Episode, workers: int | None = None, hand: Hand | None = None, keeping: Keeping | None = None
    ) -> None:
        self.episode = episode
        self.workers = workers or cores()
        self.hand = hand
        self.keeping = keeping
        # Minds of plans are plain Python and hold the interpreter's lock, so cores want processes here, not threads.
        # None is started before there is work for it.
        self.others = set(active_children())
        self.pool = ProcessPoolExecutor(self.workers, get_context("spawn"), _set_up)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.pool.shutdown(wait=kind is None, cancel_futures=True)
        if kind is not None:  # nobody waits for what they are at
            for child in set(active_children()) - self.others:
                child.terminate()

    def play(self, trials: Sequence[Trial], seeds: range, progress: Progress | None = None) -> list[list[Result]]:
        """The results of each trial, in the order of the seeds; Unfinished if other shards have not played theirs."""
        cut = [in_parts(self.episode, one.held, one.plan, seeds, most=CHUNK, filmed=False) for one in trials]
        every = [part for parts in cut for part in parts]
        hand = self.hand or (_here if self.workers == 1 or len(trials) * len(seeds) <= FEW else self._on_processes)
        if self.keeping is not None:
            fulfil(every, hand, self.keeping, progress)
            folder = self.keeping.folder
            missing = [part for part in every if self.keeping.shard.of > 1 and not is_whole(folder, part)]
            if missing:
                raise Unfinished(len(missing))
            return [results_in(folder, parts) for parts in cut]
        found: dict[int, list[Result]] = {}
        with closing(hand(every)) as finished:
            for part, played in finished:
                found[id(part)] = played.results
                if progress:
                    progress(part.size)
        return [[result for part in parts for result in found[id(part)]] for parts in cut]

    def _on_processes(self, parts: Iterable[Games]) -> Generator[tuple[Games, Played]]:
        return hand_out(lambda part: self.pool.submit(Games.make, part), parts, 2 * self.workers)


def _here(parts: Iterable[Games]) -> Generator[tuple[Games, Played]]:
    for part in parts:
        yield part, part.make()


def _set_up() -> None:
    """Make a process ready. Ctrl-C ends it at once and without a word: the one that asked does the talking."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
