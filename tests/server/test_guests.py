"""Minds of one's own in rooms: they play as anywhere, what they order is in the log, and no room hangs on them."""

import sys
import time
from threading import Event

import numpy as np
import pytest
from server.conftest import serving
from server.keeper import Host
from yard import yard

import warbell
from warbell.cli.inputs import offer_guests
from warbell.encode.presets import FULL
from warbell.envs import ArrayPolicy, Batch
from warbell.server import log, portrait, visitor
from warbell.server.archive import replay
from warbell.server.game import table
from warbell.server.room import Room

EAST, NORTH = (warbell.ACTIONS.index(f"step {way}") for way in ("east", "north"))
BOT = """\
import json, sys
sys.stdin.readline()
for line in sys.stdin:
    print(json.dumps({"ask": json.loads(line)["ask"], "order": "step east"}), flush=True)
"""


class Dicing:
    """Orders by chance, so that it would never do the same again."""

    def __init__(self, _brief, seats, _worlds):
        self.seats = seats
        self.dice = np.random.default_rng()

    def decide(self, percept, out):
        out[:, self.seats] = (percept.mask * self.dice.random(percept.mask.shape)).argmax(axis=-1)[:, self.seats]


class Failing(Dicing):
    """Goes wrong from the third beat on."""

    def decide(self, percept, out):
        if percept.me["beat"][0, 0] >= 2:
            message = f"no idea\nwhat to do in beat {percept.me['beat'][0, 0]}"
            raise RuntimeError(message)
        out[:] = NORTH


def at(guest):
    return table(yard(), {"brave": guest})


def beats(host, until=1000):
    """Let beats be played until the room waits for somebody, at its own pace: guests think on threads."""
    while host.room.phase == "playing" and host.room.beat < until:
        beat = host.room.beat
        host.due()
        if host.room.beat == beat:
            time.sleep(0.001)


def alone(laid):
    """A game that nobody watches, of two guests."""
    host = Host(laid, "alone", {}, {"ana": "brave", "ben": "brave"})
    host.do("start")
    beats(host)
    assert host.room.phase == "over"
    return host


def beside(laid):
    """Ana sits beside a guest, and has waited for some beats."""
    host = Host(laid, "beside", {"ana": "Ana"}, {"ben": "brave"})
    host.do("start")
    host.commit("ana", ".*12")
    beats(host, 12)
    return host


def again(host, laid):
    """The room made again from its rows, as another server reads them."""
    rows = [
        entry.row if isinstance(entry.row, log.Created) else log.decode(log.encode(entry.row))
        for entry in host.room.fresh
    ]
    entries = [log.Entry(e.room, e.version, e.at, row) for e, row in zip(host.room.fresh, rows, strict=True)]
    room = Room(host.room.id, laid, rows[0], entries[0].at)
    room.restore(entries[1:])
    return room


def test_one_policy_plays_the_same_in_a_run_in_an_environment_and_in_a_room():
    asked = []

    def act(observation, action_mask):
        asked.append(action_mask.shape)
        weights = np.arange(action_mask.shape[-1]) * (1 + observation["observation"].sum(axis=-1, keepdims=True)) % 97
        return (action_mask * (1 + weights)).argmax(axis=-1)

    episode, policy = yard(), ArrayPolicy(act, FULL)
    (result,) = warbell.run(episode, policy, [3])
    assert asked == [(1, 2, len(warbell.ACTIONS))] * result.beats
    batch = Batch(episode, [3], preset=FULL)
    while not (batch.terminated | batch.truncated).all():
        batch.step(act(batch.observation, batch.action_mask))
    room = alone(at(policy)).room
    assert f"{batch.game.outcomes[0].digest:016x}" == result.digest == f"{room.game.digest():016x}"
    assert replay(room).header.minds == ("brave", "brave")


def test_a_policy_that_gives_no_orders_is_one_line():
    with pytest.raises(warbell.BadInput, match=r"policy: found orders of shape \(2,\) and float64, expected integers"):
        warbell.run(yard(), ArrayPolicy(lambda *_: np.zeros(2)), [3])
    with pytest.raises(warbell.BadInput, match="preset: found 'huge', expected one of compact, full"):
        ArrayPolicy(len, "huge")


def test_what_a_guest_orders_is_in_the_log_and_asked_of_nobody_again():
    host = alone(at(Dicing))

    def never(*_):
        pytest.fail("asked for beats that were played")

    for laid in (at(never), table(yard())):
        room = again(host, laid)
        assert (room.game.orders, room.game.seals) == (host.room.game.orders, host.room.game.seals)
        assert room.outcome == host.room.outcome


def told(room):
    return [portrait.message(room, viewer, 0, portrait.mates(room)).seats[1].reason for viewer in (0, 1)]


