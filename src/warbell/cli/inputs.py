"""What is typed after a command, turned into what it means; anything else is a BadInput that says what would do."""

import os
import re
import sys
import warnings
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from warbell.errors import BadInput

if TYPE_CHECKING:
    from warbell.episodes import Episode
    from warbell.parts import Keeping, Shard

MOST_GAMES = 1_000_000  # of one run: its results are all kept until its end
MOST_SEED = 2**64 - 1
DEFAULT_MIND = "caution"
NO_GUESTS = ("me", "open", "person")  # names that pages and replays have for who is no mind


def choose(where: str, name: str, known: Iterable[str]) -> str:
    """`name` if it is one of `known`; else a BadInput that lists them, with the nearest one."""
    names = list(known)
    if name in names:
        return name
    near = get_close_matches(name, names, 1)
    hint = f" (did you mean {near[0]}?)" if near else ""
    raise BadInput(where, repr(name), f"one of {', '.join(names)}{hint}")


def as_written(error: BadInput) -> BadInput:
    """The error with its path as it was typed: `./my.plan`, where a Path says `my.plan`."""
    for argument in sys.argv[1:]:
        for typed in (argument, argument.partition("=")[2]):
            meant = str(Path(typed))
            if typed and (error.where == meant or error.where.startswith(f"{meant}{os.sep}")):
                where = typed.rstrip(os.sep) + error.where[len(meant) :] if error.where != meant else typed
                return BadInput(where, error.found, error.expected, error.line, error.column)
    return error


def parse_seeds(seed: int | None, seeds: str | None) -> range:
    """The seeds of `--seed N` or `--seeds A:B`, which is A up to but not including B; seed 0 without either."""
    if seeds is None:
        only = check_seed("--seed", seed or 0)
        return range(only, only + 1)
    if seed is not None:
        raise BadInput("--seeds", "--seed as well", "one of the two")
    match = re.fullmatch(r"([0-9]{1,20}):([0-9]{1,20})", seeds)
    if not match or int(match[1]) >= int(match[2]):
        raise BadInput("--seeds", repr(seeds), "A:B, two whole numbers with A below B, as in 0:100")
    check_seed("--seeds", int(match[2]) - 1)
    chosen = range(int(match[1]), int(match[2]))
    if len(chosen) > MOST_GAMES:
        raise BadInput("--seeds", f"{len(chosen)} seeds", f"at most {MOST_GAMES} at a time")
    return chosen


def parse_shard(text: str | None) -> "Shard":
    """The shard of `--shard I/N`, counted from 1; the one there is without."""
    from warbell.parts import Shard

    if text is None:
        return Shard()
    match = re.fullmatch(r"([0-9]{1,6})/([0-9]{1,6})", text)
    if not match or not 1 <= int(match[1]) <= int(match[2]):
        raise BadInput("--shard", repr(text), "I/N with I from 1 to N, as in 1/4")
    return Shard(int(match[1]), int(match[2]))


def check_seed(where: str, seed: int) -> int:
    """`seed` if it fits 64 bits."""
    if not 0 <= seed <= MOST_SEED:
        raise BadInput(where, str(seed), f"a whole number from 0 to {MOST_SEED}")
    return seed


def check_port(port: int, where: str = "--port") -> int:
    """`port` if it is one; 0 is any that is free."""
    if not 0 <= port <= 65535:
        raise BadInput(where, str(port), "a port from 0 to 65535")
    return port


def choose_mind(where: str, name: str) -> str:
    """`name` if it is a mind's, or one's own: `module:Class`, from this folder too, or `exec:COMMAND`."""
    from warbell.guests import find, is_place
    from warbell.minds import NAMES

    if not is_place(name):
        return choose(where, name, NAMES)
    here = str(Path.cwd())
    if here not in sys.path:
        sys.path.append(here)  # the last: a file of this folder hides nothing that is installed
    find(where, name)
    return name


def hold_seats(episode: "Episode", mind: str | None, seats: Sequence[str], plan: Path | None) -> dict[str, str]:
    """Which mind holds which seat: `--mind M` all of them, `--seat K=M` one; a plan file brings the mind `plan`."""
    mind = choose_mind("--mind", mind or ("plan" if plan else DEFAULT_MIND))
    held = dict.fromkeys(episode.seats, mind) | _named(episode.seats, seats)
    if plan and "plan" not in held.values():
        raise BadInput("--plan", f"no seat held by plan but by {', '.join(sorted(set(held.values())))}", "--mind plan")
    if "plan" in held.values() and not plan:
        raise BadInput("--mind", "plan without a plan file", "--plan FILE with it")
    return held


