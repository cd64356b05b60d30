"""Nights that nobody can win are refused, and no night that can be won: an exhaustive and a random team try."""

from itertools import product

import numpy as np
import pytest
from episodes.nights import OUT, ending, night
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from often import often

from warbell.engine import codes
from warbell.engine.batch import advance, perceive
from warbell.engine.bits import unpack
from warbell.engine.percept import blank
from warbell.engine.world import World
from warbell.episodes import from_sources
from warbell.episodes.reach import cells_of, steps_from
from warbell.errors import BadInput


def complaint(files):
    """What is said of an episode; nothing if it is good."""
    try:
        from_sources(files, "ep")
    except BadInput as error:
        return str(error)
    return ""


HALL = """
########
#opq,,E#
########
"""
LOSE, KEEP = {"kind": "lose", "need": 1}, {"kind": "keep", "seat": "o"}
HERE = {"kind": "gather", "need": 1, "at": "o"}
OPEN, SHUT = ({"kind": "work", "at": "d", "state": state} for state in ("open", "shut"))
LATE = {"kind": "survive", "need": 30}
SHUT_HALL = HALL.replace(",,E", "d,E")


def need(goal, number):
    return goal | {"need": number}


@pytest.mark.parametrize(
    "goals, none_of, clashing",
    [
        ((need(OUT, 3), LOSE), (), ("g0", "g1")),
        ((need(OUT, 2), LOSE), (), ()),
        ((need(OUT, 2), need(HERE, 1), LOSE), (), ("g0", "g1", "g2")),
        ((need(OUT, 2), need(HERE, 1)), (), ()),
        ((need(LOSE, 3), KEEP), (), ("g0", "g1")),
        ((need(LOSE, 2), KEEP), (), ()),
        ((KEEP, need(OUT, 3)), (0,), ("g0", "g1")),
        ((KEEP, need(OUT, 2)), (0,), ()),
        ((KEEP, LOSE, OUT), (0, 1), ("g0", "g1", "g2")),
        ((need(OUT, 2), need(OUT, 2)), (1,), ("g0", "g1")),
        ((need(OUT, 2), need(OUT, 3)), (1,), ()),
        ((LATE, need(LATE, 20)), (1,), ("g0", "g1")),
        ((LATE, need(LATE, 40)), (1,), ()),
        ((OPEN, SHUT), (), ("g0", "g1")),
    ],
)
def test_objectives_that_never_go_together(goals, none_of, clashing):
    said = complaint(night(SHUT_HALL, *goals, none_of=none_of))
    found = ", ".join(repr(name) for name in clashing) + ", which never go together"
    assert said.partition(": found ")[2].partition(", expected ")[0] == (found if clashing else "")
    assert bool(said) == bool(clashing)
    another = ending("won", "another", all_of=["g0"]) if none_of != (0,) else ending("won", "another", none_of=["g0"])
    assert not complaint(night(SHUT_HALL, *goals, none_of=none_of, endings=another)), "one will do"


def test_what_was_met_once_or_does_not_count_yet_clashes_with_nothing():
    for first, second, none_of, other in (
        (need(OUT, 3), LOSE, (), {"latch": True}),
        (OPEN, SHUT, (), {"latch": True}),
        (need(OUT, 2), need(OUT, 2), (1,), {"after": ["g0"]}),
        (need(OUT, 3), KEEP, (1,), {"after": ["g0"]}),
    ):
        assert "never go together" in complaint(night(SHUT_HALL, first, second, none_of=none_of))
        assert not complaint(night(SHUT_HALL, first, second | other, none_of=none_of))
    dawn = ending("lost", all_of=["g1"])
    assert complaint(night(SHUT_HALL, OUT, need(LATE, 2) | {"secret": True}, none_of=[1], endings=dawn))
    late = need(LATE, 2) | {"secret": True, "after": ["g0"]}
    assert not complaint(night(SHUT_HALL, OUT, late, none_of=[1], endings=dawn))


def test_an_ending_that_another_always_forestalls():
    lost = ending("lost", all_of=["g0"])
    said = complaint(night(HALL, OUT, LATE, endings=lost))
    assert "found 'won', and 'lost' always comes before it, expected an ending that can come about" in said
    assert not complaint(night(HALL, OUT, LATE, endings=ending("lost", all_of=["g0"], none_of=["g1"])))


