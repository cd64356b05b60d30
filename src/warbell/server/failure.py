"""Why a cell of a line came to nothing, in a sentence to whoever wrote it, from nothing but what that seat knows."""

from warbell.encode.words import order
from warbell.engine import codes
from warbell.engine.actions import encode
from warbell.engine.percept import Percept
from warbell.episodes import Brief
from warbell.plans import Act, Cell, Cue, Goto, Order
from warbell.plans.cells import ANYBODY

MOVES = (codes.STEP, codes.RUN, codes.SNEAK)
TO_SOMEBODY = (codes.GIVE, codes.CARRY, codes.TEND, codes.COMFORT, codes.WHISPER, codes.SHOVE, codes.ROB, codes.OFFER)
TO_SOMETHING = (codes.USE, codes.TAKE, codes.SET)
TO_THE_DRONE = (codes.FLY, codes.LOAD, codes.HOIST, codes.LOWER, codes.BLAST)


def failure(percept: Percept, brief: Brief, seat: int, cell: Cell) -> str:
    """The sentence for a cell that a seat of world 0 has just given up."""
    if isinstance(cell, Cue):
        return f"Cue {cell.letter} came to nothing: nobody answered in time."
    if not isinstance(cell, Act):  # a guard, one of whose branches it was
        return f"“{cell}” came to nothing."
    return f"“{_words(cell)}” came to nothing: {_reason(percept, brief, seat, cell)}."


def _words(act: Act) -> str:
    if isinstance(act, Goto):
        return f"walk to {act.spot}"
    if act.direction == codes.HERE and act.verb in ANYBODY:
        return f"{codes.VERBS[act.verb]} whoever hunts beside you"
    return order(int(encode(act.verb, act.direction, act.signal, act.item, act.cells)))


def _reason(percept: Percept, brief: Brief, seat: int, act: Act) -> str:
    if act.until is not None:
        return "what it was to go on for did not come in time"
    if isinstance(act, Goto):
        return "the way was barred, or somebody stood in it"
    me = percept.me[0, seat]
    if me["gripped"]:
        return "you were held"
    if me["spent"]:
        return codes.REASONS[codes.OFF_BALANCE]
    if codes.NEEDS_EMPTY_ARMS[act.verb] and me["load"]:
        return codes.REASONS[codes.LADEN]
    if act.verb in TO_THE_DRONE:
        return _reason_of_the_drone(percept, seat, act)
    y, x = int(me["y"]) + int(codes.DY[act.direction]), int(me["x"]) + int(codes.DX[act.direction])
    if act.verb in MOVES:
        return codes.REASONS[codes.IN_THE_WAY if _somebody(percept, seat, y, x) else codes.NO_WAY]
    if act.verb == codes.LINK:
        return codes.REASONS[codes.NO_WAY if _at_the_wrong_end(brief, int(me["y"]), int(me["x"])) else codes.NO_LINK]
    if act.verb in TO_SOMEBODY and act.direction != codes.HERE and not _somebody(percept, seat, y, x):
        return codes.REASONS[codes.NOBODY_THERE]
    pack = percept.pack[0, seat]
    if (act.verb == codes.GIVE and not pack.any()) or (act.item < codes.N_OBJECTS and not pack[act.item]):
        return codes.REASONS[codes.LACKING]
    fixture = int(brief.chart.fixture_at[y, x]) - 1
    if act.verb in TO_SOMETHING and fixture < 0:
        return codes.REASONS[codes.NOTHING_THERE]
    if fixture >= 0 and int(percept.fixtures["state"][0, seat, fixture]) == codes.LOCKED:
        return codes.REASONS[codes.IS_LOCKED]
    return "it was not possible there"


def _reason_of_the_drone(percept: Percept, seat: int, act: Order) -> str:
    """Why the drone that a seat flies, or does not fly, did not obey."""
    me = percept.me[0, seat]
    flown = int(me["flies"]) - 1
    if flown < 0:
        return "you fly no drone: use its console, and stay beside it"
    drone, bodies = percept.drones[0, seat, flown], percept.bodies[0, seat]
    there = (bodies["beat"] == me["beat"]) & (bodies["y"] == drone["y"]) & (bodies["x"] == drone["x"])
    below = bool((there & (bodies["hangs"] == 0)).any())
    somebody = bool((there & (bodies["hangs"] != 0)).any())
    if act.verb in (codes.FLY, codes.BLAST) and drone["warned"]:
        return "it is about to strike, and stays where it is until then"
    if act.verb == codes.FLY and somebody and act.cells > 1:
        return "a cell a beat is all it flies with somebody under it"
    if act.verb in (codes.HOIST, codes.LOAD) and (somebody or drone["object"]):
        return codes.REASONS[codes.TOO_HEAVY]
    if act.verb == codes.HOIST and not below:
        return "nobody is below it"
    if act.verb == codes.LOWER and not somebody and not drone["object"]:
        return "it bears nobody, and no object"
    if act.verb == codes.LOWER and below:
        return "somebody is in the way below it"
    if act.verb == codes.LOAD and (act.item >= codes.N_OBJECTS or not percept.pack[0, seat, act.item]):
        return codes.REASONS[codes.LACKING]
    if act.verb == codes.LOAD:
        return "it has to be beside you"
    if act.verb == codes.BLAST:
        return "its battery is too low"
    return codes.REASONS[codes.NO_WAY]


def _at_the_wrong_end(brief: Brief, y: int, x: int) -> bool:
    """True on the base of a facade, which nobody walks up, and where a zipline lands."""
    links = brief.chart.links
    base = (links["kind"] == codes.FACADE) & (links["y0"] == y) & (links["x0"] == x)
    lands = (links["kind"] == codes.ZIPLINE) & (links["y1"] == y) & (links["x1"] == x)
    return bool((base | lands).any())


def _somebody(percept: Percept, seat: int, y: int, x: int) -> bool:
    """True if the seat sees anybody in that cell now."""
    rows = percept.bodies[0, seat]
    there = (rows["beat"] == percept.me["beat"][0, seat]) & (rows["y"] == y) & (rows["x"] == x)
    return bool(there.any())
