"""What `warbell branch` and `warbell compare` print of two games: side by side for people, and as JSON."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from warbell.report.compare import Comparison
    from warbell.report.differences import Difference
    from warbell.report.history import History

MOST_LINES = 20  # of those in whom the worlds differ
ENDS = ("outcome", "ending", "score", "beats", "saved", "dead", "turned")


def branch_document(beat: int, replaced: Mapping[str, str], pasts: tuple["History", "History"]) -> dict[str, Any]:
    """The JSON document of `warbell branch --json`; arguments as for `print_branch`."""
    original, branch = (_game(past) for past in pasts)
    return {"beat": beat, "stand_ins": list(replaced), "original": original, "branch": branch}


def print_branch(beat: int, replaced: Mapping[str, str], pasts: tuple["History", "History"]) -> None:
    """Both ends of a game that was branched; `replaced` names who is no mind of the house, by the seat it held."""
    from warbell.errors import printable
    from warbell.team import STAND_IN, handovers

    original, branch = pasts
    for seat, who in replaced.items():
        typer.echo(f"{seat}: held by {printable(who)}, who is no mind of the house, and goes on as {STAND_IN}")
    changes = "; ".join(handovers(branch.header)) or f"after beat {beat}: everybody goes on as they were"
    typer.echo(f"{original.name} {printable(changes, 400)}")
    _print_ends(("replay", "branch"), pasts)
    typer.echo(f"replay: {branch.name}")


def comparison_document(found: "Comparison") -> dict[str, Any]:
    """The JSON document of `warbell compare --json`."""
    from warbell.encode.words import order

    header = found.a.header
    orders = [
        {
            "seat": header.seats[each.seat],
            "a": {"action": each.a, "order": order(each.a)},
            "b": {"action": each.b, "order": order(each.b)},
        }
        for each in found.orders
    ]
    worlds = [each._asdict() for each in found.worlds]
    return {
        "episode": header.episode,
        "episode_digest": header.episode_digest,
        "a": _game(found.a),
        "b": _game(found.b),
        "same": found.same,
        "equal": found.parting is None,
        "orders": {"beat": found.order_beat, "seats": orders} if orders else None,
        "worlds": {"beat": found.world_beat, "differences": worlds} if worlds else None,
        "events": [each._asdict() for each in found.news],
    }


def print_comparison(found: "Comparison") -> None:
    """Where two games part, and how both end."""
    a, b = found.a, found.b
    typer.echo(f"A: {a.name}\nB: {b.name}")
    _print_same(found)
    if found.parting is None:
        typer.echo(f"\nThe games are equal: the same orders and the same worlds, to the end of beat {a.beats}.")
    else:
        _print_parting(found)
    typer.echo()
    _print_ends(("A", "B"), (a, b))


def _print_same(found: "Comparison") -> None:
    from warbell.team import handovers, team_name

    a, b = found.a.header, found.b.header
    alike = found.same
    typer.echo(f"episode: {a.episode}, digest {a.episode_digest[:16]}, with the same seats")
    typer.echo(f"seed: {a.seed}, the same" if alike["seed"] else f"seed: {a.seed} in A, {b.seed} in B")
    if alike["minds"]:
        typer.echo(f"minds: {team_name(found.a.episode, dict(zip(a.seats, a.minds, strict=True)))}, the same")
    else:
        held = [each for each in zip(a.seats, a.minds, b.minds, strict=True) if each[1] != each[2]]
        typer.echo(f"minds: {'; '.join(f'{seat} {one} in A, {other} in B' for seat, one, other in held)}")
    if not alike["plans"]:
        typer.echo("plans: not the same")
    for side, header in (("A", a), ("B", b)):
        for text in handovers(header):
            typer.echo(f"{side} was branched {text}")


def _print_parting(found: "Comparison") -> None:
    from warbell.encode.words import order
    from warbell.report.compare import AROUND

    a, b, parting = found.a, found.b, found.parting or 0
    both = min(a.beats, b.beats)
    if found.order_beat is None:
        typer.echo(f"\nOrders: the same in all of the first {both} beats")
    else:
        typer.echo(f"\nOrders first differ in beat {found.order_beat}, A / B:")
        for each in found.orders:
            typer.echo(f"  {a.episode.titles[each.seat]}: {order(each.a)} / {order(each.b)}")
    if found.world_beat is None:
        typer.echo(f"Worlds: the same after each of the first {both} beats")
    else:
        when = f"after beat {found.world_beat}" if found.world_beat else "at the start"
        typer.echo(f"Worlds first differ {when}, A / B:")
        _print_differences(found.worlds)
    for side in ("a", "b"):
        told = [(news.beat, text) for news in found.news for text in getattr(news, side)]
        if told:
            typer.echo(f"Only in {side.upper()}, beats {parting} to {parting + AROUND}:")
        for beat, text in told:
            typer.echo(f"  {beat:>4}  {text}")


def _print_differences(worlds: Sequence["Difference"]) -> None:
    """A line for everybody and everything that differs."""
    lines: dict[str, list[str]] = {}
    for each in worlds:
        lines.setdefault(each.who, []).append(f"{each.what} {each.a} / {each.b}")
    for who, told in list(lines.items())[:MOST_LINES]:
        typer.echo(f"  {who}: {'; '.join(told)}")
    if len(lines) > MOST_LINES:
        typer.echo(f"  and {len(lines) - MOST_LINES} more: --json names them")


def _game(past: "History") -> dict[str, Any]:
    """A game and its end, as JSON documents tell it."""
    header, seats = past.header, past.header.seats
    branches = (
        {"beat": each.beat, "seats": each.seats, "minds": dict(zip(seats, each.minds, strict=True))}
        for each in header.branches
    )
    return {
        "replay": past.name,
        "seed": header.seed,
        "minds": dict(zip(seats, header.minds, strict=True)),
        "branches": list(branches),
        **{name: getattr(header, name) for name in ENDS},
        "digest": f"{header.digest:016x}",
        "fates": {seat: past.fate(p) for p, seat in enumerate(seats)},
    }


def _print_ends(names: tuple[str, str], pasts: tuple["History", "History"]) -> None:
    """Both ends in columns under their names, and in the words of the episode."""
    rows = [
        ("", *names),
        ("end", *(f"{past.header.outcome} ({past.header.ending})" for past in pasts)),
        ("beats", *(str(past.beats) for past in pasts)),
        ("score", *(str(past.header.score) for past in pasts)),
    ]
    for p, title in enumerate(pasts[0].episode.titles):
        rows.append((title, *(f"{past.fate(p)} ({past.header.minds[p]})" for past in pasts)))
    head, first = (max(len(row[column]) for row in rows) + 2 for column in (0, 1))
    for title, one, other in rows:
        typer.echo(f"{title:<{head}}{one:<{first}}{other}")
    for name, past in zip(names, pasts, strict=True):
        typer.echo(f"{name}: {' '.join(past.ending.split())}")
