"""Marks in a room: what may be marked, how long a mark stays, and who is shown it."""

import json

import msgspec
import pytest
from server.keeper import Host, calm, stored, wild
from server.test_wire_secrecy import LIVE, THINKING, Wire

from warbell.belief.marks import FADES, MOST
from warbell.episodes import load
from warbell.server import log, protocol
from warbell.server.chair import Refusal
from warbell.server.game import table
from warbell.server.portrait import mine
from warbell.server.room import Room

TOP, LEFT = (getattr(calm().brief.sheets[0], side) for side in ("top", "left"))
FAR = [(TOP + row, LEFT + column) for row in range(1, 10) for column in range(10, 15)]  # behind the wall of the yard
CELL, OTHER = FAR[6], FAR[9]


def begun(laid=None, name="marks", people=None, **settings):
    host = Host(laid or calm(), name, people or {"ana": "Ana", "ben": "Ben"}, **settings)
    host.do("start")
    return host


def marks(host, viewer):
    """The marks that a seat knows of: who thinks so, where, what."""
    return {(each.seat, (each.y, each.x), each.what) for each in mine(host.room, viewer).marks}


def play(host, beats, line=".*60"):
    """Let both stand still for so many beats and plan again."""
    for seat in ("ana", "ben"):
        if not host.room.chair(seat).ready:
            host.commit(seat, line)
    host.beats(beats)
    if host.room.phase == "playing":
        host.do("halt", "ana", host.room.turn)
        if host.room.chair("ben").ready:
            host.do("withdraw", "ben", host.room.turn)


def test_a_mark_is_put_changed_and_taken_away():
    host = begun()
    host.do("mark", "ana", CELL, "shambler", 2, 50)
    (mark,) = mine(host.room, 0).marks
    assert mark == protocol.Marking(0, *CELL, "shambler", 2, 50, 0)
    host.do("mark", "ana", CELL, "mimic", 1, 95)
    host.do("mark", "ana", OTHER, "ben", 1, 75)
    assert marks(host, 0) == {(0, CELL, "mimic"), (0, OTHER, "ben")}
    host.do("mark", "ana", CELL, None, 1, 75)
    assert marks(host, 0) == {(0, OTHER, "ben")}
    rows = host.room.version
    host.do("mark", "ana", CELL, None, 1, 75)  # nothing is there to be taken away
    assert host.room.version == rows


@pytest.mark.parametrize(
    "cell, what, count, said",
    [
        ((TOP, LEFT), "mimic", 1, "nobody can stand"),  # a wall
        ((TOP + 2, LEFT + 8), "mimic", 1, "nobody can stand"),  # a doorway
        ((9999, 3), "mimic", 1, "nobody can stand"),
        ((TOP + 2, LEFT + 2), "mimic", 1, "in sight"),
        (CELL, "dragon", 1, "no 'dragon' to think of; there are nobody, kinds of infected"),
        (CELL, "person", 1, "no 'person'"),
        (CELL, "ana", 1, "oneself"),
        (CELL, "ben", 2, "2 of ben"),
        (CELL, "nobody", 2, "2 of nobody"),
    ],
)
def test_what_cannot_be_marked_is_refused_in_one_line(cell, what, count, said):
    host = begun()
    with pytest.raises(Refusal, match=said) as refused:
        host.do("mark", "ana", cell, what, count, 75)
    assert "\n" not in refused.value.message
    assert (refused.value.reason, marks(host, 0)) == ("plan", set())


def test_a_seat_has_so_many_marks_and_no_more():
    host = begun()
    for cell in FAR[:MOST]:
        host.do("mark", "ana", cell, "mimic", 1, 75)
    with pytest.raises(Refusal, match=f"at most {MOST}"):
        host.do("mark", "ana", FAR[MOST], "mimic", 1, 75)
    host.do("mark", "ana", FAR[0], "nobody", 1, 75)  # one that is there may be changed
    host.do("mark", "ben", FAR[MOST], "mimic", 1, 75)
    assert len([each for each in marks(host, 0) if each[0] == 0]) == MOST


def test_marks_are_made_while_one_plans_and_at_no_other_time():
    host = Host(calm(), "when", {"ana": "Ana", "ben": "Ben"})
    for reason in ("not now", "stale", "not now", "over"):
        with pytest.raises(Refusal) as refused:
            host.do("mark", "ana", CELL, "mimic", 1, 75)
        assert refused.value.reason == reason
        if host.room.phase == "gathering":
            host.do("start")
            host.commit("ana", ".*9")
        elif host.room.phase == "planning":
            host.commit("ben", ".*9")
        else:
            host.room._add(log.Ended(outcome=host.room.game.outcome()), host.at)


