"""What the seed makes of an episode before the first beat: which of its draws come out how, and who stands where.

Every choice is drawn like every other chance, from the key of beat 0, each by a number of its own.
"""

from typing import NamedTuple

import numpy as np

from warbell.engine.codes import AWAY, D_DRAW, D_ROUND, D_START, D_TURN, D_WHEN, SET_ON, SET_STATE
from warbell.engine.dice import beat_key, below
from warbell.engine.kernel import kernel, part
from warbell.engine.phases.arrivals import ABSENT, CALLED_FOR
from warbell.engine.phases.fixtures import set_door
from warbell.engine.phases.objectives import take_stock
from warbell.engine.tables import tables
from warbell.engine.world import record_dtype

ALWAYS = -1  # the draw of a group that is there whatever is drawn
WHEN_CALLED = -1  # the beat of arrivals that wait for a trigger
STOCK = 8  # the kind of an effect that puts objects into a cache is STOCK + the object
GROUP = record_dtype(
    36,
    ("first", np.int32),  # body row of the first of the group
    ("count", np.int32),  # bodies
    ("start", np.int32),  # where the group's cells start in the list of all cells
    ("stop", np.int32),  # and where they end
    ("draw", np.int32),  # the draw that says whether it is there, or ALWAYS
    ("option", np.int32),  # the option of that draw with which it is
    ("soonest", np.int32),  # the first beat at which the first of it may arrive, WHEN_CALLED; 0 there from the start
    ("latest", np.int32),  # and the last
    ("gap", np.int32),  # beats between two arrivals
)
DRAW = record_dtype(8, ("first", np.int32), ("last", np.int32))  # its options: the first, the one behind the last
OPTION = record_dtype(8, ("first", np.int32), ("last", np.int32))  # its settings likewise
WHO_PER_GROUP = 1 << 24  # more than there are cells, so that no two groups share a die


@tables
class Deck(NamedTuple):
    """What an episode leaves to the seed."""

    groups: np.ndarray  # GROUP [G]: those whose cells or beats are drawn
    cells: np.ndarray  # int32: the cells of each group, y * W + x
    draws: np.ndarray  # DRAW [N]
    options: np.ndarray  # OPTION: of all draws
    settings: np.ndarray  # EFFECT: of all options
    phases: np.ndarray  # int32 [D, 2]: the first and the last beat of its round that a drone may start at


@kernel
def option_of(deck, key, d):
    """The option that draw d comes out with, 0 the first, by the key of beat 0."""
    draw = deck.draws[d]
    return below(int(draw.last - draw.first), key, d, D_DRAW)


@part
def _set(ground, world, e, effect):
    f = effect.target
    if effect.kind == SET_STATE:
        set_door(ground, world, e, f, effect.value)
        world.fixtures[e, f].strength = effect.strength
    elif effect.kind == SET_ON:
        world.fixtures[e, f].on = effect.value
    else:
        world.stocks[e, f, effect.kind - STOCK] = effect.value


@part
def _stand(world, e, deck, cells, g, key):
    """Put the bodies of group g on free cells of its own, by a shuffle that stops as soon as enough are drawn."""
    group, width = deck.groups[g], world.occupant.shape[2]
    placed = 0
    for i in range(group.start, group.stop):
        if placed == group.count:
            break
        j = i + below(int(group.stop - i), key, g * WHO_PER_GROUP + i, D_START)
        cell = cells[j]
        cells[j] = cells[i]
        y, x = cell // width, cell % width
        if world.occupant[e, y, x] == 0:
            body = world.bodies[e, group.first + placed]
            body.y, body.x = y, x
            world.occupant[e, y, x] = group.first + placed + 1
            placed += 1


@part
def _await(world, e, deck, g, key):
    """Give the arrivals of group g the beat and the cell they come at."""
    group, width = deck.groups[g], world.occupant.shape[2]
    beat = int(group.soonest)
    if beat != WHEN_CALLED:
        beat += below(int(group.latest - group.soonest + 1), key, g, D_WHEN)
    for k in range(group.count):
        body = world.bodies[e, group.first + k]
        cell = deck.cells[group.start + below(int(group.stop - group.start), key, g * WHO_PER_GROUP + k, D_START)]
        body.y, body.x = cell // width, cell % width
        body.state = AWAY
        body.timer = CALLED_FOR - k * group.gap if beat == WHEN_CALLED else beat + k * group.gap


@kernel
def deal(ground, world, deck):
    """Let the seed of every world decide what it is left to: draws, places, arrivals, rounds, which way bodies face."""
    cells = np.empty_like(deck.cells)
    for e in range(np.uint64(world.clock.shape[0])):
        key = beat_key(world.clock[e].seed, 0)
        for d in range(deck.draws.shape[0]):
            option = deck.options[deck.draws[d].first + option_of(deck, key, d)]
            for k in range(option.first, option.last):
                _set(ground, world, e, deck.settings[k])
        for i in range(cells.shape[0]):  # a slice at once takes longer to compile than all the rest
            cells[i] = deck.cells[i]
        for g in range(deck.groups.shape[0]):
            group = deck.groups[g]
            if group.draw != ALWAYS and option_of(deck, key, group.draw) != group.option:
                for i in range(group.first, group.first + group.count):
                    world.bodies[e, i].state = AWAY
                    world.bodies[e, i].timer = ABSENT
            elif group.soonest == 0:
                _stand(world, e, deck, cells, g, key)
            else:
                _await(world, e, deck, g, key)
        for i in range(world.hearts.shape[1], world.bodies.shape[1]):
            world.bodies[e, i].facing = below(4, key, world.bodies[e, i].id, D_TURN)
        for d in range(world.drones.shape[1]):
            drone = world.drones[e, d]
            drone.phase = deck.phases[d, 0] + below(int(deck.phases[d, 1] - deck.phases[d, 0] + 1), key, d, D_ROUND)
            start = drone.phase % max(1, ground.laps[d])
            drone.y = ground.routes[d, start, 0]
            drone.x = ground.routes[d, start, 1]
        take_stock(ground, world, e)
