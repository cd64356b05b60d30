"""Everything that the page of a report shows, as one document for programs."""

from collections.abc import Iterable, Mapping, Sequence

from warbell.encode import words
from warbell.engine import codes
from warbell.plans.cells import CUES
from warbell.replay import Replay
from warbell.report import deeds as done
from warbell.report import shape
from warbell.report.account import account
from warbell.report.causes import chains
from warbell.report.chain import Chain
from warbell.report.cues import cues_met
from warbell.report.history import NOBODY, TOLD, Happening, History, history
from warbell.report.ledger import Rescue, rescues
from warbell.report.lives import lives, prices
from warbell.report.named import names_of_bodies, on_sheet
from warbell.team import handovers
from warbell.whatif import Chance


def findings(replay: Replay, chances: Mapping[int, Chance] | None = None) -> shape.Report:
    """The report of a replay, BadInput if it has no film; `chances` as `whatif` finds them."""
    past = history(replay)
    header, told, saved = past.header, account(past), rescues(past)
    names = names_of_bodies(past.episode)
    seats = range(len(past.episode.seats))
    return shape.Report(
        report=shape.VERSION,
        replay=past.name,
        episode=header.episode,
        episode_digest=header.episode_digest,
        title=past.episode.title,
        seed=header.seed,
        rules=past.rules,
        warbell=header.warbell,
        outcome=header.outcome,
        ending=header.ending,
        ending_text=past.ending,
        reason=told.reason,
        hopeless=told.hopeless,
        beats=past.beats,
        score=header.score,
        saved=header.saved,
        dead=header.dead,
        turned=header.turned,
        handovers=[*handovers(header)],
        people=[_person(past, body, names[body]) for body in range(past.people)],
        goals=[
            shape.Goal(
                goal.text,
                goal.met,
                goal.beat if goal.beat >= 0 else None,
                goal.came,
                goal.need,
                [shape.Told(each.beat, each.text) for each in goal.deeds],
            )
            for goal in told.goals
        ],
        points=[shape.Points(row.text, row.points) for row in told.score],
        harms=[_harm(past, chain, names, (chances or {}).get(chain.seat)) for chain in chains(past)],
        ways=[_way(past, seat) for seat in seats],
        curves=[_curve(past, seat) for seat in seats],
        noise=past.noise.tolist(),
        cues=[
            shape.Cue(
                CUES[met.cue],
                codes.SIGNALS[codes.FIRST_CODE_WORD + met.cue],
                met.beat,
                met.alone,
                [shape.Wait(names[wait.seat], wait.beats) for wait in met.waits],
            )
            for met in cues_met(past.orders)
        ],
        deeds=[_deed(each, names) for each in done.deeds(past)],
        rescues=[_rescue(each, names) for each in saved],
        dangers=_unended(past, saved, names),
        prices=[
            shape.Price(
                names[each.who],
                [names[whom] for whom in each.whom],
                each.beats,
                each.health,
                _spent(each.spent),
                each.charge,
                each.shouts,
                each.shots,
                each.lost or None,
            )
            for each in prices(past, saved)
        ],
        events=[
            shape.Event(each.beat, _kind(each), each.text, past.harms(each)) for each in past.happenings if each.text
        ],
        digest=f"{header.digest:016x}",
    )


def _kind(each: Happening) -> str:
    return "told" if each.kind == TOLD else codes.EVENTS[each.kind]


def _person(past: History, body: int, name: str) -> shape.Person:
    seat = past.is_seat(body)
    mind = past.header.minds[body] if seat else None
    return shape.Person(name, past.called(body), seat, mind, past.fate(body))


def _harm(past: History, chain: Chain, names: Sequence[str], chance: Chance | None) -> shape.Harm:
    known = chance if chance is not None and chance.end == chain.ends else None
    links = []
    for each in chain.links:
        sheet, row, column = on_sheet(past.episode.sheets, *each.cell)
        links.append(shape.Link(each.beat, each.text, sheet, row, column, each.harm))
    last = known and shape.LastChance(
        known.beat, words.order(known.given), words.order(known.instead), known.ways, known.of
    )
    return shape.Harm(names[chain.seat], chain.title, chain.ends if chain.ends >= 0 else None, links, last)


def _way(past: History, seat: int) -> shape.Way:
    cells: list[tuple[str, int, int] | None] = []
    for (y, x), state in zip(past.places[:, seat].tolist(), past.states[:, seat].tolist(), strict=True):
        place = on_sheet(past.episode.sheets, y, x)
        cells.append(None if state == codes.AWAY or place[0] is None else place)
    return shape.Way(past.episode.seats[seat], cells)


def _curve(past: History, seat: int) -> shape.Curve:
    there = slice(past.last_beat(seat) + 1)
    near = [None if cells == NOBODY else cells for cells in past.apart(seat)[there].tolist()]
    rate, fear, health = (column[there, seat].tolist() for column in (past.rates, past.fears, past.health))
    return shape.Curve(past.episode.seats[seat], rate, fear, health, near)


def _deed(each: done.Deed, names: Sequence[str]) -> shape.Deed:
    whom = names[each.whom] if each.whom >= 0 else None
    return shape.Deed(each.beat, [names[who] for who in each.who], whom, each.did, each.text)


def _rescue(each: Rescue, names: Sequence[str]) -> shape.Rescue:
    def named(bodies: Iterable[int]) -> list[str]:
        return [names[body] for body in bodies]

    return shape.Rescue(
        names[each.danger.whom],
        each.danger.kind,
        each.danger.began,
        each.danger.ended,
        [_deed(deed, names) for deed in each.deeds],
        [shape.Lost(names[who], points) for who, points in zip(each.helpers, each.health, strict=True)],
        _spent(each.spent),
        each.charge,
        each.shouts,
        each.shots,
        each.noise,
        named(each.bitten),
        named(each.fell),
        named(each.lost),
    )


def _unended(past: History, saved: Sequence[Rescue], names: Sequence[str]) -> list[shape.Danger]:
    ended = {rescue.danger for rescue in saved}
    return [
        shape.Danger(names[each.whom], each.kind, each.began, each.ended if each.ended <= past.beats else None)
        for life in lives(past, saved)
        for each in life.dangers
        if each not in ended
    ]


def _spent(counts: Sequence[int]) -> dict[str, int]:
    return {name: count for name, count in zip(codes.OBJECTS, counts, strict=True) if count}
