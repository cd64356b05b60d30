"""What a night holds besides a drawing: goals and how it ends, what it does by itself, who comes later and where to.

    objective stock cache food 2 points 50 after 1 latch
    ending won 1 2 not 3 score 40
    trigger beat 3: door locked, z2 comes, tidings      or `trigger goal 1:`, `trigger switch on after 2:`
    z2 arrives at 1,5 in beat 3                         or `when called`, `2 beats after the call`; it is not drawn
    z2 walks to 1,9

Objectives are counted from 1, as they stand in the case.
"""

import re

import numpy as np

from warbell.engine import codes as c
from warbell.engine.phases.arrivals import CALLED_FOR
from warbell.engine.setup import embody, strength
from warbell.engine.world import EFFECT, TRIGGER

CELL = r"(\d+),(\d+)"
LETTERS = {c.SHAMBLER: "z", c.LISTENER: "l", c.CLIMBER: "k", c.MIMIC: "m"}
BODY = r"([a-dpq]|[zlkm]\d?)"
FIXTURE = rf"((?:{'|'.join(c.FIXTURES)})\d?)"
OBJECTIVE = r"objective (\w+) ?(.*?)(?: points (\d+))?(?: after ([\d ]+))?( latch)?"
ENDING = r"ending (won|lost|timeout) ([\d ]+?)(?: ?not ([\d ]+?))?(?: score (-?\d+))?"
ARRIVAL = rf"([zlkm]\d?) arrives at {CELL} (?:in beat (\d+)|when called|(\d+) beats after the call)"
TRIGGER_LINE = rf"trigger (?:beat (\d+)|goal (\d+)|{FIXTURE} (\w+))(?: after ([\d ]+))?: (.+)"


def numbers(words: str | None) -> int:
    """Objectives, counted from 1, as bits."""
    return sum(1 << (int(j) - 1) for j in (words or "").split())


def thing(word: str) -> int:
    """The state of a fixture as objectives and triggers have it."""
    return {"on": 1, "off": 0}[word] if word in ("on", "off") else -1 - c.DOOR_STATES.index(word)


def objective(kind: str, words: str, points: str | None, after: str | None, latch: str | None) -> tuple:
    """A row of OBJECTIVE with a name for its target: `escape 2`, `stock cache food 2`, `work door open`, `keep a`."""
    word = words.split()
    target = word[0] if kind in ("stock", "work", "keep") else ""
    item = {"stock": lambda: c.OBJECTS.index(word[1]), "work": lambda: thing(word[1])}.get(kind, lambda: 0)()
    need = 1 if kind in ("work", "keep") else int(word[-1])
    return c.OBJECTIVES.index(kind), target, item, need, 0, int(points or 0), int(latch is not None), 0, numbers(after)


def ending(outcome: str, wanted: str, excluded: str | None, score: str | None) -> tuple:
    """A row of ENDING."""
    return c.OUTCOMES.index(outcome), int(score or 0), numbers(wanted), numbers(excluded)


def await_beat(stage, name: str, y: str, x: str, beat: str | None, later: str | None) -> None:
    """Take somebody off the map, to come later."""
    i, kind = stage.bodies.index(name), next(kind for kind, letter in LETTERS.items() if letter == name[0])
    stage.world.occupant[stage.world.occupant == i + 1] = 0
    embody(stage.ground, stage.world, i, kind)
    body = stage.body(name)
    body.y, body.x = int(y), int(x)
    body.state, body.timer = c.AWAY, CALLED_FOR - int(later or 0) if beat is None else int(beat)


def walk(stage, name: str, y: str, x: str) -> None:
    """An errand: along the row first, then along the column."""
    rows, columns = np.indices(stage.ground.terrain.shape)
    field = np.where(rows < int(y), c.SOUTH, np.where(rows > int(y), c.NORTH, c.STILL))
    field = np.where(columns < int(x), c.EAST, np.where(columns > int(x), c.WEST, field))
    stage.ground = stage.ground._replace(errands=np.concatenate([stage.ground.errands, field[None].astype(np.uint8)]))
    stage.body(name).errand = len(stage.ground.errands)


def _effects(stage, index: int, text: str) -> list[tuple]:
    """What a trigger does, its parts after commas."""
    found = []
    for part in text.split(", "):
        coming = re.fullmatch(rf"{BODY}(?: to {BODY})? comes?", part)
        moved = re.fullmatch(rf"{FIXTURE} (\w+)", part)
        if part == "tidings":
            found.append((c.TELL, index, 0, 0))
        elif coming:
            first, last = stage.bodies.index(coming[1]), stage.bodies.index(coming[2] or coming[1])
            found.append((c.ARRIVE, first, last + 1, 0))
        else:
            target, wanted = stage.fixtures.index(moved[1]), thing(moved[2])
            if wanted >= 0:
                found.append((c.SET_ON, target, wanted, 0))
            else:
                kind, state = stage.ground.fixtures["kind"][target], -1 - wanted
                found.append((c.SET_STATE, target, state, strength(stage.ground.tuning[0], kind, state)))
    return found


def trigger(stage, beat, goal, fixture, state, after, effects) -> None:
    """One trigger more."""
    ground = stage.ground
    kind, target, value = c.AT_BEAT, -1, int(beat or 0)
    if goal is not None:
        kind, target = c.ON_GOAL, int(goal) - 1
    elif fixture is not None:
        kind, target, value = c.ON_FIXTURE, stage.fixtures.index(fixture), thing(state)
    more = _effects(stage, len(ground.triggers), effects)
    first = len(ground.effects)
    row = (kind, target, value, first, first + len(more), 0, numbers(after))
    stage.ground = ground._replace(
        triggers=np.append(ground.triggers, np.array([row], TRIGGER)),
        effects=np.append(ground.effects, np.array(more, EFFECT)),
    )
