"""The JSON view is the percept and nothing but the percept."""

import json

import numpy as np

from warbell.encode.json_view import view, view_bytes
from warbell.engine import codes
from warbell.engine.percept import Percept


def test_it_is_json_and_the_bytes_are_the_document(played, paper):
    for step in played:
        for seat in range(3):
            assert json.loads(view_bytes(step.percept, paper, seat)) == view(step.percept, paper, seat)


def test_the_window_is_what_is_seen_and_lit(played, paper):
    percept = played[3].percept
    rows = view(percept, paper, 0)["window"]
    assert len(rows) == codes.SIGHT_ROWS
    for row, now, bright in zip(rows, percept.now[0, 0], percept.bright[0, 0], strict=True):
        assert sum(1 << x for x, cell in enumerate(row) if cell != " ") == now
        assert sum(1 << x for x, cell in enumerate(row) if cell == "*") == bright


def test_known_cells_come_back_from_their_hexadecimal_rows(played, paper):
    percept = played[-1].percept
    known = view(percept, paper, 0)["known"]
    for y in range(percept.known.shape[3]):
        bits = int(known.get(str(y), "0"), 16)
        assert [bits >> 64 * k & (1 << 64) - 1 for k in range(percept.known.shape[2])] == list(
            percept.known[0, 0, :, y]
        )


def test_only_what_was_ever_seen_is_listed(played, paper):
    shown = view(played[0].percept, paper, 0)
    assert [body["name"] for body in shown["bodies"]] == ["Ana", "Ben"]
    assert shown["drones"] == []
    assert shown["bonds"] == {"ben": 0, "cem": 0}


def test_breath_balance_and_sleep_are_told(played, paper):
    percept = Percept(*(table.copy() for table in played[1].percept))
    shown = view(percept, paper, 0)
    assert shown["me"]["winded"] is shown["me"]["spent"] is False
    percept.me["winded"][0, 0] = percept.me["spent"][0, 0] = percept.bodies["asleep"][0, 0, 1] = 1
    shown = view(percept, paper, 0)
    assert shown["me"]["winded"] is shown["me"]["spent"] is True
    assert [body["asleep"] for body in shown["bodies"]] == [False, True]


def test_orders_are_the_mask(played, paper):
    percept = played[2].percept
    assert view(percept, paper, 0)["orders"] == np.flatnonzero(percept.mask[0, 0]).tolist()


def test_events_and_calls_are_told_in_words_too(played, paper):
    assert [event["text"] for event in view(played[1].percept, paper, 1)["events"]] == [
        "Ana tended Ben.",
        "Ben came back up.",
    ]
    assert view(played[4].percept, paper, 1)["heard"][0]["signal"] == "NOW"
