"""The vectors of `encode.arrays` made with plain NumPy, a column at a time."""

import numpy as np

from warbell.encode.arrays import DRONE, HUNTER, MATE, SELF, SOUND, layout
from warbell.encode.fill import NEAREST, NEVER
from warbell.engine import codes


def vectors(percept):
    """Every seat's percept as one row of numbers: int32 [E, P, width(P, D)], filled into `out` if it is given.

    `mates` has a block of MATE for each seat in seat order (one's own too), `hunters` a block of HUNTER for each of
    the NEAREST infected seen now, zeros where there are fewer. `dy`, `dx` are cells from oneself, `age` beats since
    it was seen (0 now, NEVER never).
    """
    me = percept.me
    worlds, persons = me.shape
    drones = percept.drones.shape[2]
    columns = layout(persons, drones)
    out = np.empty((worlds, persons, columns["heard"].stop), np.int32)
    for k, name in enumerate(SELF):
        out[..., k] = me[name]
    out[..., columns["pack"]] = percept.pack
    out[..., columns["bonds"]] = percept.bonds
    mates = out[..., columns["mates"]].reshape(worlds, persons, persons, len(MATE))
    _seen(percept.bodies[:, :, :persons], me, MATE, mates)
    out[..., columns["mates"]] = mates.reshape(worlds, persons, -1)
    out[..., columns["hunters"]] = _hunters(percept)
    seen = np.empty((worlds, persons, drones, len(DRONE)), np.int32)
    _seen(percept.drones, me, DRONE, seen)
    out[..., columns["drones"]] = seen.reshape(worlds, persons, -1)
    for k, name in enumerate(SOUND):
        out[..., columns["heard"].start + k : columns["heard"].stop : len(SOUND)] = percept.heard[name]
    unused = np.arange(codes.HEARD_SLOTS) >= me["heard"][..., None]
    out[..., columns["heard"]][np.repeat(unused, len(SOUND), axis=-1)] = 0
    return out


def _seen(table, me, names, out):
    """Things as last seen, [E, P, n] records, into int32 [E, P, n, len(names)]; zeros where never seen."""
    ever = table["beat"] >= 0
    for k, name in enumerate(names):
        if name == "age":
            out[..., k] = np.where(ever, me["beat"][..., None] - table["beat"], NEVER)
        elif name in {"dy", "dx"}:
            out[..., k] = np.where(ever, table[name[1]] - me[name[1]][..., None], 0)
        else:
            out[..., k] = np.where(ever, table[name], 0)


def _hunters(percept):
    """The nearest infected in sight, int32 [E, P, NEAREST * len(HUNTER)]; ties go to the lower body index."""
    me, bodies = percept.me, percept.bodies
    worlds, persons, count = bodies.shape
    dy, dx = bodies["y"] - me["y"][..., None], bodies["x"] - me["x"][..., None]
    seen = (bodies["beat"] == me["beat"][..., None]) & codes.IS_INFECTED[bodies["nature"]]
    seen &= bodies["state"] != codes.DEAD
    # One sortable number a body: its distance, then its index; those out of sight sort last.
    key = np.where(seen, np.abs(dy) + np.abs(dx), NEVER) * np.int64(count) + np.arange(count)
    order = np.argsort(key, axis=-1)[..., :NEAREST]
    out = np.zeros((worlds, persons, NEAREST, len(HUNTER)), np.int32)
    keep = np.take_along_axis(seen, order, -1)
    for k, column in enumerate((dy, dx, bodies["nature"], bodies["gait"], bodies["asleep"])):
        out[:, :, : order.shape[-1], k] = np.where(keep, np.take_along_axis(column, order, -1), 0)
    return out.reshape(worlds, persons, -1)
