"""How a short game is told: who ordered what, what came of it, and what some seats made of it; nothing twice.

    beat 4: Ana strike east
      Ana struck shambler 1 for 2.
      shambler 1 bit Ana, and the bite is infected. (Ben does not know)
      shambler 1 goes east, after Ana by sight
      Ana: health 8; fear 40; hears a cry, voice of Ben, west, loud

Sentences that end in a full stop are events; a line without is what an infected did. A seat's line says only what was
not so in the beat before; heart and fear are said when they come into another ten.
"""

from collections.abc import Hashable, Iterator, Sequence

import numpy as np

from warbell import replay
from warbell.encode import words
from warbell.engine import codes as c
from warbell.episodes import Brief, brief
from warbell.report.referee import objectives_met, referee_cast

UNTOLD = (c.REFUSED, c.BUMPED, c.GOAL_MET, c.ENDED)  # nobody else is ever to know of these, or everybody


def story(game: replay.Replay, eyes: Sequence[str]) -> Iterator[str]:
    """The lines of a game as a referee tells it, and what the seats named in `eyes` perceive."""
    episode, header = game.episode, game.header
    paper = brief(episode)
    watched = [episode.seats.index(seat) for seat in eyes]
    yield f"{episode.title}. {episode.briefing}"
    for sheet in episode.sheets:
        yield ""
        drawing = episode.sources[f"{sheet.name}.txt"].decode().partition("\n---")[0]
        yield from (f"    {row}" for row in drawing.splitlines())
    yield ""
    before = None
    for step in replay.steps(game):
        lines = list(_events(game, step, watched))
        lines += words.story(episode.story, step.beat, objectives_met(game.film, step.beat))
        if before:
            lines += _infected(episode.body_names, before, step)
        for seat in watched:
            if news := _perceived(before, step, paper, seat):
                lines.append(f"{episode.titles[seat]}: {'; '.join(news)}")
        given = _orders(step, episode.titles)
        if lines or given:
            yield f"beat {step.beat}{': ' if given else ''}{given}"
            yield from (f"  {line}" for line in lines)
        before = step
    yield ""
    yield f"{header.outcome} ({header.ending}) after {header.beats} beats, score {header.score}"


def _orders(step: replay.Step, titles: Sequence[str]) -> str:
    """Everybody's order but the waits."""
    orders = step.orders.tolist()
    return ", ".join(f"{title} {words.order(given)}" for title, given in zip(titles, orders, strict=True) if given)


def _events(game: replay.Replay, step: replay.Step, watched: Sequence[int]) -> Iterator[str]:
    """What happened, and who of those who watch does not know of it."""
    titles, cast = game.episode.titles, referee_cast(game.film, step.beat, game.episode)
    for row in step.world.events[0, : step.world.clock["events"][0]]:
        if not (text := words.sentence(row, cast)):
            continue
        blind = [titles[seat] for seat in watched if _perceives(step, seat) and not _knows(step, seat, row)]
        unknown = f" ({' and '.join(blind)} {'do' if blind[1:] else 'does'} not know)" if blind else ""
        yield text + (unknown if row["kind"] not in UNTOLD else "")


def _perceives(step: replay.Step, seat: int) -> bool:
    """Whether a seat still has eyes and ears."""
    me = step.percept.me[0, seat]
    return me["state"] in (c.UP, c.DOWN) and bool(c.IS_PERSON[me["nature"]])


def _knows(step: replay.Step, seat: int, row: np.void) -> bool:
    """Whether a seat perceived an event."""
    return any(
        each["kind"] == row["kind"] and each["who"] in (row["who"], -1)
        for each in words.seen_events(step.percept, seat)
    )


def _infected(names: Sequence[str], before: replay.Step, step: replay.Step) -> Iterator[str]:
    """What infected did that is no event."""
    for index, name in enumerate(names):
        old, new = before.world.bodies[0, index], step.world.bodies[0, index]
        if c.IS_INFECTED[new["nature"]] and new["state"] == c.UP and (did := list(_deeds(names, old, new))):
            yield f"{name} {', '.join(did)}"


