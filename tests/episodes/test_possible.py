"""What can never be met is refused where it stands; what can be met at best is not."""

import pytest
from episodes.nights import OUT, night

from warbell.episodes import from_sources
from warbell.errors import BadInput

pytestmark = pytest.mark.interpreted

LASTS = {"kind": "survive", "need": 1}
STOCK = {"kind": "stock", "at": "C", "object": "food"}
TREAT = {"kind": "treat", "need": 1}
LIES = "down = true"


def gather(need, at="r"):
    return {"kind": "gather", "need": need, "at": at}


def work(at, state):
    return {"kind": "work", "at": at, "state": state}


def complaint(files):
    """What is said of an episode; nothing if it is good."""
    try:
        from_sources(files, "ep")
    except BadInput as error:
        return str(error)
    return ""


WIDE = """
#######
#o,,###
#p,G,E#
#######
"""
NARROW = WIDE.replace("o,,", "o,#")
ALONE = WIDE.replace("p", ",")
FACING = """
#######
#o,####
#E,G,p#
#######
"""
TWO_GATES = """
##########
#o,,#,,###
#p,G,,G,E#
##########
"""
SECOND_NARROW = TWO_GATES.replace("#,,###", "#,####")
GATE_IN_GATE = """
##########
#o,,######
#p,GG,,,E#
##########
"""
WHEEL = """
#########
#o,,,####
#p,W,H,E#
#########
"""
WHEEL_FOR_ONE = """
#########
#o,,,####
#p,#,H,E#
##W######
#########
"""
WHEEL_BEYOND = """
#########
#o,#,,,,#
#p,H,W,E#
#########
"""
LYING_BEYOND = """
#######
#o,,###
#,,G,E#
####p##
#######
"""
SIGNAL_BOX = """
###############
#,,,#.....#,,,#
#,o,d.....d,,u#
#,p,#.....#,,,#
#####.....#####
#######G#######
######.E.######
##,,,##########
##q,v##########
###############
"""
ROOM = """
#########
#o,,,d,E#
#C,N,,###
#,,V,L,##
#######S#
#########
"""


@pytest.mark.parametrize(
    "sheet, where, what",
    [
        (NARROW, "3:4", "gate"),
        (ALONE, "3:4", "gate"),
        (SECOND_NARROW, "3:7", "gate"),
        (GATE_IN_GATE, "3:5", "gate"),
        (WHEEL.replace("W", "#"), "3:6", "gate"),
        (WHEEL_FOR_ONE, "4:3", "wheel"),
        (WHEEL_BEYOND, "3:4", "gate"),
        (LYING_BEYOND, "3:4", "gate"),
    ],
)
def test_a_gate_or_wheel_that_two_cannot_be_at(sheet, where, what):
    seats = {"p": LIES} if sheet is LYING_BEYOND else {}
    for goals, target, way in (((LASTS,), "E", "'E'"), ((OUT,), None, "an exit"), ((gather(1, "E+1"),), None, "'E+1'")):
        said = complaint(night(sheet, *goals, target=target, **seats))
        found = f"a {what} that only 1 can be at, on the way to {way}"
        assert said == f"ep/yard.txt:{where}: found {found}, expected a place for two at once"
    assert not complaint(night(sheet, LASTS, **seats)), "nobody needs it"


@pytest.mark.parametrize(
    "sheet", [WIDE, FACING, TWO_GATES, WHEEL, WHEEL_FOR_ONE.replace("##W##", "#,W##"), NARROW.replace("G", "d")]
)
def test_gates_that_two_get_to(sheet):  # from any side, or to a wheel of theirs
    assert not complaint(night(sheet, OUT | {"need": 2}, target="E"))
    helped_up = complaint(night(sheet, OUT | {"need": 2}, target="E", p=LIES))
    assert bool(helped_up) == (sheet is FACING), "somebody is there to help, but on the one sheet"


def test_of_two_gates_the_nearer_to_the_goal_is_told_of():
    sheet = "#########\n#o,G,E,,#\n#,#####,#\n#G,,,,,,#\n#########"
    assert complaint(night(sheet, OUT)).startswith("ep/yard.txt:2:4: found a gate that only 1 can be at")


def test_a_third_who_lies_beyond_a_gate_is_brought_out_by_two():
    sheet = LYING_BEYOND.replace("#,,G", "#q,G")
    assert not complaint(night(sheet, OUT | {"need": 3}, p=LIES))


