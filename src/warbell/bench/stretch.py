"""A batch of worlds in mid-game, with the legal orders of its next beats, so that a stretch can be played again."""

from dataclasses import dataclass

import numpy as np

from warbell.engine.batch import advance, perceive
from warbell.engine.percept import Percept, blank
from warbell.engine.world import World, clone
from warbell.episodes import Episode


@dataclass
class Stretch:
    """`orders` lead from the world and percept kept here through `beats` beats."""

    episode: Episode
    world: World
    percept: Percept
    orders: np.ndarray  # int32 [beats, E, P]

    @property
    def beats(self) -> int:
        """How many beats it is long."""
        return len(self.orders)

    def copy(self) -> tuple[World, Percept]:
        """Where the stretch begins, to be played on."""
        return clone(self.world), Percept(*(table.copy() for table in self.percept))


def stretch(episode: Episode, worlds: int, beats: int, warm_up: int = 8) -> Stretch:
    """Play `warm_up` beats of random legal orders from the start, keep the world, and note the orders of the next."""
    world = episode.start(np.arange(worlds, dtype=np.uint64))
    percept = blank(world)
    perceive(episode.ground, world, percept)
    dice = np.random.default_rng(1)
    given = []
    for beat in range(warm_up + beats):
        if beat == warm_up:
            kept = clone(world), Percept(*(table.copy() for table in percept))
        orders = random_legal(percept, dice)
        given.append(orders.copy())
        advance(episode.ground, world, percept, orders)
    return Stretch(episode, *kept, np.stack(given[warm_up:]))


def random_legal(percept: Percept, dice: np.random.Generator) -> np.ndarray:
    """One of its legal orders for every seat, each as likely as the others, int32 [E, P]."""
    weight = percept.mask * dice.random(percept.mask.shape)
    orders: np.ndarray = weight.argmax(axis=-1).astype(np.int32)
    return orders
