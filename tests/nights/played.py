"""Nights played for their tests: on seeds that nobody drew the maps with."""

from warbell.episodes import Episode
from warbell.plans import Plan
from warbell.run import run

SEEDS = range(31_000, 31_100)


def wins(episode: Episode, played: Plan | str, **others: str) -> tuple[int, float]:
    """How many of a hundred nights a plan or a mind wins, and its mean score, with some seats held by other minds."""
    plan = played if isinstance(played, Plan) else None
    held = dict.fromkeys(episode.seats, "plan" if plan else played) | others
    results = run(episode, held, SEEDS, plan=plan)
    return sum(result.outcome == "won" for result in results), sum(result.score for result in results) / len(results)