def take_over(known: Sequence[str], mind: str | None, seats: Sequence[str], plan: Path | None) -> dict[str, str]:
    """Which of the `known` seats of a replay are taken over by which mind: those that options name one for."""
    named = _named(known, seats)
    if mind is None and plan and "plan" not in named.values():
        mind = "plan"
    held = (dict.fromkeys(known, choose_mind("--mind", mind)) if mind else {}) | named
    if plan and "plan" not in held.values():
        raise BadInput("--plan", "no seat that goes to plan", "--mind plan, or --seat K=plan")
    return held


def _named(known: Sequence[str], given: Sequence[str]) -> dict[str, str]:
    """What `--seat K=MIND`, given any number of times, puts into which of the `known` seats."""
    held = {}
    for each in given:
        seat, equals, name = each.partition("=")
        if not equals:
            raise BadInput("--seat", repr(each), f"SEAT=MIND, as in {known[0]}={DEFAULT_MIND}")
        held[choose("--seat", seat, known)] = choose_mind("--seat", name)
    return held


class Sharing(NamedTuple):
    """How work is shared out between machines and commands, as options say it."""

    parts: bool = False  # whether parts are kept at all; either of the others wants it
    shard: str | None = None
    dask: str | None = None

    @property
    def wanted(self) -> bool:
        """Whether anything is kept in parts."""
        return self.parts or self.shard is not None or self.dask is not None

    def keeping(self, folder: Path) -> "Keeping":
        """Where parts are kept and which are made; BadInput for a shard that is none, or without Parquet."""
        from warbell import parquet
        from warbell.parts import Keeping

        parquet.require("parts")
        return Keeping(folder, parse_shard(self.shard))


def offer_guests(given: Sequence[str]) -> dict[str, str]:
    """What `--guest NAME=MIND`, given any number of times, offers to rooms under which name."""
    from warbell.guests import is_place
    from warbell.minds import NAMES

    guests: dict[str, str] = {}
    for each in given:
        name, equals, mind = each.partition("=")
        if not equals or not re.fullmatch(r"[A-Za-z][\w-]{0,39}", name, re.ASCII) or not is_place(mind):
            raise BadInput("--guest", repr(each), "NAME=module:Class or NAME=exec:COMMAND, as in brave=my_minds:Brave")
        if name in (*NAMES, *NO_GUESTS, *guests):
            raise BadInput("--guest", f"the name {name}, which is taken", "another name")
        guests[name] = choose_mind("--guest", mind)
    return guests


class Skirmish(NamedTuple):
    """What only a skirmish takes, see episodes.skirmish; None for what was not said."""

    on: str | None = None
    layout_seed: int | None = None
    difficulty: float | None = None
    size: int | None = None
    mix: str | None = None
    seats: int | None = None
    infected: int | None = None


NO_SKIRMISH = Skirmish()
SKIRMISH_OPTIONS = ("--map", "--layout", "--difficulty", "--size", "--mix", "--seats", "--infected")


def find_episode(name: str, skirmish: Skirmish = NO_SKIRMISH) -> "Episode":
    """A built-in episode, an episode folder, or a skirmish."""
    from warbell import episodes

    if name == "skirmish":
        if skirmish.on is None:
            raise BadInput("skirmish", "no map", "--map rooms, streets or maze, or --map FILE, a MovingAI map")
        said = {key: value for key, value in skirmish._asdict().items() if value is not None}
        if skirmish.mix is not None:
            said["mix"] = _mix(skirmish.mix)
        return lay_out(**said)
    for option, given in zip(SKIRMISH_OPTIONS, skirmish, strict=True):
        if given is not None:
            raise BadInput(option, f"episode {name}", "the episode skirmish, which is played on a map")
    # A plain word that is no folder was meant as a name, and so was what no folder can be called.
    if name not in episodes.UNLISTED and os.sep not in name and not os.path.exists(name):  # noqa: PTH110 - Path.exists raises on a name too long
        choose("EPISODE", name, [*episodes.names(), "skirmish"])
    return episodes.load(name)


def lay_out(**said: Any) -> "Episode":
    """The skirmish of these arguments; what is wrong with one is told by the name of its option.

    What it warns of is a line on stderr.
    """
    from warbell.episodes import skirmish

    try:
        with warnings.catch_warnings(record=True, action="always", category=UserWarning) as warned:
            episode = skirmish(**said)
    except BadInput as error:
        option = dict(zip(Skirmish._fields, SKIRMISH_OPTIONS, strict=True)).get(error.where)
        if option is None:
            raise
        raise BadInput(option, error.found, error.expected) from None
    for warning in warned:
        typer.echo(f"warbell: {warning.message}", err=True)
    return episode


def _mix(text: str) -> dict[str, int]:
    """The shares of `--mix KIND=SHARE,...`."""
    if not re.fullmatch(r"[a-z]+=[0-9]{1,9}(,[a-z]+=[0-9]{1,9})*", text):
        raise BadInput("--mix", repr(text), "KIND=SHARE,..., as in shambler=3,listener=1")
    return {kind: int(share) for kind, share in (part.split("=") for part in text.split(","))}
