"""Texts on the maps of a report keep clear of one another, also where much happens in little room."""

import re
from dataclasses import replace

import numpy as np

from warbell.engine import codes
from warbell.report import sheets, svg
from warbell.report.history import Happening


def boxes(drawing):
    """Of every text and every disc with a letter its box (left, top, right, bottom), as wide as bold digits are."""
    found = []
    for attributes, words in re.findall(r"<text ([^>]*)>([^<]*)</text>", drawing):
        values = dict(re.findall(r'([\w-]+)="([^"]*)"', attributes))
        x, y, size = (float(values[name]) for name in ("x", "y", "font-size"))
        wide = svg.WIDE * size * len(words)
        left = x - wide / 2 if values["class"] in ("from", "to") else x
        found.append((words, left, y - 0.8 * size, left + wide, y + 0.2 * size))
    return found


def overlapping(drawing):
    found = boxes(drawing)
    return [
        (a[0], b[0])
        for k, a in enumerate(found)
        for b in found[:k]
        if a[1] < b[3] - 0.01 and b[1] < a[3] - 0.01 and a[2] < b[4] - 0.01 and b[2] < a[4] - 0.01
    ]


def crowded(past):
    """Everybody ends on one cell, and is bitten, falls and dies around it again and again."""
    places = past.places.copy()
    places[:] = places[0, 0]
    y, x = places[0, 0].tolist()
    harm = [
        Happening(beat, codes.BITTEN, 3, beat % 3, y + beat % 2, x + beat % 4, 0, "It bit.") for beat in range(1, 15)
    ]
    deaths = [Happening(15, codes.DIED, seat, -1, y, x, 0, "Died.") for seat in range(3)]
    return replace(past, places=places, states=np.zeros_like(past.states), happenings=[*harm, *deaths])


def test_on_a_crowded_map_no_two_texts_overlap(past):
    drawing = sheets.sheet_map(crowded(past), 0)
    told = [words for words, *_ in boxes(drawing)]
    assert {"A", "B", "C", "Kestrel"} <= set(told)
    assert len([words for words in told if re.fullmatch(r"\d+(-\d+)?", words)]) >= 4, "harm is never left out"
    assert overlapping(drawing) == []


def test_nor_on_that_of_a_game(past):
    for index in range(2):
        assert overlapping(sheets.sheet_map(past, index)) == []


def test_what_must_not_be_missing_is_put_however_far_and_a_line_leads_to_it():
    labels = svg.Labels(10, (400, 300))
    placed = [labels.put(200, 150, "beat 12", 4, "when") for _ in range(30)]
    assert all(placed)
    assert any('class="leader"' in each for each in placed)
    for k, (left, top, right, bottom) in enumerate(labels.boxes):
        for a, b, c, d in labels.boxes[:k]:
            assert right <= a or left >= c or bottom <= b or top >= d


def test_discs_move_to_where_there_is_room():
    labels = svg.Labels(10, (200, 200))
    middles = [labels.disc(100, 100, 5) for _ in range(12)]
    assert middles[0] == (100, 100)
    assert middles == [svg.Labels(10, (200, 200)).disc(100, 100, 5), *middles[1:]]
    for k, (x, y) in enumerate(middles):
        for a, b in middles[:k]:
            assert max(abs(x - a), abs(y - b)) >= 10 - 1e-6
