"""Lives as lines over the beats: who was in danger from when to when, who ended it, and what became of them."""

from collections.abc import Sequence

from warbell.report import svg
from warbell.report.dangers import Danger
from warbell.report.history import History
from warbell.report.lives import Life

WIDTH, LEFT, RIGHT = 900.0, 108.0, 738.0  # what became of somebody stands to the right
TOP, LANE, GAP = 16.0, 17.0, 13.0  # above the first line; a danger; between two lives
BAND = 5.0  # how thick a danger is drawn
LETTER = 6.2  # how wide a letter of its name is


def lifelines(past: History, lives: Sequence[Life]) -> str:
    """The drawing; what it tells stands in sentences below it."""
    body: list[str] = []
    foot, step = TOP, svg.round_step(past.beats, 10)
    per_beat = (RIGHT - LEFT) / max(past.beats, 1)
    for life in lives:
        lanes = _lanes(life.dangers, per_beat)
        line = foot + LANE * (1 + max((lane for lane, _ in lanes), default=0)) - 3
        body += _life(past, life, lanes, line, per_beat)
        foot = line + GAP
    grid = [
        svg.tag("line", x1=LEFT + b * per_beat, x2=LEFT + b * per_beat, y1=TOP - 4, y2=foot - 4, class_="grid")
        + svg.text(LEFT + b * per_beat, foot + 9, f"{b}", class_="small", text_anchor="middle")
        for b in range(0, past.beats + 1, step)
    ]
    body.append(svg.text(RIGHT, TOP - 7, "beat", class_="small", text_anchor="end"))
    return svg.figure(
        "lives",
        (WIDTH, foot + 14),
        title="Every life over the beats",
        body="".join((*grid, *body)),
        class_="chart lives",
    )


def _life(past: History, life: Life, lanes: Sequence[tuple[int, bool]], line: float, per_beat: float) -> list[str]:
    """The name, the line, the dangers above it, what ended them, and the end."""
    fate = past.fate(life.whom)
    ink = "red" if fate.startswith(("died", "turned")) else "black"
    x = LEFT + max(life.last, 0) * per_beat
    drawn = [
        svg.text(LEFT - 8, line + 4, past.called(life.whom), class_="value", text_anchor="end"),
        svg.tag("line", x1=LEFT, x2=x, y1=line, y2=line, class_="line"),
        svg.tag("line", x1=x, x2=x, y1=line - 6, y2=line + 6, class_=f"end {ink}"),
        svg.text(RIGHT + 8, line + 4, fate, class_=ink),
    ]
    for danger, (lane, named) in zip(life.dangers, lanes, strict=True):
        first, last = LEFT + danger.began * per_beat, LEFT + min(danger.ended, past.beats) * per_beat
        y = line - 8 - LANE * lane
        band = svg.tag("rect", x=first, y=y - BAND / 2, width=max(last - first, 1.5), height=BAND, class_="danger")
        told = f"{past.called(life.whom)} {danger.kind}, from beat {danger.began}"
        name = svg.text(first, y - 4, danger.kind, class_="small") if named else ""
        drawn.append(svg.to_beat(danger.began, band, told) + name)
    for rescue in life.rescues:
        lane, _ = lanes[life.dangers.index(rescue.danger)]
        x, y = LEFT + rescue.danger.ended * per_beat, line - 8 - LANE * lane
        by = {past.called(who)[:1] for deed in rescue.deeds for who in deed.who}
        drawn.append(
            svg.tag("circle", cx=x, cy=y, r=4.5, class_="saved")
            + svg.text(x + 7, y + 4, "".join(sorted(by)), class_="value")
        )
    return drawn


def _lanes(dangers: Sequence[Danger], per_beat: float) -> list[tuple[int, bool]]:
    """For each danger the lowest lane that is free for it and its name, and whether it is named there.

    What befalls somebody again before the name has ended is of the same name.
    """
    lanes: list[tuple[int, float, str]] = []  # the beats until which the last danger of each and its name go, and it
    found = []
    for danger in dangers:
        behind = danger.began + len(danger.kind) * LETTER / per_beat
        for k, (until, written, kind) in enumerate([*lanes, (-1, -1.0, "")]):
            again = kind == danger.kind and danger.began < written
            if until < danger.began and (again or written <= danger.began):
                lanes[k:] = [(danger.ended, written if again else behind, danger.kind), *lanes[k + 1 :]]
                found.append((k, not again))
                break
    return found
