"""Who knew of what happened, and who saw whom, in every beat of a room that is made again: no film says it."""

from warbell.server.game import Game


class Witnesses:
    """What people perceived, looked at after the start and after every beat; an observer of a room."""

    def __init__(self) -> None:
        self.events: list[list[list[int]]] = []  # [beats + 1][events of the beat]: the people who know of it
        self.sights: list[list[list[int]]] = []  # [beats + 1][people]: the bodies they see

    def watch(self, game: Game) -> None:
        """Note what people perceive now."""
        self.events.append(game.witnesses() if game.beat else [])
        self.sights.append(game.sights())
