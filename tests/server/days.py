"""A server whose days a test turns, and nights of days that are played on it."""

import threading
from contextlib import closing, contextmanager
from datetime import date, timedelta

import uvicorn
from server.player import House

from warbell.episodes import names
from warbell.server.almanac import DAY, Almanac
from warbell.server.app import app
from warbell.server.serve import listen
from warbell.server.store import Store, sqlite

NOON = 12 * 3_600_000
LINE = "@city:10,31 .*60"


def moment(day):
    """Noon of a day, in milliseconds since 1970."""
    return (date.fromisoformat(day) - date(1970, 1, 1)).days * DAY + NOON


def days(count):
    """Days on end."""
    return [(date(2026, 11, 1) + timedelta(days=k)).isoformat() for k in range(count)]


class Clock:
    """A clock that a test turns."""

    def __init__(self, at):
        self.at = at

    def __call__(self):
        return self.at


@contextmanager
def dated(database, clock):
    """A server whose days a test turns."""
    bound, errors = listen("127.0.0.1", 0), database.with_suffix(".errors")
    errors.touch()
    with closing(Store(sqlite(database))) as store:
        server = uvicorn.Server(uvicorn.Config(app(store, clock=clock), log_level="warning", ws="websockets-sansio"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
        thread.start()
        try:
            yield House(f"http://127.0.0.1:{bound.getsockname()[1]}", database, errors)
        finally:
            server.should_exit = True
            thread.join()


def play(house, day, *, who="Hana", line=LINE, leave=False, **wish):
    """A night of curfew that somebody plays to its end from On-jo's seat; its room and the key."""
    minds = dict.fromkeys(("suhyeok", "namra", "garam"), "caution")
    settings = {"tempo": 0, **({"dropout": "end", "grace": 0} if leave else {})}
    room = house.make(minds=minds, day=day, settings=settings, **wish)
    token = house.claim(room, "onjo", who)
    with house.player(room, token=token) as onjo:
        onjo.welcome()
        onjo.send("start")
        onjo.phase("planning")
        while onjo.room["phase"] != "over" and not leave:
            turn = onjo.room["turn"]
            onjo.ink(line)
            onjo.until_room(lambda room, turn=turn: room["phase"] == "over" or room["turn"] > turn)
            line = ".*60"
    return room, token


def bearer(token):
    return {"authorization": f"Bearer {token}"}


class DayOfCurfew:
    """A server on a day whose night is curfew, and what was played there."""

    def __init__(self, database):
        secret = Store(sqlite(database)).secret()
        self.almanac = Almanac(secret, lambda: 0, names())
        self.day = next(day for day in days(60) if self.almanac.episode(day) == "curfew")
        self.seed = self.almanac.seed(self.day)
        self.clock = Clock(moment(self.day))
