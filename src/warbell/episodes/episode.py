"""An episode, read, checked and ready to start: texts and names beside the tables the engine works on."""

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from warbell.engine.bits import pack
from warbell.engine.codes import NO_SIGNAL, SIGNALS
from warbell.engine.percept import Chart, chart
from warbell.engine.world import Ground, World
from warbell.episodes.access import Access, lifts
from warbell.episodes.atlas import Atlas
from warbell.episodes.basins import Basins
from warbell.episodes.budget import Budget
from warbell.episodes.check import check_team, check_tuning, check_ways
from warbell.episodes.consoles import Consoles
from warbell.episodes.goals import OVERTIME, Goals
from warbell.episodes.ground import both_ways, build_ground, build_links, one_way
from warbell.episodes.locate import Toml
from warbell.episodes.meeting import meeting_cells
from warbell.episodes.night import Night
from warbell.episodes.places import Places
from warbell.episodes.possible import check_possible
from warbell.episodes.schema import EpisodePart
from warbell.episodes.sheet import read_sheet
from warbell.episodes.start import Opening, has_things, open_world
from warbell.episodes.winnable import check_winnable
from warbell.errors import BadInput
from warbell.files import decode

MAIN = "episode.toml"
WALKTHROUGH = "walkthrough.plan"
MOST_BYTES = 1 << 21  # of all files of an episode


@dataclass(frozen=True)
class SheetInfo:
    """A sheet and where its cell (0, 0) lies in the atlas."""

    name: str
    title: str
    storey: int
    top: int
    left: int
    height: int
    width: int


@dataclass(frozen=True, eq=False)
class Region:
    """A place by the title that everybody calls it by."""

    title: str
    cells: np.ndarray  # bool [H, W]


@dataclass(frozen=True)
class ObjectiveText:
    """An objective in words."""

    name: str
    text: str
    secret: bool


@dataclass(frozen=True)
class EndingText:
    """An ending in words; the outcome is one of codes.OUTCOMES."""

    name: str
    outcome: str
    text: str


@dataclass(frozen=True)
class Story:
    """A text for a moment: a beat, or when an objective (its index) is met; the other is None."""

    beat: int | None
    objective: int | None
    text: str


@dataclass(frozen=True)
class Draw:
    """Something the seed decides: in words, and the names of how it may come out."""

    name: str
    text: str
    options: tuple[str, ...]


@dataclass(frozen=True, eq=False, repr=False)
class Episode:
    """All there is to an episode of P seats, B bodies, F fixtures, D drones, J objectives and N endings."""

    name: str
    title: str
    place: str
    briefing: str
    beats: int  # the last beat there is
    sheets: tuple[SheetInfo, ...]
    regions: tuple[Region, ...]  # those that have a title
    seats: tuple[str, ...]  # [P], as on the command line
    titles: tuple[str, ...]  # [P], as people read them
    others: tuple[str, ...]  # how those are called who are not of the team, and no infected
    body_names: tuple[str, ...]  # [B]
    fixture_names: tuple[str, ...]  # [F]
    drone_names: tuple[str, ...]  # [D]
    basin_names: tuple[str, ...]  # [N] of basins, as people call them
    objectives: tuple[ObjectiveText, ...]  # [J], the last of them the clock
    endings: tuple[EndingText, ...]  # [N], the last of them the clock's
    story: tuple[Story, ...]
    tidings: tuple[str, ...]  # what each trigger tells, "" nothing
    draws: tuple[Draw, ...]  # what the seed decides
    ground: Ground
    targets: np.ndarray  # uint64 [P, words, H]: where each seat is to go, if it goes by itself
    starts: np.ndarray  # int32 [P, 2]: the cell (y, x) of each seat at the start; 0, 0 where the seed scatters it
    opening: Opening
    holds_things: bool  # things can be set on cells, thrown and burnt
    partners: str  # the mind that holds the seats which nobody else takes
    apart: bool  # the team has no paper in common: nobody sees another's line
    roll: tuple[int, int]  # the signal of the roll call that was agreed on, and every how many beats; NO_SIGNAL, 0 none
    walkthrough: str | None  # text of a plan that wins it
    sources: dict[str, bytes]  # every file it was read from
    digest: str  # sha256, hex, of all that decides what happens in it

    def __repr__(self) -> str:
        """Which one it is: all there is to it fills a hundred screens."""
        return f"<Episode {self.name}: {self.title}, {', '.join(self.seats)}, {self.beats} beats>"

    def start(self, seeds: np.ndarray) -> World:
        """A world for each seed, uint64 [E], before the first beat."""
        return self.opening.start(seeds)

    def drawn(self, seed: int) -> dict[str, str]:
        """How each draw comes out for a seed: its name to the option's."""
        chosen = self.opening.chosen(seed)
        return {draw.name: draw.options[option] for draw, option in zip(self.draws, chosen, strict=True)}


