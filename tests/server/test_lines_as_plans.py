"""A line of a room takes the words of a plan file, and says what of a file is none of them."""

from functools import cache

import pytest

from warbell.episodes import SEASON, brief, load
from warbell.minds.routes import Routes
from warbell.plans import parse
from warbell.server.chair import Refusal
from warbell.server.people import People, text
from warbell.server.reading import MOST_CELLS, read

HEAD = "plan 1\nreflex all shove around\nroll all SAFE 20 silent\nanswer all ANCHOR BEACON 3\n"


@cache
def people(name):
    """Everybody of a night, as its room reads them."""
    public = brief(load(name))
    return People(public, list(range(len(public.seats))), Routes(public.chart), shared=True)


@pytest.mark.parametrize("name", SEASON)
def test_a_room_reads_every_cell_of_a_plan_as_the_plan_does(name):
    plan = parse(load(name).walkthrough, "walkthrough.plan", brief(load(name)), name)
    for seat, title in enumerate(brief(load(name)).seats):
        cells = plan.lines.get(title, ())
        for start in range(0, len(cells), MOST_CELLS):
            some = cells[start : start + MOST_CELLS]
            assert read(people(name), seat, text(some)) == some


def test_what_the_head_of_a_plan_sets_a_line_begins_with():
    plan = parse(HEAD, "x.plan", brief(load("curfew")))
    begun = plan.reflex("garam"), plan.roll("garam"), plan.answer("garam")
    assert read(people("curfew"), 1, text(begun)) == begun


@pytest.mark.parametrize(
    "line, said",
    [
        ("onjo: e*3", "onjo:1:1: found onjo:, expected cells alone: whose line it is, the room knows"),
        ("e*3  # wait", "onjo:1:6: found #, expected cells alone: a line has no comments"),
        ("e #wait", "onjo:1:3: found #wait, expected cells alone: a line has no comments"),
        ("plan 1", "onjo:1:1: found plan, expected cells alone: what is played, the room knows"),
        ("episode curfew", "onjo:1:1: found episode, expected cells alone: what is played, the room knows"),
        ("patience 3", "onjo:1:1: found patience, expected cells alone: /N behind one says how long it is kept, 5 "),
        ("reflex all shove", "onjo:1:7: found the end of the cell, expected - and one of none shove strike"),
        ("roll-SAFE-3", "onjo:1:11: found 3, expected a number of beats, 4 to 9999"),
        (". " * 201, "201 cells; a line has at most 200"),
    ],
)
def test_what_only_a_file_may_have_is_refused_with_what_to_write(line, said):
    with pytest.raises(Refusal) as refused:
        read(people("curfew"), 0, line)
    assert refused.value.reason == "plan"
    assert str(refused.value.message).startswith(said)
