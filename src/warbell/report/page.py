"""The after-action page: one HTML file that needs nothing but itself."""

from base64 import b64encode
from collections import Counter
from html import escape
from importlib.resources import files

from warbell.engine import RULES_VERSION, codes
from warbell.replay import Replay
from warbell.report import charts, sheets
from warbell.report.history import TOLD, History, history
from warbell.report.ledger import Rescue, deeds, rescues
from warbell.team import handovers

VERDICTS = {"won": "Won", "lost": "Lost", "timeout": "Out of time", "abandoned": "Abandoned"}
PLAIN = {codes.REFUSED, codes.BUMPED, codes.SWITCHED, codes.LINKED, codes.SHOVED, codes.STRUCK, codes.TENDED}


def page(replay: Replay) -> str:
    """The report of a replay as a whole HTML document."""
    past = history(replay)
    folder = files("warbell.report")
    style = folder.joinpath("style.css").read_text(encoding="utf-8")
    icon = b64encode(folder.joinpath("icon.svg").read_bytes()).decode()  # or browsers would ask the server for one
    title = f"{past.episode.title}: {VERDICTS[past.header.outcome].lower()} in beat {past.beats}"
    focus = "".join(
        f'body:has(#only-{seat}:checked) .sheets [class*="seat-"]:not(.seat-{seat}){{display:none}}'
        for seat in range(len(past.episode.seats))
    )
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<link rel="icon" href="data:image/svg+xml;base64,{icon}">
<style>{style}{focus}</style>
</head>
<body>
<a class="skip" href="#main">To the report</a>
{_heading(past)}
<main id="main">
{_section("map", "Where everybody went", _maps(past))}
{_section("hearts", "Hearts", _hearts(past))}
{_section("noise", "Noise", _noise(past))}
{_section("deeds", "Who did what for whom", _deeds(past))}
{_section("ledger", "The ledger", _ledger(past))}
{_section("events", "Beat by beat", _events(past))}
{_section("verify", "How to verify this", _verify(past))}
</main>
<footer><p>Written by warbell {escape(past.header.warbell)} from {escape(past.name)}.</p></footer>
</body>
</html>
"""


SECTIONS = (
    ("map", "Map"), ("hearts", "Hearts"), ("noise", "Noise"), ("deeds", "Deeds"), ("ledger", "Ledger"),
    ("events", "Events"), ("verify", "Verify"),
)  # fmt: skip


def _section(key: str, title: str, body: str) -> str:
    return f'<section id="{key}" aria-labelledby="{key}-h"><h2 id="{key}-h">{title}</h2>\n{body}</section>'


def _heading(past: History) -> str:
    header, episode = past.header, past.episode
    facts = (
        ("Beats", f"{past.beats}"),
        ("Score", f"{header.score}"),
        ("Got out", f"{header.saved} of {len(episode.seats)}"),
        ("Died", f"{header.dead}"),
        ("Turned", f"{header.turned}"),
        ("Seed", f"{header.seed}"),
        ("Held by", ", ".join(sorted(set(header.minds)))),
        *(("Branched", text) for text in handovers(header)),
    )
    rows = "".join(f"<div><dt>{name}</dt><dd>{escape(value)}</dd></div>" for name, value in facts)
    fates = "".join(
        f"<li{' class=lost' if _lost(past, seat) else ''}><b>{escape(title)}</b> {escape(past.fate(seat))}</li>"
        for seat, title in enumerate(episode.titles)
    )
    links = "".join(f'<li><a href="#{key}">{name}</a></li>' for key, name in SECTIONS)
    verdict = VERDICTS[header.outcome]
    briefing = "".join(f"<p>{escape(part)}</p>" for part in episode.briefing.split("\n\n"))
    return f"""<header>
