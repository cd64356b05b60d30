"""A scene: everything one picture of one beat shows, from a seat's percept, ready to be drawn by any renderer."""

from dataclasses import dataclass

import numpy as np

from warbell.encode import words
from warbell.engine import codes
from warbell.engine.bits import unpack
from warbell.engine.percept import Chart, Percept
from warbell.episodes import Brief, SheetInfo

UNKNOWN, REMEMBERED, IN_SIGHT = 0, 1, 2


@dataclass(frozen=True)
class Figure:
    """A body on the map."""

    index: int
    name: str
    letter: str
    nature: int
    state: int
    side: int
    y: int
    x: int
    now: bool  # in sight; else where it was last seen
    carried: bool
    sign: int
    asleep: bool


@dataclass(frozen=True)
class Fitting:
    """A fixture; state, on and full mean something only if it was ever seen."""

    kind: int
    y: int
    x: int
    known: bool
    state: int
    on: bool
    full: bool


@dataclass(frozen=True)
class Machine:
    """A drone in the air."""

    y: int
    x: int
    now: bool
    warned: int  # beats its warning has sounded


@dataclass(frozen=True)
class Vital:
    """How a team member is, as far as the viewer can tell; None is unknown."""

    seat: int
    name: str
    letter: str
    nature: int
    state: int
    now: bool  # in sight, or oneself
    rate: int | None = None
    fear: int | None = None
    hunger: int | None = None
    hp: int | None = None
    timer: int | None = None  # beats until turning; None not bitten, or unknown
    winded: bool = False  # out of breath
    pack: str | None = None  # what is carried, in words
    mood: int | None = None  # fear in quarters, of people nearby
    hurt: int | None = None  # health lost in quarters


@dataclass(frozen=True)
class Scene:
    """One beat as one viewer knows it; planes are [H, W] of the atlas."""

    viewer: str
    beat: int
    over: bool
    chart: Chart
    sheets: tuple[SheetInfo, ...]
    knowledge: np.ndarray  # uint8: UNKNOWN, REMEMBERED, IN_SIGHT
    lit: np.ndarray  # bool: lit, and in sight
    disc: np.ndarray  # bool: in the light of a drone in sight
    figures: tuple[Figure, ...]
    fittings: tuple[Fitting, ...]
    machines: tuple[Machine, ...]
    vitals: tuple[Vital, ...]
    centre: tuple[int, int]  # the cell to look at
    heard: tuple[str, ...]
    log: tuple[str, ...]


INFECTED_LETTERS = {codes.SHAMBLER: "s", codes.LISTENER: "l"}


def letters(titles: tuple[str, ...]) -> tuple[str, ...]:
    """A capital for each team member: the first letter of the name that is still free, else a digit."""
    taken: list[str] = []
    for title in titles:
        choices = [*title.upper(), *"123456789"]
        taken.append(next((c for c in choices if c.isascii() and c.isalnum() and c not in taken), "?"))
    return tuple(taken)


def letter_of(index: int, nature: int, side: int, initials: tuple[str, ...]) -> str:
    """How a body is drawn: the team by initials, infected by the small letter of their kind, other people as p."""
    if codes.IS_INFECTED[nature]:
        return INFECTED_LETTERS[nature]
    return initials[index] if side == codes.TEAM and index < len(initials) else "p"


def discs(chart: Chart, machines: tuple[Machine, ...], radius: int) -> np.ndarray:
    """The cells in the light of drones in sight, bool [H, W]: out of doors, at most `radius` cells away."""
    height, width = chart.terrain.shape
    out = np.zeros((height, width), bool)
    ys, xs = np.ogrid[:height, :width]
    for machine in machines:
        if machine.now:
            out |= (ys - machine.y) ** 2 + (xs - machine.x) ** 2 <= radius * (radius + 1)
    out &= ~unpack(chart.roofed, width)
    return out