def test_a_night_that_is_cut_short():
    slow = HALL.replace(",,E", ",,,,,,E").replace("########", "############")  # four beats
    for dawn, before, after, barred in product((3, 4, 5), *[(False, True)] * 3):
        files = night(
            slow,
            OUT,
            LATE | {"need": dawn, "secret": True},
            none_of=[1],
            endings=ending("lost", "early", all_of=["g1"]) if before else "",
            more=ending("lost", "late", all_of=["g1"]) if after else "",
        )
        if not barred:
            files["episode.toml"] = files["episode.toml"].replace(b'none_of = ["g1"]', b"")
        latest = dawn - 1 if before or barred else dawn if after else 60
        assert bool(complaint(files)) == (latest < 4), (dawn, before, after, barred)
    said = complaint(night(slow, OUT, LATE | {"need": 3, "secret": True}, none_of=[1]))
    assert "found 'won', for which there are 2 beats, expected at least 4, as many as 'g0' takes at best" in said


def test_of_several_endings_the_soonest_is_told_of():
    three = ending("won", "three", all_of=["g1"])
    said = complaint(
        night(
            "#######################\n#pq,,,,,,,,o,,,,,,,,,E#\n#######################",
            OUT,
            need(OUT, 3),
            none_of=[1],
            endings=three,
            beats=3,
        )
    )
    assert said == "ep/episode.toml:5:9: found 3 beats, expected at least 5, as many as 'g0' takes at best"


# A corridor, how many of it have to be out, the fewest beats that the checker believes in, and those it really takes.
CORRIDORS = [
    ("#o,,,,,E#", 1, 3, 3),
    ("#,o,,,,,E#", 1, 3, 3),
    ("#o,,d,,E#", 1, 4, 4),
    ("#o,,%,,E#", 1, 4, 4),
    ("#o,,u>v,E#", 1, 4, 4),
    ("#o,,u|v,E#", 1, 4, 5),
    ("#op,u|v,E#", 1, 4, 4),
    ("#o,,u~v,E#", 1, 6, 6),
    ("#op,u~v,E#", 1, 5, 5),
    ("#o,,,p,E#", 2, 3, 3),
    ("#po,,,,E#", 2, 3, 4),
    ("#op,d,,E#", 2, 4, 5),
    ("#op,%,,E#", 1, 3, 4),
    ("#op,dd,E#", 1, 3, 5),
    ("#oGp,,E#", 2, 2, 4),
]


def corridor(row, count, beats):
    """A night of one row, with stairs >, a ladder | or a zipline ~ of three beats. Nobody gets afraid or hungry."""
    link = 'ladder"' if "|" in row else 'zipline"\nbeats = 3' if "~" in row else 'stairs"'
    wall = "#" * len(row)
    more = f'[[links]]\nkind = "{link}\nfrom = "u"\nto = "v"\n' if "u" in row else ""
    more += "[tuning]\ngate_strength = 1000\nheart_fear = 0\nfear_dark = 0\nfear_alone = 0\nhunger_every = 1000\n"
    sheet = f"{wall}\n{row.replace('>', '#').replace('|', '#').replace('~', '#')}\n{wall}#"
    return night(sheet, need(OUT, count), beats=beats, more=more)


HANDY = (codes.STEP, codes.RUN, codes.SNEAK, codes.LINK, codes.STRIKE, codes.SHOVE, codes.USE, codes.TEND, codes.CARRY)
ORDERS = [a for a in range(codes.N_ACTIONS) if codes.ACTION_VERB[a] in (codes.WAIT, *HANDY)]


def fewest_beats(episode, most=8):
    """The fewest beats in which it can be won, by trying all orders in all places that people and doors can be in."""
    world, seen = episode.start(np.zeros(1, np.uint64)), set()
    for beat in range(1, most + 1):
        percept = blank(world)
        perceive(episode.ground, world, percept)
        tries = [
            (e, orders)
            for e, masks in enumerate(percept.mask)
            for orders in product(*([order for order in ORDERS if mask[order]] or [codes.WAIT] for mask in masks))
        ]
        world = chosen(world, [e for e, _ in tries])
        world.clock["seed"] = np.arange(len(tries))
        advance(episode.ground, world, blank(world), np.array([orders for _, orders in tries], np.int32))
        if (world.clock["ending"] == 0).any():
            return beat
        news = [e for e, place in enumerate(places(world)) if place not in seen and not seen.add(place)]
        world = chosen(world, news)
    return None


