"""Undone: what a game would have come to without a rescue, every other order and all dice as they were.

The game is played again from its start to its last beat with one rescue undone: in every beat in which somebody with a
seat did anything for the endangered while the danger lasted, they wait instead. Everything else is as it was, the
orders of the rescuers in all other beats too, and dice do not depend on orders. What this does not show is what the
team would have made of it, as nobody reacts to what did not happen, as in `whatif`. Whoever has no seat acts by
themselves: what they did is not undone.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from warbell.engine import codes
from warbell.engine.batch import play
from warbell.replay import Replay
from warbell.report.deeds import BY_DRONE
from warbell.report.history import History
from warbell.report.ledger import Rescue


class Without(NamedTuple):
    """What would have been different at the end of a game without a rescue; bodies are rows of the film."""

    lost: tuple[int, ...]  # who would have died or turned, and did not
    kept: tuple[int, ...]  # who did die or turn, and would not have
    left: bool  # True if the endangered got out, and would not have

    @property
    def lives(self) -> int:
        """What the rescue was worth in lives."""
        return len(self.lost) - len(self.kept)


def undone(replay: Replay, past: History, rescues: Sequence[Rescue]) -> list[Without | None]:
    """What each rescue of a game changed, None where nobody with a seat did one; OtherRules if it cannot be played.

    `verify` the replay first: here it is taken at its word.
    """
    orders = [_orders_without(past, rescue) for rescue in rescues]
    changed = [k for k, rows in enumerate(orders) if (rows != replay.orders).any()]
    if not changed:
        return [None] * len(rescues)
    ground, people = replay.playable().episode.ground, past.people
    world = replay.episode.start(np.full(len(changed), replay.header.seed, np.uint64))
    for beat in range(past.beats):
        play(ground, world, np.stack([orders[k][beat] for k in changed]).astype(np.int32))
    film = past.film.bodies
    film = past.film.bodies
    lost, out = _ends(film["state"][-1, :people], film["nature"][-1, :people])
    found: list[Without | None] = [None] * len(rescues)
    for k, bodies in zip(changed, world.bodies[:, :people], strict=True):
        lost_too, out_too = _ends(bodies["state"], bodies["nature"])
        whom = rescues[k].danger.whom
        dead, alive = np.flatnonzero(lost_too & ~lost).tolist(), np.flatnonzero(lost & ~lost_too).tolist()
        found[k] = Without(tuple(dead), tuple(alive), left=bool(out[whom] and not out_too[whom]))
    return found


def _orders_without(past: History, rescue: Rescue) -> np.ndarray:
    """The orders of the game with those of a rescue taken out: int16 [N, P]."""
    orders, late = past.orders.copy(), past.film.hearts["late"]
    for beat, who in _done(past, rescue):
        if past.is_seat(who):
            slipped = late[beat - 1, who] >= 0  # what was ordered for the beat before came in this one
            orders[beat - 2 if slipped else beat - 1, who] = codes.WAIT
    return orders


def _done(past: History, rescue: Rescue) -> Iterator[tuple[int, int]]:
    """(beat, who) of everything that was done for the endangered."""
    for each in rescue.meant:
        yield from ((each.beat, who) for who in each.who)
    danger = rescue.danger
    bearers = past.film.bodies["carrier"][danger.began : danger.ended + 1, danger.whom]
    for beat, bearer in enumerate(bearers.tolist(), start=danger.began):
        if beat > danger.began and bearer - 1 in rescue.helpers:
            yield beat, bearer - 1
    yield from _flown(past, rescue)


def _flown(past: History, rescue: Rescue) -> Iterator[tuple[int, int]]:
    """(beat, who) of every beat in which a helper lifted the endangered with a drone, or flew it with them under it."""
    ground, danger = past.episode.ground, rescue.danger
    for each in rescue.meant:
        if each.did == BY_DRONE:
            lifting = range(each.beat - int(ground.tuning["hoist_beats"][0]) + 1, each.beat)
            yield from ((beat, who) for beat in lifting if beat > 0 for who in each.who)
    pilots = past.film.rows("flights")
    for beat in range(danger.began + 1, danger.ended + 1):
        if past.hangs[beat - 1, danger.whom]:
            drone = -1 - int(past.film.bodies["carrier"][beat - 1, danger.whom])
            console = int(np.flatnonzero(ground.consoles["drone"] == drone)[0])
            pilot = int(pilots["pilot"][beat - 1, console]) - 1
            if pilot in rescue.helpers:
                yield beat, pilot


def _ends(states: np.ndarray, natures: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Who is lost and who is out: bool [P] each."""
    infected = codes.IS_INFECTED[natures]
    return (states == codes.DEAD) | infected, (states == codes.AWAY) & ~infected
