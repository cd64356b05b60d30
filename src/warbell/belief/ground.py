"""The ground of what is believed: made of what the briefing hands out, so that no secret of an episode lies in it."""

from functools import lru_cache

import numpy as np

from warbell.engine.bits import pack
from warbell.engine.codes import NATURES, WALL
from warbell.engine.lines import lines_of_sight, shadows
from warbell.engine.water import no_basins
from warbell.engine.world import EFFECT, ENDING, GROUND_PIPE, TRIGGER, Ground
from warbell.episodes import Brief

CALM = 1000  # more fear than there is: no hand trembles on paper
DEEP = 1000  # more than any noise is loud: no sleep ends on paper


@lru_cache(maxsize=8)
def paper(brief: Brief) -> Ground:
    """The chart as a ground: no rounds, goals, pipes, nothing happens by itself, no hand trembles, sleep is sound."""
    chart, tuning = brief.chart, brief.tuning.copy()
    basins, bed, drift = no_basins(chart.terrain.shape)
    tuning["tremble_from"], tuning["wakes_at"] = CALM, DEEP
    drones = int(chart.consoles["drone"].max(initial=-1)) + 1  # those of consoles are the last
    return Ground(
        **(chart._asdict() | {"objectives": chart.objectives[:0]}),
        tuning=tuning,
        walls=pack(chart.terrain == WALL),
        fitted=pack(chart.fixture_at > 0),
        lines=lines_of_sight(chart.terrain),
        shadows=shadows(),
        routes=np.zeros((drones, 1, 2), np.int32),
        laps=np.zeros(drones, np.int32),
        basins=basins,
        pipes=np.zeros(0, GROUND_PIPE),
        bed=bed,
        drift=drift,
        errands=np.zeros((0, *chart.terrain.shape), np.uint8),
        endings=np.zeros(0, ENDING),
        triggers=np.zeros(0, TRIGGER),
        effects=np.zeros(0, EFFECT),
        natures=np.zeros(len(NATURES), np.uint8),
    )
