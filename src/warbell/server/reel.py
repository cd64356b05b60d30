"""Reels: a finished game once more, a view a beat, as one seat knew it or as a referee sees all of it."""

from collections.abc import Iterator
from typing import Any, cast

import numpy as np

from warbell.encode import words
from warbell.engine import codes
from warbell.engine.codes import UNREAD
from warbell.episodes import Episode, brief
from warbell.film import Film
from warbell.order_names import NO_ORDER
from warbell.replay import Header, Replay, steps
from warbell.report.referee import centre, objectives_met, referee_cast
from warbell.server import protocol
from warbell.server.diary import Diary
from warbell.server.glance import glance
from warbell.server.paper import paper
from warbell.server.places import rows
from warbell.server.told import Told

NOTHING = {**dict.fromkeys(protocol.Me.__struct_fields__, 0), "timer": -1, "late": -1, "sign": codes.NO_SIGNAL}
EVENT = list(protocol.Happening.__struct_fields__)
BODY, FIXTURE, DRONE = (row.__struct_fields__ for row in (protocol.SeenBody, protocol.SeenFixture, protocol.SeenDrone))


def reel(replay: Replay, seat: str | None) -> protocol.Reel:
    """The views of a seat from the start to the end, or of somebody who sees everything; what happened, in words.

    A seat's own view is not on the film: it is played again, and OtherRules if this warbell plays by others. Raises
    ValueError for a seat that the episode has not, and BadInput if the replay's episode is broken or there is no film.
    """
    episode, orders = replay.episode, replay.orders.tolist()
    if seat is None:
        shown = _everything(replay.film, episode)
    else:
        own = episode.seats.index(seat)
        shown = _known(replay, own)
        orders = [[order if p == own else NO_ORDER for p, order in enumerate(row)] for row in orders]
    views: list[protocol.View] = []
    log: list[protocol.LogLine] = []
    for beat, (view, happened) in enumerate(shown):
        views.append(view)
        log.extend(protocol.LogLine(beat, *each) for each in happened)
    return protocol.Reel(
        paper=paper(episode),
        outcome=_outcome(replay.header, episode),
        seed=str(replay.header.seed),
        seat=seat,
        orders=orders,
        log=log,
        views=views,
    )


Shown = Iterator[tuple[protocol.View, list[words.Telling]]]  # each beat, and what happened in it


def _known(replay: Replay, seat: int) -> Shown:
    """The beats as a seat knew them."""
    public, told, diary = brief(replay.episode), Told(), Diary()
    for step in steps(replay):
        story = map(words.Telling, words.story(replay.episode.story, step.beat))
        yield (
            told.view(step.percept, seat, []),
            [*story, *diary.write(step.percept, glance(step.percept, seat), public)],
        )


def _everything(film: Film, episode: Episode) -> Shown:
    """The beats as somebody sees them from whom nothing is hidden."""
    things = _things(film)
    for beat in range(film.beats + 1):
        story = map(words.Telling, words.story(episode.story, beat, objectives_met(film, beat)))
        happened = words.told(film.events_of(beat), referee_cast(film, beat, episode))
        yield _view(film, beat, episode, things[beat]), [*story, *happened]


def _outcome(header: Header, episode: Episode) -> protocol.Outcome:
    texts = {ending.name: ending.text for ending in episode.endings}
    return protocol.Outcome(
        outcome=header.outcome,  # type: ignore[arg-type]
        ending=header.ending,
        text=texts.get(header.ending, ""),  # a game may have been left
        score=header.score,
        beats=header.beats,
        saved=header.saved,
        dead=header.dead,
        turned=header.turned,
    )


def _view(film: Film, beat: int, episode: Episode, things: list[tuple[int, ...]]) -> protocol.View:
    """All that is on the map in a beat, seen now."""
    seats = len(episode.seats)
    y, x = centre(film, beat, seats)
    ending = int(film.clock["ending"][beat, 0])
    return protocol.View(
        seat=-1,
        me=protocol.Me(**{**NOTHING, "beat": beat, "ending": ending, "y": y, "x": x}),
        pack=[0] * codes.N_OBJECTS,
        bonds=[0] * seats,
        now=[0] * codes.SIGHT_ROWS,
        bright=[0] * codes.SIGHT_ROWS,
        afar=[],
        known=rows(episode.ground.terrain != codes.EDGE) if beat == 0 else [],
        bodies=_bodies(film, beat, episode),
        fixtures=_fixtures(film, beat, episode),
        drones=_drones(film, beat, episode),
        things=cast("list[protocol.SeenThing]", things),
        heard=[],
        events=[protocol.Happening(*row) for row in film.events_of(beat)[EVENT].tolist()],
        orders=[],
        log=[],
    )


