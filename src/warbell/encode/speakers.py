"""Whose voice it is: what a seat knows of whoever seems to call, beside the call. Facts it has, never the truth."""

from warbell.encode.words import where_seen
from warbell.engine import codes
from warbell.engine.percept import Percept
from warbell.episodes import Brief

SAID = (codes.CALLED, codes.WHISPERED)


def speaker(percept: Percept, brief: Brief, seat: int, voice: int, world: int = 0) -> str:
    """What a seat of a world knows in this beat of the person whose voice it hears, an index of bodies.

    "whom you see 2 west, silent", "who was dead when you last saw them", "last seen 6 beats ago, 9 west"; "" where
    nothing is known of them, or they are seen to say it.
    """
    me, body = percept.me[world, seat], percept.bodies[world, seat, voice]
    if voice == seat:
        return "your own, and you said nothing"
    if body["beat"] < 0:
        return ""
    if codes.IS_INFECTED[body["nature"]]:
        return "who had turned when you last saw them"
    if body["state"] > codes.DOWN:
        return f"who {'was dead' if body['state'] == codes.DEAD else 'had left'} when you last saw them"
    ago, where = int(me["beat"] - body["beat"]), where_seen(percept, brief, seat, voice, world)
    if ago > 0:
        return f"last seen {ago} beat{'s' * (ago > 1)} ago, {where}"
    events = percept.events[world, seat, : me["events"]]
    said = any(row["who"] == voice and row["kind"] in SAID for row in events)
    return "" if said else f"whom you see {where}, silent"
