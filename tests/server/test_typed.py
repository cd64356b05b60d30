"""What people type is text on one line, wherever it goes; and no spreadsheet takes it for a formula."""

import csv
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warbell.server.decisions import DECISIONS
from warbell.server.forms import Form, number, text, write_csv
from warbell.server.typed import plain


@pytest.mark.parametrize(
    "typed, shown",
    [
        (" Juno ", "Juno"),
        ("Ju\nno\r\n\tBee", "Ju no Bee"),
        ("Ju\u2028no\u2029", "Ju no"),
        ("e\u0301", "é"),
        ("\u202egnp.exe", "gnp.exe"),
        ("a\u2066b\u2069\u200e\u200f\u061cc", "abc"),
        ("\x1b[31mred\x07\x00", "[31mred"),
        ("\ufeff\u200b\u00ad", ""),
        ("\u200d", ""),
        ("👩\u200d🚒", "👩\u200d🚒"),
        ("\u0645\u06cc\u200c\u062e", "\u0645\u06cc\u200c\u062e"),
        ("\u0410\u043d\u0430 온조", "\u0410\u043d\u0430 온조"),
        ("x" * 50, "x" * 40),
        ("\ue000\U000e0001", ""),
    ],
)
def test_what_is_typed_and_what_is_shown(typed, shown):
    assert plain(typed) == shown


@given(st.text(max_size=60))
def test_whatever_is_typed(typed):
    shown = plain(typed)
    assert shown == plain(shown)
    assert len(shown) <= 40
    assert shown.replace("\u200c", "").replace("\u200d", "").isprintable()
    assert unicodedata.is_normalized("NFC", shown)


def test_names_in_rooms(house, stack):
    room = house.make()
    house.claim(room, "onjo", "\u202eHa\nna\x1b")
    visitor = stack.enter_context(house.player(room, who="Ju\u2028no"))
    visitor.welcome()
    told = visitor.until(lambda message: message["visitors"], doors=True)
    assert told["visitors"][0]["who"] == "Ju no"
    assert house.card(room)["seats"][0]["who"] == "Ha na"
    house.claim(room, "garam", "\u200b")
    assert house.card(room)["seats"][3]["who"] == "Ga-ram", "as the seat is called"


@pytest.mark.parametrize("typed", ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", '=HYPERLINK("http://x")'])
def test_no_formula_in_a_table(tmp_path, typed):
    """Numbers are left alone, and so is text that is none."""
    form = Form("table", (text("who", ""), number("number", ""), text("line", "")))
    with write_csv(tmp_path / "table.csv", form) as add:
        add([(typed, -5, "a=b"), (None, 5, "")])
    with (tmp_path / "table.csv").open(newline="") as file:
        rows = list(csv.reader(file))
    assert rows[1:] == [[f"'{typed}", "-5", "a=b"], ["", "5", ""]]
    assert "who" in DECISIONS.of("text")
