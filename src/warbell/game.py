"""A batch of worlds in somebody's hands: give orders, get percepts and rewards, begin again, keep replays.

E worlds with S seats; one beat of all of them is one `step`. For games that minds play by themselves see `runs.run`.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np

from warbell.encode.paper import Paper, paper_of
from warbell.encode.presets import COMPACT, PRESETS, arrays_of, buffers, encode, encoding
from warbell.encode.reading import reading
from warbell.encode.words import describe
from warbell.engine import digest as states
from warbell.engine import percept as percepts
from warbell.engine import world as tables
from warbell.engine.batch import advance, perceive, run_at
from warbell.engine.codes import RUNNING_STILL
from warbell.engine.percept import Percept
from warbell.engine.record import first_turn, noting
from warbell.engine.tables import placed
from warbell.engine.world import World
from warbell.episodes import Brief, Episode, brief
from warbell.errors import BadInput
from warbell.prepare import prepare
from warbell.rollout import End, Recorded, check_count, check_episode, check_seeds, end_of, rollout
from warbell.runs import keep, make_folder
from warbell.spread import parts

UNNAMED = "policy"  # what replays call whoever held a seat, unless somebody says it


class Game:
    """E worlds of an episode, one for each seed, before their first beat; everything is valid from the start on.

    `percept`, `masks` and `brief` are all that whoever holds a seat may look at. The arrays of a percept are the game's
    own, brought up to date in place: copy what is to outlive the next `step` or `restart`, and write into none.
    """

    def __init__(self, episode: Episode, seeds: Sequence[int] | np.ndarray, *, threads: int = 1) -> None:
        """`threads` play a beat together. BadInput for an episode, seeds or a number of threads that are none."""
        self.episode = check_episode(episode)
        chosen = check_seeds(seeds)
        prepare()
        self.brief: Brief = brief(episode)
        self._threads = check_count("threads", threads)
        self._world, self._percept = self._fresh(chosen)
        self._orders = tables.waits(self._world)  # as the engine takes them
        # No game is longer than its episode, so that a record of all orders has a size.
        self._turn = placed(first_turn(episode.beats, *self._orders.shape))

    def _fresh(self, seeds: np.ndarray) -> tuple[World, Percept]:
        world = self.episode.start(seeds)
        percept = percepts.blank(world)
        perceive(self.episode.ground, world, percept, self._threads)
        return world, percept

    @property
    def percept(self) -> Percept:
        """What every seat of every world perceives and remembers; `warbell.Percept` says what each table holds."""
        return self._percept

    @property
    def masks(self) -> np.ndarray:
        """The orders that are possible to each seat now: uint8 [E, S, A], 1 for each that is. `wait` always is."""
        return self._percept.mask

    @property
    def world(self) -> World:
        """Everything there is, for who looks on and holds no seat: a picture, a critic in training. Write into none."""
        return self._world

    @property
    def seeds(self) -> np.ndarray:
        """The seed of each world: uint64 [E]."""
        return self._world.clock["seed"].copy()

    @property
    def beats(self) -> np.ndarray:
        """How many beats each world has been played: int32 [E]."""
        return self._world.clock["beat"].copy()

    @property
    def scores(self) -> np.ndarray:
        """The score of each world so far, the sum of its rewards: int32 [E]."""
        return self._world.clock["score"].copy()

    @property
    def done(self) -> np.ndarray:
        """Which worlds have ended: bool [E]."""
        ended: np.ndarray = self._world.clock["ending"] != RUNNING_STILL
        return ended

    @property
    def rewards(self) -> np.ndarray:
        """What the last beat paid each team: int32 [E], 0 for a world that had ended before. The game's own array."""
        return self._turn.rewards

    @property
    def terminated(self) -> np.ndarray:
        """Which worlds ended by their rules: bool [E], the game's own array."""
        return self._turn.terminated

    @property
    def truncated(self) -> np.ndarray:
        """Which worlds ended because their beats ran out: bool [E], the game's own array."""
        return self._turn.truncated

    @property
    def endings(self) -> np.ndarray:
        """The ending of each world, an index into `episode.endings`, -1 while it runs: int32 [E]."""
        return self._world.clock["ending"].copy()

    @property
    def outcomes(self) -> list[End]:
        """How each world ended, as results of `run` have it; "abandoned" and how it stands for one that still runs."""
        digests = states.digest(self._world)
        return [end_of(self.episode, clock, digests[e]) for e, clock in enumerate(self._world.clock)]

    def step(
        self, orders: np.ndarray, observation: dict[str, np.ndarray] | None = None
    ) -> tuple[np.ndarray, np.ndarray]:
        """Play one beat by these orders: integers [E, S], indices into `warbell.ACTIONS`.

        Returns the reward of the beat, int32 [E], which all seats share, and which worlds have ended, bool [E]. A world
        that had ended before stays as it is and its reward is 0. An order that is not possible is refused as the rules
        have it, and the seat waits. Into `observation`, arrays that `observe` gave, goes that of the new beat. BadInput
        if `orders` have another shape or are no integers.
        """
        given = np.asarray(orders)
        shape = self._orders.shape
        if given.shape != shape:
            raise BadInput("orders", f"an array of shape {given.shape}", f"{shape}, an order for each world and seat")
        if given.dtype.kind not in "iu":
            raise BadInput("orders", f"an array of {given.dtype}", "integers, as int32")
        turn = self._turn
        np.copyto(turn.given, given, casting="unsafe")
        if observation is None:
            run = noting(self._beats, turn)
        else:
            run = encoding(self._beats, turn, self._paper, observation)
        advance(self.episode.ground, self._world, self._percept, self._orders, self._threads, run)
        return turn.rewards.copy(), turn.terminated | turn.truncated

    def restart(self, where: Any, seeds: Sequence[int] | np.ndarray) -> None:
        """Begin chosen worlds again, in place, each with a seed of its own; all others stay as they are.

        `where` is a mask, bool [E], or the indices of the worlds. What was played in them is forgotten: `save` first.
        BadInput if there is no such world, or if there are more or fewer seeds than worlds.
        """
        chosen = self._chosen(where)
        if not len(chosen) and not len(seeds):
            return
        fresh_seeds = check_seeds(seeds)
        if len(fresh_seeds) != len(chosen):
            raise BadInput("seeds", f"{len(fresh_seeds)} of them", f"{len(chosen)}, one for each world that restarts")
        world, percept = self._fresh(fresh_seeds)
        for name, table, fresh in zip(World._fields, self._world, world, strict=True):
            if name != "sound":  # no world's own
                table[chosen] = fresh
        for table, fresh in zip(self._percept, percept, strict=True):
            table[chosen] = fresh
        self._turn.terminated[chosen] = self._turn.truncated[chosen] = False

    def words(self, world: int, seat: int | str) -> tuple[str, ...]:
        """What a seat, by its id or index, perceives in this beat, in sentences; BadInput if there is none."""
        return describe(self._percept, self.brief, *self._seat(world, seat))

    def text(self, world: int, seat: int | str) -> str:
        """All that a seat has to decide by, as text: `words`, what lies around it drawn, and the orders it can give."""
        return reading(self._percept, self.brief, self._paper, *self._seat(world, seat))

    def observe(self, preset: str = COMPACT, out: dict[str, np.ndarray] | None = None) -> dict[str, np.ndarray]:
        """Every percept as arrays by name, [E, S, ...], written into those of `out` if they are given.

        `observation` is int16 [E, S, V], a vector whose columns `warbell.arrays.layout` names; the preset "full" has
        `grid`, uint8 [E, S, L, R, R], too, with layers as `warbell.arrays.LAYERS` and oneself in the middle. BadInput
        for a preset that is none.
        """
        if preset not in PRESETS:
            raise BadInput("preset", repr(preset), f"one of {', '.join(PRESETS)}")
        given = buffers(arrays_of(preset), *self._orders.shape) if out is None else out
        encode(self._percept, self._paper, given)
        return given

    @cached_property
    def _paper(self) -> Paper:
        return placed(paper_of(self.brief))

    @cached_property
    def _beats(self) -> int:
        return run_at(self.episode.ground, self._world, self._percept, self._orders)

    def save(
        self, folder: str | PathLike[str], where: Any = None, *, minds: str | Mapping[str, str] = UNNAMED
    ) -> list[str]:
        """Write a replay of each chosen world, all without `where`, and return their paths in the order of the worlds.

        A world that still runs is written as a game that was left. The games are played again to be sealed, which takes
        about as long as they did. Files are called seed-N.warbell, with the world's index behind where several chosen
        worlds have a seed; files of the same name are replaced. `minds` is what replays say held the seats. BadInput if
        the folder cannot be written to.
        """
        chosen = np.arange(len(self._world.clock)) if where is None else self._chosen(where)
        seats = self.episode.seats
        names = tuple(minds if isinstance(minds, str) else minds.get(seat, UNNAMED) for seat in seats)
        seeds, beats = self.seeds, self.beats
        often = Counter(seeds[chosen].tolist())
        make_folder(folder)
        paths = []
        for part in parts(len(chosen), self.episode, 1):
            some = chosen[part]
            own = seeds[some].tolist()
            games = [self._turn.record[: beats[e], e] for e in some]
            played = rollout(
                self.episode, seeds[some], Recorded(games), views=False, filmed=True, beats=beats[some].tolist()
            )
            files = [
                str(Path(folder) / (f"seed-{seed}" + (f"-world-{e}" if often[seed] > 1 else "") + ".warbell"))
                for e, seed in zip(some, own, strict=True)
            ]
            keep(files, self.episode, names, None, own, played)
            paths += files
        return paths

    def _seat(self, world: int, seat: int | str) -> tuple[int, int]:
        """The indices of a seat and of its world."""
        (e,) = self._chosen([world])
        seats = self.episode.seats
        p = seats.index(seat) if seat in seats else seat
        if not isinstance(p, (int, np.integer)) or not 0 <= p < len(seats):
            raise BadInput("seat", repr(seat), f"one of {', '.join(seats)}, or an index below {len(seats)}")
        return int(p), int(e)

    def _chosen(self, where: Any) -> np.ndarray:
        """Indices of worlds, int [n], of a mask or of indices."""
        worlds = len(self._world.clock)
        given = np.asarray(where)
        if given.dtype == bool and given.shape == (worlds,):
            return np.flatnonzero(given)
        if given.size == 0:
            return np.zeros(0, int)
        if given.ndim != 1 or given.dtype.kind not in "iu" or not ((given >= 0) & (given < worlds)).all():
            raise BadInput("worlds", repr(where), f"a mask of {worlds}, or a row of indices below {worlds}")
        if len(np.unique(given)) < len(given):
            raise BadInput("worlds", repr(where), "no world twice")
        return given
