"""warbell's own side: `ours.py compact|full`, 256 worlds of curfew by the native call, each restarted when it ends."""

import sys
from itertools import count, islice

import numpy as np
from measure import report

import warbell
from warbell.envs import Batch

BATCH = 256
episode = warbell.load("curfew")
batch = Batch(episode, range(BATCH), preset=sys.argv[1])
seeds = count(BATCH)
dice = np.random.default_rng(0)


def draw():
    return (batch.action_mask * dice.random(batch.action_mask.shape)).argmax(axis=-1)


def step(orders):
    batch.step(orders)
    done = batch.terminated | batch.truncated
    if done.any():
        batch.restart(done, list(islice(seeds, int(done.sum()))))
    return orders.size


seats = len(episode.seats)
percept = batch.game.percept
observation = " + ".join(f"{' x '.join(map(str, array.shape))} {array.dtype}" for array in batch.arrays.values())
others = percept.bodies.shape[2] - seats + percept.drones.shape[2]
report(draw, step, agents=seats, others=others, observation=observation, batch=BATCH)
