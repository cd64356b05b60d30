"""Who looks on may ask for a seat that a mind holds, or whose person is gone; the host gives it, between turns."""

from server.test_rooms import beats

from warbell import episodes
from warbell.server import log
from warbell.server.game import table
from warbell.server.room import Room


def door(player, wanted):
    """Wait until the door is as wanted."""
    return player.until(wanted, doors=True)


def asks(house, party, host, seat, who="Juno"):
    """A visitor who asks for a seat; their number."""
    visitor = house.player(party.room, who=who)
    visitor.welcome()
    visitor.send("ask", seat=seat)
    told = door(host, lambda message: any(each["wants"] == seat for each in message["visitors"]))
    return visitor, next(each["number"] for each in told["visitors"] if each["wants"] == seat)


def key(visitor):
    """The key a visitor is given."""
    return visitor.until(lambda message: message["type"] == "key")


def test_a_visitor_is_named_at_the_door_until_they_go(house, gather):
    party = gather("onjo", tempo=0)
    onjo = party["onjo"]
    visitor = house.player(party.room, who=" Juno ")
    visitor.welcome()
    told = door(onjo, lambda message: message["visitors"])
    assert (told["host"], told["visitors"]) == (
        "onjo",
        [{"number": told["visitors"][0]["number"], "who": "Juno", "wants": None}],
    )
    visitor.close()
    door(onjo, lambda message: not message["visitors"])


def test_a_visitor_plays_a_mind_s_seat_and_hands_it_back(house, gather, stack):
    party = gather("onjo", minds={"suhyeok": "sprint", "namra": "wait", "garam": "wait"}, tempo=0)
    onjo = party["onjo"]
    visitor, number = asks(house, party, onjo, "suhyeok")
    onjo.send("answer", visitor=number, yes=True)
    given = key(visitor)
    assert given["seat"] == "suhyeok"
    visitor.close()
    juno = stack.enter_context(house.player(party.room, token=given["token"]))
    assert juno.welcome()["seat"] == "suhyeok"
    onjo.until_room(lambda room: room["seats"][1]["here"])
    assert (onjo.seat("suhyeok")["holder"], onjo.seat("suhyeok")["who"]) == ("person", "Juno")
    onjo.commit(".*2")
    assert onjo.quiet()  # Juno is waited for
    juno.phase("planning")
    juno.commit("n .")
    onjo.phase("planning", 2)
    assert [row[1] for row in beats(party)] == [1, 0]  # what Juno ordered, not the mind
    juno.send("leave")
    onjo.until_room(lambda room: room["seats"][1]["holder"] == "mind")
    assert onjo.seat("suhyeok")["who"] == "sprint"
    onjo.send("withdraw", turn=onjo.room["turn"]) if onjo.seat("onjo")["ready"] else None
    onjo.commit(".*4")
    onjo.phase("planning", 3)
    assert {row[1] for row in beats(party)[2:]} - {0}  # it runs again
    rows = [entry.row for entry in house.entries(party.room)]
    assert [row.who for row in rows if isinstance(row, log.Admitted)] == ["Juno"]


def test_only_the_host_answers_and_may_say_no(house, gather):
    party = gather("onjo", "garam", tempo=0)
    visitor, number = asks(house, party, party["onjo"], "namra")
    party["garam"].send("answer", visitor=number, yes=True)
    assert party["garam"].refusal()["reason"] == "not yours"
    party["onjo"].send("answer", visitor=number, yes=False)
    assert "keeps the seat" in visitor.refusal()["message"]
    party["onjo"].send("answer", visitor=number, yes=True)
    assert party["onjo"].refusal()["reason"] == "stale"
    assert party["onjo"].seat("namra")["holder"] == "mind"


def test_a_seat_whose_person_is_here_is_not_to_be_asked_for(house, gather):
    party = gather("onjo", "garam", tempo=0)
    visitor = house.player(party.room)
    visitor.welcome()
    visitor.send("ask", seat="garam")
    assert visitor.refusal()["reason"] == "taken"
    visitor.send("start")
    assert visitor.refusal()["reason"] == "not yours"


def test_an_abandoned_seat_is_given_away_and_its_old_key_opens_nothing(house, gather, stack):
    party = gather("onjo", "garam", tempo=0, dropout="pause", grace=3600)
    onjo = party["onjo"]
    party["garam"].cut()
    onjo.until_room(lambda room: room["waits"])
    visitor, number = asks(house, party, onjo, "garam")
    onjo.send("answer", visitor=number, yes=True)
    juno = stack.enter_context(house.player(party.room, token=key(visitor)["token"]))
    juno.welcome()
    onjo.until_room(lambda room: not room["waits"] and room["seats"][3]["here"])
    assert onjo.seat("garam")["who"] == "Juno"
    with house.player(party.room, token=party.tokens["garam"]) as old:
        assert old.dismissed() == "token"
    for player in (onjo, juno):
        player.phase("planning")
        player.commit(".")
    onjo.phase("planning", 2)


def test_a_room_in_which_seats_changed_hands_is_made_again_from_its_log(house, gather, stack):
    """A room is nothing but its rows: what a seat that was taken over did is done again."""
    party = gather("onjo", minds="caution", tempo=0)
    onjo = party["onjo"]
    onjo.commit(".*2")
    onjo.phase("planning", 2)
    visitor, number = asks(house, party, onjo, "namra")
    onjo.send("answer", visitor=number, yes=True)
    juno = stack.enter_context(house.player(party.room, token=key(visitor)["token"]))
    juno.welcome()
    for turn in (2, 3):
        for player, line in ((onjo, ".*2"), (juno, "e .")):
            player.phase("planning", turn)
            if not player.seat("onjo" if player is onjo else "namra")["ready"]:
                player.commit(line)
        onjo.phase("planning", turn + 1)
    juno.send("leave")
    onjo.until_room(lambda room: room["seats"][2]["holder"] == "mind")
    first, *rest = house.entries(party.room)
    again = Room(party.room, table(episodes.load("curfew")), first.row, first.at)
    again.restore(rest)
    assert again.beat == onjo.room["beat"]
    assert again.chair("namra").who == "caution"
