"""`events` says what happened in a game and who knew of it, `states` how everybody was after every beat."""

import csv
from collections import Counter

import numpy as np
import pytest
from server.keeper import Host, read_csv

import warbell
from warbell.encode.words import seen_events
from warbell.engine import codes
from warbell.episodes import brief
from warbell.replay import load, steps
from warbell.report.causes import chains
from warbell.report.history import TOLD, history
from warbell.report.named import on_sheet
from warbell.server import dictionary
from warbell.server.export import FORMS, export
from warbell.server.game import table
from warbell.server.store import Store, sqlite

GAMES = {"heartbeat": ("selfish", 0), "garden": ("sprint", 0)}  # one of two who die or turn, one with people of no seat


class Told:
    """A game that was played again as a room, and its rows."""

    def __init__(self, folder, name):
        mind, seed = GAMES[name]
        episode = warbell.load(name)
        (result,) = warbell.run(episode, dict.fromkeys(episode.seats, mind), [seed], out=folder / "runs")
        orders = load(result.replay).orders[:-1].tolist()
        host = Host(table(episode), name, {episode.seats[0]: "Ana"}, seed=seed, orders=orders, tags={"condition": "x"})
        host.do("start")
        if host.room.phase == "planning":
            host.commit(episode.seats[0], ".")
        host.beats()
        store = Store(sqlite(folder / "games.db"))
        store.keep(episode)
        store.write(host.room.fresh)
        self.written = export(store, store.rooms(), folder / "out", "csv")
        store.close()
        self.replay = load(folder / "out" / f"{name}.warbell")
        self.past = history(self.replay)
        self.names = (*episode.seats, *episode.body_names[len(episode.seats) :])
        self.events, self.states = (read_csv(folder / "out" / f"{each}.csv") for each in ("events", "states"))
        self.earlier = len(orders)


@pytest.fixture(scope="module", params=GAMES)
def told(request, tmp_path_factory):
    return Told(tmp_path_factory.mktemp(request.param), request.param)


def listed(text):
    return text.split("; ") if text else []


def test_a_row_for_each_event_of_the_film(told):
    happened = [each for each in told.past.happenings if each.kind != TOLD]
    assert [row["event"] for row in told.events] == [*range(1, len(happened) + 1)]
    for row, each in zip(told.events, happened, strict=True):
        assert (row["beat"], row["kind"], row["words"]) == (each.beat, codes.EVENTS[each.kind], each.text)
        assert (row["sheet"], row["row"], row["column"]) == tuple(
            "" if part is None else part for part in on_sheet(told.past.episode.sheets, each.y, each.x)
        )
        assert row["earlier"] == (each.beat <= told.earlier)
        assert (row["what"] == "") != (row["value"] == "") or (row["what"], row["value"]) == ("", "")
    assert {row["tags"] for row in told.events} == {"condition=x"}


def test_whoever_was_told_of_an_event_is_among_those_who_perceived_it(told):
    paper = brief(told.replay.episode)
    numbers = {name: k for k, name in enumerate(told.names)}
    by_beat = {}
    for row in told.events:
        by_beat.setdefault(row["beat"], []).append(row)
    known = 0
    for step in steps(told.replay):
        happened = told.past.film.events_of(step.beat)
        rows = by_beat.get(step.beat, []) if step.beat else []
        for seat, name in enumerate(paper.seats):
            seen = Counter((int(e["kind"]), int(e["who"]), int(e["whom"])) for e in seen_events(step.percept, seat))
            noted = Counter(
                (int(event["kind"]), int(event["who"]), int(event["whom"]))
                for event, row in zip(happened, rows, strict=True)
                if name in listed(row["perceived_by"])
            )
            assert not seen - noted
            assert {codes.EVENTS[kind] for kind, *_ in noted - seen} <= {"called", "whispered"}, "of voices alone"
            known += seen.total()
    assert known > 20
    assert all(set(listed(row["perceived_by"])) <= set(told.names[: told.past.people]) for row in told.events)
    assert len(numbers) == len(told.names)


