"""Hearts, fear and noise over the beats, as drawings that read the same in ink and on a screen."""

import numpy as np

from warbell.engine import codes
from warbell.engine.tuning import TUNING
from warbell.report import svg
from warbell.report.history import History

WIDTH, LEFT, RIGHT = 360.0, 30.0, 322.0  # of every chart; the space to the right holds its labels
RATE_TOP, RATE_FOOT, FEAR_TOP, FEAR_FOOT = 22.0, 112.0, 142.0, 188.0
SLOWEST, FASTEST = 40, 200  # beats a minute at the foot and the top of a chart


def heart(past: History, seat: int) -> str:
    """The heart rate and fear of one team member."""
    name = past.episode.titles[seat]
    last = past.last_beat(seat)
    rates, fears = past.rates[: last + 1, seat], past.fears[: last + 1, seat]
    x = _scale(past.beats)
    body = [svg.text(0, 11, name, class_="name")]
    body += _grid(past.beats, RATE_TOP, RATE_FOOT, [(_rate_y(v), str(v)) for v in (60, 100, 140, 180)])
    body += _grid(past.beats, FEAR_TOP, FEAR_FOOT, [(_fear_y(v), str(v)) for v in (0, 50, 100)])
    body += _beats(past.beats, FEAR_FOOT)
    area = [(x(0), FEAR_FOOT), *((x(b), _fear_y(int(v))) for b, v in enumerate(fears)), (x(last), FEAR_FOOT)]
    body.append(svg.polyline(area, class_="area"))
    shake = _fear_y(TUNING.tremble_from)
    body.append(svg.tag("line", x1=LEFT, x2=RIGHT, y1=shake, y2=shake, class_="limit"))
    body.append(svg.text(LEFT + 3, shake - 2, "from here hands shake", class_="small"))
    body.append(svg.polyline([(x(b), _rate_y(int(v))) for b, v in enumerate(rates)], class_="line"))
    body.append(svg.text(x(last) + 4, _rate_y(int(rates[-1])) + 4, f"{rates[-1]}", class_="value"))
    body.append(svg.text(x(last) + 4, min(_fear_y(int(fears[-1])) + 4, FEAR_FOOT), f"{fears[-1]}", class_="value"))
    body.append(svg.text(RIGHT, RATE_TOP - 9, "heart, beats a minute", class_="small", text_anchor="end"))
    body.append(svg.text(LEFT, FEAR_TOP - 5, "fear, 0 to 100", class_="small"))
    for happening in past.of(codes.BITTEN):
        if happening.whom == seat:
            body.append(_tick(x(happening.beat), f"bitten, beat {happening.beat}"))
    fate = past.fate(seat)
    if last < past.beats or fate not in {"alive", "down, alive"}:
        lost = fate.startswith(("died", "turned"))
        ink = "red" if lost else "black"
        body.append(svg.tag("line", x1=x(last), x2=x(last), y1=RATE_TOP, y2=FEAR_FOOT, class_=f"end {ink}"))
        late = last > past.beats * 0.6
        anchor, shift = ("end", -4) if late else ("start", 4)
        body.append(svg.text(x(last) + shift, RATE_FOOT - 5, fate, class_=ink, text_anchor=anchor))
    told = (
        f"Heart {rates[0]} beats a minute at the start, at most {rates.max()} in beat {rates.argmax()}, {rates[-1]} at"
        f" the end. Fear {fears[0]} at the start, at most {fears.max()} in beat {fears.argmax()}. {fate.capitalize()}."
    )
    return svg.figure(
        f"heart-{seat}",
        (WIDTH, FEAR_FOOT + 26),
        title=f"Heart and fear of {name}",
        told=told,
        body="".join(body),
        class_="chart",
    )


def noise(past: History) -> str:
    """The loudest thing in infected ears, beat by beat."""
    wide, top, foot = 900.0, 32.0, 150.0
    right = wide - 10
    x = _scale(past.beats, right)
    most = max(12, int(past.noise.max(initial=0)))

    def y(cells: float) -> float:
        return foot - (foot - top) * cells / most

    step = svg.round_step(most, 4)
    body = _grid(past.beats, top, foot, [(y(v), str(v)) for v in range(0, most + 1, step)], right)
    body += _beats(past.beats, foot, right)
    body.append(svg.text(0, 9, "loudness, cells", class_="small"))
    width = max((right - LEFT) / max(past.beats, 1) - 0.6, 0.6)
    body += [
        svg.tag("rect", x=x(b) - width / 2, y=y(int(v)), width=width, height=foot - y(int(v)), class_="bar")
        for b, v in enumerate(past.noise)
        if v > 0
    ]
    labels = svg.Labels(11, (wide, foot))
    for beat in _peaks(past.noise):
        cells = int(past.noise[beat])
        body.append(labels.place(x(beat), y(cells) - 6, f"{cells} in beat {beat}", 3, "value"))
    silent = int((past.noise[1:] == 0).sum())
    loudest = f"At most {past.noise.max(initial=0)} cells, in beat {past.noise.argmax()}"
    return svg.figure(
        "noise",
        (wide, foot + 26),
        title="Loudness over the beats",
        told=f"{loudest}; {silent} of {past.beats} beats silent.",
        body="".join(body),
        class_="chart",
    )


def _peaks(noise_of: np.ndarray) -> list[int]:
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


def _rate_y(rate: int) -> float:
    return RATE_FOOT - (RATE_FOOT - RATE_TOP) * (rate - SLOWEST) / (FASTEST - SLOWEST)


def _fear_y(fear: int) -> float:
    return FEAR_FOOT - (FEAR_FOOT - FEAR_TOP) * fear / 100


def _grid(beats: int, top: float, foot: float, rows: list[tuple[float, str]], right: float = RIGHT) -> list[str]:
    x, step = _scale(beats, right), svg.round_step(beats, 8)
    lines = [svg.tag("line", x1=x(b), x2=x(b), y1=top, y2=foot, class_="grid") for b in range(0, beats + 1, step)]
    for y, label in rows:
        lines.append(svg.tag("line", x1=LEFT, x2=right, y1=y, y2=y, class_="grid"))
        lines.append(svg.text(LEFT - 5, y + 3.5, label, class_="small", text_anchor="end"))
    return lines


def _beats(beats: int, foot: float, right: float = RIGHT) -> list[str]:
    x, step = _scale(beats, right), svg.round_step(beats, 8)
    marks = [svg.text(x(b), foot + 13, str(b), class_="small", text_anchor="middle") for b in range(0, beats + 1, step)]
    return [*marks, svg.text(right, foot + 24, "beat", class_="small", text_anchor="end")]


def _tick(x: float, words: str) -> str:
    """A bite: a red tooth under the heart's grid."""
    tooth = f"M{svg.number(x - 3.5)} {svg.number(RATE_FOOT + 2)}h7l-3.5 9z"
    return svg.tag("path", svg.tag("title", words), d=tooth, class_="mark red")
