"""When a plan does what: the beats at which its cells were done with, and plans that look at the clock instead."""

from collections import Counter
from dataclasses import dataclass, replace

import numpy as np

from warbell.engine.batch import advance, perceive
from warbell.engine.codes import OUTCOMES, RUNNING_STILL, WAIT, WON
from warbell.engine.percept import blank
from warbell.episodes import Episode, brief
from warbell.lab.variants import SPOKEN, Profile, is_aimed, is_word, operate, wordless
from warbell.minds.score import Score
from warbell.plans import Cell, Condition, Cue, Goto, Guard, Hold, Order, Plan

PULLS = 20  # times an order is given that was to go on until something was so, and could see no more when it is


@dataclass(frozen=True)
class Timing:
    """What was seen of a plan in the games it won (in all, if it won none)."""

    done: dict[tuple[str, int], list[int]]  # (seat, cell) -> the beat at which it was done with, game by game
    profiles: list[Profile]  # how the guards went, the most frequent ways first


def timing(episode: Episode, plan: Plan, seeds: list[int]) -> Timing:
    """Play the plan once for each seed and note when its cells were done with, and how its guards went."""
    paper = brief(episode)
    seats = [p for p, seat in enumerate(episode.seats) if seat in plan.lines]
    score = Score(paper, seats, len(seeds), plan)
    world = episode.start(np.array(seeds, np.uint64))
    percept = blank(world)
    perceive(episode.ground, world, percept)
    orders = np.zeros(world.hearts.shape, np.int32)
    done: list[dict[tuple[str, int], int]] = [{} for _ in seeds]
    while (running := world.clock["ending"] == RUNNING_STILL).any():
        orders[:] = 0
        score.decide(percept, orders)
        advance(episode.ground, world, percept, orders)
        for e in np.flatnonzero(running).tolist():
            for p, part in score.parts[e]:
                for k in range(part.at):
                    done[e].setdefault((episode.seats[p], k), int(world.clock["beat"][e]))
    outcomes = [episode.endings[ending].outcome for ending in world.clock["ending"]]
    chosen = [e for e, outcome in enumerate(outcomes) if outcome == OUTCOMES[WON]] or list(range(len(seeds)))
    beats: dict[tuple[str, int], list[int]] = {}
    ways: Counter[tuple[tuple[tuple[str, int], bool], ...]] = Counter()
    for e in chosen:
        for key, beat in done[e].items():
            beats.setdefault(key, []).append(beat)
        ways[tuple(((episode.seats[p], k), way) for p, part in score.parts[e] for k, way in part.took.items())] += 1
    return Timing(beats, [dict(way) for way, _ in ways.most_common()])


def by_the_clock(plan: Plan, seen: Timing, profile: Profile, quantile: float, shift: int, *, words_only: bool) -> Plan:
    """The plan with what it waits for turned into beats: a quantile of those at which it was there, and `shift` more.

    With `words_only` that are its cues, its words and what asks for words; else everything that it looks at.
    """

    def surgeon(seat: str, k: int, cell: Cell) -> Cell | None:
        if isinstance(cell, Guard):
            if words_only and cell.condition.name not in SPOKEN:
                return wordless(cell)
            chosen = cell.then if profile.get((seat, k), True) else cell.otherwise
            if chosen is None:
                return None
            cell = chosen
        if is_word(cell) or (not words_only and isinstance(cell, Order) and is_aimed(cell)):
            return None
        asked = cell.condition if isinstance(cell, Hold) else getattr(cell, "until", None)
        blind = not words_only or (asked is not None and asked.name in SPOKEN)
        if isinstance(cell, Cue) or (isinstance(cell, Hold) and blind) or _is_pause(cell, blind=blind):
            beats = seen.done.get((seat, k))
            return Hold(Condition("beat", bound=_at(beats, quantile) + shift)) if beats else None
        if isinstance(cell, Goto) and blind:
            return replace(cell, until=None)
        if isinstance(cell, Order) and asked is not None and blind:
            return replace(cell, until=None, times=PULLS)
        return cell

    return operate(plan, surgeon)


def _is_pause(cell: Cell, *, blind: bool) -> bool:
    """True for waiting until something is so."""
    return blind and isinstance(cell, Order) and cell.verb == WAIT and cell.until is not None


def _at(beats: list[int], quantile: float) -> int:
    return sorted(beats)[min(len(beats) - 1, int(quantile * len(beats)))]
