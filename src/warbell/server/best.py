"""The best games of each episode on this server: won, listed, played from their start by the rules of today."""

from bisect import insort
from collections.abc import Iterable

from warbell.engine import RULES_VERSION
from warbell.server import log, protocol
from warbell.server.room import Room

MOST = 3  # of each episode


def candidates(finished: Iterable[tuple[str, log.Row, log.Row]], digest: str) -> list[str]:
    """The rooms with a game of an episode that would be among them, by what their first and last rows say."""
    ended = [
        (_rank(last.outcome.score, last.outcome.beats), room)
        for room, first, last in finished
        if isinstance(first, log.Created) and isinstance(last, log.Ended)
        if first.digest == digest and _may_count(first, last.outcome)
    ]
    return [room for _, room in sorted(ended)]


def _may_count(created: log.Created, outcome: protocol.Outcome) -> bool:
    whole = created.go_on is None and created.rules == RULES_VERSION
    return whole and created.settings.listed and outcome.outcome == "won"


def _rank(score: int, beats: int) -> tuple[int, int]:
    return -score, beats


class Best:
    """Games whose every beat the engine has played, by the digest of their episode."""

    def __init__(self) -> None:
        self._runs: dict[str, list[protocol.Run]] = {}

    def of(self, digest: str) -> list[protocol.Run]:
        """Those of an episode, the best first."""
        return self._runs.get(digest, [])

    def note(self, room: Room) -> None:
        """Take in a room whose game was played here, beat by beat, or again from its rows; people sat in it."""
        outcome, people = room.outcome, [chair.who for chair in room.chairs if chair.holder == "person"]
        if room.phase != "over" or outcome is None or not people or not _may_count(room.created, outcome):
            return
        runs = self._runs.setdefault(room.created.digest, [])
        if all(run.room != room.id for run in runs):
            run = protocol.Run(room=room.id, score=outcome.score, beats=outcome.beats, who=people)
            insort(runs, run, key=lambda each: _rank(each.score, each.beats))
            del runs[MOST:]
