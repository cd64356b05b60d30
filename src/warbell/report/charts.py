"""Hearts, fear, health and noise over the beats, as drawings that read the same in ink and on a screen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from warbell.engine import codes
from warbell.engine.tuning import TUNING
from warbell.report import svg
from warbell.report.beats import link
from warbell.report.history import NOBODY, History

WIDTH, LEFT, RIGHT = 360.0, 30.0, 322.0  # of every chart; the space to the right holds its labels
WIDE, LOUD_TOP, LOUD_FOOT = 900.0, 32.0, 150.0  # of the chart of noise

STAYED = {"alive", "down, alive", "left behind", "down, left behind"}


@dataclass(frozen=True)
class Strip:
    """A part of a chart with a scale of its own."""

    top: float
    foot: float
    low: int  # the value at its foot
    high: int
    right: float = RIGHT

    def y(self, value: float) -> float:
        """Where a value is."""
        return self.foot - (self.foot - self.top) * (value - self.low) / (self.high - self.low)


RATE, FEAR = Strip(22, 112, 40, 200), Strip(142, 188, 0, 100)


def person(past: History, seat: int) -> str:
    """The heart rate and fear of one team member, their health, and how far they were from the nearest of the team."""
    name, last = past.episode.titles[seat], past.last_beat(seat)
    rates, fears, health = (table[: last + 1, seat] for table in (past.rates, past.fears, past.health))
    apart = past.apart(seat)[: last + 1]
    whole = Strip(218, 250, int(past.health.min(initial=0)), int(past.health.max(initial=1)))
    far = Strip(280, 310, 0, max(8, *(int(past.apart(each).max()) for each in range(len(past.episode.seats)))))
    x = _scale(past.beats)
    body = [svg.text(0, 11, name, class_="name")]
    body += _grid(past.beats, RATE, (60, 100, 140, 180)) + _grid(past.beats, FEAR, (0, 50, 100))
    body += _grid(past.beats, whole, (0, whole.high)) + _grid(past.beats, far, (0, far.high))
    body += _beats(past.beats, far)
    area = [(x(0), FEAR.foot), *((x(b), FEAR.y(int(v))) for b, v in enumerate(fears)), (x(last), FEAR.foot)]
    body.append(svg.polyline(area, class_="area"))
    shake = FEAR.y(TUNING.tremble_from)
    body.append(svg.tag("line", x1=LEFT, x2=RIGHT, y1=shake, y2=shake, class_="limit"))
    body.append(svg.text(LEFT + 3, shake - 2, "from here hands shake", class_="small"))
    for strip, values in ((RATE, rates), (whole, health), (far, np.ma.masked_equal(apart, NOBODY))):
        body += _lines(strip, values.tolist(), x)
    for strip, values in ((RATE, rates), (FEAR, fears), (whole, health)):
        body.append(
            svg.text(x(last) + 4, min(strip.y(int(values[-1])) + 4, strip.foot), f"{values[-1]}", class_="value")
        )
    body.append(svg.text(RIGHT, RATE.top - 9, "heart, beats a minute", class_="small", text_anchor="end"))
    for strip, words in (
        (FEAR, "fear, 0 to 100"),
        (whole, "health, points"),
        (far, "cells to the nearest of the team"),
    ):
        body.append(svg.text(LEFT, strip.top - 5, words, class_="small"))
    for bite in _bites(past, seat):
        body.append(_tick(x(bite), f"bitten, beat {bite}"))
    body += _end(past, seat, far.foot)
    return svg.figure(
        f"heart-{seat}",
        (WIDTH, far.foot + 26),
        title=f"Heart, fear and health of {name}",
        body="".join(body),
        over=_hits(past.beats, RATE.top, far.foot, RIGHT, lambda b: _words(b, rates, fears, health, apart)),
        class_="chart",
    )


def person_told(past: History, seat: int) -> str:
    """What the chart of a team member shows, as HTML that leads to its beats."""
    last, fate = past.last_beat(seat), past.fate(seat)
    rates, fears, health = (table[: last + 1, seat] for table in (past.rates, past.fears, past.health))
    bites = _bites(past, seat)
    told = f"Heart {rates[0]} beats a minute at the start, at most {_most(rates)}, {rates[-1]} at the end. "
    told += f"Fear at most {_most(fears)}. " if fears.max() else "No fear. "
    if health.min() < health[0]:
        worst = int(health.argmin())
        told += f"Health {health[0]} at the start, at its lowest {link(worst, f'{health[worst]} in beat {worst}')}. "
    if bites:
        told += f"Bitten in beat {', '.join(map(link, bites))}. "
    return f"{told}{fate.capitalize() if fate in STAYED else link(last, fate.capitalize())}."


def person_numbers(past: History, seat: int) -> tuple[list[str], list[list[str]]]:
    """The numbers of that chart: the heads of the columns, and a row of HTML for each beat."""
    apart = past.apart(seat)
    columns = (past.rates[:, seat], past.fears[:, seat], past.health[:, seat])
    rows = [
        [link(beat), *(f"{column[beat]}" for column in columns), _cells(int(apart[beat]))]
        for beat in range(past.last_beat(seat) + 1)
    ]
    return ["Beat", "Heart", "Fear", "Health", "Nearest"], rows


def noise(past: History) -> str:
    """The loudest thing in infected ears, beat by beat."""
    right = WIDE - 10
    most = max(12, int(past.noise.max(initial=0)))
    strip, x = Strip(LOUD_TOP, LOUD_FOOT, 0, most, right), _scale(past.beats, right)
    body = _grid(past.beats, strip, range(0, most + 1, svg.round_step(most, 4)))
    body += _beats(past.beats, strip)
    body.append(svg.text(0, 9, "loudness, cells", class_="small"))
    width = max((right - LEFT) / max(past.beats, 1) - 0.6, 0.6)
    for b, v in enumerate(past.noise.tolist()):
        if v > 0:
            high = strip.foot - strip.y(v)
            body.append(svg.tag("rect", x=x(b) - width / 2, y=strip.y(v), width=width, height=high, class_="bar"))
    labels = svg.Labels(11, (WIDE, strip.foot))
    for beat in peaks(past.noise):
        cells = int(past.noise[beat])
        body.append(labels.place(x(beat), strip.y(cells) - 6, f"{cells} in beat {beat}", 3, "value"))
    return svg.figure(
        "noise-over-beats",
        (WIDE, strip.foot + 26),
        title="Loudness over the beats",
        body="".join(body),
        over=_hits(past.beats, strip.top, strip.foot, right, lambda b: f"beat {b}: {past.noise[b]} cells"),
        class_="chart",
    )


def noise_numbers(past: History) -> tuple[list[str], list[list[str]]]:
    """The numbers of that chart, as `person_numbers`."""
    return ["Beat", "Cells"], [[link(beat), f"{cells}"] for beat, cells in enumerate(past.noise.tolist())]


def noise_told(past: History) -> str:
    """What the chart of noise shows, as HTML that leads to its beats."""
    loudest = ", ".join(link(beat, f"{past.noise[beat]} cells in beat {beat}") for beat in peaks(past.noise))
    silent = f"{(past.noise[1:] == 0).sum()} of {past.beats} beats silent."
    return f"Loudest: {loudest}; {silent}" if loudest else silent


def peaks(noise_of: np.ndarray) -> list[int]:
    """The three loudest beats that are not close to one another."""
    found: list[int] = []
    for beat in np.argsort(-noise_of, kind="stable").tolist():
        if len(found) < 3 and noise_of[beat] > 0 and all(abs(beat - other) > len(noise_of) / 8 for other in found):
            found.append(beat)
    return found


class _scale:  # noqa: N801 - used as a function
    """Beats to x."""

    def __init__(self, beats: int, right: float = RIGHT) -> None:
        self.per_beat = (right - LEFT) / max(beats, 1)

    def __call__(self, beat: float) -> float:
        return LEFT + beat * self.per_beat


def _most(values: np.ndarray) -> str:
    beat = int(values.argmax())
    return link(beat, f"{values[beat]} in beat {beat}")


def _cells(apart: int) -> str:
    return "&ndash;" if apart == NOBODY else f"{apart}"


def _words(beat: int, rates: np.ndarray, fears: np.ndarray, health: np.ndarray, apart: np.ndarray) -> str:
    """The numbers of a beat, as the pointer meets them."""
    if beat >= len(rates):
        return f"beat {beat}"
    near = "" if apart[beat] == NOBODY else f", nearest {apart[beat]}"
    return f"beat {beat}: heart {rates[beat]}, fear {fears[beat]}, health {health[beat]}{near}"


def _bites(past: History, seat: int) -> list[int]:
    return [*dict.fromkeys(happening.beat for happening in past.of(codes.BITTEN) if happening.whom == seat)]


def _lines(strip: Strip, values: Sequence[int | None], x: _scale) -> list[str]:
    """A line over the beats, with gaps where there is nobody."""
    runs = groupby(enumerate(values), lambda each: each[1] is not None)
    return [
        svg.polyline([(x(beat), strip.y(value)) for beat, value in run if value is not None], class_="line")
        for known, run in runs
        if known
    ]


def _end(past: History, seat: int, foot: float) -> list[str]:
    """Where somebody went out of the game, and how."""
    last, fate = past.last_beat(seat), past.fate(seat)
    if last == past.beats and fate in STAYED:
        return []
    x = _scale(past.beats)(last)
    ink = "red" if fate.startswith(("died", "turned")) else "black"
    anchor, shift = ("end", -4) if last > past.beats * 0.6 else ("start", 4)
    line = svg.tag("line", x1=x, x2=x, y1=RATE.top, y2=foot, class_=f"end {ink}")
    return [line, svg.text(x + shift, RATE.foot - 5, fate, class_=ink, text_anchor=anchor)]


def _hits(beats: int, top: float, foot: float, right: float, words: Callable[[int], str]) -> str:
    """Unseen, a column for each beat that leads to it; no narrower than a unit."""
    x = _scale(beats, right)
    every = max(1, round(1 / x.per_beat))
    size = {"y": top, "width": x.per_beat * every, "height": foot - top}
    columns = [(b, svg.tag("rect", x=x(b - every / 2), class_="hit", **size)) for b in range(0, beats + 1, every)]
    return "".join(svg.to_beat(beat, column, words(beat)) for beat, column in columns)


def _grid(beats: int, strip: Strip, rows: Sequence[int]) -> list[str]:
    x, step = _scale(beats, strip.right), svg.round_step(beats, 8)
    across = range(0, beats + 1, step)
    lines = [svg.tag("line", x1=x(b), x2=x(b), y1=strip.top, y2=strip.foot, class_="grid") for b in across]
    for value in rows:
        y = strip.y(value)
        lines.append(svg.tag("line", x1=LEFT, x2=strip.right, y1=y, y2=y, class_="grid"))
        lines.append(svg.text(LEFT - 5, y + 3.5, str(value), class_="small", text_anchor="end"))
    return lines


def _beats(beats: int, strip: Strip) -> list[str]:
    x, step = _scale(beats, strip.right), svg.round_step(beats, 8)
    y = strip.foot + 13
    marks = [svg.text(x(b), y, str(b), class_="small", text_anchor="middle") for b in range(0, beats + 1, step)]
    return [*marks, svg.text(strip.right, strip.foot + 24, "beat", class_="small", text_anchor="end")]


def _tick(x: float, words: str) -> str:
    """A bite: a red tooth under the heart's grid."""
    tooth = f"M{svg.number(x - 3.5)} {svg.number(RATE.foot + 2)}h7l-3.5 9z"
    return svg.tag("path", svg.tag("title", words), d=tooth, class_="mark red")