def test_who_is_dead_marks_nothing():
    host = begun(wild(), people={"ana": "Ana", "ben": "Ben"})
    host.room.game._able[0] = False
    with pytest.raises(Refusal, match="ana can do nothing now"):
        host.do("mark", "ana", CELL, "mimic", 1, 75)


def test_a_mark_fades_unless_it_is_renewed():
    host = begun()
    host.do("mark", "ana", CELL, "mimic", 1, 75)
    host.do("mark", "ana", OTHER, "mimic", 1, 75)
    play(host, FADES - 1)
    host.do("mark", "ana", OTHER, "mimic", 1, 75)
    assert {each[1] for each in marks(host, 0)} == {each[1] for each in marks(host, 1)} == {CELL, OTHER}
    play(host, 1)
    assert {each[1] for each in marks(host, 0)} == {each[1] for each in marks(host, 1)} == {OTHER}
    assert mine(host.room, 0).marks[0].beat == FADES - 1


def test_a_mark_is_gone_when_its_seat_sees_the_cell():
    host = begun()
    near = TOP + 2, LEFT + 9  # behind the door
    for cell in (near, FAR[-1]):
        host.do("mark", "ana", cell, "shambler", 1, 95)
    host.commit("ben", ".*40")
    host.commit("ana", "@yard:2,7 e .*30")
    host.beats(20)
    assert (0, near, "shambler") not in marks(host, 0)
    assert (0, FAR[-1], "shambler") in marks(host, 0)


def test_mates_see_marks_on_shared_paper_as_they_were_when_the_turn_opened():
    """What becomes of them while beats are played would tell what their owner sees."""
    host = begun()
    near = TOP + 2, LEFT + 9
    host.do("mark", "ana", near, "shambler", 1, 95)
    assert marks(host, 1) == {(0, near, "shambler")}
    host.commit("ben", ".*40")
    host.commit("ana", "@yard:2,7 e .*30")
    while marks(host, 0):
        host.due()
        assert marks(host, 1) == {(0, near, "shambler")}
    host.do("halt", "ana", host.room.turn)
    assert marks(host, 1) == set()


def test_on_paper_that_is_not_shared_a_mark_goes_with_a_signal_that_points_at_it():
    host = begun(shared_paper=False)
    for cell in (CELL, OTHER):
        host.do("mark", "ana", cell, "mimic", 1, 75)
    host.do("point", "ana", CELL)
    assert marks(host, 1) == set()
    host.commit("ana", ". sign-GO .*60")
    host.commit("ben", ".*60")
    host.beats(1)
    assert marks(host, 1) == set()
    host.beats(1)
    assert marks(host, 1) == {(0, CELL, "mimic")}
    host.beats(FADES)
    assert marks(host, 1) == set()


def test_a_signal_gives_a_mark_to_nobody_who_does_not_perceive_it():
    curfew = table(load("curfew"))
    minds = {"suhyeok": "wait", "namra": "wait"}
    host = Host(curfew, "apart", {"onjo": "A", "garam": "B"}, minds, shared_paper=False)
    host.do("start")
    cell = tuple(curfew.brief.starts[3].tolist())
    host.do("mark", "onjo", cell, "garam", 1, 75)
    host.do("point", "onjo", cell)
    host.commit("onjo", "sign-GO .*3")
    host.commit("garam", ".*9")
    host.beats()
    assert (marks(host, 0), marks(host, 3)) == ({(0, cell, "garam")}, set())


def test_a_room_that_is_made_again_has_the_same_marks(tmp_path):
    host = begun(shared_paper=False)
    host.do("mark", "ana", CELL, "mimic", 1, 75)
    host.do("point", "ana", CELL)
    host.commit("ana", "sign-GO .*60")
    host.commit("ben", ".*60")
    host.beats(3)
    host.do("halt", "ben", 1)
    host.do("mark", "ben", OTHER, "climber", 3, 50)
    store = stored(tmp_path / "games.db", host)
    first, *rest = store.entries("marks")
    again = Room("marks", calm(), first.row, first.at)
    again.restore(rest)
    for viewer in (0, 1):
        assert mine(again, viewer) == mine(host.room, viewer)
        assert again.version_for(viewer) == host.room.version_for(viewer)
    assert len(mine(again, 1).marks) == 2
    store.close()


