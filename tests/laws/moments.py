"""Moments: worlds and percepts met on the way through the built-in episodes, to change and to compare."""

from pathlib import Path
from typing import NamedTuple

import numpy as np

from warbell.engine import batch, percept
from warbell.engine import codes as c
from warbell.engine.bits import unpack
from warbell.engine.percept import Percept
from warbell.engine.world import World, clone
from warbell.episodes import Episode

ROOFS = str(
    Path(__file__).parent / "roofs"
)  # an episode of facades, a zipline, a torch, water, a captured drone, climbers and mimics


class Moments(NamedTuple):
    """E worlds of one episode at some beat, with the percepts of the beat before and of now."""

    episode: Episode
    world: World
    before: Percept
    now: Percept


def legal_orders(view: Percept, rng: np.random.Generator) -> np.ndarray:
    """One random possible order for every seat, int32 [E, S]."""
    lots = rng.random(view.mask.shape)
    lots[view.mask == 0] = -1
    return lots.argmax(axis=-1).astype(np.int32)


def copy(view: Percept) -> Percept:
    """An independent copy of percepts."""
    return Percept(*(table.copy() for table in view))


def scatter(episode: Episode, world: World, e: int, rng: np.random.Generator) -> None:
    """Stand every person of world e on a free cell anywhere."""
    clear = unpack(world.planes[e, c.CLEAR], world.occupant.shape[2])
    for p in range(world.hearts.shape[1]):
        free = np.argwhere(clear & (world.occupant[e] == 0) & ~unpack(episode.ground.exits, clear.shape[1]))
        body = world.bodies[e, p]
        world.occupant[e, body["y"], body["x"]] = 0
        body["y"], body["x"] = free[rng.integers(len(free))]
        world.occupant[e, body["y"], body["x"]] = p + 1


def man(episode: Episode, world: World, e: int) -> None:
    """Let the first of the team fly the drone of every console of world e, over somebody else of the team."""
    for k, console in enumerate(episode.ground.consoles):
        place, body, other = episode.ground.fixtures[console["fixture"]], world.bodies[e, 0], world.bodies[e, 1]
        y, x = int(place["y"]) + 1, int(place["x"])
        if world.occupant[e, y, x] == 0 and unpack(world.planes[e, c.CLEAR], world.occupant.shape[2])[y, x]:
            world.occupant[e, body["y"], body["x"]] = 0
            body["y"], body["x"] = y, x
            world.occupant[e, y, x] = 1
            world.flights["pilot"][e, k] = 1
            world.fixtures["on"][e, console["fixture"]] = 1
            drone = world.drones[e, console["drone"]]
            drone["sound"] = c.DRONE_HUM
            if episode.ground.sheet[other["y"], other["x"]] == episode.ground.sheet[drone["y"], drone["x"]]:
                drone["y"], drone["x"] = other["y"], other["x"]


def moments(episode: Episode, worlds: int, beats: tuple[int, ...], others: int = 0) -> list[Moments]:
    """Play random orders and stop at some beats; in every second world the team starts scattered.

    The last `others` of the team lose their seats: they are people like any.
    """
    rng = np.random.default_rng(11)
    world = episode.start(np.arange(worlds, dtype=np.uint64))
    world.clock["seats"] -= others
    seats = world.hearts.shape[1] - others
    world.bodies["side"][:, seats : seats + others] = c.CIVILIAN
    for e in range(1, worlds, 2):
        scatter(episode, world, e, rng)
    for e in range(0, worlds, 3):
        man(episode, world, e)
    view = percept.blank(world)
    batch.perceive(episode.ground, world, view)
    kept = [Moments(episode, clone(world), percept.blank(world), copy(view))]
    for beat in range(1, max(beats) + 1):
        before = copy(view)
        world.hearts["wish"][:, seats:] = rng.integers(0, c.N_ACTIONS, (worlds, others))
        batch.advance(episode.ground, world, view, legal_orders(view, rng))
        if beat in beats:
            kept.append(Moments(episode, clone(world), before, copy(view)))
    return kept
