"""`warbell episodes`: what there is to play."""

import shutil
from collections.abc import Iterable, Mapping
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import typer

from warbell.cli.inputs import find_episode
from warbell.cli.printing import print_json

if TYPE_CHECKING:
    from warbell.engine.percept import Chart
    from warbell.episodes import Episode, SheetInfo

INDENT = 12  # columns before the texts of a page
NARROWEST = 40  # columns of a terminal that texts are still wrapped to
RULE = 10  # columns of a sheet from one number above it to the next
MARGIN = 5  # characters before the cells of a row, for its number


def episodes(name: str | None, as_json: bool) -> None:
    """`warbell episodes`."""
    from warbell.episodes import names

    chosen = [find_episode(each) for each in ([name] if name else names())]
    if as_json:
        print_json([document(episode) for episode in chosen])
    elif name:
        print_page(chosen[0])
    else:
        for episode in chosen:
            typer.echo(f"{episode.name:<12} {episode.title}: {episode.place}")
        what = "rooms, streets or a maze from a seed, or any MovingAI map: warbell run skirmish --map rooms"
        typer.echo(f"{'skirmish':<12} {what}")


def document(episode: "Episode") -> dict[str, Any]:
    """All of an episode that its players may know, for `warbell episodes --json`."""
    return {
        "name": episode.name,
        "title": episode.title,
        "place": episode.place,
        "briefing": episode.briefing,
        "seats": [{"id": seat, "title": title} for seat, title in zip(episode.seats, episode.titles, strict=True)],
        "partners": episode.partners,
        "sheets": [
            {"name": sheet.name, "storey": sheet.storey, "height": sheet.height, "width": sheet.width}
            for sheet in episode.sheets
        ],
        "beats": episode.beats,
        "objectives": [{"name": one.name, "text": one.text} for one in episode.objectives],
        "endings": [{"name": one.name, "outcome": one.outcome, "text": one.text} for one in episode.endings],
        "digest": episode.digest,
    }


def print_page(episode: "Episode") -> None:
    """One episode, as its players should know it before they begin."""
    width = max(shutil.get_terminal_size().columns, NARROWEST)
    typer.echo(f"{episode.title}: {episode.place}\n")
    for paragraph in episode.briefing.split("\n\n"):
        typer.echo("\n".join(wrap(" ".join(paragraph.split()), width)) + "\n")
    people = ", ".join(f"{seat} ({title})" for seat, title in zip(episode.seats, episode.titles, strict=True))
    _entry("seats", [people], width)
    _entry("partners", [f"{episode.partners}, where nobody else sits"], width)
    _entry("sheets", [", ".join(f"{sheet.name} ({sheet.height}x{sheet.width})" for sheet in episode.sheets)], width)
    _entry("beats", [f"at most {episode.beats}"], width)
    goals = (one for one in episode.objectives if one.text and not one.secret)
    _entry("objectives", [f"{one.name}: {one.text}" for one in goals], width)
    _entry("endings", [f"{one.name} ({one.outcome}): {one.text}" for one in episode.endings], width)
    for sheet in episode.sheets:
        typer.echo("\n" + "\n".join(drawing(episode, sheet, width)))


def _entry(heading: str, texts: Iterable[str], width: int) -> None:
    """A heading with texts beside it, each on lines of its own."""
    indent = " " * INDENT
    for text in texts:
        lines = wrap(" ".join(text.split()), width, initial_indent=indent, subsequent_indent=indent)
        typer.echo("\n".join([heading.ljust(INDENT) + lines[0][INDENT:], *lines[1:]]))
        heading = ""


def drawing(episode: "Episode", sheet: "SheetInfo", width: int) -> list[str]:
    """A sheet of the team's graph paper with the numbers plans use, and above it what its signs are."""
    from warbell.encode.letters import letters

    starts = dict(zip(map(tuple, episode.starts.tolist()), letters(episode.titles), strict=True))
    rows, signs = graph_paper(episode, sheet, starts)
    return [sheet_title(sheet), *listed(["capitals: the team at its start", *signs], width), *rows]


def sheet_title(sheet: "SheetInfo") -> str:
    """A sheet by its name, and how plans call its cells."""
    return f"{sheet.name}: {sheet.title}; plans call a cell @{sheet.name}:ROW,COLUMN"


def listed(items: Iterable[str], width: int) -> list[str]:
    """Items side by side on as few lines as they take."""
    whole = "   ".join(item.replace(" ", "\N{NO-BREAK SPACE}") for item in items)
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in wrap(whole, width)]


def ruler(columns: range, cell: int = 1) -> str:
    """Every tenth of the columns by its number, above rows of so many characters a cell."""
    line = " " * MARGIN
    for x in columns:
        if x % RULE == 0 and (columns.stop - x) * cell >= len(str(x)):
            line = line.ljust(MARGIN + (x - columns.start) * cell) + str(x)
    return line


def printed(paper: "Chart", y: int, x: int) -> tuple[str, str]:
    """What graph paper has on a cell of the atlas: its name and its sign; of plain ground no name."""
    from warbell.cli import palette
    from warbell.engine import codes

    terrain, fixture, link = int(paper.terrain[y, x]), int(paper.fixture_at[y, x]), int(paper.link_at[y, x])
    if terrain == codes.EDGE:
        return "", " "
    if fixture:
        kind = int(paper.fixtures[fixture - 1]["kind"])
        return codes.FIXTURES[kind], palette.FIXTURES.get(kind, palette.DOORS[codes.SHUT])
    if link:
        kind = int(paper.links[link - 1]["kind"])
        return codes.LINKS[kind], palette.LINKS[kind]
    if terrain == codes.WALL:
        return codes.TERRAIN[terrain], palette.WALL
    if terrain in palette.TERRAIN:
        return codes.TERRAIN[terrain], palette.TERRAIN[terrain]
    return "", palette.DARK_FLOOR


def graph_paper(
    episode: "Episode", sheet: "SheetInfo", marks: Mapping[tuple[int, ...], str]
) -> tuple[list[str], list[str]]:
    """The lines of a sheet, numbered, with `marks` on cells (y, x) of the atlas; and what its other signs are."""
    from warbell.engine.percept import chart

    paper = chart(episode.ground)
    key: dict[str, str] = {}

    def glyph(y: int, x: int) -> str:
        if (y, x) in marks:
            return marks[y, x]
        name, sign = printed(paper, y, x)
        if name:
            key[name] = sign
        return sign

    rows = [
        f"{y:>4} " + "".join(glyph(sheet.top + y, sheet.left + x) for x in range(sheet.width)).rstrip()
        for y in range(sheet.height)
    ]
    return [ruler(range(sheet.width)), *rows], [f"{sign} {name}" for name, sign in key.items()]
