"""What is seen of a plan, and the scripts made of it: they play the night they were read from, and look at less."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scores import BRIEF, EPISODE, everything, plans

from warbell.episodes import brief, load
from warbell.lab import variants as cut
from warbell.lab.clocks import Game as Seen
from warbell.lab.clocks import Guess, by_the_clock, guesses, watch
from warbell.plans import Answer, Cue, Order, Reflex, Roll, compose, parse, parse_cells, show
from warbell.plans.cells import MOST, acts, conditions
from warbell.runs import run


def line(text):
    return compose({"ana": parse_cells(text, "line", BRIEF)})


def text_of(plan):
    return " ".join(str(cell) for cell in plan.lines.get("ana", ()))


def test_a_cell_is_done_with_in_the_beat_in_which_the_seat_goes_on():
    (game,) = watch(EPISODE, line("~beat>=3 .*2 ~beat>=1 ?beat>=5->.;n .~beat>=9 ~told-GO"), [1])
    assert game.done == {("ana", 0): 3, ("ana", 1): 5, ("ana", 2): 5, ("ana", 3): 6, ("ana", 4): 9}
    assert game.ways == {("ana", 3): True}


def test_how_many_are_watched_at_a_time_changes_nothing():
    seeds = range(42)
    together = watch(EPISODE, everything(), seeds)
    assert together == [game for seed in seeds for game in watch(EPISODE, everything(), [seed])]
    assert len({tuple(game.ways.items()) for game in together}) > 1


def ends(episode, plan, seed):
    (result,) = run(episode, dict.fromkeys(episode.seats, "plan"), [seed], plan=plan)
    return result.outcome, result.beats, result.score, result.saved, result.dead


@pytest.mark.parametrize("name", ["curfew", "heartbeat"])
@pytest.mark.parametrize("words_only", [True, False])
def test_a_script_of_one_night_plays_that_night(name, words_only):
    """Every clock is right, where nothing differs: one that is a beat off, or one order more, would be another game."""
    episode = load(name)
    plan = parse(episode.walkthrough, "walkthrough.plan", brief(episode))
    for seed in range(4):
        (guess,) = guesses(plan, watch(episode, plan, [seed]), words_only=words_only)
        script = by_the_clock(plan, guess, 0.5, 0, words_only=words_only)
        assert show(script) != show(plan)
        assert ends(episode, script, seed) == ends(episode, plan, seed)


def game(won, ways, **beats):
    return Seen(won, {("ana", int(k[1:])): beat for k, beat in beats.items()}, {("ana", k): way for k, way in ways})


def test_a_guess_has_the_beats_of_the_games_that_went_its_way():
    plan = line("~lit ?told-GO->e;n ?lit->w;s ~dark")
    games = [
        game(True, [(1, True), (2, True)], k0=9, k3=30),
        game(True, [(1, True), (2, False)], k0=5, k3=20),
        game(True, [(1, False), (2, True)], k0=7),
        game(False, [(1, False), (2, True)], k0=1),
    ]
    told, untold = guesses(plan, games, words_only=True)
    assert told == Guess({("ana", 1): True}, {("ana", 0): [5, 9], ("ana", 3): [20, 30]})
    assert untold == Guess({("ana", 1): False}, {("ana", 0): [7]})
    assert len(guesses(plan, games, words_only=False)) == 3
    lost = [game(False, [(1, True)], k0=4)]
    assert guesses(plan, lost, words_only=True) == [Guess({("ana", 1): True}, {("ana", 0): [4]})]


def by(text, *, words_only, ways=None, **beats):
    done = {("ana", int(k[1:])): when for k, when in beats.items()}
    return text_of(by_the_clock(line(text), Guess(ways or {}, done), 0.5, 1, words_only=words_only))


@pytest.mark.parametrize(
    "text,untold,blind",
    [
        ("strike~told-NOW/9", "strike~beat>=6", ".~beat>=6"),
        ("use-e~open@e/8", "use-e~open@e/8", "use-e~beat>=6"),
        ("@yard:3,3~near<4/9", "@yard:3,3~near<4/9", "@yard:3,3~beat>=6"),
        ("~told-GO/30", "~beat>=6", "~beat>=6"),
        ("?lit->.~told-GO/9;sign-GO*2", "?lit->.~beat>=6;.*2", ".~beat>=6"),
        ("?told-GO->sign-GO*2;n", ".*2", ".*2"),
        ("reflex-shove", "reflex-shove", ""),
        ("roll-SAFE-20 answer-NOW-GO-3 e", "e", "e"),
        ("~kept-ben/9", "~beat>=6", "~beat>=6"),
        ("e~seen-ben/9", "e~seen-ben/9", "e~beat>=6"),
        ("take-n*2/3", "take-n*2/3", "take-n*2/3"),
    ],
)
def test_what_is_asked_becomes_the_beat_at_which_it_was_so(text, untold, blind):
    assert by(text, words_only=True, k0=[2, 5, 8]) == untold
    assert by(text, words_only=False, k0=[2, 5, 8]) == blind


def test_what_never_was_so_is_waited_for_without_end():
    assert by("~told-GO/30 e", words_only=True) == f"~beat>={MOST} e"


@given(plans(), st.booleans(), st.integers(0, 60), st.floats(0, 1))
@settings(max_examples=60)
def test_a_script_looks_at_nothing_that_it_should_not(plan, words_only, beat, quantile):
    done = {(seat, k): [beat, beat + 3] for seat, cells in plan.lines.items() for k in range(0, len(cells), 2)}
    script = by_the_clock(plan, Guess({}, done), quantile, 15, words_only=words_only)
    assert parse(show(script), "script.plan", BRIEF) == script
    cells = [cell for cells in script.lines.values() for cell in cells]
    asked = {condition.name for cell in cells for condition in conditions(cell)}
    assert not asked & {"heard", "told", "kept", "missed", "answered"}
    assert not [cell for cell in cells if isinstance(cell, Roll | Answer)]
    assert {(script.roll(seat), script.answer(seat)) for seat in EPISODE.seats} == {(Roll(), Answer())}
    assert not [cell for cell in cells if isinstance(cell, Cue)]
    orders = [act for cell in cells for act in acts(cell) if isinstance(act, Order)]
    assert not [order for order in orders if cut.is_word(order)]
    if not words_only:
        assert asked <= {"beat"}
        assert not [cell for cell in cells if isinstance(cell, Reflex)]
        assert {script.reflex(seat) for seat in EPISODE.seats} == {Reflex()}
        assert not [order for order in orders if cut.is_aimed(order)]
