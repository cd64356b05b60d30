"""The text cases: every case of every file here, run by the real engine."""

from itertools import zip_longest
from pathlib import Path

import numpy as np
import pytest
from case_checks import difference, drawing, order_code
from case_file import Case, CaseError, Part, read_cases
from case_world import Stage

from warbell.engine.batch import advance
from warbell.engine.codes import DOWN, UP

FILES = sorted(Path(__file__).parent.glob("*.txt"))
CASES = [case for path in FILES for case in read_cases(path)]
ORDERED = [case for case in CASES if any(set(row) - {"wait"} for row in case.orders.values())]


def _judge(stage: Stage, part: Part) -> list[str]:
    """The differences between the world and what is expected of it."""
    found = [text for line in part.facts if (text := difference(stage, line)) is not None]
    if part.drawing:
        actual = drawing(stage)
        wanted = [line.text for line in part.drawing]
        if actual != wanted:
            pairs = [f"    |{row}|    |{other}|" for row, other in zip_longest(wanted, actual, fillvalue="")]
            found.append(
                "\n".join([f"line {part.drawing[0].number}: expected on the left, found on the right", *pairs])
            )
    return [f"after beat {part.beat}, {text}" for text in found]


def _crowded(stage: Stage) -> list[str]:
    """Bodies that do not have a cell to themselves: nothing a case plays may lead there."""
    found = []
    for i, name in enumerate(stage.bodies):
        body = stage.world.bodies[0, i]
        here = int(stage.world.occupant[0, body.y, body.x]) - 1
        on_map = bool(body.state in (UP, DOWN) and body.carrier == 0)
        if on_map is not (here == i):
            found.append(f"{name} at {body.y},{body.x}, where there is {stage.bodies[here] if here >= 0 else 'nobody'}")
    return found


def play(case: Case, orders: dict[str, list[str]] | None = None) -> list[str]:
    """Play a case, with other orders if given; returns the differences from what it expects."""
    stage = Stage(case)
    rows = case.orders if orders is None else orders
    if not set(rows) <= set(stage.people):
        raise CaseError(case.path, case.number, f"orders for {sorted(rows)}, but the people are {stage.people}")
    found = []
    for beat in range(case.beats + 1):
        found += _crowded(stage)
        found += [text for part in case.after if part.beat == beat for text in _judge(stage, part)]
        if beat < case.beats:
            given = {p: order_code(rows[p][beat]) for p in stage.people if beat < len(rows.get(p, []))}
            for p in given.keys() - set(stage.seats):  # they wish for it, instead of what they would do by themselves
                stage.heart(p).wish = given[p]
            advance(
                stage.ground, stage.world, stage.percept, np.array([[given.get(p, 0) for p in stage.seats]], np.int32)
            )
    return found


def _params(cases: list[Case]):
    return [
        pytest.param(case, id=f"{case.path.stem}: {case.title}", marks=[getattr(pytest.mark, m) for m in case.marks])
        for case in cases
    ]


@pytest.mark.parametrize("case", _params(CASES))
def test_case(case):
    differences = play(case)
    assert not differences, f"\n{case.path.name}:{case.number}: {case.title}\n{case.rule}\n" + "\n".join(differences)


@pytest.mark.parametrize("case", _params(ORDERED))
def test_a_case_fails_if_everybody_waits_instead(case):
    assert play(case, orders={}), f"{case.path.name}:{case.number}: {case.title}: its orders make no difference"


def test_titles_are_told_apart():
    titles = [(case.path.stem, case.title) for case in CASES]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize(
    "text,message",
    [
        ("before\n", "expected === and a title"),
        ("=== T\nA rule.\nbefore\n    |a|\n", "cannot fail"),
        ("=== T\nbefore\n    |a|\nafter\n    a at 1,1\n", "lacks its rule"),
        ("=== T\nA rule.\nbefore\n    |a|\nafterwards\n    a at 1,1\n", "t.txt:5"),
        ("=== T\nA rule.\nbefore\n    |a\nafter\n    a at 1,1\n", "t.txt:4"),
        ("=== T\nA rule.\nbefore\n    |a|\norders\n    a step\nafter\n    a at 1,1\n", "t.txt:6"),
    ],
)
def test_a_broken_case_is_refused_with_its_line(tmp_path, text, message):
    path = tmp_path / "t.txt"
    path.write_text(text)
    with pytest.raises(CaseError, match=message):
        read_cases(path)


@pytest.mark.parametrize("fact", ["a flies 3", "a at 1;1", "door shutt"])
def test_an_unknown_fact_is_refused(tmp_path, fact):
    for place in ("before", "after"):
        path = tmp_path / f"{place}.txt"
        facts = {"before": f"    |a|\n    {fact}\nafter\n    a at 1,1\n", "after": f"    |a|\nafter\n    {fact}\n"}
        path.write_text("=== T\nA rule.\nbefore\n" + facts[place])
        with pytest.raises(CaseError, match="is no fact"):
            play(read_cases(path)[0])
