"""What stands in a plan: cells for seats, in lines, in blocks. Each part's `str()` is its text in the file."""

from dataclasses import dataclass, field

from warbell.engine.codes import (
    FARTHEST,
    FIRST_CODE_WORD,
    FLY,
    HERE,
    LEG,
    LINK,
    LOAD,
    N_VERBS,
    NO_SIGNAL,
    OBJECTS,
    OFFER,
    RUN,
    SET,
    SETTABLE,
    SHOVE,
    SIGNALS,
    SNEAK,
    STEP,
    STRIKE,
    THROW,
    THROWABLE,
    VERB_ARGS,
    VERBS,
    WAIT,
    WHISPER,
    WIELD,
    WIELDABLE,
)  # fmt: skip

VERSION = "1"
PATIENCE = 5  # beats a cell is kept at what is not possible, if the plan does not say
MOST = 9999  # the largest number a cell may hold

WAYS = "nesw"  # directions in code order
CUES = "ABCDEFGH"  # cue letters, in the order of the eight code words
GAITS = {STEP: "@", RUN: "@@", SNEAK: "@'"}
# Verbs that are written as words; moves and waiting have letters.
WORDS = {VERBS[verb]: verb for verb in range(LINK, N_VERBS)}
# Verbs whose word is followed by that of an object, one of these.
WITH_OBJECT = {
    verb: tuple(OBJECTS[item] for item in table)
    for verb, table in (
        (SET, SETTABLE),
        (WIELD, WIELDABLE),
        (THROW, THROWABLE),
        (OFFER, range(len(OBJECTS))),
        (LOAD, range(len(OBJECTS))),
    )
}
TAKES_SIGNAL = frozenset(verb for verb in range(N_VERBS) if VERBS[verb] in {"call", "whisper", "sign"})
TAKES_WAY = frozenset(
    verb for verb in range(N_VERBS) if VERB_ARGS[verb] in {4, 5} or verb in {*WITH_OBJECT, WHISPER, FLY} - {LOAD}
)
ANYBODY = frozenset({STRIKE, SHOVE})  # without a direction they are for whatever hunts beside the seat
FAR = {THROW: FARTHEST, FLY: LEG}  # verbs with so many cells at most behind their direction
MAY_BE_HERE = ANYBODY | {SET, THROW} | {verb for verb in range(N_VERBS) if VERB_ARGS[verb] == 5}

HERE_ONLY = ("quiet", "clear", "gripped", "bitten", "winded", "flying")  # conditions on oneself
PLACED = ("lit", "dark")  # conditions on a cell: one's own if no other is named
ELSEWHERE = ("open", "shut", "locked", "free", "calm", "down")  # conditions on a cell that must be named
MEASURED = ("near", "drone")  # distances from a cell: one's own if no other is named
NUMBERS = ("rate", "fear", "hunger", "hp", "beat", "loud", "battery")  # numbers of one's own
SIGNALLED = ("heard", "told")  # a signal that somebody gives in this beat, or ever gave; perhaps in one seat's voice
SIDED = ("heard", "kept")  # of those and these: perhaps from one side
OF_A_SEAT = ("seen", "kept", "missed", "answered")  # a seat: is it in sight, did its voice keep what was agreed


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell of a sheet; row and column count from 0 as the sheet's text does."""

    sheet: str
    row: int
    column: int

    def __str__(self) -> str:
        return f"{self.sheet}:{self.row},{self.column}"


@dataclass(frozen=True, slots=True)
class Condition:
    """A question about the seat's own percept: a name, perhaps a place, a bound, a signal or another seat."""

    name: str
    at: Spot | int | None = None  # a spot, the direction of a neighbouring cell, or None for one's own
    below: bool = False  # of a number: `<bound` if true, else `>=bound`
    bound: int | None = None
    signal: int = NO_SIGNAL
    seat: str | None = None  # whose voice or sign it is, or who is in sight; None for anybody's

    def __str__(self) -> str:
        text = self.name
        if self.signal != NO_SIGNAL:
            text += f"-{SIGNALS[self.signal]}"
        if self.seat is not None:
            text += f"-{self.seat}"
        if self.at is not None:
            text += f"@{WAYS[self.at] if isinstance(self.at, int) else self.at}"
        if self.bound is not None:
            text += f"{'<' if self.below else '>='}{self.bound}"
        return text


