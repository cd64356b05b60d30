"""A server that is killed again and again in the middle of games: what it once said is still so afterwards."""

import asyncio
import contextlib
import itertools
import json
import random
import signal
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPException

import pytest
from often import NIGHT, often
from server.conftest import fork, kill
from server.player import PATIENCE
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidMessage

from warbell import episodes
from warbell.proof import verify
from warbell.replay import Replay, dump
from warbell.server import archive, log, protocol
from warbell.server.game import table
from warbell.server.room import Room
from warbell.server.store import Store, sqlite

KILLS = often(5)  # of each lot
LOTS = 5 if NIGHT else 3  # apart, as most of the time goes by waiting
ROOMS = 6  # at a time
EARLY = 0.2  # of the kills that do not wait for a move come while the server starts up
LONGEST = 0.25  # seconds until a kill
ALLOWED = {"stale", "not now", "over", "plan", "too many"}  # that a hurried client may be told
LINES = ("e", "w n", ".*3", "s e", "N", "n' e'", "~quiet/2", "|A/3", "use-n/1", "e*9", "link/1", "call-GO",
    "reflex-shove-around", "reflex-none e", "e~dark/5", ".~told-GO/2")  # fmt: skip
SETTINGS = (
    {"tempo": 0, "dropout": "wait", "grace": 3600},
    {"tempo": 5, "dropout": "pause", "grace": 3600},
    {"tempo": 20, "dropout": "wait", "grace": 3600, "pace": "live"},
    {"tempo": 0, "dropout": "mind", "grace": 0, "shared_paper": False},
    {"tempo": 5, "dropout": "wait", "grace": 0, "pace": "live", "shared_paper": False},
    {"tempo": 0, "dropout": "pause", "grace": 0, "pace": "timed", "seconds": 5},
)
BROKEN = (ConnectionClosed, InvalidHandshake, InvalidMessage, OSError, TimeoutError, EOFError)


class Memory:
    """What one person was told, over all connections."""

    def __init__(self, room, number, seat, token):
        self.room, self.number, self.seat, self.token = room, number, seat, token
        self.version = 0
        self.commits = 0  # acknowledged
        self.did = {}  # beat -> action, as told
        self.over = False
        self.faults = []

    def hear(self, message):
        if message["type"] == "refused":
            if message["reason"] not in ALLOWED:
                self.faults.append(message)
            return
        if message["type"] == "door":
            return
        mine, view = message["mine"], message.get("view")
        if message["version"] < self.version or (message["type"] == "update" and message["version"] == self.version):
            self.faults.append(f"version {message['version']} after {self.version}")
        if mine["commits"] < self.commits:
            self.faults.append(f"{mine['commits']} commits after {self.commits}")
        self.version, self.commits = message["version"], mine["commits"]
        if view and view["me"][0] > 0:
            beat = view["me"][0]
            if self.did.setdefault(beat, mine["did"]) != mine["did"]:
                self.faults.append(f"beat {beat} was {self.did[beat]} and is {mine['did']}")
        self.over = message["room"]["phase"] == "over"


class Crowd:
    """Rooms with two people each, who play as fast as they are answered, whatever happens to the server."""

    def __init__(self, house, threads):
        self.house = house
        self.threads = threads
        self.memories = []
        self.dice = random.Random(5)
        self.made = itertools.count()
        self.some = asyncio.Event()

    async def heard(self):
        """Return when the server speaks."""
        self.some.clear()
        await asyncio.wait_for(self.some.wait(), PATIENCE)

    async def played(self):
        """Return when a commit more is acknowledged."""
        before = self.acknowledged()
        async with asyncio.timeout(PATIENCE):
            while self.acknowledged() == before:
                await self.heard()

    def acknowledged(self):
        """How many commits are, of all people."""
        return sum(memory.commits for memory in self.memories)

    async def keep_playing(self):
        """One room after another."""
        while True:
            try:
                people = await asyncio.get_running_loop().run_in_executor(self.threads, self._open)
            except (OSError, HTTPException, AssertionError):  # the server is down; what was half made stays behind
                await asyncio.sleep(0.02)
                continue
            self.memories += people
            await asyncio.gather(*map(self._play, people))

    def _open(self):
        settings = SETTINGS[next(self.made) % len(SETTINGS)]
        seats = episodes.load("curfew").seats
        one, other = self.dice.sample(range(4), 2)
        minds = {name: "sprint" for p, name in enumerate(seats) if p not in (one, other)}
        room = self.house.make(minds=minds, settings=settings, seed=self.dice.randrange(2**32))
        return [Memory(room, p, seats[p], self.house.claim(room, seats[p])) for p in (one, other)]

    async def _play(self, memory):
        address = f"ws://{self.house.host}/api/rooms/{memory.room}/live"
        while not memory.over:
            with contextlib.suppress(*BROKEN):
                async with connect(address, compression=None, proxy=None, ping_interval=None, close_timeout=0.1) as ws:
                    last = memory.version if self.dice.random() < 0.7 and memory.version else None
                    join = {"type": "join", "protocol": protocol.VERSION, "token": memory.token, "last": last}
                    await ws.send(json.dumps(join))
                    await self._talk(memory, ws)
            await asyncio.sleep(0.01)

    async def _talk(self, memory, ws):
        sent = None
        async for raw in ws:
            message = json.loads(raw)
            memory.hear(message)
            self.some.set()
            if memory.over:
                return
            if message["type"] == "refused":
                continue
            room = message["room"]
            if room["phase"] == "gathering":
                await ws.send('{"type":"start"}')
            live = room["settings"]["pace"] == "live" and room["phase"] == "playing"
            turn = memory.commits if live else room["turn"]
            if (live or room["phase"] == "planning") and turn != sent and not room["seats"][memory.number]["ready"]:
                sent = turn
                line = self.dice.choice(LINES)
                if self.dice.random() < 0.3:
                    await ws.send(json.dumps({"type": "draft", "turn": turn, "line": line}))
                await ws.send(json.dumps({"type": "commit", "turn": turn, "line": line}))