def chosen(world, rows):
    """Copies of some worlds of a batch."""
    return World(*(table.copy() if name == "sound" else table[rows] for name, table in world._asdict().items()))


def places(world):
    """All that decides how far people are, in each world."""
    bodies = [world.bodies[name] for name in ("y", "x", "state", "crept", "carrier", "load", "mended")]
    tables = [*bodies, *(world.fixtures[name] for name in ("state", "strength"))]
    tables.append(world.planes[:, codes.BLOCKED].reshape(len(world.clock), -1).view(np.int64))
    return [row.tobytes() for row in np.concatenate([table.astype(np.int64) for table in tables], axis=1)]


@pytest.mark.parametrize("row, count, believed, real", CORRIDORS)
def test_the_shortest_night_that_is_accepted(row, count, believed, real):
    assert believed <= real
    assert not complaint(corridor(row, count, believed))
    said = complaint(corridor(row, count, believed - 1))
    assert said.startswith(f"ep/episode.toml:5:9: found {believed - 1} beats, expected at least {believed}, as many as")
    assert fewest_beats(from_sources(corridor(row, count, 30), "ep")) == real


def test_a_door_costs_nobody_a_beat_that_something_else_may_open():
    sheet = "##########\n#o,,d,,E##\n#q#p#,#,##\n##########"
    bites = '[[infected]]\nkind = "shambler"\ncount = 1\nat = "yard"\n'
    wheel = {"d": "floor door group=1", "W": "floor wheel group=1"}
    for beats in (2, 3, 4):
        assert bool(complaint(night(sheet, OUT, beats=beats))) == (beats < 4)
        assert bool(complaint(night(sheet, OUT, beats=beats, more=bites))) == (beats < 3)
        assert bool(complaint(night(sheet, OUT, beats=beats, q="bitten = 9"))) == (beats < 3)
        assert bool(complaint(night(sheet.replace("#q#", "#W,"), OUT, beats=beats, fixtures=wheel))) == (beats < 3)


WEIGHTS = np.ones(codes.N_ACTIONS)
for verb, weight in (
    (codes.CALL, 0.01), (codes.SIGN, 0.01), (codes.WHISPER, 0.005), (codes.COMFORT, 0.1), (codes.RUN, 3),
    (codes.USE, 4), (codes.STRIKE, 2), (codes.LINK, 3), (codes.TEND, 3), (codes.CARRY, 2),
):  # fmt: skip
    WEIGHTS[verb == codes.ACTION_VERB] = weight
ONWARDS = ((codes.RUN, 40), (codes.STEP, 8), (codes.USE, 60), (codes.STRIKE, 30), (codes.SHOVE, 10))


def is_won_at_random(episode, seed, worlds=64):
    """Whether any of many teams wins that do whatever is possible, and most often what brings them to the goal."""
    rng, ground = np.random.default_rng(seed), episode.ground
    world = episode.start(np.arange(worlds, dtype=np.uint64))
    percept = blank(world)
    perceive(ground, world, percept)
    height, width = ground.terrain.shape
    goal = unpack(np.bitwise_or.reduce([ground.exits, *ground.regions]), width)
    links = [((int(k.y0), int(k.x0)), (int(k.y1), int(k.x1))) for k in ground.links]
    far = np.full((height, width), 10**6)
    for cell, steps in steps_from(cells_of(goal), ~unpack(ground.solid, width), links).items():
        far[cell] = steps
    while (world.clock["ending"] == codes.RUNNING_STILL).any():
        weights = WEIGHTS * percept.mask.astype(bool)
        y, x = world.bodies["y"][:, : len(episode.seats)], world.bodies["x"][:, : len(episode.seats)]
        for way in range(4):
            onwards = (far[y + codes.DY[way], x + codes.DX[way]] < far[y, x]) & (rng.random(y.shape) < 0.8)
            for verb, more in ONWARDS:
                weights[:, :, codes.VERB_BASE[verb] + way] *= np.where(onwards, more, 1)
        picked = weights.cumsum(axis=2) > rng.random((*y.shape, 1)) * weights.sum(axis=2, keepdims=True)
        advance(ground, world, percept, picked.argmax(axis=2).astype(np.int32))
    outcomes = [one.outcome for one in episode.endings]
    return any(outcomes[e] == "won" for e in world.clock["ending"])


