"""Small drawn worlds for minds to play in."""

from dataclasses import dataclass

import numpy as np
import pytest
from arena import arena

from warbell.engine.batch import advance, perceive
from warbell.engine.bits import pack, unpack
from warbell.engine.percept import Percept, blank, chart
from warbell.engine.world import Ground, World, waits
from warbell.episodes import Brief, SheetInfo

SEATS = ("ada", "ben", "cyd", "dov")
OTHERS = ("pia", "quy")  # people without a seat


@dataclass
class Stage:
    """A drawn world and what its seats know; the exits X are everybody's target."""

    ground: Ground
    world: World
    percept: Percept
    brief: Brief

    def at(self, p, e=0):
        """Where person p is: (row, column) of the drawing."""
        body = self.world.bodies[e, p]
        return int(body["y"]) - 1, int(body["x"]) - 1

    def order(self, mind):
        """What a mind orders now, int32 [E, P]."""
        out = waits(self.world)
        mind.decide(self.percept, out)
        worlds, persons = out.shape
        legal = self.percept.mask[np.arange(worlds)[:, None], np.arange(persons), out]
        assert legal.all(), out
        return out

    def play(self, mind, beats=1):
        """Let a mind hold all seats for some beats; its orders, int32 [beats, E, P]."""
        orders = []
        for _ in range(beats):
            orders.append(self.order(mind))
            advance(self.ground, self.world, self.percept, orders[-1])
        return np.array(orders)


@pytest.fixture(scope="session")
def stage():
    def draw(text, **options):
        ground, world = arena(text, **options)
        percept = blank(world)
        perceive(ground, world, percept)
        height, width = ground.terrain.shape
        persons, people = waits(world).shape[1], world.hearts.shape[1]
        targets = np.stack([pack(unpack(ground.exits, width))] * persons)
        sheet = SheetInfo("yard", "Yard", 0, 1, 1, height - 2, width - 2)
        starts = np.stack([world.bodies["y"][0, :persons], world.bodies["x"][0, :persons]], 1)
        seats = SEATS[:persons]
        others, borrowed = OTHERS[: people - persons], bool(world.echoes.shape[1])
        brief = Brief(
            chart(ground), ground.tuning, (sheet,), seats, seats, others, (), targets, starts, (), (), borrowed
        )
        return Stage(ground, world, percept, brief)

    return draw
