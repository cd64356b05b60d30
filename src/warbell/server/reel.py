"""Reels: a finished game once more, a view a beat, as one seat knew it or as a referee sees all of it."""

from typing import cast

import numpy as np

from warbell.encode import words
from warbell.engine import codes
from warbell.engine.views import UNREAD
from warbell.engine.world import World
from warbell.episodes import Episode, brief
from warbell.replay import Header, Replay, steps
from warbell.report.referee import centre, objectives_met, referee_cast
from warbell.server import protocol
from warbell.server.diary import Diary
from warbell.server.paper import paper
from warbell.server.told import Told

NOTHING = {**dict.fromkeys(protocol.Me.__struct_fields__, 0), "timer": -1, "late": -1, "sign": codes.NO_SIGNAL}
EVENT = list(protocol.Happening.__struct_fields__)
BODY = ["y", "x", "nature", "state", "sign", "gait", "facing"]  # columns a referee sees as they are
FIXTURE = ["state", "on", "strength"]
DRONE = ["y", "x", "warned"]


def reel(replay: Replay, seat: str | None) -> protocol.Reel:
    """The views of a seat from the start to the end, or of somebody who sees everything; what happened, in words.

    Raises ValueError for a seat that the episode has not, and BadInput if the replay's episode is broken.
    """
    episode = replay.episode
    public, told, diary = brief(episode), Told(), Diary()
    p = None if seat is None else episode.seats.index(seat)
    views: list[protocol.View] = []
    log: list[protocol.LogLine] = []
    for step in steps(replay):
        if p is None:
            views.append(_everything(step.world, episode))
            story = words.story(episode.story, step.beat, objectives_met(step.world))
            events = step.world.events[0, : step.world.clock["events"][0]]
            happened = words.told(events, referee_cast(step.world, episode))
        else:
            views.append(told.view(step.percept, p, []))
            story = words.story(episode.story, step.beat)
            happened = tuple(diary.write(step.percept, public, p))
        log.extend(protocol.LogLine(step.beat, *each) for each in (*map(words.Telling, story), *happened))
    return protocol.Reel(
        paper=paper(episode),
        outcome=_outcome(replay.header, episode),
        seed=str(replay.header.seed),
        seat=seat,
        orders=replay.orders.tolist(),
        log=log,
        views=views,
    )


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


def _everything(world: World, episode: Episode) -> protocol.View:
    """A beat as somebody sees it from whom nothing is hidden: all that is on the map, seen now."""
    clock = world.clock[0]
    beat, seats = int(clock["beat"]), world.hearts.shape[1]
    y, x = centre(world, seats)
    return protocol.View(
        seat=-1,
        me=protocol.Me(**{**NOTHING, "beat": beat, "ending": int(clock["ending"]), "y": y, "x": x}),
        pack=[0] * codes.N_OBJECTS,
        bonds=[0] * seats,
        now=[0] * codes.SIGHT_ROWS,
        bright=[0] * codes.SIGHT_ROWS,
        known=_whole_map(episode) if beat == 0 else [],
        bodies=_bodies(world, episode, beat),
        fixtures=_fixtures(world, beat),
        drones=[protocol.SeenDrone(d, beat, *row) for d, row in enumerate(world.drones[0][DRONE].tolist())],
        heard=[],
        events=[protocol.Happening(*row) for row in world.events[0, : clock["events"]][EVENT].tolist()],
        orders=[],
        log=[],
    )


def _whole_map(episode: Episode) -> list[protocol.KnownRow]:
    """Every cell of every sheet."""
    rows = (episode.ground.terrain != codes.EDGE).tolist()
    cells = (sum(1 << x for x, inside in enumerate(row) if inside) for row in rows)
    return [protocol.KnownRow(y, f"{bits:x}") for y, bits in enumerate(cells) if bits]


def _bodies(world: World, episode: Episode, beat: int) -> list[protocol.SeenBody]:
    """Everybody on the map, the dead among them; faces and wounds of the team as from close by."""
    bodies, seats = world.bodies[0], world.hearts.shape[1]
    fear, whole = world.hearts["fear"][0].tolist(), int(episode.ground.tuning[0]["person_hp"])
    here = np.flatnonzero((bodies["nature"] != codes.NOBODY) & (bodies["state"] != codes.AWAY)).tolist()
    person = np.isin(bodies["nature"], (codes.PERSON, codes.HYBRID)).tolist()
    hurt = np.clip((whole - bodies["hp"]) * 4 // whole, 0, 3).tolist()
    rows, carried = bodies[BODY].tolist(), (bodies["carrier"] > 0).tolist()
    side, asleep = bodies["side"].tolist(), bodies["asleep"].tolist()
    mood = [min(3, fear[i] * 4 // 100) if i < seats and person[i] else UNREAD for i in range(len(bodies))]
    # Rows of arrays encode as array-like structs do.
    seen = [
        (i, beat, *rows[i], mood[i], hurt[i] if person[i] else 0, int(carried[i]), side[i], asleep[i]) for i in here
    ]
    return cast("list[protocol.SeenBody]", seen)


def _fixtures(world: World, beat: int) -> list[protocol.SeenFixture]:
    full = world.stocks[0].any(axis=-1).tolist()
    return [
        protocol.SeenFixture(f, beat, state, on, strength=min(25, (max(0, strength) + 9) // 10), full=int(full[f]))
        for f, (state, on, strength) in enumerate(world.fixtures[0][FIXTURE].tolist())
    ]
