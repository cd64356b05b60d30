"""Whatever is sent, only documented refusals come back, and the server and the logs of its rooms stay whole."""

import asyncio
import contextlib
import json
import random
from contextlib import closing
from typing import get_args

import msgspec
from often import often
from websockets.exceptions import ConnectionClosed

from warbell.server import protocol
from warbell.server.connection import CLOSED, Connection
from warbell.server.hall import Hall
from warbell.server.portrait import mates
from warbell.server.portrait import message as portrait
from warbell.server.room import Room
from warbell.server.store import Store, sqlite

MESSAGES = often(5_000)
ROUND = 500  # messages to a set of rooms
OVER_SOCKETS = 300
REASONS = set(get_args(protocol.Reason))
ANSWER = msgspec.json.Decoder(protocol.FromServer)
LINES = [
    "",
    "e",
    "w*3 n",
    "|A",
    "|A |B",
    "|B |A",
    "@city:1,1",
    "@@upper:9,9/3",
    "~quiet",
    "?lit->e;w",
    "?lit->e~dark;.~told-GO/3",
    "reflex-strike-around",
    "reflex-kick",
    "e*2~dark",
    "call-GO",
    "|A!/2",
]
NUMBERS = [-1, 0, 1, 2, 3, 59, 2**31 - 1, 2**31, 2**53, 2**63, 2**64, -(2**63) - 1, 10**400, 0.5, -0.0, 1e308]
TEXTS = [
    "",
    "\x00",
    "onjo",
    "ö" * 30,
    "\U0001f9df" * 20,
    "\u202e",
    "x" * 5000,
    "' or 1=1 --",
    "../..",
    "%s%n",
    "\ud800",
]
DEEP = ["[" * 400 + "]" * 400, '{"a":' * 30_000 + "1" + "}" * 30_000, "[" * 60_000]
JUNK = [None, True, [], {}, [[]], {"": ""}, *NUMBERS, *TEXTS]
BINARY = [b"", b"\x00", b"\xff" * 40, b"\xef\xbb\xbf{}", b'{"type":"start"}', b"\x80\x81", b"PK\x03\x04" * 9]
STOPS = ["danger", "call", "line", "new"]
SETTINGS = {
    "gathering": {},
    "planning": {"tempo": 0},
    "timed": {"tempo": 0, "pace": "timed", "seconds": 5, "shared_paper": False},
    "playing": {"tempo": 5000},
    "live": {"tempo": 20, "pace": "live"},
    "waiting": {"tempo": 0, "grace": 3600},
    "over": {"dropout": "end", "grace": 0},
}


class Fuzzer:
    """Messages that are nearly right, or were once."""

    def __init__(self, seed):
        self.dice = random.Random(seed)

    def valid(self, turn):
        """A message that may be obeyed."""
        dice = self.dice
        turn += dice.choice([0, 0, 0, 1, -1])
        line = " ".join(dice.choices(LINES, k=dice.randrange(4)))
        return dice.choice(
            [
                {"type": "commit", "turn": turn, "line": line, "ms": dice.randrange(9)},
                {"type": "commit", "turn": turn, "line": line},
                {"type": "draft", "turn": turn, "line": line},
                {"type": "halt", "turn": turn},
                {"type": "withdraw", "turn": turn},
                {"type": "point", "at": dice.choice([None, [dice.randrange(99), dice.randrange(99)]])},
                {
                    "type": "mark",
                    "at": [dice.randrange(99), dice.randrange(99)],
                    "what": dice.choice(["mimic", "nobody", "garam", "", None]),
                    "count": dice.randrange(1, 4),
                    "sure": dice.choice([50, 75, 95, 60]),
                },
                {"type": "ask", "seat": dice.choice(["onjo", "suhyeok", None])},
                {"type": "answer", "visitor": dice.randrange(1, 4), "yes": dice.random() < 0.5},
                {"type": "heed", "stops": dice.sample(STOPS, dice.randrange(5)), "speed": dice.randrange(1, 9)},
                {"type": "go on", "seat": dice.choice(["onjo", "garam"])},
                {"type": "start"},
                {"type": "join", "protocol": protocol.VERSION, "watch": "onjo", "last": turn},
                {"type": "rehearse", "asked": turn, "lines": {"onjo": line, "garam": dice.choice(LINES)}},
                {"type": "leave"} if dice.random() < 0.03 else {"type": "halt", "turn": turn},
            ]
        )

    def message(self, turn):
        """A valid message, or one that was changed; text or bytes."""
        dice, sent = self.dice, self.valid(turn)
        how = dice.randrange(10)
        if how < 3:
            return json.dumps(sent)
        if how == 3:
            sent[dice.choice(list(sent))] = dice.choice(JUNK)
        elif how == 4:
            sent[dice.choice(["seat", "token", "x", "", "type ", *TEXTS])] = dice.choice(JUNK)
        elif how == 5:
            del sent[dice.choice(list(sent))]
        text = json.dumps(sent)
        if how == 6:
            return text[: dice.randrange(len(text))]
        if how == 7:
            cut = dice.randrange(len(text))
            text = text[:cut] + dice.choice(["\x00", '"', "{", "}", ",", "\\", "\u2028", "9", "é"]) + text[cut + 1 :]
        elif how == 8:
            name = dice.choice(list(sent))
            text = text.replace(json.dumps(sent[name]), dice.choice([*DEEP, "NaN", "1e999", "-", "'x'", "\\ud800"]), 1)
            if dice.random() < 0.5:  # the type last
                text = "{" + ", ".join(reversed(text[1:-1].split(", "))) + "}"
        elif how == 9:
            return dice.choice([*BINARY, text.encode()])
        return text


