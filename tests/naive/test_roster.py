"""One name, four rooms: every phase has its file, oracle, page and cases, and pages stand in the order of the road."""

import re
from importlib import import_module
from pathlib import Path

import pytest
from naive.beat import PHASES as ORACLES

from warbell.engine.beat import PHASES

ROOT = Path(__file__).parents[2]
NAMES = [phase.__name__ for phase in PHASES]
# Phases that are told of on another's page, by whose cases they are shown.
TOLD_WITH = {"care": "bodies", "fixtures": "doors", "eyes": "sight", "humming": "drones", "audience": "events"}
# Pages and cases of no phase: what comes before the first beat and around every one.
OF_NO_PHASE = {"README", "draws", "orders", "score"}


def told_as(name):
    return TOLD_WITH.get(name, name)


@pytest.mark.parametrize("name", NAMES)
def test_a_phase_has_its_four_rooms(name):
    home = "warbell.engine.events" if name == "audience" else f"warbell.engine.phases.{name}"
    assert hasattr(import_module(home), name)
    assert (ROOT / f"docs/rules/{told_as(name)}.md").exists()
    assert (ROOT / f"tests/cases/{told_as(name)}.txt").exists()
    assert name in {oracle.__name__ for oracle in ORACLES}


def test_the_oracle_plays_the_phases_in_the_order_of_the_road():
    assert [oracle.__name__ for oracle in ORACLES] == NAMES


def test_the_contents_of_the_rules_are_the_road():
    table = (ROOT / "docs/rules/README.md").read_text()
    rows = re.findall(r"^\| (\d+) \| \[(\w+)\]\((\w+)\.md", table, re.MULTILINE)
    assert [(int(beat), page) for beat, _, page in rows] == [(k, told_as(name)) for k, name in enumerate(NAMES, 1)]


@pytest.mark.parametrize("room, kind", [("docs/rules", "md"), ("tests/cases", "txt")])
def test_no_room_is_left_of_a_phase_that_is_gone(room, kind):
    assert {path.stem for path in (ROOT / room).glob(f"*.{kind}")} <= {told_as(name) for name in NAMES} | OF_NO_PHASE
