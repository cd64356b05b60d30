"""Who was wounded and what was done about it: bleeding, who was beside them, what was given to whom."""

from typing import NamedTuple

import numpy as np

from warbell.engine import codes
from warbell.report.chain import Told, beats, stretches
from warbell.report.history import Happening, History
from warbell.report.ordered import by_order, cell_of

REMEDIES = (codes.MEDICINE, codes.HERBS)


class Tending(NamedTuple):
    """An act of tending, and what it used up: MEDICINE, HERBS, or -1 of bare hands."""

    event: Happening
    used: int


def tendings(past: History) -> list[Tending]:
    """All tending of a game."""
    gifts = past.of(codes.GAVE)
    return [Tending(each, _used(past, each, gifts)) for each in past.of(codes.TENDED)]


def _used(past: History, each: Happening, gifts: list[Happening]) -> int:
    """What somebody who tended used up: what they have no more of, and were given besides."""
    for item in REMEDIES:
        before, after = (int(past.film.packs[beat, each.who, item]) for beat in (each.beat - 1, each.beat))
        got = sum(gift.beat == each.beat and gift.whom == each.who and gift.value == item for gift in gifts)
        if before + got > after:
            return item
    return -1


def bled(past: History, body: int, group: list[Happening], told: Told) -> int:
    """Tell since when somebody who was up bled, and who closed it; the beat in which it began, -1 if it did not."""
    every = int(past.episode.ground.tuning[0]["bleed_every"])
    rows = past.film.bodies
    bleeding = (rows["bleed"][:, body] > 0) & (rows["state"][:, body] == codes.UP)
    began = np.flatnonzero(bleeding[1:] & ~bleeding[:-1]) + 1
    began = began[(began >= group[0].beat) & (began <= group[-1].beat)]
    for beat in began.tolist():
        text = f"{past.called(body)} had half their health or less and bled from then on, a point every {every} beats."
        told.tell(beat, text, cell_of(past, body, beat), harm=True)
    return int(began[0]) if len(began) else -1


def needed(past: History, body: int, since: int, end: Happening, told: Told) -> None:
    """What was done from one beat on until somebody died, turned, was brought back up or cured."""
    mine = [each for each in tendings(past) if each.event.whom == body and since <= each.event.beat <= end.beat]
    _tended(past, mine, end, told)
    if end.kind in (codes.DIED, codes.TURNED):
        _beside(past, body, since, end, told)
        _bedded(past, body, since, end, told)
        _elsewhere(past, body, since, end, told)


def _tended(past: History, mine: list[Tending], end: Happening, told: Told) -> None:
    """Who tended somebody, with what; bare hands of one person together."""
    bare: dict[int, list[Happening]] = {}
    for event, used in mine:
        if used < 0:
            bare.setdefault(event.who, []).append(event)
        elif end.kind != codes.CURED or event.beat != end.beat:
            whom = "themselves" if event.who == event.whom else past.called(event.whom)
            text = f"{past.called(event.who)} tended {whom} with {codes.OBJECTS[used]}"
            told.tell(event.beat, f"{text}{by_order(past, event.who, event.beat)}.", (event.y, event.x))
    for who, acts in bare.items():
        text = f"{past.called(who)} tended {past.called(end.who)} {beats(each.beat for each in acts)}"
        told.tell(acts[0].beat, f"{text}{by_order(past, who, acts[0].beat)}.", (acts[0].y, acts[0].x))


def _beside(past: History, body: int, since: int, end: Happening, told: Told) -> None:
    """Who was where they could have tended somebody; of the bitten, who turn, only those who had medicine."""
    for other in range(past.people):
        near = _near(past, other, body, since, end.beat)
        has = past.film.packs[near, other, codes.MEDICINE] > 0
        if end.kind == codes.TURNED:
            near, has = near[has], has[has]
        if len(near):
            held = "" if not has.any() else ", with medicine" if has.all() else f", with medicine {_when(near[has])}"
            text = f"{past.called(other)} was beside {past.called(body)} {_when(near)}{held}."
            told.tell(int(near[0]), text, cell_of(past, other, int(near[0])))


def _when(at: np.ndarray) -> str:
    return stretches(at.tolist())


