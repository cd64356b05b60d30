"""The commands that play games and look at played ones."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from warbell.cli.inputs import Sharing, Skirmish, as_written, choose, find_episode, hold_seats, parse_seeds, take_over
from warbell.cli.pairs import branch_document, comparison_document, print_branch, print_comparison
from warbell.cli.printing import (
    print_json,
    print_results,
    print_shard,
    proof_line,
    result_document,
    verdict_document,
)
from warbell.cli.progress import bar

if TYPE_CHECKING:
    from warbell.episodes import Episode
    from warbell.plans import Plan
    from warbell.replay import Replay
    from warbell.runs import Result
    from warbell.whatif import Chance


GRAVEST_FIRST = (2, 1, 3)  # a file that is none, a game that never was, one that cannot be proved here


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
    from warbell import runs
    from warbell.episodes import brief
    from warbell.plans import read
    from warbell.team import team_name

    episode = find_episode(name, skirmish)
    held = hold_seats(episode, mind, others, plan_file)
    plan = read(plan_file, brief(episode), episode.name) if plan_file else None
    team = team_name(episode, held)
    where = f"-{Path(skirmish.on).stem}" if skirmish.on and episode.name == "skirmish" else ""  # else its name says it
    return _Cast(episode, held, plan, team, out or Path(runs.FOLDER) / f"{episode.name}{where}-{_as_folder(team)}")


def _as_folder(team: str) -> str:
    """A team's name as that of a folder: commands of bots hold what no folder should."""
    return re.sub(r"[^\w.,=@-]+", "-", team.replace(":", "."))[:100]


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
    sharing: Sharing,
    as_json: bool,
) -> None:
    """`warbell run`."""
    chosen = parse_seeds(seed, seeds)
    from warbell import runs
    from warbell.parts import TABLE
    from warbell.prepare import prepare

    cast = _cast(name, skirmish, mind, others, plan_file, out)
    episode, held, plan, team, folder = cast
    prepare()
    if sharing.wanted:
        results = _run_in_parts(cast, chosen, threads, sharing, as_json=as_json)
    else:
        with bar(f"{episode.name} under {team}", len(chosen)) as progress:
            results = runs.run(episode, held, chosen, plan=plan, out=folder, threads=threads, progress=progress)
    if not results:  # a shard has none: its games are no experiment
        return
    if as_json:
        print_json(result_document(episode.name, team, results))
    else:
        print_results(episode, team, results, folder)
        if sharing.wanted:
            typer.echo(f"table: {folder / TABLE}")


def _run_in_parts(cast: _Cast, seeds: range, threads: int | None, sharing: Sharing, *, as_json: bool) -> "list[Result]":
    """Play what is missing of the parts of a run, and put all together; a shard says what it did and has no results."""
    from warbell.crew import crew
    from warbell.games import in_parts, results_in, write_results
    from warbell.parts import TABLE, fulfil

    keeping = sharing.keeping(cast.folder)
    parts = in_parts(cast.episode, cast.held, cast.plan, seeds, filmed=True)
    own = keeping.shard.own(parts)
    games = sum(part.size for part in own)
    with crew(sharing.dask, threads) as hand, bar(f"{cast.episode.name} under {cast.team}", games) as progress:
        made = fulfil(parts, hand, keeping, progress)
    if keeping.shard.of > 1:
        print_shard(keeping.shard, len(own), made, as_json=as_json)
        return []
    results = results_in(cast.folder, parts)
    write_results(cast.folder / TABLE, parts, results)
    return results


def verify(paths: Sequence[Path], episode: str | None, threads: int | None, *, as_json: bool) -> None:
    """`warbell verify`."""
    from warbell.errors import BadInput
    from warbell.prepare import prepare
    from warbell.proof import demand
    from warbell.proof import verify as check

    wanted = find_episode(episode) if episode else None
    prepare()
    with bar("verifying", len(paths)) as progress:
        verdicts = check(paths, threads, progress)
    if wanted is not None:
        verdicts = [verdict if isinstance(verdict, BadInput) else demand(verdict, wanted) for verdict in verdicts]
    if as_json:
        print_json([verdict_document(path, verdict) for path, verdict in zip(paths, verdicts, strict=True)])
    for verdict in verdicts:
        if isinstance(verdict, BadInput):
            typer.echo(f"warbell: {as_written(verdict)}", err=True)
        elif not as_json:
            typer.echo(f"{verdict.name}: verified, {proof_line(verdict)}")
    codes = {verdict.exit_code for verdict in verdicts if isinstance(verdict, BadInput)}
    if codes:
        raise typer.Exit(next(code for code in GRAVEST_FIRST if code in codes))


