"""The letters by which whoever draws a scene tells the team apart."""


def letters(titles: tuple[str, ...]) -> tuple[str, ...]:
    """A capital for each team member: the first letter of the name that is still free, else a digit."""
    taken: list[str] = []
    for title in titles:
        choices = [*title.upper(), *"123456789"]
        taken.append(next((c for c in choices if c.isascii() and c.isalnum() and c not in taken), "?"))
    return tuple(taken)
