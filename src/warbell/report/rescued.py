"""The ledger in sentences: who was in danger, who ended it, and what it took."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

import numpy as np

from warbell.encode.words import portions
from warbell.report.beats import link
from warbell.report.dangers import Danger
from warbell.report.deeds import listed
from warbell.report.document import scrolling
from warbell.report.history import History
from warbell.report.ledger import Rescue, rescues
from warbell.report.lifelines import lifelines
from warbell.report.lives import Life, lives, prices
from warbell.report.tables import table


def rescued(past: History) -> str:
    """Every life, its dangers, and who ended them at what price, as HTML."""
    found = rescues(past)
    every = lives(past, found)
    if not any(life.dangers for life in every):
        return "<p>Nobody was in danger.</p>"
    notes = (
        "<p>A line is a life, a bar above it a danger. A disc ends a danger that was over by somebody else's deed, with"
        " the initials of whoever did it. What it took is what whoever helped lost and used up from the beat in which"
        " the danger began, not that in which help did, to its end; what befell others meanwhile stands behind it.</p>"
    )
    told = "".join(f"<li>{_life(past, life)}</li>" for life in every if life.dangers)
    drawing = scrolling(lifelines(past, every), 640)
    return f'{notes}{drawing}<ul class="rescues">{told}</ul>{_paid(past, found)}'


def _life(past: History, life: Life) -> str:
    """A life in sentences: what became of it, what ended its dangers, and which nobody ended."""
    ended = {rescue.danger for rescue in life.rescues}
    alone = [f"{danger.kind} {_since(danger)}{_until(past, danger)}" for danger in life.dangers if danger not in ended]
    rest = f"<p>Nobody else ended: {'; '.join(alone)}.</p>" if alone else ""
    head = f"<b>{escape(past.called(life.whom))}</b> {past.fate(life.whom)}."
    return f"<p>{head}</p>{''.join(f'<p>{_told(past, each)}</p>' for each in life.rescues)}{rest}"


def _since(danger: Danger) -> str:
    return f"from beat {link(danger.began)}" if danger.began else f"from the {link(0, 'start')}"


def _until(past: History, danger: Danger) -> str:
    return f" to beat {link(danger.ended)}" if danger.ended <= past.beats else " to the end"


def _told(past: History, rescue: Rescue) -> str:
    danger, beat = rescue.danger, rescue.deeds[-1].beat
    whom = escape(past.called(danger.whom))
    did = escape(", ".join(each.text.rstrip(".") for each in rescue.deeds))
    over = f", and it was over in beat {link(danger.ended)}" if danger.ended > beat else ""
    first = rescue.meant[0].beat
    before = f" The first deed for {whom} was in beat {link(first)}." if first < beat else ""
    span = f"{_since(danger)} to beat {link(danger.ended)}"
    took = escape(listed([*_took(past, rescue)]))
    noise = f"; the loudest sound meanwhile carried {rescue.noise} cells" if rescue.noise else ""
    others = "".join(f" <em>{escape(each)}</em>" for each in _meanwhile(past, rescue))
    return (
        f"{whom} was {danger.kind} {_since(danger)}. {did} in beat {link(beat)}{over}.{before}"
        f" {span[0].upper()}{span[1:]} it took {took}{noise}.{others}"
    )


def _paid(past: History, rescues: Sequence[Rescue]) -> str:
    """Who paid what for whom, as a table."""
    rows = [
        [
            escape(past.called(price.who)),
            escape(_names(past, price.whom)),
            f"{price.beats}",
            f"{price.health}" if price.health else "&ndash;",
            escape(portions(np.array(price.spent))) if any(price.spent) else "&ndash;",
            f"{price.charge}" if price.charge else "&ndash;",
            f"{price.shouts}" if price.shouts else "&ndash;",
            f"{price.shots}" if price.shots else "&ndash;",
            f"their life, beat {link(price.lost)}" if price.lost else "&ndash;",
        ]
        for price in prices(past, rescues)
    ]
    if not rows:
        return "<p>Nobody ended a danger of somebody else.</p>"
    heads = ["", "for", "Beats", "Health", "From the pack", "Battery", "Calls", "Shots", "And"]
    return f"<h3>Who paid</h3>{table('What it cost whoever helped, each beat counted once.', heads, rows)}"


def _took(past: History, rescue: Rescue) -> Iterator[str]:
    """As "14 beats (3 from the first deed on)", "2 medicine", "3 points of On-jo's health", "a shout"."""
    span, helped = rescue.danger.ended - rescue.danger.began, rescue.danger.ended - rescue.meant[0].beat + 1
    yield _count(span, "beat") + (f" ({helped} from the first deed on)" if helped < span else "")
    if any(rescue.spent):
        yield portions(np.array(rescue.spent))
    if rescue.charge:
        yield f"{_count(rescue.charge, 'beat')} of a drone's battery"
    for who, points in zip(rescue.helpers, rescue.health, strict=True):
        if points:
            yield f"{_count(points, 'point')} of {past.called(who)}'s health"
    if rescue.shouts:
        yield "a shout" if rescue.shouts == 1 else _count(rescue.shouts, "shout")
    if rescue.shots:
        yield "a shot" if rescue.shots == 1 else _count(rescue.shots, "shot")


def _meanwhile(past: History, rescue: Rescue) -> Iterator[str]:
    """As "Min and Ben were bitten meanwhile."."""
    for bodies, one, more in (
        (rescue.bitten, "was bitten", "were bitten"),
        (rescue.fell, "went down", "went down"),
        (rescue.lost, "died or turned", "died or turned"),
    ):
        if bodies:
            yield f"{_names(past, bodies)} {one if len(bodies) == 1 else more} meanwhile."


def _names(past: History, bodies: Iterable[int]) -> str:
    return listed([past.called(body) for body in bodies])


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"
