"""The engine on one core: a 32 x 32 field, 4 seats, 32 infected of both kinds, random legal orders, all phases on."""

import sys
import time
from collections.abc import Callable

import numpy as np

from warbell.bench.courses import BEATS, WORLDS, courses
from warbell.bench.fields import field
from warbell.bench.figure import Figure
from warbell.bench.stretch import Stretch, stretch
from warbell.bench.ticks import timed_beat
from warbell.engine.batch import look, play
from warbell.engine.beat import PHASES
from warbell.engine.digest import digest
from warbell.engine.world import World

DEEP = 5000  # frames: a part is compiled within what calls it, and the parts of a timed beat are 40 deep
PEOPLE = 20
OF_PEOPLE = ("shots", "trades", "deeds", "strangers", "needs")  # the phases that are theirs


def figures(say: Callable[[str], None]) -> list[Figure]:
    """Agent-steps a second in several ways, idle infected, the first compile; nanoseconds of each phase."""
    out = []
    for course in courses():
        say(course.name)
        out.append(course.figure())
    say("timing each phase")
    alone = _phases(stretch(field(), WORLDS, BEATS), "phase")
    say(f"timing each phase with {PEOPLE} people who live by their needs")
    crowd = _phases(stretch(field(PEOPLE), WORLDS, BEATS), f"with {PEOPLE} people, phase")
    theirs = [figure for figure in crowd if figure.name.endswith(OF_PEOPLE)]
    out += [*alone, *theirs, _together(f"{PEOPLE} people awake", crowd), _together("people absent", alone)]
    say("timing each phase with a captured drone")
    flown = _phases(stretch(field(console=True), WORLDS, BEATS), "with a console, phase")
    return out + [figure for figure in flown if figure.name.endswith("pilots")]


def _together(name: str, phases: list[Figure]) -> Figure:
    """What the phases of people without a seat cost together."""
    own = [figure for figure in phases if figure.name.endswith(OF_PEOPLE)]
    return Figure(f"engine.{name}", sum(f.value for f in own), own[0].unit, sum(f.cpu_seconds for f in own))


def _phases(game: Stretch, title: str) -> list[Figure]:
    """What each phase of a beat costs where it stands, by the processor's own clock, read between the phases."""
    ground, names = game.episode.ground, ["sanitise", *(phase.__name__ for phase in PHASES)]
    sys.setrecursionlimit(DEEP)
    timed = timed_beat(PHASES)
    least = np.full(len(names), np.inf)
    views = np.inf
    for _ in range(4):
        world, percept = game.copy()
        ticks = np.zeros(len(names), np.int64)
        looked, began = 0.0, time.perf_counter()
        for orders in game.orders:
            timed(ground, world, orders.copy(), ticks)
            start = time.perf_counter()
            look(ground, world, percept)
            looked += time.perf_counter() - start
        wall = time.perf_counter() - began - looked
        least = np.minimum(least, ticks * wall / ticks.sum())
        views = min(views, looked)
    _same(game, world)
    beats = game.beats * WORLDS
    return [
        Figure(f"engine.{title} {name}", 1e9 * float(seconds) / beats, "ns/world-beat", float(seconds))
        for name, seconds in [*zip(names, least, strict=True), ("view", views)]
    ]


def _same(game: Stretch, world: World) -> None:
    """Phase by phase or world by world, it must have been the same game."""
    again, _ = game.copy()
    for orders in game.orders:
        play(game.episode.ground, again, orders.copy())
    if (digest(again) != digest(world)).any():
        raise AssertionError("the phases of PHASES are not those of beat")
