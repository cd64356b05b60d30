"""The list "Around": it says all that is in a seat's view, so that one can play by it without seeing the board."""

from playwright.sync_api import expect
from server.player import Picture

VOICE = "\N{RIGHT SINGLE QUOTATION MARK}s voice"


def words_of(view, paper):
    """What the list has to say of a view, by its rows and not by what the page makes of them: parts of a line each."""
    names, now = paper["names"], view.now["me"]
    beat, y, x = now[0], now[2], now[3]
    wanted = []

    def offset(row, column):
        down, right = row - y, column - x
        parts = [f"{abs(down)} {'north' if down < 0 else 'south'}"] if down else []
        parts += [f"{abs(right)} {'west' if right < 0 else 'east'}"] if right else []
        return f": {', '.join(parts) or 'here'}"

    def title(body, nature):
        team = body < len(paper["seats"])
        return paper["seats"][body]["title"] if team else f"A {names['natures'][nature]}"

    for body, seen, row, column, nature, state, sign, *_ in view.rows["bodies"].values():
        if seen == beat and (row, column) != (y, x) and state < names["states"].index("away"):
            signs = f"signs {names['signals'][sign]}" if sign != 255 else ""
            kind = "mate" if body < len(paper["seats"]) else "infected"
            wanted.append((kind, title(body, nature), offset(row, column), signs))
    for _, seen, row, column, *_ in view.rows["drones"].values():
        if seen == beat:
            wanted.append(("drone", "A drone", offset(row, column)))
    for sound, bearing, voice, signal, _ in view.now["heard"]:
        who = f"{paper['seats'][voice]['title']}{VOICE}" if voice < len(paper["seats"]) else ""
        said = names["signals"][signal] if signal != 255 else ""
        way = {"here": "right here", "elsewhere": "on another floor"}.get(
            names["bearings"][bearing], names["bearings"][bearing]
        )
        wanted.append(("voice" if who else "sound", names["sounds"][sound][1:], way, who, said))
    for fixture, seen, state, *_ in view.rows["fixtures"].values():
        kind, row, column, name = paper["fixtures"][fixture]
        if seen == beat and names["fixtures"][kind] == "door":
            wanted.append(("door", name[1:], offset(row, column), names["doors"][state]))
    return wanted


def beats_with_all_of(reel, kinds):
    """Beats of a seat's reel in which, taken together, there is all of that to be said."""
    view, wanted, beats = Picture(), set(kinds), []
    view.take({"type": "welcome", "view": None})
    for beat, change in enumerate(reel["views"][:-1]):
        view.take({"type": "update", "view": change})
        found = wanted & {kind for kind, *_ in words_of(view, reel["paper"])}
        if found:
            beats.append(beat)
            wanted -= found
    assert not wanted, f"never in this game: {wanted}; take another seed"
    return beats


def listed(watcher, spectator, paper):
    """What is in the view of a seat, after the page's list was found to say all of it."""
    lines = watcher.around()
    wanted = words_of(spectator.picture, paper)
    for _, *parts in wanted:
        assert any(all(part in line for part in parts) for line in lines), (parts, lines)
    return {kind for kind, *_ in wanted}


def test_infected_drones_doors_and_sounds(visit, house, stack, loud):
    """Beats of a game are gone on from; a page and a program look on through the same eyes."""
    reel = house.ask(f"/api/rooms/{loud}/reel?seat=onjo").body
    watcher, met = visit(), set()
    kinds = {"infected", "drone", "door", "sound"}
    for beat in beats_with_all_of(reel, kinds):
        room = house.make(go_on={"room": loud, "beat": beat})
        player = stack.enter_context(house.player(room, token=house.claim(room, "onjo")))
        player.send("start")
        player.phase("planning")
        spectator = stack.enter_context(house.player(room, watch="onjo"))
        paper = spectator.welcome()["paper"]
        watcher.open(f"r/{room}?watch=onjo")
        expect(watcher.bar).to_contain_text(f"beat {beat} of")
        met |= listed(watcher, spectator, paper)
    assert met >= kinds


def test_friends_what_they_sign_and_what_they_call(visit, house, stack, gather):
    """Four in one dormitory, in the dark; one of them calls, and one signs."""
    party = gather("onjo", "suhyeok", "namra", episode="heartbeat", tempo=0)
    spectator = stack.enter_context(house.player(party.room, watch="onjo"))
    paper = spectator.welcome()["paper"]
    watcher = visit()
    watcher.open(f"r/{party.room}?watch=onjo")
    for player, line in zip(party, (".", "call-COME", "sign-HELP"), strict=True):
        player.ink(line)
    spectator.phase("planning", 2)
    watcher.await_turn(2, "Waiting for")
    assert listed(watcher, spectator, paper) >= {"mate", "voice"}
    lines = watcher.around()
    assert [line for line in lines if "a call: COME" in line.replace("A call", "a call") and "Su-hyeok" in line]
    assert [line for line in lines if line.startswith("Nam-ra") and "signs HELP" in line]
