"""A sheet at one beat of a film, in characters: how it is lit, what stands how, who is where."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

import numpy as np
from rich.text import Text

from warbell.cli import palette
from warbell.cli.catalogue import MARGIN, printed, ruler
from warbell.encode.letters import letters
from warbell.engine import codes
from warbell.engine.bits import unpack
from warbell.engine.percept import Chart, chart
from warbell.episodes import Episode, SheetInfo
from warbell.film import Film
from warbell.report.referee import centre

TALLEST = 100  # rows of a sheet that are drawn, at most
DARK, LIT, DISC = 0, 1, 2
GROUNDS = (palette.DARK_GROUND, palette.LIT_GROUND, palette.DISC_GROUND)  # by light, as the next one
INK_OF_LIGHT = ("floor", "lit", "disc")
INK_OF = (
    {"wall": "wall", "door": "door", "gate": "door", "exit": "exit"}
    | dict.fromkeys(codes.LINKS, "link")
    | {codes.FIXTURES[kind]: "fixture" for kind in palette.FIXTURES if kind != codes.EXIT}
)
FILLING = {palette.WALL, palette.TERRAIN[codes.GLASS]}  # signs that fill a cell of two characters


class Mark(NamedTuple):
    """What is drawn on a cell."""

    sign: str
    ink: str
    name: str = ""  # what the key calls it; "" is not in the key
    behind: str = " "  # in the second character of a cell that has one
    why: str = ""  # what the key calls that


FLOORS = (
    Mark(palette.DARK_FLOOR, palette.INK["floor"], "dark floor"),
    Mark(palette.LIT_FLOOR, palette.INK["lit"], "lit floor"),
    Mark(palette.DISC_FLOOR, palette.INK["disc"], "a drone's light"),
)


@dataclass(frozen=True)
class Board:
    """One beat as somebody sees it from whom nothing is hidden."""

    film: Film
    beat: int
    episode: Episode
    key: dict[str, None] = field(default_factory=dict)  # what the signs are that were drawn: "+ shut door"

    def numbered(self, sheet: SheetInfo, columns: int) -> Iterator[Text]:
        """A sheet in so many columns, with the numbers plans use; of one that is too big, the part around the team."""
        room = max(columns - MARGIN, 1)
        cell = 2 if sheet.width * 2 <= room else 1
        height, width = min(sheet.height, TALLEST), min(sheet.width, room)
        y, x = centre(self.film, self.beat, len(self.episode.seats))
        top, left = slide(y, sheet.top, sheet.height, height), slide(x, sheet.left, sheet.width, width)
        across, down = left - sheet.left, top - sheet.top
        yield Text(ruler(range(across, across + width), cell), palette.GREY)
        for k, row in enumerate(self.rows(replace(sheet, top=top, left=left, height=height, width=width), cell)):
            yield Text().append(f"{down + k:>4} ", palette.GREY).append_text(row)

    def rows(self, sheet: SheetInfo, cell: int = 1) -> Iterator[Text]:
        """The rows of a sheet, 1 or 2 characters a cell."""
        for y in range(sheet.top, sheet.top + sheet.height):
            text = Text()
            cells = (self._cell(y, x, cell) for x in range(sheet.left, sheet.left + sheet.width))
            for ink, run in groupby(cells, key=lambda each: each[1]):
                text.append("".join(signs for signs, _ in run), ink)
            yield text

    def _cell(self, y: int, x: int, cell: int) -> tuple[str, str]:
        """The characters of a cell, and their style."""
        mark = self._marks.get((y, x)) or self._printed(y, x)
        for sign, name in ((mark.sign, mark.name), (mark.behind, mark.why))[:cell]:
            if name:
                self.key[f"{sign} {name}"] = None
        bare = self._paper.terrain[y, x] in {codes.EDGE, codes.WALL}
        return (mark.sign + mark.behind)[:cell], mark.ink + ("" if bare else f" on {GROUNDS[self._light[y, x]]}")

    def _printed(self, y: int, x: int) -> Mark:
        """What is on graph paper."""
        name, sign = printed(self._paper, y, x)
        light = int(self._light[y, x])
        if sign == palette.DARK_FLOOR:
            return FLOORS[light]
        ink = palette.INK[INK_OF.get(name, INK_OF_LIGHT[light])]
        return Mark(sign, ink, name, sign if sign in FILLING else " ")

    @cached_property
    def _paper(self) -> Chart:
        return chart(self.episode.ground)

    @cached_property
    def _light(self) -> np.ndarray:
        """How cells are lit, uint8 [H, W]; a drone's light falls on what has no roof."""
        height, width = self._paper.terrain.shape
        light, lit = np.zeros((height, width), np.uint8), self.film.plane("lit", self.beat)[:height, :width]
        light[: lit.shape[0], : lit.shape[1]] = lit  # a film without that plane has no such cells
        radius = int(self.episode.ground.tuning[0]["drone_light"])
        rows, columns = np.ogrid[:height, :width]
        open_air = ~unpack(self._paper.roofed, width)
        for y, x in self._flying:
            light[((rows - y) ** 2 + (columns - x) ** 2 <= radius * (radius + 1)) & open_air] = DISC
        return light

    @cached_property
    def _drones(self) -> list[tuple[int, int]]:
        return list(zip(*(self.film.drones[name][self.beat].tolist() for name in ("y", "x")), strict=True))

    @cached_property
    def _flying(self) -> list[tuple[int, int]]:
        """The drones that are in the air: a captured one that has landed is silent."""
        sounds = self.film.drones["sound"][self.beat].tolist()
        return [cell for cell, sound in zip(self._drones, sounds, strict=True) if sound != codes.SILENCE]

    @cached_property
    def _marks(self) -> dict[tuple[int, int], Mark]:
        """What is not as on graph paper, by cell: who matters most lies on top, and so comes last."""
        marks = dict(self._fixtures())
        marks.update(self._things())
        bodies = list(self._bodies())
        marks.update((cell, mark) for state, cell, mark in bodies if state == codes.DEAD)
        marks.update(dict.fromkeys(self._drones, Mark(palette.LANDED, palette.INK["drone"], "drone on the ground")))
        marks.update(dict.fromkeys(self._flying, Mark(palette.DRONE, palette.INK["drone"], "drone")))
        for wanted in (codes.DOWN, codes.UP):
            marks.update((cell, mark) for state, cell, mark in bodies if state == wanted)
        return marks

    def _fixtures(self) -> Iterator[tuple[tuple[int, int], Mark]]:
        full = self.film.stocks[self.beat].any(axis=-1).tolist()
        states = self.film.fixtures["state"][self.beat].tolist()
        for fixture, state, some in zip(self._paper.fixtures, states, full, strict=False):
            kind, cell = int(fixture["kind"]), (int(fixture["y"]), int(fixture["x"]))
            if codes.IS_HINGED[kind]:
                # A gate, for two pairs of hands, is drawn twice where there is room.
                sign, name = palette.DOORS[state], f"{codes.DOOR_STATES[state]} {codes.FIXTURES[kind]}"
                yield cell, Mark(sign, palette.INK["door"], name, sign if kind == codes.GATE else " ")
            elif codes.HOLDS[kind] and not some:
                yield cell, Mark(palette.EMPTY, palette.GREY, f"empty {codes.FIXTURES[kind]}")

    def _things(self) -> Iterator[tuple[tuple[int, int], Mark]]:
        """What is set, burns or smokes: fire before smoke, smoke before what lies in it, and that before water."""
        fields = [self.film.field(name) for name in codes.FIELDS]
        if fields[codes.THING] is None:
            return
        levels = np.stack([each[self.beat] for each in fields if each is not None])
        for y, x in np.argwhere(levels.any(axis=0)).tolist():
            thing, _, fire, smoke, *water = levels[:, y, x].tolist()
            if fire:
                yield (y, x), Mark(palette.FIRE, palette.INK["infected"], "fire")
            elif smoke:
                yield (y, x), Mark(palette.SMOKE, palette.GREY, "smoke")
            elif thing:
                yield (y, x), Mark(palette.THINGS[thing], palette.INK["fixture"], codes.THINGS[thing])
            elif any(water):
                name = f"{codes.LEVELS_OF_WATER[water[0]]} water"
                yield (y, x), Mark(palette.WATER[water[0]], palette.INK["person"], name)

    def _bodies(self) -> Iterator[tuple[int, tuple[int, int], Mark]]:
        """The state of everybody on the map, their cell and how they are drawn."""
        of = {
            name: self.film.bodies[name][self.beat]
            for name in ("nature", "state", "y", "x", "carrier", "sign", "asleep")
        }
        initials = letters(self.episode.titles)
        for k in np.flatnonzero((of["state"] != codes.AWAY) & (of["nature"] != codes.NOBODY)).tolist():
            nature, state, y, x, carrier, sign, asleep = (int(column[k]) for column in of.values())
            if state == codes.DEAD:
                yield state, (y, x), Mark(palette.DEAD, palette.INK["dead"], "dead")
                continue
            if codes.IS_INFECTED[nature]:
                letter, name = palette.INFECTED[nature], codes.NATURES[nature]
                ink = palette.INK["listener" if nature == codes.LISTENER else "infected"]
            elif k < len(initials):
                letter, name, ink = initials[k], self.episode.titles[k], palette.INK["team"]
            else:
                letter, name, ink = palette.STRANGER, self.episode.body_names[k], palette.INK["person"]
            ink = f"underline {ink}" if state == codes.DOWN else ink
            yield state, (y, x), Mark(letter, ink, name, *_behind(state, carrier, sign, asleep))


def _behind(state: int, carrier: int, sign: int, asleep: int) -> tuple[str, str]:
    """What stands behind somebody's letter, and what it means."""
    if state == codes.DOWN:
        return "_", "down"
    if carrier > 0:
        return "^", "carried"
    if carrier < 0:
        return "~", "on a zipline or under a drone"
    if sign != codes.NO_SIGNAL:
        return "!", "signs"
    return ("z", "asleep") if asleep > 0 else (" ", "")


def slide(middle: int, start: int, size: int, window: int) -> int:
    """Where a window over `size` cells from `start` on begins, so that `middle` lies in it as centrally as it can."""
    return min(max(middle - window // 2, start), start + size - window)
