"""A room without sockets: what can be in its log before the start and after it, and who watches its game."""

import pytest
from server.keeper import Host, calm

from warbell.errors import BadInput
from warbell.server import log


def made(*, begun):
    host = Host(calm(), "room", {"ana": "Ana"}, {"ben": "wait"})
    if begun:
        host.do("start")
    return host


@pytest.mark.parametrize(
    "begun, row",
    [
        (False, log.Drafted(seat="ana", line="s")),
        (False, log.Committed(seat="ana", line="s", ms=1)),
        (False, log.Halted(seat="ana")),
        (False, log.Dropped(seat="ana")),
        (False, log.Expired()),
        (False, log.Played(orders=[0, 0], seal=1)),
        (True, log.Started()),
        (True, log.Claimed(seat="ben", who="Ben", token="0")),
    ],
    ids=lambda value: None if isinstance(value, bool) else log.kind(value),
)
def test_a_row_that_cannot_come_there_is_none_of_a_log(begun, row):
    host = made(begun=begun)
    entry = log.Entry(host.room.id, host.room.version + 1, host.at, row)
    with pytest.raises(BadInput, match=f"row {entry.version}, {log.kind(row)}, that does not follow"):
        host.room.restore([entry])


def test_everybody_who_watches_a_room_is_told_of_every_beat():
    host = made(begun=False)
    first, second = [], []
    host.room.observers += [lambda game: first.append(game.beat), lambda game: second.append(game.beat)]
    host.do("start")
    host.commit("ana", ".*3")
    host.beats()
    assert first == second == list(range(host.room.game.beat + 1))
    assert len(first) > 2
