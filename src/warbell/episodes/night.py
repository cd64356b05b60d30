"""What the seed decides of an episode and what the night does by itself: draws, infected, arrivals, triggers."""

import numpy as np

from warbell.engine.codes import (
    ALONG,
    ARRIVE,
    AT_BEAT,
    DOOR_STATES,
    DX,
    DY,
    FIXTURES,
    GLASS,
    IS_FIRM,
    OBJECTS,
    ON_FIXTURE,
    ON_GOAL,
    SET_ON,
    SET_STATE,
    STILL,
    TELL,
    THINGS,
)  # fmt: skip
from warbell.engine.deal import ALWAYS, DRAW, GROUP, OPTION, STOCK, WHEN_CALLED, Deck
from warbell.engine.setup import strength
from warbell.engine.tuning import Tuning
from warbell.engine.world import EFFECT
from warbell.episodes.atlas import Atlas
from warbell.episodes.budget import Budget
from warbell.episodes.check import MOST_OF_A_THING, Links, say, whole
from warbell.episodes.goals import HOLDING, Goals
from warbell.episodes.locate import Path
from warbell.episodes.places import Places
from warbell.episodes.reach import Cell, Steps, cells_of, plane_of, steps_from
from warbell.episodes.schema import MOST_BODIES, ArrivalPart, ChangePart, EpisodePart, InfectedPart, TriggerPart

MOST_ERRANDS = 64
AN_ERRAND = 4  # steps that its way takes for each cell of the map
MOST_THINGS = 4096  # cells that things are on from the start
MOST_SCATTERED = 4096  # cells that people are scattered over
MOST_DEALT = 1 << 22  # cells of all groups of infected, over which they are dealt out
MOST_EFFECTS = 1 << 14  # what all draws, and all triggers, may set

Effect = tuple[int, int, int, int]