def _deeds(names: Sequence[str], old: np.void, new: np.void) -> Iterator[str]:
    """What an infected did in a beat, and whom it goes for from now on."""
    way = (int(new["y"] - old["y"]), int(new["x"] - old["x"]))
    if old["state"] == c.AWAY:
        yield "comes"
    elif way != (0, 0):
        ways = [(int(c.DY[d]), int(c.DX[d])) for d in range(c.HERE)]
        if way in ways:
            yield f"goes {c.DIRECTIONS[ways.index(way)]}"
        elif new["nature"] != c.CLIMBER:
            yield "takes the stairs"
    if new["borne"] == c.ON_SHOULDERS != old["borne"]:
        yield f"climbs onto {names[new['carrier'] - 1]}"
    if old["asleep"] and not new["asleep"]:
        yield "wakes"
    if new["wary"] and not old["wary"]:
        yield "keeps out of drones' light from now on"
    if any(new[column] != old[column] for column in ("quarry", "clue", "lure")) and c.IS_INFECTED[old["nature"]]:
        yield _aim(names, new)


def _aim(names: Sequence[str], body: np.void) -> str:
    """Whom an infected goes for, and by what."""
    if body["clue"] == c.NO_CLUE:
        return "hunts nobody any more"
    by = c.SOUNDS[body["lure"]] if body["clue"] == c.BY_NOISE else c.CLUES[body["clue"]]
    return f"after {names[body['quarry'] - 1]}, by {by}" if body["quarry"] else f"drawn by {by}"


def _news(step: replay.Step, paper: Brief, seat: int) -> dict[Hashable, str]:
    """What a seat perceives, each in words and by what makes it news when it changes; nothing that events tell."""
    percept, me = step.percept, step.percept.me[0, seat]
    if not _perceives(step, seat):
        return {}
    news: dict[Hashable, str] = {text: text for text in _of_oneself(me)}
    news["heart", me["rate"] // 10] = f"heart {me['rate']}"
    news["fear", me["fear"] // 10] = f"fear {me['fear']}"
    cast = words.seat_cast(percept, paper, seat)
    for index in _in_sight(step, seat):
        body = percept.bodies[0, seat, index]
        text = words.body_seen(percept, paper, cast, seat, index)
        news[index, body["nature"], body["state"], body["asleep"]] = f"sees {text}"
    for row in percept.heard[0, seat, : me["heard"]]:
        news["sound", row["sound"], row["voice"], row["signal"]] = f"hears {words.sound(row, paper)}"
    return news


def _of_oneself(me: np.void) -> Iterator[str]:
    """What a seat feels without asking."""
    yield f"health {me['hp']}"
    yield f"stands in {'light' if me['lit'] else 'the dark'}"
    for column, text in (("load", "has full arms"), ("winded", "is out of breath"), ("spent", "is off balance")):
        if me[column]:
            yield text
    if me["timer"] >= 0:
        yield "is bitten"


def _in_sight(step: replay.Step, seat: int) -> list[int]:
    """Whom a seat sees now, by their rows."""
    seen = step.percept.bodies["beat"][0, seat] == step.percept.me["beat"][0, seat]
    return [index for index in np.flatnonzero(seen).tolist() if index != seat]


def _perceived(before: replay.Step | None, step: replay.Step, paper: Brief, seat: int) -> list[str]:
    """What a seat perceives that it did not perceive a beat before, and whom it sees no longer."""
    now = _news(step, paper, seat)
    if before is None or not now:
        return list(now.values())
    known = _news(before, paper, seat)
    cast = words.seat_cast(before.percept, paper, seat)
    gone = [index for index in _in_sight(before, seat) if index not in _in_sight(step, seat)]
    lost = [f"loses sight of {cast.body(index)}" for index in gone]
    return [text for key, text in now.items() if key not in known] + lost
