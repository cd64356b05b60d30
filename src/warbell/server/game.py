"""A game in a room: one world, what its seats perceive, and who decides for them. No clocks, no connections."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from warbell import minds
from warbell.encode import words
from warbell.engine import digest as states
from warbell.engine import world as worlds
from warbell.engine.batch import advance, perceive
from warbell.engine.codes import AWAY, DEAD, DOWN, IS_PERSON, N_ACTIONS, RUNNING_STILL, WAIT
from warbell.engine.percept import blank
from warbell.episodes import Brief, Episode, brief
from warbell.episodes.outlook import Outlook
from warbell.film import Camera, Frame
from warbell.guests import Held
from warbell.minds import Mind
from warbell.minds.routes import Routes
from warbell.order_names import FOLDS, NO_ORDER
from warbell.plans import Answer, Cell, Reflex, Roll
from warbell.replay import FORMAT, Header
from warbell.rollout import ABANDONED, ABANDONED_TEXT, seal_one
from warbell.server import protocol
from warbell.server.agreed import NOTHING_AGREED, Agreed
from warbell.server.failure import failure
from warbell.server.glance import OWN, glance
from warbell.server.lookout import Lookout
from warbell.server.paper import paper
from warbell.server.people import People, Progress, text
from warbell.server.visitor import Visitors
from warbell.team import STAND_IN, make_mind

NOBODY: Mapping[str, Held] = {}
NO_FAULTS: Mapping[int, str] = {}
NOTHING_STOOD = text((Reflex(), Roll(), Answer()))
_STATE, _NATURE = OWN["state"], OWN["nature"]
_FOLDED = {form: folds.tolist() for form, folds in FOLDS.items()}
MINDS = tuple(name for name in minds.NAMES if name != "plan")  # that may hold a seat of a room


class Table(NamedTuple):
    """What all games of an episode share."""

    episode: Episode
    brief: Brief
    paper: protocol.Paper
    routes: Routes
    outlook: Outlook
    sound: np.ndarray  # the engine's working memory
    guests: Mapping[str, Held]  # minds of one's own that the server offers, by name

    def header(
        self,
        outcome: protocol.Outcome,
        *,
        beats: int,
        minds: tuple[str, ...],
        warbell: str,
        seed: int,
        start: int,
        digest: int,
    ) -> Header:
        """What a replay of a game at this table says of itself; a room's lines are no plan file."""
        return Header(
            episode=self.episode.name,
            episode_digest=self.episode.digest,
            title=self.episode.title,
            seats=tuple(self.episode.seats),
            minds=minds,
            plan="",
            warbell=warbell,
            seed=seed,
            start=start,
            digest=digest,
            beats=beats,
            outcome=outcome.outcome,
            ending=outcome.ending,
            score=outcome.score,
            saved=outcome.saved,
            dead=outcome.dead,
            turned=outcome.turned,
        )


def table(episode: Episode, guests: Mapping[str, Held] = NOBODY) -> Table:
    """Set the table for games of an episode; of games that are only looked at again, no guest is asked."""
    public = brief(episode)
    sound = episode.start(np.zeros(1, np.uint64)).sound
    outlook = Outlook(episode.ground, episode.titles)
    return Table(episode, public, paper(episode), Routes(public.chart), outlook, sound, guests)