@dataclass(frozen=True, eq=False, repr=False)
class Brief:
    """What minds may know beforehand: the chart, who is who, and what is to be done."""

    chart: Chart
    tuning: np.ndarray  # TUNING_DTYPE [1]
    sheets: tuple[SheetInfo, ...]
    seats: tuple[str, ...]
    titles: tuple[str, ...]
    others: tuple[str, ...]  # how those are called who are not of the team, and no infected
    fixture_names: tuple[str, ...]
    targets: np.ndarray  # uint64 [P, words, H]: where each seat is to go, if it goes by itself
    starts: np.ndarray  # int32 [P, 2]: 0, 0 for who is scattered
    objectives: tuple[ObjectiveText, ...]  # those that are no secret
    tidings: tuple[str, ...]  # what each trigger tells when it fires: nobody's to read before
    borrowed: bool = False  # if infected may call with the voices of others here
    roll: tuple[int, int] = (NO_SIGNAL, 0)  # the roll call that was agreed on: its signal, and every how many beats
    basins: tuple[str, ...] = ()  # how people call the basins that water fills
    meeting: np.ndarray | None = None  # int32 [P, 2]: a cell for each where all are to gather first, None for none
    beats: int = 0  # the last beat there is

    def __repr__(self) -> str:
        """Whose it is."""
        return f"<Brief for {', '.join(self.seats)}, {self.beats} beats>"


def brief(episode: Episode) -> Brief:
    """The part of an episode that is handed out before it starts."""
    return Brief(
        chart=chart(episode.ground),
        tuning=episode.ground.tuning,
        sheets=episode.sheets,
        seats=episode.seats,
        titles=episode.titles,
        others=episode.others,
        fixture_names=episode.fixture_names,
        basins=episode.basin_names,
        targets=episode.targets,
        starts=episode.starts,
        objectives=tuple(objective for objective in episode.objectives if not objective.secret),
        tidings=episode.tidings,
        borrowed=bool(episode.opening.world.echoes.shape[1]),
        roll=episode.roll,
        meeting=meeting_cells(episode.ground, len(episode.seats)),
        beats=episode.beats,
    )


def from_sources(sources: Mapping[str, bytes], where: str = "episode", *, played: bool = False) -> Episode:
    """The episode made of these files (name to content); `where` stands before their names in errors."""
    return read_episode(where, sources.get, played=played)


def read_episode(where: str, read: Callable[[str], bytes | None], *, played: bool = False) -> Episode:
    """The episode whose files `read` finds by name (None if there is no such file); BadInput where it is broken.

    That of a game that was `played` already need not be one that can be won.
    """
    sources: dict[str, bytes] = {}

    def text_of(name: str) -> str | None:
        data = read(name)
        if data is None:
            return None
        if len(data) + sum(map(len, sources.values())) > MOST_BYTES:
            raise BadInput(f"{where}/{name}", "too large an episode", f"at most {MOST_BYTES} bytes in all its files")
        text = decode(f"{where}/{name}", data).rstrip("\n") + "\n"
        sources[name] = text.encode()
        return text

    main = text_of(MAIN)
    if main is None:
        raise BadInput(f"{where}/{MAIN}", "no such file", "the file that says what the episode is")
    toml = Toml(f"{where}/{MAIN}", main)
    part = toml.convert(EpisodePart)
    names = [sheet.name for sheet in part.sheets]
    sheets = []
    for index, name in enumerate(names):
        path = ("sheets", index, "name")
        if name in names[:index]:
            raise toml.error(path, f"the sheet {name!r} again", "a name of its own")
        text = text_of(f"{name}.txt")
        if text is None:
            raise toml.error(path, f"{name!r} and no file {name}.txt", "a sheet with a file beside this one")
        sheets.append(read_sheet(f"{where}/{name}.txt", text))
    digest = hashlib.sha256()
    for name, data in sorted(sources.items()):
        digest.update(f"{name} {len(data)}\n".encode() + data)
    walkthrough = text_of(WALKTHROUGH)  # a plan decides nothing before somebody follows it: no part of the digest

    tuning = check_tuning(part, toml)
    check_team(part, toml)
    atlas = Atlas(sheets, gap=tuning.drone_light + 1)
    budget = Budget(toml)
    places = Places(toml, atlas, part, budget)
    goals = Goals(part, atlas, places)
    links = build_links(part, atlas, places)
    ends = both_ways(links)
    basins = Basins(part, atlas, places, goals, tuning, links)
    consoles = Consoles(part, atlas, places)
    night = Night(part, atlas, places, goals, tuning, ends, budget)
    ground = build_ground(part, atlas, places, links, goals, basins, consoles, night, tuning)
    lifted = [(a, b) for a, b, _ in lifts(ground, atlas.passable, len(part.seats))]
    targets = check_ways(part, atlas, places, night.starts, [*ends, *lifted], one_way(links))
    world = open_world(part, atlas.fixtures, ground, night)
    if not played:
        access = Access(ground, world, night.starts, night.deck.settings)
        check_possible(part, atlas, toml, ground, access, targets, night.strangers)
        check_winnable(part, toml, ground, access, budget)
    return Episode(
        name=part.name,
        title=part.title,
        place=part.place,
        briefing=_briefing(part),
        beats=part.beats,
        sheets=tuple(
            SheetInfo(sheet.name, sheet.title or sheet.name, sheet.storey, *corner, *drawn.cells.shape)
            for sheet, corner, drawn in zip(part.sheets, atlas.corners, sheets, strict=True)
        ),
        regions=(
            *(Region(each.title, places.regions[each.name]) for each in part.regions if each.title),
            *(Region(each.title, cells) for each, cells in zip(part.basins, basins.cells, strict=True) if each.title),
        ),
        seats=tuple(seat.id for seat in part.seats),
        titles=tuple(seat.title for seat in part.seats),
        others=tuple(person.title for person in part.people),
        body_names=_body_names(part),
        fixture_names=_fixture_names(atlas),
        drone_names=(*(drone.name for drone in part.drones), *(console.name for console in part.consoles)),
        basin_names=tuple(basin.title or basin.name for basin in part.basins),
        objectives=(
            *(ObjectiveText(each.name, each.text, each.secret) for each in part.objectives),
            ObjectiveText(OVERTIME, "", secret=True),
        ),
        endings=(
            *(EndingText(each.name, each.outcome, each.text.strip()) for each in part.endings),
            EndingText(OVERTIME, "timeout", part.overtime.strip()),
        ),
        story=tuple(
            Story(each.beat, None if each.objective is None else goals.names.index(each.objective), each.text.strip())
            for each in part.story
        ),
        tidings=tuple(trigger.text.strip() for trigger in part.triggers),
        draws=tuple(
            Draw(draw.name, draw.text.strip(), tuple(option.name for option in draw.options)) for draw in part.draws
        ),
        ground=ground,
        targets=np.stack([pack(target) for target in targets]),
        starts=np.array([cells[0] if len(cells) == 1 else (0, 0) for cells in night.starts], np.int32),
        opening=Opening(world, ground, night.deck),
        holds_things=has_things(part, atlas.fixtures),
        partners=part.partners,
        apart=part.apart,
        roll=_roll(toml, part),
        walkthrough=walkthrough,
        sources=sources,
        digest=digest.hexdigest(),
    )


def _roll(toml: Toml, part: EpisodePart) -> tuple[int, int]:
    """The roll call of an episode, with a beat for each seat."""
    if part.roll is None:
        return NO_SIGNAL, 0
    if part.roll.every < len(part.seats):
        raise toml.error(
            ("roll", "every"), str(part.roll.every), f"a beat for each of {len(part.seats)} seats, or more"
        )
    return SIGNALS.index(part.roll.signal), part.roll.every


def _briefing(part: EpisodePart) -> str:
    """The briefing, and what it must say of what the dice decide."""
    texts = [draw.text.strip() for draw in part.draws]
    return part.briefing.strip() + ("\n\nNo two nights are alike. " + " ".join(texts) if texts else "")


def _numbered(words: list[str], always: bool) -> tuple[str, ...]:
    """Each word with a number behind it, where it occurs more than once or always."""
    often = Counter(words)
    count: dict[str, int] = {}
    named = []
    for word in words:
        count[word] = count.get(word, 0) + 1
        named.append(f"{word} {count[word]}" if always or often[word] > 1 else word)
    return tuple(named)


def _body_names(part: EpisodePart) -> tuple[str, ...]:
    infected = [pack.name or pack.kind for pack in part.packs for _ in range(pack.count)]
    return tuple(person.title for person in part.everybody) + _numbered(infected, always=True)


def _fixture_names(atlas: Atlas) -> tuple[str, ...]:
    return _numbered([fixture.drawn.name or fixture.drawn.fixture for fixture in atlas.fixtures], always=False)
