"""What a seat has agreed on with the others about calls, and whose voice kept it: by what it heard, and when.

A mimic has anybody's voice, but not their beat: what is heard at another one changes nothing here.
"""

from typing import TYPE_CHECKING, Self

from warbell.engine.codes import NO_SIGNAL
from warbell.minds.senses import BEAT
from warbell.minds.voices import ALOUD, FROM, SAID, TWICE
from warbell.plans import Answer, Roll

if TYPE_CHECKING:
    from warbell.minds.questions import Moment


class Agreement:
    """A roll call and an answer in force, and what became of them so far."""

    __slots__ = ("answer", "answered", "asked", "kept", "owed", "roll", "sides", "since")

    def __init__(self, roll: Roll = Roll(), answer: Answer = Answer()) -> None:  # noqa: B008 - frozen
        self.call_roll(roll)
        self.expect(answer)

    def call_roll(self, roll: Roll, beat: int = -1) -> None:
        """Let a roll call be in force from a beat on; -1: from the one that is heard next."""
        self.roll = roll
        self.since = beat
        self.kept: dict[int, bool] = {}  # another seat -> whether its voice was heard in its last due beat so far
        self.sides: dict[int, tuple[int, ...]] = {}  # and the sides, 0..3 for n, e, s, w, from which it was heard then

    def expect(self, answer: Answer) -> None:
        """Let an answer be in force."""
        self.answer = answer
        self.owed: set[int] = set()  # beats in which one's own reply is to be heard
        self.asked = -1  # the beat of one's own last call, -1 none
        self.answered: set[int] = set()  # the seats in whose voice the reply to it came in its beat

    def copy(self) -> Self:
        """The same, to be heard on with apart from this one."""
        other = type(self)(self.roll, self.answer)
        other.since, other.asked = self.since, self.asked
        other.kept, other.sides = dict(self.kept), dict(self.sides)
        other.owed, other.answered = set(self.owed), set(self.answered)
        return other

    def hear(self, now: "Moment") -> None:
        """Take note of what is heard in this beat; of the same beat twice is as good as once."""
        beat = now.senses[BEAT]
        if self.roll.signal != NO_SIGNAL:
            if self.since < 0:
                self.since = beat
            turn = beat % self.roll.every
            if beat > self.since and turn < len(now.voices) and turn != now.p:
                self._count(turn, now.voices[turn])
        if self.answer.call == NO_SIGNAL:
            return
        call, reply, after = self.answer.call, self.answer.reply, self.answer.after
        self.owed = {due for due in self.owed if due > beat}
        if any(said[ALOUD] >> call & 1 for q, said in enumerate(now.voices) if q != now.p):
            self.owed.add(beat + after)
        if now.voices[now.p][ALOUD] >> call & 1:
            self.asked, self.answered = beat, set()
        if self.replied(beat):
            self.answered = {q for q, said in enumerate(now.voices) if said[SAID] >> reply & 1}

    def replied(self, beat: int) -> bool:
        """True in the beat in which replies to one's own last call are to be heard."""
        return self.asked >= 0 and beat == self.asked + self.answer.after

    def expects(self, voice: int, signal: int, beat: int) -> bool:
        """True if it was agreed that this voice, not one's own, gives this signal in this beat."""
        called = self.roll.due(voice, beat) and signal == self.roll.signal and 0 <= self.since < beat
        return called or (self.replied(beat) and signal == self.answer.reply)

    def _count(self, seat: int, voice: list[int]) -> None:
        """Take note of what was heard in a seat's voice in the beat in which the roll call is hers."""
        if voice[TWICE] >> self.roll.signal & 1:
            return  # from two sides at once: nobody is in two places, and such a beat proves nothing
        self.kept[seat] = bool(voice[SAID] >> self.roll.signal & 1)
        self.sides[seat] = tuple(side for side in range(4) if voice[FROM + side] >> self.roll.signal & 1)

    def due(self, now: "Moment") -> int:
        """The signal to call now, heard in the next beat; NO_SIGNAL if none is due. The roll call goes first."""
        heard = now.senses[BEAT] + 1
        if self.roll.due(now.p, heard) and not self.roll.silent:
            return self.roll.signal
        return self.answer.reply if heard in self.owed else NO_SIGNAL
