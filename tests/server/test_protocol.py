"""The protocol's structs are its only definition: what is made from them is what is committed."""

import json

import msgspec
import pytest

from warbell.engine import codes
from warbell.engine.percept import ME, SEEN_BODY, SEEN_DRONE, SEEN_EVENT, SEEN_FIXTURE
from warbell.engine.world import HEARD
from warbell.episodes import brief, load, names
from warbell.plans import parse_cells
from warbell.server import catalogue, protocol, types
from warbell.server.paper import paper


def test_the_types_of_the_page_are_those_of_the_protocol():
    assert types.TYPESCRIPT.read_text() == types.typescript(), "run ./dev python -m warbell.server.types"


def test_the_codes_of_the_page_are_those_of_the_engine():
    assert types.CODES.read_text() == catalogue.typescript(), "run ./dev python -m warbell.server.types"


@pytest.mark.parametrize("family", catalogue.FAMILIES)
def test_no_two_names_of_a_family_are_one_property(family):
    names = catalogue.FAMILIES[family]
    keys = [catalogue.key(name) for name in names]
    assert len(set(keys)) == len(names)
    assert all(key.isidentifier() for key in keys)


def test_the_schema_is_that_of_the_protocol():
    assert types.SCHEMA.read_text() == types.schema(), "run ./dev python -m warbell.server.types"


def test_the_schema_refers_to_nothing_it_does_not_define():
    text = types.schema()
    document = json.loads(text)
    referred = {part.split('"')[0] for part in text.split("#/$defs/")[1:]}
    assert referred <= set(document["$defs"])
    assert {"Welcome", "Update", "Refused", "Commit"} <= referred
    assert all(
        each.get("additionalProperties") is False
        for name, each in document["$defs"].items()
        if each.get("type") == "object"
    ), "an unknown field is no message"


def test_the_schema_says_what_every_field_means():
    document = json.loads(types.schema())
    for name, each in document["$defs"].items():
        fields = {**each.get("properties", {}), **{part["title"]: part for part in each.get("prefixItems", ())}}
        unsaid = [field for field, part in fields.items() if field != "type" and not part.get("description")]
        assert unsaid == [], name
    said = document["$defs"]["Mine"]["properties"]
    assert said["did"]["description"].startswith("the action ordered for the last beat")


@pytest.mark.parametrize(
    "row, table, behind",
    [
        (protocol.Me, ME, 0),
        (protocol.SeenBody, SEEN_BODY, 1),
        (protocol.SeenFixture, SEEN_FIXTURE, 1),
        (protocol.SeenDrone, SEEN_DRONE, 1),
        (protocol.Sound, HEARD, 0),
        (protocol.Happening, SEEN_EVENT, 0),
    ],
)
def test_a_row_has_the_columns_of_its_table(row, table, behind):
    fields = row.__struct_fields__[behind:]
    assert set(fields) <= set(table.names)
    if row in {protocol.Me, protocol.Sound, protocol.Happening}:  # sent as they are, so in the same order
        assert fields == table.names
    left_out = set(table.names) - set(fields)
    assert all(name.startswith("spare") for name in left_out), "all a seat perceives is told"


@pytest.mark.parametrize("name", names())
def test_the_paper_holds_the_chart(name):
    episode = load(name)
    chart = brief(episode).chart
    sheets = msgspec.json.decode(msgspec.json.encode(paper(episode)), type=protocol.Paper).sheets
    for sheet in sheets:
        assert (len(sheet.terrain), len(sheet.terrain[0])) == (sheet.height, sheet.width)
        for row, line in enumerate(sheet.terrain):
            cells = chart.terrain[sheet.top + row, sheet.left : sheet.left + sheet.width]
            assert line == "".join(map(str, cells.tolist()))


def test_every_action_is_a_cell_of_a_plan():
    cells = paper(load("curfew")).names.actions
    assert len(cells) == codes.N_ACTIONS
    for cell in cells:
        (parsed,) = parse_cells(cell, "line")
        assert str(parsed) == cell
