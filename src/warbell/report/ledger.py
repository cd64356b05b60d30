"""The ledger: every rescue, and what it took between the beat in which a danger began and that in which it was over.

A rescue is a danger that ended by the deed of somebody else. What it took is what the film has of those two beats, and
no judgement: nobody here knows what would have come of it otherwise.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from warbell.encode.words import the
from warbell.engine import codes
from warbell.report.dangers import BITTEN, CALLED, DOWN, HELD, SHUT_IN, Danger, dangers, there
from warbell.report.deeds import BY_DRONE, Deed, deed, deeds
from warbell.report.ground import Grounds
from warbell.report.history import History
from warbell.report.ordered import hands_on, worked_from


@dataclass(frozen=True)
class Rescue:
    """A danger that ended by the deed of somebody else; bodies are rows of the film.

    All but the deeds is of the beats after that in which the danger began, to that in which it was over.
    """

    danger: Danger
    deeds: tuple[Deed, ...]  # by which it ended, all of one beat
    meant: tuple[Deed, ...]  # every deed for them, those among them
    helpers: tuple[int, ...]  # who did any
    health: tuple[int, ...]  # points that each helper lost
    spent: tuple[int, ...]  # of each of OBJECTS, what left the helpers' packs
    charge: int  # beats of battery that the drones lost which they flew
    shouts: int  # calls by the helpers
    shots: int  # rounds that they fired
    noise: int  # cells, the loudest thing infected could hear
    fell: tuple[int, ...]  # everybody else who went down
    bitten: tuple[int, ...]  # whom an infected bit
    lost: tuple[int, ...]  # who died or turned


def rescues(past: History) -> list[Rescue]:
    """Every rescue of a game, in order of its end."""
    grounds, done = Grounds(past), deeds(past)
    found = []
    for danger in dangers(past, grounds, done):
        if danger.ended > past.beats:
            continue
        by = tuple(sorted(_ending(past, danger, grounds, done)))
        if by:
            found.append(_priced(past, danger, by, done))
    return found


# --- what ended it ----------------------------------------------------------------------------------------------------


def _ending(past: History, danger: Danger, grounds: Grounds, done: Sequence[Deed]) -> Sequence[Deed]:
    """The deeds by which a danger ended; none if it ended by itself, by whom it was, or with them."""
    whom, ended = danger.whom, danger.ended
    mine = [each for each in done if each.whom == whom and danger.began < each.beat <= ended]
    last = [each for each in mine if each.beat == ended]
    if not there(past)[ended, whom]:
        got_out = any(each.beat == ended and each.who == whom for each in past.of(codes.ESCAPED))
        carried = [each for each in last if each.did == "carried out"]
        return (carried or _hoisted(past, danger, mine)) if got_out and danger.kind != BITTEN else []
    if danger.kind == DOWN:
        return _latest(each for each in mine if each.did == "tended")
    if danger.kind == BITTEN:
        return [each for each in last if each.did == "cured"]
    if danger.kind == HELD:
        bites = [each.beat for each in past.of(codes.BITTEN) if each.whom == whom and each.beat < ended]
        return _latest(each for each in mine if each.did in {"freed", BY_DRONE} and each.beat >= max(bites))
    if danger.kind == SHUT_IN:
        if past.hangs[ended - 1, whom]:
            return _hoisted(past, danger, mine)
        by = grounds.opened_by(whom, ended)
        return [deed(past, ended, by, "let {} out", whom)] if by else []
    return last if danger.kind == CALLED else _aired(past, danger, mine)


def _latest(found: Iterator[Deed]) -> list[Deed]:
    """Those in the last beat in which there are any."""
    every = list(found)
    return [each for each in every if each.beat == every[-1].beat]


def _hoisted(past: History, danger: Danger, mine: Sequence[Deed]) -> list[Deed]:
    """Whose drone lifted somebody who hung under it when the danger ended, or in the beat before."""
    hung = past.hangs[danger.ended - 1 : danger.ended + 1, danger.whom].any()
    return _latest(each for each in mine if each.did == BY_DRONE) if hung else []


def _aired(past: History, danger: Danger, mine: Sequence[Deed]) -> list[Deed]:
    """What brought somebody to the air: arms, a drone, a shove, tending that got them up, or a valve."""
    whom, ended, rows = danger.whom, danger.ended, past.film.bodies
    bearers = {int(rows["carrier"][beat, whom]) - 1 for beat in (ended - 1, ended)}
    borne = [deed(past, ended, (who,), "carried {}", whom) for who in sorted(bearers) if past.is_person(who)]
    shoves = [each for each in past.of(codes.SHOVED) if each.whom == whom and each.beat == ended]
    shoved = [deed(past, ended, (each.who,), "shoved {}", whom) for each in shoves if past.is_person(each.who)]
    lay, stood = (
        rows["state"][beat, whom] for beat in (ended - 2, ended - 1)
    )  # they rise once the water has had its beat
    rose = danger.began < ended - 1 and lay == codes.DOWN and stood == codes.UP
    raised = _latest(each for each in mine if each.did == "tended" and each.beat < ended) if rose else []
    return borne or _hoisted(past, danger, mine) or shoved or raised or _drained(past, danger)


def _drained(past: History, danger: Danger) -> list[Deed]:
    """Whose hands turned the valve last through which the water fell that stood over somebody."""
    ground, rows, levels = past.episode.ground, past.film.bodies, past.film.field("water")
    y, x = int(rows["y"][danger.ended - 1, danger.whom]), int(rows["x"][danger.ended - 1, danger.whom])
    if levels is None or levels[danger.ended, y, x] >= levels[danger.ended - 1, y, x]:
        return []
    basins = [
        k
        for k, basin in enumerate(ground.basins)
        if (ground.bed[basin["first"] : basin["last"], :2] == (y, x)).all(1).any()
    ]
    valves = {int(pipe["valve"]) for pipe in ground.pipes if {int(pipe["one"]), int(pipe["other"])} & set(basins)}
    for turned in reversed(past.of(codes.SWITCHED)):
        if turned.whom in valves and danger.began < turned.beat <= danger.ended and past.is_person(turned.who):
            hands = [who for who in hands_on(past, turned.beat, worked_from(past, turned.whom)) if who != danger.whom]
            name = the(past.episode.fixture_names[turned.whom])
            return [deed(past, turned.beat, tuple(hands), f"turned {name}", danger.whom)] if hands else []
    return []


# --- what it took -----------------------------------------------------------------------------------------------------


def _priced(past: History, danger: Danger, by: tuple[Deed, ...], done: Sequence[Deed]) -> Rescue:
    first, last = danger.began + 1, danger.ended
    meant = tuple(sorted({*by, *(each for each in done if each.whom == danger.whom and first <= each.beat <= last)}))
    helpers = tuple(sorted({who for each in meant for who in each.who}))
    health = past.film.bodies["hp"][danger.began : last + 1, list(helpers)]
    packs = past.film.packs[danger.began : last + 1, list(helpers)].sum(axis=1)  # gifts among them are no loss
    meanwhile = {
        kind: tuple(sorted({who for who in _befallen(past, kinds, first, last) if who != danger.whom}))
        for kind, kinds in (("fell", (codes.FELL,)), ("bitten", (codes.BITTEN,)), ("lost", (codes.DIED, codes.TURNED)))
    }
    return Rescue(
        danger,
        by,
        meant,
        helpers,
        health=losses(health),
        spent=losses(packs),
        charge=int(charges(past, helpers)[first - 1 : last].sum()),
        shouts=sum(each.who in helpers and first <= each.beat <= last for each in past.of(codes.CALLED)),
        shots=sum(each.who in helpers and first <= each.beat <= last for each in past.of(codes.SHOT)),
        noise=int(past.noise[first : last + 1].max(initial=0)),
        **meanwhile,
    )


def charges(past: History, pilots: Sequence[int]) -> np.ndarray:
    """Beats of battery that consoles lost in each beat, while one of these flew there: int [N]."""
    flights, consoles = past.film.rows("flights"), past.episode.ground.consoles
    if not len(flights):
        return np.zeros(past.beats, int)
    flown = np.isin(flights["pilot"], [who + 1 for who in pilots])
    fuel = past.film.fixtures["fuel"][:, consoles["fixture"]]
    lost = np.maximum(-np.diff(fuel, axis=0), 0)
    total: np.ndarray = (lost * (flown[1:] | flown[:-1])).sum(axis=1)
    return total


def losses(rows: np.ndarray, counted: np.ndarray | None = None) -> tuple[int, ...]:
    """What each column of [N + 1, C] lost from row to row, whatever it gained besides; in the N steps `counted`."""
    lost = -np.minimum(np.diff(rows, axis=0), 0)
    return tuple((lost if counted is None else lost * counted).sum(axis=0).tolist())


def _befallen(past: History, kinds: tuple[int, ...], first: int, last: int) -> Iterator[int]:
    for each in past.of(*kinds):
        if first <= each.beat <= last and past.is_person(past.befallen(each)):
            yield past.befallen(each)
