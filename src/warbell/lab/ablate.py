"""Ablation: what a plan loses when something is taken from it, and how well it would have been done without thinking.

The law of the nights is that timing beats speed, that words are needed, and that no script and no reflex wins. Each row
of the table is one way in which it could be false.
"""

from collections.abc import Callable
from dataclasses import dataclass

from warbell.episodes import Episode
from warbell.lab.clocks import watch
from warbell.lab.rivals import Seen, hasty, naive_plans, scripts, teams, unlike, variants
from warbell.lab.statistics import Interval, mean, wilson
from warbell.lab.trials import Players, Progress, Trial
from warbell.parts import Hand, Keeping
from warbell.plans import Plan, show
from warbell.runs import Result

SIEVE = 30  # seeds by which the best of many are found
KEPT = 6  # of many, how many are played for all seeds
WATCHED = 200  # seeds on which the plan is watched for what its rivals know of it

Stage = Callable[[str, int], Progress | None]  # called with what begins and of how many games; returns what counts them


@dataclass(frozen=True)
class Row:
    """A line of the table."""

    group: str
    name: str
    played: int
    won: Interval  # per cent
    score: Interval
    change: Interval  # of score against the plan as written, seed by seed
    beats: float  # of a game, on average
    saved: float  # people of a game, on average
    lost: float  # dead or turned
    plan: str  # text of the plan that was played, "" for minds


@dataclass(frozen=True)
class Field:
    """What became of many plans of a kind: how many there were, and how many of those sieved won how often."""

    group: str
    plans: int
    seeds: int  # that each was sieved with
    rates: list[tuple[str, float]]  # name and per cent won, of all, best first


@dataclass(frozen=True)
class Ablation:
    """The whole experiment. The first row is the plan as written."""

    episode: str
    seeds: tuple[int, int]  # the first, and the one behind the last
    rows: list[Row]
    fields: list[Field]


def ablate(
    episode: Episode,
    plan: Plan,
    seeds: range,
    workers: int | None = None,
    stage: Stage | None = None,
    hand: Hand | None = None,
    keeping: Keeping | None = None,
) -> Ablation:
    """Play the plan, its variants and its rivals, all on the same seeds, on so many processes (one a core).

    `seeds` are LEAST of `statistics` at least, one after the other. `hand` plays instead of the processes; with
    `keeping` games are kept in parts. Of a shard that raises Unfinished twice: only when all shards have sieved it is
    known who is played for all seeds, and only when all have played, how that went.
    """

    def begin(what: str, games: int) -> Progress | None:
        return stage(what, games) if stage else None

    watched = seeds[:WATCHED]
    seen = Seen(episode, plan, watch(episode, plan, watched, begin("watching the plan", len(watched))))
    single = [*unlike(variants(episode, plan)), *unlike(teams(episode, plan)), *unlike(hasty(seen))]
    with Players(episode, workers, hand, keeping) as players:

        def play(what: str, trials: list[Trial], chosen: range) -> list[list[Result]]:
            return players.play(trials, chosen, begin(what, len(trials) * len(chosen)))

        many = [scripts(seen, words_only=True), scripts(seen, words_only=False), naive_plans(seen)]
        fields, best = _sieve([unlike(group) for group in many], seeds[:SIEVE], play)
        single += best
        results = play("playing", single, seeds)
    rows = [_row(trial, found, results[0]) for trial, found in zip(single, results, strict=True)]
    return Ablation(episode.name, (seeds.start, seeds.stop), rows, fields)


def _sieve(
    groups: list[list[Trial]], seeds: range, play: Callable[[str, list[Trial], range], list[list[Result]]]
) -> tuple[list[Field], list[Trial]]:
    """All of some groups on a few seeds, and the best of each."""
    every = [trial for trials in groups for trial in trials]
    merits = dict(zip(map(id, every), map(_merit, play("sieving", every, seeds)), strict=True))
    fields, best = [], []
    for trials in groups:
        order = sorted(trials, key=lambda trial: merits[id(trial)], reverse=True)
        fields.append(
            Field(trials[0].group, len(trials), len(seeds), [(one.name, merits[id(one)][0]) for one in order])
        )
        best += order[:KEPT]
    return fields, best


def _merit(results: list[Result]) -> tuple[float, float]:
    """Per cent won, and the mean score."""
    won = sum(result.outcome == "won" for result in results)
    return 100 * won / len(results), sum(result.score for result in results) / len(results)


def _row(trial: Trial, found: list[Result], first: list[Result]) -> Row:
    count = len(found)
    return Row(
        group=trial.group,
        name=trial.name,
        played=count,
        won=wilson(sum(result.outcome == "won" for result in found), count),
        score=mean([result.score for result in found]),
        change=mean([result.score - before.score for result, before in zip(found, first, strict=True)]),
        beats=sum(result.beats for result in found) / count,
        saved=sum(result.saved for result in found) / count,
        lost=sum(result.dead + result.turned for result in found) / count,
        plan="" if trial.plan is None else show(trial.plan),
    )
