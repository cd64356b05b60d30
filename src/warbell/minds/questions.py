"""The conditions of a plan, asked of one seat's percept."""

from math import isqrt
from typing import NamedTuple

import numpy as np

from warbell.engine.codes import BARRICADED, BROKEN, DOWN, DX, DY, IS_INFECTED, IS_PERSON, LOCKED, OPEN, SHUT, SIGHT, UP
from warbell.engine.percept import Percept
from warbell.minds.agreement import Agreement
from warbell.minds.senses import (
    BEAT,
    FEAR,
    GRIPPED,
    HP,
    HUNGER,
    INFECTED,
    LIT,
    LOUD,
    NEAR,
    NOTHING,
    RATE,
    WINDED,
    X,
    Y,
)  # fmt: skip
from warbell.minds.voices import EVER, FROM, SAID
from warbell.plans import Condition, Spot
from warbell.plans.cells import OF_A_SEAT, SIGNALLED

_OWN = {"gripped": GRIPPED, "bitten": INFECTED, "winded": WINDED}
_NUMBERS = {"rate": RATE, "fear": FEAR, "hunger": HUNGER, "hp": HP, "beat": BEAT, "loud": LOUD}
_DOORS = {"open": (OPEN, BROKEN), "shut": (SHUT, LOCKED, BARRICADED), "locked": (LOCKED, BARRICADED)}


class Moment(NamedTuple):
    """What one seat has before it in one beat, and nothing of the others."""

    percept: Percept
    e: int
    p: int
    senses: list[int]
    lost: list[int]  # [P]: 1 for those last seen unable to come
    voices: list[list[int]]  # [P][N_VOICE]: what each said, by the columns of `voices`
    agreed: Agreement
    mask: np.ndarray  # uint8 [N_ACTIONS]
    fixture_at: np.ndarray  # int32 [H, W]: of the chart
    sheets: dict[str, tuple[int, int]]  # the atlas cell of each sheet's 0,0
    seats: dict[str, int]  # the number of each seat


def place(at: Spot | int | None, now: Moment) -> tuple[int, int]:
    """The atlas cell that a place of a plan means to a seat in this moment."""
    y, x = now.senses[Y], now.senses[X]
    if isinstance(at, Spot):
        top, left = now.sheets[at.sheet]
        return top + at.row, left + at.column
    return (y, x) if at is None else (y + DY[at], x + DX[at])


def holds(condition: Condition, now: Moment) -> bool:
    """True if the condition holds for all the seat can tell; what it cannot see is neither lit nor dark."""
    name = condition.name
    if condition.bound is not None:
        value = _measure(condition, now)
        return value < condition.bound if condition.below else value >= condition.bound
    if name in SIGNALLED:
        return _said(condition, now)
    if name in OF_A_SEAT:
        return _of_a_seat(condition, now)
    if name == "quiet":
        return now.senses[LOUD] == 0
    if name == "clear":
        return now.senses[NEAR] == NOTHING
    if name == "flying":
        return drone_flown(now) is not None
    if name in _OWN:
        return now.senses[_OWN[name]] == 1
    if condition.at is None:
        return (now.senses[LIT] == 1) == (name == "lit")
    y, x = place(condition.at, now)
    if name in _DOORS:
        return _door(now, y, x) in _DOORS[name]
    if name in ("calm", "down"):
        return _someone(now, y, x, name)
    afar = _is_shown(now, y, x)
    if not _in(now.percept.now[now.e, now.p], now, y, x) and not afar:
        return False
    if name == "free":
        bodies = _seen(now.percept.bodies, now)
        return not bool(np.any((bodies["y"] == y) & (bodies["x"] == x)))
    return (afar or _in(now.percept.bright[now.e, now.p], now, y, x)) == (name == "lit")


def drone_flown(now: Moment) -> np.record | None:
    """What the seat knows of the drone that it flies; None if it flies none."""
    d = int(now.percept.me["flies"][now.e, now.p]) - 1
    return now.percept.drones[now.e, now.p, d] if d >= 0 else None


def _is_shown(now: Moment, y: int, x: int) -> bool:
    """True if the lamp of the drone that the seat flies shows it a cell."""
    drone = drone_flown(now)
    if drone is None:
        return False
    dy, dx = y - int(drone["y"]), x - int(drone["x"])
    window = now.percept.afar[now.e, now.p]
    return max(abs(dy), abs(dx)) <= SIGHT and bool(int(window[dy + SIGHT]) >> (dx + SIGHT) & 1)