def faults(store, memories):
    """Where the log has less than the people were told."""
    for memory in memories:
        rows = [entry.row for entry in store.entries(memory.room)]  # in order, none missing
        beats = [row.numbers for row in rows if isinstance(row, log.Played)]
        commits = Counter(row.seat for row in rows if isinstance(row, log.Committed))
        yield from memory.faults
        if len(rows) < memory.version:
            yield f"{memory.seat} saw version {memory.version}, {len(rows)} rows are there"
        if commits[memory.seat] < memory.commits:
            yield f"{memory.seat} was told of {memory.commits} commits, {commits[memory.seat]} are there"
        for beat, did in memory.did.items():
            if beat > len(beats) or beats[beat - 1][memory.number] != did:
                yield f"{memory.seat} saw beat {beat} with action {did}; {beats[beat - 1 : beat]} is there"


async def killed_again_and_again(process, house, lot, threads):
    crowd, dice = Crowd(house, threads), random.Random(lot)
    tasks = [asyncio.create_task(crowd.keep_playing()) for _ in range(ROOMS)]
    for number in range(KILLS):
        child = await asyncio.to_thread(fork, process, house)
        if number % 2:
            await crowd.played()
        elif dice.random() > EARLY:
            await crowd.heard()
        await asyncio.sleep(dice.uniform(0, LONGEST))
        await asyncio.to_thread(kill, process, child)
        playing = [memory for memory in crowd.memories if not memory.over]
        with closing(Store(sqlite(house.database))) as store:
            assert list(faults(store, playing)) == []
    child = await asyncio.to_thread(
        fork, process, house
    )  # it answers whoever still waits for an answer, for 90 seconds else
    for task in tasks:
        task.cancel()
    left = await asyncio.gather(*tasks, return_exceptions=True)
    assert [each for each in left if not isinstance(each, asyncio.CancelledError)] == []
    return child, crowd.memories


def replays(store, folder):
    """The games in the log, restored as the server would, as files of replays."""
    laid = table(episodes.load("curfew"))
    for name in store.rooms():
        first, *rest = store.entries(name)
        room = Room(name, laid, first.row, first.at)
        room.restore(rest)  # BadInput if a beat does not come out as it is written
        if room.game is not None and room.game.orders:
            path = folder / f"{name}.warbell"
            path.write_bytes(dump(archive.replay(room)))
            yield path


@pytest.mark.parametrize("lot", range(LOTS))
def test_nothing_that_was_acknowledged_is_lost_however_often_it_is_killed(warm, tmp_path, lot):
    process, house = warm
    # Threads apart from the loop's few: there, who waits for a dead server would keep the next from being started.
    with ThreadPoolExecutor(ROOMS) as threads:
        child, memories = asyncio.run(killed_again_and_again(process, house, lot, threads))
    for memory in memories:
        with house.player(memory.room, token=memory.token) as back:
            memory.hear(back.welcome())
    with closing(Store(sqlite(house.database))) as store:
        assert list(faults(store, memories)) == []
        files = list(replays(store, tmp_path))
    kill(process, child, signal.SIGTERM)
    found = verify(files)
    assert [each for each in found if not isinstance(each, Replay)] == []
    assert "Traceback" not in house.said(), house.said()


def test_who_comes_back_to_a_server_that_was_killed_knows_all_that_one_knows_who_comes_new(warm):
    process, house = warm
    child = fork(process, house)
    minds = {"suhyeok": "sprint", "namra": "caution", "garam": "sprint"}
    room = house.make(seed=7, minds=minds, settings={"delay": 0, "tempo": 40, "dropout": "wait", "grace": 3600})
    token = house.claim(room, "onjo")
    onjo = house.player(room, token=token)
    watcher = house.player(room, watch="onjo")
    onjo.welcome()
    onjo.send("start")
    onjo.phase("planning")
    onjo.commit("@city:19,15 s*9")
    onjo.until(lambda m: m["room"]["beat"] == 2)
    onjo.cut()
    watcher.until(lambda m: m["room"]["beat"] == 7)
    watcher.cut()
    kill(process, child)
    child = fork(process, house)
    missed = house.player(room, token=token, last=onjo.version)
    missed.picture = onjo.picture
    missed.receive()
    missed.phase("planning")
    with house.player(room, watch="onjo") as fresh:
        fresh.welcome()
    assert fresh.version == missed.version
    assert missed.picture == fresh.picture
    missed.close()
    kill(process, child, signal.SIGTERM)
