"""Replays that somebody brings: read, proved if they can be, and shown. Nothing of them is kept."""

from threading import Event, Timer

from warbell.errors import BadInput, printable
from warbell.proof import Unverified, prove, proven
from warbell.replay import OtherRules, Replay, parse
from warbell.server import protocol
from warbell.server.chair import Refusal
from warbell.server.reel import reel
from warbell.spread import Stopped

MOST_SECONDS = 30.0  # that playing one again may take
MOST_ROWS = 400_000  # bodies times beats: all of them are sent


def brought(data: bytes, seat: str | None) -> protocol.Brought:
    """What the bytes of a file show, to a seat or to somebody who sees everything; Refusal if that is nothing."""
    try:
        replay = parse("replay", data)
        _must_be_short(replay)
        replay, why = _proved(replay)
        if why and seat is not None:
            raise Refusal("replay", f"{why} What a seat knew is not shown of such a game.")
        if seat is not None and seat not in replay.episode.seats:
            raise Refusal("no seat", f"no seat {printable(seat)!r} in this game")
        return protocol.Brought(proved=not why, words=why or _words(replay), reel=reel(replay, seat))
    except BadInput as error:
        raise Refusal("replay", f"{printable(error.found, 200)}; expected {printable(error.expected, 200)}") from None
    except (LookupError, ValueError, TypeError, OverflowError, MemoryError):  # of a file made by other means
        raise Refusal("replay", "a replay that cannot be shown: what it holds does not fit together") from None


def _must_be_short(replay: Replay) -> None:
    bodies, beats = len(replay.episode.body_names), len(replay.orders)
    if bodies * beats > MOST_ROWS:
        few = f"at most {MOST_ROWS} in all; `warbell show` has no limit"
        raise Refusal("replay", f"{bodies} bodies for {beats} beats are too much to be shown here: {few}")


def _proved(replay: Replay) -> tuple[Replay, str]:
    """The replay as it was played again, and why it was not proved; "" if it was."""
    stop = Event()
    timer = Timer(MOST_SECONDS, stop.set)
    timer.start()
    try:
        return prove(replay, stop), ""
    except OtherRules as error:
        return replay, f"Not verified: {error.found}. Only a warbell that plays by those rules can prove it."
    except Unverified as error:
        return replay, f"Not verified: found {error.found}, expected {error.expected}."
    except Stopped:
        return replay, f"Not verified: to play it again takes longer than the {MOST_SECONDS:.0f} seconds there are."
    finally:
        timer.cancel()


def _words(replay: Replay) -> str:
    header = replay.header
    return (
        f"Verified: {header.beats} beats of {proven(replay).which} were played again from seed {header.seed}, and each"
        f" came out as the file says, with the score and the end. Who held the seats, no file can prove."
    )
