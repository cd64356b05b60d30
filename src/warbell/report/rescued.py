"""The ledger in sentences: who was in danger, who ended it, and what it took."""

from collections.abc import Iterable, Iterator
from html import escape

import numpy as np

from warbell.encode.words import portions
from warbell.report.beats import link
from warbell.report.deeds import listed
from warbell.report.history import History
from warbell.report.ledger import Rescue, rescues


def rescued(past: History) -> str:
    """Every rescue as HTML."""
    found = rescues(past)
    if not found:
        return "<p>Nobody was in danger and by somebody else's deed was not any more.</p>"
    notes = (
        "<p>Who was in danger and by somebody else's deed was not any more. What it took is what whoever helped them"
        " lost and used up from the one beat to the other; what befell others meanwhile stands behind it.</p>"
    )
    return f'{notes}<ul class="rescues">{"".join(f"<li>{_told(past, each)}</li>" for each in found)}</ul>'


def _told(past: History, rescue: Rescue) -> str:
    danger, beat = rescue.danger, rescue.deeds[-1].beat
    whom = escape(past.called(danger.whom))
    since = f"from beat {link(danger.began)}" if danger.began else f"from the {link(0, 'start')}"
    did = escape(", ".join(each.text.rstrip(".") for each in rescue.deeds))
    over = f", and it was over in beat {link(danger.ended)}" if danger.ended > beat else ""
    took = escape(listed([*_took(past, rescue)]))
    noise = f"; the loudest sound meanwhile carried {rescue.noise} cells" if rescue.noise else ""
    others = "".join(f" <em>{escape(each)}</em>" for each in _meanwhile(past, rescue))
    return f"{whom} was {danger.kind} {since}. {did} in beat {link(beat)}{over}. It took {took}{noise}.{others}"


def _took(past: History, rescue: Rescue) -> Iterator[str]:
    """As "14 beats", "2 medicine", "3 points of On-jo's health", "a shout"."""
    yield _count(rescue.danger.ended - rescue.danger.began, "beat")
    if any(rescue.spent):
        yield portions(np.array(rescue.spent))
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
