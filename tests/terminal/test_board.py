"""The map in characters: told apart with colours and without, and never outside its sheet."""

import io
from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from warbell.engine import codes
from warbell.episodes import SheetInfo
from warbell.terminal.board import _slide, board, crop
from warbell.terminal.panel import _row


def rows_of(scene, sheet, rows=40, columns=80):
    return board(scene, crop(scene, sheet, rows, columns)).plain.split("\n")


def test_a_referee_sees_the_whole_sheet(film):
    hall, loft = film.episode.sheets
    scene = film.scene(1, None)
    assert rows_of(scene, hall, columns=16) == [
        "################".replace("#", "█"),
        "█AB*··+···>····█",
        "█****··········█",
        "██████████████·█",
        "█*¤***·········█",
        "█C****········H█",
        "████████████████",
    ]
    assert rows_of(scene, loft, columns=6)[1] == "█H·█s█"


def test_a_cell_takes_two_characters_where_there_is_room(film):
    row = rows_of(film.scene(1, None), film.episode.sheets[0], columns=32)[5]
    assert row == "██C_* * * * · · · · · · · · H ██"


def test_a_seat_sees_less(film):
    hall = film.episode.sheets[0]
    rows = rows_of(film.scene(1, 0), hall, columns=16)
    assert rows[1].startswith("█AB")
    assert rows[5] == "░             H░", "walls and ladders are on paper; what lies there is not"
    later = rows_of(film.scene(film.last - 2, 0), hall, columns=16)
    assert later[1] == "█::...+···>·   ░", "two lit cells far off, some remembered, those around her, and some unknown"


def test_dark_lit_and_drone_light_differ_without_colours(film, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    out = io.StringIO()
    hall = film.episode.sheets[0]
    console = Console(file=out, force_terminal=True, width=40, color_system="truecolor")
    console.print(board(film.scene(1, None), crop(film.scene(1, None), hall, 20, 16)))
    assert "38;2" not in out.getvalue()
    assert "48;2" not in out.getvalue()
    assert {"·", "*"} <= set(out.getvalue())


def test_colours_tell_light_from_dark(film):
    hall, scene = film.episode.sheets[0], film.scene(1, None)
    text = board(scene, crop(scene, hall, 20, 16))

    def style(row, column):
        return next(str(s.style) for s in text.spans if s.start <= row * 17 + column < s.end)

    dark, lit, disc = style(2, 9), style(1, 10), style(4, 3)
    assert len({s.split(" on ")[1] for s in (dark, lit, disc)}) == 3


@given(st.integers(0, 90), st.integers(0, 60), st.integers(1, 70), st.integers(1, 99))
def test_a_crop_lies_within_its_sheet_and_holds_its_centre(centre, start, size, window):
    window = min(size, window)
    low = _slide(centre, start, size, window)
    assert start <= low <= low + window <= start + size
    if start <= centre < start + size:
        assert low <= centre < low + window


def test_a_sheet_too_big_is_cropped_around_the_viewer(film):
    scene = film.scene(0, 0)
    part = crop(scene, SheetInfo("big", "big", 0, 0, 0, 300, 400), 20, 80)
    assert (part.height, part.width, part.cell) == (20, 80, 1)
    assert part.holds(*scene.centre)


def test_the_dead_do_not_hide_the_living(film):
    scene = film.scene(1, None)
    ana, ben, *others = scene.figures
    corpse = replace(ben, y=ana.y, x=ana.x, state=codes.DEAD)
    for figures in ((ana, corpse, *others), (corpse, ana, *others)):
        assert rows_of(replace(scene, figures=figures), film.episode.sheets[0], columns=16)[1].startswith("█A")


def test_a_sleeper_has_a_mark_and_who_is_out_of_breath_too(film):
    scene = film.scene(1, None)
    loft = film.episode.sheets[1]
    figures = tuple(replace(figure, asleep=figure.letter == "s") for figure in scene.figures)
    assert rows_of(scene, loft, columns=12)[1] == "██H · ██s ██"
    assert rows_of(replace(scene, figures=figures), loft, columns=12)[1] == "██H · ██sz██"
    rates, ana = np.full((2, 3), 140), replace(scene.vitals[0], rate=140)
    told = [_row(replace(ana, winded=winded), rates)[2].plain for winded in (False, True)]
    assert told[1] == f"{told[0]}!"


def test_bodies_are_drawn_by_their_kind(film):
    letters = {figure.name: figure.letter for figure in film.scene(0, None).figures}
    assert letters == {"Ana": "A", "Ben": "B", "Cem": "C", "shambler 1": "s"}
