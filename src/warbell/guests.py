"""Minds of one's own: who may hold seats besides the minds of the house, and what replays call them.

Only who runs a game names one: nothing is ever imported because a replay or a message says so.
"""

import inspect
from collections.abc import Callable, Mapping
from importlib import import_module
from operator import attrgetter
from typing import Any

import numpy as np

from warbell.bots import Program
from warbell.engine.percept import Percept
from warbell.episodes import Brief
from warbell.errors import BadInput
from warbell.rollout import Decider

Factory = Callable[[Brief, list[int], int], Decider]  # (brief, seats, worlds): made anew for every batch of worlds
Held = str | Decider | Factory  # a name of `minds.NAMES`, `module:Class`, `exec:COMMAND`, an object, what makes one
Minds = Held | Mapping[str, Held]  # one for all seats, or one for each seat by its id

FITTING = "a class, or a function, called with (brief, seats, worlds), of something with decide(percept, out)"


def is_place(name: str) -> bool:
    """Whether a mind's name says where to import it from, or what program it is."""
    return ":" in name


def find(where: str, name: str) -> Factory:
    """What `module:Class` names, imported, or `exec:COMMAND`; BadInput if there is no such thing or it can be no mind.

    Whatever else goes wrong while the module runs is raised as it is.
    """
    program = Program.named(name)
    if program is not None:
        return program
    module, _, attribute = name.partition(":")
    if not all(part.isidentifier() for part in [*module.split("."), *attribute.split(".")]):
        raise BadInput(where, repr(name), "module:Class, as in my_minds:Brave")
    try:
        home = import_module(module)
    except ImportError as error:
        raise BadInput(where, f"{name}: {error}", "a module that can be imported") from None
    except SyntaxError as error:
        raise BadInput(error.filename or name, error.msg, "Python", error.lineno, error.offset) from None
    try:
        found = attrgetter(attribute)(home)
    except AttributeError as error:
        raise BadInput(where, f"{name}: {error}", "module:Class, something the module has") from None
    return check(where, name, found)


def check(where: str, name: str, found: Any) -> Factory:
    """What was found under a name, if it can be called to make a mind."""
    if not callable(found):
        raise BadInput(where, f"{name}, which cannot be called", FITTING)
    if isinstance(found, type) and not callable(getattr(found, "decide", None)):
        raise BadInput(where, f"{name}, a class without decide", FITTING)
    try:
        inspect.signature(found).bind(None, [], 0)
    except TypeError as error:
        raise BadInput(where, f"{name}: {error}", FITTING) from None
    except ValueError:  # something compiled that does not say what it takes
        pass
    return found  # type: ignore[no-any-return]


def is_made(mind: Held) -> bool:
    """Whether it is an object that decides, and no name or factory that one is made by."""
    return not isinstance(mind, (str, type)) and hasattr(mind, "decide")


def name_of(mind: Any) -> str:
    """What replays call a mind: the name it was given by, or `module:Class`, or `module:function`."""
    if isinstance(mind, str):
        return mind
    if isinstance(mind, Program):
        return mind.name
    named = mind if hasattr(mind, "__qualname__") else type(mind)
    return f"{named.__module__}:{named.__qualname__}"


class Guest:
    """A mind of one's own in its seats: whatever it writes into the columns of others is left out."""

    def __init__(self, where: str, mind: Held, paper: Brief, seats: list[int], worlds: int) -> None:
        """BadInput if it can be no mind, or none is made of it."""
        self._name = name_of(mind)
        self._seats = seats
        self._made_here = not is_made(mind)
        if not self._made_here:
            self._mind: Any = mind
        else:
            factory = find(where, mind) if isinstance(mind, str) else check(where, self._name, mind)
            self._mind = factory(paper, list(seats), worlds)
        if not callable(getattr(self._mind, "decide", None)):
            raise BadInput(where, f"{self._name}, which made something without decide", FITTING)

    def decide(self, percept: Percept, out: np.ndarray) -> None:
        """Fill out[:, seats], int32 [E, P]; BadInput if the mind gives its orders back instead of filling them in."""
        own = np.zeros_like(out)
        if self._mind.decide(percept, own) is not None:
            raise BadInput(self._name, "orders that decide returned", "nothing: orders are written into `out`")
        out[:, self._seats] = own[:, self._seats]

    @property
    def fault(self) -> str:
        """What it did wrong in the last beat and was forgiven, in words; "" if nothing, or it does not say."""
        return str(getattr(self._mind, "fault", ""))

    def close(self) -> None:
        """Let a mind that was made for these games know that they are over, if it wants to."""
        close = getattr(self._mind, "close", None)
        if self._made_here and callable(close):
            self._made_here = False  # once is enough
            close()
