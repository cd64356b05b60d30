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
CELLS_PER_INFECTED = 80  # unless somebody says how many; from 30 on cautious minds win nowhere, from 120 on runners do
CELLS_PER_CACHE = 250
MOST_CACHES = 12
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

    count = len(order) // CELLS_PER_INFECTED if infected is None else infected
    if not 0 <= count <= MOST_BODIES - seats:
        raise BadInput("--infected", str(count), f"from 0 to {MOST_BODIES - seats}")
    for away in AWAY:
        # Steps from the end the team starts at: at least those from any of its members, and at most `reach` more.
        reach = steps[starts[-1]]
        room = sum(1 for cell, far in steps.items() if far >= away + reach and cell not in marks)
        if room >= count:
            break
    else:
        raise BadInput("--infected", str(count), f"at most {room}, the cells of the map that are free")
    rows = [["#"] * free.shape[1] for _ in range(free.shape[0])]
    for cell in order:
        rows[cell[0]][cell[1]] = marks.get(cell, ".")
    grid = "\n".join(map("".join, rows)) + "\n---\n" + LEGEND
    beats = 4 * steps[exits[0]] + 60
    return {MAIN: _main(title, seats, beats, count, away).encode(), "map.txt": grid.encode()}


def _largest_piece(free: np.ndarray) -> dict[Cell, int]:
    """Steps from the first cell of the largest piece to all of it; of pieces of a size the first counts."""
    if not free.any():
        return {}
    numbers = Pieces(free).numbers()
    largest = np.bincount(numbers[free]).argmax()
    y, x = np.argwhere(numbers == largest)[0].tolist()
    return steps_from([(y, x)], free)


def _last(steps: dict[Cell, int]) -> Cell:
    return next(reversed(steps))


def _main(title: str, seats: int, beats: int, infected: int, away: int) -> str:
    half = (seats + 1) // 2
    team = [*TEAM, *((f"seat{n}", f"Seat {n}") for n in range(len(TEAM) + 1, seats + 1))][:seats]
    text = f"""\
name = "skirmish"
title = "{title}"
place = "A map that somebody else made"
briefing = "Everybody starts here, and the way out is at the far end. Bring at least {half} of {seats} through."
beats = {beats}
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
