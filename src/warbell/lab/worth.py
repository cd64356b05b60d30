"""Which rescues were worth it: over many games, what each kind took, and what would have come of it without.

A rescue is what the ledger of a report calls one; without it is what `warbell.undone` finds. Rescues of one game are no
independent draws: what has an interval is counted by games.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from warbell.lab.statistics import LEAST, Interval, mean, wilson
from warbell.replay import Replay
from warbell.report.history import history
from warbell.report.ledger import Rescue, rescues
from warbell.undone import Without, undone


class Told(NamedTuple):
    """A rescue of a game, by names."""

    game: int  # which of the games
    whom: str
    danger: str
    did: str  # what ended it, as "tended"
    rescue: Rescue
    without: Without | None  # None if nobody with a seat did it


class Worth(NamedTuple):
    """What the rescues of one kind took and were worth.

    The means are over rescues; what has an interval is over the games in which somebody with a seat did one, and None
    of fewer than LEAST.
    """

    name: str
    rescues: int
    games: int  # in which there was one
    beats: float  # from danger to safety
    health: float  # points that helpers lost
    objects: float  # that left their packs
    noise: float  # cells, the loudest sound meanwhile
    doomed: Interval | None  # per cent of games in which the endangered did not die or turn, and would have without
    left: Interval | None  # per cent of games in which the endangered got out, and would not have
    lives: Interval | None  # that one was worth: who lived by it, less who died of it; the mean of games' means


def tell(replays: Iterable[Replay], progress: Callable[[int], None] | None = None) -> list[Told]:
    """Every rescue of some games, in order; `progress` is called with 1 after each game."""
    found = []
    for game, replay in enumerate(replays):
        past = history(replay)
        every = rescues(past)
        for rescue, without in zip(every, undone(replay, past, every), strict=True):
            did = ", ".join(dict.fromkeys(deed.did for deed in rescue.deeds))
            found.append(Told(game, past.called(rescue.danger.whom), rescue.danger.kind, did, rescue, without))
        if progress:
            progress(1)
    return found


def by_deed(told: Told) -> str:
    """As "down: tended"."""
    return f"{told.danger}: {told.did}"


def by_whom(told: Told) -> str:
    """Whoever was in danger."""
    return told.whom


def worth(told: Sequence[Told], kind: Callable[[Told], str]) -> list[Worth]:
    """The rescues of each kind, the most frequent kind first."""
    kinds: dict[str, list[Told]] = {}
    for each in told:
        kinds.setdefault(kind(each), []).append(each)
    return sorted((_sum(name, each) for name, each in kinds.items()), key=lambda row: (-row.rescues, row.name))


def _sum(name: str, told: Sequence[Told]) -> Worth:
    taken = [each.rescue for each in told]
    games: dict[int, list[tuple[Told, Without]]] = {}
    for each in told:
        if each.without is not None:
            games.setdefault(each.game, []).append((each, each.without))
    pairs = [*games.values()] if len(games) >= LEAST else []
    doomed = sum(any(each.rescue.danger.whom in without.lost for each, without in own) for own in pairs)
    left = sum(any(without.left for _, without in own) for own in pairs)
    return Worth(
        name,
        len(told),
        len({each.game for each in told}),
        _mean([rescue.danger.ended - rescue.danger.began for rescue in taken]),
        _mean([sum(rescue.health) for rescue in taken]),
        _mean([sum(rescue.spent) for rescue in taken]),
        _mean([rescue.noise for rescue in taken]),
        wilson(doomed, len(pairs)) if pairs else None,
        wilson(left, len(pairs)) if pairs else None,
        mean([_mean([without.lives for _, without in own]) for own in pairs]) if pairs else None,
    )


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
