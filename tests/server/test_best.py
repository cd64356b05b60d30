"""The best games of each episode: won, listed, whole, by the rules of today; and what the page is told meanwhile."""

import asyncio
import re
from threading import Event

import msgspec
import pytest
from server.keeper import Host, calm

from warbell.engine import RULES_VERSION
from warbell.episodes import load
from warbell.server import log, protocol, readiness
from warbell.server.best import MOST, Best, candidates
from warbell.server.chair import Refusal
from warbell.server.game import table
from warbell.server.hall import Hall
from warbell.server.people import text
from warbell.server.store import Store, sqlite

WON = protocol.Outcome(outcome="won", ending="out", text="Out.", score=10, beats=5, saved=2, dead=0, turned=0)


def created(**others):
    settings = others.pop("settings", protocol.Settings())
    return log.Created(episode="calm", digest="d", seed=1, minds={}, settings=settings, **others)


def ended(score=10, beats=5, outcome="won"):
    return log.Ended(outcome=msgspec.structs.replace(WON, score=score, beats=beats, outcome=outcome))


def test_games_of_the_store_are_ranked_and_only_those_that_may_count():
    finished = [
        ("slow", created(), ended(10, 9)),
        ("quick", created(), ended(10, 3)),
        ("high", created(), ended(20, 90)),
        ("lost", created(), ended(99, 1, "lost")),
        ("other", msgspec.structs.replace(created(), digest="e"), ended(99)),
        ("older", created(rules=RULES_VERSION - 1), ended(99)),
        ("hidden", created(settings=protocol.Settings(listed=False)), ended(99)),
        ("branch", created(go_on=protocol.From(room="x", beat=3)), ended(99)),
    ]
    assert candidates(finished, "d") == ["high", "quick", "slow"]


class Won:
    """A room as `Best` looks at it."""

    def __init__(self, room, score, beats, who=("Ana",), phase="over"):
        self.id, self.phase, self.created = room, phase, created()
        self.outcome = ended(score, beats).outcome
        self.chairs = [type("Chair", (), {"holder": "person", "who": name}) for name in who]
        self.chairs.append(type("Chair", (), {"holder": "mind", "who": "caution"}))


def test_a_few_are_kept_the_best_first_each_once_and_none_that_minds_played_alone():
    best = Best()
    for room, score, beats in [("a", 5, 9), ("b", 7, 9), ("a", 5, 9), ("c", 7, 3), ("d", 1, 1)]:
        best.note(Won(room, score, beats))
    best.note(Won("minds", 99, 1, who=()))
    best.note(Won("going", 99, 1, phase="playing"))
    assert [run.room for run in best.of("d")] == ["c", "b", "a"]
    assert len(best.of("d")) == MOST
    assert best.of("d")[0] == protocol.Run(room="c", score=7, beats=3, who=["Ana"])
    assert best.of("nothing") == []


def test_a_game_that_is_not_won_is_none_of_them():
    host = Host(calm(), "left", {"ana": "Ana", "ben": "Ben"}, dropout="end", grace=0)
    host.do("start")
    host.do("go", "ana")
    host.due()
    assert host.room.phase == "over"
    best = Best()
    best.note(host.room)
    assert best.of(calm().episode.digest) == []


@pytest.fixture
def won(tmp_path):
    """A database with a night of curfew that was won, and the same again but for one order."""
    line = " ".join(" ".join(re.findall(r"^onjo:(.*)", load("curfew").walkthrough, re.MULTILINE)).split())
    host = Host(
        table(load("curfew")), "won", {"onjo": "Hana"}, dict.fromkeys(("suhyeok", "namra", "garam"), "walkthrough")
    )
    host.do("start")
    while host.room.phase != "over":
        host.commit("onjo", line)
        host.beats()
        line = text(host.room.game.people.left(0)) or ".*60"
    assert host.room.outcome.outcome == "won"
    store = Store(sqlite(tmp_path / "games.db"))
    store.keep(load("curfew"))
    rows = [msgspec.structs.replace(entry, version=k) for k, entry in enumerate(host.room.fresh, 1)]
    store.write(rows)
    false = [msgspec.structs.replace(entry, room="false") for entry in rows]
    at = next(k for k, entry in enumerate(false) if isinstance(entry.row, log.Played))
    false[at] = msgspec.structs.replace(false[at], row=msgspec.structs.replace(false[at].row, orders=["wait"] * 4))
    store.write(false)
    return store, host.room.outcome


def test_a_server_that_starts_proves_what_it_shows(won):
    """A game whose rows the engine does not reproduce is not among them."""
    store, outcome = won

    async def story():
        async with Hall(store) as hall:
            for _ in range(200):
                await asyncio.sleep(0.05)
                if hall.best.of(load("curfew").digest):
                    break
            await asyncio.sleep(0.3)
            return hall.best.of(load("curfew").digest)

    assert asyncio.run(story()) == [protocol.Run(room="won", score=outcome.score, beats=outcome.beats, who=["Hana"])]


@pytest.fixture
def slow(monkeypatch):
    """A compile that goes on until it is let go, and fails as long as there is something in `wrong`."""
    gate, wrong = Event(), []

    def prepare():
        gate.wait(10)
        if wrong:
            raise OSError(wrong.pop())

    monkeypatch.setattr(readiness, "prepare", prepare)
    return gate, wrong


def test_whoever_needs_the_engine_waits_for_its_compile_and_is_told_for_how_long(slow):
    gate, _ = slow

    async def story():
        engine = readiness.Readiness()
        engine.begin()
        waiting = asyncio.create_task(engine.ready())
        await asyncio.sleep(0.05)
        assert engine.seconds == 0
        assert not waiting.done()
        gate.set()
        await asyncio.wait_for(waiting, 5)
        assert engine.seconds is None

    asyncio.run(story())


def test_a_compile_that_fails_says_why_and_is_tried_again_by_who_asks_next(slow):
    gate, wrong = slow
    gate.set()
    wrong.append("no space left")

    async def story():
        engine = readiness.Readiness()
        engine.begin()
        with pytest.raises(Refusal, match="the engine could not be compiled: OSError: no space left") as refused:
            await engine.ready()
        assert refused.value.reason == "engine"
        await engine.ready()
        assert engine.seconds is None

    asyncio.run(story())
