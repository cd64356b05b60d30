"""What decides a night: the same people and objects on the same 100 seeds, with one thing done otherwise."""

from pathlib import Path

from played import SEEDS, walkthrough, wins

from warbell.engine.codes import SHOVE
from warbell.episodes import Episode, brief, load
from warbell.lab.statistics import Interval, wilson
from warbell.lab.variants import without
from warbell.plans import Plan, read

CORRIDOR = Path(__file__).parent / "corridor"


def rate(episode: Episode, plan: Plan) -> Interval:
    """How often a plan wins, in per cent."""
    return wilson(wins(episode, plan)[0], len(SEEDS))


def test_oil_and_flares_laid_ahead_do_more_than_the_flares_in_the_hand():
    episode = load(CORRIDOR)
    ahead, by_hand = (
        rate(episode, read(CORRIDOR / f"{name}.plan", brief(episode), "corridor")) for name in ("ahead", "by-hand")
    )
    print(f"ahead {ahead}, by hand {by_hand}")
    assert ahead.low > by_hand.high


def test_the_garden_is_won_by_who_shoves_them_off_their_ladders():
    episode = load("garden")
    plan = walkthrough(episode)
    with_it, without_it = rate(episode, plan), rate(episode, without(plan, lambda order: order.verb == SHOVE))
    print(f"with every shove {with_it}, with none {without_it}")
    assert with_it.low > without_it.high + 20
