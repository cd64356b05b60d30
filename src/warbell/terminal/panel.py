"""The lines around the map: how each team member is, what sounds, what happened."""

from collections.abc import Sequence

import numpy as np
from rich.table import Table
from rich.text import Text

from warbell.encode.scene import Vital
from warbell.engine import codes
from warbell.engine.tuning import TUNING
from warbell.terminal import palette

SPARKS = "▁▂▃▄▅▆▇█"
TRACE = 12  # beats of a heart that its trace shows
SLOWEST, FASTEST = 60, 180  # beats a minute at the foot and the top of a trace
MOODS = ("calm", "uneasy", "afraid", "terrified")
HURTS = ("unhurt", "hurt", "badly hurt", "near death")


def trace(rates: Sequence[int] | np.ndarray) -> str:
    """A heart as a sparkline: the last TRACE rates, beats a minute."""
    steps = [(int(rate) - SLOWEST) * len(SPARKS) // (FASTEST - SLOWEST) for rate in rates[-TRACE:]]
    return "".join(SPARKS[min(max(step, 0), len(SPARKS) - 1)] for step in steps).rjust(TRACE)


def bar(value: int, cells: int = 5, most: int = 100) -> str:
    """A value of 0..most as a bar; anything above 0 shows."""
    full = min(cells, -(-value * cells // most))
    return "■" * full + "□" * (cells - full)


def vitals(people: Sequence[Vital], rates: np.ndarray) -> Table:
    """One line a team member; rates are int32 [beats so far, P], used for those whose heart the viewer knows."""
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, expand=True, header_style=palette.GREY)
    for title, width in (("", 1), ("", 10), ("heart, a minute", TRACE + 5), ("fear", 9)):
        table.add_column(title, width=width, no_wrap=True)
    for title, width in (("health", 6), ("hunger", 6), ("turns", 5)):
        table.add_column(title, width=width, no_wrap=True, justify="right")
    table.add_column("carries", ratio=1, no_wrap=True)
    for vital in people:
        table.add_row(*_row(vital, rates))
    return table


def _row(vital: Vital, rates: np.ndarray) -> tuple[Text | str, ...]:
    name = Text(vital.name, "bold" if vital.now else "dim")
    letter = Text(vital.letter, palette.INK["team"])
    if codes.IS_INFECTED[vital.nature]:
        return letter, name, Text(f"turned: {codes.NATURES[vital.nature]}", palette.INK["infected"]), *[""] * 5
    if vital.state in {codes.DEAD, codes.AWAY}:
        word, ink = ("dead", palette.INK["dead"]) if vital.state == codes.DEAD else ("got out", palette.INK["exit"])
        return letter, name, Text(word, ink), *[""] * 5
    if vital.rate is None or vital.fear is None or vital.hp is None:
        return letter, name, *_as_seen(vital)
    heart = Text(trace(rates[:, vital.seat]), palette.PINK).append(f" {vital.rate:3}", palette.PAPER)
    heart.append("!" if vital.winded else "", palette.VERMILLION)
    shaking = vital.fear >= TUNING.tremble_from
    fear = Text(bar(vital.fear), palette.VERMILLION if shaking else palette.ORANGE).append(f" {vital.fear:3}")
    health = Text(f"{vital.hp}" if vital.state == codes.UP else "down", "" if vital.hp > 3 else palette.VERMILLION)
    turns = Text(f"{vital.timer}", f"bold {palette.VERMILLION}") if vital.timer is not None else Text("")
    return letter, name, heart, fear, health, f"{vital.hunger}", turns, Text(vital.pack or "", palette.GREY)


def _as_seen(vital: Vital) -> tuple[Text | str, ...]:
    """What can be told of a team mate by looking."""
    if vital.hurt is None:
        return Text("not seen yet", "dim"), *[""] * 5
    looks = "down" if vital.state == codes.DOWN else HURTS[min(vital.hurt, 3)]
    mood = MOODS[vital.mood] if vital.mood is not None else ""
    return Text(looks if vital.now else f"{looks}, seen", "" if vital.now else "dim"), Text(mood), *[""] * 4


def line(label: str, parts: Sequence[str]) -> Text:
    """One line that ends in an ellipsis where it does not fit."""
    text = Text(no_wrap=True, overflow="ellipsis")
    return text.append(f"{label} ", palette.GREY).append("; ".join(parts) if parts else "-")
