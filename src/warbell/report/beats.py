"""The beats of a report: every one has a place in the list of what happened, and all that tells of a beat leads there.

A page that has a player takes the links elsewhere: `#beat-12` is the whole agreement.
"""

from html import escape

from warbell.engine import codes
from warbell.report.history import TOLD, Happening, History

PLAIN = {codes.REFUSED, codes.BUMPED, codes.SWITCHED, codes.LINKED, codes.SHOVED, codes.STRUCK, codes.TENDED}


def link(beat: int, words: str | None = None) -> str:
    """A link to a beat as HTML; `words` are text, its number without them."""
    return f'<a href="#beat-{beat}">{beat if words is None else escape(words)}</a>'


def events(past: History) -> str:
    """Beat by beat what happened, as HTML: the telling kinds, and all of them where somebody asks."""
    everything = [happening for happening in past.happenings if happening.text]
    moments = [happening for happening in everything if happening.kind not in PLAIN]
    whole = (
        f"<details><summary>All {len(everything)} events, with blows, refusals and held-up steps</summary>"
        f'<ol class="log">{"".join(_line(*each) for each in _by_beat(past, everything))}</ol></details>'
    )
    return _anchored(past, moments) + (whole if len(everything) > len(moments) else "")


def _anchored(past: History, moments: list[Happening]) -> str:
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


def _by_beat(past: History, happenings: list[Happening]) -> list[tuple[int, str]]:
    """What was said of each beat of which anything was, as HTML."""
    beats: dict[int, list[str]] = {}
    for happening in happenings:
        words = escape(happening.text)
        if past.harms(happening):
            words = f"<em>{words}</em>"
        elif happening.kind == TOLD:
            words = f"<i>{words}</i>"
        beats.setdefault(happening.beat, []).append(words)
    return [(beat, " ".join(said)) for beat, said in beats.items()]
