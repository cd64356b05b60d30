"""The table of events: what does not fit into it is an error and never a silence."""

import numpy as np
import pytest
from arena import arena

from warbell.engine import batch
from warbell.engine import codes as c
from warbell.engine.percept import blank

CALL = int(c.VERB_BASE[c.CALL] + c.COME)


@pytest.fixture
def yard():
    """Two people and a table of events for one row."""
    ground, world = arena("a..b")
    return ground, world._replace(events=world.events[:, :1].copy())


@pytest.mark.interpreted
def test_more_events_than_rows_are_an_error(yard):
    ground, world = yard
    orders = np.full((1, 2), CALL, np.int32)
    with pytest.raises(OverflowError, match="1 more events than its table of 1 rows"):
        batch.play(ground, world, orders)
    with pytest.raises(OverflowError):
        batch.advance(ground, world, blank(world), orders)


def test_as_many_events_as_rows_are_none(yard):
    ground, world = yard
    batch.play(ground, world, np.array([[CALL, c.WAIT]], np.int32))
    assert world.clock["events"][0] == 1