<p class="kicker">After-action report &middot; {escape(episode.place)}</p>
<h1>{escape(episode.title)}</h1>
<p class="verdict {header.outcome}"><strong>{verdict}.</strong> {escape(past.ending)}</p>
<ul class="fates">{fates}</ul>
<details><summary>The briefing</summary>{briefing}</details>
<dl class="facts">{rows}</dl>
<nav aria-label="Contents"><ul>{links}</ul></nav>
</header>"""


def _lost(past: History, seat: int) -> bool:
    return bool(past.states[-1, seat] == codes.DEAD or codes.IS_INFECTED[past.natures[-1, seat]])


def _figure(drawing: str, caption: str, *, least: int = 0, most: int = 0) -> str:
    """A drawing at least `least` pixels wide, scrolling where the page is narrower, and at most `most`."""
    if least:
        drawing = (
            f'<div class="scroll" tabindex="0" role="group" aria-label="Drawing, scrolls sideways">'
            f'<div style="min-width:{least}px">{drawing}</div></div>'
        )
    size = f' style="width:{most}px"' if most else ""
    return f"<figure{size}>{drawing}<figcaption>{caption}</figcaption></figure>"


def _maps(past: History) -> str:
    every = "".join(
        f'<label><input type="radio" name="only" id="only-{seat}"> {escape(title)}</label>'
        for seat, title in enumerate(past.episode.titles)
    )
    choice = (
        '<fieldset class="choice"><legend>Show the way of</legend><label>'
        f'<input type="radio" name="only" checked> everybody</label>{every}</fieldset>'
    )
    drawings = "".join(_map(past, index) for index in range(len(past.episode.sheets)))
    notes = (
        "<p>A line starts at the ring and ends at the disc with the initial; it darkens with time, and numbers along it"
        " are beats. Shaded ground is unlit. Dotted lines are the rounds of the drones. Red is harm.</p>"
    )
    return notes + choice + sheets.legend(past) + f'<div class="sheets">{drawings}</div>'


def _map(past: History, index: int) -> str:
    sheet = past.episode.sheets[index]
    part = sheets.seen_part(past, sheet)
    caption = f"<b>{escape(sheet.title)}</b>, {sheet.width} by {sheet.height} m"
    if part != sheet:
        caption += f"; here, the {part.width} by {part.height} m around everybody's ways"
    return _figure(sheets.sheet_map(past, index), f"{caption}.", least=min(part.width * 14, 1100), most=part.width * 19)


def _hearts(past: History) -> str:
    notes = (
        "<p>The line is the heart rate, the grey field below it fear. A red tooth is a bite. Past the dotted line hands"
        " shake, and orders may come a beat late.</p>"
    )
    every = "".join(f"<figure>{charts.heart(past, seat)}</figure>" for seat in range(len(past.episode.seats)))
    return f'{notes}<div class="hearts of-{len(past.episode.seats)}">{every}</div>'


def _noise(past: History) -> str:
    caption = "The loudest sound of each beat that infected could hear, in cells: how far it carries over open ground."
    return _figure(charts.noise(past), caption, least=760)


def _table(caption: str, heads: list[str], rows: list[list[str]]) -> str:
    """A table whose first column heads its rows; cells are HTML."""
    top = "".join(f'<th scope="col">{head}</th>' for head in heads)
    body = "".join(
        f'<tr><th scope="row">{row[0]}</th>{"".join(f"<td>{cell}</td>" for cell in row[1:])}</tr>' for row in rows
    )
    return (
        '<div class="scroll" tabindex="0" role="group" aria-label="Table, scrolls sideways"><table>'
        f"<caption>{caption}</caption><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _deeds(past: History) -> str:
    done, titles = deeds(past), [escape(title) for title in past.episode.titles]
    if not done:
        return "<p>Nobody did anything for anybody.</p>"
    rows = [
        [
            title,
            *("&ndash;" if who == whom else _times(done.get((who, whom), Counter())) for whom in range(len(titles))),
        ]
        for who, title in enumerate(titles)
    ]
    return _table("Rows did it, columns had it done for them.", ["", *(f"for {title}" for title in titles)], rows)


def _times(counts: Counter[str]) -> str:
    return "<br>".join(f"{escape(deed)}{f' {n}&times;' if n > 1 else ''}" for deed, n in sorted(counts.items()))


def _ledger(past: History) -> str:
    saved = rescues(past)
    if not saved:
        return "<p>No rescue, and no price.</p>"
    caption = (
        "Every rescue and its price: what the rescuer lost in health and used up, the loudest sound meanwhile, and"
        " whether it was the end of the rescuer, up to ten beats later; and what became of the rescued."
    )
    return _table(
        caption,
        ["Rescue", "Beats", "Health", "Supplies", "Noise", "Lives", "And then"],
        [_entry(past, r) for r in saved],
    )


def _entry(past: History, rescue: Rescue) -> list[str]:
    who, whom = (escape(past.episode.titles[seat]) for seat in (rescue.who, rescue.whom))
    return [
        f"{who} {rescue.deed} {whom}",
        f"{rescue.first}" if rescue.first == rescue.last else f"{rescue.first}&ndash;{rescue.last}",
        f"<em>&minus;{rescue.health}</em>" if rescue.health else "0",
        escape(rescue.supplies),
        f"{rescue.noise} cells",
        f"<em>{escape(', '.join(rescue.lives))}</em>" if rescue.lives else "none",
        f"{whom} {'was ' if past.fate(rescue.whom).endswith('alive') else ''}{past.fate(rescue.whom)}",
    ]


def _events(past: History) -> str:
    moments = [happening for happening in past.happenings if happening.kind not in PLAIN]
    rest = len(past.happenings) - len(moments)
    whole = (
        f"<details><summary>All {len(past.happenings)} events, with blows, refusals and held-up steps</summary>"
        f"{_beats(past, set())}</details>"
    )
    return _beats(past, PLAIN) + (whole if rest else "")


def _beats(past: History, without: set[int]) -> str:
    beats: dict[int, list[str]] = {}
    for happening in past.happenings:
        if happening.text and happening.kind not in without:
            words = escape(happening.text)
            if past.harms(happening):
                words = f"<em>{words}</em>"
            elif happening.kind == TOLD:
                words = f"<i>{words}</i>"
            beats.setdefault(happening.beat, []).append(words)
    items = "".join(f"<div><dt>{beat}</dt><dd>{' '.join(said)}</dd></div>" for beat, said in beats.items())
    return f'<dl class="log">{items}</dl>' if items else "<p>Nothing happened.</p>"


def _verify(past: History) -> str:
    header = past.header
    other = f"With a warbell that plays by rules version {past.rules}, anybody"
    who = "Anybody" if past.rules == RULES_VERSION else other
    return f"""<p>This page was drawn from the film in a replay. {who} can play it again and compare every beat:</p>
<pre tabindex="0"><code>./dev warbell verify {escape(past.name)}</code></pre>
<dl class="digests">
<div><dt>Episode</dt><dd>{escape(header.episode)}, seed {header.seed}</dd></div>
<div><dt>Digest of the episode</dt><dd><code>{escape(header.episode_digest)}</code></dd></div>
<div><dt>Digest of the last world</dt><dd><code>{header.digest:016x}</code></dd></div>
</dl>"""
