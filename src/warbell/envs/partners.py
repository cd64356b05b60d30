"""Partners: minds in the seats that the learner does not hold."""

from collections.abc import Iterable, Mapping

import numpy as np

from warbell.engine.percept import Percept
from warbell.envs.worlds import ResetFirst
from warbell.errors import BadInput
from warbell.game import Game
from warbell.guests import Minds
from warbell.team import Team, seating


def seat_of(game: Game, seat: str | int) -> int:
    """The index of a seat that is named by its id or index; BadInput if there is none."""
    seats = game.brief.seats
    if isinstance(seat, str) and seat in seats:
        return seats.index(seat)
    if isinstance(seat, (int, np.integer)) and 0 <= seat < len(seats):
        return int(seat)
    raise BadInput("seat", repr(seat), f"one of {', '.join(seats)}, or an index below {len(seats)}")


class Partners:
    """Holds all seats but one of E worlds, each world with minds of its own: what they remember ends with its game."""

    def __init__(self, game: Game, seat: int, minds: Minds) -> None:
        """`minds` is one for all other seats, or one for each by its id; BadInput if a seat has none."""
        names = game.brief.seats
        given = minds if isinstance(minds, Mapping) else dict.fromkeys(names, minds)
        self._held, self._episode = seating(game.episode, {**given, names[seat]: "wait"}), game.episode
        self._percepts = [Percept(*(table[e : e + 1] for table in game.percept)) for e in range(len(game.percept.me))]
        self._teams: dict[int, Team] = {}
        self._team().close()  # who cannot hold a seat says so now

    def begin(self, worlds: Iterable[int]) -> None:
        """Take the seats of worlds that begin anew."""
        for e in worlds:
            if e in self._teams:
                self._teams[e].close()
            self._teams[e] = self._team()

    def decide(self, orders: np.ndarray, running: np.ndarray) -> None:
        """Fill in the orders of all other seats of the worlds that run: int32 [E, S], bool [E].

        ResetFirst before they took their seats, and after `close`.
        """
        for e in np.flatnonzero(running).tolist():
            if e not in self._teams:
                raise ResetFirst("step", "no game that runs", "reset() before the next step()")
            self._teams[e].decide(self._percepts[e], orders[e : e + 1])

    def close(self) -> None:
        """Let all of them know that their games are over."""
        for team in self._teams.values():
            team.close()
        self._teams.clear()

    def _team(self) -> Team:
        return Team(self._episode, self._held, 1, None)
