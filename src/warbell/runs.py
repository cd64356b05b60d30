"""Runs: one game for each seed, all seats held by minds, every result with the replay that proves it."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import numpy as np

from warbell import __version__
from warbell.episodes import Episode
from warbell.errors import BadInput
from warbell.files import write_atomically
from warbell.plans import Plan, show
from warbell.replay import Header, Replay, dump, pack_sources
from warbell.rollout import Rollout, rollout
from warbell.spread import cores, parts, spread
from warbell.team import Team

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
    held: Mapping[str, str],
    seeds: Sequence[int],
    *,
    plan: Plan | None = None,
    out: Path | None = None,
    threads: int | None = None,
    progress: Callable[[int], None] | None = None,
) -> list[Result]:
    """Play one game for each seed; `held` names the mind of every seat.

    Replays are written into the folder `out` (made if missing), as seed-N.warbell; none without it. `progress` is
    called with the number of games a step has finished. BadInput if the folder cannot be written to.
    """
    threads = threads or cores()
    if out is not None:
        Team(episode, held, 1, plan)  # nothing is left behind by a game that cannot be played
        _make_folder(out)

    def play(part: slice, stop: Event) -> Rollout:
        chosen = np.array(seeds[part], np.uint64)
        return rollout(episode, chosen, Team(episode, held, len(chosen), plan), stop)

    results: dict[int, Result] = {}
    sources = pack_sources(episode)
    with closing(spread(play, parts(len(seeds), episode, threads), threads)) as finished:
        for part, played in finished:
            for world, (i, end) in enumerate(zip(range(part.start, part.stop), played.ends, strict=True)):
                path = None if out is None else str(out / f"seed-{seeds[i]}.warbell")
                if path is not None:
                    header = _header(episode, held, plan, seeds[i], played, world)
                    replay = Replay(path, header, sources, played.orders[world], played.seals[world])
                    write_atomically(path, dump(replay))
                results[i] = Result(seed=seeds[i], replay=path, **{**end._asdict(), "digest": f"{end.digest:016x}"})
            if progress:
                progress(len(played.ends))
    return [results[i] for i in range(len(seeds))]


def _header(
    episode: Episode, held: Mapping[str, str], plan: Plan | None, seed: int, played: Rollout, world: int
) -> Header:
    return Header(
        episode=episode.name,
        episode_digest=episode.digest,
        title=episode.title,
        seats=tuple(episode.seats),
        minds=tuple(held[seat] for seat in episode.seats),
        plan=show(plan) if plan else "",
        warbell=__version__,
        seed=seed,
        start=int(played.start[world]),
        **played.ends[world]._asdict(),
    )


def _make_folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(path, (error.strerror or str(error)).lower(), "a folder to write replays into") from None
