"""A part: how one seat plays its line of a plan, beat by beat, from its own percept."""

from dataclasses import replace
from typing import NamedTuple, Self

from warbell.engine.codes import (
    ALONG,
    CALL,
    DX,
    DY,
    FIRST_CODE_WORD,
    HERE,
    LINK,
    N_SIGNALS,
    NO_SIGNAL,
    RUN,
    SET,
    SHOVE,
    SIGN,
    SNEAK,
    STEP,
    STILL,
    USE,
    VERB_BASE,
    WAIT,
)  # fmt: skip
from warbell.minds.agreement import Agreement
from warbell.minds.questions import Moment, holds, mates_beside, place
from warbell.minds.role import Role
from warbell.minds.routes import Cell as Place
from warbell.minds.senses import ABLE, BEAT, CREPT, LATE, SHOWN, TAKEN, THREAT, X, Y
from warbell.minds.voices import SAID
from warbell.plans import Act, Cell, Condition, Cue, Goto, Guard, Hold, Order, Reflex, Roll, Standing

RECALL = 10  # beats after which an unanswered loud cue is called again
DETOUR = 2  # beats of not getting on after which a walk goes round whoever stands in the way
BASE: list[int] = VERB_BASE.tolist()
MOVES = (STEP, RUN, SNEAK, LINK)


class Mark(NamedTuple):
    """What of a part an order changes that is asked for and not given; see `Part`."""

    at: int
    told: dict[int, set[int]]
    branch: Act | None
    called: int
    done: int
    kept: int
    waited: int
    walking: bool
    last: tuple[int, int, int]


