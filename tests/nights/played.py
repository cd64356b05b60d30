"""Nights played for their tests: on seeds that nobody drew the maps with."""

from often import often

from warbell.episodes import Episode, brief
from warbell.plans import Plan, parse
from warbell.runs import run

SEEDS = range(31_000, 31_100)
SOME = range(31_000, 31_000 + often(50))  # where what is asked leaves a margin
FEW = range(31_000, 31_000 + often(30))  # where a difference is large
MANY = range(31_000, 31_000 + often(100))  # where two minds are compared that win nearly as many


def walkthrough(episode: Episode) -> Plan:
    """The plan that an episode brings along."""
    return parse(episode.walkthrough, "walkthrough.plan", brief(episode))


def wins(episode: Episode, played: Plan | str, seeds: range = SEEDS, **others: str) -> tuple[int, float]:
    """How many of some nights a plan or a mind wins, and its mean score, with some seats held by other minds."""
    plan = played if isinstance(played, Plan) else None
    held = dict.fromkeys(episode.seats, "plan" if plan else played) | others
    results = run(episode, held, seeds, plan=plan)
    return sum(result.outcome == "won" for result in results), sum(result.score for result in results) / len(results)