def _end(until: Condition | None, limit: int | None) -> str:
    return ("" if until is None else f"~{until}") + ("" if limit is None else f"/{limit}")


@dataclass(frozen=True, slots=True)
class Order:
    """One order, or the same order several times; `limit` replaces the plan's patience.

    With `until`, `times` is 1: the order is given beat after beat until the condition holds, for at most `limit` beats.
    """

    verb: int
    direction: int = HERE
    signal: int = NO_SIGNAL
    item: int = 255
    cells: int = 0  # how far something is thrown, 1..FARTHEST, or a drone flies, 1..LEG
    times: int = 1
    limit: int | None = None
    until: Condition | None = None

    def __str__(self) -> str:
        return self._order() + (f"*{self.times}" if self.times > 1 else "") + _end(self.until, self.limit)

    def _order(self) -> str:
        if self.verb == WAIT:
            return "."
        if self.verb in (STEP, RUN, SNEAK):
            letter = WAYS[self.direction]
            return {STEP: letter, RUN: letter.upper(), SNEAK: letter + "'"}[self.verb]
        parts = [VERBS[self.verb]]
        if self.verb in WITH_OBJECT:
            parts.append(OBJECTS[self.item])
        if self.signal != NO_SIGNAL:
            parts.append(SIGNALS[self.signal])
        if self.direction != HERE:
            parts.append(WAYS[self.direction] + (str(self.cells) if self.cells else ""))
        return "-".join(parts)


@dataclass(frozen=True, slots=True)
class Goto:
    """Walk to a spot in a gait (STEP, RUN or SNEAK), opening doors; at most `limit` beats.

    With `until` it ends when the condition holds, and not for want of patience.
    """

    spot: Spot
    gait: int = STEP
    limit: int | None = None
    until: Condition | None = None

    def __str__(self) -> str:
        return f"{GAITS[self.gait]}{self.spot}{_end(self.until, self.limit)}"


@dataclass(frozen=True, slots=True)
class Cue:
    """Wait, signing or calling the cue's code word, for every seat with this cue; at most `limit` beats."""

    letter: str
    loud: bool = False
    limit: int | None = None

    @property
    def signal(self) -> int:
        """The code word of the cue, an index into SIGNALS."""
        return FIRST_CODE_WORD + CUES.index(self.letter)

    def __str__(self) -> str:
        return f"|{self.letter}{'!' if self.loud else ''}{_end(None, self.limit)}"


@dataclass(frozen=True, slots=True)
class Hold:
    """Stay here until the condition holds; at most `limit` beats."""

    condition: Condition
    limit: int | None = None

    def __str__(self) -> str:
        return _end(self.condition, self.limit)


Act = Order | Goto


@dataclass(frozen=True, slots=True)
class Guard:
    """Do one thing if the condition holds when the cell is reached, another (or nothing, in no time) if not."""

    condition: Condition
    then: Act
    otherwise: Act | None = None

    def __str__(self) -> str:
        return f"?{self.condition}->{self.then}" + (f";{self.otherwise}" if self.otherwise else "")


@dataclass(frozen=True, slots=True)
class Reflex:
    """From here on, what a seat does about an infected beside it, unasked: SHOVE, STRIKE or nothing (WAIT)."""

    verb: int = WAIT
    around: bool = False  # on all sides and while waiting, not only in the way of a move

    def __str__(self) -> str:
        return f"reflex-{_REFLEX_WORDS[self.verb]}{'-around' if self.around else ''}"


REFLEXES = {"none": WAIT, "shove": SHOVE, "strike": STRIKE}
_REFLEX_WORDS = {verb: word for word, verb in REFLEXES.items()}


@dataclass(frozen=True, slots=True)
class Roll:
    """From here on, a roll call: seat number p calls the signal, unasked, heard in each beat b with b mod `every` = p.

    Without a signal it calls no more; who is `silent` listens for the others and calls nothing.
    """

    signal: int = NO_SIGNAL
    every: int = 0  # beats
    silent: bool = False

    def __str__(self) -> str:
        if self.signal == NO_SIGNAL:
            return "roll-none"
        return f"roll-{SIGNALS[self.signal]}-{self.every}" + ("-silent" if self.silent else "")

    def due(self, seat: int, beat: int) -> bool:
        """True if a seat's voice is to be heard in a beat."""
        return self.signal != NO_SIGNAL and beat % self.every == seat

    def last(self, seat: int, beat: int) -> int:
        """The last beat, this one or before, in which a seat's voice was to be heard."""
        return beat - (beat - seat) % self.every