class Night:
    """The draws of an episode, its infected and its triggers, checked; BadInput at the first that makes no sense."""

    def __init__(
        self,
        part: EpisodePart,
        atlas: Atlas,
        places: Places,
        goals: Goals,
        tuning: Tuning,
        links: Links,
        budget: Budget,
    ) -> None:
        self.part, self.atlas, self.places, self.goals, self.tuning = part, atlas, places, goals, tuning
        self.links, self.budget = links, budget
        self.standing = atlas.free & ~atlas.doors
        for fixture in atlas.fixtures:
            self.standing[fixture.y, fixture.x] = False
        self.things = self._things()
        self.firm = self._firm()
        self.standing &= ~self.firm
        starts = self._starts()
        self.starts, self.strangers = starts[: len(part.seats)], starts[len(part.seats) :]
        self._drawn: dict[str, tuple[int, int]] = {}  # group -> its draw and option
        draws, options, settings = self._draws()
        self._coming: dict[str, list[tuple[int, int]]] = {}  # group -> first body row and the one behind the last
        self._errands: list[np.ndarray] = []
        groups, cells = self._groups()
        self.deck = Deck(
            groups=np.array(groups, GROUP),
            cells=np.concatenate([*cells, np.zeros(0, np.int32)]),
            draws=np.array(draws, DRAW),
            options=np.array(options, OPTION),
            settings=np.array(settings, EFFECT),
            phases=np.array(
                [_range(drone.at) for drone in part.drones] + [(0, 0)] * len(part.consoles), np.int32
            ).reshape(-1, 2),
        )
        self._check_phases()
        self.effects: list[Effect] = []
        self.triggers = [self._trigger(trigger, ("triggers", t)) for t, trigger in enumerate(part.triggers)]
        shape = atlas.terrain.shape
        self.errands = np.stack(self._errands) if self._errands else np.zeros((0, *shape), np.uint8)

    def _things(self) -> list[list[Cell]]:
        """The cells of each kind of thing that is there from the start: one a cell, off fixtures and links."""
        room = self.standing.copy()
        for ends in self.links:
            for cell in ends:
                room[cell] = False
        laid: list[list[Cell]] = []
        for index, thing in enumerate(self.part.things):
            cells = self.places.cells(thing.at, ("things", index, "at")) & room
            if not cells.any():
                found = f"{say(thing.at)}, where no free cell is left"
                raise self.places.toml.error(("things", index, "at"), found, "cells without fixtures, links and things")
            laid.append(cells_of(cells))
            if sum(map(len, laid)) > MOST_THINGS:
                found = f"things on {sum(map(len, laid))} cells"
                raise self.places.toml.error(("things", index, "at"), found, f"at most {MOST_THINGS} in all")
            room &= ~cells
        return laid

    def _firm(self) -> np.ndarray:
        """The cells of things nobody walks through, bool [H, W]."""
        firm = self.atlas.nothing()
        for thing, cells in zip(self.part.things, self.things, strict=True):
            if IS_FIRM[THINGS.index(thing.kind)]:
                firm = plane_of(cells, firm)
        return firm

    def _starts(self) -> list[list[Cell]]:
        """The cells everybody may start on: one, or those they are scattered over; nobody may start on another's."""
        taken, scattered = self.firm | self.atlas.doors, 0
        starts: list[list[Cell]] = []
        for k, seat in enumerate(self.part.everybody):
            of_seats = k < len(self.part.seats)
            path: Path = ("seats", k, "start") if of_seats else ("people", k - len(self.part.seats), "start")
            free = self.places.cells(seat.start, path) & self.atlas.free & ~taken
            if not free.any():
                raise self.places.toml.error(path, f"{say(seat.start)}, where no free cell is left", "a free cell")
            scattered += int(free.sum()) if seat.scatter else 0
            if scattered > MOST_SCATTERED:
                found = f"people scattered over {scattered} cells"
                raise self.places.toml.error(path, found, f"at most {MOST_SCATTERED} in all")
            starts.append(cells_of(free) if seat.scatter else [divmod(int(free.argmax()), free.shape[1])])
            for cell in starts[-1]:
                taken[cell] = True
        return starts

    def _draws(self) -> tuple[list[tuple[int, int]], list[tuple[int, int]], list[Effect]]:
        draws: list[tuple[int, int]] = []
        options: list[tuple[int, int]] = []
        settings: list[Effect] = []
        names = [draw.name for draw in self.part.draws]
        for d, draw in enumerate(self.part.draws):
            if draw.name in names[:d]:
                raise self.places.toml.error(("draws", d, "name"), f"the name {draw.name!r} again", "a name of its own")
            first = len(options)
            for o, option in enumerate(draw.options):
                path: Path = ("draws", d, "options", o)
                start = len(settings)
                for k, change in enumerate(option.set):
                    settings += self._change(change, (*path, "set", k))
                    self._not_too_many(settings, (*path, "set", k))
                options.append((start, len(settings)))
                for k, group in enumerate(option.with_):
                    if group in self._drawn:
                        found = f"the group {group!r} with two options"
                        raise self.places.toml.error((*path, "with", k), found, "groups of its own")
                    self._drawn[group] = (d, o)
            draws.append((first, len(options)))
        groups = {pack.group for pack in self.part.packs}
        for d, draw in enumerate(self.part.draws):
            for o, option in enumerate(draw.options):
                for k, name in enumerate(option.with_):
                    self._known(name, groups, ("draws", d, "options", o, "with", k))
        return draws, options, settings

    def _not_too_many(self, effects: list[Effect], path: Path) -> None:
        if len(effects) > MOST_EFFECTS:
            raise self.places.toml.error(path, "too many changes", f"at most {MOST_EFFECTS}, each object one")

    def _known(self, group: str, groups: set[str | None], path: Path) -> None:
        if group not in groups:
            named = ", ".join(sorted(name for name in groups if name)) or "a group that something has"
            raise self.places.toml.error(path, f"the group {group!r}", named)

    def _change(self, change: ChangePart, path: Path) -> list[Effect]:
        """What a change does, as effects."""
        toml = self.places.toml
        if (change.state is None) == (change.holds is None):
            raise toml.error(path, "a change of nothing, or of two things", "state, or holds")
        if change.state is not None:
            index, thing = self.goals.state(change.at, change.state, path)
            if thing >= 0:
                return [(SET_ON, index, thing, 0)]
            return [(SET_STATE, index, -1 - thing, self._strength(index, change.state))]
        index = self.goals.fixture(change.at, (*path, "at"), HOLDING)
        amounts = dict.fromkeys(OBJECTS, 0)
        for item, number in (change.holds or {}).items():
            if item not in OBJECTS:
                raise toml.error((*path, "holds", item), f"unknown object {item!r}", "one of " + ", ".join(OBJECTS))
            amounts[item] = whole(toml, (*path, "holds", item), number, MOST_OF_A_THING)
        return [(STOCK + k, index, amounts[item], 0) for k, item in enumerate(OBJECTS)]

    def _strength(self, index: int, state: str) -> int:
        """The points of a door that is put into a state."""
        drawn = self.atlas.fixtures[index].drawn
        said = dict(drawn.numbers).get("strength")
        return strength(self.tuning, FIXTURES.index(drawn.fixture), DOOR_STATES.index(state), said)

    def _groups(self) -> tuple[list[tuple[int, ...]], list[np.ndarray]]:
        """GROUP rows and the cells of each; there must be room for all who are there from the start."""
        part, toml = self.part, self.places.toml
        rows = len(part.everybody) + sum(pack.count for pack in part.packs)
        if rows > MOST_BODIES:
            raise toml.error(("infected",), f"{rows} bodies", f"at most {MOST_BODIES}")
        groups: list[tuple[int, ...]] = []
        listed: list[np.ndarray] = []
        dealt: list[tuple[np.ndarray, int]] = []  # the cells of each group that is there from the start, and its count
        start = 0
        everywhere = [cell for cells in (*self.starts, *self.strangers) for cell in cells]
        fixed = [cell for cells in (*self.starts, *self.strangers) if len(cells) == 1 for cell in cells]
        team, settled = plane_of(everywhere, self.standing), plane_of(fixed, self.standing)
        near: dict[int, np.ndarray] = {}  # the cells within so many steps of where somebody may start

        def add(
            row: int, count: int, cells: np.ndarray, when: tuple[int, int, int], group: str | None, at: Path
        ) -> None:
            nonlocal start
            where = np.flatnonzero(cells).astype(np.int32)
            if start + len(where) > MOST_DEALT:
                found = f"infected dealt out over {start + len(where)} cells"
                raise toml.error(at, found, f"at most {MOST_DEALT}, those of all groups together")
            drawn = self._drawn.get(group or "", (ALWAYS, 0))
            groups.append((row, count, start, start + len(where), *drawn, *when))
            listed.append(where)
            start += len(where)

        for index, starts in enumerate((*self.starts, *self.strangers)):
            if part.everybody[index].scatter:
                cells = plane_of(starts, self.standing)
                add(index, 1, cells, (0, 0, 0), None, ("seats", index, "start"))
                dealt.append((listed[-1], 1))
        row = len(part.everybody)
        for index, group in enumerate(part.infected):
            path: Path = ("infected", index, "at")
            cells = self._cells(group, path) & ~(settled if group.mingled else team)
            if group.away:
                if group.away not in near:
                    self.budget.walk(("infected", index, "away"), int(self.atlas.passable.sum()))
                    steps = steps_from(everywhere, self.atlas.passable, self.links, group.away - 1)
                    near[group.away] = steps.plane
                cells &= ~near[group.away]
            self.budget.look(path, sum(len(others) for others, _ in dealt))
            taken = sum(count for others, count in dealt if cells.ravel()[others].any())
            room = int(cells.sum()) - taken
            if room < group.count:
                raise toml.error(path, f"room for {max(room, 0)}", f"room for {group.count} {group.kind}s")
            add(row, group.count, cells, (0, 0, 0), group.group, path)
            dealt.append((listed[-1], group.count))
            row += group.count
        for index, arrival in enumerate(part.arrivals):
            path = ("arrivals", index)
            cells = self._cells(arrival, (*path, "at"))
            if not cells.any():
                raise toml.error((*path, "at"), "no free cell", "cells where infected can stand")
            add(row, arrival.count, cells, self._when(arrival, path), arrival.group, (*path, "at"))
            if arrival.group is not None:
                self._coming.setdefault(arrival.group, []).append((row, row + arrival.count))
            self._errand(arrival, cells, path)
            row += arrival.count
        return groups, listed

    def _cells(self, group: InfectedPart | ArrivalPart, path: Path) -> np.ndarray:
        cells: np.ndarray = self.places.cells(group.at, path) & self.standing
        return cells

    def _when(self, arrival: ArrivalPart, path: Path) -> tuple[int, int, int]:
        """From which beat to which the first of them comes, and the beats between two."""
        toml = self.places.toml
        if arrival.beat is None:
            if arrival.group not in {group for trigger in self.part.triggers for group in trigger.arrive}:
                raise toml.error(path, "arrivals at no beat", "beat, or a group that a trigger has arrive")
            return WHEN_CALLED, 0, arrival.gap
        first, last = _range(arrival.beat)
        if first > last:
            raise toml.error((*path, "beat"), f"from {first} to {last}", "an earlier and a later beat")
        if last > self.part.beats:
            raise toml.error((*path, "beat"), str(last), f"at most {self.part.beats}, the last beat")
        return first, last, arrival.gap

    def _errand(self, arrival: ArrivalPart, cells: np.ndarray, path: Path) -> None:
        """The next step from everywhere to where an arrival walks; none without `toward`."""
        if arrival.toward is None:
            return
        toward = self.places.cells(arrival.toward, (*path, "toward")) & self.standing
        field = None
        self.budget.walk((*path, "toward"), AN_ERRAND * int(self.atlas.passable.sum()))
        ways = self.atlas.passable & (self.atlas.terrain != GLASS)  # their hands break doors, and no glass
        for allowed in (ways & ~self.atlas.doors, ways):
            steps = steps_from(toward, allowed, self.links)
            if toward.any() and not (cells & ~steps.plane).any():
                field = _ways(steps, self.links)
                break
        if field is None:
            raise self.places.toml.error(
                (*path, "toward"), f"{say(arrival.toward)}, which they cannot reach", "a place"
            )
        if len(self._errands) == MOST_ERRANDS:
            raise self.places.toml.error((*path, "toward"), "one errand more", f"at most {MOST_ERRANDS}")
        self._errands.append(field)

    def errand_of(self, index: int) -> int:
        """Index + 1 of the errand of arrival `index`, 0 none."""
        before = sum(arrival.toward is not None for arrival in self.part.arrivals[:index])
        return before + 1 if self.part.arrivals[index].toward is not None else 0

    def _check_phases(self) -> None:
        for index, drone in enumerate(self.part.drones):
            first, last = _range(drone.at)
            if first > last:
                expected = "an earlier and a later beat of its round"
                raise self.places.toml.error(("drones", index, "at"), f"from {first} to {last}", expected)

    def _trigger(self, trigger: TriggerPart, path: Path) -> tuple[int, ...]:
        toml, first = self.places.toml, len(self.effects)
        if sum(given is not None for given in (trigger.beat, trigger.objective, trigger.fixture)) != 1:
            raise toml.error(path, "a trigger for no moment, or for several", "one of beat, objective, fixture")
        if (trigger.state is None) != (trigger.fixture is None):
            raise toml.error((*path, "state"), "a fixture or a state alone", "fixture and state together")
        if trigger.beat is not None and trigger.beat > self.part.beats:
            raise toml.error((*path, "beat"), str(trigger.beat), f"at most {self.part.beats}, the last beat")
        kind, target, value = AT_BEAT, -1, trigger.beat or 0
        if trigger.objective is not None:
            bits = self.goals.set_of([trigger.objective], (*path, "objective"))
            kind, target = ON_GOAL, bits.bit_length() - 1
        elif trigger.fixture is not None:
            kind = ON_FIXTURE
            target, value = self.goals.state(trigger.fixture, trigger.state, path, "fixture")
        for k, change in enumerate(trigger.set):
            self.effects += self._change(change, (*path, "set", k))
            self._not_too_many(self.effects, (*path, "set", k))
        for k, group in enumerate(trigger.arrive):
            self._known(group, {each.group for each in self.part.arrivals if each.beat is None}, (*path, "arrive", k))
            self.effects += [(ARRIVE, *rows, 0) for rows in self._coming[group]]
            self._not_too_many(self.effects, (*path, "arrive", k))
        if trigger.text:
            self.effects.append((TELL, path[-1] if isinstance(path[-1], int) else 0, 0, 0))
        if first == len(self.effects):
            raise toml.error(path, "a trigger that does nothing", "set, arrive or text")
        after = self.goals.set_of(trigger.after, (*path, "after"))
        return kind, target, value, first, len(self.effects), 0, after


def _range(said: int | list[int]) -> tuple[int, int]:
    return (said, said) if isinstance(said, int) else (said[0], said[1])


def _ways(steps: Steps, links: Links) -> np.ndarray:
    """The first step of a shortest way from every cell to the nearest goal, uint8 [H, W]: a direction, ALONG, STILL."""
    height, width = steps.far.shape
    field = np.full((height, width), STILL, np.uint8)
    far = np.pad(np.where(steps.plane, steps.far, len(steps)), 1, constant_values=len(steps))  # nowhere is farther
    for way in range(4):
        beside = far[1 + DY[way] : 1 + DY[way] + height, 1 + DX[way] : 1 + DX[way] + width]
        field[steps.plane & (beside < far[1:-1, 1:-1])] = way
    for link in links:
        for here, there in (link, link[::-1]):
            if here in steps and there in steps and steps[there] < steps[here]:
                field[here] = ALONG
    return field
