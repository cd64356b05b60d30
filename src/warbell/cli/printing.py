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
    from warbell.errors import BadInput
    from warbell.parts import Shard
    from warbell.replay import Replay
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


def proof_line(replay: "Replay") -> str:
    """What a verified replay proves, in a line; who held the seats is what it says."""
    from warbell.proof import proven

    proof, beats = proven(replay), replay.header.beats
    held = ", ".join(f"{seat} {mind}" for seat, mind in proof.minds.items())
    said = f"by {held}, as it says" + ("" if proof.bound else " unsealed")
    return f"{beats} beats of {proof.which}, rules {proof.rules}, seed {proof.seed}: {proof.outcome}; {said}"


def verdict_document(path: Path, verdict: "Replay | BadInput") -> dict[str, Any]:
    """What `verify --json` says of one replay: all that is proved, or why nothing is."""
    from warbell.errors import BadInput
    from warbell.proof import proven

    if isinstance(verdict, BadInput):
        return {"replay": str(path), "verified": False, "exit_code": verdict.exit_code, "why": str(verdict)}
    proof, header = proven(verdict), verdict.header
    facts = ("outcome", "ending", "score", "beats", "saved", "dead", "turned")
    return {
        "replay": str(path), "verified": True, "exit_code": 0, "format": verdict.form, "rules": proof.rules,
        "episode": proof.episode, "episode_digest": proof.digest, "built_in": proof.built_in, "seed": proof.seed,
        **{name: getattr(header, name) for name in facts}, "digest": f"{header.digest:016x}",
        "said": {
            "minds": proof.minds, "plan": header.plan, "warbell": header.warbell,
            "branches": [{"beat": each.beat, "seats": list(each.seats)} for each in header.branches],
            "sealed": proof.bound,
        },
    }  # fmt: skip


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
