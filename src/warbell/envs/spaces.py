"""The spaces of Gymnasium for what a batch observes and takes."""

import numpy as np
from gymnasium.spaces import Box, Dict, Discrete, MultiDiscrete

from warbell.engine.percept import EVENT_COLUMNS
from warbell.envs.batch import Batch

MASK = "action_mask"


def observation_space(batch: Batch, *lead: int) -> Dict:
    """One seat's observation and mask, or with `lead` those of so many seats."""
    boxes: dict[str, Box] = {
        name: Box(array.low, array.high, (*lead, *array.shape), array.dtype.type)
        for name, array in batch.arrays.items()
    }
    return Dict({**boxes, MASK: Box(0, 1, (*lead, batch.action_mask.shape[-1]), np.int8)})


def action_space(batch: Batch) -> Discrete:
    """The order of one seat, an index into `warbell.ACTIONS`."""
    return Discrete(batch.action_mask.shape[-1])


def joint_action_space(batch: Batch) -> MultiDiscrete:
    """The orders of all seats."""
    seats, actions = batch.action_mask.shape[1:]
    return MultiDiscrete([actions] * seats)


def events_of(batch: Batch) -> np.ndarray:
    """What every seat saw or learnt happen in this beat: int32 [E, S, PERCEPT_EVENTS, 6], the batch's own array.

    The first `percept.me["events"]` rows count, the others mean nothing; the columns are `percept.EVENT_COLUMNS`.
    """
    events = batch.game.percept.events
    return events.view(np.int32).reshape(*events.shape, len(EVENT_COLUMNS))


def observed(batch: Batch) -> dict[str, np.ndarray]:
    """What all seats observe, and their masks as `sample` takes them: the batch's own arrays [E, S, ...]."""
    return {**batch.observation, MASK: batch.action_mask.view(np.int8)}
