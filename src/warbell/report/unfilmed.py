"""The page of a game whose beats cannot be shown: what its file says, and the orders, on the graph paper."""

from html import escape

from warbell.engine import RULES_VERSION
from warbell.order_names import name_of
from warbell.replay import Replay
from warbell.report import sheets, svg
from warbell.report.document import document, facts, paragraphs, section
from warbell.report.tables import table
from warbell.report.tracks import CELL
from warbell.rollout import ABANDONED, ABANDONED_TEXT


def page(replay: Replay) -> str:
    """The report of a replay without a film as a whole HTML document."""
    header, episode = replay.header, replay.episode
    endings = {ending.name: ending.text for ending in episode.endings} | {ABANDONED: ABANDONED_TEXT}
    rows = [
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
    ]
    maps = "".join(_map(replay, index) for index in range(len(episode.sheets)))
    heading = f"""<p class="kicker">After-action report &middot; {escape(episode.place)}</p>
<h1>{escape(episode.title)}</h1>
<p>{escape(endings.get(header.ending, ""))}</p>
<p class="unfilmed"><strong>{_why(replay)}</strong></p>
{facts(rows)}"""
    sections = [
        section("briefing", "The briefing", paragraphs(episode.briefing)),
        section("map", "The graph paper", f'<div class="sheets">{maps}</div>'),
        section("orders", "What was ordered", _orders(replay)),
    ]
    return document(f"{episode.title}: what its replay says", heading=heading, sections=sections)


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
    return table(
        "Each seat's order for each beat, whatever came of it.",
        ["", *map(escape, replay.episode.titles)],
        [
            [str(beat), *(escape(name_of(order, replay.strange)) for order in row)]
            for beat, row in enumerate(replay.orders.tolist(), start=1)
        ],
    )
