"""The front door: all that programs may build on, and nothing else. `import warbell` hands out these names.

Episodes: `load`, `skirmish` with the layout seeds of `SPLITS`, `brief`. Worlds in one's own hands: `Game`.
Games that minds play: `run`, `read_plan`.
Proof and looking back: `verify`, `load_replay`, `Film`, `steps`.
Words and numbers: `ACTIONS`, `codes`, `arrays`, `unpack`.
docs/front-door.md shows them at work; a change of any of them is told in the change log.
"""

from warbell.encode import arrays
from warbell.encode.words import ACTIONS
from warbell.engine import codes
from warbell.engine.bits import unpack
from warbell.engine.percept import Chart, Percept
from warbell.episodes import SPLITS, Brief, Episode, brief, load, skirmish
from warbell.errors import BadInput
from warbell.film import Film
from warbell.game import Game
from warbell.guests import Held, Minds
from warbell.plans import Plan
from warbell.plans import read as read_plan
from warbell.proof import Unverified, verify
from warbell.replay import Header, OtherRules, Replay, Step, steps
from warbell.replay import load as load_replay
from warbell.rollout import Decider, End
from warbell.runs import Result, run

__all__ = [
    "ACTIONS",
    "SPLITS",
    "BadInput",
    "Brief",
    "Chart",
    "Decider",
    "End",
    "Episode",
    "Film",
    "Game",
    "Header",
    "Held",
    "Minds",
    "OtherRules",
    "Percept",
    "Plan",
    "Replay",
    "Result",
    "Step",
    "Unverified",
    "arrays",
    "brief",
    "codes",
    "load",
    "load_replay",
    "read_plan",
    "run",
    "skirmish",
    "steps",
    "unpack",
    "verify",
]
