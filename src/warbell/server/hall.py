"""The hall: all rooms of a server, their clocks, and the one writer of the store.

Everything but the writing happens on one event loop. The writer takes what all rooms have added since it last came by,
writes it as one batch, and only then are the messages sent that speak of it.
"""

import asyncio
import contextlib
import gc
import hashlib
import heapq
import itertools
import logging
import secrets
import time
from collections import Counter
from collections.abc import Callable, Mapping
from typing import NamedTuple, Self

import msgspec

from warbell import __version__
from warbell.belief.world import SEED as ON_PAPER
from warbell.engine import RULES_VERSION
from warbell.episodes import UNLISTED, Episode, load, names
from warbell.errors import BadInput
from warbell.guests import Held
from warbell.order_names import names_of
from warbell.server import log, protocol
from warbell.server.almanac import now
from warbell.server.alone import Lost
from warbell.server.chair import Refusal
from warbell.server.company import Alone, Company
from warbell.server.echo import Echo
from warbell.server.game import MINDS, NOBODY, Table, table
from warbell.server.gauges import Gauges
from warbell.server.hosted import Hosted, Listener
from warbell.server.nights import Nights
from warbell.server.portrait import card
from warbell.server.readiness import Readiness
from warbell.server.room import Room
from warbell.server.steady import Steady
from warbell.server.store import Store
from warbell.server.tags import NONE, clean
from warbell.server.typed import plain
from warbell.server.whose import new_id
from warbell.server.writing import write

MOST_ROOMS = 2000  # that are not over
MOST_SHOWN = 50  # rooms in the lobby
GATHER = 0.008  # seconds a batch waits for company: the lines of a team come together, and so one update tells of all
PACE = 0.04  # seconds from one batch to the next: to bring one row to the disk costs as much as a hundred
LAST = 2.0  # seconds in which the last rows have to be written when the server stops
BUSY = 0.005  # seconds of work after which messages are let in between
SLOW = 2.0  # seconds after which a write is complained of: everybody waits for it
TIDY = 5.0  # seconds between two tidyings of the store
NOTE = 0.5  # seconds between two notes that the server is up: by so much a kill may set back what people had left
OPEN = 86_400_000  # milliseconds for which a room that nobody has sat down in yet is there to be found
QUIET = 120_000  # milliseconds after which a room nobody listens to is forgotten, until somebody asks for it

logger = logging.getLogger("warbell.server")


def hashed(token: str) -> str:
    """A token as the log keeps it."""
    return hashlib.sha256(token.encode()).hexdigest()


def _send(letters: list[tuple[Listener, bytes]]) -> None:
    for listener, data in letters:
        listener.send(data)


def _called(room: Room, seat: str, who: str) -> str:
    """What somebody on a seat is called: who did not say is called as the seat is."""
    return plain(who) or room.laid.brief.titles[room.index(seat)]


class _News(NamedTuple):
    """What is to be told of a room once its rows are on disk."""

    hosted: Hosted
    rows: list[log.Entry]
    letters: list[tuple[Listener, bytes]]
    card: protocol.RoomCard


