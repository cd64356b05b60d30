"""A chain of causes: its links, and how they come to be told."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from warbell.report.history import Happening

MOST_BEATS = 4  # that are listed one by one
Cell = tuple[int, int]


@dataclass(frozen=True)
class Link:
    """One step of a chain of causes; `cell` is where it happened, (y, x) of the atlas."""

    beat: int
    text: str
    cell: Cell
    harm: bool = False


@dataclass(frozen=True)
class Chain:
    """What befell one person until it was over with, and what led to it, in order."""

    seat: int  # the row of the body: a seat's, or after those somebody's without one
    title: str
    links: tuple[Link, ...]
    hunts: tuple[tuple[Cell, ...], ...] = ()  # the ways of those that came for somebody
    ends: int = -1  # the beat of a death or a turning, -1 if it ended in none
    befell: tuple["Happening", ...] = ()  # the events of it that befell them, in order


@dataclass
class Told:
    """The links and hunts found so far."""

    links: list[Link] = field(default_factory=list)
    hunts: list[tuple[Cell, ...]] = field(default_factory=list)

    def tell(self, beat: int, text: str, cell: Cell, *, harm: bool = False) -> None:
        """Add a link, once."""
        link = Link(beat, text, cell, harm)
        if link not in self.links:
            self.links.append(link)


def beats(at: Iterable[int]) -> str:
    """As "in beats 12, 14 and 15"; of more than four the first and the last, and how many."""
    names = [str(beat) for beat in dict.fromkeys(at)]
    if len(names) > MOST_BEATS:
        return f"{len(names)} times from beat {names[0]} to {names[-1]}"
    return f"in beats {', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else f"in beat {names[0]}"


def stretches(at: Iterable[int]) -> str:
    """As "in beats 5 to 9 and 12" of beats in order; of more than four stretches how many beats from first to last."""
    found: list[list[int]] = []
    for beat in at:
        if found and found[-1][-1] == beat - 1:
            found[-1].append(beat)
        else:
            found.append([beat])
    if len(found) > MOST_BEATS:
        return f"in {sum(map(len, found))} beats from beat {found[0][0]} to {found[-1][-1]}"
    names = [f"{each[0]} to {each[-1]}" if len(each) > 1 else str(each[0]) for each in found]
    plural = "s" if len(found) > 1 or len(found[0]) > 1 else ""
    return f"in beat{plural} {', '.join(names[:-1])}{' and ' if len(names) > 1 else ''}{names[-1]}"


def opening(name: str) -> str:
    """A name at the start of a sentence."""
    return name[:1].upper() + name[1:]
