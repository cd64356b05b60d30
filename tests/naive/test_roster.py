"""One name, four rooms: every phase has its file, oracle, page and cases, and pages stand in the order of the road."""

import ast
import inspect
import re
from importlib import import_module
from pathlib import Path

import pytest
from naive.beat import PHASES as ORACLES
from naive.world import Row, infected, person

from warbell.cli import palette
from warbell.engine import codes
from warbell.engine.beat import PHASES, beat
from warbell.engine.tuning import TUNING

ROOT = Path(__file__).parents[2]
NAMES = [phase.__name__ for phase in PHASES]
# Phases that are told of on another's page, by whose cases they are shown.
TOLD_WITH = {
    "care": "bodies",
    "fixtures": "doors",
    "eyes": "sight",
    "humming": "drones",
    "audience": "events",
    "clockwork": "setting",
    "ladders": "climbers",
    "echoes": "mimics",
    "deeds": "needs",
}
# Pages and cases of no phase: what comes before the first beat and around every one.
OF_NO_PHASE = {"README", "cards", "draws", "orders", "score"}


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


def test_the_list_of_phases_is_the_road():
    """A phase that is listed and not called would never be played."""
    road = ast.parse(inspect.getsource(beat))
    calls = [
        node.value.func.id for node in ast.walk(road) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    ]
    assert calls == NAMES


@pytest.mark.parametrize("nature", range(len(codes.NATURES)), ids=codes.NATURES)
def test_a_nature_is_whole(nature):
    """What a body of it bears is a number of the rules, the oracle knows which side it is on, and it has its signs."""
    of_nobody = nature == codes.NOBODY
    assert of_nobody or getattr(TUNING, codes.NATURE_HP[nature]) > 0
    body = Row(nature=nature)
    assert (person(body), infected(body)) == (codes.IS_PERSON[nature], codes.IS_INFECTED[nature])
    assert (nature in palette.INFECTED) == codes.IS_INFECTED[nature]
    assert codes.IS_INFECTED[nature] + codes.IS_PERSON[nature] + of_nobody == 1


def test_every_kind_has_a_sign_in_the_terminal():
    hinged = {kind for kind in range(len(codes.FIXTURES)) if codes.IS_HINGED[kind]}
    assert set(palette.FIXTURES) | hinged == set(range(len(codes.FIXTURES)))
    assert set(palette.THINGS) == set(range(1, len(codes.THINGS)))
    assert set(palette.LINKS) == set(range(len(codes.LINKS)))
    assert len(set(palette.INFECTED.values())) == len(palette.INFECTED), "two kinds would look alike"


def test_the_contents_of_the_rules_are_the_road():
    table = (ROOT / "docs/rules/README.md").read_text()
    rows = re.findall(r"^\| (\d+) \| \[(\w+)\]\((\w+)\.md", table, re.MULTILINE)
    assert [(int(beat), page) for beat, _, page in rows] == [(k, told_as(name)) for k, name in enumerate(NAMES, 1)]


@pytest.mark.parametrize("room, kind", [("docs/rules", "md"), ("tests/cases", "txt")])
def test_no_room_is_left_of_a_phase_that_is_gone(room, kind):
    assert {path.stem for path in (ROOT / room).glob(f"*.{kind}")} <= {told_as(name) for name in NAMES} | OF_NO_PHASE
