"""Links that lead one way on the chart of a mind: a drop at the price of a long walk, a ride at that of its beats."""

import numpy as np
import pytest
from arena import arena

from warbell.engine import codes as c
from warbell.engine.kernel import JIT
from warbell.engine.percept import chart
from warbell.minds.ways import DROP, FAR, UNIT, field, onward, ways

# `onward` is for kernels alone: a compiled one cannot be called from here.
pytestmark = [pytest.mark.interpreted, pytest.mark.skipif(JIT, reason="for interpreted kernels")]
SHEET = """
a^###v.
.......
"""
TOP, BASE = (1, 2), (1, 6)


def distances(sheet, to):
    ground, _ = arena(sheet)
    path = ways(chart(ground))
    targets = np.zeros(ground.terrain.shape, bool)
    targets[to] = True
    return path, field(path, targets)


def test_nobody_drops_who_can_walk_around():
    path, value = distances(SHEET, BASE)
    assert value[TOP] == 6 * UNIT
    assert onward(path, value, *TOP, 0) == c.SOUTH


def test_who_can_not_walk_around_drops():
    path, value = distances(SHEET.replace(".......", "..###.."), BASE)
    assert value[TOP] == DROP
    assert onward(path, value, *TOP, 0) == c.ALONG


def test_nobody_means_to_walk_up():
    path, value = distances(SHEET.replace(".......", "..###.."), TOP)
    assert value[BASE] == FAR
    assert onward(path, value, *BASE, 0) == c.STILL


UPPER, LANDING = (1, 2), (1, 6)
WIRED = SHEET.replace("^", "(").replace("v", ")")


def test_a_ride_costs_its_beats():
    path, value = distances(WIRED, LANDING)  # four beats, and six steps around
    assert value[UPPER] == 4 * UNIT
    assert onward(path, value, *UPPER, 0) == c.ALONG


def test_nobody_rides_where_a_walk_is_shorter():
    path, value = distances(WIRED.replace("###", ".#."), LANDING)  # six steps around again
    path.links["beats"] = 7
    targets = value == 0
    assert field(path, targets)[UPPER] == 6 * UNIT


def test_nobody_means_to_ride_back():
    path, value = distances(WIRED.replace(".......", "..###.."), UPPER)
    assert value[LANDING] == FAR
    assert onward(path, value, *LANDING, 0) == c.STILL
