"""What the lobby says of nights: the episodes with their records, and the night of the day with its results.

While its day goes on, a night of it is shown to those alone who played it to its end, and its seed to nobody.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping

from warbell.episodes import Episode, names
from warbell.errors import BadInput
from warbell.rollout import ABANDONED
from warbell.server import log, portrait, protocol, whole
from warbell.server.almanac import Almanac, is_sealed
from warbell.server.best import MOST, MOST_OF_DAY, RECORDS, Best, candidates, candidates_of_day
from warbell.server.chair import Refusal
from warbell.server.company import Company
from warbell.server.game import Table
from warbell.server.novel import new_in
from warbell.server.paper import card
from warbell.server.questions import ListOfDay
from warbell.server.room import Room
from warbell.server.store import Store

BETWEEN = 0.05  # seconds between two games that are played again: whoever is at the door comes first

logger = logging.getLogger("warbell.server")


class Nights:
    """The nights of one server."""

    def __init__(
        self,
        store: Store,
        offered: Iterable[Table],
        find: Callable[[str], Awaitable[Room]],
        clock: Callable[[], int],
        company: Company,
    ) -> None:
        """`offered` are the episodes, each of them once; `find` finds a room, playing it again where it has to be.

        `clock` tells milliseconds since 1970. BadInput if the store cannot be used.
        `company` are the workers whose nights are the same.
        """
        self.best = Best(self.is_sealed)
        self._store = store
        self._offered: Mapping[str, Table] = {laid.episode.name: laid for laid in offered}
        self._new = {name: new_in(laid.episode) for name, laid in self._offered.items()}
        self._find = find
        self._clock = clock
        self._company = company
        self._almanac = Almanac(company.secret or store.secret(), clock, names())
        self._searched: set[tuple[str, str]] = set()  # days whose games of before have been looked for

    # --- what is shown ----------------------------------------------------------------------------------------------

    def episodes(self) -> list[protocol.EpisodeCard]:
        """The episodes on offer, with what is new in each and its records."""
        cards = []
        for name, laid in self._offered.items():
            saved, beats = (self.best.of(laid.episode.digest, by) for by in RECORDS)
            cards.append(card(laid.paper, self._new[name], saved, beats))
        return cards

    def paper(self, episode: str) -> protocol.Paper:
        """The paper of an episode on offer; Refusal if there is no such one."""
        if episode not in self._offered:
            raise Refusal("episode", "no such episode here")
        return self._offered[episode].paper

    def tonight(self) -> protocol.Tonight:
        """The night of the day."""
        day, episode = self._almanac.today, self._today
        results = self.best.of_day(day, episode.digest)
        return protocol.Tonight(day, self._almanac.left_ms, episode.name, results)

    def card(self, card: protocol.RoomCard) -> protocol.RoomCard:
        """The card of a room as anybody may see it."""
        return portrait.seal(card) if is_sealed(card.day, self._clock()) else card

    def is_sealed(self, created: log.Created) -> bool:
        """True for a room of a night whose day is not over."""
        return is_sealed(created.day, self._clock())

    def may_see(self, room: Room, token: str | None) -> None:
        """Refuse to show a finished night while its day goes on, but to who has a seat of it and played it to its end.

        `token` is the hash of the key that somebody has.
        """
        if not self.is_sealed(room.created):
            return
        until = f"before {room.created.day} is over, by UTC"
        if token is None or all(chair.token != token for chair in room.chairs):
            raise Refusal("not yours", f"who has not played it does not see this night {until}")
        if room.relic is not None or room.outcome is None or room.outcome.outcome == ABANDONED:
            raise Refusal("not now", f"a night that was left is not shown {until}")

    def may_copy(self, room: Room) -> None:
        """Refuse a replay, or to go on from a beat, while the day goes on: the seed is in both."""
        if self.is_sealed(room.created):
            raise Refusal("not now", f"its seed is kept until {room.created.day} is over, by UTC")

    # --- games of a day ---------------------------------------------------------------------------------------------

    def seed(self, wish: protocol.NewRoom) -> int:
        """The seed of the night of the day; Refusal if it is not that night which is wished for."""
        today = self._almanac.today
        if wish.day != today:
            raise Refusal("stale", f"the night of {wish.day} is not to be played: today is {today}, by UTC")
        if wish.episode != self._today.name:
            raise Refusal("episode", f"the night of {today} is {self._today.name}")
        if wish.seed is not None or wish.go_on is not None:
            raise Refusal("episode", "the night of the day has its own seed, and begins with its first beat")
        return self._almanac.seed(today)

    async def others(self, room: Room) -> list[protocol.Run]:
        """The listed games of other teams in the night that a finished room played."""
        created = room.created
        if created.day is None:
            raise Refusal("episode", "this was no night of a day")
        parts = await self._company.ask_all(ListOfDay(created.day, created.digest))
        return [run for run in whole.results(parts.values()) if run.room != room.id]

    async def of_day(self, day: str, digest: str) -> list[protocol.Run]:
        """The listed games of a day's night that were played here."""
        await self._find_of_day(day, digest)
        return self.best.of_day(day, digest)

    async def other(self, room: Room, other: str) -> str:
        """The room of one of those games; Refusal for any other."""
        if all(run.room != other for run in await self.others(room)):
            raise Refusal("no room", "no other team's listed game of this night")
        return other

    @property
    def _today(self) -> Episode:
        return self._offered[self._almanac.episode(self._almanac.today)].episode

    # --- games of before the server went up -------------------------------------------------------------------------

    def note(self, room: Room) -> None:
        """Take in a room whose game was played here, beat by beat, or again from its rows."""
        day = room.created.day
        if day is None or room.created.seed == self._almanac.seed(day):
            self.best.note(room)

    async def find_best(self) -> None:
        """Play the best games again, as their rows say: those that come out so are listed."""
        await self._find_of_day(self._almanac.today, self._today.digest)
        finished = await asyncio.to_thread(self._store.finished)
        for laid in self._offered.values():
            digest = laid.episode.digest
            for by in RECORDS:
                await self._prove(candidates(finished, digest, by), self.best.of(digest, by), MOST)

    async def _find_of_day(self, day: str, digest: str) -> None:
        """Play the best games of a day's night again, if that was not done yet."""
        if (day, digest) not in self._searched:
            self._searched.add((day, digest))
            finished = await asyncio.to_thread(self._store.finished)
            await self._prove(candidates_of_day(finished, day, digest), self.best.of_day(day, digest), MOST_OF_DAY)

    async def _prove(self, rooms: list[str], listed: list[protocol.Run], most: int) -> None:
        """Play games again, the best first, until so many are `listed`, which grows by those that come out."""
        for room in rooms[: 3 * most]:
            if len(listed) >= most:
                return
            try:
                self.note(await self._find(room))
            except (BadInput, Refusal) as error:
                logger.warning("%s", error)
            await asyncio.sleep(BETWEEN)
