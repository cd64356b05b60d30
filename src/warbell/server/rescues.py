"""Who was in danger and by somebody else's deed was not any more: the rows of a game in one more table of an export."""

from collections.abc import Iterable, Iterator

import numpy as np

from warbell.encode.words import portions
from warbell.engine import codes
from warbell.episodes import Brief
from warbell.report.ledger import Rescue
from warbell.server.forms import Form, Row, number, text

RESCUES = Form(
    "rescues",
    (
        text("room", "id of the room"),
        text("whom", "who was in danger"),
        text("danger", "`down`, `bitten`, `held`, `under water`, `shut in`, `calling for help`"),
        number("began", "the beat; 0 is the start"),
        number("ended", "the first beat after which it was over"),
        text(
            "deed",
            "what ended it, as `tended`, `cured`, `freed`, `carried out`, `let out`, `gave food`; several if several "
            "did different things",
        ),
        number("deed_beat", "the beat of the deed, at most `ended`"),
        text("by", "who did it"),
        text("helped", "who did anything for them from beat to beat, `by` among them"),
        number("health", "what those who helped lost, together", "points"),
        text("spent", "what left their packs, as `2 medicine, battery`; what they gave each other is no loss"),
        number("batteries", "the batteries among it"),
        number("charge", "of battery that consoles lost from beat to beat while one who helped flew a drone", "beats"),
        number("shouts", "their calls"),
        number("shots", "rounds that they fired"),
        number("noise", "the loudest sound that infected could hear, whoever made it", "cells"),
        text("bitten", "who else was bitten meanwhile, whether it had to do with it or not"),
        text("fell", "who else went down"),
        text("lost", "who else died or turned"),
    ),
)


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
