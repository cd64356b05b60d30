"""Crossroads: its plan gives up each arm on some night, and no plan can save everybody."""

from collections import deque

import numpy as np
import pytest
from played import FEW, walkthrough

from warbell import episodes
from warbell.engine.bits import unpack
from warbell.engine.codes import LADDER, OVERHEAD, STAIRS
from warbell.episodes import Episode
from warbell.runs import run

CHAMBERS = ("Mrs. Noh's chamber", "Mr. Baek's chamber", "The crew's chamber")
GIVEN_UP = {"west-kept-shut", "east-kept-shut", "north-kept-shut"}


@pytest.fixture(scope="module")
def crossroads() -> Episode:
    return episodes.load("crossroads")


def test_its_plan_gives_up_each_arm_on_some_night(crossroads):
    results = run(crossroads, dict.fromkeys(crossroads.seats, "plan"), FEW, plan=walkthrough(crossroads))
    assert {result.ending for result in results} >= GIVEN_UP


def test_whose_wheel_is_turned_first_does_not_come_out(crossroads):
    """Nobody is let out before; its arm is full in one beat, and from the chamber it is too far to air."""
    ground = crossroads.ground
    width = ground.terrain.shape[1]
    free = ~unpack(ground.solid, width)
    wet = np.zeros(free.shape, np.int32)
    for b, basin in enumerate(ground.basins, start=1):
        for y, x, _ in ground.bed[basin.first : basin.last]:
            wet[y, x] = b
    rungs = {
        (int(link[y]), int(link[x]))
        for link in ground.links if link["kind"] in (STAIRS, LADDER)
        for y, x in (("y0", "x0"), ("y1", "x1"))
    }  # fmt: skip
    breath = int(ground.tuning[0].breath_held)
    for title in CHAMBERS:
        chamber = next(region.cells for region in crossroads.regions if region.title == title)
        arm = int(wet[chamber].max())
        assert (wet[chamber] == arm).all(), "no step to stand on"
        assert all(
            pipe.flow >= OVERHEAD * ground.basins[arm - 1].area for pipe in ground.pipes if pipe.other == arm - 1
        )
        seen = dict.fromkeys(zip(*map(np.ndarray.tolist, np.nonzero(chamber)), strict=True), 0)
        queue, nearest = deque(seen), []
        while queue:
            y, x = queue.popleft()
            for to in ((y - 1, x), (y, x + 1), (y + 1, x), (y, x - 1)):
                if to in seen or not (free[to] or ground.fixture_at[to] > 0):
                    continue
                seen[to] = seen[y, x] + 1
                air = to in rungs or (wet[to] != arm and ground.fixture_at[to] == 0)
                (nearest if air else queue).append(seen[to] if air else to)
        assert 2 * min(nearest) > breath, title
