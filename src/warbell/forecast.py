"""Forecast: what is lit in a beat if everybody waits for it, and how far each seat could have walked by then."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from warbell.engine import percept as percepts
from warbell.engine.batch import perceive, play
from warbell.engine.bits import unpack
from warbell.engine.codes import BROKEN, DOWN, GATE, GLASS, KEY, LIT, LOCKED, OPEN, RUNNING_STILL, SHUT
from warbell.engine.world import EFFECT, Ground, World, waits
from warbell.episodes import Episode
from warbell.episodes.access import Access, sides
from warbell.episodes.reach import Cell, plane_of, steps_from


@dataclass(frozen=True, eq=False)
class Forecast:
    """One beat of an episode, H x W being its atlas."""

    lit: np.ndarray  # bool [H, W]: by lamps or by drones
    drones: list[Cell]
    starts: list[Cell]  # of each seat
    walks: list[Mapping[Cell, int]]  # for each seat the cells it can have come to, and when; none for one who lies down


def forecast(episode: Episode, seed: int, beat: int) -> Forecast:
    """Beat `beat` of the world of a seed, 0 the start, in which nobody of the team has done anything."""
    world = episode.start(np.array([seed], np.uint64))
    starts = _cells(world.bodies[0, : len(episode.seats)])
    walks = _walks(episode.ground, world, starts, beat)
    perceive(episode.ground, world, percepts.blank(world))
    for _ in range(beat):
        world.clock["ending"] = RUNNING_STILL  # whoever waits may lose, and the drones fly on
        play(episode.ground, world, waits(world))
    lit = unpack(world.planes[0, LIT], episode.ground.terrain.shape[1])
    return Forecast(lit, _cells(world.drones[0]), starts, walks)


def _cells(table: np.ndarray) -> list[Cell]:
    return [(y, x) for y, x in table[["y", "x"]].tolist()]


def _walks(ground: Ground, world: World, starts: list[Cell], beats: int) -> list[Mapping[Cell, int]]:
    """Where each seat can have come in so many beats, and when: a cell a beat, and what is in its way opened.

    Gates open as soon as any two of the team can be at them, or at a wheel; what triggers open is not foreseen.
    """
    access = Access(ground, world, [[start] for start in starts], np.zeros(0, EFFECT))
    shut = [f for f in access.doors if access.fixtures[f].state not in (OPEN, BROKEN)]
    gates = {f for f in shut if access.kinds[f] == GATE}
    open_ = access.passable & ~plane_of((access.cells[f] for f in gates), access.passable)
    links, drops = ([(a, b, -(-far // 2)) for a, b, far in each] for each in (access.links, access.drops))
    tolls = [_tolls(ground, access, shut, p) for p in range(access.team)]
    while True:
        walks = [
            steps_from([start], open_, links, beats, tolls[p], drops) if access.bodies[p].state != DOWN else {}
            for p, start in enumerate(starts)
        ]
        opened = [(_two_at(access, walks, [f]), f) for f in gates]
        opened += [(_two_at(access, walks, access.wheels(f)), f) for f in gates]
        when, gate = min(opened, default=(beats, -1))
        if when >= beats:
            return walks
        gates.remove(gate)
        cell = access.cells[gate]
        open_[cell] = True
        for walk, toll in zip(walks, tolls, strict=True):  # who is there before waits, and for the beat that opens it
            there = min((walk[side] for side in sides(cell) if side in walk), default=when + 1)
            toll[cell] = max(0, when + 1 - there)


def _two_at(access: Access, walks: list[Mapping[Cell, int]], fixtures: list[int]) -> int:
    """The first beat at which two people can be beside one of these fixtures; beyond all beats if they never are."""
    first = 1 << 30
    for f in fixtures:
        beside = sides(access.cells[f])
        ways = [(walk[side], p, side) for p, walk in enumerate(walks) for side in beside if side in walk]
        for (here, p, side), (there, q, other) in combinations(ways, 2):
            if p != q and side != other:
                first = min(first, max(here, there))
    return first


def _tolls(ground: Ground, access: Access, shut: list[int], p: int) -> np.ndarray:
    """The beats it takes person p to get out of the way what is shut: by hand, with the key, else by blows.

    int32 [H, W], 0 where nothing is.
    """
    tuning = ground.tuning[0]
    tolls: np.ndarray = (ground.terrain == GLASS).astype(np.int32)
    for f in shut:
        fixture = access.fixtures[f]
        by_hand = fixture.state == SHUT or (fixture.state == LOCKED and access.packs[p, KEY] > 0)
        blows = -(-int(fixture.strength) // max(1, int(tuning.strike_door)))
        tolls[access.cells[f]] = 1 if by_hand else max(1, blows)
    return tolls
