"""The records of each episode: won, listed, whole, by the rules of today; and what the page is told meanwhile."""

import asyncio
import re
from threading import Event

import msgspec
import pytest
from server.keeper import Host, calm

from warbell.engine import RULES_VERSION
from warbell.episodes import load
from warbell.server import log, protocol, readiness
from warbell.server.best import MOST, Best, candidates, candidates_of_day
from warbell.server.chair import Refusal
from warbell.server.game import Game, table
from warbell.server.hall import Hall
from warbell.server.people import text
from warbell.server.store import Store, sqlite

WON = protocol.Outcome(outcome="won", ending="out", text="Out.", score=10, beats=5, saved=2, dead=0, turned=0)
DAY = "2026-11-27"


def created(**others):
    settings = others.pop("settings", protocol.Settings())
    return log.Created(episode="calm", digest="d", seed=1, minds={}, settings=settings, **others)


def ended(saved=2, beats=5, outcome="won", others=0):
    return log.Ended(outcome=msgspec.structs.replace(WON, saved=saved, beats=beats, outcome=outcome, others=others))


FINISHED = [
    ("slow", created(), ended(2, 9)),
    ("quick", created(), ended(2, 3)),
    ("whole", created(day=DAY), ended(4, 90)),
    ("lost", created(day=DAY), ended(3, 1, "lost")),
    ("left", created(day=DAY), ended(4, 1, "abandoned")),
    ("other", msgspec.structs.replace(created(day=DAY), digest="e"), ended(4)),
    ("older", created(day=DAY, rules=RULES_VERSION - 1), ended(4)),
    ("hidden", created(day=DAY, settings=protocol.Settings(listed=False)), ended(4)),
    ("branch", created(go_on=protocol.From(room="x", beat=3)), ended(4)),
]


def test_games_of_the_store_are_ranked_and_only_those_that_may_count():
    assert candidates(FINISHED, "d", "saved") == ["whole", "quick", "slow"]
    assert candidates(FINISHED, "d", "beats") == ["quick", "slow", "whole"]


def test_who_has_no_seat_counts_as_much_as_who_has_one():
    finished = [("team", created(day=DAY), ended(4, 9)), ("all", created(day=DAY), ended(3, 90, others=2))]
    assert candidates(finished, "d", "saved") == candidates_of_day(finished, DAY, "d") == ["all", "team"]
    assert candidates(finished, "d", "beats") == ["team", "all"]


def test_the_outcome_of_a_game_counts_who_has_no_seat():
    game = Game(table(load("price")), 0, ["walkthrough"] * 4, shared=True)
    while not game.over:
        game.play(game.decide({}))
    outcome = game.outcome()
    assert (outcome.saved, outcome.others) == (4, 7)  # of eight: Dol is not there


def test_of_a_day_the_lost_count_too_behind_the_won():
    assert candidates_of_day(FINISHED, DAY, "d") == ["whole", "lost"]
    assert candidates_of_day(FINISHED, "2026-11-28", "d") == []


class Won:
    """A room as `Best` looks at it."""

    def __init__(self, room, saved, beats, who=("Ana",), phase="over", day=None):
        self.id, self.phase, self.created = room, phase, created(day=day)
        self.outcome = ended(saved, beats).outcome
        self.chairs = [type("Chair", (), {"holder": "person", "who": name}) for name in who]
        self.chairs.append(type("Chair", (), {"holder": "mind", "who": "caution"}))


def test_a_few_are_kept_the_best_first_each_once_and_none_that_minds_played_alone():
    best = Best(lambda _created: False)
    for room, saved, beats in [("a", 2, 9), ("b", 3, 9), ("a", 2, 9), ("c", 3, 3), ("d", 1, 1)]:
        best.note(Won(room, saved, beats))
    best.note(Won("minds", 4, 1, who=()))
    best.note(Won("going", 4, 1, phase="playing"))
    assert [run.room for run in best.of("d", "saved")] == ["c", "b", "a"]
    assert [run.room for run in best.of("d", "beats")] == ["d", "c", "b"]
    assert len(best.of("d", "saved")) == MOST
    assert best.of("d", "saved")[0] == protocol.Run(
        room="c", who=["Ana"], outcome="won", saved=3, beats=3, score=WON.score
    )
    assert best.of("nothing", "saved") == []


def test_a_night_of_a_day_is_a_record_when_its_day_is_over_and_a_result_at_once():
    sealed = {DAY}
    best = Best(lambda created: created.day in sealed)
    best.note(Won("today", 4, 9, day=DAY))
    best.note(Won("today", 4, 9, day=DAY))
    best.note(Won("another", 2, 9))
    assert [run.room for run in best.of("d", "saved")] == ["another"]
    assert [run.room for run in best.of_day(DAY, "d")] == ["today"]
    assert best.of_day(DAY, "e") == []
    sealed.clear()
    assert [run.room for run in best.of("d", "saved")] == ["today", "another"]


def test_a_game_that_is_not_won_is_none_of_them():
    host = Host(calm(), "left", {"ana": "Ana", "ben": "Ben"}, dropout="end", grace=0)
    host.do("start")
    host.do("go", "ana")
    host.due()
    assert host.room.phase == "over"
    best = Best(lambda _created: False)
    best.note(host.room)
    assert best.of(calm().episode.digest, "saved") == []


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
                if hall.nights.best.of(load("curfew").digest, "saved"):
                    break
            await asyncio.sleep(0.3)
            return hall.nights.best.of(load("curfew").digest, "saved")

    assert [(run.room, run.beats, run.who) for run in asyncio.run(story())] == [("won", outcome.beats, ["Hana"])]


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