@st.composite
def nights(draw):
    """A tiny night of any kind: rooms, doors and gates at random, one or two objectives."""
    height, width = draw(st.integers(1, 4)), draw(st.integers(3, 9))
    cells = draw(st.lists(st.sampled_from(",,,,,,,##dLBGGH%"), min_size=height * width, max_size=height * width))
    marks = ["o", "E", *(mark for mark in "pqrWSNC" if draw(st.booleans())), *draw(st.sampled_from(["", "uv"]))]
    spots = draw(st.permutations(range(height * width)))
    assume(len(marks) <= len(spots))
    for mark, spot in zip(marks, spots, strict=False):
        cells[spot] = mark
    rows = "".join("#" + "".join(cells[k * width : (k + 1) * width]) + "#\n" for k in range(height))
    wall = "#" * (width + 2)
    number = st.integers(1, sum(mark in marks for mark in "opq"))
    kinds = [
        need(OUT, draw(number)), need(HERE, draw(number)) | {"at": "r+1" if "r" in marks else "o+2"},
        {"kind": "survive", "need": draw(st.integers(1, 8))}, {"kind": "treat", "need": 1}, LOSE, KEEP,
    ]  # fmt: skip
    for mark, states in (
        ("d", "open broken barricaded"),
        ("L", "open shut"),
        ("B", "open"),
        ("G", "open"),
        ("S", "on"),
    ):
        if cells.count(mark) == 1:
            kinds.append({"kind": "work", "at": mark, "state": draw(st.sampled_from(states.split()))})
    if "C" in marks:
        kinds.append({"kind": "stock", "at": "C", "object": "food", "need": draw(st.integers(1, 2))})
    goals = draw(st.lists(st.sampled_from(kinds), min_size=1, max_size=2, unique_by=str))
    none_of = draw(st.sampled_from([(), (), (1,)])) if len(goals) == 2 else ()
    goals = [goal | {"secret": index in none_of} for index, goal in enumerate(goals)]
    more = f'[[links]]\nkind = "{draw(st.sampled_from(["stairs", "ladder", "zipline"]))}"\nfrom = "u"\nto = "v"\n'
    more = more if "u" in marks else ""
    more += draw(st.sampled_from(["", "", '[[infected]]\nkind = "shambler"\ncount = 1\nat = "yard"\n']))
    more += "[tuning]\ngate_strength = 100000\n"  # the checker counts hands alone, and so do these teams
    seats = {
        "o": draw(st.sampled_from(["", "pack = { medicine = 1, key = 1, planks = 1, fuel = 1 }"])),
        "p": draw(st.sampled_from(["", "", "down = true"])),
        "q": draw(st.sampled_from(["", "bitten = 30"])),
    }
    beats = draw(st.sampled_from([1, 2, 3, 4, 5, 6, 8, 12]))
    return night(f"{wall}\n{rows}{wall}", *goals, none_of=none_of, beats=beats, more=more, **seats)


@given(nights(), st.integers(0, 2**32))
@settings(max_examples=often(150), suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
def test_no_night_is_refused_that_a_random_team_wins(files, seed):
    try:
        episode = from_sources(files, "ep", played=True)
    except BadInput:
        assume(False)
    if is_won_at_random(episode, seed):
        assert not complaint(files)


def test_random_nights_are_of_all_kinds():
    seen = set()

    @given(nights(), st.integers(0, 2**32))
    @settings(max_examples=often(30), derandomize=True, suppress_health_check=list(HealthCheck))
    def look(files, seed):
        try:
            episode = from_sources(files, "ep", played=True)
        except BadInput:
            assume(False)
        seen.add((is_won_at_random(episode, seed), bool(complaint(files))))

    look()
    assert seen >= {(True, False), (False, True)}, "some are won, and some are refused"
