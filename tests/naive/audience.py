"""Who knows of each event of the beat."""

from naive.world import sees_at_home, sees_body

from warbell.engine import codes as c

PRIVATE = (c.REFUSED, c.BUMPED, c.GOAL_MET, c.SOLD)


def audience(state):
    for event in state.events:
        if event.kind in (c.ENDED, c.TIDINGS):
            event.told = set(state.persons)
        elif event.kind not in PRIVATE:
            sees = sees_at_home if event.kind == c.CALLED else sees_body  # from a drone nobody is seen to call
            event.seen = {p for p in state.persons if sees(state, p, (event.y, event.x))}
            if event.kind == c.CALLED:
                calls = {p: [sound for sound in state.heard[p] if sound[1] == c.VOICE] for p in state.persons}
                event.heard = {p for p in calls if any(voice == event.who for _, _, _, voice, _ in calls[p])}
