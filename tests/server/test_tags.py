"""Tags of a room: kept for exports, in every row of them, and told to nobody."""

import csv
from contextlib import closing

import pytest

from warbell.errors import BadInput
from warbell.server.export import FORMS, export
from warbell.server.store import Store, sqlite
from warbell.server.tags import read, written


def test_they_come_out_in_every_row_and_nowhere_else(house, tmp_path):
    others = dict.fromkeys(("suhyeok", "namra", "garam"), "wait")
    room = house.make(seed=24, minds=others, tags={"condition": "z\u202eebra;\n=2", "session": "3", "empty": " \u200b"})
    with house.player(room, token=house.claim(room, "onjo")) as onjo:
        onjo.welcome()
        onjo.send("start")
        onjo.phase("planning")
        onjo.commit(".")
        onjo.phase("planning", 2)
        assert not [message for message in onjo.raw if "zebra" in str(message)]
    assert "tags" not in house.card(room)
    again = house.entries(room)[0].row
    assert again.tags == {"condition": "zebra, =2", "session": "3"}
    with closing(Store(sqlite(house.database))) as store:
        export(store, [room], tmp_path, "csv")
    for form in FORMS:
        with (tmp_path / f"{form.name}.csv").open(newline="") as file:
            rows = list(csv.DictReader(file))
        assert {row["tags"] for row in rows} <= {"condition=zebra, =2; session=3"}


@pytest.mark.parametrize(
    "tags",
    [{"Condition": "a"}, {"": "a"}, {"a b": "c"}, {"a": "x" * 41}, {"a": 1}, {f"t{n}": "x" for n in range(9)}, ["a"]],
)
def test_what_is_no_tag_makes_no_room(house, tags):
    answer = house.ask("/api/rooms", {"episode": "curfew", "tags": tags})
    assert (answer.status, answer.body["reason"]) == (400, "malformed")


def test_tags_of_a_command_line():
    assert read(["condition=dark", "session=3 = x"]) == {"condition": "dark", "session": "3 = x"}
    assert written(read([])) is None
    assert written(read(["a=1", "b=;"])) == "a=1; b=,"
    for wrong in ("dark", "=dark", "Dark=1", "a b=1"):
        with pytest.raises(BadInput, match="--tag"):
            read([wrong])
    with pytest.raises(BadInput, match="8 at most"):
        read([f"t{n}=x" for n in range(9)])
