"""Who was in danger and by somebody else's deed was not any more: the rows of a game in one more table of an export."""

from collections.abc import Iterable, Iterator

import numpy as np

from warbell.encode.words import portions
from warbell.engine import codes
from warbell.episodes import Brief
from warbell.report.ledger import Rescue
from warbell.server.forms import Form, Row

RESCUES = Form(
    "rescues",
    (
        "room", "whom", "danger", "began", "ended", "deed", "deed_beat", "by", "helped", "health", "spent", "batteries",
        "charge", "shouts", "shots", "noise", "bitten", "fell", "lost",
    ),
    ("room", "whom", "danger", "deed", "by", "helped", "spent", "bitten", "fell", "lost"),
)  # fmt: skip


def rescue_rows(room: str, brief: Brief, rescues: Iterable[Rescue]) -> Iterator[Row]:
    """The rows of `rescues`; people have the ids of their seats, those without one their names."""
    names = (*brief.seats, *brief.others)

    def listed(bodies: Iterable[int]) -> str:
        return "; ".join(names[body] for body in sorted(set(bodies)))

    for each in rescues:
        yield (
            room, names[each.danger.whom], each.danger.kind, each.danger.began, each.danger.ended,
            "; ".join(dict.fromkeys(deed.did for deed in each.deeds)), each.deeds[-1].beat,
            listed(who for deed in each.deeds for who in deed.who), listed(each.helpers),
            sum(each.health), portions(np.array(each.spent)) if any(each.spent) else "", each.spent[codes.BATTERY],
            each.charge, each.shouts, each.shots, each.noise, listed(each.bitten), listed(each.fell), listed(each.lost),
        )  # fmt: skip
