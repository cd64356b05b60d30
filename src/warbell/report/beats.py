"""The beats of a report: every one has a place in the list of what happened, and all that tells of a beat leads there.

A page that has a player takes the links elsewhere: `#beat-12` is the whole agreement.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from warbell.engine import codes
from warbell.report.history import TOLD, Happening, History

PLAIN = {codes.REFUSED, codes.BUMPED, codes.SWITCHED, codes.LINKED, codes.SHOVED, codes.STRUCK, codes.TENDED}
PAUSE = 3  # beats after which what happens again is another story


def link(beat: int, words: str | None = None) -> str:
    """A link to a beat as HTML; `words` are text, its number without them."""
    return f'<a href="#beat-{beat}">{beat if words is None else escape(words)}</a>'


def events(past: History) -> str:
    """Beat by beat what happened, as HTML: the telling kinds, and all of them where somebody asks."""
    everything = [happening for happening in past.happenings if happening.text]
    moments = _stretches(past, [happening for happening in everything if happening.kind not in PLAIN])
    whole = (
        f"<details><summary>All {len(everything)} events, with blows, refusals and held-up steps</summary>"
        f'<ol class="log">{"".join(_line(*each) for each in _by_beat(past, map(Stretch, everything)))}</ol></details>'
    )
    return _anchored(past, moments) + (whole if len(everything) > len(moments) else "")


@dataclass
class Stretch:
    """A happening, how often it happened until it paused, and the last beat in which it did."""

    first: Happening
    last: int = 0
    times: int = 1


def _stretches(past: History, moments: list[Happening]) -> list[Stretch]:
    """What happens again and again is told once, as a hand held up for many beats; but harm whenever it is done."""
    found: list[Stretch] = []
    opened: dict[str, Stretch] = {}
    for moment in moments:
        before = opened.get(moment.text)
        if before and moment.beat - before.last <= PAUSE and not past.harms(moment):
            before.last, before.times = moment.beat, before.times + 1
        else:
            opened[moment.text] = Stretch(moment, moment.beat)
            found.append(opened[moment.text])
    return found


def _anchored(past: History, moments: list[Stretch]) -> str:
    """The list that links lead to: a beat without a line of its own is found at the line before, or at the first."""
    lines = _by_beat(past, moments)
    starts = [0, *(beat for beat, _ in lines[1:]), past.beats + 1]
    if not lines:
        return f"<p>Nothing happened.{_anchors(range(past.beats + 1))}</p>"
    items = "".join(_line(beat, said, _anchors(range(*starts[k : k + 2]))) for k, (beat, said) in enumerate(lines))
    return f'<ol class="log">{items}</ol>'


def _anchors(beats: range) -> str:
    return "".join(f'<i id="beat-{beat}"></i>' for beat in beats)


def _line(beat: int, said: str, anchors: str = "") -> str:
    return f'<li>{anchors}<a href="#beat-{beat}"><b>{beat}</b> <span>{said}</span></a></li>'


def _by_beat(past: History, stretches: Iterable[Stretch]) -> list[tuple[int, str]]:
    """What was said of each beat of which anything was, as HTML."""
    beats: dict[int, list[str]] = {}
    for stretch in stretches:
        happening, words = stretch.first, escape(stretch.first.text)
        if past.harms(happening):
            words = f"<em>{words}</em>"
        elif happening.kind == TOLD:
            words = f"<i>{words}</i>"
        if stretch.times > 1:
            words += f" <small>({stretch.times} times, to beat {stretch.last})</small>"
        beats.setdefault(happening.beat, []).append(words)
    return [(beat, " ".join(said)) for beat, said in beats.items()]
