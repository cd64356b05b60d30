"""The layout says what is there: it is the committed one, memory can be read by it, and play keeps to its ranges."""

import numpy as np
import pytest
from laws.moments import moments

from warbell.encode import layout
from warbell.encode.json_view import view
from warbell.engine.percept import TABLES
from warbell.episodes import brief, load


@pytest.fixture(scope="module")
def met():
    return [at for name in ("curfew", "heartbeat") for at in moments(load(name), 8, (1, 5, 40, 80))]


def test_the_committed_layout_is_that_of_the_code():
    assert layout.FILE.read_text() == layout.text(), "run ./dev python -m warbell.encode.layout"


def test_the_page_has_the_same_tables():
    assert layout.PAGE.read_text().split(layout.START)[1:] == [layout.page()], (
        "run ./dev python -m warbell.encode.layout"
    )


def test_memory_can_be_read_by_offsets_alone(met):
    for table in layout.document()["tables"]:
        array = getattr(met[-1].now, table["name"])
        flat = np.frombuffer(array.tobytes(), np.uint8).reshape(array.size, table["bytes"])
        for column in table["columns"]:
            size = np.dtype(column["dtype"]).itemsize
            part = np.ascontiguousarray(flat[:, column["offset"] : column["offset"] + size])
            assert np.array_equal(part.view(column["dtype"])[:, 0], array[column["name"]].ravel())


def test_every_table_of_a_percept_has_the_shape_it_says(met):
    for at in met:
        percept, world = at.now, at.world
        worlds, seats = percept.me.shape
        sizes = {"E": worlds, "S": seats, "P": world.hearts.shape[1], "B": world.bodies.shape[1]}
        sizes["N"] = sizes["B"] + 1
        sizes |= {"F": world.fixtures.shape[1], "D": world.drones.shape[1], "L": world.fields.shape[1]}
        sizes["A"] = 25 if world.flights.shape[1] else 0
        sizes |= {"K": world.planes.shape[2], "H": world.planes.shape[3]}
        sizes |= dict(zip("YX", world.occupant.shape[1:] if world.fields.shape[1] else (0, 0), strict=True))
        for name, table in TABLES.items():
            assert getattr(percept, name).shape == tuple(sizes.get(axis, axis) for axis in table.axes)
            assert getattr(percept, name).dtype == table.dtype


def within(values, column, where):
    """All values are in the range of a column or its `none`."""
    good = np.ones(values.shape, bool)
    if column["low"] is not None:
        good &= values >= column["low"]
    if column["high"] is not None:
        good &= values <= column["high"]
    if column["none"] is not None:
        good |= values == column["none"]
    assert good.all(), f"{where} {column['name']}: {np.unique(values[~good])}"


def test_play_keeps_to_the_ranges_of_tables(met):
    for at in met:
        for table in layout.document()["tables"]:
            rows = getattr(at.now, table["name"])
            for column in table["columns"]:
                within(rows[column["name"]], column, table["name"])


def test_every_column_is_told_in_json(met):
    """By its own name, but for two; the document itself says the beat, and how many rows there are."""
    columns = {name: {column.name for column in table.columns} - {"spare"} for name, table in TABLES.items()}
    named = {"load": "carries", "carrier": "carried_by"}
    told = {"me": set(), "bodies": set(), "fixtures": set(), "drones": set(), "heard": set(), "events": set()}
    for at in met:
        public = brief(at.episode)
        for world, seat in np.ndindex(*at.now.me.shape):
            document = view(at.now, public, seat, world)
            told["me"] |= set(document["me"]) | set(document)
            for name in told.keys() - {"me"}:
                for row in document[name]:
                    told[name] |= set(row)
    for name, keys in told.items():
        assert {named.get(column, column) for column in columns[name]} <= keys
