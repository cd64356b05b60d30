"""Rehearsals: where lines of a plan would lead, as far as one seat can tell.

The lines are played in what the seat believes, by the rules of the game.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from warbell.belief.marks import Mark
from warbell.belief.playable import playable
from warbell.belief.world import NOWHERE, believe
from warbell.engine.batch import advance
from warbell.engine.codes import AWAY, BITTEN, WAIT
from warbell.engine.percept import Percept
from warbell.engine.world import Ground, World, waits
from warbell.episodes import Brief
from warbell.minds.ensemble import Ensemble, Memory
from warbell.minds.part import MOVES, Part
from warbell.minds.routes import Routes
from warbell.minds.senses import TAKEN
from warbell.plans import Cell, Goto, Order, Plan
from warbell.plans.cells import Line

NOT_DONE = -1  # in `passed`: a cell that the rehearsal did not get past
NEW = Memory()  # of a seat that was told nothing yet


class Rehearsed(NamedTuple):
    """What a rehearsal of N beats found."""

    tracks: list[list[tuple[int, int]]]  # [S][N + 1]: cells (y, x); [] for a seat whose place is unknown
    flights: list[list[tuple[int, int]]]  # [S][N + 1]: of the drone each seat flies; [] if it flies none anywhere
    passed: list[list[int]]  # [S][cells]: the beat, from 0 on, after which a cell was done with, or NOT_DONE
    failed: list[list[int]]  # [S]: the indices of the cells that came to nothing
    bitten: int  # the beat, from 1 on, in which the seat that rehearses is bitten first, or NOT_DONE


def rehearse(
    brief: Brief,
    percept: Percept,
    seat: int,
    lines: Mapping[str, tuple[Cell, ...]],
    most: int = 60,
    routes: Routes | None = None,
    memory: Memory = NEW,
    marks: Iterable[Mark] = (),
) -> Rehearsed:
    """Play `lines`, by seat name, for up to `most` beats, as far as `seat` of world 0 knows.

    It knows by its percept and memory, and thinks by its marks. It ends when every line has. A cue waits for those
    whose lines are here and whose place is known, and for nobody else. A line is played up to its first cell that names
    no place or seat of the paper. `routes` may be shared.
    """
    ground, world, view = believe(brief, percept, seat, most, marks)
    places = [_places(world)]
    team = [p for p, name in enumerate(brief.seats) if name in lines and places[0][p] != NOWHERE]
    played = [Line(brief.seats[p], tuple(playable(lines[brief.seats[p]], brief, most))) for p in team]
    ensemble = Ensemble(brief, team, 1, Plan((tuple(played),)), routes)
    if seat in team:
        ensemble.remember(seat, memory)
    passed = [[NOT_DONE] * len(lines.get(name, ())) for name in brief.seats]
    failed: list[set[int]] = [set() for _ in brief.seats]
    orders, bitten = waits(world), NOT_DONE
    flown = [_flown(ground, world)]
    for beat in range(most + 1):
        orders[:] = WAIT
        ensemble.decide(view, orders)
        for p, part in ensemble.parts[0]:
            if part.gave_up != NOT_DONE and not _in_somebodys_way(part, bool(ensemble.senses[0][0, p, TAKEN])):
                failed[p].add(part.gave_up)
        left = world.bodies["state"][0] == AWAY
        ended = [_note(passed[p], part, beat, left=bool(left[p])) for p, part in ensemble.parts[0]]
        if beat == most or all(ended):
            break
        advance(ground, world, view, orders)
        places.append(_places(world))
        flown.append(_flown(ground, world))
        if bitten == NOT_DONE and _is_bitten(world, seat):
            bitten = beat + 1
    tracks = [[] if track[0] == NOWHERE else list(track) for track in zip(*places, strict=True)]
    seen = [bool(percept.drones["beat"][0, seat, d] >= 0) for d in ground.consoles["drone"]]
    flights = [_flight(flown, p, seen) for p in range(len(brief.seats))]
    return Rehearsed(tracks, flights, passed, [sorted(each) for each in failed], bitten)


def _in_somebodys_way(part: Part, beside: bool) -> bool:
    """True for a walk given up with somebody beside it: who stands there now may be gone by then."""
    cell = part.role.cells[part.gave_up]
    return beside and (isinstance(cell, Goto) or (isinstance(cell, Order) and cell.verb in MOVES))


def _note(passed: list[int], part: Part, beat: int, *, left: bool) -> bool:
    """Note the cells of a line that are done with after a beat; True if the line has ended."""
    cells = len(part.role.cells)
    done = min(cells, part.at + 1) if left else part.at  # who left by an exit did so by the cell that led there
    for k in range(done):
        if passed[k] == NOT_DONE:
            passed[k] = beat
    return left or done == cells


def _is_bitten(world: World, seat: int) -> bool:
    rows = world.events[0, : world.clock[0]["events"]]
    return bool(((rows["kind"] == BITTEN) & (rows["whom"] == seat)).any())


def _flown(ground: Ground, world: World) -> list[tuple[int, int, int]]:
    """Who flies the drone of each console, -1 nobody, and where it is: (seat, y, x)."""
    drones = world.drones[0][ground.consoles["drone"]]
    pilots = world.flights["pilot"][0] - 1
    return list(zip(pilots.tolist(), drones["y"].tolist(), drones["x"].tolist(), strict=True))


def _flight(flown: list[list[tuple[int, int, int]]], seat: int, seen: list[bool]) -> list[tuple[int, int]]:
    """Where the drone that a seat flies last is in each beat, if that was ever `seen`; [] if it gets nowhere."""
    consoles = [k for beat in flown for k, (pilot, _, _) in enumerate(beat) if pilot == seat and seen[k]]
    track = [beat[consoles[-1]][1:] for beat in flown] if consoles else []
    return track if len(set(track)) > 1 else []


def _places(world: World) -> list[tuple[int, int]]:
    team = world.bodies[0, : world.clock[0]["seats"]]
    return list(zip(team["y"].tolist(), team["x"].tolist(), strict=True))
