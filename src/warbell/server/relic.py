"""A relic: a room of older rules. It cannot be played, but what was played in it can be watched and exported."""

from collections.abc import Sequence

import numpy as np

from warbell.engine import RULES_VERSION
from warbell.episodes.packed import pack_sources
from warbell.errors import BadInput
from warbell.film import Film
from warbell.order_names import fold_of, numbered, spelt
from warbell.replay import Replay
from warbell.rollout import ABANDONED, unseal
from warbell.server import log, protocol
from warbell.server.chair import Refusal
from warbell.server.footage import film_of
from warbell.server.game import Table


class Relic:
    """What the log says of a game that this warbell cannot play."""

    def __init__(self, room: str, laid: Table, created: log.Created, rows: Sequence[log.Row]) -> None:
        self._room = room
        self._laid = laid
        self._created = created
        self._started = next((row for row in rows if isinstance(row, log.Started)), None)
        self._played = [row for row in rows if isinstance(row, log.Played)]
        self._ended = next((row.outcome for row in rows if isinstance(row, log.Ended)), None)
        self._strip = film_of(self._started, self._played)
        self.beats = (len(created.orders) + len(self._played)) if self._started else 0

    @property
    def sentence(self) -> str:
        """Why it cannot be played, and what can be done with it."""
        why = f"This room was played by rules version {self._created.rules}, and this server plays by {RULES_VERSION}"
        if not self.beats:
            return f"{why}: it cannot begin."
        shown = "watched as everything happened" if self._strip else "read as what was ordered"
        return f"{why}: it cannot go on, but it can be {shown} and exported."

    def may_show(self, seat: str | None) -> None:
        """Refuse a seat's view of it, and any of a game without a film."""
        if seat is not None or self._strip is None:
            raise Refusal(
                "not now", f"{self.sentence} {'What a seat knew' if self._strip else 'Its beats'} cannot be shown."
            )

    @property
    def outcome(self) -> protocol.Outcome:
        """How it ended, or where it was left when the rules changed."""
        if self._ended is not None:
            return self._ended
        score, saved, dead, turned = self._stand()
        return protocol.Outcome(
            outcome=ABANDONED,
            ending=ABANDONED,
            text=self.sentence,
            score=score,
            beats=self.beats,
            saved=saved,
            dead=dead,
            turned=turned,
        )

    def _stand(self) -> tuple[int, int, int, int]:
        """Score, saved, dead and turned after the last beat, as far as the film tells."""
        try:
            clock = Film(self._room, self._strip).clock if self._strip else None
            score, saved, dead, turned = (
                int(clock[name][-1, 0]) if clock else 0 for name in ("score", "saved", "dead", "turned")
            )
        except (BadInput, IndexError):
            return 0, 0, 0, 0
        return score, saved, dead, turned

    def replay(self, minds: tuple[str, ...]) -> Replay:
        """The replay of what was played; `minds` says who held the seats. Refusal if no beat was.

        A warbell of its rules can prove it if its log holds orders by name, and the start.
        """
        if not self.beats:
            raise Refusal("not now", "no beat of this game was played")
        outcome, started = self.outcome, self._started or log.Started()
        rows = [spelt(row) for row in (*self._created.orders, *(row.orders for row in self._played))]
        names = tuple(dict.fromkeys(name for row in rows for name in row))
        orders, strange = numbered(names, np.array([[names.index(name) for name in row] for row in rows]))
        before = started.seals or [0] * len(self._created.orders)
        seals = [*before, *(row.seal for row in self._played)]
        return Replay(
            name=f"{self._room}.warbell",
            header=self._laid.header(
                outcome,
                beats=self.beats,
                minds=minds,
                warbell=self._created.warbell or "unknown",
                seed=self._created.seed,
                start=started.start,
                digest=unseal(seals[-1], [fold_of(name) for name in rows[-1]]),
            ),
            sources=pack_sources(self._laid.episode),
            orders=orders,
            seals=np.array(seals, np.uint64),
            strip=self._strip,
            strange=strange,
            rules=self._created.rules,
        )
