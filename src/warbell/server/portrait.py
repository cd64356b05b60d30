"""A room in messages: as one of its seats sees it, and as the lobby does."""

import msgspec

from warbell.minds.ensemble import Memory
from warbell.server import protocol
from warbell.server.marking import shown_marks
from warbell.server.people import text
from warbell.server.room import Room


def message(room: Room, viewer: int, now: int) -> protocol.Room:
    """The room as a seat's listeners see it."""
    return protocol.Room(
        phase=room.phase,
        turn=room.turn,
        beat=room.beat,
        left_ms=room.left_ms(now),
        waits=room.match is not None and room.match.waits,
        speed=1 if room.match is None else room.match.speed,
        behind=room.behind,
        seats=_seats(room, viewer),
        settings=room.settings,
        outcome=room.outcome,
    )


def mine(room: Room, viewer: int) -> protocol.Mine:
    """What concerns a seat alone."""
    chair, game = room.chairs[viewer], room.game
    person = game is not None and viewer in game.people.seats
    memory = game.people.memory(viewer) if game and person else Memory()
    return protocol.Mine(
        commits=chair.commits,
        at=game.people.at(viewer) if game and person else 0,
        did=game.orders[-1][viewer] if game and game.orders else 0,
        why=chair.why,
        reflex=str(memory.reflex),
        roll=str(memory.agreed.roll),
        answer=str(memory.agreed.answer),
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
        seats=_seats(room, None),
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


def _seats(room: Room, viewer: int | None) -> list[protocol.Seat]:
    """The seats as one of them sees them; None is the lobby."""
    return [
        protocol.Seat(
            name=chair.name,
            holder=chair.holder,
            who=chair.who,
            here=chair.here,
            ready=chair.ready,
            stand_in=chair.stand_in,
            line=_line(room, seat, viewer),
            answers=room.game is not None and room.game.answers(seat),
            reason=_reason(room, seat, viewer),
        )
        for seat, chair in enumerate(room.chairs)
    ]


def _is_shown(room: Room, seat: int, viewer: int | None) -> bool:
    """True if a viewer may see a seat's line."""
    return viewer is not None and (viewer == seat or room.settings.shared_paper)


def _reason(room: Room, seat: int, viewer: int | None) -> str:
    """Why a seat does what it does, as far as a viewer may know; that its guest went wrong, everybody may."""
    if room.game is None:
        return ""
    fault = "" if room.phase == "over" else room.game.guests.fault(seat)
    return fault or (room.game.reason(seat) if _is_shown(room, seat, viewer) else "")


def _line(room: Room, seat: int, viewer: int | None) -> str | None:
    """What a viewer may see of a seat's line."""
    chair = room.chairs[seat]
    if room.game is None or not _is_shown(room, seat, viewer):
        return None
    meant = room.game.meant().get(seat)
    if meant is not None:
        return text(meant)
    if chair.holder != "person":
        return None
    if room.phase == "playing" or chair.ready:
        return chair.line
    if chair.draft is not None or viewer != seat:
        return chair.draft  # what others have left would tell how far they got
    return room.begun.kept(chair)
