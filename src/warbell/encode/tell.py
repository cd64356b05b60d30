"""Every seat's observation, written out for all worlds, or after the beat of some while they are in the cache."""

from warbell.encode.fill import fill
from warbell.encode.paint import paint
from warbell.engine.early import ask_for
from warbell.engine.kernel import kernel, part
from warbell.engine.passing import call_at
from warbell.engine.record import note_orders, note_outcome

LINE = 32  # numbers of a vector in a line of memory
TOGETHER = 8  # worlds: few enough for the cache, and enough that code is not fetched anew for each of them


@part
def _ask_for(percept, vectors, e):
    """Ask for what a beat leaves cold: the vectors, and whom of its team nobody sees."""
    seats, width = vectors.shape[1:]
    for p in range(seats):
        for k in range(0, width, LINE):
            ask_for(vectors[e, p], k)
        for q in range(seats):
            ask_for(percept.bodies[e, p], q)


@part
def _tell(percept, paper, counts, vectors, grids, e):
    for p in range(vectors.shape[1]):
        fill(percept, paper, e, p, counts, vectors[e, p])
        if grids.shape[0] > 0:
            paint(percept, paper, e, p, grids[e, p])


@kernel
def tell(percept, paper, counts, vectors, grids):
    """Write vectors, int16 [E, S, V], and grids, uint8 [E, S, L, R, R] or of no worlds, of all seats."""
    for e in range(vectors.shape[0]):
        _tell(percept, paper, counts, vectors, grids, e)


@kernel
def play_and_tell(beats, ground, world, percept, orders, first, last, does, turn, paper, counts, vectors, grids):
    """Run worlds of a range as `record.play_and_note` does, and write as `tell` does straight after their beat."""
    for begin in range(first, last, TOGETHER):
        end = min(begin + TOGETHER, last)
        for e in range(begin, end):
            note_orders(world, orders, e, turn)
        call_at(beats, ground, world, percept, orders, begin, end, does)
        _ask_for(percept, vectors, begin)
        for e in range(begin, end):
            note_outcome(ground, world, e, turn)
        for e in range(begin, end):
            if e + 1 < end:
                _ask_for(percept, vectors, e + 1)
            _tell(percept, paper, counts, vectors, grids, e)
