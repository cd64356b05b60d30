"""What an episode holds that the nights of the season before it do not, by the names that have cards."""

from collections.abc import Iterator
from functools import cache

import numpy as np

from warbell.engine import codes
from warbell.episodes import Episode, load, names

PLAIN = ("nobody", "person", "nothing", "exit", "door", "edge", "floor", "street", "wall")  # need no telling


def new_in(episode: Episode) -> list[str]:
    """The names of the kinds that are new in an episode; of one that is not of the season, since all of it."""
    known = set(PLAIN)
    for name in names():
        if name == episode.name:
            break
        known |= _in_season(name)
    return [name for name in dict.fromkeys(_kinds(episode)) if name not in known]


@cache
def _in_season(name: str) -> frozenset[str]:
    return frozenset(_kinds(load(name)))


def _kinds(episode: Episode) -> Iterator[str]:
    """The names of all kinds in an episode: who is there, what stands there, what there is to hold."""
    world, ground = episode.opening.world, episode.ground
    yield from _named(codes.NATURES, world.bodies["nature"])
    if episode.drone_names:
        yield "drone"
    if episode.others:
        yield "stranger"
        sides = np.unique(world.bodies["side"][:, : world.hearts.shape[1]])
        yield from (codes.SIDES[side] for side in sides if codes.SIDES[side] in ("raider", "soldier"))
    yield from _named(codes.FIXTURES, ground.fixtures["kind"])
    yield from _named(codes.LINKS, ground.links["kind"])
    yield from _named(codes.OBJECTS, np.flatnonzero(world.packs.sum(axis=(0, 1)) + world.stocks.sum(axis=(0, 1))))
    if world.fields.shape[1]:
        yield from _named(codes.THINGS, world.fields[:, codes.THING])
    if episode.basin_names:
        yield codes.LEVELS_OF_WATER[-1]
    yield from _named(codes.TERRAIN, ground.terrain)


def _named(names: tuple[str, ...], found: np.ndarray) -> list[str]:
    return [names[code] for code in np.unique(found)]
