"""What `warbell show` prints of one beat of a game: its people and what happened in words, then the boards."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.text import Text

from warbell.cli import palette
from warbell.cli.board import Board
from warbell.cli.catalogue import NARROWEST, listed, sheet_title
from warbell.encode import words
from warbell.encode.letters import letters
from warbell.engine import codes
from warbell.errors import BadInput, printable
from warbell.report.referee import objectives_met, referee_cast
from warbell.report.tracks import inside
from warbell.rollout import ABANDONED, ABANDONED_TEXT
from warbell.team import team_name

if TYPE_CHECKING:
    from warbell.episodes import Episode, SheetInfo
    from warbell.film import Film
    from warbell.replay import Replay

NEAR = 8  # cells in either direction from which an infected is named
WEAK = 3  # health up to which it is shown in red
GONE = {"away": "got out", "dead": "died", "turned": "turned"}


@dataclass(frozen=True)
class Person:
    """How somebody of the team is; who is gone has no place and no numbers."""

    seat: str
    name: str
    letter: str  # on the boards
    state: str  # "up", "down", "dead", "away" or "turned"
    since: int | None = None  # the beat of the end of somebody who is gone
    sheet: str | None = None
    row: int | None = None
    column: int | None = None
    health: int | None = None
    heart: int | None = None  # beats a minute
    fear: int | None = None
    hunger: int | None = None
    turns: int | None = None  # beats until somebody bitten turns
    winded: bool = False
    carried: str | None = None  # by whom
    carries: str | None = None
    near: str | None = None  # the nearest infected

    @property
    def place(self) -> str:
        """The cell, as plans call it; "" of somebody who is gone."""
        return "" if self.sheet is None else f"@{self.sheet}:{self.row},{self.column}"


def still_document(replay: "Replay", beat: int, sheets: "Sequence[SheetInfo]") -> dict[str, Any]:
    """The JSON document of `warbell show --json`."""
    board, header = Board(replay.film, beat, replay.episode), replay.header
    return {
        "replay": replay.name,
        "rules": replay.rules,
        "episode": header.episode,
        "seed": header.seed,
        "minds": dict(zip(header.seats, header.minds, strict=True)),
        "outcome": header.outcome,
        "beats": replay.film.beats,
        "beat": beat,
        "people": [asdict(person) for person in _people(replay.film, beat, replay.episode)],
        "happened": _happened(replay, beat),
        "sheets": [
            {"name": sheet.name, "title": sheet.title, "rows": [row.plain for row in board.rows(sheet)]}
            for sheet in sheets
        ],
        "key": _key(board),
    }


def print_still(replay: "Replay", beat: int, sheets: "Sequence[SheetInfo]") -> None:
    """Words first, for whoever listens to a screen; then the boards, and what their signs are."""
    console = Console(highlight=False)
    # All lines are made before the first is printed: a film by other rules may turn out to be unreadable.
    for line in [*_lines(replay, beat, sheets, console)]:
        console.print(line, soft_wrap=True)


def _lines(replay: "Replay", beat: int, sheets: "Sequence[SheetInfo]", console: Console) -> Iterator[Text]:
    width = max(console.width, NARROWEST)
    board = Board(replay.film, beat, replay.episode)
    yield from _told(replay, beat, console, width)
    for sheet in sheets:
        yield Text()
        yield from _grey(wrap(sheet_title(sheet), width))
        yield from board.numbered(sheet, width)
    yield Text()
    yield from _grey(listed(_key(board), width))


def _grey(lines: Iterable[str]) -> Iterator[Text]:
    return (Text(line, palette.GREY) for line in lines)


def _key(board: Board) -> list[str]:
    """What the signs are that were drawn, people and infected first."""
    return sorted(board.key, key=lambda each: not each[0].isalnum())


def _told(replay: "Replay", beat: int, console: Console, width: int) -> Iterator[Text]:
    """The heading, the people and what happened, in lines of so many columns."""
    header = replay.header
    held = team_name(replay.episode, dict(zip(header.seats, header.minds, strict=True)))
    yield Text(f"{replay.episode.title}, beat {beat} of {replay.film.beats}", "bold")
    game = f"seed {header.seed}, played by {printable(held, 400)}; {header.outcome} in the end, score {header.score}"
    yield from _grey(wrap(game, width))
    yield Text()
    people = _people(replay.film, beat, replay.episode)
    tremble = int(replay.episode.ground.tuning[0]["tremble_from"])
    margin, place = max(len(person.name) for person in people) + 4, max(len(person.place) for person in people) + 1
    for person in people:
        head = Text().append(person.letter, "bold").append(f" {person.name}".ljust(margin - 1), "bold")
        lines = _state(person, place, tremble).wrap(console, width - margin)
        for k, line in enumerate(lines):
            line.rstrip()
            yield (Text(" " * margin) if k else head).append_text(line)
    yield Text()
    for text in _happened(replay, beat):
        yield from map(Text, wrap(text, width, subsequent_indent="  "))


def _state(person: Person, place: int, tremble: int) -> Text:
    """How somebody is, in words: where in so many columns, and the rest."""
    if person.state in GONE:
        ink = palette.GREEN if person.state == "away" else palette.VERMILLION
        return Text(f"{GONE[person.state]} in beat {person.since}", ink)
    text = Text(f"{person.place},".ljust(place))
    alarm, health, fear = f"bold {palette.VERMILLION}", person.health or 0, person.fear or 0
    if person.state == "down":
        text.append(" ").append("down", alarm).append(",")
    text.append(" ").append(f"health {health:2}", alarm if health <= WEAK else "")
    text.append(f", heart {person.heart:3}, ").append(f"fear {fear:3}", alarm if fear >= tremble else "")
    text.append(f", hunger {person.hunger:2}")
    if person.turns is not None:
        text.append(", ").append(f"bitten and turns in {person.turns} beats", alarm)
    for holds, said in (
        (person.winded, "out of breath"),
        (person.carried, f"carried by {person.carried}"),
        (person.carries, f"carries {person.carries}"),
    ):
        text.append(f", {said}" if holds else "")
    if person.near:
        text.append("; ").append(person.near, palette.ORANGE)
    return text


def _happened(replay: "Replay", beat: int) -> list[str]:
    """What happened in a beat, in sentences."""
    film, episode = replay.film, replay.episode
    said = [*words.story(episode.story, beat, objectives_met(film, beat))]
    said += words.sentences(film.events_of(beat), referee_cast(film, beat, episode))
    noise = int(film.clock["noise"][beat, 0])
    said += [f"The loudest sound in infected ears reaches {noise} cells."] if noise > 0 else []
    said += [ABANDONED_TEXT] if beat == film.beats and replay.header.outcome == ABANDONED else []
    return [" ".join(text.split()) for text in said] or ["Nothing happened that there are words for."]


def _people(film: "Film", beat: int, episode: "Episode") -> list[Person]:
    seats = len(episode.seats)
    states, natures = (film.bodies[name][: beat + 1, :seats] for name in ("state", "nature"))
    gone = (states >= codes.DEAD) | codes.IS_INFECTED[natures]
    people = []
    for p, (seat, name, letter) in enumerate(zip(episode.seats, episode.titles, letters(episode.titles), strict=True)):
        if gone[beat, p]:
            turned = codes.IS_INFECTED[natures[beat, p]]
            state = "turned" if turned else codes.STATES[states[beat, p]]
            people.append(Person(seat, name, letter, state, since=int(gone[:, p].argmax())))
            continue
        y, x, hp, timer, carrier = (int(film.bodies[of][beat, p]) for of in ("y", "x", "hp", "timer", "carrier"))
        rate, fear, hunger, winded = (int(film.hearts[of][beat, p]) for of in ("rate", "fear", "hunger", "winded"))
        sheet = next((each for each in episode.sheets if inside(each, y, x)), None)
        if sheet is None:
            raise BadInput(film.name, f"a film with {name} on no sheet in beat {beat}", "a cell of the episode")
        people.append(
            Person(
                seat,
                name,
                letter,
                codes.STATES[states[beat, p]],
                sheet=sheet.name,
                row=y - sheet.top,
                column=x - sheet.left,
                health=hp,
                heart=rate,
                fear=fear,
                hunger=hunger,
                turns=timer if timer >= 0 else None,
                winded=winded > 0,
                carried=episode.titles[carrier - 1] if 0 < carrier <= seats else None,
                carries=words.portions(film.packs[beat, p]) if film.packs[beat, p].any() else None,
                near=_near(film, beat, episode, sheet, (y, x)),
            )
        )
    return people


def _near(film: "Film", beat: int, episode: "Episode", sheet: "SheetInfo", cell: tuple[int, int]) -> str | None:
    """The nearest infected on the same sheet, and where it is: "shambler 7 is 2 north, 3 east"."""
    natures, states, ys, xs, asleep = (
        film.bodies[name][beat].tolist() for name in ("nature", "state", "y", "x", "asleep")
    )
    close = [
        (max(abs(y - cell[0]), abs(x - cell[1])), k)
        for k, (nature, state, y, x) in enumerate(zip(natures, states, ys, xs, strict=True))
        if codes.IS_INFECTED[nature] and state < codes.DEAD and inside(sheet, y, x)
    ]
    away, k = min(close, default=(NEAR + 1, -1))
    if away > NEAR:
        return None
    where = words.offset(ys[k] - cell[0], xs[k] - cell[1])
    return f"{referee_cast(film, beat, episode).body(k)} is {where}{', asleep' if asleep[k] else ''}"
