"""A film is what the worlds were, beat by beat, whoever reads it; and `verify` believes no other."""

import contextlib
import dataclasses

import msgspec
import numpy as np
import pytest
from films import strip_of, strip_with, values_of
from hypothesis import given, settings
from hypothesis import strategies as st
from rescue import rescue
from yard import yard

from warbell.encode import words
from warbell.engine import codes
from warbell.engine.bits import unpack
from warbell.engine.codes import N_ACTIONS
from warbell.engine.digest import DERIVED
from warbell.engine.world import World
from warbell.errors import BadInput
from warbell.film import Film, camera, pack
from warbell.film import unpack as unpack_strip
from warbell.film.camera import LEFT_OUT, PLANES
from warbell.film.strip import FAMILIES, TableOf
from warbell.proof import Unverified, verify
from warbell.replay import dump, load, steps
from warbell.report import page
from warbell.rollout import Recorded, rollout
from warbell.runs import run


@pytest.fixture(scope="module")
def replay():
    return rescue()


def test_whatever_changes_in_a_world_is_filmed_or_known_to_be_left_out():
    filmed = {*camera.RECORDS, *camera.SELDOM, *camera.NUMBERS, "planes", "fields", "events"}
    # By mimics, of what was called and whispered; who turned a valve, who is how long under water: it is in the events.
    kept = {"echoes", "valves", "breath"}
    assert filmed | kept | set(DERIVED) == set(World._fields), "a new table: say in film/camera.py whether it is filmed"
    derived = {"veiled", "ambient", "clear", "stirring", "beaten"}  # from doors, lamps and fields
    assert set(PLANES) | derived == set(codes.PLANES), "a new plane: the same"


def same(film, beat, world):
    """Whether a beat of a film is what the world is: every column of every table, read one by one."""
    for name in ("clock", "bodies", "hearts", "fixtures", "drones"):
        table = getattr(world, name)[0]
        for column in set(table.dtype.names) - LEFT_OUT:
            assert film.rows(name)[column][beat].tolist() == np.atleast_1d(table[column]).tolist(), (beat, name, column)
    for name in ("packs", "stocks", "bonds", "goals"):
        assert np.array_equal(getattr(film, name)[beat], getattr(world, name)[0]), (beat, name)
    width = world.occupant.shape[2]
    for name in PLANES:
        cells = film.plane(name, beat)
        assert np.array_equal(cells[:, :width], unpack(world.planes[0, codes.PLANES.index(name)], width)), (beat, name)
        assert not cells[:, width:].any()
    for k in range(world.fields.shape[1]):
        assert np.array_equal(film.field(codes.FIELDS[k])[beat], world.fields[0, k]), (beat, codes.FIELDS[k])
    happened = world.events[0, : world.clock["events"][0]]
    filmed = film.events_of(beat)
    assert len(filmed) == len(happened)
    for column in ("kind", "who", "whom", "y", "x", "value"):
        assert filmed[column].tolist() == happened[column].tolist(), (beat, column)
    assert (filmed["beat"] == beat).all()


@pytest.mark.parametrize("seed", range(4))
def test_a_film_is_what_the_world_was_at_every_beat(seed, tmp_path):
    minds = {"ana": "caution", "ben": "sprint" if seed % 2 else "caution"}
    replay = load(run(yard(), minds, [seed], out=tmp_path)[0].replay)
    for step in steps(replay):
        same(replay.film, step.beat, step.world)
    assert replay.film.beats == step.beat


@settings(max_examples=25)
@given(
    seeds=st.lists(st.integers(0, 2**64 - 1), min_size=1, max_size=4),
    orders=st.lists(st.tuples(*[st.integers(-1, N_ACTIONS)] * 3), min_size=1, max_size=30),
    data=st.data(),
)
def test_worlds_of_a_batch_are_filmed_each_by_itself_to_where_it_was_left(replay, seeds, orders, data):
    beats = data.draw(st.lists(st.integers(0, len(orders)), min_size=len(seeds), max_size=len(seeds)))
    games = [np.array(orders, np.int16)] * len(seeds)
    played = rollout(replay.episode, np.array(seeds, np.uint64), Recorded(games), filmed=True, beats=beats)
    for e, seed in enumerate(seeds):
        header = msgspec.structs.replace(replay.header, seed=seed, beats=played.ends[e].beats)
        alone = dataclasses.replace(replay, header=header, orders=played.orders[e], strip=played.strips[e])
        for step in steps(alone):
            same(alone.film, step.beat, step.world)
        assert strip_of(alone, played.ends[e].beats) == played.strips[e]


