"""Where everything is that an episode speaks of: the regions on the team's map, and the places of the objectives."""

import numpy as np

from warbell.engine import codes
from warbell.engine.bits import unpack
from warbell.episodes import Episode
from warbell.server import protocol

ESCAPE, GATHER = (codes.OBJECTIVES.index(kind) for kind in ("escape", "gather"))
AT_FIXTURES = [codes.OBJECTIVES.index(kind) for kind in ("stock", "work")]


def regions(episode: Episode) -> list[protocol.Region]:
    """The regions that have a title."""
    return [protocol.Region(each.title, rows(each.cells)) for each in episode.regions]


def goals(episode: Episode) -> list[protocol.Goal]:
    """The objectives that are no secret, each with its place."""
    told = zip(episode.objectives, episode.ground.objectives, strict=True)
    return [_goal(episode, objective.text, row) for objective, row in told if not objective.secret]


def rows(cells: np.ndarray) -> list[protocol.CellsRow]:
    """Cells, bool [H, W], as rows of the atlas; those that hold none are left out."""
    bits = (sum(1 << x for x in np.flatnonzero(row).tolist()) for row in cells)
    return [protocol.CellsRow(y, f"{row:x}") for y, row in enumerate(bits) if row]


def _goal(episode: Episode, text: str, row: np.void) -> protocol.Goal:
    kind, target, ground = int(row["kind"]), int(row["target"]), episode.ground
    width = ground.terrain.shape[1]
    cells = np.zeros(ground.terrain.shape, bool)
    place = ""
    if kind == ESCAPE:
        cells = unpack(ground.exits, width)
        place = _fixtures(episode, cells)
    elif kind in AT_FIXTURES:
        cells[ground.fixtures[target]["y"], ground.fixtures[target]["x"]] = True
        place = episode.fixture_names[target]
    elif kind == GATHER and target >= 0:
        cells = unpack(ground.regions[target], width)
        place = _title(episode, cells)
    return protocol.Goal(text, place, rows(cells))


def _fixtures(episode: Episode, cells: np.ndarray) -> str:
    """What the fixtures on these cells are called: "harbour steps", of which there are several."""
    here = [
        name.rstrip(" 0123456789")
        for name, fixture in zip(episode.fixture_names, episode.ground.fixtures, strict=True)
        if cells[fixture["y"], fixture["x"]]
    ]
    return " and ".join(dict.fromkeys(here)) or "the way out"


def _title(episode: Episode, cells: np.ndarray) -> str:
    """The smallest region these cells lie in, or the sheet they are all of; else they are the goal, without a name."""
    around = [each for each in episode.regions if not (cells & ~each.cells).any()]
    if around:
        return min(around, key=lambda each: int(each.cells.sum())).title
    open_cells = ~unpack(episode.ground.solid, cells.shape[1])
    for sheet in episode.sheets:
        whole = np.zeros_like(cells)
        whole[sheet.top : sheet.top + sheet.height, sheet.left : sheet.left + sheet.width] = True
        if not (cells & ~whole).any() and 2 * cells.sum() > (open_cells & whole).sum():
            return sheet.title
    return "the goal"
