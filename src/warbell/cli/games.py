"""The commands that play games and look at played ones."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from warbell.cli.inputs import Skirmish, find_episode, hold_seats, parse_seeds
from warbell.cli.printing import print_json, print_results, result_document
from warbell.cli.progress import bar

if TYPE_CHECKING:
    from warbell.episodes import Episode
    from warbell.plans import Plan
    from warbell.replay import Replay


class _Cast(NamedTuple):
    """What is played, by whom, and where the replays go."""

    episode: "Episode"
    held: dict[str, str]
    plan: "Plan | None"
    team: str
    folder: Path


def _cast(
    name: str, skirmish: Skirmish, mind: str | None, others: Sequence[str], plan_file: Path | None, out: Path | None
) -> _Cast:
    from warbell import run as runs
    from warbell.episodes import brief
    from warbell.plans import read
    from warbell.team import team_name

    episode = find_episode(name, skirmish)
    held = hold_seats(episode, mind, others, plan_file)
    plan = read(plan_file, brief(episode), episode.name) if plan_file else None
    team = team_name(episode, held)
    where = f"-{skirmish.map_file.stem}" if skirmish.map_file else ""
    return _Cast(episode, held, plan, team, out or Path(runs.FOLDER) / f"{episode.name}{where}-{team}")


def run(
    name: str,
    *,
    skirmish: Skirmish,
    mind: str | None,
    others: Sequence[str],
    plan_file: Path | None,
    seed: int | None,
    seeds: str | None,
    out: Path | None,
    threads: int | None,
    as_json: bool,
) -> None:
    """`warbell run`."""
    chosen = parse_seeds(seed, seeds)
    from warbell import run as runs
    from warbell.prepare import prepare

    episode, held, plan, team, folder = _cast(name, skirmish, mind, others, plan_file, out)
    prepare()
    with bar(f"{episode.name} under {team}", len(chosen)) as progress:
        results = runs.run(episode, held, chosen, plan=plan, out=folder, threads=threads, progress=progress)
    if as_json:
        print_json(result_document(episode.name, team, results))
    else:
        print_results(episode, team, results, folder)


def verify(paths: Sequence[Path], threads: int | None) -> None:
    """`warbell verify`."""
    from warbell.errors import BadInput
    from warbell.prepare import prepare
    from warbell.verify import verify as check

    prepare()
    code = 0
    with bar("verifying", len(paths)) as progress:
        verdicts = check(paths, threads, progress)
    for verdict in verdicts:
        if isinstance(verdict, BadInput):
            typer.echo(f"warbell: {verdict}", err=True)
            code = max(code, verdict.exit_code)
        else:
            head = verdict.header
            game = f"{head.beats} beats of {head.episode}, seed {head.seed}: {head.outcome}"
            typer.echo(f"{verdict.name}: verified, {game}")
    if code:
        raise typer.Exit(code)


def watch(path: Path, seat: str | None, speed: float, start: int) -> None:
    """`warbell watch`."""
    from rich.console import Console

    from warbell.terminal import summary
    from warbell.terminal import watch as show

    replay = _verified(path)
    show(replay, seat, speed, start)
    Console().print(summary(replay))


def report(path: Path, out: Path | None) -> None:
    """`warbell report`."""
    typer.echo(_write_report(_verified(path), out))


def _verified(path: Path) -> "Replay":
    """A replay that the engine agrees with: anything else would show a game that never was."""
    from warbell.errors import BadInput
    from warbell.prepare import prepare
    from warbell.verify import verify as check

    prepare()
    (verdict,) = check([path])
    if isinstance(verdict, BadInput):
        raise verdict
    return verdict


def _write_report(replay: "Replay", out: Path | None) -> Path:
    from warbell.errors import BadInput
    from warbell.files import write_atomically
    from warbell.replay import MAGIC
    from warbell.report import page

    target = out or Path(replay.name).with_suffix(".html")
    if target.is_file():
        with target.open("rb") as file:
            if file.read(len(MAGIC)) == MAGIC:
                raise BadInput(target, "a replay", "another place for the report, which would replace it")
    write_atomically(target, page(replay))
    return target
