"""The referee's view: the one scene that is drawn from a film, for a finished game is public.

Nothing that plays may import this.
"""

import numpy as np

from warbell.encode import words
from warbell.encode.scene import IN_SIGHT, Figure, Fitting, Machine, Scene, Vital, discs, letter_of, letters
from warbell.engine import codes
from warbell.engine.percept import Chart, chart
from warbell.episodes import Episode
from warbell.film import Film


def referee_cast(film: Film, beat: int, episode: Episode) -> words.Cast:
    """Everything by its full name."""
    return words.Cast(
        bodies=episode.body_names,
        natures=film.bodies["nature"][beat],
        fixtures=episode.fixture_names,
        drones=episode.drone_names,
        objectives=tuple(objective.text for objective in episode.objectives),
        endings=tuple(ending.text for ending in episode.endings),
        tidings=episode.tidings,
    )


def objectives_met(film: Film, beat: int) -> list[int]:
    """The indices of the objectives met in a beat."""
    rows = film.events_of(beat)
    met: list[int] = rows["who"][rows["kind"] == codes.GOAL_MET].tolist()
    return met


def referee_scene(film: Film, beat: int, episode: Episode) -> Scene:
    """A beat as somebody who knows everything sees it."""
    paper = chart(episode.ground)
    height, width = paper.terrain.shape
    drones, noise = film.drones, int(film.clock["noise"][beat, 0])
    columns = (drones[name][beat].tolist() for name in ("y", "x", "warned"))
    machines = tuple(Machine(y, x, now=True, warned=warned) for y, x, warned in zip(*columns, strict=True))
    return Scene(
        viewer="the referee",
        beat=beat,
        over=bool(film.clock["ending"][beat, 0] != codes.RUNNING_STILL),
        chart=paper,
        sheets=episode.sheets,
        knowledge=np.full((height, width), IN_SIGHT, np.uint8),
        lit=film.plane("lit", beat)[:, :width],
        disc=discs(paper, machines, int(episode.ground.tuning[0]["drone_light"])),
        figures=_figures(film, beat, episode),
        fittings=_fittings(film, beat, paper),
        machines=machines,
        vitals=_vitals(film, beat, episode),
        centre=centre(film, beat, len(episode.seats)),
        heard=(f"the loudest thing in infected ears: {noise} cells",) if noise > 0 else (),
        log=words.sentences(film.events_of(beat), referee_cast(film, beat, episode)),
    )


def _figures(film: Film, beat: int, episode: Episode) -> tuple[Figure, ...]:
    initials = letters(episode.titles)
    bodies = film.bodies
    here = np.flatnonzero((bodies["state"][beat] != codes.AWAY) & (bodies["nature"][beat] != codes.NOBODY))
    columns = (
        bodies[name][beat, here].tolist() for name in ("nature", "state", "side", "y", "x", "carrier", "sign", "asleep")
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


def _fittings(film: Film, beat: int, paper: Chart) -> tuple[Fitting, ...]:
    full = film.stocks[beat].any(axis=-1).tolist()
    columns = (film.fixtures[name][beat].tolist() for name in ("state", "on"))
    return tuple(
        Fitting(
            kind=int(fixed["kind"]), y=int(fixed["y"]), x=int(fixed["x"]), known=True, state=state, on=on > 0, full=some
        )
        for fixed, state, on, some in zip(paper.fixtures, *columns, full, strict=True)
    )


def _vitals(film: Film, beat: int, episode: Episode) -> tuple[Vital, ...]:
    initials = letters(episode.titles)
    vitals = []
    for p, name in enumerate(episode.titles):
        nature, state, hp, timer = (int(film.bodies[each][beat, p]) for each in ("nature", "state", "hp", "timer"))
        rate, fear, hunger, winded = (int(film.hearts[each][beat, p]) for each in ("rate", "fear", "hunger", "winded"))
        vitals.append(
            Vital(
                seat=p,
                name=name,
                letter=initials[p],
                nature=nature,
                state=state,
                now=True,
                rate=rate,
                fear=fear,
                hunger=hunger,
                hp=hp,
                timer=timer if timer >= 0 else None,
                winded=winded > 0,
                pack=words.portions(film.packs[beat, p]),
            )
        )
    return tuple(vitals)


def centre(film: Film, beat: int, seats: int) -> tuple[int, int]:
    """The team member nearest to the middle of those still on the map, else the first."""
    ys, xs, states = (film.bodies[name][beat, :seats] for name in ("y", "x", "state"))
    here = np.flatnonzero((states != codes.AWAY) & (states != codes.DEAD))
    if not len(here):
        return int(ys[0]), int(xs[0])
    k = here[np.argmin(np.abs(ys[here] - np.median(ys[here])) + np.abs(xs[here] - np.median(xs[here])))]
    return int(ys[k]), int(xs[k])
