"""What a game puts into a beat and takes out of it: orders as they are given and as replays keep them, what it paid."""

from typing import NamedTuple

import numpy as np

from warbell.engine.batch import Run
from warbell.engine.codes import N_ACTIONS, RUNNING_STILL, TIMEOUT
from warbell.engine.entering import entered
from warbell.engine.kernel import kernel, part
from warbell.engine.passing import call_at
from warbell.engine.percept import Percept
from warbell.engine.tables import tables
from warbell.engine.world import Ground, World


@tables
class Turn(NamedTuple):
    """A beat of E worlds of S seats, as whoever plays them has it."""

    given: np.ndarray  # int64 [E, S]: orders, whatever numbers they are
    record: np.ndarray  # int16 [beats, E, S]: those of all beats so far
    rewards: np.ndarray  # int32 [E]: what the last beat paid, 0 of a world that had ended before
    terminated: np.ndarray  # bool [E]: it ended by its rules
    truncated: np.ndarray  # bool [E]: its beats ran out


def first_turn(beats: int, worlds: int, seats: int) -> Turn:
    """Before the first beat of games of so many beats at most."""
    return Turn(
        given=np.zeros((worlds, seats), np.int64),
        record=np.zeros((beats + 1, worlds, seats), np.int16),
        rewards=np.zeros(worlds, np.int32),
        terminated=np.zeros(worlds, bool),
        truncated=np.zeros(worlds, bool),
    )


@part
def note_orders(world, orders, e, turn):
    """Before a beat of world e: `orders`, int32 [E, S], becomes what was given as the engine takes it.

    What is no order at all stays none.
    """
    clock = world.clock[e]
    for p in range(orders.shape[1]):
        orders[e, p] = max(-1, min(N_ACTIONS, turn.given[e, p]))
        if clock.ending == RUNNING_STILL:
            turn.record[clock.beat, e, p] = orders[e, p]


@part
def note_outcome(ground, world, e, turn):
    """After it: what it paid, and whether it was the last."""
    clock = world.clock[e]
    if turn.terminated[e] or turn.truncated[e]:
        turn.rewards[e] = 0
        return
    turn.rewards[e] = clock.reward
    if clock.ending != RUNNING_STILL:
        late = ground.endings[clock.ending].outcome == TIMEOUT
        turn.truncated[e], turn.terminated[e] = late, not late


@kernel
def play_and_note(beats, ground, world, percept, orders, first, last, does, turn):
    """Run a range of worlds by the kernel at the address `beats`, and note what they were given and what came of it."""
    for e in range(first, last):
        note_orders(world, orders, e, turn)
    call_at(beats, ground, world, percept, orders, first, last, does)
    for e in range(first, last):
        note_outcome(ground, world, e, turn)


_play_and_note = entered(play_and_note)


def noting(beats: int, turn: Turn) -> Run:
    """A run for `batch.advance` that notes in `turn`; `beats` is `batch.run_at` of its tables."""

    def run(
        ground: Ground, world: World, percept: Percept, orders: np.ndarray, first: int, last: int, does: int
    ) -> None:
        _play_and_note(beats, ground, world, percept, orders, first, last, does, turn)

    return run
