"""Why: for each harm the chain of what led to it, in words and numbered on a piece of the map."""

from collections.abc import Mapping
from dataclasses import replace
from html import escape

from warbell.encode import words
from warbell.episodes import SheetInfo
from warbell.report import sheets, svg
from warbell.report.beats import link
from warbell.report.causes import chains
from warbell.report.chain import Cell, Chain
from warbell.report.history import History
from warbell.report.tracks import CELL, inside, middle
from warbell.whatif import MARGIN, Chance

AROUND = 5  # cells around the places of a chain that are drawn
LEAST = (12, 18)  # rows and columns a piece of the map has at least


def why(past: History, found: Mapping[int, Chance]) -> str:
    """Every harm with its causes, as HTML; `found` are the last chances of those who died or turned."""
    every = chains(past)
    if not every:
        return "<p>Nobody came to harm.</p>"
    notes = (
        "<p>Each chain is read from its top: what somebody did, set or lit, who noticed it and came, what came of that,"
        " and what was done about it. The numbers are where it happened; a dotted line is the way of whoever came.</p>"
    )
    return notes + "".join(_chain(past, chain, k, found.get(chain.seat)) for k, chain in enumerate(every))


def _chain(past: History, chain: Chain, number: int, chance: Chance | None) -> str:
    items = "".join(
        f"<li>{link(each.beat)} <span>{f'<em>{escape(each.text)}</em>' if each.harm else escape(each.text)}</span></li>"
        for each in chain.links
    )
    known = chance is not None and chance.end == chain.ends
    last = _chance(past, chance) if chance is not None and known else ""
    drawn = "".join(_map(past, chain, number, sheet) for sheet in past.episode.sheets)
    ends = " data-death" if chain.ends >= 0 and past.is_seat(chain.seat) else ""
    told = f'<h3>{escape(chain.title)}</h3><ol class="causes">{items}</ol>{last}'
    return f'<div class="chain"{ends}><div>{told}</div>{drawn}</div>'


def _chance(past: History, chance: Chance) -> str:
    """The last order that would have changed it."""
    who, until = escape(past.episode.titles[chance.seat]), chance.end + MARGIN
    others = f"{chance.ways} of {chance.of} would have" if chance.ways > 1 else "it is the only one"
    given, instead = words.order(chance.given), words.order(chance.instead)
    return (
        f'<p class="chance"><b>The last order that would have changed it:</b> in beat {link(chance.beat)}'
        f" “{escape(instead)}” instead of “{escape(given)}”. All other orders as they were, {who} would neither"
        f" have died nor turned by beat {until}; of other orders in that beat {others}.</p>"
    )


def _map(past: History, chain: Chain, number: int, sheet: SheetInfo) -> str:
    """The piece of a sheet on which the chain happened; "" if none of it did there."""
    cells = [each.cell for each in chain.links if inside(sheet, *each.cell)]
    if not cells:
        return ""
    ways = [[cell for cell in way if inside(sheet, *cell)] for way in chain.hunts]
    part = _piece(sheet, [*cells, *(cell for way in ways for cell in way)])
    size = (part.width * CELL, part.height * CELL)
    scale = max(1.0, part.width / 32)  # texts of a large piece grow with it, to stay readable
    labels = svg.Labels(8.5 * scale, size)
    body = sheets.paper(past.episode, part)
    for way in ways:
        if len(way) > 1:
            body += svg.polyline([middle(part, *cell) for cell in way], class_="hunt")
    places: dict[Cell, list[int]] = {}
    for k, each in enumerate(chain.links, start=1):
        if inside(part, *each.cell):
            places.setdefault(each.cell, []).append(k)
    harmed = {each.cell for each in chain.links if each.harm}
    for cell in places:
        x, y = middle(part, *cell)
        labels.block(x, y, 3.5 * scale)
        body += svg.tag("circle", cx=x, cy=y, r=3.2 * scale, class_=f"place{' red' if cell in harmed else ''}")
    for cell, numbers in places.items():
        body += labels.put(*middle(part, *cell), _spans(numbers), 6 * scale, f"when{' red' if cell in harmed else ''}")
    title = f"{chain.title}: where it happened on {sheet.title}"
    drawn = svg.figure(f"why-{number}-{sheet.name}", size, title=title, body=body, class_="map")
    caption = f"<figcaption>{escape(sheet.title)}</figcaption>"
    return f'<figure style="width:{min(part.width * 16, 520)}px">{drawn}{caption}</figure>'


def _piece(sheet: SheetInfo, cells: list[Cell]) -> SheetInfo:
    """The part of a sheet around some cells."""
    edges = []
    for axis, least, start, length in ((0, LEAST[0], sheet.top, sheet.height), (1, LEAST[1], sheet.left, sheet.width)):
        low, high = min(cell[axis] for cell in cells) - AROUND, max(cell[axis] for cell in cells) + AROUND
        more = max(0, least - (high - low + 1))
        low, high = low - more // 2, high + more - more // 2
        low = max(start, min(low, start + length - (high - low + 1)))
        edges.append((low, min(high, start + length - 1)))
    (top, bottom), (left, right) = edges
    return replace(sheet, top=top, left=left, height=bottom - top + 1, width=right - left + 1)


def _spans(numbers: list[int]) -> str:
    """Numbers with those in a row as one: 1 to 3 and 5."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and spans[-1][-1] == number - 1:
            spans[-1].append(number)
        else:
            spans.append([number])
    return ", ".join(str(span[0]) if len(span) == 1 else f"{span[0]}\u2013{span[-1]}" for span in spans)
