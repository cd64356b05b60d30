"""The page of a game whose beats cannot be shown: what its file says, and the orders, on the graph paper."""

from html import escape
from importlib.resources import files

from warbell.engine import RULES_VERSION
from warbell.order_names import name_of
from warbell.replay import Replay
from warbell.report import sheets, svg
from warbell.report.tracks import CELL
from warbell.rollout import ABANDONED, ABANDONED_TEXT


def page(replay: Replay) -> str:
    """The report of a replay without a film as a whole HTML document."""
    header, episode = replay.header, replay.episode
    style = files("warbell.report").joinpath("style.css").read_text(encoding="utf-8")
    endings = {ending.name: ending.text for ending in episode.endings} | {ABANDONED: ABANDONED_TEXT}
    facts = (
        ("Outcome", header.outcome),
        ("Beats", str(header.beats)),
        ("Score", str(header.score)),
        ("Got out", f"{header.saved} of {len(header.seats)}"),
        ("Died", str(header.dead)),
        ("Turned", str(header.turned)),
        ("Seed", str(header.seed)),
        ("Held by", ", ".join(sorted(set(header.minds)))),
        ("Rules", f"version {replay.rules}"),
        ("Written by", f"warbell {header.warbell}"),
    )
    rows = "".join(f"<div><dt>{name}</dt><dd>{escape(value)}</dd></div>" for name, value in facts)
    briefing = "".join(f"<p>{escape(part)}</p>" for part in episode.briefing.split("\n\n"))
    maps = "".join(_map(replay, index) for index in range(len(episode.sheets)))
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(episode.title)}: what its replay says</title>
<style>{style}</style>
</head>
<body>
<header>
<p class="kicker">After-action report &middot; {escape(episode.place)}</p>
<h1>{escape(episode.title)}</h1>
<p>{escape(endings.get(header.ending, ""))}</p>
<p class="unfilmed"><strong>{_why(replay)}</strong></p>
<dl class="facts">{rows}</dl>
</header>
<main id="main">
<section id="briefing" aria-labelledby="briefing-h"><h2 id="briefing-h">The briefing</h2>{briefing}</section>
<section id="map" aria-labelledby="map-h"><h2 id="map-h">The graph paper</h2><div class="sheets">{maps}</div></section>
<section id="orders" aria-labelledby="orders-h"><h2 id="orders-h">What was ordered</h2>{_orders(replay)}</section>
</main>
</body>
</html>
"""


def _why(replay: Replay) -> str:
    """Why no beat can be shown, and what could."""
    if replay.rules == RULES_VERSION:
        return "The beats of this game cannot be shown: its replay holds no film."
    return (
        f"The beats of this game cannot be shown: its replay holds no film, and only a warbell that plays by rules "
        f"version {replay.rules} can play it again. What follows is what the file says."
    )


def _map(replay: Replay, index: int) -> str:
    sheet = replay.episode.sheets[index]
    size = sheet.width * CELL, sheet.height * CELL
    told = f"{sheet.width} by {sheet.height} cells."
    body = sheets.paper(replay.episode, sheet)
    drawn = svg.figure(f"sheet-{index}", size, title=f"Map of {sheet.title}", told=told, body=body, class_="map")
    return f"<figure>{drawn}<figcaption><b>{escape(sheet.title)}</b></figcaption></figure>"


def _orders(replay: Replay) -> str:
    """What each seat was ordered, beat by beat."""
    heads = "".join(f'<th scope="col">{escape(title)}</th>' for title in replay.episode.titles)
    rows = "".join(
        f'<tr><th scope="row">{beat}</th>{"".join(f"<td>{escape(name_of(n, replay.strange))}</td>" for n in row)}</tr>'
        for beat, row in enumerate(replay.orders.tolist(), start=1)
    )
    return (
        '<div class="scroll" tabindex="0" role="group" aria-label="Table, scrolls sideways"><table>'
        "<caption>Each seat's order for each beat, whatever came of it.</caption>"
        f"<thead><tr><td></td>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )
