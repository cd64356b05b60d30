"""When a plan does what: the beats at which its cells were done with, and plans that look at the clock instead."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import floor

import numpy as np

from warbell.engine.batch import advance, perceive
from warbell.engine.codes import OUTCOMES, RUNNING_STILL, WON
from warbell.engine.percept import blank
from warbell.engine.world import waits
from warbell.episodes import Episode, brief
from warbell.lab.variants import Ways, head, in_branches, is_agreed, is_aimed, is_word, operate, still
from warbell.minds.ensemble import Ensemble
from warbell.plans import Act, Cell, Condition, Cue, Guard, Hold, Order, Plan
from warbell.plans.cells import MOST

SPOKEN = ("heard", "told", "kept", "missed", "answered")  # the conditions that somebody's words fulfil
WATCHED = 40  # games that are watched at a time


@dataclass(frozen=True)
class Game:
    """How a plan went on one seed."""

    won: bool
    done: dict[tuple[str, int], int]  # (seat, cell) -> the beat in which it was done with
    ways: dict[tuple[str, int], bool]  # (seat, guard) -> whether what it asked was so


@dataclass(frozen=True)
class Guess:
    """One way in which guards may go, and when cells were done with in the games in which they did."""

    ways: Ways
    done: dict[tuple[str, int], list[int]]  # (seat, cell) -> beats, in order


def watch(
    episode: Episode, plan: Plan, seeds: Sequence[int], progress: Callable[[int], None] | None = None
) -> list[Game]:
    """Play the plan once for each seed and note when its cells were done with, and how its guards went."""
    games: list[Game] = []
    for at in range(0, len(seeds), WATCHED):
        found = _watch(episode, plan, seeds[at : at + WATCHED])
        games += found
        if progress:
            progress(len(found))
    return games


def _watch(episode: Episode, plan: Plan, seeds: Sequence[int]) -> list[Game]:
    seats = [p for p, seat in enumerate(episode.seats) if seat in plan.lines]
    ensemble = Ensemble(brief(episode), seats, len(seeds), plan)
    world = episode.start(np.array(seeds, np.uint64))
    percept = blank(world)
    perceive(episode.ground, world, percept)
    orders = waits(world)
    done: list[dict[tuple[str, int], int]] = [{} for _ in seeds]
    while (running := world.clock["ending"] == RUNNING_STILL).any():
        beats = percept.me["beat"].max(1).tolist()
        orders[:] = 0
        ensemble.decide(percept, orders)
        for e in np.flatnonzero(running).tolist():
            for p, part in ensemble.parts[e]:
                for k in range(part.at):
                    done[e].setdefault((episode.seats[p], k), beats[e])
        advance(episode.ground, world, percept, orders)
    won = [episode.endings[ending].outcome == OUTCOMES[WON] for ending in world.clock["ending"]]
    ways = [
        {(episode.seats[p], k): way for p, part in parts for k, way in part.took.items()} for parts in ensemble.parts
    ]
    return [Game(*game) for game in zip(won, done, ways, strict=True)]


def guesses(plan: Plan, games: Sequence[Game], *, words_only: bool) -> list[Guess]:
    """How the guards of a script went in the games the plan won (in all, if it won none), the most frequent way first.

    With `words_only` the guards that count are those that ask for words, as the script asks the others itself.
    """
    asked = [
        (seat, k)
        for seat, cells in plan.lines.items()
        for k, cell in enumerate(cells)
        if isinstance(cell, Guard) and (not words_only or cell.condition.name in SPOKEN)
    ]
    kinds = [tuple((key, game.ways[key]) for key in asked if key in game.ways) for game in games]
    any_won = any(game.won for game in games)
    chosen = [(kind, game) for kind, game in zip(kinds, games, strict=True) if game.won or not any_won]
    found = []
    for kind, _ in Counter(kind for kind, _ in chosen).most_common():
        done: dict[tuple[str, int], list[int]] = {}
        for game in (game for other, game in chosen if other == kind):
            for key, beat in game.done.items():
                done.setdefault(key, []).append(beat)
        found.append(Guess(dict(kind), {key: sorted(beats) for key, beats in done.items()}))
    return found


def by_the_clock(plan: Plan, guess: Guess, quantile: float, shift: int, *, words_only: bool) -> Plan:
    """The plan with what it waits for turned into beats: a quantile of those at which it was so, and `shift` more.

    With `words_only` that are its cues, its words and what asks for words; else everything that it looks at, and it
    has no reflexes. What it says is a wait as long, roll calls and answers are gone. What never was so is waited for
    without end.
    """

    def surgeon(seat: str, k: int, cell: Cell) -> Sequence[Cell]:
        beats = guess.done.get((seat, k))
        bound = min(MOST, beats[min(len(beats) - 1, floor(quantile * len(beats)))] + shift) if beats else MOST
        then = Condition("beat", bound=bound)

        def blind(act: Act) -> Act:
            if isinstance(act, Order) and (is_word(act) or (is_aimed(act) and not words_only)):
                act = still(act)
            return replace(act, until=then, limit=None) if act.until is not None and asks(act.until) else act

        if isinstance(cell, Guard) and asks(cell.condition):
            chosen = cell.then if guess.ways.get((seat, k), True) else cell.otherwise
            return [] if chosen is None else [blind(chosen)]
        if isinstance(cell, Guard):
            return [in_branches(cell, blind)]
        if isinstance(cell, Cue) or (isinstance(cell, Hold) and asks(cell.condition)):
            return [Hold(then)]
        if isinstance(cell, Act):
            return [blind(cell)]
        # A reflex looks, and so does a hold for what is seen.
        return [cell] if words_only and not is_agreed(cell) else []

    def asks(condition: Condition) -> bool:
        return not words_only or condition.name in SPOKEN

    return operate(plan, surgeon, head(plan, "patience", *(["reflex"] if words_only else [])))
