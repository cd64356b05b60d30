"""`warbell episodes`: what there is to play."""

from typing import TYPE_CHECKING, Any

import typer

from warbell.cli.inputs import find_episode
from warbell.cli.printing import print_json

if TYPE_CHECKING:
    from warbell.episodes import Episode


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
        typer.echo(f"{'skirmish':<12} any MovingAI map, with a generated threat: warbell run skirmish --map FILE")


def document(episode: "Episode") -> dict[str, Any]:
    """All of an episode that its players may know, for `warbell episodes --json`."""
    return {
        "name": episode.name,
        "title": episode.title,
        "place": episode.place,
        "briefing": episode.briefing,
        "seats": [{"id": seat, "title": title} for seat, title in zip(episode.seats, episode.titles, strict=True)],
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
    sheets = ", ".join(f"{sheet.name} ({sheet.height}x{sheet.width})" for sheet in episode.sheets)
    typer.echo(f"{episode.title}: {episode.place}\n\n{episode.briefing.strip()}\n")
    typer.echo(f"seats       {', '.join(f'{i} ({t})' for i, t in zip(episode.seats, episode.titles, strict=True))}")
    typer.echo(f"sheets      {sheets}")
    typer.echo(f"beats       at most {episode.beats}")
    for heading, lines in (
        ("objectives", [f"{one.name}: {one.text}" for one in episode.objectives]),
        ("endings", [f"{one.name} ({one.outcome}): {one.text}" for one in episode.endings]),
    ):
        for i, line in enumerate(lines):
            typer.echo(f"{heading if i == 0 else '':<11} {line}")