class Game:
    """One world of P seats."""

    def __init__(self, laid: Table, seed: int, held: Sequence[str | None], *, shared: bool) -> None:
        """`held` names the mind of each seat, None for a person; on `shared` paper people know each other's lines."""
        self.laid = laid
        world = laid.episode.start(np.array([seed], np.uint64))
        self._world = world._replace(sound=laid.sound)
        self.percept = blank(world)
        perceive(laid.episode.ground, self._world, self.percept)
        self._camera = Camera(self._world)
        self.frame: Frame = self._camera.take()  # the last beat, on film
        self._state = states.words(self._world)
        self.start = self.digest()
        self.orders: list[list[int]] = []  # [beats][P]
        self.seals: list[int] = []
        self.stood: list[tuple[int, int, str]] = []  # what stands for a person's seat from the order for a beat on
        self.failures: dict[
            int, list[str]
        ] = {}  # by seat: what came to nothing of its line, in words, until it is told
        self.people = People(laid.brief, [p for p, mind in enumerate(held) if mind is None], laid.routes, shared=shared)
        self._tremble = int(laid.brief.tuning[0]["tremble_from"])
        self._lookouts = {p: Lookout(p, self._tremble) for p in self.people.seats}
        groups: dict[str, list[int]] = {}
        for p, mind in enumerate(held):
            if mind is not None:
                groups.setdefault(mind, []).append(p)
        self._minds = [(self._mind(mind, seats), [*seats]) for mind, seats in groups.items() if mind in MINDS]
        self.guests = Visitors(
            {name: seats for name, seats in groups.items() if name not in MINDS}, laid.guests, laid.brief
        )
        self._lent: dict[int, list[int]] = {}  # seat that a person has from a mind -> the seats which that mind holds
        self._stand_ins: dict[int, Mind] = {}
        self._holding: dict[int, Mind] | None = None  # the minds by the seats they hold, until one changes hands
        self._meant: dict[int, tuple[Cell, ...]] | None = None  # the lines of the minds at this beat
        self._orders = worlds.waits(world)  # int32 [1, P]: room for those of a beat
        self._look()

    def _mind(self, name: str, seats: list[int]) -> Mind:
        return make_mind(name, self.laid.episode, self.laid.brief, seats, worlds=1)

    @property
    def beat(self) -> int:
        """Beats played."""
        return len(self.orders)

    @property
    def over(self) -> bool:
        """True once there is an ending."""
        return int(self._world.clock["ending"][0]) != RUNNING_STILL

    def able(self, seat: int) -> bool:
        """True while a seat can still do anything: it is up, or may be helped up again."""
        return self._able[seat]

    def down(self, seat: int) -> bool:
        """True while a seat lies there and can do nothing."""
        return self._down[seat]

    def replace(self, seat: int) -> None:
        """Let a mind decide for a person's seat."""
        self._stand_ins[seat] = self._mind(STAND_IN, [seat])
        self._holding = self._meant = None

    def restore(self, seat: int) -> None:
        """Let the person decide again."""
        self._stand_ins.pop(seat, None)
        self._holding = self._meant = None

    def lend(self, seat: int) -> None:
        """Let a person decide for a seat that a mind holds; the mind looks on, and can have it back."""
        seats = next(seats for _, seats in (*self._minds, *self.guests.held) if seat in seats)
        seats.remove(seat)
        self._lent[seat] = seats
        self.people.seat(seat)
        self._lookouts[seat] = Lookout(seat, self._tremble)
        self._holding = self._meant = None

    def lent(self, seat: int) -> bool:
        """True for a seat that a person has from a mind."""
        return seat in self._lent

    def give_back(self, seat: int) -> None:
        """Let the mind decide again that held a seat before a person did."""
        self._lent.pop(seat).append(seat)
        self.people.unseat(seat)
        del self._lookouts[seat]
        self._holding = self._meant = None

    def take(self, lines: dict[int, tuple[Cell, ...]]) -> None:
        """Let people play these lines from now on; their cues wait for minds too, see `People.take`."""
        meant = {seat: cells for seat, cells in self.meant().items() if seat not in self.people.seats}
        self.people.take(lines, self.beat, meant, [seat for seat in meant if self.answers(seat)])

    def ask(self) -> dict[int, Progress]:
        """What the lines of people order for the next beat, and how they got on; see `People.ask`."""
        progress = self.people.ask(self.percept)
        for seat, each in progress.items():
            if each.failed is not None:
                told = failure(self.percept, self.laid.brief, seat, each.failed)
                self.failures.setdefault(seat, []).append(told)
        return progress

    def answers(self, seat: int) -> bool:
        """True if a mind holds the seat that gives code words back."""
        mind = self._minds_by_seat().get(seat)
        return mind is not None and mind.answers

    def meant(self) -> dict[int, tuple[Cell, ...]]:
        """The lines of the seats that minds hold."""
        if self._meant is None:
            self._meant = {seat: mind.line(self.percept, seat) for seat, mind in self._minds_by_seat().items()}
        return self._meant

    def reason(self, seat: int) -> str:
        """Why the mind that holds a seat gave its last order, in words; "" if none holds it, or gave any."""
        mind = self._minds_by_seat().get(seat)
        return "" if mind is None or self.beat == 0 else mind.reason(seat)

    def _minds_by_seat(self) -> dict[int, Mind]:
        """The minds of the house by the seats they hold."""
        if self._holding is None:
            self._holding = {seat: mind for mind, seats in self._minds for seat in seats} | self._stand_ins
        return self._holding

    def decide(self, ordered: Mapping[int, int]) -> list[int]:
        """The orders of all seats for the next beat: of people as `ordered`, WAIT if they did not, of minds their own.

        Minds go by what they saw: they have to be asked before every beat, once, whatever is then played. Guests are
        not asked here, see `Visitors.ask`.
        """
        out = self._orders
        out[:] = WAIT
        for mind, _ in self._minds:
            mind.decide(self.percept, out)
        for seat in self.people.seats:  # some of them are lent by minds, which decide for themselves alone
            out[0, seat] = ordered.get(seat, WAIT)
        for mind in self._stand_ins.values():
            mind.decide(self.percept, out)
        orders: list[int] = out[0].tolist()
        return orders

    def play(self, orders: Sequence[int], faults: Mapping[int, str] = NO_FAULTS) -> None:
        """One beat, by the orders [P] of all seats; `faults` by seat is what guests did wrong, in words."""
        self.guests.note(faults)
        self._note_standing()
        out = self._orders
        out[0] = orders
        self.orders.append(out[0].tolist())
        advance(self.laid.episode.ground, self._world, self.percept, out)
        self.seals.append(self.seal())
        self._camera.shoot()
        self.frame = self._camera.take()
        self._look()

    def _note_standing(self) -> None:
        """Note what people do unasked in the next beat, where it is another thing than before."""
        before = {seat: cells for _, seat, cells in self.stood}
        for seat in self.people.seats:
            reflex, agreed = self.people.standing(seat)
            cells = text((reflex, agreed.roll, agreed.answer))
            if cells != before.get(seat, NOTHING_STOOD):
                self.stood.append((self.beat, seat, cells))

    def seal(self, form: int = FORMAT) -> int:
        """The seal of the last beat, as replays of a format have it."""
        folded = _FOLDED[form]
        known = (order if 0 <= order < N_ACTIONS else NO_ORDER for order in self.orders[-1])
        return seal_one(self.digest(), (folded[order] for order in known))

    def _look(self) -> None:
        self._meant = None
        self.seen = [glance(self.percept, seat) for seat in range(self.percept.me.shape[1])]
        own = [(each.me[_STATE], each.me[_NATURE]) for each in self.seen]
        self._down = [state == DOWN for state, _ in own]
        self._able = [state <= DOWN and bool(IS_PERSON[nature]) for state, nature in own]

    def why(self, progress: dict[int, Progress]) -> dict[int, list[protocol.Why]]:
        """For each person's seat, what in the beat that was played asks to plan again."""
        reasons = {}
        for seat, lookout in self._lookouts.items():
            awaited, (_, agreement) = self.people.awaited(seat), self.people.standing(seat)
            reasons[seat] = lookout.why(self.seen[seat], progress[seat], awaited, agreement)
        return reasons

    def agreed(self, seat: int) -> Agreed:
        """What a seat judges the calls by that it hears; a seat that a mind plays has agreed on nothing."""
        if seat not in self.people.seats:
            return NOTHING_AGREED
        agreed = self.people.agreed(seat)
        if not self._stand_ins:
            return agreed
        return agreed._replace(lines={p: line for p, line in agreed.lines.items() if p not in self._stand_ins})

    def story(self) -> tuple[str, ...]:
        """What the story tells at this beat, to everybody, and what went wrong with guests that was not so before."""
        return (*words.story(self.laid.episode.story, self.beat), *self.guests.news)

    def witnesses(self) -> list[list[int]]:
        """Who of the people knows of each event of the last beat, in its order: was told, saw it, or heard the voice.

        Who is dead, away or turned after the beat knows of nothing.
        """
        rows = self._world.events[0, : self._world.clock["events"][0]]
        words, there = (rows["told"] | rows["seen"] | rows["heard"]).tolist(), self._perceive()
        return [[p for p in there if word >> p & 1] for word in words]

    def sights(self) -> list[list[int]]:
        """The bodies that each of the people makes out now, but for their own, in the order of rows."""
        bits = np.unpackbits(self._world.found[0].view(np.uint8), axis=1, bitorder="little")
        on_the_map = self._world.bodies["state"][0] <= DEAD
        seen = bits[:, : len(on_the_map)].astype(bool) & on_the_map
        np.fill_diagonal(seen, val=False)
        there = self._perceive()
        return [np.flatnonzero(row).tolist() if p in there else [] for p, row in enumerate(seen)]

    def _perceive(self) -> list[int]:
        """Who of the people perceives anything."""
        people = self._world.bodies[0, : self._world.hearts.shape[1]]
        there: list[int] = np.flatnonzero(IS_PERSON[people["nature"]] & (people["state"] <= DOWN)).tolist()
        return there

    def outcome(self) -> protocol.Outcome:
        """How it ended, or where it was left."""
        clock = self._world.clock[0]
        ending = self.laid.episode.endings[clock["ending"]] if self.over else None
        return protocol.Outcome(
            outcome=ending.outcome if ending else ABANDONED,
            ending=ending.name if ending else ABANDONED,
            text=ending.text if ending else ABANDONED_TEXT,
            score=int(clock["score"]),
            beats=self.beat,
            saved=int(clock["saved"]),
            dead=int(clock["dead"]),
            turned=int(clock["turned"]),
            others=self._others(),
        )

    def _others(self) -> int:
        """How many people without a seat got out."""
        others = self._world.bodies[0, len(self.laid.brief.seats) : self._world.hearts.shape[1]]
        return int((IS_PERSON[others["nature"]] & (others["state"] == AWAY)).sum())

    def digest(self) -> int:
        """The digest of the world now."""
        return int(states.digest(self._state)[0])
