"""Mutants of the engine: the changes are what they say, and one that tests must notice is noticed."""

from pathlib import Path

import pytest
from mutate import ROOT, Mutant, Yard, mutants
from mutations import mutations

TEXT = '''\
"""A docstring with 3 < 4 in it."""

LIMIT = 7


def rule(a, b):
    """Another."""
    if a < b and not (a == 2):
        a += 1
    return a * b
'''


def test_the_changes_of_a_small_function():
    found = {mutation.of(TEXT).splitlines()[mutation.line - 1].strip() for mutation in mutations(TEXT)}
    assert found == {
        "if a <= b and not (a == 2):",
        "if a < b or not (a == 2):",
        "if a < b and  (a == 2):",
        "if a < b and not (a != 2):",
        "if a < b and not (a == 3):",
        "if a < b and not (a == 1):",
        "a -= 1",
        "a += 2",
        "a += 0",
        "pass",
        "return a // b",
    }


def test_every_change_of_the_engine_is_a_program_and_another_one():
    every = mutants("*.py")
    texts = {path: (ROOT / path).read_text() for path in {mutant.path for mutant in every}}
    assert len(texts) > 30
    for path, mutation in every[::7]:
        changed = mutation.of(texts[path])
        assert changed != texts[path]
        compile(changed, str(path), "exec")


@pytest.fixture(scope="module")
def yard(tmp_path_factory):
    return Yard(tmp_path_factory.mktemp("yard"), 1)


def test_a_step_of_two_cells_is_noticed_by_the_cases_of_strokes(yard):
    path = Path("src/warbell/engine/phases/strokes.py")
    text = (ROOT / path).read_text()
    line = "return body.y + DY[body.intent], body.x + DX[body.intent]"
    wrong = next(each for each in mutations(text) if line.replace("+ DY", "- DY") in each.of(text))
    assert yard.verdict(Mutant(path, wrong)) == "tests/cases -k strokes"
