"""Many people in rooms of four, of whom some leave and half come back: no room stands still, no decision is lost."""

import random
from concurrent.futures import ThreadPoolExecutor

from often import NIGHT

from warbell.server import log

PEOPLE = 100 if NIGHT else 12
BEATS = 30 if NIGHT else 8
LEAVING = 0.2  # of all people; half of them come back


class Somebody:
    """Somebody who waits in every beat, a line a beat, and may be gone from a beat on."""

    def __init__(self, house, room, seat, leaves=None, *, returns=False):
        self.house, self.room, self.seat = house, room, seat
        self.token = house.claim(room, seat)
        self.leaves, self.returns = leaves, returns
        self.sent = 0
        self.kept = []  # the numbers of the lines that the server said it has
        self.player = self.join()

    def join(self):
        player = self.house.player(self.room, token=self.token)
        player.welcome()
        return player

    def play(self):
        """Play until the last beat, or until gone for good."""
        while self.is_asked():
            if self.leaves is not None and self.player.room["beat"] >= self.leaves:
                self.leaves = None
                self.player.ink(".", ms=self.number())  # whether it comes to be kept is open
                self.player.cut()
                if not self.returns:
                    return
                self.player = self.join()
            else:
                self.decide()
        self.player.close()

    def is_asked(self):
        """Wait until a line is asked for; False once the last beat was played."""

        def mine(room):
            ready = self.player.seat(self.seat)["ready"]
            return room["beat"] >= BEATS or room["phase"] == "over" or (room["phase"] == "planning" and not ready)

        room = self.player.until_room(mine)
        return room["beat"] < BEATS and room["phase"] != "over"

    def decide(self):
        number, before = self.number(), self.player.mine["commits"]
        self.player.ink(".", ms=number)
        told = self.player.until(lambda m: m["type"] == "refused" or m.get("mine", {}).get("commits", 0) > before)
        if told["type"] != "refused":
            self.kept.append(number)

    def number(self):
        self.sent += 1
        return self.sent


def test_people_come_and_go_and_every_room_goes_on(house):
    dice = random.Random(20)
    people = []
    for k in range(PEOPLE // 4):
        room = house.make(seed=k, settings={"pace": "thinking", "tempo": 0, "dropout": "pause", "grace": 0})
        seats = [seat["name"] for seat in house.card(room)["seats"]]
        people += [Somebody(house, room, seat) for seat in seats]
    leaving = dice.sample([each for k, each in enumerate(people) if k % 4], round(LEAVING * PEOPLE))
    for k, each in enumerate(leaving):
        each.leaves, each.returns = dice.randrange(1, BEATS - 2), k % 2 == 0
    for each in people[::4]:
        each.player.send("start")
    with ThreadPoolExecutor(PEOPLE) as threads:
        for played in [threads.submit(each.play) for each in people]:
            played.result()
    for each in people:
        rows = house.entries(each.room)  # without a gap, or it would not be read
        assert [entry.at for entry in rows] == sorted(entry.at for entry in rows)
        assert sum(isinstance(entry.row, log.Played) for entry in rows) >= BEATS
        inked = [entry.row for entry in rows if isinstance(entry.row, log.Committed)]
        own = [row.ms for row in inked if row.seat == each.seat]
        assert own == sorted(set(own))
        assert set(each.kept) <= set(own) <= set(range(1, each.sent + 1)), each.seat
        if each not in leaving:
            assert own == each.kept
