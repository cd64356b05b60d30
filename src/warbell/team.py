"""Who holds the seats of a game: minds of the house, minds of one's own, and how seats of a replay changed hands."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from warbell import minds
from warbell.bots import Program
from warbell.engine.percept import Percept
from warbell.episodes import Brief, Episode, brief
from warbell.errors import BadInput
from warbell.guests import Guest, Held, Minds, is_place, name_of
from warbell.minds import Mind
from warbell.plans import Plan, parse
from warbell.replay import Header
from warbell.rollout import Decider

STAND_IN = "caution"  # the mind that takes over from people who are gone


def make_mind(
    name: str, episode: Episode, paper: Brief, seats: list[int], worlds: int, plan: Plan | None = None
) -> Mind:
    """A mind of the house, as `minds.make` makes it or refuses to; `walkthrough` plays the episode's own plan."""
    if name == "walkthrough":
        text = episode.walkthrough
        plan = None if text is None else parse(text, f"{episode.name}/walkthrough.plan", paper)
    return minds.make(name, paper, seats, worlds, plan)


def hold(
    mind: Held, episode: Episode, paper: Brief, seats: list[int], worlds: int, plan: Plan | None = None
) -> Decider:
    """Whoever is to hold these seats, of the house or one's own; BadInput if it cannot."""
    if isinstance(mind, str) and not is_place(mind):
        return make_mind(mind, episode, paper, seats, worlds, plan)
    return Guest("minds", mind, paper, seats, worlds)


def seating(episode: Episode, minds: Minds) -> dict[str, Held]:
    """Who holds each seat, in seat order; BadInput if a seat is left out or there is no such seat."""
    if not isinstance(minds, Mapping):
        minds = dict.fromkeys(episode.seats, minds)
    for name in (*minds, *episode.seats):
        if name not in minds:
            raise BadInput("minds", f"nobody for seat {name}", f"a mind for each of {', '.join(episode.seats)}")
        if name not in episode.seats:
            raise BadInput("minds", f"seat {name!r}", f"one of {', '.join(episode.seats)}")
    # All batches share one of each program, which says what it does wrong once.
    named = {mind: Program.named(mind) for mind in minds.values() if isinstance(mind, str)}
    programs = {name: named[mind] for name, mind in minds.items() if isinstance(mind, str)}
    return {name: programs.get(name) or minds[name] for name in episode.seats}


class Team:
    """All seats of a batch of worlds, each group of seats held by one mind."""

    def __init__(self, episode: Episode, held: Mapping[str, Held], worlds: int, plan: Plan | None) -> None:
        paper = brief(episode)
        groups: dict[str | Program | int, tuple[Held, list[int]]] = {}
        for index, name in enumerate(episode.seats):
            mind = held[name]
            key = mind if isinstance(mind, (str, Program)) else id(mind)
            groups.setdefault(key, (mind, []))[1].append(index)
        self._minds: list[Decider] = []
        try:
            for mind, seats in groups.values():
                self._minds.append(hold(mind, episode, paper, seats, worlds, plan))
        except BaseException:
            self.close()
            raise

    def decide(self, percept: Percept, out: np.ndarray) -> None:
        """Fill `out`, int32 [E, P], with everybody's orders."""
        for mind in self._minds:
            mind.decide(percept, out)

    def close(self) -> None:
        """Let minds of one's own know that the games are over."""
        for mind in self._minds:
            if isinstance(mind, Guest):
                mind.close()


def team_name(episode: Episode, held: Mapping[str, Held]) -> str:
    """Who held the seats: the mind's name if one held all, else `seat=mind` for each."""
    names = [name_of(held[name]) for name in episode.seats]
    if len(set(names)) == 1:
        return names[0]
    return ",".join(f"{seat}={name}" for seat, name in zip(episode.seats, names, strict=True))


class Holder(NamedTuple):
    """Who decides for a seat."""

    name: str  # of a mind, or whatever the replay calls somebody else
    plan: str  # text of the plan file it plays if it is the mind `plan`
    since: int  # beats that were played when it took the seat over


def holders(header: Header, beat: int) -> list[Holder]:
    """Who decides for each seat after so many beats of a replay."""
    minds_of = [*(branch.minds for branch in header.branches), header.minds]
    plan_of = [*(branch.plan for branch in header.branches), header.plan]
    taken = [(0, header.seats), *((branch.beat, branch.seats) for branch in header.branches)]
    found = []
    for p, seat in enumerate(header.seats):
        k = max(k for k, (since, seats) in enumerate(taken) if since <= beat and seat in seats)
        found.append(Holder(minds_of[k][p], plan_of[k], taken[k][0]))
    return found


def strangers(header: Header, beat: int) -> dict[str, str]:
    """The seats that somebody who is no mind of the house holds after so many beats of a replay, and who does."""
    held = zip(header.seats, holders(header, beat), strict=True)
    return {seat: holder.name for seat, holder in held if holder.name not in minds.NAMES}


def handovers(header: Header) -> list[str]:
    """How seats changed hands, a text for each branch: "after beat 93: onjo from caution to sprint"."""
    afterwards = [*(branch.minds for branch in header.branches[1:]), header.minds]
    said = []
    for branch, after in zip(header.branches, afterwards, strict=False):
        changes = [
            f"{seat} from {old} to {new if new != old else 'another plan'}"
            for seat, old, new in zip(header.seats, branch.minds, after, strict=True)
            if seat in branch.seats
        ]
        said.append(f"after beat {branch.beat}: {', '.join(changes)}")
    return said