@dataclass(frozen=True, slots=True)
class Answer:
    """From here on, when the seat hears another voice call `call` it calls `reply`, unasked, heard `after` beats later.

    Without a signal it answers no more.
    """

    call: int = NO_SIGNAL
    reply: int = NO_SIGNAL
    after: int = 0

    def __str__(self) -> str:
        if self.call == NO_SIGNAL:
            return "answer-none"
        return f"answer-{SIGNALS[self.call]}-{SIGNALS[self.reply]}-{self.after}"


Standing = Reflex | Roll | Answer  # what stays in force until a cell of its kind changes it
Cell = Order | Goto | Cue | Hold | Guard | Standing


def acts(cell: Cell) -> tuple[Act, ...]:
    """The orders and walks of a cell: itself, or a guard's branches."""
    if isinstance(cell, Guard):
        return (cell.then,) if cell.otherwise is None else (cell.then, cell.otherwise)
    return (cell,) if isinstance(cell, Act) else ()


def conditions(cell: Cell) -> tuple[Condition, ...]:
    """Everything a cell may ask."""
    asked = (cell.condition,) if isinstance(cell, Hold | Guard) else ()
    return (*asked, *(act.until for act in acts(cell) if act.until is not None))


@dataclass(frozen=True, slots=True)
class Note:
    """A line that is a comment."""

    text: str


@dataclass(frozen=True, slots=True)
class Setting:
    """A line of the head: its words, and a comment behind them."""

    words: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """Some more cells of a seat, and a comment behind them."""

    seat: str
    cells: tuple[Cell, ...]
    note: str = ""


Item = Note | Setting | Line


EVERYBODY = "all"


@dataclass(frozen=True)
class Plan:
    """A plan as it stands in its file: blocks of items, apart by blank lines. Make one with `parse` or `compose`."""

    blocks: tuple[tuple[Item, ...], ...]
    lines: dict[str, tuple[Cell, ...]] = field(init=False, repr=False, compare=False)  # each seat's cells
    head: tuple[tuple[str, ...], ...] = field(init=False, repr=False, compare=False)  # the words of its settings

    def __post_init__(self) -> None:
        lines: dict[str, tuple[Cell, ...]] = {}
        for block in self.blocks:
            for item in block:
                if isinstance(item, Line):
                    lines[item.seat] = (*lines.get(item.seat, ()), *item.cells)
        object.__setattr__(self, "lines", lines)
        head = tuple(item.words for block in self.blocks for item in block if isinstance(item, Setting))
        object.__setattr__(self, "head", head)

    def settings(self, name: str) -> list[tuple[str, ...]]:
        """The words behind each `name` of the head, in order."""
        return [words[1:] for words in self.head if words[0] == name]

    @property
    def episode(self) -> str | None:
        """The episode the plan was written for, if it says."""
        named = self.settings("episode")
        return named[-1][0] if named else None

    @property
    def patience(self) -> int:
        """Beats a cell is kept at what is not possible."""
        named = self.settings("patience")
        return int(named[-1][0]) if named else PATIENCE

    def _standing(self, name: str, seat: str) -> list[str]:
        """The words of the last line of the head with this name for a seat or for all; [] if there is none."""
        return next((words for who, *words in reversed(self.settings(name)) if who in (seat, EVERYBODY)), [])

    def reflex(self, seat: str) -> Reflex:
        """What this seat starts with: the last reflex that the head sets for it or for all."""
        verb, *around = self._standing("reflex", seat) or ["none"]
        return Reflex(REFLEXES[verb], bool(around))

    def roll(self, seat: str) -> Roll:
        """The roll call that this seat starts with."""
        match self._standing("roll", seat):
            case [signal, every, *silent]:
                return Roll(SIGNALS.index(signal), int(every), bool(silent))
        return Roll()

    def answer(self, seat: str) -> Answer:
        """The answer that this seat starts with."""
        match self._standing("answer", seat):
            case [call, reply, after]:
                return Answer(SIGNALS.index(call), SIGNALS.index(reply), int(after))
        return Answer()
