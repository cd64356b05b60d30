"""Ablation: what a plan loses when something is taken from it, and how well it would have been done without thinking.

The law of the nights is that timing beats speed, that words are needed, and that no script and no reflex wins. Each row
of the table is one way in which it could be false.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from warbell.engine.codes import RUN, SNEAK, STEP
from warbell.episodes import Episode
from warbell.lab import variants
from warbell.lab.clocks import Timing, by_the_clock, timing
from warbell.lab.statistics import Interval, mean, wilson
from warbell.lab.trials import Trial, planned, play
from warbell.plans import Plan, show
from warbell.run import Result

REFLEXES = ("none", "shove", "strike", "shove around", "strike around")
LEAVES = range(0, 150, 10)  # beats at which a naive team sets out
QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9)  # of the beats at which a plan was where
SHIFTS = (0, 15, 30)  # beats more that a script waits
MOST_PROFILES = 4  # ways in which guards may go that are tried
SIEVE = 30  # seeds by which the best of many are found
KEPT = 6  # of many, how many are played for all seeds
LATE = (5, 15)  # beats by which a seat is late
MINDS = ("wait", "sprint", "caution")
STAND_INS = ("wait", "caution")


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
    dead: float  # dead or turned
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
    """The whole experiment."""

    episode: str
    seeds: tuple[int, int]
    rows: list[Row]
    fields: list[Field]


def ablate(
    episode: Episode,
    plan: Plan,
    seeds: Sequence[int],
    workers: int | None = None,
    progress: Callable[[str, int], Callable[[int], None] | None] | None = None,
) -> Ablation:
    """Play the plan, its variants and its rivals, all on the same seeds, on so many processes (one a core).

    `progress(what, games)` is called when a stage of so many games begins, and returns what counts them.
    """

    def stage(what: str, trials: list[Trial], chosen: Sequence[int]) -> list[list[Result]]:
        count = progress(what, len(trials) * len(chosen)) if progress else None
        return play(episode, trials, chosen, workers, count)

    seen = timing(episode, plan, list(seeds))
    single = list(_variants(episode, plan)) + list(_teams(episode, plan)) + list(_hasty(episode, plan, seen))
    many = {
        "words and cues become clocks": list(_scripts(episode, plan, seen, words_only=True)),
        "looks at nothing but the clock": list(_scripts(episode, plan, seen, words_only=False)),
        "naive plans": list(_naive(episode, plan, seen)),
    }
    sieve = list(seeds)[:SIEVE]
    fields: list[Field] = []
    for group, trials in many.items():
        sieved = stage(f"sieving {group}", trials, sieve)
        order = sorted(range(len(trials)), key=lambda t: (-_merit(sieved[t])[0], -_merit(sieved[t])[1], t))
        fields.append(Field(group, len(trials), len(sieve), [(trials[t].name, _merit(sieved[t])[0]) for t in order]))
        single += [trials[t] for t in order[:KEPT]]
    results = stage("playing", single, seeds)
    first = results[0]
    return Ablation(
        episode=episode.name,
        seeds=(seeds[0], seeds[-1] + 1),
        rows=[_row(trial, found, first) for trial, found in zip(single, results, strict=True)],
        fields=fields,
    )


def _merit(results: list[Result]) -> tuple[float, float]:
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
        dead=sum(result.dead + result.turned for result in found) / count,
        plan="" if trial.plan is None else show(trial.plan),
    )


def _variants(episode: Episode, plan: Plan) -> Iterator[Trial]:
    """The plan as written, and what is left of it without one thing; only where it had that thing."""
    group = "the plan"
    yield planned(episode, group, "as written", plan)
    changed = {
        "at a run": variants.in_gait(plan, RUN),
        "at a sneak": variants.in_gait(plan, SNEAK),
        "without clocks": variants.without(plan, variants.is_clock),
        "without cues": variants.without(plan, variants.is_cue),
        "without words": variants.without(plan, variants.is_word),
        "without comfort": variants.without(plan, variants.is_comfort),
        "without reflexes": variants.without_reflexes(plan),
    }
    plain = variants.without(plan, lambda _: False)
    for name, other in changed.items():
        if show(other) != show(plain):
            yield planned(episode, group, name, other)
    for reflex in REFLEXES[1:]:
        yield planned(episode, group, f"with the reflex {reflex}", variants.with_reflex(plan, reflex))


def _teams(episode: Episode, plan: Plan) -> Iterator[Trial]:
    """One seat held by somebody else, or late; and every seat held by one mind."""
    for seat in episode.seats:
        for mind in STAND_INS:
            yield planned(episode, "one seat", f"{seat} is held by {mind}", plan, **{seat: mind})
        for beats in LATE:
            yield planned(episode, "one seat", f"{seat} is {beats} beats late", variants.late(plan, seat, beats))
    for mind in MINDS:
        yield Trial("minds", f"all are {mind}", dict.fromkeys(episode.seats, mind))


def _profiles(plan: Plan, seen: Timing) -> list[variants.Profile]:
    has_guards = variants.decided(plan, {}) != variants.without(plan, lambda _: False)
    return seen.profiles[:MOST_PROFILES] if has_guards else [{}]


def _hasty(episode: Episode, plan: Plan, seen: Timing) -> Iterator[Trial]:
    """The same ways, and the short ones, at a run at once, with every reflex."""
    for n, profile in enumerate(_profiles(plan, seen), 1):
        bare = variants.decided(plan, profile)
        for short, reflex in product((False, True), REFLEXES):
            group = "the short ways at a run" if short else "the same ways at a run"
            hasty = variants.naive(bare, short=short, gait=RUN, leave=0, reflex="" if reflex == "none" else reflex)
            yield planned(episode, group, f"{group}, reflex {reflex}, guess {n}", hasty)


def _scripts(episode: Episode, plan: Plan, seen: Timing, *, words_only: bool) -> Iterator[Trial]:
    group = "words and cues become clocks" if words_only else "looks at nothing but the clock"
    for (n, profile), quantile, shift in product(enumerate(_profiles(plan, seen), 1), QUANTILES, SHIFTS):
        script = by_the_clock(plan, seen, profile, quantile, shift, words_only=words_only)
        yield planned(episode, group, f"quantile {quantile:g}, {shift} beats later, guess {n}", script)


def _naive(episode: Episode, plan: Plan, seen: Timing) -> Iterator[Trial]:
    """Two ways, two gaits, two reflexes, fifteen times to leave: 120 plans for each way that guards may go."""
    for (n, profile), short, gait, reflex, leave in product(
        enumerate(_profiles(plan, seen), 1), (True, False), (STEP, RUN), ("", "strike around"), LEAVES
    ):
        bare = variants.decided(plan, profile)
        name = f"{'short' if short else 'same'} ways at a {'run' if gait == RUN else 'walk'}, leaving at {leave}"
        name += f", reflex {reflex or 'none'}, guess {n}"
        hasty = variants.naive(bare, short=short, gait=gait, leave=leave, reflex=reflex)
        yield planned(episode, "naive plans", name, hasty)
