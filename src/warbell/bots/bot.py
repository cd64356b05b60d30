"""A program as a mind: asked for the orders of its seats, and what it does wrong told once and survived."""

import logging
import re
import shlex
import shutil
import time
from dataclasses import dataclass, field

import numpy as np

from warbell.bots import protocol
from warbell.bots.process import Ended, Process
from warbell.encode.json_view import view
from warbell.encode.words import ACTIONS
from warbell.engine.codes import DOWN, IS_PERSON, RUNNING_STILL
from warbell.engine.percept import Percept
from warbell.episodes import Brief
from warbell.errors import BadInput, printable
from warbell.order_names import NO_ORDER

_NAME = re.compile(r"exec(?:@(\d{1,5}(?:\.\d{1,3})?))?:(.*)", re.DOTALL)  # a mind that is a program; its seconds
SECONDS = 1.0  # to think about an order
FIRST = 10.0  # seconds to the first of all answers, at least: a language has to start
PATIENCE = 3  # beats in a row with an order too late, after which a program is ended
TOLD = 5  # lines of its stderr that are told with what it did wrong

logger = logging.getLogger("warbell.bots")


@dataclass(frozen=True)
class Program:
    """A program of any language that holds seats, called with (brief, seats, worlds) by whoever plays."""

    command: str  # as typed: a program and its arguments, apart by blanks, quoted as in a shell
    seconds: float = SECONDS  # to think about an order
    _told: set[str] = field(default_factory=set, compare=False, repr=False)  # what went wrong, of whatever is told once

    def __post_init__(self) -> None:
        """BadInput unless there is such a program."""
        if not 0 < self.seconds < float("inf"):
            raise BadInput(self.name, f"{self.seconds} seconds to think", "more than 0")
        try:
            words = self.words
        except ValueError as error:
            raise BadInput(self.name, str(error).lower(), "a command, quoted as in a shell") from None
        if not words or shutil.which(words[0]) is None:
            found = f"no program {words[0]}" if words else "no command"
            raise BadInput(self.name, found, "a program that can be run, as in exec:./bot or exec:'python bot.py'")

    @property
    def name(self) -> str:
        """What it is named by where minds are, and what replays call it."""
        seconds = "" if self.seconds == SECONDS else f"@{self.seconds:g}"
        return f"exec{seconds}:{self.command}"

    @classmethod
    def named(cls, mind: str) -> "Program | None":
        """The program of `exec:COMMAND` or `exec@SECONDS:COMMAND`; None for any other mind's name."""
        match = _NAME.fullmatch(mind)
        return match and cls(match[2], float(match[1] or SECONDS))

    @property
    def words(self) -> list[str]:
        """The program and its arguments."""
        return shlex.split(self.command)

    def __call__(self, brief: Brief, seats: list[int], worlds: int) -> "Bot":
        """Start it for these seats (indices) of all these worlds; BadInput if it does not start."""
        return Bot(self, brief, seats, worlds)

    def tell(self, kind: str, words: str, said: list[str]) -> None:
        """Say what it did wrong, with the end of its stderr; of each kind once."""
        if kind not in self._told:
            self._told.add(kind)
            lines = "".join(f"\n  its stderr: {printable(line, 200)}" for line in said[-TOLD:])
            logger.warning("%s: %s%s", self.name, words, lines)


class Bot:
    """A program that runs, for some seats of a batch of worlds.

    Whatever it does, `decide` comes back within the time it has. A seat without an order in time, or with none that
    there is, gets NO_ORDER: the rules refuse it, the seat waits, and its percept says so.
    """

    def __init__(self, program: Program, brief: Brief, seats: list[int], worlds: int) -> None:
        self.fault = ""  # what it did wrong in the last beat, in words
        self._program = program
        self._brief = brief
        self._seats = seats
        self._asked = 0  # questions so far
        self._wait = max(FIRST, program.seconds)
        self._late = 0  # beats in a row
        self._ended = ""  # how, once it has
        try:
            self._process = Process(program.words)
        except OSError as error:
            found = (error.strerror or str(error)).lower()
            raise BadInput(program.name, found, "a program that can be run") from None
        self._process.send(protocol.encode(protocol.hello(brief, seats, worlds, program.seconds)))

    def close(self) -> None:
        """End the program: its input ends, and soon after whatever still runs of it."""
        self._process.end()
        self._ended = self._ended or "it was ended"

    def decide(self, percept: Percept, out: np.ndarray) -> None:
        """Fill out[:, seats], int32 [E, P]: of who can no longer do anything in the worlds that run, WAIT."""
        self.fault = ""
        me = percept.me[:, self._seats]
        able = (me["ending"] == RUNNING_STILL) & (me["state"] <= DOWN) & IS_PERSON[me["nature"]]
        open_asks = {}
        for world, k in np.argwhere(able).tolist():
            seat = self._seats[k]
            out[world, seat] = NO_ORDER
            self._asked += 1
            open_asks[self._asked] = (world, seat)
        if self._ended:
            self.fault = self._ended if open_asks else ""
            return
        for number, (world, seat) in open_asks.items():
            seen = view(percept, self._brief, seat, world)
            asked = protocol.Decide(number, world, self._brief.seats[seat], seen["beat"], seen)
            self._process.send(protocol.encode(asked))
        try:
            self._hear(open_asks, out)
        except Ended as ended:
            self._give_up(f"{ended} in {self._where(open_asks)}")

    def _hear(self, open_asks: dict[int, tuple[int, int]], out: np.ndarray) -> None:
        """Take in answers until none is missing, or one does not come in time."""
        until = time.monotonic() + self._wait
        while open_asks:
            for line in self._process.lines(until - time.monotonic()):
                number, order = self._read(line)
                if number in open_asks:
                    out[open_asks.pop(number)] = order
                    self._wait = self._program.seconds
                    until = time.monotonic() + self._wait
            if open_asks and time.monotonic() >= until:
                self._blame("late", f"no order within {self._wait:g} s in {self._where(open_asks)}")
                self._late += 1
                if self._late == PATIENCE:
                    self._give_up(f"too late in {PATIENCE} beats in a row, and so it was ended")
                return
        self._late = 0

    def _read(self, line: bytes) -> tuple[int, int]:
        """The question a line answers, 0 if none, and the order it gives, NO_ORDER if there is no such order."""
        try:
            answer = protocol.decode(line)
        except ValueError as error:  # of msgspec too
            shown = printable(line.decode(errors="replace"), 60)
            self._blame("garbage", f"a line that is no answer ({printable(str(error))}): {shown}")
            return 0, NO_ORDER
        order = NUMBERS.get(answer.order, NO_ORDER)
        if order == NO_ORDER:
            self._blame("order", f"no such order: {printable(repr(answer.order), 60)}")
        if not 0 < answer.ask <= self._asked:
            self._blame("ask", f"an answer to question {answer.ask}, which was not asked")
        return answer.ask, order

    def _give_up(self, how: str) -> None:
        self._blame("ended", how)
        self._process.end()
        self._ended = how

    def _blame(self, kind: str, words: str) -> None:
        self.fault = self.fault or words
        self._program.tell(kind, f"{words}; its seat waits", self._process.said)

    def _where(self, open_asks: dict[int, tuple[int, int]]) -> str:
        """The first of the questions that are open, in words."""
        number, (world, seat) = next(iter(open_asks.items()))
        return f"question {number}, seat {self._brief.seats[seat]} of world {world}"


NUMBERS: dict[str | int, int] = {name: k for k, name in enumerate(ACTIONS)} | {k: k for k in range(len(ACTIONS))}
