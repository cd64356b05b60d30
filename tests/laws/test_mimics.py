"""Who is calling: nothing a seat perceives tells a mimic's call from that of the person whose voice it has.

Two worlds that are alike for seat a but for where b and a mimic are, which it sees neither of: in one b stands on a
cell and calls from there, in the other the mimic does, with b's voice.
"""

import msgspec
import numpy as np
from arena import arena
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from often import often

from warbell.encode.paper import paper_of
from warbell.encode.presets import FULL, arrays_of, buffers, encode
from warbell.engine import batch
from warbell.engine import codes as c
from warbell.engine.bits import pack, unpack
from warbell.engine.percept import Percept, blank, chart
from warbell.engine.tuning import TUNING
from warbell.engine.world import waits
from warbell.episodes import Brief, SheetInfo
from warbell.minds.agreement import Agreement
from warbell.plans import Roll
from warbell.server.agreed import Agreed
from warbell.server.diary import Diary
from warbell.server.glance import glance
from warbell.server.lookout import Lookout
from warbell.server.people import Progress
from warbell.server.told import Told

A, B, MIMIC = 0, 1, 2
SIGNALS = [c.HELP, c.COME, c.GO, c.SAFE, c.FIRST_CODE_WORD]
IDLE = Progress(order=c.WAIT, failed=None, cue=False, done=False, at=0)
counted = {"worlds": 0, "bytes": 0, "messages": 0, "heard": 0}


@st.composite
def drawings(draw):
    """A small map with walls, doors, light and dark: the cells of a, of who calls, and, shut off, of who does not."""
    width, height = draw(st.integers(7, 12)), draw(st.integers(3, 7))
    cells = [[draw(st.sampled_from("..,_#+:")) for _ in range(width)] for _ in range(height)]
    wall = draw(st.integers(1, width - 2))
    gap = draw(st.integers(0, height - 1))
    for y in range(height):
        cells[y][wall] = "#" if y != gap else draw(st.sampled_from(".,+"))
    a = draw(st.integers(0, height - 1)), draw(st.integers(0, wall - 1))
    here = draw(st.integers(0, height - 1)), draw(st.integers(wall + 1, width - 1))
    there = height + 1, draw(st.integers(0, width - 1))
    return [*cells, ["#"] * width, ["."] * width], [a, here, there]


def played(drawing, signal, seed, who):
    """What a knows after a beat in which b or the mimic called from the second spot, and what its page is sent."""
    cells, (a, here, there) = drawing
    rows = [list(row) for row in cells]
    for (y, x), letter in zip((a, here, there), "abm" if who == B else "amb", strict=True):
        rows[y][x] = letter
    ground, world = arena("\n".join(map("".join, rows)), seed=seed, tuning=TUNING)
    ground.tuning["mimic_calls"] = 1000 if who == MIMIC else 0
    if who == MIMIC:
        world.echoes[0, MIMIC, 0] = B + 1, signal, -1
    view, room = blank(world), Room(ground, world)
    batch.perceive(ground, world, view)
    room.tell(view)
    blind = not view.bodies["beat"][0, A, [B, MIMIC]].max() >= 0
    orders = waits(world)
    orders[0, B] = c.VERB_BASE[c.CALL] + signal if who == B else c.WAIT
    batch.advance(ground, world, view, orders)
    blind &= not view.bodies["beat"][0, A, [B, MIMIC]].max() >= 0
    called = (world.events["kind"][0, : world.clock["events"][0]] == c.CALLED).any()
    room.tell(view)
    return view, room, blind, called


class Room:
    """What a room makes of the percepts of seat a: its messages, with the log, and why the beats stop."""

    def __init__(self, ground, world):
        height, width = ground.terrain.shape
        sheet, names = SheetInfo("yard", "Yard", 0, 1, 1, height - 2, width - 2), ("ana", "ben")
        starts = np.stack([world.bodies["y"][0, :2], world.bodies["x"][0, :2]], 1)
        targets = np.stack([pack(unpack(ground.exits, width))] * 2)
        self.brief = Brief(chart(ground), ground.tuning, (sheet,), names, names, (), (), targets, starts, (), ())
        self.told, self.diary, self.lookout = Told(), Diary(), Lookout(A, 60)
        self.agreed = Agreement(Roll(c.SAFE, 4))
        self.agreed.since = -2
        self.sent = []

    def tell(self, view):
        seen = glance(view, A)
        log = [each.text for each in self.diary.write(view, seen, self.brief, Agreed(self.agreed, {}))]
        stops = self.lookout.why(seen, IDLE, c.NO_SIGNAL, self.agreed)
        self.sent.append(msgspec.json.encode((self.told.view(view, A, log), stops)))


def known(view: Percept, room: Room) -> dict[str, bytes]:
    """All that seat a has: its rows of the percept with its mask, and what learners are given of it."""
    tables = {name: table[0, A].tobytes() for name, table in zip(view._fields, view, strict=True)}
    given = buffers(arrays_of(FULL), *view.me.shape)
    encode(view, paper_of(room.brief), given)
    return tables | {name: array[0, A].tobytes() for name, array in given.items()}


@settings(max_examples=often(600))
@given(drawing=drawings(), signal=st.sampled_from(SIGNALS), seed=st.integers(0, 2**32))
def compare(drawing, signal, seed):
    """The call of the one and of the other, to the byte."""
    one, room, blind, called = played(drawing, signal, seed, B)
    assume(blind and called)
    other, other_room, blind, called = played(drawing, signal, seed, MIMIC)
    assume(called)  # else nobody was near
    assert blind
    assert known(one, room) == known(other, other_room)
    assert room.sent == other_room.sent
    counted["worlds"] += 1
    counted["messages"] += len(room.sent)
    counted["bytes"] += sum(map(len, (*known(one, room).values(), *room.sent)))
    counted["heard"] += bool((one.heard["voice"][0, A] == B).any())


def test_a_call_is_the_same_whoever_calls():
    compare()
    assert counted["worlds"] >= often(60), counted
    assert counted["heard"] >= often(20), counted
    print(counted)  # shown with -s


def test_the_test_can_fail():
    """Another word, and the bytes are others."""
    cells = [list("...#..."), list("...#..."), list("......."), list("#######"), list(".......")]
    drawing = cells, [(0, 0), (0, 6), (4, 6)]
    one, room, blind, called = played(drawing, c.COME, 3, B)
    other, other_room, *_ = played(drawing, c.GO, 3, MIMIC)
    assert blind
    assert called
    assert (one.heard["voice"][0, A] == B).any()
    assert known(one, room) != known(other, other_room)
    assert room.sent != other_room.sent
    assert np.array_equal(one.heard["voice"][0, A], other.heard["voice"][0, A])
