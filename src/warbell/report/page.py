"""The after-action page of a game whose beats can be shown."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from html import escape

from warbell.belief.marks import Forecast
from warbell.engine import RULES_VERSION, codes
from warbell.replay import Replay
from warbell.report import beats, charts, outcome, sheets, tables
from warbell.report.account import Account, account
from warbell.report.document import document, facts, paragraphs, scrolling, section
from warbell.report.guesses import guesses
from warbell.report.history import History, history
from warbell.report.rescued import rescued
from warbell.report.why import why
from warbell.team import handovers
from warbell.whatif import Chance

VERDICTS = {"won": "Won", "lost": "Lost", "timeout": "Out of time", "abandoned": "Abandoned"}


def page(
    replay: Replay,
    chances: Mapping[int, Chance] | None = None,
    forecasts: Sequence[Forecast] = (),
    *,
    sealed: bool = False,
) -> str:
    """The report of a replay as a whole HTML document; `chances` as `whatif` finds them, `forecasts` as a room has.

    `sealed` leaves out the seed, while others are to play the same night.
    """
    past = history(replay)
    told = account(past)
    bodies = {
        "goals": outcome.goals(told) + outcome.score(told, past.header.score),
        "why": why(past, chances or {}),
        "map": _maps(past),
        "hearts": _hearts(past),
        "noise": _noise(past),
        "cues": tables.timing(past),
        "deeds": tables.deeds(past),
        "ledger": rescued(past),
        **({"marks": guesses(past, forecasts)} if forecasts else {}),
        "events": beats.events(past),
        **({} if sealed else {"verify": _verify(past)}),
    }
    focus = "".join(
        f'#map:has(#only-{seat}:checked) .sheets [class*="seat-"]:not(.seat-{seat}){{display:none}}'
        for seat in range(len(past.episode.seats))
    )
    return document(
        f"{past.episode.title}: {VERDICTS[past.header.outcome].lower()} in beat {past.beats}",
        heading=_heading(past, told, bodies, sealed=sealed),
        sections=[section(key, title, bodies[key]) for key, _, title in SECTIONS if key in bodies],
        style=focus,
        footer=f"<footer><p>Written by warbell {escape(past.header.warbell)} from {escape(past.name)}.</p></footer>\n",
    )


SECTIONS = (  # the key, the name in the contents, and the title
    ("goals", "Goals", "Goals and score"),
    ("why", "Why", "Why it came to harm"),
    ("map", "Map", "Where everybody went"),
    ("hearts", "Hearts", "Hearts"),
    ("noise", "Noise", "Noise"),
    ("cues", "Timing", "Timing"),
    ("deeds", "Deeds", "Who did what for whom"),
    ("ledger", "Ledger", "The ledger"),
    ("marks", "Guesses", "What was thought to be unseen"),
    ("events", "Events", "Beat by beat"),
    ("verify", "Verify", "How to verify this"),
)


def _heading(past: History, told: Account, shown: Collection[str], *, sealed: bool) -> str:
    header, episode = past.header, past.episode
    rows = [
        ("Beats", f"{past.beats}"),
        ("Score", f"{header.score}"),
        ("Got out", f"{header.saved} of {len(episode.seats)}"),
        ("Died", f"{header.dead}"),
        ("Turned", f"{header.turned}"),
        ("Seed", "kept until the day is over" if sealed else f"{header.seed}"),
        ("Held by", ", ".join(sorted(set(header.minds)))),
        *(("Branched", text) for text in handovers(header)),
    ]
    seats, others = range(len(episode.seats)), range(len(episode.seats), past.people)
    links = "".join(f'<li><a href="#{key}">{name}</a></li>' for key, name, _ in SECTIONS if key in shown)
    verdict = VERDICTS[header.outcome]
    return f"""<p class="kicker">After-action report &middot; {escape(episode.place)}</p>
<h1>{escape(episode.title)}</h1>
<p class="verdict {header.outcome}"><strong>{verdict}.</strong> {escape(past.ending)}</p>
{outcome.reason(told)}
{_fates(past, seats, "The team")}{_fates(past, others, "People without a seat")}
<details><summary>The briefing</summary>{paragraphs(episode.briefing)}</details>
{facts(rows)}
<nav aria-label="Contents"><ul>{links}</ul></nav>"""


def _fates(past: History, bodies: Iterable[int], label: str) -> str:
    """What became of some people."""
    items = ""
    for body in bodies:
        mark = " class=lost" if _lost(past, body) else ""
        items += f"<li{mark}><b>{escape(past.called(body))}</b> {past.fate(body)}</li>"
    return f'<ul class="fates" aria-label="{label}">{items}</ul>' if items else ""


def _lost(past: History, body: int) -> bool:
    bodies = past.film.bodies
    return bool(bodies["state"][-1, body] == codes.DEAD or codes.IS_INFECTED[bodies["nature"][-1, body]])


def _figure(drawing: str, caption: str, *, least: int = 0, most: int = 0) -> str:
    """A drawing at least `least` pixels wide, scrolling where the page is narrower, and at most `most`."""
    if least:
        drawing = scrolling(drawing, least)
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
    rounds = " Dotted lines are the rounds of the drones." if past.episode.drone_names else ""
    notes = (
        "<p>A line starts at the ring and ends at the disc with the initial; it darkens with time, and numbers along it"
        f" are beats. Shaded ground is unlit.{rounds} Red is harm.</p>"
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
        " shake, and orders may come a beat late. Whoever has no health left is down. The lowest line is how far the"
        " nearest of the team was; it is broken where nobody was on the same sheet. Every place in a plot leads to its"
        " beat.</p>"
    )
    every = "".join(f"<div>{_heart(past, seat)}</div>" for seat in range(len(past.episode.seats)))
    return f'{notes}<div class="hearts of-{len(past.episode.seats)}">{every}</div>'


def _heart(past: History, seat: int) -> str:
    numbers = tables.numbers(f"{past.episode.titles[seat]}, beat by beat", *charts.person_numbers(past, seat))
    return _figure(charts.person(past, seat), charts.person_told(past, seat)) + numbers


def _noise(past: History) -> str:
    notes = "The loudest sound of each beat that infected could hear, in cells: how far it carries over open ground."
    numbers = tables.numbers("Noise, beat by beat", *charts.noise_numbers(past))
    return f"<p>{notes}</p>{_figure(charts.noise(past), charts.noise_told(past), least=760)}{numbers}"


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
