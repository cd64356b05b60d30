"""The files of a skirmish: its sheet with the legend, and the text of its episode.toml."""

from collections.abc import Mapping
from typing import NamedTuple

from warbell.episodes.skirmish.drawing import LEGEND, NAMES, STOPS, Drawing
from warbell.episodes.skirmish.threat import Threat, share_out

TEAM = (
    ("onjo", "On-jo"), ("suhyeok", "Su-hyeok"), ("namra", "Nam-ra"), ("garam", "Ga-ram"), ("sori", "So-ri"),
    ("dasom", "Da-som"), ("byeol", "Byeol"), ("nuri", "Nu-ri"),
)  # fmt: skip
STEPS_PER_MEAL = 200  # of the way out, for each portion of food everybody brings
MARKS = {  # of what is laid out, whatever the style
    "o": "{ground}  # where the team starts",
    "E": "{ground}  exit",
    "m": "{ground}  cache medicine=2 food=1",
    "f": "{ground}  cache food=2 planks=1",
}


class Names(NamedTuple):
    """What an episode is called."""

    name: str
    title: str
    place: str


class Script(NamedTuple):
    """All that the text is made of."""

    names: Names
    seats: int
    way: int  # steps the exits are from the start
    infected: int
    away: int  # steps they keep from the team
    threat: Threat
    mix: Mapping[str, int]
    drawing: Drawing


def sheet(drawing: Drawing) -> str:
    """The sheet, with a legend of the marks that are on it."""
    ground = NAMES[drawing.ground]
    drawn = {cell for row in drawing.rows for cell in row}
    marks = MARKS | {mark: says for mark, says in LEGEND.items() if mark in drawn}
    lines = [f"{mark}  {says.format(ground=ground)}" for mark, says in marks.items()]
    return "\n".join(["".join(row) for row in drawing.rows] + ["---", *lines, ""])


def table(script: Script) -> str:
    """The text of episode.toml."""
    return _head(script) + _seats(script) + _infected(script) + _drone(script.drawing) + _goals(script)


def _head(script: Script) -> str:
    names, seats = script.names, script.seats
    half = (seats + 1) // 2
    return f"""\
name = "{names.name}"
title = "{names.title}"
place = "{names.place}"
briefing = "Everybody starts here, and the way out is at the far end. Bring at least {half} of {seats} through."
beats = {4 * script.way + 60}
bond = 30
sheets = [{{ name = "map" }}]
"""


def _seats(script: Script) -> str:
    team = [*TEAM, *((f"seat{n}", f"Seat {n}") for n in range(len(TEAM) + 1, script.seats + 1))][: script.seats]
    healers = script.seats * script.threat.remedies // 1000
    text = ""
    for index, (id_, name) in enumerate(team):
        pack = f"food = {script.way // STEPS_PER_MEAL}" + (", medicine = 1" if index < healers else "")
        text += f"""
[[seats]]
id = "{id_}"
title = "{name}"
start = "o"
target = "E"
pack = {{ {pack} }}
"""
    return text


def _infected(script: Script) -> str:
    text = ""
    for kind, count in share_out(script.infected, script.mix).items():
        awake = -(-count * script.threat.awake // 1000)
        for part, asleep in ((awake, ""), (count - awake, "asleep = true\n")):
            if part:
                text += f"""
[[infected]]
kind = "{kind}"
count = {part}
at = "map"
away = {script.away}
{asleep}"""
    return text


def _drone(drawing: Drawing) -> str:
    if drawing.pause is None:
        return ""
    ends = [(y, x) for y, row in enumerate(drawing.rows) for x, cell in enumerate(row) if cell in STOPS]
    (y0, x0), (y1, x1) = ends
    beats = 2 * (max(abs(y1 - y0), abs(x1 - x0)) + drawing.pause)  # of its round, of which the seed chooses one
    return f"""
[[drones]]
name = "Drone 1"
route = ["{STOPS[0]}", "{STOPS[1]}"]
pause = {drawing.pause}
at = [0, {beats - 1}]
"""


def _goals(script: Script) -> str:
    half = (script.seats + 1) // 2
    return f"""
[[objectives]]
name = "half-out"
kind = "escape"
need = {half}
text = "At least {half} of {script.seats} leave by an exit."

[[objectives]]
name = "too-many-lost"
kind = "lose"
need = {script.seats - half + 1}
secret = true

[[endings]]
name = "out"
outcome = "won"
all_of = ["half-out"]
text = "Enough of you are out. Behind you the map goes quiet again."

[[endings]]
name = "lost"
outcome = "lost"
all_of = ["too-many-lost"]
text = "Too few are left to bring each other home."
"""
