"""Consoles and the captured drones that are flown at them, as tables; BadInput at the first that makes no sense."""

import numpy as np

from warbell.engine.world import GROUND_CONSOLE
from warbell.episodes.atlas import Atlas
from warbell.episodes.locate import Path
from warbell.episodes.places import Places
from warbell.episodes.reach import Cell
from warbell.episodes.schema import ConsolePart, EpisodePart

BATTERY = "battery"
A_LIFT = 40  # steps that a way by drone to a cell takes


class Consoles:
    """The consoles of an episode, checked: each has a fixture and a drone of its own, and something to fly it by."""

    def __init__(self, part: EpisodePart, atlas: Atlas, places: Places) -> None:
        """The drones of consoles come after those that fly rounds."""
        self.part, self.atlas, self.places = part, atlas, places
        self.fixtures: list[int] = []
        self.starts: list[Cell] = [self._console(console, index) for index, console in enumerate(part.consoles)]
        first = len(part.drones)
        rows = [(f, first + k) for k, f in enumerate(self.fixtures)]
        self.table = np.array(rows, GROUND_CONSOLE) if rows else np.zeros(0, GROUND_CONSOLE)
        self._check_fixtures()

    def _console(self, console: ConsolePart, index: int) -> Cell:
        """Take the fixture of a console; returns where its drone stands at the start."""
        path: Path = ("consoles", index)
        toml, cell = self.places.toml, self.places.one(console.at, ("consoles", index, "at"))
        named = [f for f, each in enumerate(self.atlas.fixtures) if (each.y, each.x) == cell]
        if not named or self.atlas.fixtures[named[0]].drawn.fixture != "console":
            raise toml.error((*path, "at"), f"{console.at!r}, where there is no console", "the mark of a console")
        if named[0] in self.fixtures:
            raise toml.error((*path, "at"), f"the console {console.at!r} again", "a console of its own")
        self.fixtures.append(named[0])
        start = self.places.one(console.drone, (*path, "drone"))
        if self.atlas.sheet[start] >= len(self.part.sheets):
            raise toml.error((*path, "drone"), f"{console.drone!r}, which is nowhere", "a cell of a sheet")
        self.places.budget.walk((*path, "drone"), A_LIFT * int(self.atlas.free_of(self.atlas.sheet[start]).sum()))
        if self.part.sheets[self.atlas.sheet[start]].roofed:
            found = f"{console.drone!r}, on a sheet with a roof over all of it"
            raise toml.error((*path, "drone"), found, "a cell under the sky")
        if not console.battery and not self._batteries():
            raise toml.error(
                path, "a console without power", "battery = BEATS, or a battery in somebody's pack or a cache"
            )
        if not console.battery and self.atlas.fixtures[named[0]].drawn.state == "on":
            raise toml.error(path, "a console that is on, of an empty battery", "battery = BEATS")
        return start

    def _batteries(self) -> bool:
        """True if there is a battery anywhere in the episode."""
        held = [person.pack for person in self.part.everybody]
        held += [dict(fixture.drawn.numbers) for fixture in self.atlas.fixtures]
        held += [change.holds or {} for draw in self.part.draws for option in draw.options for change in option.set]
        held += [change.holds or {} for trigger in self.part.triggers for change in trigger.set]
        return any(pack.get(BATTERY) for pack in held)

    def _check_fixtures(self) -> None:
        """Every console flies a drone."""
        for f, fixture in enumerate(self.atlas.fixtures):
            if fixture.drawn.fixture == "console" and f not in self.fixtures:
                sheet, cell = self.atlas.on_sheet((fixture.y, fixture.x))
                raise sheet.error(cell, "a console without a drone", "one that [[consoles]] gives a drone")
