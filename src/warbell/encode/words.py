"""Percepts and events in short sentences of plain English."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from warbell.engine import codes
from warbell.engine.actions import decode
from warbell.engine.codes import FELLED
from warbell.engine.percept import Percept
from warbell.episodes import Brief, Story

# A sentence for each kind of event; the parts in braces are the properties of `_Parts`.
SENTENCES = {
    codes.REFUSED: "{who} could not: {reason}",
    codes.BUMPED: "{who} did not get there: {reason}",
    codes.STRUCK: "{who} struck {whom}{blow}",
    codes.SHOVED: "{who} shoved {whom}{down}",
    codes.FELL: "{who} went down{by}",
    codes.DIED: "{who} died{by}",
    codes.BITTEN: "{who} bit {whom}{infected}",
    codes.TURNED: "{who} turned{by}",
    codes.CURED: "{who} was cured{by}",
    codes.REVIVED: "{who} came back up{by}",
    codes.DOOR_MOVED: "{who} {door} {fixture}",
    codes.DOOR_BROKE: "{fixture} broke",
    codes.SWITCHED: "{switched} {on}",
    codes.TOOK: "{who} took {object}{source}",
    codes.GAVE: "{who} gave {whom} {object}",
    codes.ATE: "{who} ate",
    codes.LIFTED: "{who} lifted {whom}",
    codes.PUT_DOWN: "{who} put {whom} down",
    codes.TENDED: "{who} tended {other}",
    codes.COMFORTED: "{who} comforted {other}",
    codes.CALLED: "{caller} called {signal}{in_a_voice}",
    codes.WHISPERED: "{who} whispered {signal}{to}",
    codes.SIGNED: "{who} signed {signal}",
    codes.WARNED: "{drone} warned {whom}",
    codes.DRONE_STRUCK: "{drone} struck {whom} for {value}",
    codes.ESCAPED: "{who} got out",
    codes.GOAL_MET: "{goal}",
    codes.ENDED: "{ending}",
    codes.LINKED: "{who} took the {link}",
    codes.SMASHED: "{who} broke the glass",
    codes.BARRED: "{who} barred {fixture}",
    codes.TIDINGS: "{tidings}",
    codes.SET_UP: "{who} set {what}",
    codes.THREW: "{who} threw {a_object}",
    codes.WIELDED: "{who} {wielded}",
    codes.TRIPPED: "{who} fell over {thing}",
    codes.CAUGHT_FIRE: "{thing} caught fire",
    codes.BURNT: "{whom} was burnt{burn}",
    codes.GAVE_WAY: "{thing} gave way",
    codes.PUSHED: "{who} pushed the desk{moved}",
    codes.JOINED: "{who} goes with {whom} now",
    codes.DROPPED: "{who} dropped down the facade{hurt}",
    codes.CLIMBED: "{who} came over the top of the facade",
    codes.LADDER_FELL: "{ladder} fell off the facade",
    codes.ROBBED: "{who} {robbed} the pack of {whom}",
    codes.OFFERED: "{who} held out {a_object} to {whom}",
    codes.TRADED: "{who} gave {whom} {a_object} for what they held out",
    codes.PARTED: "{who} goes with {whom} no longer",
    codes.SHOT: "{who} {shot}",
    codes.SOLD: "{who} gave away to {whom} where a friend is",
    codes.LANDED: "{who} came down off the zipline",
    codes.WATER_MOVED: "the water in {basin} {stands}",
    codes.WENT_UNDER: "{who} went under water, with air for {value} beats",
    codes.DROWNED: "{whom} drowned",
    codes.TOOK_OVER: "{who} took {fixture} over, and flies its drone",
    codes.LOADED: "{who} hung {object} on the drone",
    codes.HOISTED: "{drone} lifted {whom}",
    codes.LOWERED: "{drone} set {whom} down",
    codes.DELIVERED: "{drone} let {object} down{to}",
    codes.SPOILT: "water spoilt what {who} carried: {object}",
}
UNCOUNTED = ("oil", "planks", "food", "medicine", "fuel", "rope", "ashes")
NO_EVENT = -1  # in the place of an event's kind
FAINT, CLEAR = 2, 6  # a sound up to these is faint, clear; a louder one is loud
# What each object is once it is set, by its code.
SET_AS = (
    "", "", "", "", "a barricade", "a rope to fall over", "shards", "a slick of oil", "a burning flare",
    "a wedge at a door", "an extinguisher at a door", "a phone that will ring",
)  # fmt: skip
DOOR_DEEDS = ("opened", "shut", "locked", "barricaded", "broke")


class Telling(NamedTuple):
    """A sentence and the event it tells of; NO_EVENT: the story, what came in sight, what was heard."""

    text: str
    kind: int = NO_EVENT
    who: int = -1  # as the event says
    whom: int = -1


@dataclass(frozen=True)
class Cast:
    """The names a reader of sentences knows: everything in a finished game, the briefing's in a seat's view."""

    bodies: tuple[str, ...]  # names of the first bodies; the rest are called by their nature
    natures: np.ndarray  # uint8 [B]: as the reader knows them
    fixtures: tuple[str, ...]
    drones: tuple[str, ...]
    objectives: tuple[str, ...]
    endings: tuple[str, ...]
    tidings: tuple[str, ...]  # what the triggers tell
    basins: tuple[str, ...] = ()  # that water fills

    def body(self, index: int) -> str:
        """What body `index` is called; somebody unseen is "somebody"."""
        if 0 <= index < len(self.bodies):
            return self.bodies[index]
        if not 0 <= index < len(self.natures) or self.natures[index] == codes.NOBODY:
            return "somebody"
        return f"a {codes.NATURES[self.natures[index]]}"


def seat_cast(percept: Percept, brief: Brief, seat: int, world: int = 0) -> Cast:
    """The names as one seat knows them."""
    return Cast(
        bodies=(*brief.titles, *brief.others),
        natures=percept.bodies["nature"][world, seat],
        fixtures=brief.fixture_names,
        drones=(),
        objectives=(),  # nobody but a referee is told of objectives met, or how an ending reads
        endings=(),
        tidings=brief.tidings,
        basins=brief.basins,
    )


@dataclass(frozen=True)
class _Parts:
    """What can stand in a sentence about one event; `row` is an EVENT or SEEN_EVENT record."""

    row: Any
    cast: Cast

    def __getitem__(self, name: str) -> str:
        return str(getattr(self, name))

    @property
    def who(self) -> str:
        return self.cast.body(self.row["who"])

    @property
    def whom(self) -> str:
        return self.cast.body(self.row["whom"])

    @property
    def other(self) -> str:
        return "themselves" if self.row["whom"] == self.row["who"] else self.whom

    @property
    def by(self) -> str:
        return "" if self.row["whom"] in {-1, self.row["who"]} else f", by {self.whom}"

    @property
    def to(self) -> str:
        return "" if self.row["whom"] < 0 else f" to {self.whom}"

    @property
    def value(self) -> int:
        return int(self.row["value"])

    @property
    def blow(self) -> str:
        return " down" if self.value == FELLED else f" for {self.value}"

    @property
    def robbed(self) -> str:
        return f"took {self.object} out of" if self.value >= 0 else "found nothing in"

    @property
    def shot(self) -> str:
        return f"shot {self.whom} for {self.value}" if self.row["whom"] >= 0 else "fired, and hit nobody"

    @property
    def down(self) -> str:
        return " off the ladder below" if self.value == codes.HERE else ""

    @property
    def switched(self) -> str:
        return f"{self.fixture} went" if self.row["who"] < 0 else f"{self.who} switched {self.fixture}"

    @property
    def ladder(self) -> str:
        return f"{self.value} climbers" if self.value > 1 else self.who

    @property
    def hurt(self) -> str:
        return f", for {self.value}" if self.value else ""

    @property
    def tidings(self) -> str:
        return _of(self.cast.tidings, int(self.row["who"]), "")

    @property
    def infected(self) -> str:
        return ", and the bite is infected" if self.value else ""

    @property
    def reason(self) -> str:
        return codes.REASONS[self.value]

    @property
    def _mimic(self) -> int:
        """Who called with the voice of another, -1 nobody; a percept does not say."""
        return int(self.row["foe"]) if "foe" in (self.row.dtype.names or ()) else -1

    @property
    def caller(self) -> str:
        return self.who if self._mimic < 0 else self.cast.body(self._mimic)

    @property
    def in_a_voice(self) -> str:
        return "" if self._mimic < 0 else f", in the voice of {self.who}"

    @property
    def signal(self) -> str:
        return _of(codes.SIGNALS, self.value, "something")

    @property
    def object(self) -> str:
        return _of(codes.OBJECTS, self.value, "something")

    @property
    def a_object(self) -> str:
        return some(self.object)

    @property
    def what(self) -> str:
        """What becomes of an object that is set."""
        return _of(SET_AS, self.value, "something")

    @property
    def wielded(self) -> str:
        return WIELDED_AS.get(self.value, "something")

    @property
    def thing(self) -> str:
        name = _of(codes.THINGS, self.value, "something")
        return name if name == "shards" else some(name)

    @property
    def burn(self) -> str:
        return f" for {self.value}" if self.value else ""

    @property
    def moved(self) -> str:
        return "" if self.value else ", and it did not move"

    @property
    def basin(self) -> str:
        return the(_of(self.cast.basins, int(self.row["whom"]), "basin"))

    @property
    def stands(self) -> str:
        return f"stands {codes.LEVELS_OF_WATER[self.value]} now" if self.value else "has run off"

    @property
    def door(self) -> str:
        return _of(DOOR_DEEDS, self.value, "moved")

    @property
    def on(self) -> str:
        return "on" if self.value else "off"

    @property
    def fixture(self) -> str:
        return the(_of(self.cast.fixtures, int(self.row["whom"]), "door"))

    @property
    def source(self) -> str:
        return "" if self.row["whom"] < 0 else f" from {self.fixture}"

    @property
    def link(self) -> str:
        return _of(codes.LINKS, self.value, "stairs")

    @property
    def drone(self) -> str:
        return the(_of(self.cast.drones, int(self.row["who"]), "drone"))

    @property
    def goal(self) -> str:
        text = _of(self.cast.objectives, int(self.row["who"]), "")
        return f"Done: {text}" if text else ""

    @property
    def ending(self) -> str:
        text = _of(self.cast.endings, int(self.row["who"]), "")
        return f"It is over: {text}" if text else "It is over"


def _of(names: tuple[str, ...], index: int, otherwise: str) -> str:
    return names[index] if 0 <= index < len(names) else otherwise


def the(name: str) -> str:
    """A name with its article, unless it has one, a number, or is a proper name."""
    named = name.startswith(("the ", "a ", "an ")) or name[:1].isupper() or name[-1:].isdecimal()
    return name if named else f"the {name}"


def sentence(row: Any, cast: Cast) -> str:
    """One event (a record of EVENT or SEEN_EVENT) as a sentence with a full stop; "" if there is nothing to say."""
    text = SENTENCES[int(row["kind"])].format_map(_Parts(row, cast))
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) or not text else ".")


def told(rows: Iterable[Any], cast: Cast) -> tuple[Telling, ...]:
    """Events in words, in their order, without those of which there is nothing to say."""
    tellings = (Telling(sentence(row, cast), int(row["kind"]), int(row["who"]), int(row["whom"])) for row in rows)
    return tuple(telling for telling in tellings if telling.text)


def sentences(rows: Iterable[Any], cast: Cast) -> tuple[str, ...]:
    """Events in words, in their order."""
    return tuple(telling.text for telling in told(rows, cast))


def order(action: int) -> str:
    """An order: "wait", "step east", "set planks north", "whisper GO west"."""
    if not 0 <= action < codes.N_ACTIONS:
        return codes.REASONS[codes.UNKNOWN_ORDER]
    verb, direction, signal, item, cells = decode(action)
    parts = [codes.VERBS[verb]]
    parts += [codes.OBJECTS[item]] if item < codes.N_OBJECTS else []
    parts += [codes.SIGNALS[signal]] if signal < codes.N_SIGNALS else []
    aimed = codes.VERB_ARGS[verb] > 2 and verb not in (codes.CALL, codes.SIGN, codes.LOAD)
    parts += [codes.DIRECTIONS[direction]] if aimed else []
    parts += [f"{cells} cells" if cells > 1 else "1 cell"] if cells else []
    return " ".join(parts)


ACTIONS = tuple(order(action) for action in range(codes.N_ACTIONS))  # every order by its number; no two read alike


def story(texts: Iterable[Story], beat: int, met: Collection[int] = ()) -> tuple[str, ...]:
    """What the story tells at a beat, in which the objectives `met` (their indices) were met."""
    return tuple(f"\u201c{each.text}\u201d" for each in texts if each.beat == beat or each.objective in met)


def seen_events(percept: Percept, seat: int, world: int = 0) -> np.ndarray:
    """The events a seat took in this beat: SEEN_EVENT [n]."""
    rows: np.ndarray = percept.events[world, seat, : percept.me["events"][world, seat]]
    return rows


def heard(percept: Percept, brief: Brief, seat: int, world: int = 0) -> tuple[str, ...]:
    """The sounds of this beat, loudest first, as `sound` has them."""
    rows = percept.heard[world, seat, : percept.me["heard"][world, seat]]
    return tuple(sound(row, brief) for row in rows)


def sound(row: Any, brief: Brief) -> str:
    """One sound (a record of HEARD): "banging, northeast, clear", "a call: COME, voice of Su-hyeok, west, loud"."""
    text = codes.SOUNDS[row["sound"]]
    if row["signal"] != codes.NO_SIGNAL:
        text += f": {codes.SIGNALS[row['signal']]}"
    if row["voice"] != codes.NO_VOICE:
        text += f", voice of {_of((*brief.titles, *brief.others), int(row['voice']), 'a stranger')}"
    where = {codes.BEARING_HERE: "right here", codes.BEARING_ELSEWHERE: "on another floor"}
    loud = "faint" if row["loud"] <= FAINT else "loud" if row["loud"] > CLEAR else "clear"
    return f"{text}, {where.get(row['bearing'], codes.BEARINGS[row['bearing']])}, {loud}"


def ended(state: int, nature: int, title: str, who: int) -> Telling | None:
    """How body `who`, called `title`, came to do nothing more, by its state and nature; None while it can."""
    if state == codes.AWAY:
        return Telling(f"{title} got out.", codes.ESCAPED, who)
    if codes.IS_INFECTED[nature]:
        return Telling(f"{title} turned.", codes.TURNED, who)
    return Telling(f"{title} died.", codes.DIED, who) if state == codes.DEAD else None


def body_seen(percept: Percept, brief: Brief, cast: Cast, seat: int, index: int, world: int = 0) -> str:
    """A body as the seat saw it last: "a shambler, 2 north, 3 east, stepping", "a climber, below, still"."""
    me, body = percept.me[world, seat], percept.bodies[world, seat, index]
    state = codes.STATES[body["state"]]
    if body["state"] == codes.UP:
        state = "asleep" if body["asleep"] else codes.GAITS[body["gait"]]
        if body["carried"] and codes.IS_INFECTED[body["nature"]]:
            state = "on the shoulders of another"
    if body["hangs"]:
        hanging = f"hanging {hangs_on(brief, body)}"
        state = hanging if body["state"] == codes.UP else f"{state}, {hanging}"
    told = codes.IS_PERSON[body["nature"]] and body["beat"] == me["beat"] and index != seat
    state += f", a {codes.SIDES[body['side']]}" if told and body["side"] in (codes.RAIDER, codes.SOLDIER) else ""
    state += ", armed" if told and body["armed"] else ""
    left = f", {body['left']} beats left" if told and body["left"] >= 0 else ""
    return f"{cast.body(index)}, {where_seen(percept, brief, seat, index, world)}, {state}{left}"


def hangs_on(brief: Brief, body: Any) -> str:
    """What somebody hangs on, by where they are: an end of a zipline, or wherever a drone may be."""
    k = brief.chart.link_at[body["y"], body["x"]] - 1
    rides = k >= 0 and brief.chart.links["kind"][k] == codes.ZIPLINE
    return "on the zipline" if rides else "under a drone"


def where_seen(percept: Percept, brief: Brief, seat: int, index: int, world: int = 0) -> str:
    """Where a body was as the seat saw it last: "2 north, 3 east", "below", "in the Dormitory"."""
    me, body = percept.me[world, seat], percept.bodies[world, seat, index]
    here, there = (brief.chart.sheet[row["y"], row["x"]] for row in (me, body))
    if here == there or max(here, there) >= len(brief.sheets):
        return offset(int(body["y"]) - int(me["y"]), int(body["x"]) - int(me["x"]))
    up = brief.sheets[there].storey - brief.sheets[here].storey
    return "above" if up > 0 else "below" if up < 0 else f"in {brief.sheets[there].title}"


def drone_seen(percept: Percept, seat: int, index: int, world: int = 0) -> str:
    """A drone as the seat saw it last: "a drone, 4 south"."""
    me, drone = percept.me[world, seat], percept.drones[world, seat, index]
    return f"a drone, {offset(int(drone['y']) - int(me['y']), int(drone['x']) - int(me['x']))}"


def flown(percept: Percept, seat: int, world: int = 0) -> tuple[str, ...]:
    """What a seat knows of the drone that it flies: "You fly a drone, 4 south, with 31 beats of battery"."""
    d = int(percept.me["flies"][world, seat]) - 1
    if d < 0:
        return ()
    drone = percept.drones[world, seat, d]
    me = percept.me[world, seat]
    where = offset(int(drone["y"]) - int(me["y"]), int(drone["x"]) - int(me["x"]))
    told = [f"You fly a drone, {where}, with {drone['battery']} beats of battery."]
    if drone["object"]:
        told.append(f"Under it hangs {some(codes.OBJECTS[int(drone['object']) - 1])}.")
    if drone["warned"]:
        told.append("It warns: its strike is to come.")
    return tuple(told)


def barred_seen(percept: Percept, brief: Brief, seat: int, index: int, world: int = 0) -> str:
    """A barred door as the seat saw it last: "the west gate, 3 south, chained", "a door, 1 east, locked"."""
    me, place = percept.me[world, seat], brief.chart.fixtures[index]
    state = int(percept.fixtures["state"][world, seat, index])
    name = the(brief.fixture_names[index])
    kind, _, number = name.rpartition(" ")
    named = f"a {kind}" if number.isdecimal() else name
    chained = state == codes.LOCKED and place["kind"] == codes.GATE
    where = offset(int(place["y"]) - int(me["y"]), int(place["x"]) - int(me["x"]))
    return f"{named}, {where}, {'chained' if chained else codes.DOOR_STATES[state]}"


def things_seen(percept: Percept, seat: int, world: int = 0) -> tuple[str, ...]:
    """What is set, burns or smokes on the cells that a seat sees now: "a tripwire, 2 north", "fire, 1 east"."""
    fields = percept.fields[world, seat]
    if not len(fields):
        return ()
    found = []
    for r, c in np.argwhere((fields[: codes.WATER] > 0).any(axis=0)).tolist():
        thing, left, fire, smoke = (int(n) for n in fields[: codes.WATER, r, c])
        where = offset(r - codes.SIGHT, c - codes.SIGHT)
        if thing:
            counts = thing in (codes.TIMED_PHONE, codes.RINGING_PHONE, codes.BRAND)
            for_ = f", {left} more beats" if counts else ""
            found.append(f"{some(codes.THINGS[thing])}, {where}{for_}")
        if fire or smoke:
            found.append(f"{'fire' if fire else 'smoke'}, {where}")
    return tuple(found)


def water_seen(percept: Percept, seat: int, world: int = 0) -> tuple[str, ...]:
    """How high water stands, as far as a seat sees, where it is nearest: "chest-deep water, 1 north"."""
    levels = percept.fields[world, seat, codes.WATER :]
    found = []
    for level in range(codes.ANKLE, codes.OVERHEAD + 1):
        cells = np.argwhere((levels == level).any(axis=0)) - codes.SIGHT
        if len(cells):
            dy, dx = cells[np.abs(cells).sum(axis=1).argmin()].tolist()
            found.append(f"{codes.LEVELS_OF_WATER[level]} water, {offset(dy, dx)}")
    return tuple(found)


def valves_known(percept: Percept, brief: Brief, seat: int, world: int = 0) -> tuple[str, ...]:
    """What a seat knows of valves: "the sluice joins the north tunnel (dry) and the cistern (over the head)"."""
    found = []
    for f in np.flatnonzero(brief.chart.fixtures["kind"] == codes.VALVE).tolist():
        seen = percept.fixtures[world, seat, f]
        sides = [_behind(seen, side, brief) for side in ("one", "other")]
        if all(sides):
            found.append(f"{the(brief.fixture_names[f])} joins {sides[0]} and {sides[1]}")
    return tuple(found)


def _behind(seen: Any, side: str, brief: Brief) -> str:
    """What is on a side of a valve, as far as its record, SEEN_FIXTURE, has it; "" if nothing is known."""
    name, level = _of(brief.basins, int(seen[side]) - 1, ""), int(seen[f"{side}_level"])
    if level == codes.UNREAD:
        return name
    return f"{name or 'a basin'} ({codes.LEVELS_OF_WATER[level]})"


def offset(dy: int, dx: int) -> str:
    """A way in cells: "2 north, 3 east", "here"."""
    parts = [f"{abs(dy)} {'north' if dy < 0 else 'south'}"] if dy else []
    parts += [f"{abs(dx)} {'west' if dx < 0 else 'east'}"] if dx else []
    return ", ".join(parts) or "here"


WIELDED_AS = {
    codes.FLARE: "held out a burning flare",
    codes.EXTINGUISHER: "let an extinguisher go",
    codes.TORCH: "turned a torch",
}


def some(name: str) -> str:
    """A kind of thing with its article: "a bottle", "an extinguisher", "oil"."""
    if name in UNCOUNTED:
        return name
    return f"an {name}" if name[:1] in "aeiou" else f"a {name}"


def portions(pack: np.ndarray) -> str:
    """What is carried, int32 [N_OBJECTS]: "2 food, key"; "nothing"."""
    names = [f"{n} {name}" if n > 1 else name for n, name in zip(pack.tolist(), codes.OBJECTS, strict=True) if n]
    return ", ".join(names) or "nothing"


def describe(percept: Percept, brief: Brief, seat: int, world: int = 0) -> tuple[str, ...]:
    """Everything one seat knows of this beat, in sentences: itself, who is in sight, what sounds, what happened."""
    me = percept.me[world, seat]
    sheet = brief.sheets[int(brief.chart.sheet[me["y"], me["x"]])] if me["state"] != codes.AWAY else None
    place = f"in {sheet.title} at row {me['y'] - sheet.top}, column {me['x'] - sheet.left}" if sheet else "out of here"
    hangs = percept.bodies["hangs"][world, seat, seat]
    lines = [
        f"Beat {me['beat']}. You are {brief.titles[seat]}, {place}, {codes.STATES[me['state']]}.",
        f"You {f'hang {hangs_on(brief, me)}' if hangs else 'stand'} in the {'light' if me['lit'] else 'dark'}.",
        f"Health {me['hp']}, heart {me['rate']} beats a minute, fear {me['fear']}, hunger {me['hunger']}.",
        f"You carry {portions(percept.pack[world, seat])}.",
    ]
    if me["timer"] >= 0:
        lines.append(f"You are bitten: {me['timer']} beats until you turn.")
    if me["winded"]:
        lines.append("You are out of breath.")
    if me["state"] == codes.UP and me["bleed"]:
        lines.append("You bleed.")
    if me["spent"]:
        lines.append("You are off balance.")
    if me["stun"]:
        lines.append("You fell, and are not up yet.")
    if me["under"]:
        left = max(0, int(brief.tuning[0]["breath_held"]) - int(me["under"]))
        lines.append(f"You are under water: {left} more beats of air.")
    if me["flame"]:
        lines.append(f"A flare burns in your hand, for {me['flame']} more beats.")
    if me["rounds"]:
        lines.append(f"There are {me['rounds']} cartridges in your pistol.")
    lines += flown(percept, seat, world)
    if me["torch"]:
        lines.append(f"The torch in your hand shines {codes.DIRECTIONS[me['facing']]}.")
    lines += [f"There is {each}." for each in things_seen(percept, seat, world)]
    lines += [f"There is {each}." for each in water_seen(percept, seat, world)]
    lines += [f"{each[:1].upper()}{each[1:]}." for each in valves_known(percept, brief, seat, world)]
    if me["late"] >= 0:
        lines.append("Your hands shake: the order that slipped happens next beat.")
    cast = seat_cast(percept, brief, seat, world)
    in_sight = np.flatnonzero(percept.bodies["beat"][world, seat] == me["beat"]).tolist()
    lines += [f"You see {body_seen(percept, brief, cast, seat, index, world)}." for index in in_sight if index != seat]
    lines += [f"You hear {each}." for each in heard(percept, brief, seat, world)]
    lines += sentences(seen_events(percept, seat, world), cast)
    return tuple(lines)
