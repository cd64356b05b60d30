"""The after-action summary: how it ended, who lived and by whom, and at what price."""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from warbell.engine import codes
from warbell.replay import Replay
from warbell.report.history import History, history
from warbell.report.ledger import Rescue, rescues
from warbell.terminal import palette

OUTCOME_INK = {
    "won": palette.GREEN,
    "lost": palette.VERMILLION,
    "timeout": palette.ORANGE,
    "abandoned": palette.SKY,
}


def summary(replay: Replay) -> RenderableType:
    """The summary of a replay, for `console.print`."""
    past = history(replay)
    header = past.header
    saved = rescues(past)
    verdict = Text(header.outcome.upper(), f"bold {OUTCOME_INK[header.outcome]}")
    verdict.append(f"  {past.episode.title}, {past.beats} beats, score {header.score}, seed {header.seed}", "not bold")
    return Group(verdict, Text(past.ending), Text(""), _people(past, saved), *_prices(past, saved))


def _people(past: History, saved: list[Rescue]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=False)
    for seat, title in enumerate(past.episode.titles):
        fate = past.fate(seat)
        lost = past.states[-1, seat] == codes.DEAD or codes.IS_INFECTED[past.natures[-1, seat]]
        helpers = sorted({past.episode.titles[rescue.who] for rescue in saved if rescue.whom == seat})
        by = f"thanks to {', '.join(helpers)}" if helpers else ""
        table.add_row(Text(title, "bold"), Text(fate, palette.VERMILLION if lost else palette.GREEN), by)
    return table


def _prices(past: History, saved: list[Rescue]) -> list[RenderableType]:
    if not saved:
        return []
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style=f"dim {palette.GREY}")
    for column in ("rescue", "beats", "health", "supplies", "noise", "lives"):
        table.add_column(column)
    for rescue in saved:
        who, whom = past.episode.titles[rescue.who], past.episode.titles[rescue.whom]
        table.add_row(
            f"{who} {rescue.deed} {whom}",
            f"{rescue.first}" if rescue.first == rescue.last else f"{rescue.first}-{rescue.last}",
            f"-{rescue.health}" if rescue.health else "0",
            rescue.supplies,
            f"{rescue.noise} cells",
            ", ".join(rescue.lives) or "none",
        )
    return [Text(""), table]
