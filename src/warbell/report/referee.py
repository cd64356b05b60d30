"""The referee's view: the one scene that is drawn from the world itself, for a finished game is public.

Nothing that plays may import this.
"""

import numpy as np

from warbell.encode import words
from warbell.encode.scene import IN_SIGHT, Figure, Fitting, Machine, Scene, Vital, discs, letter_of, letters
from warbell.engine import codes
from warbell.engine.bits import unpack
from warbell.engine.percept import Chart, chart
from warbell.engine.world import World
from warbell.episodes import Episode


def referee_cast(world: World, episode: Episode) -> words.Cast:
    """Everything by its full name."""
    return words.Cast(
        bodies=episode.body_names,
        natures=world.bodies["nature"][0],
        fixtures=episode.fixture_names,
        drones=episode.drone_names,
        objectives=tuple(objective.text for objective in episode.objectives),
        endings=tuple(ending.text for ending in episode.endings),
        tidings=episode.tidings,
    )


def objectives_met(world: World) -> list[int]:
    """The indices of the objectives met in the last beat of world 0."""
    rows = world.events[0, : world.clock["events"][0]]
    met: list[int] = rows["who"][rows["kind"] == codes.GOAL_MET].tolist()
    return met


def referee_scene(world: World, episode: Episode) -> Scene:
    """World 0 of a batch as somebody who knows everything sees it."""
    clock = world.clock[0]
    paper = chart(episode.ground)
    height, width = paper.terrain.shape
    machines = tuple(
        Machine(int(drone["y"]), int(drone["x"]), now=True, warned=int(drone["warned"])) for drone in world.drones[0]
    )
    return Scene(
        viewer="the referee",
        beat=int(clock["beat"]),
        over=bool(clock["ending"] != codes.RUNNING_STILL),
        chart=paper,
        sheets=episode.sheets,
        knowledge=np.full((height, width), IN_SIGHT, np.uint8),
        lit=unpack(world.planes[0, codes.LIT], width),
        disc=discs(paper, machines, int(episode.ground.tuning[0]["drone_light"])),
        figures=_figures(world, episode),
        fittings=_fittings(world, paper),
        machines=machines,
        vitals=_vitals(world, episode),
        centre=centre(world, len(episode.seats)),
        heard=(f"the loudest thing in infected ears: {clock['noise']} cells",) if clock["noise"] > 0 else (),
        log=words.sentences(world.events[0, : clock["events"]], referee_cast(world, episode)),
    )


def _figures(world: World, episode: Episode) -> tuple[Figure, ...]:
    initials = letters(episode.titles)
    bodies = world.bodies[0]
    here = np.flatnonzero((bodies["state"] != codes.AWAY) & (bodies["nature"] != codes.NOBODY))
    columns = (
        bodies[name][here].tolist() for name in ("nature", "state", "side", "y", "x", "carrier", "sign", "asleep")
    )
    return tuple(
        Figure(
            index=k,
            name=episode.body_names[k],
            letter=letter_of(k, nature, side, initials),
            nature=nature,
            state=state,
            side=side,
            y=y,
            x=x,
            now=True,
            carried=carrier > 0,
            sign=sign,
            asleep=asleep > 0,
        )
        for k, nature, state, side, y, x, carrier, sign, asleep in zip(here.tolist(), *columns, strict=True)
    )


def _fittings(world: World, paper: Chart) -> tuple[Fitting, ...]:
    full = world.stocks[0].any(axis=-1)
    return tuple(
        Fitting(
            kind=int(fixed["kind"]),
            y=int(fixed["y"]),
            x=int(fixed["x"]),
            known=True,
            state=int(row["state"]),
            on=bool(row["on"]),
            full=bool(full[k]),
        )
        for k, (fixed, row) in enumerate(zip(paper.fixtures, world.fixtures[0], strict=True))
    )


def _vitals(world: World, episode: Episode) -> tuple[Vital, ...]:
    initials = letters(episode.titles)
    vitals = []
    for p, name in enumerate(episode.titles):
        body, heart = world.bodies[0, p], world.hearts[0, p]
        vitals.append(
            Vital(
                seat=p,
                name=name,
                letter=initials[p],
                nature=int(body["nature"]),
                state=int(body["state"]),
                now=True,
                rate=int(heart["rate"]),
                fear=int(heart["fear"]),
                hunger=int(heart["hunger"]),
                hp=int(body["hp"]),
                timer=int(body["timer"]) if body["timer"] >= 0 else None,
                winded=bool(heart["winded"]),
                pack=words.portions(world.packs[0, p]),
            )
        )
    return tuple(vitals)


def centre(world: World, seats: int) -> tuple[int, int]:
    """The team member nearest to the middle of those still on the map, else the first."""
    team = world.bodies[0, :seats]
    here = np.flatnonzero((team["state"] != codes.AWAY) & (team["state"] != codes.DEAD))
    if not len(here):
        return int(team[0]["y"]), int(team[0]["x"])
    ys, xs = team["y"][here], team["x"][here]
    k = np.argmin(np.abs(ys - np.median(ys)) + np.abs(xs - np.median(xs)))
    return int(ys[k]), int(xs[k])
