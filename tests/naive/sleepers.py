"""Sleepers: what is loud enough at their ears wakes them."""

from naive.world import infected

from warbell.engine import codes as c


def sleepers(state):
    for body in state.bodies:
        asleep = infected(body) and body.state == c.UP and body.asleep
        if asleep and state.noise.get(body.at, 0) >= state.tuning.wakes_at:
            body.asleep = 0
            body.stun = max(1, body.stun)
