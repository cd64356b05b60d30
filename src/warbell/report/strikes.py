"""Strikes of captured drones: from whom they hit back to whoever ordered them, and to what warned of them."""

from warbell.engine import codes
from warbell.report.chain import Told
from warbell.report.history import Happening, History
from warbell.report.ordered import by_order, cell_of


def struck_by_order(past: History, each: Happening, told: Told) -> None:
    """Who was struck, behind the order and the warning."""
    victim, pilot = past.called(each.whom), past.called(each.foe)
    drone = past.episode.drone_names[each.who]
    order = by_order(past, each.foe, each.since)
    text = f"{pilot} had {drone} strike{order}. It warns, and then hits whoever is in its light."
    told.tell(each.since, text, cell_of(past, each.foe, each.since))
    warned = [
        other for other in past.of(codes.WARNED)
        if (other.who, other.whom) == (each.who, each.whom) and each.since <= other.beat < each.beat
    ]  # fmt: skip
    for other in warned[:1]:
        told.tell(other.beat, f"{drone} warned {victim}.", (other.y, other.x))
    text = f"{victim} was in the light of {drone}, and it struck."
    told.tell(each.beat, text, (each.y, each.x), harm=True)
