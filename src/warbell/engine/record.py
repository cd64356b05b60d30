"""What was ordered, beat by beat, as replays keep it."""

from warbell.engine.codes import N_ACTIONS, RUNNING_STILL
from warbell.engine.kernel import kernel


@kernel
def note(clock, given, counted, record):
    """Take orders, int64 [E, S], as the engine does, counted, int32 [E, S]: what is no order at all stays none.

    Those of worlds that still run are noted at their beat in record, int16 [beats, E, S].
    """
    for e in range(given.shape[0]):
        running = clock[e].ending == RUNNING_STILL
        for p in range(given.shape[1]):
            counted[e, p] = max(-1, min(N_ACTIONS, given[e, p]))
            if running:
                record[clock[e].beat, e, p] = counted[e, p]
