"""Rooms played without sockets, each for something an export has to tell; and an export of them, read again."""

import csv
from datetime import datetime
from functools import cache

from yard import MAIN, SHEET, yard

from warbell.episodes import from_sources
from warbell.order_names import names_of
from warbell.server import log, protocol
from warbell.server.export import FORMS, export
from warbell.server.game import table
from warbell.server.room import Room
from warbell.server.store import Store, sqlite

BEGAN = 1_750_000_000_000
ANA = 'Ana "the\r\nquick", =1+1 \u00e9'  # names are free text
NUMBERS = {form.name: {*form.of("number"), *form.of("seed")} for form in FORMS}


@cache
def wild():
    """The table of the yard."""
    return table(yard())


@cache
def calm():
    """The table of the same yard without anything that would stop people's beats."""
    people = MAIN[: MAIN.index("[[infected]]")] + MAIN[MAIN.index("[[objectives]]") :]
    changed = people.replace('name = "yard"\ntitle', 'name = "calm"\ntitle')
    return table(from_sources({"episode.toml": changed.encode(), "yard.txt": SHEET.encode()}))


class Host:
    """A room, its clock, and those who play in it."""

    def __init__(self, laid, room, people, minds=None, go_on=None, orders=(), tags=None, seed=3, **settings):
        created = log.Created(
            episode=laid.episode.name,
            digest=laid.episode.digest,
            seed=seed,
            minds=minds or {},
            settings=protocol.Settings(**settings),
            go_on=go_on,
            orders=[names_of(row) for row in orders],
            tags=tags or {},
        )
        self.at = BEGAN
        self.room = Room(room, laid, created, self.at)
        for seat, name in people.items():
            self.do("claim", seat, name, "0" * 64)
            self.do("come", seat)

    def do(self, wish, *values, after=1000):
        """What somebody wishes, `after` milliseconds later."""
        self.at += after
        getattr(self.room, wish)(*values, self.at)

    def commit(self, seat, line, after=1000, ms=700):
        live = self.room.settings.pace == "live"
        turn = self.room.chair(seat).commits if live else self.room.turn
        self.do("commit", seat, turn, line, ms, after=after)

    def due(self):
        """Let what is due next happen, when it is."""
        self.at = max(self.at, self.room.due())
        self.room.tick(self.at)

    def beats(self, most=1000):
        """Let beats be played until the room waits for somebody."""
        while self.room.phase == "playing" and most:
            self.due()
            most -= 1


def thinking():
    """Ana walks, Ben is held by a mind."""
    host = Host(wild(), "thinking", {"ana": ANA}, {"ben": "caution"})
    host.do("start")
    while host.room.phase != "over":
        host.commit("ana", "s e", after=2500)
        host.beats()
    return host


def timed():
    """One line committed, one in pencil when the clock runs out; then what was left of both; then one halts."""
    host = Host(calm(), "timed", {"ana": "Ana", "ben": "Ben"}, pace="timed", seconds=30)
    host.do("start")
    host.commit("ana", "s*4", after=4000)
    host.do("draft", "ben", 1, "s")
    host.do("draft", "ben", 1, "s*3")
    host.due()
    host.beats(2)
    host.do("halt", "ben", 1)
    host.due()
    host.beats(1)
    return host


def live():
    """Ana gives two lines, Ben none."""
    host = Host(calm(), "live", {"ana": "Ana", "ben": "Ben"}, pace="live", tempo=500)
    host.do("start", after=10)
    host.beats(2)
    host.commit("ana", "s*5", after=100)
    host.beats(3)
    host.commit("ana", "n", after=100)
    host.commit("ana", "e*2", after=50)
    host.beats(2)
    return host


def dropped():
    """Ben goes, a mind stands in, he comes back; then Ana goes, and leaves for good."""
    host = Host(calm(), "dropped", {"ana": "Ana", "ben": "Ben"}, dropout="mind", grace=5, tempo=1000)
    host.do("start")
    host.commit("ana", ".*4")
    host.do("go", "ben", after=100)
    host.due()
    host.beats(2)
    host.do("come", "ben", after=1)
    host.beats()
    host.commit("ben", ".*2")
    host.do("leave", "ana")
    host.beats()
    return host


def paused():
    """Ana is away for eight seconds while both plan."""
    host = Host(calm(), "paused", {"ana": "Ana", "ben": "Ben"}, tags={"condition": "dark", "session": "3 \u00e9"})
    host.do("start")
    host.commit("ben", ".")
    host.do("go", "ana", after=2000)
    host.do("come", "ana", after=8000)
    host.commit("ana", ".", after=3000)
    host.beats()
    return host


def ended():
    """Ana goes and the room ends for it, with a line of hers in pencil."""
    host = Host(calm(), "ended", {"ana": "Ana"}, {"ben": "wait"}, dropout="end", grace=5)
    host.do("start")
    host.commit("ana", ".*2")
    host.beats()
    host.do("draft", "ana", host.room.turn, "e")
    host.do("go", "ana")
    host.due()
    return host


def again(old):
    """Go on from a beat of another game, for one turn."""
    go_on = protocol.From(room=old.id, beat=4)
    host = Host(wild(), "again", {"ana": "Ana"}, {"ben": "wait"}, go_on=go_on, orders=old.game.orders[:4])
    host.do("start")
    host.commit("ana", ".*3")
    host.beats()
    return host


def waiting():
    """Nobody has started."""
    return Host(calm(), "waiting", {"ana": "Ana"})


def stored(path, *hosts):
    """A new store with some rooms in it."""
    store = Store(sqlite(path))
    store.keep(calm().episode)
    store.keep(wild().episode)
    for host in hosts:
        store.write(host.room.fresh)
    return store


class Exported:
    """An export, read again."""

    def __init__(self, folder):
        self.folder = folder
        self.database = folder / "games.db"
        hosts = [make() for make in (timed, live, dropped, paused, ended, waiting, thinking)]
        hosts.append(again(hosts[-1].room))
        self.rooms = {host.room.id: host.room for host in hosts}
        self.store = stored(self.database, *hosts)
        self.out = folder / "out"
        self.steps = []
        self.written = export(self.store, self.store.rooms(), self.out, "csv", self.steps.append)
        self.rows = read_csv(self.written.table)

    def of(self, room, seat=None):
        return [row for row in self.rows if row["room"] == room and seat in (None, row["seat"])]

    def table(self, name, room):
        """The rows of another table."""
        return [row for row in read_csv(self.out / f"{name}.csv") if row["room"] == room]


def read_csv(path):
    """The rows of a table: numbers as such, "" where there is nothing."""
    numbers = NUMBERS[path.stem]
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [{name: int(v) if name in numbers and v else v for name, v in row.items()} for row in rows]


def ms(text):
    """The milliseconds of a time as CSV has it."""
    assert text.endswith("Z")
    return round(datetime.fromisoformat(text).timestamp() * 1000)
