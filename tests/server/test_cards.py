"""The cards of the page: one for all that can be met in a game, none of nothing, with the numbers of the rules."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from warbell.engine.tuning import TUNING, Tuning
from warbell.server.catalogue import FAMILIES

ROOT = Path(__file__).resolve().parents[2]
RULES = ROOT / "docs/rules"
PAGE = (RULES / "cards.md").read_text()
CARD = re.compile(r"^- \*\*(.+?)\*\*(?: \((.+?)\))?: ((?:.|\n  )+)", re.MULTILINE)
BESIDES = (ROOT / "client/src/cards/names.ts").read_text().split("BESIDES = [")[1].split("]")[0]
# What nobody meets, or is no thing of its own.
WITHOUT = {"Direction", "Bearing", "Side", "Reason"}
UNMET = {"nobody", "nothing", "edge", "up", "silence"}


CARDS = [
    ([title, *(others.split(", ") if others else [])], " ".join(text.split()))
    for title, others, text in CARD.findall(PAGE)
]
NAMES = [name.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'") for names, _ in CARDS for name in names]


def met():
    """Every name of the codes that can be met in a game."""
    return {name for family, names in FAMILIES.items() if family not in WITHOUT for name in names} - UNMET


def bare(name):
    """A name without its article: a sound may be called as what makes it."""
    return re.sub(r"^an? ", "", name)


def test_everything_that_can_be_met_has_a_card():
    named = {bare(name) for name in NAMES}
    assert [name for name in sorted(met()) if bare(name) not in named] == []


def test_no_card_is_of_nothing():
    known = {bare(name) for name in met()} | set(re.findall(r"'([^']+)'", BESIDES))
    assert [name for name in NAMES if bare(name) not in known] == []


def test_a_name_has_one_card():
    where = {}
    for names, text in CARDS:
        for name in names:
            assert where.setdefault(bare(name), text) == text, name


@pytest.mark.parametrize("names, text", CARDS, ids=[names[0] for names, _ in CARDS])
def test_a_card_is_a_few_sentences(names, text):
    assert 1 <= len(re.findall(r"[.:](?: |$)", text)) <= 6, names
    assert len(text) < 520
    assert text.endswith(".")


def test_numbers_are_those_of_the_rules_and_stand_on_the_pages_that_headings_name():
    tuned = {field.name for field in fields(Tuning)}
    for section in PAGE.split("\n## ")[1:]:
        heading, _, body = section.partition("\n")
        pages = [RULES / link.partition("#")[0] for link in re.findall(r"\((.+?\.md[^)]*)\)", heading)]
        assert pages
        exact = "".join(page.read_text() for page in pages)
        for number in re.findall(r"`(\w+)`", body):
            assert number in tuned, number
            assert f"`{number}`" in exact, f"{number} is on no page of {heading}"
        for digits in re.findall(r"(?<!\w)\d+(?!\w)", body):
            assert digits in {"0", "1", "3", "1000"}, f"{digits} is written out in {heading}"


def test_the_paper_has_the_numbers_of_the_episode(house):
    with house.player(house.make()) as visitor:
        told = visitor.welcome()["paper"]["tuning"]
    assert told == {field.name: getattr(TUNING, field.name) for field in fields(Tuning)}
