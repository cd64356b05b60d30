"""Builds the Ground of an episode: terrain, light, lines of sight, fixtures, links and drone rounds in the atlas.

Groups tie fixtures together. A light group shines while all its switches are on and, where generators feed it, at least
one of them runs. A wheel works the doors and gates of its group. Light groups and wheel groups are numbered apart.
"""

import numpy as np

from warbell.engine.bits import pack, words_for
from warbell.engine.codes import EDGE, FACADE, FIXTURES, FLOOR, LINKS, NATURES, SIGHT, WALL, ZIPLINE
from warbell.engine.lines import between, lines_of_sight, shadows
from warbell.engine.tables import placed
from warbell.engine.tuning import Tuning, record
from warbell.engine.world import EFFECT, ENDING, GROUND_FIXTURE, GROUND_LINK, OBJECTIVE, TRIGGER, Ground
from warbell.episodes.atlas import Atlas
from warbell.episodes.basins import Basins
from warbell.episodes.consoles import Consoles
from warbell.episodes.goals import Goals
from warbell.episodes.locate import Path
from warbell.episodes.night import Night
from warbell.episodes.places import Places
from warbell.episodes.reach import Cell
from warbell.episodes.schema import DronePart, EpisodePart
from warbell.episodes.sheet import Mark

MOST_ROUND = 4096  # beats of a drone's round
RIDE_PACE = 2  # cells a beat on a zipline whose beats nobody said


def build_ground(
    part: EpisodePart,
    atlas: Atlas,
    places: Places,
    links: np.ndarray,
    goals: Goals,
    basins: Basins,
    consoles: Consoles,
    night: Night,
    tuning: Tuning,
) -> Ground:
    """The unchanging tables of an episode."""
    shape = (atlas.height, atlas.width)
    lines = lines_of_sight(atlas.terrain)
    fixtures = np.zeros(len(atlas.fixtures), GROUND_FIXTURE)
    fixture_at = np.zeros(shape, np.int32)
    exits = np.zeros(shape, bool)
    for index, fixture in enumerate(atlas.fixtures):
        kind = fixture.drawn.fixture
        fixtures[index] = (FIXTURES.index(kind), fixture.y, fixture.x, _group(fixture.drawn))
        fixture_at[fixture.y, fixture.x] = index + 1
        exits[fixture.y, fixture.x] = kind == "exit"
    link_at = np.zeros(shape, np.int32)
    for index, link in enumerate(links):
        link_at[link["y0"], link["x0"]] = link_at[link["y1"], link["x1"]] = index + 1
    indoors = np.isin(atlas.sheet, [index for index, sheet in enumerate(part.sheets) if sheet.roofed])
    rounds = [_round(places, drone, index) for index, drone in enumerate(part.drones)]
    routes = np.zeros((len(rounds) + len(consoles.starts), max(map(len, rounds), default=1), 2), np.int32)
    for index, cells in enumerate(rounds):
        routes[index, : len(cells)] = cells
    for index, cell in enumerate(consoles.starts, len(rounds)):
        routes[index] = cell
    ground = Ground(
        tuning=record(tuning),
        terrain=atlas.terrain,
        sheet=atlas.sheet,
        roofed=pack((atlas.terrain == FLOOR) | indoors),
        solid=pack((atlas.terrain == WALL) | (atlas.terrain == EDGE)),
        walls=pack(atlas.terrain == WALL),
        lamps=_lamps(atlas, lines),
        regions=np.array(goals.regions, np.uint64).reshape(-1, words_for(shape[1]), shape[0]),
        exits=pack(exits),
        lines=lines,
        shadows=shadows(),
        fixture_at=fixture_at,
        fitted=pack(fixture_at > 0),
        fixtures=fixtures,
        link_at=link_at,
        links=links,
        routes=routes,
        laps=np.array([len(cells) for cells in rounds] + [0] * len(consoles.starts), np.int32),
        consoles=consoles.table,
        basins=basins.basins,
        pipes=basins.pipes,
        bed=basins.bed,
        drift=basins.drift,
        errands=night.errands,
        objectives=np.array(goals.objectives, OBJECTIVE),
        endings=np.array(goals.endings, ENDING),
        triggers=np.array(night.triggers, TRIGGER),
        effects=np.array(night.effects, EFFECT),
        natures=np.zeros(len(NATURES), np.uint8),
    )
    return placed(ground)


def _group(mark: Mark) -> int:
    """The group of a fixture: of lights for what works lights, else of doors."""
    return mark.light or 0 if mark.fixture in ("switch", "generator") else dict(mark.numbers).get("group", 0)


def _lamps(atlas: Atlas, lines: np.ndarray) -> np.ndarray:
    """uint64 [1 + groups, words, H]: the cells each light group lights. Doors keep a lamp's light in, open or shut."""
    marks = [mark for sheet in atlas.sheets for mark in sheet.legend.values()]
    groups = max((mark.light or 0 for mark in marks), default=0)
    lit = np.zeros((1 + groups, atlas.height, atlas.width), bool)
    for index, sheet in enumerate(atlas.sheets):
        for character, mark in sheet.legend.items():
            if mark.light is None and not mark.lamp:
                continue
            ys, xs = np.array(atlas.where(index, character)).T
            if mark.light is not None:
                lit[mark.light, ys, xs] = True
            if mark.lamp:
                _shine(lit[mark.light or 0], ys, xs, mark.lamp, lines, atlas.doors)
    return np.stack([pack(group) for group in lit])