def _bodies(film: Film, beat: int, episode: Episode) -> list[protocol.SeenBody]:
    """Everybody on the map, the dead among them; faces and wounds of the team as from close by."""
    bodies, whole = film.bodies, int(episode.ground.tuning[0]["person_hp"])
    nature, state, hp = (bodies[name][beat] for name in ("nature", "state", "hp"))
    here = np.flatnonzero((nature != codes.NOBODY) & (state != codes.AWAY)).tolist()
    person = np.isin(nature, (codes.PERSON, codes.HYBRID))
    fear = film.hearts["fear"][beat]  # people are the first bodies
    mood = np.full(len(nature), UNREAD)
    mood[: len(fear)] = np.where(person[: len(fear)], np.minimum(3, fear * 4 // 100), UNREAD)
    hurt = np.where(person, np.clip((whole - hp) * 4 // whole, 0, 3), 0)
    carrier = bodies["carrier"][beat]
    shown = {"mood": mood, "hurt": hurt, "carried": carrier > 0, "hangs": carrier < 0}
    shown["left"] = np.where(person, _left(film, beat, int(episode.ground.tuning[0]["bleed_every"])), -1)
    shown["armed"] = np.zeros(len(nature), bool)
    if "wills" in film.tables:
        shown["armed"][: len(fear)] = film.column("wills", "rounds")[beat] > 0
    rows = _rows(bodies, beat, BODY, shown)
    return cast("list[protocol.SeenBody]", [rows[i] for i in here])


def _left(film: Film, beat: int, bleed_every: int) -> np.ndarray:
    """Beats until people go down by bleeding, die or turn, the soonest of them, int64 [B]; -1 if none will be."""
    state, hp, bleed, timer = (film.bodies[name][beat].astype(int) for name in ("state", "hp", "bleed", "timer"))
    never = np.iinfo(int).max
    falls = np.where(bleed > 0, np.where(state == codes.DOWN, bleed, bleed + (hp - 1) * bleed_every), never)
    soonest = np.minimum(falls, np.where(timer >= 0, timer, never))
    return np.where((soonest < never) & (state <= codes.DOWN), soonest, -1)


def _things(film: Film) -> list[list[tuple[int, ...]]]:
    """For each beat all that is on cells, where it differs from the beat before: rows of SeenThing."""
    things = film.field(codes.FIELDS[codes.THING])
    if things is None:
        return [[] for _ in range(film.beats + 1)]
    fields = [film.field(name) for name in codes.FIELDS]
    levels = np.stack([np.zeros_like(things) if field is None else field for field in fields], axis=-1)
    changed: list[list[tuple[int, ...]]] = [[] for _ in levels]
    for beat, y, x in np.argwhere(np.diff(levels, axis=0, prepend=0 * levels[:1]).any(axis=-1)).tolist():
        changed[beat].append((y, x, *levels[beat, y, x].tolist()))
    return changed


def _fixtures(film: Film, beat: int, episode: Episode) -> list[protocol.SeenFixture]:
    strength = np.minimum(25, (np.maximum(0, film.fixtures["strength"][beat]) + 9) // 10)
    shown = {"strength": strength, "full": film.stocks[beat].any(axis=-1)}
    pipes = episode.ground.pipes
    for side in ("one", "other"):
        shown[side], shown[f"{side}_level"] = np.zeros_like(strength), np.full_like(strength, UNREAD)
        if len(pipes):
            shown[side][pipes["valve"]] = pipes[side] + 1
            shown[f"{side}_level"][pipes["valve"]] = film.column("basins", "level")[beat][pipes[side]]
    return cast("list[protocol.SeenFixture]", _rows(film.fixtures, beat, FIXTURE, shown))


def _drones(film: Film, beat: int, episode: Episode) -> list[protocol.SeenDrone]:
    """Every drone; of captured ones their battery and what they bear."""
    lit = film.drones["sound"][beat] != codes.SILENCE
    shown = {"lit": lit, "battery": np.zeros_like(lit, int), "object": np.zeros_like(lit, int)}
    consoles = episode.ground.consoles
    if "flights" in film.tables:
        shown["battery"][consoles["drone"]] = film.fixtures["fuel"][beat][consoles["fixture"]]
        shown["object"][consoles["drone"]] = film.column("flights", "object")[beat]
    return cast("list[protocol.SeenDrone]", _rows(film.drones, beat, DRONE, shown))


def _rows(table: Any, beat: int, fields: tuple[str, ...], shown: dict[str, np.ndarray]) -> list[tuple[int, ...]]:
    """Rows of the protocol, behind index and beat: what is `shown`, and the film's own columns of the same names."""
    # Rows of arrays encode as array-like structs do.
    columns = (shown[name].astype(int) if name in shown else table[name][beat] for name in fields[2:])
    return [(i, beat, *row) for i, row in enumerate(zip(*(column.tolist() for column in columns), strict=True))]