def show(path: Path, beat: int | None, sheet: str | None, *, as_json: bool) -> None:
    """`warbell show`."""
    from warbell.cli.still import print_still, still_document
    from warbell.errors import BadInput

    replay = _filmed(path)
    last, sheets = replay.film.beats, {each.name: each for each in replay.episode.sheets}
    if beat is not None and not 0 <= beat <= last:
        raise BadInput("--beat", str(beat), f"a beat of {path}, from 0 to {last}")
    chosen = [*sheets.values()] if sheet is None else [sheets[choose("--sheet", sheet, sheets)]]
    if as_json:
        print_json(still_document(replay, last if beat is None else beat, chosen))
    else:
        print_still(replay, last if beat is None else beat, chosen)


def report(path: Path, out: Path | None, *, whatif: bool, as_json: bool) -> None:
    """`warbell report`."""
    if as_json:
        import msgspec

        from warbell.report.findings import findings

        replay = _filmed(path)
        print_json(msgspec.to_builtins(findings(replay, _chances(replay) if whatif else None)))
    else:
        typer.echo(_write_report(_shown(path), out, whatif=whatif))


def branch(
    path: Path,
    beat: int,
    *,
    mind: str | None,
    others: Sequence[str],
    plan_file: Path | None,
    out: Path | None,
    as_json: bool,
) -> None:
    """`warbell branch`."""
    from warbell.branch import branch as play_on
    from warbell.branch import check_beat
    from warbell.episodes import brief
    from warbell.errors import BadInput
    from warbell.files import write_atomically
    from warbell.plans import read
    from warbell.replay import dump
    from warbell.report.history import history
    from warbell.team import strangers

    original = _verified(path)
    header, episode = original.header, original.episode
    check_beat(header, beat)
    held = take_over(header.seats, mind, others, plan_file)
    plan = read(plan_file, brief(episode), episode.name) if plan_file else None
    target = out or path.with_name(f"{path.stem}-branch-{beat}.warbell")
    if target.exists() and (not _is_replay(target) or target.samefile(path)):
        found = "the replay that is branched" if _is_replay(target) else "something that is no replay"
        raise BadInput(target, found, "a new file, or another replay to be replaced")
    branched = replace(play_on(original, beat, held, plan), name=str(target))
    write_atomically(target, dump(branched))
    pasts = history(original), history(branched)
    replaced = {seat: who for seat, who in strangers(header, beat).items() if seat not in held}
    if as_json:
        print_json(branch_document(beat, replaced, pasts))
    else:
        print_branch(beat, replaced, pasts)


def compare(first: Path, second: Path, *, as_json: bool) -> None:
    """`warbell compare`."""
    from warbell.report.compare import compare as find

    found = find(*(_filmed(path) for path in (first, second)))
    if as_json:
        print_json(comparison_document(found))
    else:
        print_comparison(found)


def _verified(path: Path) -> "Replay":
    """A replay that the engine agrees with: anything else would show a game that never was."""
    from warbell.errors import BadInput
    from warbell.prepare import prepare
    from warbell.proof import verify as check

    prepare()
    (verdict,) = check([path])
    if isinstance(verdict, BadInput):
        raise verdict
    return verdict


def _shown(path: Path) -> "Replay":
    """A replay to be looked at: a verified one, or of a game by other rules what its file says, and stderr that."""
    from warbell.replay import OtherRules, load

    try:
        return _verified(path)
    except OtherRules as error:
        typer.echo(f"warbell: {as_written(error)}; shown is what the file says", err=True)
        return load(path)


def _filmed(path: Path) -> "Replay":
    """The same, of a replay whose beats are looked at: where none can be, that is all that is said."""
    from warbell.engine import RULES_VERSION
    from warbell.replay import load

    replay = load(path)
    if replay.rules != RULES_VERSION:
        _ = replay.film  # BadInput if there is none
    return _shown(path)


def _is_replay(path: Path) -> bool:
    from warbell.replay import MAGIC

    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def _write_report(replay: "Replay", out: Path | None, *, whatif: bool) -> Path:
    from warbell.errors import BadInput
    from warbell.files import write_atomically
    from warbell.report import page

    target = out or Path(replay.name).with_suffix(".html")
    if _is_replay(target):
        raise BadInput(target, "a replay", "another place for the report, which would replace it")
    write_atomically(target, page(replay, _chances(replay) if whatif else None))
    return target


def _chances(replay: "Replay") -> "dict[int, Chance]":
    """The last order that would have changed each death."""
    from warbell.whatif import beats_to_search, chances

    with bar("beats", beats_to_search(replay.playable())) as progress:
        return chances(replay, progress)
