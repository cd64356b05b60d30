"""What a seat thinks, rehearsed: marks stand on paper, and only where the seat does not see."""

from dataclasses import replace

import numpy as np
import pytest
from belief.test_rehearsal import EXAMPLES, alone, met, opened, read
from hypothesis import given
from hypothesis import strategies as st
from laws.test_secrecy import situation
from yard import yard

from warbell import episodes
from warbell.belief.marks import EMPTY, Mark, free, objection, sees
from warbell.belief.rehearsal import NOT_DONE, rehearse
from warbell.belief.supposed import AROUND
from warbell.belief.world import believe
from warbell.engine import codes as c

__all__ = ["met"]  # a fixture
LINE = "@yard:2,7 e*6"


@pytest.fixture
def table():
    """The brief of the yard, what its seats know, and a cell behind the wall that has free cells all around."""
    brief, view = opened(yard())
    sheet = brief.sheets[0]
    return brief, view, (sheet.top + 4, sheet.left + 11)


def infected(brief, view, *marks):
    """Where infected stand that are believed in: nature, cell, whether awake."""
    world = believe(brief, view, 0, 10, marks).world
    rows = world.bodies[0, world.hearts.shape[1] :]
    return [
        (int(row["nature"]), (int(row["y"]), int(row["x"])), not row["asleep"] and not row["stun"])
        for row in rows
        if row["state"] == c.UP
    ]


@pytest.mark.parametrize("what", ["shambler", "mimic"])
def test_a_line_is_rehearsed_against_what_is_pencilled(table, what):
    brief, view, _ = table
    sheet = brief.sheets[0]
    beside = Mark(sheet.top + 3, sheet.left + 10, what, 1, 95, 0)
    lines = read(brief, ana=LINE)
    freely, against = rehearse(brief, view, 0, lines), rehearse(brief, view, 0, lines, marks=[beside])
    assert (freely.passed[0][-1], freely.bitten) == (14, NOT_DONE)
    assert against.passed[0][-1] == NOT_DONE
    assert 7 < against.bitten < 20  # beyond the door, and soon
    assert against.tracks[0][:7] == freely.tracks[0][:7]


def test_what_is_only_maybe_there_is_not_rehearsed_against(table):
    brief, view, cell = table
    lines = read(brief, ana=LINE)
    maybe = Mark(*cell, "mimic", 3, 50, 0)
    assert rehearse(brief, view, 0, lines, marks=[maybe]) == rehearse(brief, view, 0, lines)


def test_so_many_stand_there_awake_the_first_of_them_in_the_cell(table):
    brief, view, cell = table
    found = infected(brief, view, Mark(*cell, "climber", 3, 75, 0))
    assert [each[0] for each in found] == [c.CLIMBER] * 3
    assert [each[1] for each in found] == [(cell[0] + dy, cell[1] + dx) for dy, dx in AROUND[:3]]
    assert all(awake for *_, awake in found)
    twice = infected(brief, view, Mark(*cell, "climber", 9, 75, 0), Mark(*cell, "mimic", 9, 95, 0))
    assert len({each[1] for each in twice}) == len(twice) == 9  # there is room for no more


def test_who_is_remembered_where_nobody_is_thought_to_be_is_there_no_more(table):
    brief, view, cell = table
    row, persons = view.bodies[0, 0, 2], view.bonds.shape[2]
    assert persons == 2
    row["beat"], row["y"], row["x"], row["nature"], row["side"] = 0, *cell, c.SHAMBLER, c.INFECTED
    view.me["beat"][0, 0] = 3
    for mark, left in (
        (Mark(cell[0] + 1, cell[1] - 1, EMPTY, 1, 75, 2), 0),
        (Mark(cell[0] + 1, cell[1] - 1, EMPTY, 1, 50, 2), 1),
        (Mark(cell[0] + 2, cell[1], EMPTY, 1, 95, 2), 1),
    ):
        assert len(infected(brief, view, mark)) == left
    row["beat"] = 2  # seen after that was thought
    assert len(infected(brief, view, Mark(*cell, EMPTY, 1, 95, 1))) == 1
    row["beat"] = 3  # and in sight whatever is thought
    assert len(infected(brief, view, Mark(*cell, EMPTY, 1, 95, 3))) == 1


def test_somebody_stands_where_they_are_thought_to_be_until_they_are_seen_elsewhere(table):
    brief, view, cell = table
    view.me["beat"][0, 0] = 5
    view.bodies["beat"][0, 0, 1] = 2
    lines = read(brief, ben=".")
    assert rehearse(brief, view, 0, lines, marks=[Mark(*cell, "ben", 1, 75, 3)]).tracks[1][0] == cell
    remembered = rehearse(brief, view, 0, lines).tracks[1]
    assert remembered[0] == tuple(view.bodies[["y", "x"]][0, 0, 1].tolist()) != cell
    for mark in (Mark(*cell, "ben", 1, 50, 3), Mark(*cell, "ben", 1, 75, 1)):
        assert rehearse(brief, view, 0, lines, marks=[mark]).tracks[1] == remembered
    here = Mark(*remembered[0], EMPTY, 1, 95, 3)
    assert rehearse(brief, view, 0, lines, marks=[here]).tracks[1] == []  # nowhere to be found
    view.bodies["beat"][0, 0, 1] = -1
    assert rehearse(brief, view, 0, lines, marks=[Mark(*cell, "ben", 1, 75, 0)]).tracks[1][0] == cell
    unmet = replace(here, beat=0)  # where the briefing has him
    assert rehearse(brief, view, 0, lines, marks=[unmet]).tracks[1] == []


@EXAMPLES
@given(data=st.data())
def test_marks_of_any_kind_are_rehearsed_and_stand_on_free_cells_out_of_sight(met, data):
    at, e, p = situation(data, met)
    brief, view = episodes.brief(at.episode), alone(at.now, e)
    before = view.bodies.copy()
    cells = np.argwhere(brief.chart.terrain != c.EDGE)
    kinds = [EMPTY, *c.INFECTED_NATURES, *brief.seats, *brief.others]
    marks = []
    for _ in range(data.draw(st.integers(1, 6))):
        y, x = map(int, cells[data.draw(st.integers(0, len(cells) - 1))])
        what, sure = data.draw(st.sampled_from(kinds)), data.draw(st.sampled_from([50, 75, 95]))
        count = data.draw(st.integers(1, 9)) if what in c.INFECTED_NATURES else 1
        mark = Mark(y, x, what, count, sure, int(view.me["beat"][0, p]))
        if not objection(brief, view, p, mark):
            marks.append(mark)
    world = believe(brief, view, p, 10, marks).world
    more = sum(mark.count for mark in marks if mark.nature is not None and mark.sure > 50)
    for row in world.bodies[0, world.bodies.shape[1] - more :]:
        y, x = int(row["y"]), int(row["x"])
        assert row["state"] == c.AWAY or (free(brief, y, x) and not sees(view, p, y, x))
    standing = world.bodies[0][(world.bodies["state"][0] == c.UP) & (world.bodies["carrier"][0] == 0)]
    assert len({(int(row["y"]), int(row["x"])) for row in standing}) == len(standing)
    found = rehearse(brief, view, p, read(brief, **dict.fromkeys(brief.seats, "s e*3 n")), 12, marks=marks)
    assert len(found.passed) == len(brief.seats)
    assert (view.bodies == before).all()
