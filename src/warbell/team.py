"""Who holds the seats of a game: minds by their names, and how seats of a replay went from one to another."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from warbell import minds
from warbell.engine.percept import Percept
from warbell.episodes import Brief, Episode, brief
from warbell.minds import Mind
from warbell.plans import Plan, parse
from warbell.replay import Header

STAND_IN = "caution"  # the mind that takes over from people, and sits where nobody does


def make_mind(
    name: str, episode: Episode, paper: Brief, seats: list[int], worlds: int, plan: Plan | None = None
) -> Mind:
    """The mind of that name, as `minds.make` makes it or refuses to; `walkthrough` plays the episode's own plan."""
    if name == "walkthrough":
        text = episode.walkthrough
        plan = None if text is None else parse(text, f"{episode.name}/walkthrough.plan", paper)
    return minds.make(name, paper, seats, worlds, plan)


class Team:
    """All seats of a batch of worlds, each group of seats held by one mind."""

    def __init__(self, episode: Episode, held: Mapping[str, str], worlds: int, plan: Plan | None) -> None:
        paper = brief(episode)
        groups: dict[str, list[int]] = {}
        for seat, name in enumerate(episode.seats):
            groups.setdefault(held[name], []).append(seat)
        self._minds = [make_mind(name, episode, paper, seats, worlds, plan) for name, seats in groups.items()]

    def decide(self, percept: Percept, out: np.ndarray) -> None:
        """Fill `out`, int32 [E, P], with everybody's orders."""
        for mind in self._minds:
            mind.decide(percept, out)


def team_name(episode: Episode, held: Mapping[str, str]) -> str:
    """Who held the seats: the mind's name if one held all, else `seat=mind` for each."""
    names = [held[seat] for seat in episode.seats]
    return names[0] if len(set(names)) == 1 else ",".join(f"{seat}={held[seat]}" for seat in episode.seats)


class Holder(NamedTuple):
    """Who decides for a seat."""

    name: str  # of a mind, or whatever the replay calls one who is none
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
    """The seats that somebody who is no mind holds after so many beats of a replay, and who does."""
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
