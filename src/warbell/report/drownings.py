"""Water: from whom it drowned back to when their head went under, and to the hands that let it in."""

from warbell.encode.words import the
from warbell.engine import codes
from warbell.report.chain import Told
from warbell.report.deeds import by_order
from warbell.report.history import Happening, History


def drowned(past: History, harm: Happening, told: Told) -> None:
    """Who drowned, behind what led to it."""
    turns = past.of(codes.SWITCHED)
    for turn in turns:
        if harm.foe >= 0 and (turn.beat, turn.who) == (harm.since, harm.foe):
            name = the(past.episode.fixture_names[turn.whom])
            how = "opened" if turn.value else "shut"
            text = f"{past.called(turn.who)} {how} {name}{by_order(past, turn.who, turn.beat)}, and water came through."
            told.tell(turn.beat, text, (turn.y, turn.x))
    who = past.called(harm.whom)
    rises = [each for each in past.of(codes.WATER_MOVED) if each.beat <= harm.beat and each.value >= codes.CHEST]
    under = [each for each in past.of(codes.WENT_UNDER) if each.who == harm.whom and each.beat <= harm.beat]
    for each in rises:
        if under and harm.since <= each.beat <= under[-1].beat:
            told.tell(each.beat, each.text, (each.y, each.x))
    for each in under[-1:]:
        told.tell(each.beat, f"{who} went under water{by_order(past, harm.whom, each.beat)}.", (each.y, each.x))
    told.tell(harm.beat, f"{who} drowned.", (harm.y, harm.x), harm=True)
