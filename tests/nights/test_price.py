"""The price: a lane prepared ahead holds where the same things used late do not, a strike costs.

The figures, with 95 % intervals, are printed (`-s`).
"""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from often import often
from played import walkthrough

from warbell.engine.batch import advance, perceive
from warbell.engine.codes import AWAY, OUTCOMES, RUNNING_STILL, WON
from warbell.engine.percept import blank
from warbell.engine.world import waits
from warbell.episodes import Episode, brief, load
from warbell.lab.statistics import Interval, wilson
from warbell.minds.ensemble import Ensemble
from warbell.plans import Plan, read

SEEDS = range(31_000, 31_000 + often(100))
HERE = Path(__file__).parent / "price"


@pytest.fixture(scope="module")
def price() -> Episode:
    return load("price")


@pytest.fixture(scope="module")
def as_written(price: Episode) -> tuple[Interval, np.ndarray, Counter[str]]:
    return played(price, walkthrough(price))


def another(episode: Episode, name: str) -> Plan:
    return read(str(HERE / name), brief(episode), episode.name)


def played(episode: Episode, plan: Plan) -> tuple[Interval, np.ndarray, Counter[str]]:
    """Games won, in per cent; how many without a seat were brought out of each; and how often it ended how."""
    seats = len(episode.seats)
    world = episode.start(np.array(SEEDS, np.uint64))
    percept, orders = blank(world), waits(world)
    ensemble = Ensemble(brief(episode), list(range(seats)), len(SEEDS), plan)
    perceive(episode.ground, world, percept)
    while (world.clock["ending"] == RUNNING_STILL).any():
        orders[:] = 0
        ensemble.decide(percept, orders)
        advance(episode.ground, world, percept, orders)
    ends = [episode.endings[ending] for ending in world.clock["ending"].tolist()]
    brought = (world.bodies["state"][:, seats : world.hearts.shape[1]] == AWAY).sum(1)
    won = sum(end.outcome == OUTCOMES[WON] for end in ends)
    return wilson(won, len(ends)), brought, Counter(end.name for end in ends)


def test_a_lane_prepared_ahead_holds_and_the_same_things_used_late_do_not(price, as_written):
    ahead, late = as_written[0], played(price, another(price, "late.plan"))[0]
    print(f"ahead {ahead}, late {late}")
    assert ahead.low > late.high + 20


def test_a_strike_at_once_saves_fewer_and_kills_some(price, as_written):
    """The team gets away with it; what hangs on the battery stays behind, and who sits beside the lane is struck."""
    (_, brought, _), (won, left, ends) = as_written, played(price, another(price, "strike.plan"))
    print(
        f"brought out: {brought.mean():.1f} by lifts, {left.mean():.1f} with the strike, which wins {won}; {dict(ends)}"
    )
    assert (left <= brought).mean() > 0.9
    assert left.mean() < brought.mean() - 1
    assert ends["struck-west"] + ends["struck-east"] > 0