class Part:
    """Where one seat of one world is in its line."""

    __slots__ = (
        "agreed", "at", "branch", "called", "done", "gave_up", "goal", "had", "kept", "last", "reflex", "role",
        "route", "spoke", "spot", "told", "took", "waited", "walking",
    )  # fmt: skip

    def __init__(self, role: Role) -> None:
        self.role = role
        self.reflex = role.reflex  # in force
        self.agreed = Agreement(role.roll, role.answer)
        self.at = 0  # index of the cell being played
        self.told: dict[int, set[int]] = {}  # code word -> who gave it
        self.took: dict[int, bool] = {}  # guard -> whether what it asked was so
        self.spot: Place | None = None  # where the plan has the seat by now
        self.last = (-1, -1, -1)  # place and creeping of the beat before
        self.spoke = NO_SIGNAL  # what it calls in this beat as it was agreed, whatever its line says
        self.gave_up = -1  # index of a cell that patience ran out with this beat, -1 none
        self.begin()

    def begin(self) -> None:
        """Come to a cell."""
        self.branch: Act | None = None  # what a guard decided on
        self.called = -1  # beats since the cue was last signed or called, -1 not yet
        self.done = 0  # orders of this cell that are given
        self.had = -1  # how many of the object that is being set were in the pack when its setting began, -1 none is
        self.kept = 0  # beats kept at this cell
        self.waited = 0  # those of them without getting on
        self._arrive()

    def _arrive(self) -> None:
        self.goal: Place | None = None  # where a move leads
        self.route: bytes | None = None  # a detour
        self.walking = False  # whether the last order was to walk

    def mark(self) -> Mark:
        """How the part is now, to rewind to if the order asked for next is not given."""
        told = {signal: set(who) for signal, who in self.told.items()}
        return Mark(self.at, told, self.branch, self.called, self.done, self.kept, self.waited, self.walking, self.last)

    def rewind(self, mark: Mark) -> None:
        """Take back the order asked for since the mark: it is not given. What was found done with stays done with."""
        self.told = mark.told
        if self.at != mark.at:
            self.begin()
            return
        self.branch, self.called, self.kept, self.waited = mark.branch, mark.called, mark.kept, mark.waited
        self.walking, self.last = mark.walking, mark.last
        cell = self.branch or (self.role.cells[self.at] if self.at < len(self.role.cells) else None)
        if not (isinstance(cell, Order) and cell.verb in MOVES):
            self.done = mark.done  # of moves those that were made count, of others those that were given

    def then(self, role: Role) -> Self:
        """The part that plays another line after this one, from where this is if the line begins as what is left here.

        What stands stays in force until the line changes it; such cells at its head do so at once.
        """
        part = type(self)(role)
        part.told, part.reflex, part.agreed = self.told, self.reflex, self.agreed
        while part.at < len(role.cells) and isinstance(cell := role.cells[part.at], Standing):
            part.stand(cell, -1)
            part.at += 1
        if self.left()[:1] == role.cells[part.at : part.at + 1]:
            part.branch, part.called, part.kept, part.waited = self.branch, self.called, self.kept, self.waited
            part.done = self.done if self.branch else 0  # of a guard; of an order what is left is counted anew
            part.spot = self.spot
        return part

    def left(self) -> tuple[Cell, ...]:
        """The cells it has still to do, its present one less what of it is done."""
        cells = self.role.cells[self.at :]
        if cells and isinstance(cells[0], Order) and 0 < self.done < cells[0].times:
            return replace(cells[0], times=cells[0].times - self.done), *cells[1:]
        return cells

    def play(self, now: Moment) -> int:
        """The action of this beat."""
        senses = now.senses
        self.gave_up, self.spoke = -1, NO_SIGNAL
        self.agreed.hear(now)
        for q, voice in enumerate(now.voices):
            if voice[SAID] >> FIRST_CODE_WORD:  # seldom
                for signal in range(FIRST_CODE_WORD, N_SIGNALS):
                    if voice[SAID] >> signal & 1:
                        self.told.setdefault(signal, set()).add(q)
        if not senses[ABLE] or senses[LATE] >= 0:
            return WAIT
        stand = senses[Y], senses[X], senses[CREPT]
        self.waited += self.walking and stand == self.last
        if self.walking and stand != self.last:
            self.waited = 0
        self.walking, self.last = False, stand
        self.spot = self.spot or stand[:2]
        cells = self.role.cells
        while self.at < len(cells):
            cell = cells[self.at]
            code = None if isinstance(cell, Standing) else self._unasked(now)
            if code is None:
                code = self._cell(cell, now)
            if code is not None:
                return code if now.mask[code] else WAIT
            self.at += 1
            self.begin()
        code = self._unasked(now)
        return WAIT if code is None else code

    def stand(self, cell: Standing, beat: int) -> None:
        """Let a cell be in force from a beat on; what was in force already goes on."""
        if isinstance(cell, Reflex):
            self.reflex = cell
        elif isinstance(cell, Roll):
            if cell != self.agreed.roll:
                self.agreed.call_roll(cell, beat)
        elif cell != self.agreed.answer:
            self.agreed.expect(cell)

    def _unasked(self, now: Moment) -> int | None:
        """What is to be done now whatever the line says: call as agreed, or else strike what is beside one."""
        signal = self.agreed.due(now)
        if signal != NO_SIGNAL and now.mask[BASE[CALL] + signal]:
            self.spoke = signal
            return BASE[CALL] + signal
        return self._blow(now)

    def _blow(self, now: Moment) -> int | None:
        """What a reflex on all sides does now."""
        reflex = self.reflex
        return self._at_whom(reflex.verb, now) if reflex.around and reflex.verb != WAIT else None

    def _at_whom(self, verb: int, now: Moment) -> int | None:
        """A blow or a shove at what hunts beside the seat, rather where a mate does too; else at a ladder below."""
        ways = [d for d in range(4) if now.senses[THREAT] >> d & 1 and now.mask[BASE[verb] + d]]
        if not ways and verb == SHOVE and now.mask[BASE[SHOVE] + HERE]:
            return BASE[SHOVE] + HERE
        return BASE[verb] + max(ways, key=lambda d: (mates_beside(d, now), -d)) if ways else None

    def _code(self, order: Order, now: Moment) -> int | None:
        """The action of an order that is no move; None if there is nobody to strike or shove."""
        code = self.role.codes.get(order)
        return self._at_whom(order.verb, now) if code is None else code

    def _cell(self, cell: Cell, now: Moment) -> int | None:
        """The order of a cell for this beat, or None when it is done with."""
        if isinstance(cell, Standing):
            self.stand(cell, now.senses[BEAT])
            return None
        if isinstance(cell, Cue):
            return self._cue(cell, now)
        if isinstance(cell, Hold):
            if holds(cell.condition, now) or self._tired(cell.limit):
                return None
            return WAIT
        if isinstance(cell, Guard):
            if self.branch is None:
                self.took[self.at] = holds(cell.condition, now)
                self.branch = cell.then if self.took[self.at] else cell.otherwise
            if self.branch is None:
                return None
            cell = self.branch
        if cell.until is not None:
            return self._repeat(cell, cell.until, now)
        if isinstance(cell, Goto):
            return self._goto(cell, now)
        return self._move(cell, now) if cell.verb in MOVES else self._hand(cell, now)

    def _tired(self, limit: int | None) -> bool:
        """True if the cell has been kept for `limit` beats; counts this one."""
        self.kept += 1
        return limit is not None and self.kept > limit

    def _repeat(self, act: Act, until: Condition, now: Moment) -> int | None:
        """The order of an act that goes on until something holds; None then, at a walk's end, or past its limit."""
        here = now.senses[Y], now.senses[X]
        ended = holds(until, now) or (isinstance(act, Goto) and here == place(act.spot, now))
        if ended or self._tired(act.limit):
            self.gave_up = self.gave_up if ended else self.at
            self.spot = here  # where that would be, no plan can say
            return None
        if isinstance(act, Goto):
            return self._walk(place(act.spot, now), act.gait, None, now)
        if act.verb not in MOVES:
            code = self._code(act, now)
            return WAIT if code is None else code
        if self.goal in (None, here):
            self._arrive()
            self.goal = self._ahead(act, here)
        return WAIT if self.goal == here else self._walk(self.goal, act.verb, None, now)

    def _cue(self, cue: Cue, now: Moment) -> int | None:
        signal = cue.signal
        if self.called < 0 and not cue.loud:
            self.told[signal] = set()  # a hand must be up now; a call stays in the ear
        given = self.called >= 0 and (cue.loud or now.senses[SHOWN] == signal)
        heard = self.told.get(signal, set())
        answered = given and all(q in heard or now.lost[q] for q in self.role.company[self.at])
        if answered or self._tired(cue.limit):
            self.gave_up = self.gave_up if answered else self.at
            self.told.pop(signal, None)
            return None
        if cue.loud and 0 <= self.called < RECALL:
            self.called += 1
            return WAIT
        self.called = 0
        return BASE[CALL if cue.loud else SIGN] + signal

    def _hand(self, order: Order, now: Moment) -> int | None:
        code = self._code(order, now)
        patience = self.role.patience if order.limit is None else order.limit
        if order.verb == SET and self.had > int(now.percept.pack[now.e, now.p, order.item]):
            self.had = -1  # it is out of the hands
            self.done += 1
        while self.done < order.times:
            if code is not None and now.mask[code]:
                self.waited = 0
                if order.verb == SET:  # goes on for as many beats as it takes
                    self.had = int(now.percept.pack[now.e, now.p, order.item])
                else:
                    self.done += 1
                return code
            self.waited += 1
            if self.waited <= patience:
                return WAIT
            self.gave_up = self.at
            self.waited = 0
            self.done += 1
        return None

    def _move(self, order: Order, now: Moment) -> int | None:
        patience = self.role.patience if order.limit is None else order.limit
        assert self.spot is not None
        while self.done < order.times:
            if self.goal is None:
                self.goal = self._ahead(order, self.spot)
            code = self._walk(self.goal, order.verb, patience, now)
            if code is not None:
                return code
            led_nowhere = self.spot == self.goal
            self.spot = self.goal
            self._arrive()
            self.waited = 0
            self.done = order.times if led_nowhere else self.done + 1  # against a wall once is against it every time
        return None

    def _ahead(self, move: Order, cell: Place) -> Place:
        """Where one move leads from a cell."""
        routes = self.role.routes
        if move.verb == LINK:
            return routes.link_end(cell)
        return routes.ahead(cell, move.direction, 2 if move.verb == RUN else 1)

    def _goto(self, goto: Goto, now: Moment) -> int | None:
        goal = place(goto.spot, now)
        code = None if self._tired(goto.limit) else self._walk(goal, goto.gait, self.role.patience, now)
        if code is None:
            self.spot = goal
        return code

    def _walk(self, goal: Place, gait: int, patience: int | None, now: Moment) -> int | None:
        """The next order of a walk; None at the goal, or when it got no further for more than `patience` beats."""
        here = now.senses[Y], now.senses[X]
        if here == goal or (patience is not None and self.waited > patience):
            self.gave_up = self.gave_up if here == goal else self.at
            return None
        self.walking = True
        routes = self.role.routes
        if self.waited and self.waited % DETOUR == 0 and now.senses[TAKEN]:
            self.route = routes.around(goal, now.percept, now.e, now.p)
        d = STILL if self.route else routes.straight(here, goal)
        route = self.route or (routes.to(goal) if d == STILL else b"")
        if route:
            d = route[here[0] * routes.width + here[1]]
        if d == STILL:
            return WAIT
        if d == ALONG:
            return BASE[LINK]
        verb = self.reflex.verb
        if now.senses[THREAT] >> d & 1 and verb != WAIT and now.mask[BASE[verb] + d]:
            self.walking = False  # the blow is no fault of the way
            return BASE[verb] + d
        hinged = routes.ways.hinged
        near = here[0] + DY[d], here[1] + DX[d]
        if hinged[near] and not now.mask[BASE[STEP] + d]:
            return BASE[USE] + d
        if gait == LINK:
            gait = STEP
        if gait == RUN:
            beyond = near[0] + DY[d], near[1] + DX[d]
            follows = beyond == goal if not route else route[near[0] * routes.width + near[1]] == d
            if near == goal or not follows or hinged[beyond]:
                gait = STEP
        return BASE[gait] + d
