"""Rehearsals: by the rules of the game, and from nothing but what the seat knows."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from laws.moments import Moments, copy, moments
from laws.test_secrecy import has_line, knowledge, relook, situation
from often import often
from yard import yard

from warbell import episodes, minds
from warbell.belief.rehearsal import NOT_DONE, Rehearsed, rehearse
from warbell.belief.world import believe
from warbell.engine import codes as c
from warbell.engine.batch import advance, perceive
from warbell.engine.bits import unpack
from warbell.engine.percept import Percept, blank
from warbell.engine.world import clone, waits
from warbell.minds.ensemble import Memory
from warbell.plans import Condition, Goto, Guard, Hold, Order, Plan, Reflex, Spot, parse_cells
from warbell.plans.cells import Line

EXAMPLES = settings(max_examples=often(30), suppress_health_check=[HealthCheck.function_scoped_fixture])
CELLS = [
    "n", "e", "s", "w", "N", "E", "S", "W", "n'", "e'", "link", ".", "use-n", "use-e", "take", "call-GO", "strike-w",
    "give-n", "carry-e", "release", "set-planks-n", "tend", "|A", "|A!/9", "|B/5", "~quiet/9", "~dark/6", "~beat>=9",
    "?clear->e;w", "?shut@s->use-s", "?free@n->n*3", "e~dark/9", "use-s~open@s/4", "?clear->S~near<3;.~told-GO/3",
    "reflex-strike", "reflex-shove-around", "reflex-none", "~locked@e/2",
]  # fmt: skip


@pytest.fixture(scope="module", params=episodes.names())
def met(request: pytest.FixtureRequest) -> list[Moments]:
    return moments(episodes.load(request.param), 6, (1, 5, 12, 25, 50))


def first_percept(episode, seed=0):
    world = episode.start(np.array([seed], np.uint64))
    view = blank(world)
    perceive(episode.ground, world, view)
    return world, view


def opened(what):
    """The brief of an episode and what its seats know at the start."""
    episode = episodes.load(what) if isinstance(what, str) else what
    return episodes.brief(episode), first_percept(episode)[1]


def read(brief, **texts):
    return {name: parse_cells(text, name, brief) for name, text in texts.items()}


def alone(view: Percept, e: int) -> Percept:
    """World e of a batch, as one of a single world."""
    return Percept(*(table[e : e + 1] for table in view))


def tracks_played(episode, world, view, lines, beats):
    """Where the team really goes by some lines, the start first: [P][beats + 1]."""
    brief = episodes.brief(episode)
    plan = Plan((tuple(Line(name, cells) for name, cells in lines.items()),))
    mind = minds.make("plan", brief, [brief.seats.index(name) for name in lines], 1, plan)
    orders = waits(world)
    tracks = [[] for _ in brief.seats]
    for beat in range(beats + 1):
        for p, track in enumerate(tracks):
            track.append((int(world.bodies["y"][0, p]), int(world.bodies["x"][0, p])))
        if beat < beats:
            orders[:] = 0
            mind.decide(view, orders)
            advance(episode.ground, world, view, orders)
    return tracks


@pytest.mark.parametrize("seed", [0, 3, 7])
@pytest.mark.parametrize("seat", range(4))
def test_a_rehearsal_of_the_first_beats_of_curfew_comes_true(seed, seat):
    episode = episodes.load("curfew")
    brief = episodes.brief(episode)
    world, view = first_percept(episode, seed)
    lines = read(brief, onjo="s E e' n w*2 @city:19,13/9", suhyeok="@city:6,59/5 . w*2 s'")
    rehearsed = rehearse(brief, view, seat, lines, 10)
    assert rehearsed.tracks == tracks_played(episode, world, view, lines, 10)
    assert len({*rehearsed.tracks[0]}) > 5


def test_cells_are_passed_after_the_beat_that_did_them():
    brief, view = opened("curfew")
    rehearsed = rehearse(brief, view, 0, read(brief, onjo="s s ?clear->.*2;e . ~beat>=99/3", suhyeok=". ~clear"))
    onjo, suhyeok = rehearsed.passed[:2]
    assert onjo == [1, 2, 4, 5, 8]
    assert suhyeok == [1, 1]
    assert rehearsed.passed[2:] == [[], []]
    assert [len(track) for track in rehearsed.tracks] == [9] * 4  # it ends when every line has


def test_a_repeated_act_ends_where_its_condition_holds_on_paper():
    brief, view = opened("curfew")
    rehearsed = rehearse(brief, view, 0, read(brief, onjo="s~beat>=2 .~dark e~lit@city:1,1/3 use-n~beat>=7"))
    assert rehearsed.passed[0] == [2, 2, 5, 7]


def test_a_seat_brings_its_reflex_and_what_it_was_told_along():
    brief, view = opened("curfew")
    row, me = view.bodies[0, 0, 4], view.me[0, 0]
    row["beat"], row["y"], row["x"], row["nature"], row["side"] = 0, me["y"] + 1, me["x"], c.SHAMBLER, c.INFECTED
    told = Memory(told=(0, 1 << c.GO))
    for text, memory, beats in (
        ("s/3", Memory(), NOT_DONE),
        ("s/3", Memory(Reflex(c.SHOVE)), 2),  # the sleeper is pushed away, once
        ("reflex-none s/3", Memory(Reflex(c.SHOVE)), NOT_DONE),
        ("reflex-shove s/3", Memory(), 2),
        ("~told-GO", Memory(), NOT_DONE),
        ("~told-GO", told, 0),
        ("~told-STOP", told, NOT_DONE),
    ):
        rehearsed = rehearse(brief, view, 0, read(brief, onjo=text), 3, memory=memory)
        assert (rehearsed.passed[0][-1], text) == (beats, text)
    both = read(brief, onjo="~told-GO", suhyeok="~told-GO")
    assert rehearse(brief, view, 0, both, 3, memory=told).passed[:2] == [[0], [NOT_DONE]]


def test_a_cue_lets_everybody_go_on_with_the_last_to_come():
    brief, view = opened("heartbeat")
    one, two = brief.seats[:2]
    rehearsed = rehearse(brief, view, 0, read(brief, **{one: "|A .", two: ".*6 |A ."}))
    first, second = rehearsed.passed[:2]
    assert first[0] == second[1] >= 7
    assert first[1] == second[2] == first[0] + 1


def test_a_cue_waits_for_no_seat_whose_line_is_not_here():
    brief, view = opened("heartbeat")
    rehearsed = rehearse(brief, view, 0, read(brief, **{brief.seats[0]: "|A . |B!"}))
    assert rehearsed.passed[0] == [1, 2, 3]


def test_who_walks_out_by_an_exit_is_done_with_that_cell():
    brief, view = opened(yard())
    (way_out,) = np.argwhere(unpack(brief.chart.exits, brief.chart.terrain.shape[1])).tolist()
    view.me["y"][0, 0], view.me["x"][0, 0] = beside = way_out[0], way_out[1] - 1
    rehearsed = rehearse(brief, view, 0, read(brief, ana="e n"))
    assert rehearsed.passed[0] == [1, NOT_DONE]
    assert rehearsed.tracks[0] == [beside, tuple(way_out)]


def test_seats_known_to_be_gone_have_no_track():
    brief, view = opened("curfew")
    lines = read(brief, onjo="s", garam="s", suhyeok="s", namra="s")
    rows = view.bodies[0, 0]
    rows["beat"][1:3], rows["nature"][1:3] = 0, c.PERSON
    rows["y"][1:3], rows["x"][1:3] = view.me["y"][0, 0] + 2, view.me["x"][0, 0] + 2
    rows["state"][1], rows["nature"][2] = c.DEAD, c.SHAMBLER
    rehearsed = rehearse(brief, view, 0, lines)
    assert [bool(track) for track in rehearsed.tracks] == [True, False, False, True]
    assert rehearsed.passed == [[1], [NOT_DONE], [NOT_DONE], [1]]
    view.me["state"][0, 0] = c.DEAD
    assert rehearse(brief, view, 0, lines).tracks[0] == []


def test_what_comes_to_nothing_is_named():
    brief, view = opened("curfew")
    rehearsed = rehearse(brief, view, 0, read(brief, onjo=". comfort-n/1 . use-s/1 .", garam=".*2"), 20)
    assert rehearsed.failed == [[1, 3], [], [], []]


def test_what_is_infected_sleeps_where_it_was_last_seen_and_is_in_the_way():
    brief, view = opened("curfew")
    y, x = int(view.me["y"][0, 0]), int(view.me["x"][0, 0])
    row = view.bodies[0, 0, 4]
    row["beat"], row["y"], row["x"], row["nature"], row["side"] = 0, y + 2, x, c.SHAMBLER, c.INFECTED
    rehearsed = rehearse(brief, view, 0, read(brief, onjo="s/2 s/2"), 20)
    assert {*rehearsed.tracks[0]} == {(y, x), (y + 1, x)}
    assert rehearsed.failed[0] == []  # who stands in the way there now may be gone by then
    view.me["beat"][0, 0] = 1  # the cell is in sight now, and nobody is seen on it
    assert (y + 2, x) in rehearse(brief, view, 0, read(brief, onjo="s/2 s/2"), 20).tracks[0]


def test_somebody_without_a_seat_waits_where_they_were_last_seen_and_is_nowhere_before():
    at, *_ = moments(episodes.load("curfew"), 1, (1,), others=1)
    whole = episodes.brief(at.episode)
    brief = replace(whole, seats=whole.seats[:3], titles=whole.titles[:3], starts=whole.starts[:3])
    y, x = int(at.now.me["y"][0, 0]), int(at.now.me["x"][0, 0])
    row, lines = at.now.bodies[0, 0, 3], read(brief, onjo="s/2 s/2")
    row["beat"] = -1
    assert (y + 2, x) in rehearse(brief, at.now, 0, lines).tracks[0]
    row["beat"], row["y"], row["x"], row["nature"], row["side"] = 0, y + 2, x, c.PERSON, c.CIVILIAN
    rehearsed = rehearse(brief, at.now, 0, lines)
    assert {*rehearsed.tracks[0]} == {(y, x), (y + 1, x)}
    assert len(rehearsed.tracks) == len(rehearsed.passed) == 3


@pytest.mark.interpreted
@pytest.mark.bounds
def test_more_may_sleep_in_sight_than_there_are_seats():
    brief, view = opened("curfew")
    y, x = int(view.me["y"][0, 0]), int(view.me["x"][0, 0])
    rows = view.bodies[0, 0, 4:13]
    rows["beat"], rows["nature"], rows["side"] = 0, c.SHAMBLER, c.INFECTED
    rows["y"], rows["x"] = y + 2 + np.arange(9) // 3, x + np.arange(9) % 3
    rehearsed = rehearse(brief, view, 0, read(brief, onjo="s/2 e s/2"), 20)
    assert {*rehearsed.tracks[0]} == {(y, x), (y + 1, x), (y + 1, x + 1)}


def test_a_door_is_as_it_was_last_seen_and_shut_if_it_never_was():
    brief, view = opened(yard())
    (door, *_) = np.flatnonzero(brief.chart.fixtures["kind"] == c.DOOR)
    y, x = (int(brief.chart.fixtures[name][door]) for name in ("y", "x"))
    view.me["y"][0, 0], view.me["x"][0, 0] = y, x - 1
    beats = {}
    for state in (None, c.SHUT, c.OPEN, c.BROKEN, c.LOCKED):
        row = view.fixtures[0, 0, door]
        row["beat"] = -1 if state is None else 0
        row["state"], row["strength"] = state or 0, 2
        (beats[state],) = rehearse(brief, view, 0, read(brief, ana="e*2"), 30).passed[0]
    assert beats == {None: 3, c.SHUT: 3, c.OPEN: 2, c.BROKEN: 2, c.LOCKED: beats[c.LOCKED]}
    assert (y, x) not in rehearse(brief, view, 0, read(brief, ana="e*2"), 30).tracks[0]


def test_whoever_is_carried_comes_along():
    brief, view = opened("curfew")
    me, row = view.me[0, 0], view.bodies[0, 0, 1]
    me["load"] = 2
    row["beat"], row["y"], row["x"], row["nature"] = 0, me["y"], me["x"], c.PERSON
    row["state"], row["carried"], row["hurt"] = c.DOWN, 1, 3
    rehearsed = rehearse(brief, view, 0, read(brief, onjo="s s release s"))
    assert rehearsed.tracks[0][:5] == rehearsed.tracks[1][:5]
    assert rehearsed.tracks[0][-1] != rehearsed.tracks[1][-1]
    carried = rehearse(brief, _carried(view), 1, read(brief, onjo="s"))
    assert carried.tracks[0] == carried.tracks[1] != []


def test_a_ladder_stands_on_paper_until_it_is_shoved():
    episode = episodes.load("garden")
    brief, view = opened(episode)
    facade = next(link for link in episode.ground.links if link["kind"] == c.FACADE)
    view.me["y"][0, 0], view.me["x"][0, 0] = facade["y1"], facade["x1"]
    persons = view.bonds.shape[2]
    for row, carried in zip(view.bodies[0, 0, persons:], (0, 1, 1), strict=False):
        row["beat"], row["nature"], row["side"], row["carried"] = 0, c.CLIMBER, c.INFECTED, carried
        row["y"], row["x"] = facade["y0"], facade["x0"]
    for text, borne in ((".", [False, True, True]), ("shove", [False, True, False])):  # the topmost is off
        ground, world, seen = believe(brief, view, 0, 10)
        plan = Plan(((Line(brief.seats[0], parse_cells(text, brief.seats[0], brief)),),))
        mind, orders = minds.make("plan", brief, [0], 1, plan), waits(world)
        for _ in range(3):
            orders[:] = 0
            mind.decide(seen, orders)
            advance(ground, world, seen, orders)
        assert (world.bodies["carrier"][0, persons : persons + 3] > 0).tolist() == borne


ZIPLINE = str(Path(__file__).parents[1] / "playthroughs/zipline")


def test_a_ride_is_rehearsed_as_it_will_be():
    """One lands, the next follows with somebody in the arms; after each of its beats the rest comes true."""
    episode = episodes.load(ZIPLINE)
    brief = episodes.brief(episode)
    lines = read(brief, ana="link .*9 e", ben="carry-w e*2 link*2")
    for seat in (0, 1):
        world, view = first_percept(episode)
        rehearsed = rehearse(brief, view, seat, lines, 13)
        assert rehearsed.tracks[:2] == tracks_played(episode, world, view, lines, 13)[:2]
    assert rehearsed.passed[0][0] == 4, "a ride is over when they stand"


@pytest.mark.parametrize("ridden", [1, 2, 3])
def test_who_hangs_on_a_zipline_hangs_there_on_paper(ridden):
    episode = episodes.load(ZIPLINE)
    world, view = first_percept(episode)
    orders = waits(world)
    for beat in range(ridden):
        orders[0, 0] = c.VERB_BASE[c.LINK] if beat == 0 else c.WAIT
        advance(episode.ground, world, view, orders)
    for seat in (0, 1):
        ground, paper, seen = believe(episodes.brief(episode), view, seat, 10)
        assert paper.bodies["carrier"][0, 0] == -1
        assert seat or paper.bodies["crept"][0, 0] == ridden
        beats = 0
        while paper.bodies["carrier"][0, 0]:
            advance(ground, paper, seen, waits(paper))
            beats += 1
        assert seat or beats == 4 - ridden
        assert [paper.bodies[axis][0, 0] for axis in "yx"] == [
            episode.ground.links["y1"][0],
            episode.ground.links["x1"][0],
        ]


def test_wading_is_rehearsed_as_it_will_be():
    """Cleo in deep water: a cell takes two beats, and the air that is left is counted on."""
    episode = episodes.load(str(Path(__file__).parents[1] / "playthroughs/valve"))
    lines = read(episodes.brief(episode), cleo="w e w e")
    world, view = first_percept(episode)
    rehearsed = rehearse(episodes.brief(episode), view, 2, lines, 8)
    assert rehearsed.tracks[2] == tracks_played(episode, world, view, lines, 8)[2]
    assert list(rehearsed.passed[2]) == [2, 4, 6, 8]


def _carried(view):
    """The same as the one who is carried has it."""
    view.me[0, 1] = view.me[0, 0]
    view.me["load"][0, 1], view.me["carrier"][0, 1], view.me["state"][0, 1] = 0, 1, c.DOWN
    view.me["bleed"][0, 1] = 30
    view.bodies[0, 1] = view.bodies[0, 0]
    return view


@pytest.mark.parametrize(
    "text",
    [" ".join((cells * 200)[:200]) for cells in (["e*9999"], ["|A"], ["N*9999"], ["~lit"], ["?clear->e;w"], CELLS)],
)
def test_a_long_line_is_rehearsed(text):
    brief, view = opened("curfew")
    rehearsed = rehearse(brief, view, 0, read(brief, **dict.fromkeys(brief.seats, text)))
    assert [len(passed) for passed in rehearsed.passed] == [200] * 4
    assert {len(track) for track in rehearsed.tracks} <= set(range(1, 62))


@pytest.mark.parametrize("spot", [Spot("moon", 1, 1), Spot("city", 9999, 1), Spot("city", 1, 9999), Spot("city", 0, 0)])
def test_a_place_that_does_not_exist_is_as_far_as_a_line_gets(spot):
    brief, view = opened("curfew")
    for bad in (Goto(spot, c.STEP), *_cells_that_name(spot)):
        rehearsed = rehearse(brief, view, 0, {"onjo": (*parse_cells("s", ""), bad)} | {"nobody": (bad,)})
        assert rehearsed.passed[0][0] == 1
        assert len(rehearsed.passed[0]) == 2


def _cells_that_name(spot):
    """Everything else in which a place can stand."""
    lit, clear, step = Condition("lit", spot), Condition("clear"), Order(c.STEP, c.EAST)
    until = replace(step, until=lit)
    return [Hold(lit, 3), Guard(lit, step), Guard(clear, Goto(spot), Goto(spot)), until, Guard(clear, until)]


# --- nobody rehearses by what they do not know ------------------------------------------------------------------------


@st.composite
def scores(draw, brief):
    """A short line of any cells for some of the seats."""
    cells = st.lists(st.sampled_from(CELLS), min_size=1, max_size=8).map(" ".join)
    texts = draw(st.dictionaries(st.sampled_from(brief.seats), cells, min_size=1))
    return read(brief, **texts)


def both(
    at: Moments, e: int, p: int, lines, view: Percept, other: Percept, episode=None
) -> tuple[Rehearsed, Rehearsed]:
    one = rehearse(episodes.brief(at.episode), alone(view, e), p, lines, 30)
    return one, rehearse(episodes.brief(episode or at.episode), alone(other, e), p, lines, 30)


@EXAMPLES
@given(data=st.data())
def test_a_rehearsal_knows_of_nothing_the_seat_cannot_perceive(met: list[Moments], data: st.DataObject) -> None:
    """Hidden bodies, fixtures and drones, others' hearts and packs, the dice: another world, the same rehearsal."""
    at, e, p = situation(data, met)
    world, number = clone(at.world), st.integers(0, 100)
    persons, ground = world.hearts.shape[1], at.episode.ground
    world.clock["seed"][e] = data.draw(st.integers(0, 2**64 - 1))
    for f, place in enumerate(ground.fixtures):
        if not has_line(at, at.world, e, p, place["y"], place["x"]):
            world.fixtures["state"][e, f], world.fixtures["on"][e, f] = f % 5, f % 2
            world.stocks[e, f] = data.draw(number)
    cells = np.argwhere((world.occupant[e] == 0) & (ground.sheet != 255))
    for i, body in enumerate(world.bodies[e]):
        y, x = map(int, cells[data.draw(st.integers(0, len(cells) - 1))])
        hidden = not has_line(at, at.world, e, p, body["y"], body["x"]) and not has_line(at, at.world, e, p, y, x)
        if i != p and hidden and body["carrier"] == body["load"] == 0 and world.occupant[e, y, x] == 0:
            if world.occupant[e, body["y"], body["x"]] == i + 1:
                world.occupant[e, body["y"], body["x"]] = 0
            world.occupant[e, y, x], body["y"], body["x"], body["hp"] = i + 1, y, x, 3
            if i < persons:
                world.packs[e, i], world.hearts["rate"][e, i] = data.draw(number), 62 + data.draw(number)
    for name in ("goal_y", "goal_x", "trail", "clue"):
        world.bodies[name][e, persons:] = data.draw(number)
    view, other = relook(at, at.world), relook(at, world)
    assume(knowledge(view, e, p) == knowledge(other, e, p))  # as the laws have it
    one, two = both(at, e, p, data.draw(scores(episodes.brief(at.episode))), view, other)
    assert one == two


