"""The account of a finished game: what ended it, which goals were met and by whom, and how the score adds up."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from warbell.encode.words import the
from warbell.engine import codes
from warbell.engine.bits import unpack
from warbell.episodes.outlook import Outlook, count
from warbell.report.deeds import Deed, carried_out, deed, listed
from warbell.report.history import Happening, History
from warbell.report.ordered import hands_on, worked_from
from warbell.rollout import ABANDONED


@dataclass(frozen=True)
class Goal:
    """An objective as it stood at the end."""

    text: str
    met: bool
    beat: int  # in which it was met first, -1 never
    came: int
    need: int
    deeds: tuple[Deed, ...]


@dataclass(frozen=True)
class Points:
    """A row of the score."""

    text: str
    points: int


@dataclass(frozen=True)
class Account:
    """Why a game ended as it did. The points of all rows sum to its score."""

    reason: str
    hopeless: str  # from which beat on it could no longer be won, and why; "" if it could to the end
    goals: tuple[Goal, ...]  # those the team was told of
    score: tuple[Points, ...]


def account(past: History) -> Account:
    """The account of a game."""
    told = [j for j, objective in enumerate(past.episode.objectives) if objective.text]
    return Account(
        reason=_reason(past),
        hopeless=_hopeless(past),
        goals=tuple(_goal(past, j) for j in told),
        score=tuple(_score(past)),
    )


# --- what ended it ----------------------------------------------------------------------------------------------------


def _reason(past: History) -> str:
    """Which ending it was, by the objectives that brought it about."""
    header, episode = past.header, past.episode
    if header.outcome == ABANDONED:
        return f"It was left after beat {past.beats}."
    index = next((k for k, ending in enumerate(episode.endings) if ending.name == header.ending), -1)
    wants = int(episode.ground.endings[index]["all_of"]) if index >= 0 else 0
    if index < 0 or header.outcome == "timeout":
        return f"Beat {past.beats} was the last there is."
    parts = [part for j in range(len(episode.objectives)) if wants >> j & 1 and (part := _met(past, j))]
    return (
        f"It ended in beat {past.beats}: {', and '.join(dict.fromkeys(parts))}."
        if parts
        else f"It ended in beat {past.beats}."
    )


def _met(past: History, j: int) -> str:
    """In words, that objective j was met."""
    goal, need = past.episode.ground.objectives[j], int(past.episode.ground.objectives[j]["need"])
    kind, target = int(goal["kind"]), int(goal["target"])
    if kind == codes.ESCAPE:
        return f"{listed(_named(past, codes.ESCAPED))} got out"
    if kind == codes.RESCUE:
        return f"{listed([past.called(each.who) for each in _brought_out(past)])} with them"
    if kind == codes.LOSE:
        fates = [f"{past.episode.titles[seat]} {past.fate(seat).replace(',', ' in')}" for seat in past.lost(past.beats)]
        return listed(fates)
    if kind == codes.SURVIVE:
        return f"beat {need} was over"
    if kind == codes.KEEP:
        return f"{past.called(target)} lived"
    return past.episode.objectives[j].text.rstrip(".").replace("\u201c", "").strip()


def _brought_out(past: History) -> list[Happening]:
    """Those without a seat leaving."""
    return [each for each in past.of(codes.ESCAPED) if len(past.episode.seats) <= each.who < past.people]


def _named(past: History, kind: int) -> list[str]:
    return [past.episode.titles[each.who] for each in past.of(kind) if past.is_seat(each.who)]


def _hopeless(past: History) -> str:
    """When it could no longer be won, if it went on after that."""
    outlook = Outlook(past.episode.ground, past.episode.titles)
    for beat in range(past.beats):
        why = outlook.why(past.lost(beat), beat)
        if why:
            return f"From beat {beat} on it could no longer be won: {why}."
    return ""


# --- goals and who did what for them ----------------------------------------------------------------------------------


def _goal(past: History, j: int) -> Goal:
    need, came = int(past.episode.ground.objectives[j]["need"]), past.goals[:, j]
    met = np.flatnonzero(came >= need)
    beat = int(met[0]) if len(met) else -1
    until = beat if beat >= 0 else past.beats  # what comes after it was met is not for it
    return Goal(
        text=past.episode.objectives[j].text,
        met=bool(came[-1] >= need),
        beat=beat,
        came=int(came[-1]),
        need=need,
        deeds=tuple(sorted((each for each in _deeds(past, j, beat) if each.beat <= until), key=lambda each: each.beat)),
    )


def _deeds(past: History, j: int, beat: int) -> Iterator[Deed]:
    """What the team did for objective j, which was met first in `beat` (-1 never)."""
    goal = past.episode.ground.objectives[j]
    kind, target = int(goal["kind"]), int(goal["target"])
    if kind == codes.ESCAPE:
        yield from _ways_out(past)
    elif kind == codes.RESCUE:
        yield from (deed(past, each.beat, (each.who,), "got out") for each in _brought_out(past))
    elif kind == codes.GATHER:
        yield from _comings(past, target, beat if beat >= 0 else past.beats)
    elif kind == codes.WORK and beat > 0:
        yield from _workings(past, target, int(goal["thing"]), beat)
    elif kind == codes.TREAT:
        for each in past.of(codes.CURED):
            yield deed(past, each.beat, (each.whom,), "cured {}", each.who)


def _ways_out(past: History) -> Iterator[Deed]:
    for each in past.of(codes.ESCAPED):
        if past.is_seat(each.who):
            carried = past.is_seat(each.whom) and each.whom != each.who
            yield carried_out(past, each) if carried else deed(past, each.beat, (each.who,), "got out")


def _comings(past: History, region: int, beat: int) -> Iterator[Deed]:
    """Who was in a region at a beat, and since when."""
    ground = past.episode.ground
    cells = unpack(ground.regions[region], ground.terrain.shape[1])
    for seat in range(len(past.episode.seats)):
        ys, xs = past.places[: beat + 1, seat].T
        inside = cells[ys, xs] & (past.states[: beat + 1, seat] == codes.UP)
        if inside[-1]:
            outside = np.flatnonzero(~inside)
            since = int(outside[-1]) + 1 if len(outside) else 0
            yield deed(past, since, (seat,), "came" if since else "was there from the start")


def _workings(past: History, fixture: int, thing: int, beat: int) -> Iterator[Deed]:
    """Who brought a door or a switch into the state that counted."""
    kinds = (codes.DOOR_MOVED, codes.DOOR_BROKE) if thing < 0 else (codes.SWITCHED,)
    name = the(past.episode.fixture_names[fixture])
    done = [each for each in past.of(*kinds) if each.whom == fixture and each.beat == beat]
    if not done:
        yield deed(past, beat, (), f"the night itself did it to {name}")
        return
    hands, states = _hands(past, done[-1]), ("opened", "shut", "locked", "barricaded", "broke")
    how = f"switched {name} {'on' if thing else 'off'}" if thing >= 0 else f"{states[-1 - thing]} {name}"
    yield deed(past, beat, hands, how if hands else f"nobody of you {how}")


def _hands(past: History, worked: Happening) -> tuple[int, ...]:
    """Whose hands worked the fixture of an event, on it or on a wheel."""
    who = [worked.who] if past.is_person(worked.who) else []
    return tuple(sorted({*who, *hands_on(past, worked.beat, worked_from(past, worked.whom))}))


# --- the score --------------------------------------------------------------------------------------------------------


def _score(past: History) -> Iterator[Points]:
    """The rows of the score that are not nothing; what older rules counted besides stands in a last one."""
    rows = [row for row in _rows(past) if row.points]
    yield from rows
    rest = past.header.score - sum(row.points for row in rows)
    if rest:
        yield Points(f"by the rules of version {past.rules}", rest)


def _rows(past: History) -> Iterator[Points]:
    ground, header = past.episode.ground, past.header
    tuning = ground.tuning[0]
    saved, lost = header.saved - len(past.saved(0)), header.dead + header.turned - len(past.lost(0))
    yield Points(f"{count(saved).capitalize()} got out", saved * int(tuning["score_saved"]))
    yield Points(f"{count(lost).capitalize()} lost", -lost * int(tuning["score_lost"]))
    for j, goal in enumerate(ground.objectives):
        came, need = int(past.goals[-1, j]), int(goal["need"])
        part = f" ({came} of {need})" if came < need else ""
        text = past.episode.objectives[j].text or past.episode.objectives[j].name
        yield Points(text + part, _share(goal, came) - _share(goal, int(past.goals[0, j])))
    if header.outcome == ABANDONED:
        return
    ending = next((k for k, each in enumerate(past.episode.endings) if each.name == header.ending), -1)
    if ending >= 0:
        yield Points("How it ended", int(ground.endings[ending]["score"]))
    if header.outcome == "won":
        yield Points("Won", int(tuning["score_won"]))
        quick = max(0, int(tuning["score_quick"]) - (past.beats - 1) // int(tuning["score_quick_beats"]))
        yield Points(f"Won in beat {past.beats}", quick)


def _share(goal: np.void, came: int) -> int:
    """What an objective is worth that has come so far."""
    need = int(goal["need"])
    return int(goal["points"]) * max(0, min(came, need)) // need
