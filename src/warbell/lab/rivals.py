"""Who plays against the plan as written: what is left of it, who holds its seats, and who does it without thinking."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import product

from warbell.engine.codes import RUN, SNEAK, STEP
from warbell.episodes import Episode
from warbell.lab import variants as cut
from warbell.lab.clocks import Game, Guess, by_the_clock, guesses
from warbell.lab.naive import naive
from warbell.lab.trials import Trial
from warbell.plans import Plan, show

REFLEXES = ("none", "shove", "strike", "shove around", "strike around")
SAME, SHORT, NAIVE = "the same ways at a run", "the short ways at a run", "naive plans"  # groups, as the others below
UNTOLD, BLIND = "words and cues become clocks", "looks at nothing but the clock"
WRITTEN = "as written"
DEPARTURES = 15  # beats at which a naive team sets out, over five eighths of the night
QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9)  # of the beats at which a plan was where
SHIFTS = (0, 15, 30)  # beats more that a script waits
GUESSES = 4  # ways in which guards may go that are tried
LATE = (5, 15)  # beats by which a seat is late
MINDS = ("wait", "sprint", "selfish", "caution", "follow")
STAND_INS = ("wait", "caution", "follow")


class Seen:
    """A plan, and what its rivals know of it: how it went on some seeds."""

    def __init__(self, episode: Episode, plan: Plan, games: Sequence[Game]) -> None:
        self.episode = episode
        self.plan = plan
        self.games = games

    def guesses(self, *, words_only: bool) -> list[tuple[str, Guess]]:
        """The most frequent ways of the guards, each with what a trial's name says of it: nothing if all go alike."""
        found = guesses(self.plan, self.games, words_only=words_only)[:GUESSES]
        return [(f", guess {n}" if len(found) > 1 else "", guess) for n, guess in enumerate(found, 1)]

    @cached_property
    def bare(self) -> list[tuple[str, Plan]]:
        """The plan without guards, as they went most often."""
        return [(words, cut.decided(self.plan, guess.ways)) for words, guess in self.guesses(words_only=False)]


def unlike(trials: Iterable[Trial]) -> list[Trial]:
    """The trials less those whose group has one that plays the very same."""
    first: dict[tuple[str, tuple[str, ...], str], Trial] = {}
    for trial in trials:
        told = "" if trial.plan is None else show(cut.operate(trial.plan, lambda _, __, cell: [cell]))
        first.setdefault((trial.group, tuple(trial.held.values()), told), trial)
    return list(first.values())


def _planned(episode: Episode, group: str, name: str, plan: Plan) -> Trial:
    return Trial(group, name, dict.fromkeys(episode.seats, "plan"), plan)


def variants(episode: Episode, plan: Plan) -> Iterator[Trial]:
    """The plan as written, and what is left of it without one thing."""
    changed = {
        WRITTEN: plan,
        "at a run": cut.in_gait(plan, RUN),
        "at a sneak": cut.in_gait(plan, SNEAK),
        "without clocks": cut.without_clocks(plan),
        "without cues": cut.without_cues(plan),
        "without words": cut.without_words(plan),
        "without comfort": cut.without(plan, cut.is_comfort),
        "without reflexes": cut.without_reflexes(plan),
    }
    changed |= {f"with the reflex {reflex}": cut.with_reflexes(plan, [f"all {reflex}"]) for reflex in REFLEXES[1:]}
    for name, other in changed.items():
        yield _planned(episode, "the plan", name, other)


def teams(episode: Episode, plan: Plan) -> Iterator[Trial]:
    """One seat held by somebody else, or late; and every seat held by one mind."""
    for seat in episode.seats:
        for mind in STAND_INS:
            held = {**dict.fromkeys(episode.seats, "plan"), seat: mind}
            yield Trial("one seat", f"{seat} is held by {mind}", held, plan)
        if seat in plan.lines:
            for beats in LATE:
                yield _planned(episode, "one seat", f"{seat} is {beats} beats late", cut.late(plan, seat, beats))
    for mind in MINDS:
        yield Trial("minds", f"all are {mind}", dict.fromkeys(episode.seats, mind))


def hasty(seen: Seen) -> Iterator[Trial]:
    """The same ways, and the short ones, at a run at once, with every reflex."""
    for short, (guess, bare), reflex in product((False, True), seen.bare, REFLEXES):
        group = SHORT if short else SAME
        plan = naive(bare, short=short, gait=RUN, leave=0, reflex=reflex)
        yield _planned(seen.episode, group, f"{group}, reflex {reflex}{guess}", plan)


def scripts(seen: Seen, *, words_only: bool) -> Iterator[Trial]:
    """The plan by the clock, whatever happens: early and late, and for each way that guards may go."""
    group = UNTOLD if words_only else BLIND
    for (words, guess), quantile, shift in product(seen.guesses(words_only=words_only), QUANTILES, SHIFTS):
        script = by_the_clock(seen.plan, guess, quantile, shift, words_only=words_only)
        yield _planned(seen.episode, group, f"quantile {quantile:g}, {shift} beats later{words}", script)


def naive_plans(seen: Seen) -> Iterator[Trial]:
    """Two ways, two gaits, two reflexes, fifteen times to leave: 120 plans for each way that guards may go."""
    leaves = [seen.episode.beats * k // (DEPARTURES * 8 // 5) for k in range(DEPARTURES)]
    gaits = {STEP: "walk", RUN: "run"}
    for (guess, bare), short, gait, reflex, leave in product(
        seen.bare, (True, False), gaits, ("none", "strike around"), leaves
    ):
        ways = f"{'short' if short else 'same'} ways at a {gaits[gait]}"
        plan = naive(bare, short=short, gait=gait, leave=leave, reflex=reflex)
        yield _planned(seen.episode, NAIVE, f"{ways}, leaving at {leave}, reflex {reflex}{guess}", plan)