@pytest.mark.parametrize("state", ["shut", "locked", "barricaded", "open", "broken"])
def test_only_a_gate_that_stands_open_lets_one_person_through(state):
    said = complaint(night(NARROW, OUT, fixtures={"G": f"floor gate {state}"}))
    assert bool(said) == (state not in {"open", "broken"})


@pytest.mark.parametrize(
    "goal, fixtures, seat, where, found",
    [
        (STOCK | {"need": 2}, {}, "", "need", "2, expected at most the 1 that the cache holds"),
        (STOCK | {"need": 1, "object": "fuel"}, {}, "", "need", "1, expected at most the 0 that"),
        (work("d", "locked"), {}, "", "state", "'locked' for a door that is shut, expected a state that something"),
        (work("d", "shut"), {"d": "floor door broken"}, "", "state", "'shut' for a door that is broken"),
        (work("L", "open"), {}, "", "state", "'open' for a door that is locked, expected a key within reach, or a"),
        (work("d", "barricaded"), {}, "", "state", "'barricaded' for a door that is shut, expected planks within"),
        (work("N", "on"), {}, "", "state", "'on' for a generator that is off, expected fuel=BEATS, or a can of fuel"),
        (work("N", "on"), {"N": "floor generator on fuel=1"}, "", "state", "'on' for a generator that is on"),
        (work("S", "on"), {}, "", "at", "'S', which nobody can get to, expected a place with a way to it"),
        (work("N", "off"), {"N": "floor generator on light=2 fuel=61"}, LIES, "at", "'N', which nobody can get to"),
        (TREAT, {}, "", "kind", "treat, with nobody bitten and nothing that bites, expected infected, or who is"),
        (TREAT, {}, "bitten = 9", "need", "1, with 0 medicine, expected medicine for each, within reach"),
        (TREAT | {"need": 2}, {"C": "floor cache medicine=1"}, "bitten = 9", "need", "2, with 1 medicine"),
        (gather(1, "S"), {"S": "floor bed"}, "", "at", "'S', where only 0 can stand, expected a place for 1"),
        (gather(1, "E"), {}, "", "at", "'E', where only 0 can stand, expected a place for 1"),
        ({"kind": "survive", "need": 61}, {}, "", "need", "61 beats, expected at most the 60 that there are"),
        (OUT, {}, LIES, "need", "1, of whom 0 can get to an exit, expected people who can act, and exits with"),
    ],
)
def test_an_objective_that_no_play_can_meet(goal, fixtures, seat, where, found):
    told, hidden = night(ROOM, goal, LASTS, fixtures=fixtures, o=seat), goal | {"secret": True}
    text = told["episode.toml"].decode()
    at = text.index("[[objectives]]") + text[text.index("[[objectives]]") :].index(f"{where} = ") + len(f"{where} = ")
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    assert complaint(told).startswith(f"ep/episode.toml:{line}:{column}: found {found}")
    assert complaint(night(ROOM, goal, LASTS, fixtures=fixtures, none_of=[0], o=seat)), "the team is told of it"
    assert complaint(night(ROOM, hidden, LASTS, fixtures=fixtures, o=seat)), "the won ending needs it"
    assert not complaint(night(ROOM, hidden, LASTS, fixtures=fixtures, none_of=[0], o=seat)), "none needs it"


@pytest.mark.parametrize(
    "goal, fixtures, seat",
    [
        (STOCK | {"need": 1}, {}, ""),
        (work("V", "off"), {}, ""),
        (work("V", "on"), {"V": "floor alarm on"}, ""),
        (work("d", "broken"), {}, ""),
        (work("L", "locked"), {}, ""),
        (work("L", "open"), {}, "pack = { key = 1 }"),
        (work("L", "open"), {"C": "floor cache key=1"}, ""),
        (work("L", "shut"), {}, "pack = { planks = 1 }"),
        (work("d", "barricaded"), {}, "pack = { planks = 1 }"),
        (work("d", "open"), {"d": "floor door barricaded"}, ""),
        (work("N", "on"), {"N": "floor generator fuel=2"}, ""),
        (work("N", "on"), {}, "pack = { fuel = 1 }"),
        (work("N", "on"), {"N": "floor generator on fuel=2"}, LIES),
        (work("N", "off"), {"N": "floor generator on fuel=60"}, LIES),
        (work("S", "off"), {}, ""),
        (TREAT, {"C": "floor cache medicine=1"}, "bitten = 9"),
        (gather(1, "E+1"), {}, ""),
        ({"kind": "survive", "need": 60}, {}, ""),
        ({"kind": "lose", "need": 1}, {}, LIES),
        ({"kind": "keep", "seat": "o"}, {}, LIES),
    ],
)
def test_an_objective_that_can_be_met(goal, fixtures, seat):
    assert not complaint(night(ROOM, goal, fixtures=fixtures, o=seat))


