"""Sharing: what a careful seat gives to people without a seat who ask it for food, or hold something out for it."""

from warbell.engine.actions import encode
from warbell.engine.codes import DX, DY, FOOD, GIVE, HELP, NO_SIGNAL, OFFER, OFFERED, WAIT, WHISPERED
from warbell.engine.kernel import part
from warbell.engine.percept import Percept


@part
def shares(percept: Percept, e: int, p: int) -> int:
    """Food for who whispered HELP to the seat in this beat, or held something out to it; WAIT if nobody did.

    What is held out it takes in trade. Of several it is the first round from north.
    """
    me, mask, seats = percept.me[e, p], percept.mask[e, p], percept.me.shape[1]
    if percept.pack[e, p, FOOD] == 0:
        return WAIT
    for d in range(4):
        for k in range(me.events):
            event = percept.events[e, p, k]
            asks = event.kind == WHISPERED and event.value == HELP
            if event.whom != p or event.who < seats or not (asks or event.kind == OFFERED):
                continue
            body = percept.bodies[e, p, event.who]
            order = int(encode(GIVE if asks else OFFER, d, NO_SIGNAL, FOOD))
            if body.beat == me.beat and body.y == me.y + DY[d] and body.x == me.x + DX[d] and mask[order] == 1:
                return order
    return WAIT
