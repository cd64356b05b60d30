"""Nobody is told the seed before the end; and who may know it all the same is said, in the room and in every row."""

import csv

import pytest
from server.test_looking_on import settled

from warbell.server.export import FORMS, export
from warbell.server.store import Store, sqlite

MINDS = dict.fromkeys(("suhyeok", "namra", "garam"), "caution")


def spellings(seed):
    """A seed as it might be told."""
    return (str(seed), f"{seed:x}", f"{seed:X}", str(seed % 2**53), str(float(seed)))


def test_whatever_is_asked_the_seed_is_not_told(house, stack):
    room = house.make(minds=MINDS, settings={"tempo": 0, "delay": 0})
    token = house.claim(room, "onjo", "Hana")
    onjo = stack.enter_context(house.player(room, token=token))
    visitor = stack.enter_context(house.player(room, watch="garam"))
    onjo.welcome(), visitor.welcome()
    onjo.send("start")
    for turn in (1, 2, 3):
        onjo.phase("planning", turn)
        onjo.send("rehearse", asked=turn, lines={"onjo": "s*3"})
        onjo.until(lambda message: message["type"] == "rehearsal")
        onjo.commit(".*3")
    onjo.send("commit", turn=99, line="seed")
    onjo.send("draft", turn=onjo.room["turn"], line="seed")
    told = settled(onjo).raw + settled(visitor).raw
    for what in ("", "/reel", "/reel?seat=onjo", "/account", "/report", "/report?whatif", "/replay", "/seed", "/log"):
        answer = house.ask(f"/api/rooms/{room}{what}")
        told.append(f"{answer.headers}{answer.body}")
    told += [str(house.ask("/api/lobby").body), str(house.ask("/api/rooms", {"go_on": {"room": room, "beat": 1}}).body)]
    again = house.ask("/api/rooms", {"episode": "curfew", "go_on": {"room": room, "beat": 1}})
    assert again.status == 409, "a game that is not over"
    seed = house.entries(room)[0].row.seed
    assert seed > 2**40, "a small one is in any text"
    assert not [text for text in told for spelt in spellings(seed) if spelt in text]


@pytest.fixture
def known(house, gather):
    """Rooms by where their seed is from."""
    over = gather("onjo", tempo=0, dropout="end", grace=0)
    over["onjo"].commit(".*3")
    over["onjo"].phase("planning", 2)
    over["onjo"].cut()
    with house.player(over.room) as watcher:
        watcher.phase("over")
    again = house.make(minds=MINDS, go_on={"room": over.room, "beat": 2})
    return {"drawn": house.make(minds=MINDS), "chosen": over.room, "earlier": again}


def test_where_a_seed_is_from_is_shown_in_the_room(house, known):
    for whence, room in known.items():
        assert house.card(room)["seed_from"] == whence
        with house.player(room) as visitor:
            assert visitor.welcome()["seed_from"] == whence


def test_and_in_every_row(house, known, tmp_path):
    with house.player(known["earlier"], token=house.claim(known["earlier"], "onjo")) as onjo:
        onjo.welcome()
        onjo.send("start")
        onjo.phase("planning")
        onjo.commit(".")
        onjo.phase("planning", 2)
    store = Store(sqlite(house.database))
    export(store, [known["chosen"], known["earlier"]], tmp_path, "csv")
    store.close()
    whence = {room: name for name, room in known.items()}
    for form in FORMS:
        with (tmp_path / f"{form.name}.csv").open(newline="") as file:
            rows = list(csv.DictReader(file))
        assert [row for row in rows if row["seed_from"] != whence[row["room"]]] == []
        assert "seed_from" in form.names
    assert (tmp_path / "decisions.csv").read_text().count(",earlier") > 0
