"""What is listed of games that were played here: the records of each episode, and the results of nights of days.

A game is listed if people played it from its start by the rules of today, its room is listed, and the engine has
played every beat of it: here, or again from its rows. What episode it is of, the digest says and no name.
"""

from bisect import insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal, cast

from warbell.engine import RULES_VERSION
from warbell.server import log, protocol
from warbell.server.room import Room

MOST = 3  # of each record of an episode
MOST_OF_DAY = 10

By = Literal["saved", "beats"]
Rank = Callable[[protocol.Outcome | protocol.Run], tuple[int, ...]]

RECORDS: Mapping[By, Rank] = {
    "saved": lambda game: (-_out(game), game.beats),
    "beats": lambda game: (game.beats, -_out(game)),
}


def _out(game: protocol.Outcome | protocol.Run) -> int:
    """How many people got out, of the team and others: a life is a life."""
    return game.saved + game.others


def of_day(game: protocol.Outcome | protocol.Run) -> tuple[int, ...]:
    """How games of a night of a day are ranked: the won first, then by the saved, then by beats."""
    return game.outcome != "won", -_out(game), game.beats


Finished = Iterable[tuple[str, log.Row, log.Row]]  # rooms, and the rows that made and ended them


def candidates(finished: Finished, digest: str, by: By) -> list[str]:
    """The rooms whose games would be a record of an episode, by what their rows say, the best first."""
    games = _games(finished, digest)
    return _ranked(((room, outcome) for room, _, outcome in games if outcome.outcome == "won"), RECORDS[by])


def candidates_of_day(finished: Finished, day: str, digest: str) -> list[str]:
    """The rooms whose games would be results of a day's night, by what their rows say, the best first."""
    return _ranked(((room, outcome) for room, made, outcome in _games(finished, digest) if made.day == day), of_day)


def _games(finished: Finished, digest: str) -> Iterator[tuple[str, log.Created, protocol.Outcome]]:
    for room, first, last in finished:
        if not isinstance(first, log.Created) or not isinstance(last, log.Ended):
            continue
        if first.digest == digest and _may_count(first, last.outcome):
            yield room, first, last.outcome


def _ranked(games: Iterable[tuple[str, protocol.Outcome]], rank: Rank) -> list[str]:
    return [room for _, room in sorted((rank(outcome), room) for room, outcome in games)]


def _may_count(created: log.Created, outcome: protocol.Outcome) -> bool:
    whole = created.go_on is None and created.rules == RULES_VERSION
    return whole and created.settings.listed and outcome.outcome != "abandoned"


def run_of(room: Room) -> protocol.Run | None:
    """A room's game as it is listed; None if it is not."""
    outcome, people = room.outcome, [chair.who for chair in room.chairs if chair.holder == "person"]
    if room.phase != "over" or outcome is None or not people or not _may_count(room.created, outcome):
        return None
    how = cast("Literal['won', 'lost', 'timeout']", outcome.outcome)
    return protocol.Run(
        room=room.id,
        who=people,
        outcome=how,
        saved=outcome.saved,
        beats=outcome.beats,
        score=outcome.score,
        others=outcome.others,
    )


class Best:
    """The listed games: records of episodes by their digest, results of nights by their day and digest."""

    def __init__(self, sealed: Callable[[log.Created], bool]) -> None:
        """`sealed` says that a room's day is not over: until then it holds no record, as it cannot be seen."""
        self._sealed = sealed
        self._records: dict[tuple[str, By], list[protocol.Run]] = defaultdict(list)
        self._days: dict[tuple[str, str], list[protocol.Run]] = defaultdict(list)
        self._waiting: list[tuple[log.Created, protocol.Run]] = []  # won, in nights whose day is not over

    def of(self, digest: str, by: By) -> list[protocol.Run]:
        """The records of an episode, the best first."""
        waiting, self._waiting = self._waiting, []
        for created, run in waiting:
            self._record(created, run)
        return self._records[digest, by]

    def of_day(self, day: str, digest: str) -> list[protocol.Run]:
        """The results of a day's night, the best first."""
        return self._days[day, digest]

    def note(self, room: Room) -> None:
        """Take in a room whose game was played here, beat by beat, or again from its rows."""
        run = run_of(room)
        if run is None:
            return
        if room.created.day is not None:
            _insert(self._days[room.created.day, room.created.digest], run, of_day, MOST_OF_DAY)
        if run.outcome == "won":
            self._record(room.created, run)

    def _record(self, created: log.Created, run: protocol.Run) -> None:
        if self._sealed(created):
            if all(other.room != run.room for _, other in self._waiting):
                self._waiting.append((created, run))
            return
        for by, rank in RECORDS.items():
            _insert(self._records[created.digest, by], run, rank, MOST)


def _insert(runs: list[protocol.Run], run: protocol.Run, rank: Rank, most: int) -> None:
    if all(other.room != run.room for other in runs):
        insort(runs, run, key=rank)
        del runs[most:]
