"""Lays a skirmish out: an episode from nothing but a grid, always the same; only the dice place the infected.

The largest piece of the grid that hangs together is the map. The team starts at one end of it, the exits are at the
other, caches lie on the way, and infected may stand everywhere but near the team.
"""

import os
import re
from pathlib import Path

import numpy as np

from warbell.engine.codes import MAX_PERSONS
from warbell.episodes.episode import MAIN, Episode, from_sources
from warbell.episodes.movingai import read_map
from warbell.episodes.reach import Cell, Pieces, steps_from
from warbell.episodes.schema import MOST_BODIES
from warbell.errors import BadInput

TEAM = (
    ("onjo", "On-jo"), ("suhyeok", "Su-hyeok"), ("namra", "Nam-ra"), ("garam", "Ga-ram"), ("sori", "So-ri"),
    ("dasom", "Da-som"), ("byeol", "Byeol"), ("nuri", "Nu-ri"),
)  # fmt: skip
# How many infected, unless somebody says it: as many as careful minds can just get through. See docs/minds.md.
IN_REACH = 5  # steps: as far as infected see in the dark
ON_THE_WAY = 9  # of them, on average, stand within reach of the shortest way out
FOR_A_STEP = 1.7  # and no more than these for every cell of which there is one to each step of the way
CELLS_PER_CACHE = 250
MOST_CACHES = 12
STEPS_PER_MEAL = 200  # of the way out, for each portion of food everybody brings
AWAY = (10, 6, 3, 1)  # steps from the team that infected keep, as many as there is room for
LEGEND = """\
o  street  # where the team starts
E  street  exit
m  street  cache medicine=2 food=1
f  street  cache food=2 planks=1
"""


def skirmish(map_path: str | os.PathLike[str], seats: int = 4, infected: int | None = None) -> Episode:
    """An episode on a MovingAI map; `infected` of both kinds, by default as many as the map is large.

    Its `sources` are the files of an episode folder like any other. BadInput if the map is broken or too small.
    """
    name = re.sub(r"[^A-Za-z0-9._ -]", "_", Path(map_path).stem)[:60]
    sources = _lay_out(read_map(map_path), f"Skirmish: {name}", os.fspath(map_path), seats, infected)
    return from_sources(sources, where=f"skirmish on {os.fspath(map_path)}")


def _lay_out(free: np.ndarray, title: str, where: str, seats: int, infected: int | None) -> dict[str, bytes]:
    """The files of a skirmish on these free cells, bool [height, width]."""
    if not 1 <= seats <= MAX_PERSONS:
        raise BadInput("--seats", str(seats), f"from 1 to {MAX_PERSONS}")
    steps = _largest_piece(free)
    if len(steps) < 4 * seats + 8:
        raise BadInput(where, f"{len(steps)} cells in one piece", f"at least {4 * seats + 8} for {seats} seats")
    steps = steps_from([_last(steps)], free)  # from a far end
    order = list(steps)
    exits = list(steps_from([order[-1]], free))[: max(2, seats // 2)]
    starts = order[:seats]
    caches = min(MOST_CACHES, max(2, len(order) // CELLS_PER_CACHE))
    marks = {order[(k + 1) * len(order) // (caches + 1)]: "mf"[k % 2] for k in range(caches)}
    marks.update(dict.fromkeys(exits, "E"))
    marks.update(dict.fromkeys(starts, "o"))

    if infected is not None and not 0 <= infected <= MOST_BODIES - seats:
        raise BadInput("--infected", str(infected), f"from 0 to {MOST_BODIES - seats}")
    way = _way(steps, exits[0])
    near = steps_from(way, free)
    for away in AWAY:
        # Steps from the end the team starts at: at least those from any of its members, and at most `reach` more.
        reach = steps[starts[-1]]
        room = {cell for cell, far in steps.items() if far >= away + reach and cell not in marks}
        close = sum(near[cell] <= IN_REACH for cell in room)
        walked = sum(cell in room for cell in way)
        usual = int(len(room) * min(ON_THE_WAY / max(1, close), FOR_A_STEP / max(1, walked)))
        count = min(usual, MOST_BODIES - seats) if infected is None else infected
        if len(room) >= count > 0 or infected == 0:
            break
    else:
        raise BadInput("--infected", str(count), f"at most {len(room)}, the cells of the map that are free")
    rows = [["#"] * free.shape[1] for _ in range(free.shape[0])]
    for cell in order:
        rows[cell[0]][cell[1]] = marks.get(cell, ".")
    grid = "\n".join(map("".join, rows)) + "\n---\n" + LEGEND
    return {MAIN: _main(title, seats, steps[exits[0]], count, away).encode(), "map.txt": grid.encode()}


def _largest_piece(free: np.ndarray) -> dict[Cell, int]:
    """Steps from the first cell of the largest piece to all of it; of pieces of a size the first counts."""
    if not free.any():
        return {}
    numbers = Pieces(free).numbers()
    largest = np.bincount(numbers[free]).argmax()
    y, x = np.argwhere(numbers == largest)[0].tolist()
    return steps_from([(y, x)], free)


def _way(steps: dict[Cell, int], end: Cell) -> list[Cell]:
    """The cells of a shortest way to the end, backwards; steps are those from where it starts."""
    way = [end]
    while steps[way[-1]] > 0:
        y, x = way[-1]
        beside = [cell for cell in ((y, x + 1), (y + 1, x), (y, x - 1), (y - 1, x)) if cell in steps]
        way.append(min(beside, key=steps.__getitem__))
    return way


def _last(steps: dict[Cell, int]) -> Cell:
    return next(reversed(steps))


def _main(title: str, seats: int, way: int, infected: int, away: int) -> str:
    """The episode file; `way` is how many steps the exits are from the start."""
    half = (seats + 1) // 2
    team = [*TEAM, *((f"seat{n}", f"Seat {n}") for n in range(len(TEAM) + 1, seats + 1))][:seats]
    text = f"""\
name = "skirmish"
title = "{title}"
place = "A map that somebody else made"
briefing = "Everybody starts here, and the way out is at the far end. Bring at least {half} of {seats} through."
beats = {4 * way + 60}
bond = 30
sheets = [{{ name = "map" }}]
"""
    for id_, name in team:
        text += f"""
[[seats]]
id = "{id_}"
title = "{name}"
start = "o"
target = "E"
pack = {{ food = {way // STEPS_PER_MEAL} }}
"""
    for kind, count in (("shambler", infected - infected // 2), ("listener", infected // 2)):
        if count:
            text += f"""
[[infected]]
kind = "{kind}"
count = {count}
at = "map"
away = {away}
"""
    return (
        text
        + f"""
[[objectives]]
name = "half-out"
kind = "escape"
need = {half}
text = "At least {half} of {seats} leave by an exit."

[[objectives]]
name = "too-many-lost"
kind = "lose"
need = {seats - half + 1}
secret = true

[[endings]]
name = "out"
outcome = "won"
all_of = ["half-out"]
text = "Enough of you are out. Behind you the map goes quiet again."

[[endings]]
name = "lost"
outcome = "lost"
all_of = ["too-many-lost"]
text = "Too few are left to bring each other home."
"""
    )