class Socket:
    """A WebSocket as ASGI has it, of which a test is the other end."""

    def __init__(self):
        self.coming = asyncio.Queue()
        self.coming.put_nowait({"type": "websocket.connect"})
        self.waits = asyncio.Event()  # all that came is dealt with
        self.sent = []
        self.code = None

    async def receive(self):
        if self.coming.empty():
            self.waits.set()
        return await self.coming.get()

    async def send(self, event):
        if event["type"] == "websocket.send":
            self.sent.append(event.get("text") or event["bytes"].decode())
        elif event["type"] == "websocket.close":
            self.code = event["code"]
            self.coming.put_nowait({"type": "websocket.disconnect", "code": self.code})
        else:
            assert event["type"] == "websocket.accept"


class Caller:
    """A connection to a hall, in this process."""

    def __init__(self, hall, room, **join):
        self.socket = Socket()
        self.task = asyncio.create_task(Connection(hall, self.socket.receive, self.socket.send, room).serve())
        self.joining = json.dumps({"type": "join", "protocol": protocol.VERSION, **join})
        self.left = 90  # messages until the connection would say too many

    async def say(self, message):
        """Send, and return once it is dealt with."""
        self.left -= 1
        self.socket.waits.clear()
        kind = "bytes" if isinstance(message, bytes) else "text"
        self.socket.coming.put_nowait({"type": "websocket.receive", kind: message})
        waits = asyncio.create_task(self.socket.waits.wait())
        await asyncio.wait_for(asyncio.wait({waits, self.task}, return_when=asyncio.FIRST_COMPLETED), 10)
        waits.cancel()

    async def hang_up(self):
        self.socket.coming.put_nowait({"type": "websocket.disconnect", "code": 1001})
        await asyncio.wait_for(self.task, 10)


async def rooms_in_every_phase(hall):
    """A room in each phase, and the keys to two of its seats."""
    found = {}
    for phase, how in SETTINGS.items():
        wish = protocol.NewRoom(
            episode="curfew", seed=1, minds={"namra": "wait"}, settings=msgspec.convert(how, protocol.Settings)
        )
        hosted = await hall.make(wish)
        keys = [hall.claim(hosted, protocol.Claim(seat, "x")) for seat in ("onjo", "garam")]
        room, lines = hosted.room, [Caller(hall, hosted.room.id, token=key) for key in keys]
        for line in lines:
            await line.say(line.joining)
        if phase != "gathering":
            await lines[0].say('{"type":"start"}')
        if phase == "playing":
            for line in lines:
                await line.say('{"type":"commit","turn":1,"line":".*30"}')
        if phase == "over":
            await lines[1].hang_up()
        if phase == "waiting":
            await lines[1].hang_up()
        else:
            await lines[0].say('{"type":"halt","turn":9}')
        assert room.phase == {"timed": "planning", "waiting": "planning", "live": "playing"}.get(phase, phase)
        found[phase] = hosted, keys, lines
    return found