def test_who_gives_the_seat_up_takes_the_marks_along():
    host = begun()
    host.do("mark", "ana", CELL, "mimic", 1, 75)
    host.do("leave", "ana")
    host.do("admit", "ana", "Eve", "1" * 64)
    assert marks(host, 0) == marks(host, 1) == set()


def test_a_mark_goes_over_the_wire_and_stays_over_a_lost_connection(house, gather, stack):
    party = gather("onjo", "garam", tempo=0, dropout="wait", grace=3600)
    onjo, garam = party["onjo"], party["garam"]
    cell = table(load("curfew")).brief.starts[1].tolist()
    onjo.send("mark", at=cell, what="mimic", count=2, sure=95)
    told = {"seat": 0, "y": cell[0], "x": cell[1], "what": "mimic", "count": 2, "sure": 95, "beat": 0}
    for player in (onjo, garam):
        assert player.until(lambda m: m["mine"]["marks"])["mine"]["marks"] == [told]
    onjo.cut()
    again = stack.enter_context(house.player(party.room, token=party.tokens["onjo"]))
    assert again.welcome()["mine"]["marks"] == [told]
    again.send("mark", at=[0, 0], what="mimic")
    assert again.refusal()["message"] == "nobody can stand at cell (0, 0)"


def test_a_message_of_no_such_mark_is_none(gather):
    party = gather("onjo", tempo=0)
    party["onjo"].send("mark", at=[1, 1], what="mimic", count=10)
    assert party["onjo"].dismissed() == "malformed"


# --- nothing of it is told to who may not have it ---------------------------------------------------------------------


@pytest.mark.parametrize("how", [LIVE, THINKING], ids=["live", "thinking"])
def test_a_mark_changes_no_byte_for_who_may_not_see_it(how):
    one, other = (Wire("curfew", ["onjo", "namra"], "onjo", how) for _ in range(2))
    cells = [tuple(cell) for cell in one.room.laid.brief.starts.tolist()]
    for turn in range(4):
        for k, cell in enumerate(cells if turn < 3 else ()):
            if k not in (0, 2):
                other.room.mark("namra", cell, "mimic", 1 + turn, 95, other.at)
            other.flush()
        if turn == 2:
            other.room.mark("namra", cells[1], None, 1, 95, other.at)
            other.room.point("namra", cells[1], other.at)
        for wire in (one, other):
            for name in ("namra", "onjo"):
                wire.commit(name, ".*2" if how is LIVE else ".")
            wire.beat()
            wire.flush()
        assert one.knows() == other.knows()
        assert one.heard == other.heard
        assert one.welcome() == other.welcome()
    assert other.room.version > one.room.version + 6
    assert len(one.heard) > 8


def test_a_line_in_pencil_on_unshared_paper_is_no_message_to_others():
    one, other = (Wire("curfew", ["onjo", "namra"], "onjo", THINKING) for _ in range(2))
    for line in ("e", "e e", "s"):
        other.room.draft("namra", 1, line, other.at)
        other.flush()
    assert one.heard == other.heard
    for wire in (one, other):
        wire.commit("namra", "e")
    assert one.heard == other.heard
    assert one.welcome() == other.welcome()


def test_marks_on_shared_paper_are_told():
    """The tests above can fail."""
    one, other = (Wire("curfew", ["onjo", "namra"], "onjo", THINKING | {"shared_paper": True}) for _ in range(2))
    cell = tuple(one.room.laid.brief.starts[1].tolist())
    other.room.mark("namra", cell, "mimic", 1, 95, other.at)
    for wire in (one, other):
        wire.flush()
    assert one.heard != other.heard
    (mark,) = json.loads(other.heard[-1])["mine"]["marks"]
    assert mark == msgspec.to_builtins(protocol.Marking(2, *cell, "mimic", 1, 95, 0))


def test_a_mark_that_its_owner_comes_to_see_is_not_told_of_in_a_live_room():
    """Neither that it is gone, nor that it is there still: on shared paper mates have what was marked last."""
    host = begun(pace="live", tempo=100)
    near = TOP + 2, LEFT + 9
    host.do("mark", "ana", near, "shambler", 1, 95)
    host.commit("ana", "@yard:2,7 e .*30")
    before = marks(host, 1)
    while marks(host, 0):
        host.due()
        assert marks(host, 1) == before == {(0, near, "shambler")}
