"""The report of a game as one JSON document: what `warbell report --json` prints, and docs/report.schema.json says.

People are named by the ids of their seats, those without a seat and everybody else by their names. Beat 0 is the start.
"""

from typing import Final, Literal

from msgspec import Struct

VERSION: Final = 1  # of this document: a field that is there keeps its meaning as long as this stays


class Person(Struct):
    """One of the people."""

    name: str  # the id of a seat, else what somebody without one is called
    title: str  # what everybody calls them
    seat: bool  # has a seat
    mind: str | None  # who held the seat, "person" for one
    fate: str  # "got out, beat 90", "died, beat 31", "turned, beat 40", "left behind", "alive"


class Told(Struct):
    """A sentence, and its beat."""

    beat: int  # in which it was
    text: str  # in plain English


class Goal(Struct):
    """An objective that the briefing names, as it stood at the end."""

    text: str  # of the briefing
    met: bool  # at the end
    beat: int | None  # in which it was met first
    came: int  # how far it came, of `need`
    need: int  # when it is met: people, things or beats, by its kind
    deeds: list[Told]  # what who did for it


class Points(Struct):
    """A row of the score; all of them sum to it."""

    text: str  # what for
    points: int  # of the score


class Link(Struct):
    """A step of a chain of causes."""

    beat: int  # in which it was
    text: str  # a sentence
    sheet: str | None  # where it happened: the name of the sheet
    row: int | None  # on the sheet
    column: int | None  # on the sheet
    harm: bool  # it hurt them; else it led there


class LastChance(Struct):
    """The last order that would have changed a death, as `--whatif` finds it."""

    beat: int  # for which it was
    given: str  # the order that was given
    instead: str  # the order that would have changed it
    ways: int  # how many orders for this beat would have
    of: int  # how many orders were possible


class Harm(Struct):
    """What befell one of the people until it was over with, and what led to it."""

    who: str  # whom it befell
    title: str  # "On-jo: bitten in beat 12, went down in beat 14"
    ends: int | None  # the beat of a death or a turning, if it ended in one
    links: list[Link]  # in order of their beats
    chance: LastChance | None  # only with --whatif, and where there is one


class Curve(Struct):
    """How somebody with a seat was, from the start to the last beat in which they were there and themselves."""

    who: str  # the id of the seat
    rate: list[int]  # of the heart (beats a minute)
    fear: list[int]  # 0 to 100
    health: list[int]  # points
    nearest: list[int | None]  # to the nearest other of the team on the same sheet (cells); null where nobody is


class Way(Struct):
    """Where somebody was."""

    who: str  # the id of the seat
    cells: list[tuple[str, int, int] | None]  # after every beat: sheet, row and column; null off the map


class Wait(Struct):
    """Who stood at a cue."""

    who: str  # the id of the seat
    beats: int  # for which they waited for the others


class Cue(Struct):
    """A cue that was met, or given up."""

    cue: str  # its letter in plans
    word: str  # its code word
    beat: int  # in which it was met
    alone: bool  # nobody answered
    waits: list[Wait]  # of everybody who stood at it


class Deed(Struct):
    """What somebody did for somebody else."""

    beat: int  # in which it was
    who: list[str]  # who did it; nobody: the night itself
    whom: str | None  # for whom
    did: str  # "tended", "gave food"
    text: str  # in a sentence


class Lost(Struct):
    """What somebody who helped lost."""

    who: str  # who helped
    points: int  # of health


class Rescue(Struct):
    """A danger that ended by the deed of somebody else. What it took is of the beats after `began`, to `ended`."""

    whom: str  # who was in danger
    danger: str  # "down", "bitten", "held", "under water", "shut in" or "calling for help"
    began: int  # the beat after which it was so
    ended: int  # the first beat after which it was over
    deeds: list[Deed]  # by which it ended
    health: list[Lost]  # of everybody who helped
    spent: dict[str, int]  # what left their packs, by its name
    charge: int  # of the batteries of drones they flew (beats)
    shouts: int  # their calls
    shots: int  # rounds they fired
    noise: int  # the loudest sound that infected could hear (cells)
    bitten: list[str]  # who else was bitten meanwhile
    fell: list[str]  # who else went down
    lost: list[str]  # who else died or turned


class Danger(Struct):
    """A danger that nobody else ended."""

    whom: str  # who was in it
    danger: str  # as in Rescue
    began: int  # the beat after which it was so
    ended: int | None  # the first beat after which it was over; null if it was not


class Price(Struct):
    """What somebody paid for others, each beat of rescues in which they helped counted once."""

    who: str  # who helped
    whom: list[str]  # for whom
    beats: int  # of these rescues
    health: int  # points lost
    spent: dict[str, int]  # what left their pack, by its name
    charge: int  # of the batteries of drones they flew (beats)
    shouts: int  # calls
    shots: int  # rounds
    died: int | None  # the beat in which they died or turned, if in one of these


class Event(Struct):
    """What happened, as the list beat by beat has it."""

    beat: int  # in which it was
    kind: str  # of event; "told" for the story
    text: str  # in a sentence
    harm: bool  # it hurt one of the team


class Report(Struct):
    """The report of a game."""

    report: Literal[1]  # version of this document
    replay: str  # the file
    episode: str  # its name
    episode_digest: str  # sha256 of its files, in hex
    title: str  # of the episode
    seed: int  # of the dice; up to 64 bits
    rules: int  # version of the rules it was played by
    warbell: str  # version of the program it was played with
    outcome: str  # "won", "lost", "timeout" or "abandoned"
    ending: str  # the name of the ending
    ending_text: str  # what the episode says of it
    reason: str  # why it ended, by its objectives
    hopeless: str  # since when it could no longer be won, and why; "" if it could to its end
    beats: int  # that were played
    score: int  # the sum of `points`
    saved: int  # people of the team who got out
    dead: int  # people of the team who died
    turned: int  # people of the team who turned
    handovers: list[str]  # who took seats over in which beat, of a branch
    people: list[Person]  # the team first
    goals: list[Goal]  # those the briefing names
    points: list[Points]  # the rows of the score
    harms: list[Harm]  # in order of their ends
    ways: list[Way]  # of each seat
    curves: list[Curve]  # of each seat
    noise: list[int]  # the loudest sound that infected could hear, after every beat (cells)
    cues: list[Cue]  # in order of their beats
    deeds: list[Deed]  # in order of their beats
    rescues: list[Rescue]  # in order of their ends
    dangers: list[Danger]  # those that nobody else ended
    prices: list[Price]  # who paid what for whom
    events: list[Event]  # in order of their beats
    digest: str  # of the last world, 16 hex digits