def _said(condition: Condition, now: Moment) -> bool:
    """True if a signal is heard or seen, or ever was: from a seat, from anybody, or of old from anybody else."""
    column = SAID if condition.name == "heard" else EVER
    if isinstance(condition.at, int):
        column = FROM + condition.at
    if condition.seat is not None:
        return bool(now.voices[now.seats[condition.seat]][column] >> condition.signal & 1)
    return any(
        said[column] >> condition.signal & 1 for q, said in enumerate(now.voices) if column != EVER or q != now.p
    )


def _of_a_seat(condition: Condition, now: Moment) -> bool:
    """True if a seat is in sight, or kept or missed what was agreed; oneself one can trust."""
    assert condition.seat is not None
    q = now.seats[condition.seat]
    if condition.name == "seen":
        return bool(now.percept.bodies["beat"][now.e, now.p, q] == now.senses[BEAT])
    if isinstance(condition.at, int):
        return condition.at in now.agreed.sides.get(q, ())
    if q == now.p:
        return condition.name != "missed"
    if condition.name == "answered":
        return q in now.agreed.answered
    return now.agreed.kept.get(q) is (condition.name == "kept")


def _someone(now: Moment, y: int, x: int, how: str) -> bool:
    """True if a person is seen on a cell whose face shows no fear, or who lies there."""
    people = _seen(now.percept.bodies, now)
    people = people[(people["y"] == y) & (people["x"] == x) & IS_PERSON[people["nature"]]]
    if how == "down":
        return bool(np.any(people["state"] == DOWN))
    return bool(np.any((people["mood"] == 0) & (people["state"] == UP)))


def mates_beside(direction: int, now: Moment) -> int:
    """How many of the team the seat sees standing beside its neighbouring cell in a direction, itself left out."""
    y, x = place(direction, now)
    team = _seen(now.percept.bodies[:, :, : len(now.voices)], now)
    near = abs(team["y"] - y) + abs(team["x"] - x) == 1
    oneself = (team["y"] == now.senses[Y]) & (team["x"] == now.senses[X])
    return int(np.count_nonzero(near & ~oneself & (team["state"] == UP) & IS_PERSON[team["nature"]]))


def _measure(condition: Condition, now: Moment) -> int:
    if condition.name in _NUMBERS:
        return now.senses[_NUMBERS[condition.name]]
    if condition.name == "battery":
        drone = drone_flown(now)
        return 0 if drone is None else int(drone["battery"])
    y, x = place(condition.at, now)
    if condition.name == "drone":
        drones = _seen(now.percept.drones, now)
        square = min((int(d["y"] - y) ** 2 + int(d["x"] - x) ** 2 for d in drones), default=NOTHING**2)
        # Rounded to the nearest, it is at most r exactly where a disc of radius r is lit.
        return isqrt(square) + (square - isqrt(square) ** 2 > isqrt(square))
    if condition.at is None:
        return now.senses[NEAR]
    bodies = _seen(now.percept.bodies, now)
    infected = bodies[IS_INFECTED[bodies["nature"]] & (bodies["state"] == UP) & (bodies["asleep"] == 0)]
    steps = abs(infected["y"] - y) + abs(infected["x"] - x)
    return min(NOTHING, int(steps.min())) if len(infected) else NOTHING


def _seen(table: np.ndarray, now: Moment) -> np.ndarray:
    """The rows of a seat's table that it sees this beat."""
    rows = table[now.e, now.p]
    seen: np.ndarray = rows[rows["beat"] == now.senses[BEAT]]
    return seen


def _in(window: np.ndarray, now: Moment, y: int, x: int) -> bool:
    dy, dx = y - now.senses[Y], x - now.senses[X]
    return max(abs(dy), abs(dx)) <= SIGHT and bool(int(window[dy + SIGHT]) >> (dx + SIGHT) & 1)


def _door(now: Moment, y: int, x: int) -> int | None:
    """The state a door was last seen in, None if it never was; a cell without one is open."""
    f = now.fixture_at[y, x] - 1
    if f < 0:
        return OPEN
    seen = now.percept.fixtures[now.e, now.p, f]
    return int(seen["state"]) if seen["beat"] >= 0 else None