def _near(past: History, other: int, body: int, since: int, until: int) -> np.ndarray:
    """The beats after which somebody could reach another: on the four cells beside, or with them in their arms."""
    rows, when = past.film.bodies, slice(since, until)
    far = sum(np.abs(rows[axis][when, other] - rows[axis][when, body]) for axis in ("y", "x"))
    able = (rows["state"][when, other] == codes.UP) & ~codes.IS_INFECTED[rows["nature"][when, other]]
    return np.flatnonzero((far <= 1) & able & (other != body)) + since


def _bedded(past: History, body: int, since: int, end: Happening, told: Told) -> None:
    """When somebody came onto a bed, where nobody bleeds, and off it again."""
    ground, rows = past.episode.ground, past.film.bodies
    ys, xs, borne = (rows[column][:, body] for column in ("y", "x", "carrier"))
    fixtures = ground.fixture_at[ys, xs] - 1
    beds = np.append(ground.fixtures["kind"] == codes.BED, False)
    on = beds[fixtures] & (borne == 0)
    for beat in range(max(since, 1), end.beat):
        if on[beat] != on[beat - 1]:
            text = _laid(past, body, beat) if on[beat] else _taken(past, body, beat)
            told.tell(beat, text, cell_of(past, body, beat))


def _laid(past: History, body: int, beat: int) -> str:
    who = past.called(body)
    for each in past.of(codes.PUT_DOWN):
        if (each.beat, each.whom) == (beat, body):
            return f"{past.called(each.who)} put {who} onto a bed{by_order(past, each.who, beat)}: {who} bled no more."
    return f"{who} came onto a bed, and bled no more."


def _taken(past: History, body: int, beat: int) -> str:
    who = past.called(body)
    for each in past.of(codes.LIFTED):
        if (each.beat, each.whom) == (beat, body):
            return (
                f"{past.called(each.who)} lifted {who} off the bed{by_order(past, each.who, beat)}: {who} bled again."
            )
    return f"{who} came off the bed, and bled again."


def _elsewhere(past: History, body: int, since: int, end: Happening, told: Told) -> None:
    """What medicine, and of the bleeding what herbs, others were given meanwhile; before that the last there was."""
    others = [each for each in tendings(past) if each.event.whom != body and each.event.beat <= end.beat]
    spent = [each for each in others if each.used >= 0]
    meanwhile = [each for each in spent if each.event.beat >= since]
    before = [each for each in spent if each.event.beat < since and each.used == codes.MEDICINE]
    ran_out = before[-1:] if _carried(past, codes.MEDICINE, since) == 0 else []
    for event, used in [*ran_out, *meanwhile]:
        if used == codes.HERBS and end.kind == codes.TURNED:
            continue
        whom = "themselves" if event.who == event.whom else past.called(event.whom)
        last = ", the last that anybody carried" if _carried(past, used, event.beat) == 0 else ""
        text = f"{past.called(event.who)} tended {whom} with {codes.OBJECTS[used]}{last}"
        need = _need(past, event.whom, event.beat - 1)
        told.tell(event.beat, f"{text}{by_order(past, event.who, event.beat)}: {need}.", (event.y, event.x))


def _carried(past: History, item: int, beat: int) -> int:
    """How much of an object people carried after a beat."""
    return int(past.film.packs[beat, : past.people, item].sum())


def _need(past: History, body: int, beat: int) -> str:
    """How somebody was after a beat, as "down, with 0 of 10 points, bitten"."""
    rows, whole = past.film.bodies, int(past.episode.ground.tuning[0]["person_hp"])
    down = "down, with " if rows["state"][beat, body] == codes.DOWN else ""
    bitten = ", bitten" if rows["timer"][beat, body] >= 0 else ""
    return f"{past.called(body)} was {down}{'' if down else 'at '}{rows['hp'][beat, body]} of {whole} points{bitten}"


def ended(past: History, end: Happening, told: Told) -> None:
    """Who brought somebody back up, or cured them."""
    who = past.called(end.who)
    if end.kind == codes.CURED:
        by = "themselves" if end.whom == end.who else who
        if end.whom >= 0:
            text = f"{past.called(end.whom)} cured {by} with medicine{by_order(past, end.whom, end.beat)}."
            told.tell(end.beat, text, (end.y, end.x))
            return
    deed = "was cured" if end.kind == codes.CURED else "came back up"
    told.tell(end.beat, f"{who} {deed}.", (end.y, end.x))
