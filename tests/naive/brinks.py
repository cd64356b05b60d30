"""Facades, and who stands at them."""

from naive.world import standing

from warbell.engine import codes as c


def facades(state):
    """{number: link} of the facades; numbers count from 1."""
    return {k: link for k, link in enumerate(state.ground.links, 1) if link.kind == c.FACADE}


def base(link):
    return link.y0, link.x0


def top(link):
    return link.y1, link.x1


def ladder_on(state, i):
    """Body i and those on its shoulders, one on the other."""
    chain = [i]
    while state.bodies[chain[-1]].load:
        chain.append(state.bodies[chain[-1]].load - 1)
    return chain


def foot_at(state, k):
    """Who stands on the base of facade k to go up it, or None."""
    i = standing(state).get(base(facades(state)[k]))
    if i is None:
        return None
    body = state.bodies[i]
    return i if body.nature == c.CLIMBER and body.state == c.UP and body.facade == k else None


def below_the_brink(state, cell):
    """Whom one on a cell can shove off the ladder below, or None."""
    for k, link in facades(state).items():
        foot = foot_at(state, k)
        if top(link) == cell and foot is not None:
            chain = ladder_on(state, foot)
            return chain[-1] if len(chain) > 1 or link.height == 1 else None
    return None
