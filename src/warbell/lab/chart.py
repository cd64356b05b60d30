"""The picture of an ablation: a bar a row with its interval, the plan as written as a line through all of them."""

from itertools import groupby

from warbell.lab.ablate import Ablation, Row
from warbell.report import svg

WIDE, LEFT, RIGHT, HIGH = 900.0, 400.0, 70.0, 17.0  # units: the drawing, the names, the numbers, a row
STYLE = (
    "text{font:11px sans-serif;fill:#222}.group{font-weight:bold}.axis{stroke:#bbb;stroke-width:.5}.bar{fill:#7a8fb0}"
    ".interval{stroke:#222;stroke-width:1.2}.plan{stroke:#a33;stroke-width:1;stroke-dasharray:4 3}.paper{fill:#fdfcf7}"
    ".small{fill:#666}@media(prefers-color-scheme:dark){text{fill:#ddd}.axis{stroke:#555}.bar{fill:#54688a}"
    ".interval{stroke:#eee}.plan{stroke:#e77}.paper{fill:#1b1c1e}.small{fill:#aaa}}"
)


def chart(result: Ablation) -> str:
    """An SVG document, of rates won in per cent."""
    body, y = "", 40.0
    for group, rows in groupby(result.rows, lambda row: row.group):
        body += svg.text(8, y + 12, group, class_="group")
        y += HIGH
        for row in rows:
            body += _row(row, y)
            y += HIGH
        y += 6
    plan = result.rows[0]
    x = _x(plan.won.value)
    axis = "".join(
        svg.polyline([(_x(rate), 30), (_x(rate), y)], class_="axis")
        + svg.text(_x(rate), 26, f"{rate}", text_anchor="middle", class_="small")
        for rate in range(0, 101, 20)
    )
    first, last = result.seeds
    title = (
        f"{result.episode}: games won, per cent, seeds {first} to {last - 1}, with 95 % intervals; dashed: as written"
    )
    told = f"As written the plan wins {plan.won.value:.0f} per cent. ablation.csv has all of it in numbers."
    paper = svg.tag("rect", x=0, y=0, width=WIDE, height=y + 10, class_="paper")
    line = svg.polyline([(x, 30), (x, y)], class_="plan")
    head = svg.text(8, 14, title, class_="group") + svg.text(
        WIDE - 8, 14, "won (score)", text_anchor="end", class_="small"
    )
    drawn = svg.tag("style", STYLE) + paper + head + axis + body + line
    picture = svg.figure("ablation", (WIDE, y + 10), title=title, told=told, body=drawn, class_="ablation")
    return picture.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)


def _x(rate: float) -> float:
    return LEFT + (WIDE - LEFT - RIGHT) * rate / 100


def _row(row: Row, y: float) -> str:
    middle = y + HIGH / 2
    wide = max(0.5, _x(row.won.value) - LEFT)
    return (
        svg.text(20, y + 12, row.name)
        + svg.tag("rect", x=LEFT, y=y + 3, width=wide, height=HIGH - 6, class_="bar")
        + svg.polyline([(_x(row.won.low), middle), (_x(row.won.high), middle)], class_="interval")
        + svg.text(WIDE - RIGHT + 8, y + 12, f"{row.won.value:.0f}  ({row.score.value:.0f})", class_="small")
    )