class Hall:
    """The rooms of one server."""

    def __init__(
        self,
        store: Store,
        extra: list[Episode] | None = None,
        guests: Mapping[str, Held] = NOBODY,
        clock: Callable[[], int] = now,
        tags: Mapping[str, str] = NONE,
        company: Company | None = None,
    ) -> None:
        """`extra` are episodes to offer besides the built-in ones, `guests` minds besides those of the house.

        `tags` are of all rooms that are made here; what a room has of the same name counts.

        BadInput if the store cannot be used.

        `clock` tells the milliseconds since 1970, for the nights of days alone: it may be set. `company` are the
        workers whose rooms are of the same server, this hall being one's.
        """
        company = company or Alone(None)
        self.now = Steady()
        self._store = store
        self._guests = guests
        self._tags = tags
        self._worker = company.number
        self.minds = (*MINDS, *guests)
        self.tables: dict[str, Table] = {}  # of all episodes, by name
        for episode in [*map(load, (*names(), *UNLISTED)), *(extra or [])]:
            self.tables[episode.name] = table(episode, guests)
            store.keep(episode)
        shown = (*names(), *(episode.name for episode in extra or []))
        self.offered = [laid for name, laid in self.tables.items() if name in shown]  # in the lobby
        self.nights = Nights(store, self.offered, self._find_room, clock, company)
        self.engine = Readiness()
        self.gauges = Gauges()
        self._kept = {laid.episode.digest: laid for laid in self.tables.values()}
        self._rooms: dict[str, Hosted] = {}
        self._used: dict[str, int] = {}  # when each room was last asked for
        self._changed: set[Hosted] = set()
        self._waiters: list[asyncio.Future[None]] = []
        self._in_hand = 0  # rows that are being written
        self._wake = asyncio.Event()
        self._clock = asyncio.Event()
        self._due: list[tuple[int, int, Hosted]] = []
        self._order = itertools.count()
        self._tasks: list[asyncio.Task[None]] = []
        self._began = self._swept = self.now()  # the latter: when rooms were last forgotten
        store.note_up(self._began, self._began)  # one that cannot be written is told of now
        self._awake: set[str] = set()  # rooms that have been here since

    async def __aenter__(self) -> Self:
        """Open the doors."""
        self.engine.begin()
        self._tasks = [
            asyncio.create_task(work)
            for work in (self._write(), self._conduct(), self._take_up(), self._tidy(), self._note())
        ]
        return self

    async def __aexit__(self, *_: object) -> None:
        """Write what is left, if that can be, and stop."""
        try:
            async with asyncio.timeout(LAST):
                await self.durable()
                await asyncio.to_thread(self._store.note_up, self._began, self.now())
        except (TimeoutError, BadInput):
            logger.warning("stopped with rows that could not be written; nobody was told of what they say")
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for hosted in self._rooms.values():
            hosted.room.put_away()

    # --- rooms ------------------------------------------------------------------------------------------------------

    def lobby(self) -> list[tuple[int, protocol.RoomCard]]:
        """The listed rooms that are not over, each behind when it was made, newest first."""
        cards = [(hosted.room.made, hosted.card) for hosted in self._rooms.values()]
        listed = [(made, each) for made, each in cards if each.settings.listed and each.phase != "over"]
        listed.sort(key=lambda each: each[0])
        return [(made, self.nights.card(each)) for made, each in listed[: -MOST_SHOWN - 1 : -1]]

    async def make(self, wish: protocol.NewRoom) -> Hosted:
        """Make a room; Refusal if it cannot be made."""
        await self.engine.ready()
        if sum(hosted.room.phase != "over" for hosted in self._rooms.values()) >= MOST_ROOMS:
            raise Refusal("full", f"this server takes {MOST_ROOMS} rooms")
        laid = self.tables.get(wish.episode)
        if laid is None:
            raise Refusal("episode", f"no episode {wish.episode!r}; there are {', '.join(self.tables)}")
        for seat, mind in wish.minds.items():
            if seat not in laid.brief.seats:
                raise Refusal("no seat", f"no seat {seat!r} in {wish.episode}; there are {', '.join(laid.brief.seats)}")
            if mind not in self.minds or (mind == "walkthrough" and laid.episode.walkthrough is None):
                raise Refusal("no seat", f"no mind {mind!r}; there are {', '.join(self.minds)}")
        seed = secrets.randbelow(ON_PAPER) if wish.seed is None else wish.seed
        if wish.day is not None:
            seed = self.nights.seed(wish)
        seed_from: protocol.SeedFrom = "drawn" if wish.seed is None else "chosen"
        orders: list[log.Orders] = []
        stands: list[tuple[int, str, str]] = []
        tags = {**self._tags, **clean(wish.tags)}
        if wish.go_on is not None:
            old = (await self.find(wish.go_on.room)).room
            self.nights.may_copy(old)
            if old.relic is not None:
                raise Refusal("not now", old.relic.sentence)
            if old.game is None or old.phase != "over":
                raise Refusal("not now", "only a game that is over can be gone on from")
            if old.laid.episode.digest != laid.episode.digest or wish.go_on.beat >= old.game.beat:
                raise Refusal("episode", "no such beat of that game to go on from")
            seed, seed_from = old.created.seed, "earlier"
            tags = {**old.created.tags, **tags}
            orders = [[*names_of(row)] for row in old.game.orders[: wish.go_on.beat]]
            seats = laid.brief.seats
            stands = [(beat, seats[p], cells) for beat, p, cells in old.game.stood if beat < len(orders)]
        created = log.Created(
            episode=wish.episode,
            digest=laid.episode.digest,
            seed=seed,
            seed_from=seed_from,
            minds=wish.minds,
            settings=msgspec.structs.replace(
                wish.settings,
                shared_paper=wish.settings.shared_paper and not laid.episode.apart,
                spectators=wish.settings.spectators and wish.day is None,  # they would know the night before theirs
            ),
            go_on=wish.go_on,
            orders=orders,
            stands=stands,
            rules=RULES_VERSION,
            warbell=__version__,
            day=wish.day,
            tags=tags,
        )
        hosted = Hosted(Room(new_id(self._worker), laid, created, self.now()))
        if len(wish.minds) == len(laid.brief.seats):
            hosted.room.start(self.now())  # nobody can come who would
        self._rooms[hosted.room.id] = hosted
        self._awake.add(hosted.room.id)
        self._used[hosted.room.id] = self.now()
        self.changed(hosted)
        await self.durable(hosted)
        return hosted

    async def find(self, room: str) -> Hosted:
        """A room, from memory or from the store; Refusal if there is none, BadInput if its log is damaged."""
        if room in self._rooms:
            self._used[room] = self.now()
            return self._rooms[room]
        await self.engine.ready()
        may_be = 0 < len(room) <= 40 and room.isprintable()  # PostgreSQL takes no text with a 0 in it
        entries = await asyncio.to_thread(self._store.entries, room) if may_be else []
        up = await asyncio.to_thread(self._store.was_up, entries[-1].at) if entries else 0
        if room in self._rooms:  # somebody else was quicker
            return self._rooms[room]
        if not entries:
            raise Refusal("no room", "there is no such room", closing=True)
        first = entries[0]
        if not isinstance(first.row, log.Created):
            raise BadInput(f"room {room}", f"a log that begins with {log.kind(first.row)}", "created")
        hosted = Hosted(Room(room, self._laid(first.row.digest), first.row, first.at))
        hosted.restore(entries[1:])
        if room not in self._awake:
            hosted.room.wake(self.now(), up)
            self._awake.add(room)
        game = hosted.room.game
        if game is not None and not game.over:
            for name in game.guests.missing():
                logger.warning("room %s waits for %s: start again with --guest %s=...", room, name, name)
        self._rooms[room], self._used[room] = hosted, self.now()
        self.changed(hosted)
        return hosted

    async def _take_up(self) -> None:
        """Take up the newest rooms that were not over when the server went down; the others when they are asked for."""
        try:
            for room in reversed((await asyncio.to_thread(self._store.unfinished))[-MOST_SHOWN:]):
                try:
                    await self.find(room)
                except (BadInput, Refusal) as error:
                    logger.warning("%s", error)
                await asyncio.sleep(0.05)  # whoever is at the door comes first
            await self.nights.find_best()
        except BadInput as error:  # a room is found all the same by whoever asks for it
            logger.warning("%s; `warbell rooms check` says what is sound", error)

    async def _find_room(self, room: str) -> Room:
        return (await self.find(room)).room

    def _laid(self, digest: str) -> Table:
        if digest not in self._kept:
            self._kept[digest] = table(self._store.episode(digest), self._guests)
        return self._kept[digest]

    def claim(self, hosted: Hosted, claim: protocol.Claim) -> str:
        """Seat a person; the token is the only key to the seat."""
        token = secrets.token_urlsafe(32)
        room = hosted.room
        room.claim(claim.seat, _called(room, claim.seat, claim.who), hashed(token), self.now())
        self.changed(hosted)
        return token

    def admit(self, hosted: Hosted, seat: str, who: str) -> str:
        """Give a visitor the seat they asked for; the token is the only key to it."""
        token = secrets.token_urlsafe(32)
        self.do(hosted, lambda room, at: room.admit(seat, _called(room, seat, who), hashed(token), at))
        return token

    # --- changes ----------------------------------------------------------------------------------------------------

    def do(self, hosted: Hosted, wish: Callable[[Room, int], None]) -> None:
        """Grant a wish to a room, or Refusal, even of one granted in part; its clock and its listeners follow."""
        try:
            wish(hosted.room, self.now())
        finally:
            self.changed(hosted)

    def changed(self, hosted: Hosted) -> None:
        """See to what a change makes due at once, to the clock, and to what is to be written and sent."""
        if hosted.closed:
            return
        moment = self.now()
        due = hosted.room.due()
        if due is not None and due <= moment:
            beat, began = hosted.room.beat, time.perf_counter()
            hosted.room.tick(moment)
            hosted.publish(moment)
            if hosted.room.beat > beat:
                self.gauges.beat.observe(time.perf_counter() - began)
            due = hosted.room.due()
        if due is not None and due != hosted.scheduled:
            hosted.scheduled = due
            heapq.heappush(self._due, (due, next(self._order), hosted))
            if self._due[0][2] is hosted:
                self._clock.set()
        self._changed.add(hosted)
        self._wake.set()

    def join(self, hosted: Hosted, listener: Listener, seat: int, *, last: int | None) -> None:
        """Let a connection look through a seat."""
        hosted.join(listener, seat, last, self.now())
        self.changed(hosted)

    async def look_on(self, hosted: Hosted, listener: Listener, seat: int, *, last: int | None) -> None:
        """Let a connection look through a seat that is not its own: as far behind as the room has it."""
        if hosted.room.phase != "over" and hosted.room.behind > 0:
            echo = await self._echo(hosted)
            if echo.late:
                echo.look(listener, seat, last)
                self._post(hosted, echo)
                return
        self.join(hosted, listener, seat, last=last)

    async def _echo(self, hosted: Hosted) -> Echo:
        """The room as those who look on see it; for the first of them it is made of its rows, a few at a time."""
        echo = hosted.echo
        if echo is None:
            echo = hosted.echo = Echo(hosted, self.now())
            echo.made = asyncio.ensure_future(self._begin(echo))
        await asyncio.shield(echo.made)
        return echo

    async def _begin(self, echo: Echo) -> None:
        try:
            entries = await asyncio.to_thread(self._store.entries, echo.room.id)
            worked = time.perf_counter()
            for _ in echo.begin(entries):
                if time.perf_counter() - worked > BUSY:
                    await asyncio.sleep(0)
                    worked = time.perf_counter()
        except BadInput as error:
            logger.warning("%s", error)
            raise Refusal("no room", "this room's log is damaged", closing=True) from None

    def _follow(self, hosted: Hosted, fresh: list[log.Entry]) -> None:
        """Tell those who look on what is old enough now that these rows are on disk; or everything, if they may."""
        echo = hosted.echo
        if echo is None:
            return
        echo.hear(fresh)
        if not echo.ready:
            return
        if echo.late:
            echo.follow()
            self._post(hosted, echo)
            return
        hosted.echo = None
        for seat, listener in echo.onlookers():
            self.join(hosted, listener, seat, last=None)

    def _post(self, hosted: Hosted, echo: Echo) -> None:
        """Tell those who look on, once the room that is ahead is on disk: they are told how their own seat ended."""
        letters = echo.letters()
        if letters:
            hosted.outbox += letters
            self.changed(hosted)

    async def durable(self, hosted: Hosted | None = None) -> None:
        """Return once everything that happened so far is on disk; Refusal if that can never be of one room."""
        waiter = asyncio.get_running_loop().create_future()
        self._waiters.append(waiter)
        self._wake.set()
        await waiter
        if hosted is not None and hosted.closed:
            raise Refusal("no room", hosted.closed, closing=True)

    # --- what is asked by whoever runs it ---------------------------------------------------------------------------

    async def check(self) -> None:
        """Return once something is written, and all that was to be; BadInput if it cannot be, Lost if it never can."""
        await asyncio.to_thread(self._store.note_up, self._began, self.now())
        await self.durable()

    def phases(self) -> Counter[protocol.Phase]:
        """How many rooms in memory are at what."""
        return Counter(hosted.room.phase for hosted in self._rooms.values())

    def waiting(self) -> int:
        """Rows that are not on disk yet."""
        return self._in_hand + sum(len(hosted.room.fresh) for hosted in self._changed if hosted.room.used)

    # --- the work that goes on --------------------------------------------------------------------------------------

    async def _write(self) -> None:
        paced = 0.0  # when the next batch may go
        while True:
            await self._wake.wait()
            await asyncio.sleep(max(GATHER, paced - time.monotonic()))
            paced = time.monotonic() + PACE
            self._wake.clear()
            changed, self._changed = self._changed, set()
            waiters, self._waiters = self._waiters, []
            moment = self.now()
            news = [self._gather(hosted, moment) for hosted in changed]
            began = time.monotonic()
            rows = self._in_hand = sum(len(each.rows) for each in news)
            lost = await write(self._store, [each.rows for each in news])
            self._in_hand, took = 0, time.monotonic() - began
            if rows:
                self.gauges.write.observe(took)
            if took > SLOW:
                logger.warning("the disk took %.1f s to write %d rows", took, rows)
            for each, why in zip(news, lost, strict=True):
                if why is None:
                    self._tell(each)
                else:
                    self._close(each.hosted, why)
            for waiter in waiters:
                if not waiter.done():
                    waiter.set_result(None)

    def _gather(self, hosted: Hosted, moment: int) -> _News:
        """Take what is to be written and told of a room."""
        hosted.publish(moment)
        letters, hosted.outbox = hosted.outbox, []
        rows: list[log.Entry] = []
        if hosted.room.used:
            rows, hosted.room.fresh = hosted.room.fresh, []
        return _News(hosted, rows, letters, card(hosted.room))

    def _tell(self, news: _News) -> None:
        """Tell what is on disk now."""
        hosted = news.hosted
        hosted.card = news.card
        if news.rows:
            hosted.kept = news.rows[-1].version
        _send(news.letters)
        if hosted.room.used:
            self._follow(hosted, news.rows)
        if news.card.phase == "over":
            self.nights.note(hosted.room)

    def _close(self, hosted: Hosted, why: Lost) -> None:
        """Let go of a room whose rows cannot be kept; who asks for it gets what was on disk before, if it is sound."""
        room = hosted.room
        logger.error("room %s is closed: %s", room.id, why)
        hosted.close(
            f"this room cannot be kept any more, and is closed; what you were told of it is kept ({why.found})"
        )
        room.put_away()
        self._awake.discard(room.id)
        if self._rooms.get(room.id) is hosted:
            del self._rooms[room.id], self._used[room.id]

    async def _tidy(self) -> None:
        while True:
            await asyncio.sleep(TIDY)
            try:
                await asyncio.to_thread(self._store.tidy)
            except BadInput as error:
                logger.warning("%s", error)

    async def _note(self) -> None:
        """Note that the server is up as long as somebody's time counts."""
        while True:
            await asyncio.sleep(NOTE)
            if any(hosted.counts for hosted in self._rooms.values()):
                with contextlib.suppress(BadInput):  # the writer says what is wrong
                    await asyncio.to_thread(self._store.note_up, self._began, self.now())

    async def _conduct(self) -> None:
        """Do what is due, when it is."""
        while True:
            moment = self.now()
            worked = time.perf_counter()
            while self._due and self._due[0][0] <= moment:
                _, _, hosted = heapq.heappop(self._due)
                hosted.scheduled = None
                due = hosted.room.due()
                if due is not None:
                    self.changed(hosted)
                if time.perf_counter() - worked > BUSY:  # let messages in between
                    await asyncio.sleep(0)
                    worked = time.perf_counter()
            self._forget(moment)
            self._clock.clear()
            wait = (self._due[0][0] - self.now()) / 1000 if self._due else 30.0
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._clock.wait(), min(max(wait, 0.0), 30.0))

    def _forget(self, moment: int) -> None:
        """Let go of rooms nobody listens to and in which nothing will happen by itself."""
        if moment - self._swept < QUIET:
            return
        self._swept = moment
        for room, hosted in list(self._rooms.items()):
            heard = hosted.listeners or (hosted.echo is not None and hosted.echo.listeners)
            idle = not heard and hosted not in self._changed and hosted.room.due() is None
            if hosted.echo is not None and not hosted.echo.listeners:
                hosted.echo = None
            if idle and moment - self._used[room] > (QUIET if hosted.room.used else OPEN):
                hosted.room.put_away()
                del self._rooms[room], self._used[room]
        gc.collect()  # serve.py has switched the automatic one off
