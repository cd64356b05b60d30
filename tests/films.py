"""Films for tests: of one world as it stands, of games that are forged, and made again slowly."""

import msgspec
import numpy as np

from warbell.engine.world import clone
from warbell.film import Camera, Film
from warbell.film.strip import fold, gather, spread, unfold
from warbell.rollout import Recorded, rollout


def film_of(world):
    """The film of world 0 as it stands: one beat, the start."""
    start = clone(world)
    start.clock["beat"] = 0
    return Film("a world", Camera(start).strips([0] * len(start.clock))[0])


def strip_of(replay, beats):
    """The film of the first beats of a replay."""
    orders = replay.orders[:beats]
    seeds = np.array([replay.header.seed], np.uint64)
    played = rollout(replay.episode, seeds, Recorded([orders]), views=False, filmed=True, beats=[beats])
    return played.strips[0]


def values_of(strip):
    """What a strip holds, number by number: (table, column, row) to its values over the beats."""
    size = strip.beats + 1
    changes = dict(zip((np.cumsum(gather(strip.gaps)) - 1).tolist(), unfold(strip.changes).tolist(), strict=True))
    found, at = {}, 0
    for table in strip.layout.tables:
        for column, _ in table.columns:
            for row in range(table.rows):
                value, over = 0, []
                for beat in range(size):
                    value += changes.get(at + beat, 0)
                    over.append(value)
                found[table.name, column, row] = over
                at += size
    return found


def strip_with(strip, values, tables=None, **layout):
    """A strip with other values, as `values_of` has them, and other tables or another layout."""
    tables = tables or strip.layout.tables
    size, at, places, changes = strip.beats + 1, 0, [], []
    for table in tables:
        for column, _ in table.columns:
            for row in range(table.rows):
                over = values[table.name, column, row]
                for beat, change in enumerate(np.diff(over, prepend=0).tolist()):
                    if change:
                        places.append(at + beat)
                        changes.append(change)
                at += size
    return msgspec.structs.replace(
        strip,
        layout=msgspec.structs.replace(strip.layout, tables=tables, **layout),
        gaps=spread(np.diff(np.array(places, np.int64), prepend=-1)),
        changes=fold(np.array(changes, np.int64)),
    )