def test_who_is_walled_in_is_no_rescue():
    """A gate is no wall: whoever is behind it can be let out, by hands, by water, by an episode."""
    goal = {"kind": "rescue", "need": 1}
    people = '[[people]]\nid = "u"\ntitle = "U"\nstart = "u"\n'
    assert not complaint(night("######\n#o,E##\n##u###\n######", goal, more=people))
    assert not complaint(night("######\n#o,E##\n##G###\n##u###\n######", goal, more=people))
    said = complaint(night("######\n#o,E##\n#####u\n######", goal, more=people))
    assert said.startswith(
        "ep/episode.toml:16:8: found 1, of whom 0 can get to an exit, expected people without a seat"
    )


def test_what_lies_behind_a_wall_is_no_supply():
    walled_in = ROOM.replace("S", "C").replace("C,N", ",,N")
    assert complaint(night(walled_in, TREAT, fixtures={"C": "floor cache medicine=1"}, o="bitten = 9"))
    assert complaint(night(walled_in, work("L", "open"), fixtures={"C": "floor cache key=1"}))


def test_a_door_that_nobody_gets_to_is_broken_by_infected():
    bites = '[[infected]]\nkind = "shambler"\ncount = 1\nat = "v"\n'
    sheet = ROOM.replace("E#", "v#")
    assert complaint(night(sheet, work("d", "broken"), o=LIES))
    assert not complaint(night(sheet, work("d", "broken"), o=LIES, more=bites))
    assert not complaint(night(sheet, TREAT, fixtures={"C": "floor cache medicine=1"}, more=bites))


def test_a_gate_is_shut_by_two_before_one_bars_it():
    fixtures, pack = {"G": "floor gate open"}, "pack = { planks = 1 }"
    assert complaint(night(ALONE, work("G", "barricaded"), fixtures=fixtures, o=pack))
    assert not complaint(night(WIDE, work("G", "barricaded"), fixtures=fixtures, o=pack))
    assert not complaint(night(ALONE, work("G", "barricaded"), o=pack))


def test_a_wheel_opens_locks_and_wants_no_key():
    sheet = WHEEL.replace("H", "L")
    assert not complaint(night(sheet, work("L", "open"), fixtures={"L": "floor door locked group=1"}))
    assert complaint(night(sheet, work("L", "open"), fixtures={"L": "floor door locked group=2"}))


def test_a_gate_is_worked_by_two_from_any_side():
    assert not complaint(night(WIDE, work("G", "open")))
    assert not complaint(night(NARROW, work("G", "shut"), fixtures={"G": "floor gate open"})), "one on each side"
    said = complaint(night(NARROW, work("G", "open")))
    assert said.startswith("ep/yard.txt:3:4: found a gate that only 1 can be at, on the way to 'G', expected")


def test_more_people_than_places_to_gather_at():
    assert not complaint(night(WIDE, gather(2, "o+1")))
    assert "'o', where only 1 can stand, expected a place for 2" in complaint(night(WIDE, gather(2, "o")))
    apart = FACING.replace("G", "#").replace("E", "q")  # two on four cells, one on one of its own
    assert not complaint(night(apart, gather(3, "yard")))
    assert "'p+3', where only 1 can stand, expected a place for 2" in complaint(night(apart, gather(2, "p+3")))
    assert "'p+3', 'o', where only 2 can stand" in complaint(night(apart, gather(3, ["p+3", "o"])))


@pytest.mark.parametrize("link", ["stairs", "ladder"])
def test_whoever_lies_at_the_end_of_a_link_is_fetched_where_people_can_take_it(link):
    more = f'[[links]]\nkind = "{link}"\nfrom = "u"\nto = "v"\n'
    assert not complaint(night(SIGNAL_BOX.replace("##G#", "#.G."), OUT | {"need": 3}, q=LIES, more=more))


