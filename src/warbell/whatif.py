"""What if: for each death of a game, the last order of whom it befell that would have changed it.

The game is played again from the beat of an order on with that one order changed and everything else as it was: the
other orders, those of the same seat after it among them, and the dice, which do not depend on orders. It changed the
death if the seat then neither died nor turned up to MARGIN beats after it did in the game. Searched is from the
beat of the death back, at most BACK beats, over every order that was possible for the seat; of several in one beat the
first in the numbering of orders is named. Where the game's own orders run out everybody waits.

What this does not show: what others could have done, what two changed orders could have, and what the team would have
made of it, as nobody reacts to what did not happen. Nothing found does not mean that nothing could be done. It is the
same answer every time.
"""

from collections import deque
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from warbell.engine import codes
from warbell.engine.batch import play
from warbell.engine.world import World
from warbell.replay import Replay, Step, steps

BACK = 100  # beats before a death that are searched
MARGIN = 10  # beats after it to which somebody has to live


class Chance(NamedTuple):
    """An order that would have changed a death."""

    seat: int
    end: int  # the beat of the death, or of the turning
    beat: int  # that of the order
    given: int  # the order that was given
    instead: int  # the one that would have changed it
    ways: int  # how many orders in its place would have
    of: int  # of so many


def deaths(replay: Replay) -> list[tuple[int, int]]:
    """(seat, beat) of every death and turning of the team, in order of beats."""
    events = replay.film.events
    ends = events[np.isin(events["kind"], (codes.DIED, codes.TURNED)) & (events["who"] < len(replay.header.seats))]
    first: dict[int, int] = {}
    for row in ends:
        first.setdefault(int(row["who"]), int(row["beat"]))  # who turned may be killed later
    return sorted(first.items(), key=lambda end: (end[1], end[0]))


def beats_to_search(replay: Replay) -> int:
    """How many beats are searched at most: what `progress` of `chances` is called with in all."""
    return sum(min(end, BACK) for _, end in deaths(replay))


def chances(replay: Replay, progress: Callable[[int], None] | None = None) -> dict[int, Chance]:
    """The last chance of every seat that died or turned, where one is found; OtherRules if it cannot be played.

    `progress` is called with numbers of beats that are done with. `verify` the replay first: here it is taken at its
    word.
    """
    ends = deaths(replay)
    found: dict[int, Chance] = {}
    before: deque[Step] = deque(maxlen=BACK)  # the worlds before the beats that may be searched
    waiting = deque(ends)
    for step in steps(replay):
        while waiting and waiting[0][1] == step.beat:
            seat, end = waiting.popleft()
            chance = _search(replay, seat, end, before, progress)
            if chance is not None:
                found[seat] = chance
        before.append(step)
    return found


def _search(
    replay: Replay, seat: int, end: int, before: deque[Step], progress: Callable[[int], None] | None
) -> Chance | None:
    """The last chance of a seat, by the worlds before each beat up to its end."""
    for left, step in zip(range(len(before), 0, -1), reversed(before), strict=True):
        beat = step.beat + 1
        given = int(replay.orders[beat - 1, seat])
        others = np.flatnonzero(step.percept.mask[0, seat])
        others = others[others != given]
        lived = _lives(replay, seat, end, step, others) if len(others) else np.zeros(0, bool)
        if lived.any():
            if progress:
                progress(left)
            return Chance(seat, end, beat, given, int(others[lived][0]), int(lived.sum()), len(others))
        if progress:
            progress(1)
    return None


def _lives(replay: Replay, seat: int, end: int, step: Step, others: np.ndarray) -> np.ndarray:
    """For each order in the place of the one given whether the seat lives on: bool [A]."""
    ground, count = replay.episode.ground, len(others)
    world = World(
        *(
            table if name == "sound" else np.repeat(table, count, axis=0)
            for name, table in zip(World._fields, step.world, strict=True)
        )
    )
    for beat in range(step.beat + 1, end + MARGIN + 1):
        orders = np.zeros((count, len(replay.header.seats)), np.int32)
        if beat <= len(replay.orders):
            orders[:] = replay.orders[beat - 1]
        if beat == step.beat + 1:
            orders[:, seat] = others
        play(ground, world, orders)
        if not _alive(world, seat).any():
            break
    return _alive(world, seat)


def _alive(world: World, seat: int) -> np.ndarray:
    body = world.bodies[:, seat]
    alive: np.ndarray = (body["state"] != codes.DEAD) & codes.IS_PERSON[body["nature"]]
    return alive
