"""A room in messages: as one of its seats sees it, and as the lobby does."""

import msgspec

from warbell.server import protocol
from warbell.server.marking import shown_marks
from warbell.server.people import NOTHING_STANDS, text
from warbell.server.room import Room


def mates(room: Room) -> list[protocol.Seat]:
    """The seats, each as its team mates see it: the same for all of them."""
    shown = room.settings.shared_paper
    return [_seat(room, seat, own=False, shown=shown) for seat in range(len(room.chairs))]


def message(room: Room, viewer: int, now: int, others: list[protocol.Seat]) -> protocol.Room:
    """The room as a seat's listeners see it; `others` are `mates`, as of now."""
    seats = [*others]
    seats[viewer] = _seat(room, viewer, own=True, shown=True)
    return protocol.Room(
        phase=room.phase,
        turn=room.turn,
        beat=room.beat,
        left_ms=room.left_ms(now),
        waits=room.match is not None and room.match.waits,
        speed=1 if room.match is None else room.match.speed,
        behind=room.behind,
        seats=seats,
        settings=room.settings,
        outcome=room.outcome,
    )


def mine(room: Room, viewer: int) -> protocol.Mine:
    """What concerns a seat alone."""
    chair, game = room.chairs[viewer], room.game
    person = game is not None and viewer in game.people.seats
    reflex, agreed = game.people.standing(viewer) if game and person else NOTHING_STANDS
    return protocol.Mine(
        commits=chair.commits,
        at=game.people.at(viewer) if game and person else 0,
        did=game.orders[-1][viewer] if game and game.orders else 0,
        why=chair.why,
        reflex=str(reflex),
        roll=str(agreed.roll),
        answer=str(agreed.answer),
        stops=chair.stops,
        speed=chair.speed,
        points=list(chair.points.values()),
        pointing=chair.pointing,
        marks=shown_marks(game, room.chairs, viewer, shared=room.settings.shared_paper) if game else [],
    )


def card(room: Room) -> protocol.RoomCard:
    """The room in the lobby."""
    return protocol.RoomCard(
        id=room.id,
        episode=room.laid.episode.name,
        title=room.laid.episode.title,
        phase=room.phase,
        beat=room.beat,
        seed_from=room.created.seed_from,
        seats=[_seat(room, seat, own=False, shown=False) for seat in range(len(room.chairs))],
        settings=room.settings,
        outcome=room.outcome,
        day=room.created.day,
        sealed=False,
    )


def seal(card: protocol.RoomCard) -> protocol.RoomCard:
    """The card of a room of a night whose day is not over: no ending is told."""
    outcome = card.outcome
    if outcome is not None:
        outcome = msgspec.structs.replace(outcome, ending="", text="")
    return msgspec.structs.replace(card, outcome=outcome, sealed=True)


def _seat(room: Room, seat: int, *, own: bool, shown: bool) -> protocol.Seat:
    """A seat as its `own` listeners see it or as others do; its line is `shown` to them or not."""
    chair = room.chairs[seat]
    return protocol.Seat(
        name=chair.name,
        holder=chair.holder,
        who=chair.who,
        here=chair.here,
        ready=chair.ready,
        stand_in=chair.stand_in,
        line=_line(room, seat, own=own) if shown else None,
        answers=room.game is not None and room.game.answers(seat),
        reason=_reason(room, seat, shown=shown),
    )


def _reason(room: Room, seat: int, *, shown: bool) -> str:
    """Why a seat does what it does, to whom its line is shown; that its guest went wrong, everybody may know."""
    if room.game is None:
        return ""
    fault = "" if room.phase == "over" else room.game.guests.fault(seat)
    return fault or (room.game.reason(seat) if shown else "")


def _line(room: Room, seat: int, *, own: bool) -> str | None:
    """What may be seen of a seat's line by itself, or by others on shared paper."""
    chair = room.chairs[seat]
    if room.game is None:
        return None
    meant = room.game.meant().get(seat)
    if meant is not None:
        return text(meant)
    if chair.holder != "person":
        return None
    if room.phase == "playing" or chair.ready:
        return chair.line
    if chair.draft is not None or not own:
        return chair.draft  # what others have left would tell how far they got
    return room.begun.kept(chair)