def test_a_facade_leads_down_alone():
    """Two stand on a roof, o; below is a yard with the exit, and to a bell on the roof there is no way back up."""
    sheet = """
#########
#opu#v,E#
#,C,#,,,#
#########
"""
    fixtures = {"C": "floor alarm"}

    def facade(base, top):
        return f'[[links]]\nkind = "facade"\nheight = 2\nfrom = "{base}"\nto = "{top}"\n'

    assert not complaint(night(sheet, OUT | {"need": 2}, fixtures=fixtures, more=facade("v", "u")))
    assert "exit that o cannot reach" in complaint(night(sheet, OUT, fixtures=fixtures, more=facade("u", "v")))
    below = sheet.replace("opu", ",,u").replace("v,E", "vop").replace(",,,#\n###", ",,E#\n###")
    assert not complaint(night(below, OUT | {"need": 2}, target="E", fixtures=fixtures, more=facade("v", "u")))
    stairs = facade("v", "u").replace('facade"\nheight = 2', 'stairs"')
    assert not complaint(night(below, work("C", "on"), target="E", fixtures=fixtures, more=stairs))
    assert "'C'" in complaint(night(below, work("C", "on"), target="E", fixtures=fixtures, more=facade("v", "u")))


def test_a_zipline_leads_one_way():
    """Behind a wall is the exit, and from there no way back to the start."""
    sheet = """
###########
#o,,,,u####
###########
#v,,,E#####
###########
"""

    def zipline(one, other):
        return f'[[links]]\nkind = "zipline"\nfrom = "{one}"\nto = "{other}"\n'

    assert not complaint(night(sheet, OUT, more=zipline("u", "v")))
    assert "exit that o cannot reach" in complaint(night(sheet, OUT, more=zipline("v", "u")))


def test_the_signal_box_whose_gate_has_one_side():
    more = '[[links]]\nkind = "stairs"\nfrom = "u"\nto = "v"\n'
    said = complaint(night(SIGNAL_BOX, OUT | {"need": 3}, target="E", q=LIES, more=more))
    assert said.startswith("ep/yard.txt:6:8: found a gate that only 1 can be at, on the way to 'E', expected a place")


def test_what_a_draw_or_a_trigger_may_bring_about_is_possible():
    for goal, change in (
        (OUT, '{ at = "G", state = "open" }'),
        (OUT, '{ at = "G", state = "broken" }'),
        (work("G", "locked"), '{ at = "G", state = "locked" }'),
    ):
        assert complaint(night(NARROW, goal))
        assert complaint(night(NARROW, goal, more=drawn('{ at = "G", state = "barricaded" }')))
        assert not complaint(night(NARROW, goal, more=drawn(change)))
        assert not complaint(night(NARROW, goal, more=f"[[triggers]]\nbeat = 9\nset = [{change}]\n"))
    assert not complaint(
        night(ROOM, work("V", "on"), more='[[triggers]]\nbeat = 9\nset = [{ at = "V", state = "on" }]\n')
    )
    assert not complaint(night(ROOM, STOCK | {"need": 5}, more=drawn('{ at = "C", holds = { food = 5 } }')))
    assert not complaint(night(ROOM, STOCK | {"need": 1}, more=drawn('{ at = "C", holds = {} }')))
    assert complaint(night(ROOM, STOCK | {"need": 6}, more=drawn('{ at = "C", holds = { food = 5 } }')))
    opened = drawn('{ at = "L", state = "shut" }')
    assert not complaint(night(ROOM, work("L", "open"), more=opened)), "from there people open it"
    arrive = '[[arrivals]]\nkind = "shambler"\ncount = 1\nat = "o+3"\nbeat = 5\n'
    assert not complaint(night(ROOM, TREAT, fixtures={"C": "floor cache medicine=1"}, more=arrive))


def drawn(change):
    """A draw of one change, or of none, in TOML."""
    options = f'{{ name = "so", set = [{change}] }}, {{ name = "not" }}'
    return f'[[draws]]\nname = "tonight"\ntext = "T"\noptions = [{options}]\n'


def test_whoever_is_scattered_may_start_where_it_is_best():
    apart = "#######\n#o#,,E#\n#p,G,o#\n#######"
    assert complaint(night(apart, OUT))
    assert not complaint(night(apart, OUT | {"need": 2}, o="scatter = true"))
    walled = "#########\n#o#,,o#p#\n#########"
    assert not complaint(night(walled, gather(1, "o"), o="scatter = true"))
    assert complaint(night(walled, gather(2, "o"), o="scatter = true")), "one is not two"


def test_what_a_needed_objective_comes_after_is_needed():
    first = TREAT | {"secret": True}
    assert complaint(night(ROOM, first, LASTS | {"after": ["g0"]}, none_of=[0]))
    assert not complaint(night(ROOM, first, LASTS, none_of=[0]))


def test_a_game_that_was_played_is_read_all_the_same():
    files = night(NARROW, OUT)
    assert complaint(files)
    assert from_sources(files, "ep", played=True).name == "night"