def test_a_guest_that_goes_wrong_waits_and_everybody_is_told():
    laid, stories = at(Failing), []
    host = Host(laid, "beside", {"ana": "Ana"}, {"ben": "brave"}, shared_paper=False)
    host.room.observers.append(lambda game: stories.extend(game.story()))
    host.do("start")
    host.commit("ana", ".*12")
    beats(host, 5)
    orders = [row[1] for row in host.room.game.orders]
    assert orders[:5] == [NORTH, NORTH, 0, 0, 0]
    sentence = "Ben waits: brave went wrong: RuntimeError: no idea"
    assert stories == [sentence], "once, and not at every beat"
    assert told(host.room) == [sentence] * 2
    rows = [entry.row for entry in host.room.fresh if isinstance(entry.row, log.Played)]
    assert [row.faults for row in rows] == [{}, {}, *[{"ben": sentence}] * (len(rows) - 2)]
    assert told(again(host, laid)) == [sentence] * 2, "also after a restart"


def test_a_room_whose_guest_is_gone_says_so_and_waits_for_it_or_somebody_else():
    host = beside(at(Dicing))
    room, before = again(host, table(yard())), host.room.beat
    sentence = "this server does not offer brave: the beats wait until one does, or until somebody takes this seat"
    assert told(room) == [sentence] * 2
    host.room = room
    if room.phase == "planning":
        host.commit("ana", ".*9")
    assert room.due() is None, "nothing is played, and nothing lost"
    host.do("halt", "ana", room.turn)
    host.do("admit", "ben", "Ben", "0" * 64)
    host.do("come", "ben")
    host.commit("ben", "e")
    host.commit("ana", "e")
    beats(host, before + 1)
    assert room.beat == before + 1
    assert told(room) == ["", ""]


def test_a_room_that_is_taken_up_again_asks_its_guest_for_the_beats_to_come():
    host = beside(at(Dicing))
    seen = []

    class Late(Dicing):
        def decide(self, percept, out):
            seen.append(int(percept.me["beat"][0, 0]))
            out[:] = NORTH

    before, host.room = host.room.beat, again(host, at(Late))
    if host.room.phase == "planning":
        host.commit("ana", ".*9")
    beats(host, before + 1)
    assert seen[0] == before
    assert host.room.game.orders[-1][1] == NORTH


def test_nobody_else_waits_while_a_guest_thinks(monkeypatch):
    free = Event()

    class Thinker(Dicing):
        def decide(self, percept, out):
            if percept.me["beat"][0, 0] == 0:
                free.wait(30)
            out[:] = NORTH if percept.me["beat"][0, 0] == 0 else EAST

    host = Host(at(Thinker), "slow", {}, {"ana": "brave", "ben": "wait"})
    host.do("start")
    for _ in range(3):
        host.due()
        assert host.room.beat == 0
    monkeypatch.setattr(visitor.time, "monotonic", lambda: 1e12)
    beats(host, 2)
    assert [row[0] for row in host.room.game.orders] == [0, 0]
    assert host.room.game.guests.fault(0) == "Ana waits: brave is still thinking"
    monkeypatch.undo()
    free.set()
    beats(host)
    given = [row[0] for row in host.room.game.orders]
    assert NORTH not in given, "what it thought about the first beat is past"
    assert EAST in given


def test_a_server_offers_a_bot_that_whoever_runs_it_names(tmp_path, house):
    (tmp_path / "bot.py").write_text(BOT)
    named = f"exec@30:{sys.executable} -ISu {tmp_path}/bot.py"
    with serving(tmp_path, "--guest", f"bot={named}") as offering:
        assert offering.ask("/api/lobby").body["minds"][-1] == "bot"
        seats = ("onjo", "suhyeok", "namra", "garam")
        room = offering.make(minds=dict.fromkeys(seats, "bot"), settings={"tempo": 0}, seed=1)
        while offering.card(room)["phase"] != "over":
            time.sleep(0.05)
        games = [entry.row for entry in offering.entries(room) if isinstance(entry.row, log.Played)]
        assert games[0].orders == ["step east"] * 4
        assert all(not row.faults for row in games)
    for mind in ("exec:true", "bot", "my_minds:Shy"):
        answer = house.ask("/api/rooms", {"episode": "curfew", "minds": {"onjo": mind}})
        assert (answer.status, answer.body["reason"]) == (404, "no seat"), "a message names only what is offered"


@pytest.mark.parametrize(
    "given", ["brave", "=exec:true", "brave=caution", "wait=exec:true", "me=exec:true", "a b=exec:true"]
)
def test_what_cannot_be_offered_is_one_line(given):
    with pytest.raises(warbell.BadInput, match="--guest: found"):
        offer_guests([given])
    with pytest.raises(warbell.BadInput, match="--guest: found the name b, which is taken"):
        offer_guests(["b=exec:true", "b=exec:false"])