def check_answers(line):
    """Only messages of the protocol came, refusals with the reasons there are, and the end only with one."""
    closing = False
    for text in line.socket.sent:
        answer = ANSWER.decode(text)
        if isinstance(answer, protocol.Refused):
            assert answer.reason in REASONS
            assert answer.message
            closing |= answer.closing
    assert line.socket.code in {None, CLOSED}
    assert line.socket.code or not closing
    return [json.loads(text)["reason"] for text in line.socket.sent if text.startswith('{"type":"refused"')]


def check_log(store, hosted):
    """The room that is made again from its log is the room that is there; False if not all of it is written yet."""
    first, *rest = store.entries(hosted.room.id)
    if len(rest) + 1 < hosted.room.version:
        return False
    again = Room(hosted.room.id, hosted.room.laid, first.row, first.at)
    again.restore(rest)
    assert again.version == hosted.room.version
    for seat in range(len(again.chairs)):
        one, other = (portrait(room, seat, 0, mates(room)) for room in (again, hosted.room))
        one.left_ms = other.left_ms = None
        assert one == other
    return True


async def bombard(store, faults):
    """Fuzz rooms in this process; how often each reason was given."""
    fuzzer, given = Fuzzer(1), []
    asyncio.get_running_loop().set_exception_handler(lambda _loop, context: faults.append(context))
    async with Hall(store) as hall:
        for start in range(0, MESSAGES, ROUND):
            places = await rooms_in_every_phase(hall)
            names = list(places)
            for n in range(start, start + ROUND):
                hosted, keys, lines = places[names[n % len(names)]]
                which = fuzzer.dice.randrange(2)
                line = lines[which]
                if line.task.done() or not line.left:
                    await line.hang_up()
                    given += check_answers(line)
                    join = fuzzer.dice.choice([{"token": keys[which]}] * 4 + [{"watch": "onjo"}, {"token": "x"}, None])
                    line = lines[which] = Caller(hall, hosted.room.id, **(join or {}))
                    if join is not None:
                        await line.say(line.joining)
                live = hosted.room.settings.pace == "live"
                await line.say(fuzzer.message(hosted.room.chairs[0].commits if live else hosted.room.turn))
            for hosted, _, lines in places.values():
                for line in lines:
                    await line.hang_up()
                    given += check_answers(line)
                for _ in range(500):  # minds may play on by themselves
                    await hall.durable()
                    if check_log(store, hosted):
                        break
                else:
                    raise AssertionError("the log never held all of the room")
        assert not [task for task in hall._tasks if task.done() and task.exception()]
        assert not hall._tasks[0].done()
        assert not hall._tasks[1].done()
        places = await rooms_in_every_phase(hall)  # it still does all it did
        for _, _, lines in places.values():
            for line in lines:
                await line.hang_up()
    return given


def test_thousands_of_messages_that_are_nearly_right(tmp_path, caplog, monkeypatch):
    monkeypatch.setattr("warbell.server.hall.PACE", 0.0)  # each message waits for its own row alone
    faults = []
    with closing(Store(sqlite(tmp_path / "games.db"))) as store, caplog.at_level("WARNING"):
        given = asyncio.run(bombard(store, faults))
    assert faults == []
    assert caplog.text == ""
    assert set(given) >= {"malformed", "not yours", "not now", "stale", "plan", "over", "token", "too large"}
    assert len(given) > MESSAGES / 4


def test_hundreds_of_messages_over_real_sockets(house, gather):
    """The same against the server; that it wrote of no fault is checked when it ends."""
    fuzzer = Fuzzer(2)
    party = gather("onjo", "garam", tempo=0, dropout="wait", grace=3600)
    sent = 0
    while sent < OVER_SOCKETS:
        player = house.player(party.room, token=party.tokens["onjo"])
        with player, contextlib.suppress(ConnectionClosed):
            for _ in range(40):
                message = fuzzer.message(1)
                if '"leave"' not in str(message):
                    sent += 1
                    player.socket.send(message)
                player.send("rehearse", asked=7, lines={})
                while (answer := player.receive())["type"] not in {"rehearsal", "refused"}:
                    pass
                assert answer.get("reason") in {None, *REASONS}
        assert player.close_code in {None, CLOSED}
    assert party["garam"].commit("e")["mine"]["commits"] == 1
    assert house.card(party.room)["phase"] in {"planning", "playing"}
