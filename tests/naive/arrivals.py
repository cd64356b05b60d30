"""Arrivals: who is due steps onto the map; of several on one cell the one with the lowest draw."""

from naive.world import cast, infected, sound_of, standing

from warbell.engine import codes as c


def arrivals(state):
    due = {}
    for i, body in enumerate(state.bodies):
        waits = i not in state.persons and infected(body) and body.state == c.AWAY
        if waits and 0 <= body.timer <= state.clock.beat + 1 and body.at in state.clear - set(standing(state)):
            due.setdefault(body.at, []).append((cast(state, body.id, c.D_WHEN), i))
    for rivals in due.values():
        i = min(rivals)[1]
        body = state.bodies[i]
        body.state, body.timer, body.gait = c.UP, -1, c.STEP_GAIT
        sound_of(state, i, c.SHUFFLING, state.tuning.loud_shuffle)