def test_a_film_comes_back_as_it_was_kept(replay):
    assert unpack_strip(pack(replay.strip)) == replay.strip
    assert strip_with(replay.strip, values_of(replay.strip)) == replay.strip


def verdicts(tmp_path, replay, strips):
    """What is said of the replay with each of these films, verified together."""
    paths = [tmp_path / f"forged-{number}.warbell" for number in range(len(strips))]
    for path, strip in zip(paths, strips, strict=True):
        path.write_bytes(dump(dataclasses.replace(replay, strip=strip)))
    return verify(paths, threads=1)


def verdict(tmp_path, replay, strip):
    return verdicts(tmp_path, replay, [strip])[0]


def test_a_film_edited_in_any_field_is_refused(tmp_path, replay):
    values, forged = values_of(replay.strip), {}
    for table in replay.strip.layout.tables:
        for column, family in table.columns:
            for row in range(min(table.rows, 2)):
                beat = (len(forged) * 7) % (replay.header.beats + 1)
                over = list(values[table.name, column, row])
                # Of a code the next name, so that what is forged can be read.
                names = [k for k, name in enumerate(replay.strip.layout.names.get(family, [])) if name]
                other = next((k for k in names if k != over[beat]), None) if family else over[beat] + 1
                if other is None:
                    continue
                over[beat] = other
                strip = strip_with(replay.strip, {**values, (table.name, column, row): over})
                forged[f"beat {beat} with {table.name} {row}, {column}: "] = strip
    for said, found in zip(forged, verdicts(tmp_path, replay, list(forged.values())), strict=True):
        assert isinstance(found, Unverified), said
        assert said in str(found)
    assert len(forged) > 100


def test_what_happened_cannot_be_edited_either(tmp_path, replay):
    rows = replay.strip.events
    forged = [rows[:at] + bytes([rows[at] ^ 2]) + rows[at + 1 :] for at in range(len(rows))]
    strips = [msgspec.structs.replace(replay.strip, events=events) for events in (*forged, b"")]
    *edited, emptied = verdicts(tmp_path, replay, strips)
    assert [at for at, found in enumerate(edited) if not isinstance(found, BadInput)] == []
    assert isinstance(emptied, Unverified)


def test_names_cannot_be_exchanged_nor_columns_left_out(tmp_path, replay):
    layout = replay.strip.layout
    swapped = {**layout.names, "natures": [{"person": "hybrid"}.get(name, name) for name in layout.names["natures"]]}
    forged = msgspec.structs.replace(replay.strip, layout=msgspec.structs.replace(layout, names=swapped))
    assert "bodies 0, nature: 2 in its film, expected 1, as played" in str(verdict(tmp_path, replay, forged))
    values = values_of(replay.strip)
    for name in ("bodies", "lit", "goals"):
        tables = [
            TableOf(each.name, each.rows, each.columns[1:]) if each.name == name else each for each in layout.tables
        ]
        assert isinstance(verdict(tmp_path, replay, strip_with(replay.strip, values, tables)), Unverified), name
        tables = [each for each in layout.tables if each.name != name]
        assert isinstance(verdict(tmp_path, replay, strip_with(replay.strip, values, tables)), BadInput), name


def test_a_column_that_a_film_has_not_holds_nothing(replay):
    layout, values = replay.strip.layout, values_of(replay.strip)
    missing = {"sign", "hp"}
    tables = [
        TableOf(each.name, each.rows, [column for column in each.columns if column[0] not in missing])
        for each in layout.tables
    ]
    film = Film("x", strip_with(replay.strip, values, tables))
    assert film.bodies["sign"].shape == film.bodies["hp"].shape == replay.film.bodies["y"].shape
    assert (film.bodies["sign"] == codes.NO_SIGNAL).all()
    assert not film.bodies["hp"].any()
    assert np.array_equal(film.bodies["asleep"], replay.film.bodies["asleep"])


