"""Ground: which cells hang together at each beat for somebody with one pair of bare hands, and who is shut in."""

from functools import cached_property

import numpy as np

from warbell.engine import codes
from warbell.engine.bits import unpack
from warbell.episodes.access import Way, sides, ways
from warbell.episodes.reach import Pieces
from warbell.report.chain import Cell
from warbell.report.history import History
from warbell.report.ordered import hands_on, worked_from

FORCES = frozenset({codes.USE, codes.STRIKE, codes.SHOVE, codes.TAKE})  # what opens a way


class Grounds:
    """The ground of a game in pieces, over its beats."""

    def __init__(self, past: History) -> None:
        """Nothing is looked at before somebody asks."""
        self._past = past

    @cached_property
    def passable(self) -> list[np.ndarray]:
        """The cells one can walk onto alone, bool [H, W], after each beat; the same array while nothing changes.

        A plain door that is shut is opened in passing, glass is broken, a desk is pushed. Gates and shutters take
        two; what is locked, barricaded or wedged takes a key, or half the night.
        """
        past, ground = self._past, self._past.episode.ground
        width = ground.terrain.shape[1]
        solid, glass = unpack(ground.solid, width), ground.terrain == codes.GLASS
        doors = np.flatnonzero(ground.fixtures["kind"] == codes.DOOR)
        ys, xs, states = ground.fixtures["y"], ground.fixtures["x"], past.film.fixtures["state"]
        found: list[np.ndarray] = []
        for beat in range(past.beats + 1):
            open_ = ~past.film.plane("blocked", beat)[:, :width] & ~solid | glass
            for door in doors.tolist():
                cell = int(ys[door]), int(xs[door])
                if states[beat, door] == codes.SHUT:
                    open_[cell] = past.thing_at(cell, beat) != codes.WEDGE
            if past.things is not None:
                open_ |= past.things[beat] == codes.DESK
            found.append(found[-1] if found and (found[-1] == open_).all() else open_)
        return found

    @cached_property
    def pieces(self) -> list[np.ndarray]:
        """The number of each cell's piece after each beat, int32 [H, W]; 0 where nobody walks."""
        found: list[np.ndarray] = []
        for beat, open_ in enumerate(self.passable):
            if beat and open_ is self.passable[beat - 1]:
                found.append(found[-1])
                continue
            pieces = Pieces(open_)
            for one, other, _ in self._ways[0]:
                pieces.join(one, other)
            found.append(pieces.numbers())
        return found

    @cached_property
    def _ways(self) -> tuple[list[Way], list[Way]]:
        return ways(self._past.episode.ground.links)

    def piece_of(self, body: int, beat: int) -> int:
        """The number of the piece on which somebody is after a beat."""
        rows = self._past.film.bodies
        return int(self.pieces[beat][rows["y"][beat, body], rows["x"][beat, body]])

    @cached_property
    def shut_in(self) -> np.ndarray:
        """Who stands on ground from which no way leads to the largest piece there is: bool [N + 1, P].

        Who hangs under a drone is as they were until they are set down.
        """
        past = self._past
        hangs = past.hangs
        found = np.zeros((past.beats + 1, past.people), bool)
        within: set[int] = set()
        for beat, numbers in enumerate(self.pieces):
            if not beat or numbers is not self.pieces[beat - 1]:
                within = self._leading_out(numbers)
            here = [self.piece_of(body, beat) not in within for body in range(past.people)]
            found[beat] = np.where(hangs[beat], found[beat - 1], here) if beat else here
        return found

    def _leading_out(self, numbers: np.ndarray) -> set[int]:
        """The largest piece and those one can drop or ride from to it, and 0: who hangs between is not shut in."""
        sizes = np.bincount(numbers.ravel())
        sizes[0] = 0
        found, before = {0, int(sizes.argmax())}, 0
        while len(found) != before:
            before = len(found)
            found |= {
                int(numbers[top]) for top, base, _ in self._ways[1] if numbers[base] and int(numbers[base]) in found
            }
        return found

    def opened_by(self, body: int, beat: int) -> tuple[int, ...]:
        """Whose hands or blows, from other ground than somebody's, were on what gave way beside theirs in a beat.

        Where the night moved a door because something was worked in that beat, they were on that.
        """
        past, fixture_at = self._past, self._past.episode.ground.fixture_at
        own, numbers = self.piece_of(body, beat - 1), self.pieces[beat - 1]
        worked = self._worked(beat)
        cells: set[Cell] = set()
        for y, x in np.argwhere(self.passable[beat] & ~self.passable[beat - 1]).tolist():
            fixture = int(fixture_at[y, x]) - 1
            if any(numbers[side] == own for side in sides((y, x))):
                cells |= worked.get(fixture, set()) if fixture >= 0 else {(y, x)}
        return tuple(each for each in hands_on(past, beat, cells, FORCES) if self.piece_of(each, beat - 1) != own)

    def _worked(self, beat: int) -> dict[int, set[Cell]]:
        """For each fixture that somebody worked or broke in a beat, or the night moved by it, where hands did it."""
        past, ground = self._past, self._past.episode.ground
        moves = [each for each in past.of(codes.DOOR_MOVED, codes.DOOR_BROKE, codes.SWITCHED) if each.beat == beat]
        by_hand = {each.whom for each in moves if each.kind == codes.DOOR_BROKE or past.is_person(each.who)}
        found = {fixture: worked_from(past, fixture) for fixture in by_hand}
        by_night = {each.whom for each in moves} - by_hand
        for trigger in ground.triggers[ground.triggers["kind"] == codes.ON_FIXTURE]:
            for effect in ground.effects[trigger["first"] : trigger["last"]]:
                door, cause = int(effect["target"]), int(trigger["target"])
                if effect["kind"] == codes.SET_STATE and door in by_night and cause in by_hand:
                    found.setdefault(door, set()).update(worked_from(past, cause))
        return found