def seat_scene(percept: Percept, brief: Brief, seat: int, world: int = 0) -> Scene:
    """The scene as seat number `seat` of a world knows it."""
    me = percept.me[world, seat]
    beat, shape = me["beat"], brief.chart.terrain.shape
    now, lit = (_window_cells(rows[world, seat], me, shape) for rows in (percept.now, percept.bright))
    knowledge = unpack(percept.known[world, seat], shape[1]).astype(np.uint8)
    knowledge[now] = IN_SIGHT
    drones = percept.drones[world, seat]
    machines = tuple(
        Machine(int(row["y"]), int(row["x"]), bool(row["beat"] == beat), int(row["warned"]))
        for row in drones[drones["beat"] >= 0]
    )
    cast = words.seat_cast(percept, brief, seat, world)
    return Scene(
        viewer=brief.titles[seat],
        beat=int(beat),
        over=bool(me["ending"] != codes.RUNNING_STILL),
        chart=brief.chart,
        sheets=brief.sheets,
        knowledge=knowledge,
        lit=lit,
        disc=discs(brief.chart, machines, int(brief.tuning[0]["drone_light"])) & lit,
        figures=_figures(percept, brief, seat, world, cast),
        fittings=_fittings(percept, brief, seat, world),
        machines=machines,
        vitals=_vitals(percept, brief, seat, world),
        centre=(int(me["y"]), int(me["x"])),
        heard=words.heard(percept, brief, seat, world),
        log=words.sentences(words.seen_events(percept, seat, world), cast),
    )


def _window_cells(rows: np.ndarray, me: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    """A window centred on `me`, uint64 [SIGHT_ROWS], as cells of the atlas, bool [H, W]."""
    seen = (rows[:, None] >> np.arange(codes.SIGHT_ROWS, dtype=np.uint64) & np.uint64(1)).astype(bool)
    ys, xs = np.nonzero(seen)
    cells = np.zeros(shape, bool)
    cells[ys + me["y"] - codes.SIGHT, xs + me["x"] - codes.SIGHT] = True
    return cells


def _figures(percept: Percept, brief: Brief, seat: int, world: int, cast: words.Cast) -> tuple[Figure, ...]:
    rows, now = percept.bodies[world, seat], int(percept.me["beat"][world, seat])
    initials = letters(brief.titles)
    ever = np.flatnonzero((rows["beat"] >= 0) & (rows["state"] != codes.AWAY) & (rows["nature"] != codes.NOBODY))
    columns = (
        rows[name][ever].tolist() for name in ("beat", "nature", "state", "side", "y", "x", "carried", "sign", "asleep")
    )
    return tuple(
        Figure(
            index=k,
            name=cast.body(k),
            letter=letter_of(k, nature, side, initials),
            nature=nature,
            state=state,
            side=side,
            y=y,
            x=x,
            now=beat == now,
            carried=carried > 0,
            sign=sign,
            asleep=asleep > 0,
        )
        for k, beat, nature, state, side, y, x, carried, sign, asleep in zip(ever.tolist(), *columns, strict=True)
    )


def _fittings(percept: Percept, brief: Brief, seat: int, world: int) -> tuple[Fitting, ...]:
    return tuple(
        Fitting(
            kind=int(fixed["kind"]),
            y=int(fixed["y"]),
            x=int(fixed["x"]),
            known=bool(row["beat"] >= 0),
            state=int(row["state"]),
            on=bool(row["on"]),
            full=bool(row["full"]),
        )
        for fixed, row in zip(brief.chart.fixtures, percept.fixtures[world, seat], strict=True)
    )


def _vitals(percept: Percept, brief: Brief, seat: int, world: int) -> tuple[Vital, ...]:
    """The viewer in full; the others as last seen."""
    me = percept.me[world, seat]
    initials = letters(brief.titles)
    vitals = []
    for p, name in enumerate(brief.titles):
        row = percept.bodies[world, seat, p]
        if p == seat:
            vital = Vital(
                seat=p,
                name=name,
                letter=initials[p],
                nature=int(me["nature"]),
                state=int(me["state"]),
                now=True,
                rate=int(me["rate"]),
                fear=int(me["fear"]),
                hunger=int(me["hunger"]),
                hp=int(me["hp"]),
                timer=int(me["timer"]) if me["timer"] >= 0 else None,
                winded=bool(me["winded"]),
                pack=words.portions(percept.pack[world, seat]),
            )
        elif row["beat"] < 0:
            vital = Vital(p, name, initials[p], codes.PERSON, codes.UP, now=False)
        else:
            vital = Vital(
                seat=p,
                name=name,
                letter=initials[p],
                nature=int(row["nature"]),
                state=int(row["state"]),
                now=bool(row["beat"] == me["beat"]),
                mood=int(row["mood"]) if row["mood"] <= 3 else None,
                hurt=int(row["hurt"]),
            )
        vitals.append(vital)
    return tuple(vitals)