def _shine(lit: np.ndarray, ys: np.ndarray, xs: np.ndarray, radius: int, lines: np.ndarray, doors: np.ndarray) -> None:
    """Light the cells within `radius` of the lamps on the cells (ys, xs) that they see."""
    for dy in range(-radius, radius + 1):
        for dx in range(-radius, radius + 1):
            if dy * dy + dx * dx > radius * radius + radius:
                continue
            seen = (lines[ys, xs, dy + SIGHT] >> np.uint32(dx + SIGHT) & 1).astype(bool)
            y, x = ys[seen], xs[seen]
            behind = np.zeros(len(y), bool)
            for up, along in between(dy, dx):
                behind |= doors[y + up, x + along]
            lit[y[~behind] + dy, x[~behind] + dx] = True


def build_links(part: EpisodePart, atlas: Atlas, places: Places) -> np.ndarray:
    """The links, GROUND_LINK [K]: each end a free cell of its own; a facade is from its base."""
    links = np.zeros(len(part.links), GROUND_LINK)
    taken: set[tuple[int, int]] = set()
    for index, link in enumerate(part.links):
        ends: list[tuple[int, int]] = []
        for key, words in (("from", link.from_), ("to", link.to)):
            path: Path = ("links", index, key)
            cell = places.one(words, path)
            if not atlas.free[cell] or atlas.doors[cell]:
                raise places.toml.error(path, f"{words!r}, where nobody can stand", "a free cell")
            if cell in taken:
                raise places.toml.error(path, f"{words!r}, where another link ends", "a cell of its own")
            taken.add(cell)
            ends.append(cell)
        kind = LINKS.index(link.kind)
        if kind == FACADE:
            _check_facade(part, places, index, ends)
        elif link.height is not None:
            raise places.toml.error(("links", index, "height"), str(link.height), f"no height of a {link.kind}")
        if kind == ZIPLINE:
            beats = _beats_of_ride(part, places, index, ends)
        elif link.beats is not None:
            raise places.toml.error(("links", index, "beats"), str(link.beats), f"no beats of a {link.kind}")
        else:
            beats = 0
        links[index] = (kind, *ends[0], *ends[1], link.height or 0, beats)
    return links


def _check_facade(part: EpisodePart, places: Places, index: int, ends: list[tuple[int, int]]) -> None:
    link = part.links[index]
    if link.height is None:
        raise places.toml.error(("links", index, "kind"), "a facade of no height", "height, in storeys")
    base, top = (part.sheets[places.atlas.sheet[end]] for end in ends)
    if base.storey > top.storey:
        found = f"a base on storey {base.storey}, and the top on {top.storey}"
        raise places.toml.error(("links", index, "from"), found, "the lower end first")


def _beats_of_ride(part: EpisodePart, places: Places, index: int, ends: list[tuple[int, int]]) -> int:
    """The beats of a ride on a zipline: as the file says, else by its length on the sheet."""
    link, (upper, lower) = part.links[index], ends
    high, low = (part.sheets[places.atlas.sheet[end]] for end in ends)
    if high.storey < low.storey:
        found = f"an upper end on storey {high.storey}, and the lower on {low.storey}"
        raise places.toml.error(("links", index, "from"), found, "the upper end first")
    if link.beats is not None:
        return link.beats
    if places.atlas.sheet[upper] != places.atlas.sheet[lower]:
        raise places.toml.error(("links", index, "kind"), "a zipline between two sheets, of no length", "beats")
    return max(2, -(-(abs(upper[0] - lower[0]) + abs(upper[1] - lower[1])) // RIDE_PACE))


def both_ways(links: np.ndarray) -> list[tuple[Cell, Cell]]:
    """The two ends of each of these links that leads from either to the other."""
    return [_ends(link) for link in links if link["kind"] not in (FACADE, ZIPLINE)]


def one_way(links: np.ndarray) -> list[tuple[Cell, Cell]]:
    """From where to where each of these links leads that leads one way only: down a facade, along a zipline."""
    drops = [_ends(link)[::-1] for link in links if link["kind"] == FACADE]
    return drops + [_ends(link) for link in links if link["kind"] == ZIPLINE]


def _ends(link: np.record) -> tuple[Cell, Cell]:
    return (int(link["y0"]), int(link["x0"])), (int(link["y1"]), int(link["x1"]))


def _round(places: Places, drone: DronePart, index: int) -> list[tuple[int, int]]:
    """The cell of a drone at each beat of its round: straight from mark to mark and back to the first, with pauses."""
    path: Path = ("drones", index, "route")
    stops = [places.one(words, (*path, i)) for i, words in enumerate(drone.route)]
    if len({int(places.atlas.sheet[stop]) for stop in stops}) > 1:
        raise places.toml.error(path, "a route over several sheets", "marks of one sheet")
    cells: list[tuple[int, int]] = []
    for (y, x), (to_y, to_x) in zip(stops, stops[1:] + stops[:1], strict=True):
        cells += [(y, x)] * (1 + drone.pause)
        way = between(to_y - y, to_x - x)
        if (to_y, to_x) < (y, x):
            way = way[::-1]  # lines run from the upper end
        cells += [(y + dy, x + dx) for dy, dx in way][drone.pace - 1 :: drone.pace]
    if len(cells) > MOST_ROUND:
        raise places.toml.error(path, f"a round of {len(cells)} beats", f"at most {MOST_ROUND}")
    return cells
