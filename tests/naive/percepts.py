"""The engine's percept of one seat in plain Python, and how it differs from the oracle's."""

from types import SimpleNamespace

import numpy as np
from naive.world import cells_of, row, rows, sounds, window_cells

from warbell.engine import codes as c

PIPES = ("one", "other", "one_level", "other_level")


def read_percept(ground, percept, e, p):
    me = row(percept.me[e, p])
    centre = me.y, me.x
    drone = percept.drones[e, p, me.flies - 1] if me.flies else me
    over = int(drone.y), int(drone.x)
    return SimpleNamespace(
        me=vars(me),
        pack=percept.pack[e, p].tolist(),
        bonds=percept.bonds[e, p].tolist(),
        now=window_cells(percept.now[e, p], centre),
        bright=window_cells(percept.bright[e, p], centre),
        known=cells_of(percept.known[e, p], ground.width),
        fields=[_levels(field, centre) for field in percept.fields[e, p]],
        afar=window_cells(percept.afar[e, p], over) if me.flies else set(),
        afar_fields=[_levels(field, over) if field.size else {} for field in percept.afar_fields[e, p]],
        things={(int(y), int(x)): int(percept.things[e, p, y, x]) for y, x in np.argwhere(percept.things[e, p])},
        bodies=_known(percept.bodies[e, p]),
        sighted=sorted(percept.sighted[e, p, 1 : 1 + percept.sighted[e, p, 0]].tolist()),
        fixtures=_known(percept.fixtures[e, p]),
        pipes={
            v: {name: int(percept.fixtures[name][e, p, pipe.valve]) for name in PIPES}
            for v, pipe in enumerate(ground.pipes)
        },
        drones=_known(percept.drones[e, p]),
        heard=sounds(percept.heard[e, p]),
        events=[tuple(vars(event).values()) for event in rows(percept.events[e, p, : me.events])],
        mask=percept.mask[e, p].tolist(),
    )


def _levels(field, centre):
    """{cell: level} of a window, for the cells that are seen."""
    return {
        (int(centre[0] - c.SIGHT + r), int(centre[1] - c.SIGHT + k)): int(field[r, k])
        for r, k in np.argwhere(field != c.NOT_SEEN)
    }


def _known(table):
    return {k: vars(record) for k, record in enumerate(rows(table)) if record.beat >= 0}


def _rows_differ(found, wanted):
    """Records by index: the engine's may hold more fields (counts, spares) than the oracle knows of."""
    if set(found) != set(wanted):
        return True
    return any(found[k][name] != value for k, fields in wanted.items() for name, value in fields.items())


def percept_differences(found, wanted, room):
    """Lines that say how the engine's percept differs; events are compared as a set, for as many as there is room."""
    lines = [f"me.{name}: engine {found.me[name]}, oracle {v}" for name, v in wanted.me.items() if found.me[name] != v]
    lines += [
        f"{table}: engine {getattr(found, table)}, oracle {getattr(wanted, table)}"
        for table in ("bodies", "fixtures", "drones")
        if _rows_differ(getattr(found, table), getattr(wanted, table))
    ]
    things = {cell: what for cell, what in wanted.things.items() if what}
    if found.things != things:
        lines.append(f"things: engine {found.things}, oracle {things}")
    for table in ("pack", "bonds", "now", "bright", "known", "fields", "afar", "afar_fields", "heard", "pipes", "mask"):
        have, want = getattr(found, table), getattr(wanted, table)
        if have != want and not (table in ("pack", "bonds", "pipes") and not want):
            lines.append(f"{table}: engine {have}, oracle {want}")
    if len(wanted.events) <= room and sorted(found.events) != sorted(wanted.events):
        lines.append(f"events: engine {sorted(found.events)}, oracle {sorted(wanted.events)}")
    now = sorted(i for i, body in wanted.bodies.items() if body["beat"] == wanted.me["beat"])
    if found.sighted != now:
        lines.append(f"sighted: engine {found.sighted}, oracle {now}")
    if (found.me["heard"], found.me["events"]) != (len(wanted.heard), min(room, len(wanted.events))):
        lines.append(f"counts: engine {found.me['heard']}, {found.me['events']}")
    return lines