def test_a_row_for_each_person_and_beat(told):
    beats, people = told.past.beats, told.past.people
    assert [(row["beat"], row["who"]) for row in told.states] == [
        (beat, told.names[p]) for beat in range(beats + 1) for p in range(people)
    ]
    seats = set(told.replay.header.seats)
    assert all(row["seated"] == (row["who"] in seats) for row in told.states)
    assert {row["beat"] for row in told.states if row["earlier"]} == {*range(told.earlier)}


def test_states_are_what_everybody_knows_of_themselves(told):
    paper = brief(told.replay.episode)
    rows = {(row["beat"], row["who"]): row for row in told.states}
    for step in steps(told.replay):
        for seat, name in enumerate(paper.seats):
            row, me, bodies = rows[step.beat, name], step.percept.me[0, seat], step.percept.bodies[0, seat]
            if codes.IS_INFECTED[me["nature"]] or me["state"] >= codes.DEAD:
                assert row["state"] == ("turned" if codes.IS_INFECTED[me["nature"]] else codes.STATES[me["state"]])
                assert [row[each] for each in ("hp", "rate", "fear", "hunger", "sees")] == [""] * 5
                continue
            assert row["state"] == codes.STATES[me["state"]]
            assert [row[each] for each in ("hp", "rate", "fear", "hunger")] == [
                int(me[each]) for each in ("hp", "rate", "fear", "hunger")
            ]
            assert (row["turns_in"] == "") == (me["timer"] < 0)
            seen = [k for k in np.flatnonzero(bodies["beat"] == me["beat"]) if k != seat]
            assert listed(row["sees"]) == [told.names[k] for k in seen]


def test_who_died_and_why(told):
    lost = [row for row in told.events if row["kind"] in {"died", "turned"} and row["who"] in told.replay.header.seats]
    assert len(lost) == told.replay.header.dead + told.replay.header.turned
    by_end = {(told.names[chain.seat], chain.ends): chain for chain in chains(told.past) if chain.ends >= 0}
    for row in lost:
        assert row["why"] == " ".join(link.text for link in by_end[row["who"], row["beat"]].links)
        kinds = {each["kind"] for each in told.events if row["who"] in (each["who"], each["whom"])}
        assert set(listed(row["cause"])) <= kinds | {"hunger", "bleeding"}
    if told.replay.header.episode == "heartbeat":
        assert {row["kind"]: row["cause"] for row in lost} == {"died": "bitten", "turned": "bitten"}
        bites = [row for row in told.events if row["kind"] == "bitten"]
        assert bites
        assert all(row["clue"] in codes.CLUES[1:] and row["since"] <= row["beat"] for row in bites if row["clue"])


def test_the_page_says_what_every_column_means():
    page = dictionary.PAGE.read_text(encoding="utf-8")
    assert dictionary.missing(page) == []
    assert page == dictionary.described(page), "run ./dev python -m warbell.server.dictionary"
    assert ", ".join(f"`{name}`" for name in codes.EVENTS) in page
    for form in FORMS:
        assert len(set(form.names)) == len(form.names)
        assert all(column.words for column in form.columns)


def test_parquet_says_what_its_columns_mean(tmp_path):
    pq = pytest.importorskip("pyarrow.parquet")
    store = Store(sqlite(tmp_path / "games.db"))
    export(store, [], tmp_path / "out", "parquet")
    store.close()
    for form in FORMS:
        schema = pq.read_schema(tmp_path / "out" / f"{form.name}.parquet")
        assert schema.names == list(form.names)
        for field, column in zip(schema, form.columns, strict=True):
            assert field.metadata == {b"description": column.words.encode(), b"unit": column.unit.encode()}


def test_tables_of_nothing_have_their_heads(tmp_path):
    store = Store(sqlite(tmp_path / "games.db"))
    export(store, [], tmp_path / "out", "csv")
    store.close()
    for form in FORMS:
        with (tmp_path / "out" / f"{form.name}.csv").open(encoding="utf-8", newline="") as file:
            assert [*csv.reader(file)] == [[*form.names]]
