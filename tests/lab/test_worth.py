"""What rescues were worth over many games."""

from dataclasses import replace

from warbell.lab.worth import Told, by_deed, by_whom, tell, worth
from warbell.undone import Without


def test_a_game_is_told_by_names(replay):
    (told,) = tell([replay])
    assert (told.game, told.whom, told.danger, told.did) == (0, "Ben", "down", "tended")
    assert by_deed(told) == "down: tended"
    assert told.without == Without((1,), (), True)


def test_what_has_an_interval_is_counted_by_games(replay):
    """Two rescues of one game are one game; of three games Ben would have died in two."""
    (told,) = tell([replay])
    nothing, died = Without((), (), False), Without((1,), (0, 2), True)
    games = [
        told,
        told,
        told._replace(game=1, without=nothing),
        told._replace(game=2, without=died),
        told._replace(game=3, without=None),
    ]
    (row,) = worth(games, by_whom)
    assert (row.name, row.rescues, row.games) == ("Ben", 5, 4)
    assert (row.beats, row.objects, row.health) == (1, 1, 0)
    assert round(row.doomed.value, 1) == 66.7
    assert round(row.left.value, 1) == 66.7
    assert row.lives.value == (1 + 0 - 1) / 3


def test_of_two_games_nothing_is_concluded(replay):
    (told,) = tell([replay])
    (row,) = worth([told, told._replace(game=1)], by_deed)
    assert (row.doomed, row.left, row.lives) == (None, None, None)


def test_the_most_frequent_comes_first(replay):
    (told,) = tell([replay])
    bitten = Told(1, "Cem", "bitten", "cured", replace(told.rescue), None)
    assert [row.name for row in worth([bitten, told, told], by_deed)] == ["down: tended", "bitten: cured"]
    assert [row.name for row in worth([], by_deed)] == []