def test_more_tables_and_columns_are_read_past(tmp_path, replay):
    values, layout = values_of(replay.strip), replay.strip.layout
    size = replay.strip.beats + 1
    tables = [TableOf("weather", 2, [("rain", ""), ("kind", "weathers")])]
    for table in layout.tables:
        columns = [*table.columns[:1], ("aura", "auras"), *table.columns[1:]]
        tables.append(TableOf(table.name, table.rows, columns))
        values |= {(table.name, "aura", row): [row] * size for row in range(table.rows)}
    values |= {("weather", column, row): [5] * size for column in ("rain", "kind") for row in range(2)}
    names = {**layout.names, "auras": ["dim"] * 9}
    strange = strip_with(replay.strip, values, tables, names=names)
    found = verdict(tmp_path, replay, strange)
    assert not isinstance(found, BadInput), found
    for step in steps(replay):
        same(found.film, step.beat, step.world)


@settings(max_examples=20)
@given(data=st.data())
def test_other_numbers_are_read_by_their_names(replay, data):
    layout, values = replay.strip.layout, values_of(replay.strip)
    family = data.draw(st.sampled_from(sorted({of for table in layout.tables for _, of in table.columns if of})))
    known = len(FAMILIES[family].names)
    order = data.draw(st.permutations(range(known)))  # old number -> new one
    names = [""] * known
    for old, name in enumerate(FAMILIES[family].names):
        names[order[old]] = name
    for table in layout.tables:
        for column, of in table.columns:
            for row in range(table.rows if of == family else 0):
                over = values[table.name, column, row]
                values[table.name, column, row] = [order[k] if 0 <= k < known else 1000 for k in over]
    if family in layout.values.values() or family == "events":
        return  # those of events are numbered by the same names
    film = Film("x", strip_with(replay.strip, values, names={**layout.names, family: names}))
    for table in layout.tables:
        for column, _ in table.columns:
            one, other = film.column(table.name, column), replay.film.column(table.name, column)
            assert np.array_equal(one, other), (table.name, column)


def test_a_name_that_nobody_knows_is_told(replay):
    names = {**replay.strip.layout.names, "natures": ["nobody", "ghoul", "", "ghost"]}
    layout = msgspec.structs.replace(replay.strip.layout, names=names)
    film = Film("x.warbell", msgspec.structs.replace(replay.strip, layout=layout))
    assert film.bodies["y"].shape == replay.film.bodies["y"].shape
    with pytest.raises(BadInput, match=r"^x\.warbell: found 'ghoul' in its film, expected one of the natures"):
        film.bodies["nature"]


def test_a_film_of_another_episode_is_refused(tmp_path, replay):
    game = load(run(yard(), "caution", [1], out=tmp_path)[0].replay)
    with pytest.raises(BadInput, match=r"found a film with . rows of"):
        _ = dataclasses.replace(replay, strip=game.strip).film


@settings(max_examples=300)
@given(data=st.data())
def test_a_strip_of_any_bytes_is_read_or_refused(replay, data):
    field = data.draw(st.sampled_from(["gaps", "changes", "events"]))
    old = getattr(replay.strip, field)
    at = data.draw(st.integers(0, len(old)))
    new = old[:at] + data.draw(st.binary(max_size=12)) + old[data.draw(st.integers(0, len(old))) :]
    with contextlib.suppress(BadInput):
        film = Film("x", msgspec.structs.replace(replay.strip, **{field: new}))
        for table in film.tables.values():
            for column, _ in table.columns:
                assert film.column(table.name, column).shape == (film.beats + 1, table.rows)
        for beat in range(film.beats + 1):
            cast = words.Cast((), film.bodies["nature"][beat], (), (), (), (), ())
            words.sentences(film.events_of(beat), cast)


def test_a_game_that_is_too_long_for_a_film_has_none_and_the_others_have_theirs(tmp_path, monkeypatch):
    whole = [load(each.replay) for each in run(yard(), "caution", range(4), out=tmp_path / "whole")]
    least = min(len(replay.strip.gaps) for replay in whole) // 4
    for most in range(least, 3 * least, 10):
        monkeypatch.setattr(camera, "MOST", most)
        cut = [load(each.replay) for each in run(yard(), "caution", range(4), out=tmp_path / "cut")]
        if 0 < sum(replay.strip is None for replay in cut) < 4:
            break
    else:
        raise AssertionError("all or none have films")
    for one, other in zip(whole, cut, strict=True):
        assert other.strip in (None, one.strip)
        assert other.header == one.header
        if other.strip is None:
            assert "The beats of this game cannot be shown: its replay holds no film." in page(other)
    assert not [each for each in verify([replay.name for replay in cut]) if isinstance(each, BadInput)]
