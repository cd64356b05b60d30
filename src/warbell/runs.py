"""Runs: one game for each seed, all seats held by minds, every result with the replay that proves it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from threading import Event

import numpy as np

from warbell import __version__
from warbell.episodes import Episode
from warbell.episodes.packed import pack_sources
from warbell.errors import BadInput
from warbell.files import write_atomically
from warbell.guests import Minds, is_made, name_of
from warbell.plans import Plan, show
from warbell.prepare import prepare
from warbell.replay import Header, Replay, dump
from warbell.rollout import Rollout, check_episode, check_seeds, rollout
from warbell.spread import cores, parts, spread
from warbell.team import Team, seating

FOLDER = "warbell-runs"  # where replays go unless somebody says otherwise


@dataclass(frozen=True)
class Result:
    """How one game ended. Independent of how many were played with it, and on how many threads."""

    seed: int
    outcome: str  # "won", "lost" or "timeout"
    ending: str  # name of the ending
    score: int
    beats: int
    saved: int  # team members who left alive
    dead: int
    turned: int
    digest: str  # of the last world, 16 hex digits
    replay: str | None  # path of the file, None if none was asked for


def run(
    episode: Episode,
    minds: Minds,
    seeds: Sequence[int] | np.ndarray,
    *,
    plan: Plan | None = None,
    out: str | PathLike[str] | None = None,
    threads: int | None = None,
    progress: Callable[[int], None] | None = None,
) -> list[Result]:
    """Play one game for each seed, with all seats held by minds.

    `minds` is one for all seats, or a mapping with one for each: a name as on the command line, `module:Class`,
    `exec:COMMAND`, a class or function called with (brief, seats, worlds), or an object with
    `decide(percept, out)`. Whatever makes minds is called once for every batch of worlds, which play on threads, and
    what it made is closed after its games if it has `close()`; an object plays all seeds as one batch.
    `plan` is what the mind `plan` plays. Replays are written into the folder `out` (made if missing), as
    seed-N.warbell; none without it. `progress` is called with the number of games a step has finished.
    BadInput for seeds or minds that are none, or if the folder cannot be written to.
    """
    chosen = check_seeds(seeds)
    held = seating(check_episode(episode), minds)
    prepare()
    threads = threads or cores()
    pieces = parts(len(chosen), episode, threads)
    if any(is_made(mind) for mind in held.values()):
        pieces = [slice(0, len(chosen))]

    def play(part: slice, stop: Event) -> Rollout:
        mine = chosen[part]
        with closing(first if part == pieces[0] else Team(episode, held, len(mine), plan)) as team:
            return rollout(episode, mine, team, stop, filmed=out is not None)

    results: dict[int, Result] = {}
    names = tuple(name_of(mind) for mind in held.values())
    # One team is made before anything else: nothing is left behind by a game that cannot be played.
    with closing(Team(episode, held, len(chosen[pieces[0]]), plan)) as first:
        if out is not None:
            make_folder(out)
        with closing(spread(play, pieces, threads)) as finished:
            for part, played in finished:
                own = chosen[part].tolist()
                paths = [] if out is None else [str(Path(out) / f"seed-{seed}.warbell") for seed in own]
                if paths:
                    keep(paths, episode, names, plan, own, played)
                results.update(zip(range(part.start, part.stop), results_of(own, played, paths), strict=True))
                if progress:
                    progress(len(played.ends))
    return [results[i] for i in range(len(chosen))]


def results_of(seeds: Sequence[int], played: Rollout, paths: Sequence[str]) -> list[Result]:
    """The results of games that were played; `paths` are those of their replays, none if there are none."""
    replays: Sequence[str | None] = paths or [None] * len(seeds)
    return [
        Result(seed=seed, replay=path, **{**end._asdict(), "digest": f"{end.digest:016x}"})
        for seed, end, path in zip(seeds, played.ends, replays, strict=True)
    ]


def keep(
    paths: Sequence[str],
    episode: Episode,
    minds: tuple[str, ...],
    plan: Plan | None,
    seeds: Sequence[int],
    played: Rollout,
) -> None:
    """Write the replays of games that were played, a path for each; `minds` says who held each seat."""
    for replay in replays_of(paths, episode, minds, plan, seeds, played):
        write_atomically(replay.name, dump(replay))


def replays_of(
    paths: Sequence[str],
    episode: Episode,
    minds: tuple[str, ...],
    plan: Plan | None,
    seeds: Sequence[int],
    played: Rollout,
) -> Iterator[Replay]:
    """The replays of games that were played, as `keep` writes them."""
    sources = pack_sources(episode)
    for world, (path, seed, end) in enumerate(zip(paths, seeds, played.ends, strict=True)):
        header = Header(
            episode=episode.name,
            episode_digest=episode.digest,
            title=episode.title,
            seats=tuple(episode.seats),
            minds=minds,
            plan=show(plan) if plan else "",
            warbell=__version__,
            seed=seed,
            start=int(played.start[world]),
            **end._asdict(),
        )
        yield Replay(path, header, sources, played.orders[world], played.seals[world], played.strips[world])


def make_folder(path: str | PathLike[str]) -> None:
    """Make the folder for replays if there is none; BadInput if it cannot be."""
    try:
        Path(path).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(path, (error.strerror or str(error)).lower(), "a folder to write replays into") from None
