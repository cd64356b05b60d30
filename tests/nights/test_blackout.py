"""Who is calling: answering every call loses the team, answering none loses somebody, a roll call tells voices apart.

The three plans play the same ways on the same nights. The figures, with 95 % intervals, are printed (`-s`).
"""

from pathlib import Path

import pytest
from often import often

from warbell.episodes import brief, load
from warbell.lab.statistics import wilson
from warbell.plans import read
from warbell.runs import run

SEEDS = range(31_000, 31_000 + often(200))
HERE = Path(__file__).parent / "blackout"
PLANS = {  # None: the night's own
    "a roll call": (None, 80, 100),
    "answering every call": ("answer-all.plan", 0, 25),
    "answering none": ("answer-none.plan", 0, 40),
}


@pytest.mark.parametrize("team", PLANS)
def test_timing_tells_the_voices_apart(team):
    episode = load("blackout")
    name, least, most = PLANS[team]
    plan = None if name is None else read(str(HERE / name), brief(episode), "blackout")
    results = run(episode, "plan" if plan else "walkthrough", SEEDS, plan=plan)
    found = wilson(sum(result.outcome == "won" for result in results), len(results))
    saved = sum(result.saved for result in results) / len(results)
    print(f"{team}: won {found.value:.1f} ({found.low:.0f} to {found.high:.0f}), {saved:.1f} saved of 4")
    assert least <= found.value <= most
    if team == "answering none":
        assert sum(result.dead + result.turned > 0 for result in results) > 0.6 * len(results), "somebody is lost"