@EXAMPLES
@given(data=st.data())
def test_other_seats_and_the_secrets_of_the_episode_count_for_nothing(met: list[Moments], data: st.DataObject) -> None:
    at, e, p = situation(data, met)
    spoilt = copy(at.now)
    rng = np.random.default_rng(data.draw(st.integers(0, 99)))
    for table in spoilt:
        for q in range(table.shape[1]):
            if q != p and table[e, q].size:
                row = np.frombuffer(rng.bytes(table[e, q].nbytes), table.dtype)
                table[e, q] = row.reshape(table[e, q].shape)
    start = clone(at.episode.opening.world)
    start.fixtures["state"], start.fixtures["on"], start.packs[:] = c.OPEN, 1, 9
    start.bodies["hp"], start.hearts["talents"] = 3, 31
    ground = at.episode.ground._replace(routes=at.episode.ground.routes + 1, laps=at.episode.ground.laps + 1)
    episode = replace(at.episode, opening=replace(at.episode.opening, world=start), ground=ground)
    one, two = both(at, e, p, data.draw(scores(episodes.brief(at.episode))), at.now, spoilt, episode)
    assert one == two


def test_the_test_can_fail(met: list[Moments]) -> None:
    at, brief = met[0], episodes.brief(met[0].episode)
    moved = copy(at.now)
    moved.me["y"][0, 0] += 1
    one, two = both(at, 0, 0, read(brief, **{brief.seats[0]: "."}), at.now, moved)
    assert one != two


def test_the_percept_is_left_as_it_was(met: list[Moments]) -> None:
    for at in met:
        brief = episodes.brief(at.episode)
        before = copy(at.now)
        rehearse(brief, at.now, 0, read(brief, **dict.fromkeys(brief.seats, "n e S W |A use-n")))
        assert all((one == other).all() for one, other in zip(before, at.now, strict=True))
