"""How people were after every beat, and whom they saw: a row for each person and beat in a table of an export."""

from collections.abc import Iterator

from warbell.engine import codes
from warbell.report.history import History
from warbell.report.named import names_of_bodies, on_sheet
from warbell.server.forms import Form, Row, number, text
from warbell.server.witnesses import Witnesses

STATES = Form(
    "states",
    (
        text("room", "id of the room"),
        number("beat", "after which it was so; 0 is the start"),
        text("who", "id of the seat, or the name of somebody without one"),
        number("seated", "1 if it is a seat; else 0"),
        text(
            "state",
            "`up`, `down`, `dead`, `turned`, or `away`: out, or not come yet. What follows is empty for the last "
            "three, but for where the dead and the turned are",
        ),
        text("borne", "`not`, `in arms`, `on shoulders`, `on a zipline`, `under a drone`"),
        text("sheet", "where they were"),
        number("row", "on the sheet"),
        number("column", "on the sheet"),
        number("hp", "health", "points"),
        number("rate", "of the heart", "beats a minute"),
        number("fear", "0 to 100"),
        number("hunger", "0 to 100"),
        number("turns_in", "until they turn of a bite; empty if none is infected", "beats"),
        number(
            "bleeds_in", "until they die where they lie, or lose a point of health; empty if they do not bleed", "beats"
        ),
        text("sees", "everybody whom they saw, people and infected, alive or dead"),
        number("earlier", "1 before the beat at which this room went on from another game; else 0"),
    ),
)


def state_rows(room: str, past: History, seen: Witnesses, earlier: int) -> Iterator[Row]:
    """The rows of `states`, by beat and person; `earlier` beats are of the game that this one goes on from."""
    film, episode = past.film, past.episode
    names, people, seats = names_of_bodies(episode), past.people, len(episode.seats)
    columns = {name: film.bodies[name][:, :people].tolist() for name in BODIES}
    hearts = {name: film.hearts[name].tolist() for name in HEARTS}
    turned = codes.IS_INFECTED[film.bodies["nature"][:, :people]]
    lives = (~turned & (film.bodies["state"][:, :people] <= codes.DOWN)).tolist()
    for beat in range(past.beats + 1):
        for p in range(people):
            body = {name: column[beat][p] for name, column in columns.items()}
            state = "turned" if turned[beat, p] else codes.STATES[body["state"]]
            here = (None, None, None) if body["state"] == codes.AWAY else on_sheet(episode.sheets, body["y"], body["x"])
            row = (room, beat, names[p], int(p < seats), state)
            if not lives[beat][p]:
                yield *row, None, *here, *NOTHING, int(beat < earlier)
                continue
            sees = "; ".join(names[i] for i in seen.sights[beat][p])
            heart = (hearts[name][beat][p] for name in HEARTS)
            wounds = body["timer"] if body["timer"] >= 0 else None, body["bleed"] or None
            borne = codes.BORNE[body["borne"]]
            yield *row, borne, *here, body["hp"], *heart, *wounds, sees, int(beat < earlier)


BODIES = ("y", "x", "state", "borne", "hp", "timer", "bleed")
HEARTS = ("rate", "fear", "hunger")
NOTHING = (None,) * 7
