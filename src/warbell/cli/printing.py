"""What `warbell run` prints: for people, and as JSON."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from warbell.episodes import Episode
    from warbell.parts import Shard
    from warbell.runs import Result

FEW = 20  # games that get a line each


def print_json(document: Any) -> None:
    """Print one JSON document on stdout."""
    typer.echo(json.dumps(document, indent=1, ensure_ascii=False))


def result_document(episode: str, mind: str, results: Sequence["Result"]) -> dict[str, Any]:
    """The JSON document of `warbell run --json`."""
    return {
        "episode": episode,
        "mind": mind,
        "results": [asdict(result) for result in results],
        "summary": summary(results),
    }


def summary(results: Sequence["Result"]) -> dict[str, int | float]:
    """Counts of outcomes and of people over all games, and the mean score and beats of a game."""
    outcomes = Counter(result.outcome for result in results)
    return {
        "played": len(results),
        "won": outcomes["won"],
        "lost": outcomes["lost"],
        "timeout": outcomes["timeout"],
        "saved": sum(result.saved for result in results),
        "dead": sum(result.dead for result in results),
        "turned": sum(result.turned for result in results),
        "mean_score": sum(result.score for result in results) / len(results),
        "mean_beats": sum(result.beats for result in results) / len(results),
    }


def print_shard(shard: "Shard", parts: int, made: int, *, as_json: bool) -> None:
    """What a shard came to; all shards together are put together by the same command without one."""
    if as_json:
        print_json({"shard": [*shard], "parts": parts, "made": made})
    else:
        typer.echo(
            f"shard {shard.number} of {shard.of}: {parts} parts, {made} of them made now; "
            "once all shards are done, the same command without --shard puts them together"
        )


def print_results(episode: "Episode", team: str, results: Sequence["Result"], folder: Path) -> None:
    """A line for each of a few games, and the sum of many."""
    texts = {ending.name: ending.text for ending in episode.endings}
    if len(results) <= FEW:
        for one in results:
            people = f"{one.saved} saved, {one.dead} dead, {one.turned} turned"
            game = f"{one.outcome} ({one.ending}) in {one.beats} beats, score {one.score}"
            typer.echo(f"seed {one.seed}: {game}, {people}")
    if len(results) == 1:
        typer.echo(texts[results[0].ending])
        typer.echo(f"replay: {results[0].replay}")
        return
    total = summary(results)
    won = f"{total['won']} of {len(results)} won, {total['lost']} lost, {total['timeout']} timed out"
    typer.echo(f"{episode.name} under {team}: {won}")
    people = f"{total['saved']} saved, {total['dead']} dead, {total['turned']} turned"
    typer.echo(
        f"of {len(results) * len(episode.seats)} team members {people}; "
        f"a game took {total['mean_beats']:.0f} beats and scored {total['mean_score']:.0f} on average"
    )
    typer.echo(f"replays: {folder}")
