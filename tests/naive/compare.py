"""Differences between two worlds as read by naive.world, table by table and field by field."""

from warbell.engine import codes as c

# The engine's working memory, read by nobody after the phase that fills it.
SCRATCH = {"moved", "grant", "shoved", "audible", "events", "noises", "heeded", "shining"}
RECORDS = ("bodies", "hearts", "wills", "fixtures", "drones", "flights", "basins", "valves")
VALUES = ("packs", "bonds", "grudges", "stocks", "goals", "occupant", "blocked", "veiled", "ambient", "lit", "clear",
          "stirring", "beaten", "fields", "breath", "echoes", "noise", "heartbeats", "sight", "heard")  # fmt: skip


def _fields(found, wanted, place):
    for field, want in vars(wanted).items():
        have = getattr(found, field)
        if field not in SCRATCH and have != want:
            yield f"{place}.{field}: engine {have}, oracle {want}"


def _clip(value):
    text = str(value)
    return text if len(text) < 200 else text[:200] + " ..."


def _odd(found, wanted):
    """What is only in one of two containers, or the two values."""
    if isinstance(wanted, dict):
        keys = {key for key in {*found, *wanted} if found.get(key) != wanted.get(key)}
        found, wanted = {key: found.get(key) for key in keys}, {key: wanted.get(key) for key in keys}
    elif isinstance(wanted, set):
        found, wanted = found - wanted, wanted - found
    return f"engine {_clip(found)}, oracle {_clip(wanted)}"


def _key(event):
    return str(
        {name: sorted(value) if isinstance(value, set) else value for name, value in sorted(vars(event).items())}
    )


def _rows(found, wanted, table):
    """Compared as a set of rows: their order is no rule of the world."""
    found, wanted = [_key(event) for event in found], [_key(event) for event in wanted]
    for kind, rows, others in (("engine only", found, wanted), ("oracle only", wanted, found)):
        left = list(others)
        for row in rows:
            if row in left:
                left.remove(row)
            else:
                yield f"{table}: {kind}: {row}"


def _listened_for(state):
    """True if a Listener is up: else the engine leaves the field of hearts as it was."""
    return any(body.nature == c.LISTENER and body.state == c.UP for body in state.bodies)


def differences(found, wanted, skip=()):
    """Lines that say where the engine's world and the oracle's differ; none if they agree."""
    lines = list(_fields(found.clock, wanted.clock, "clock"))
    for table in RECORDS:
        for k, (have, want) in enumerate(zip(getattr(found, table), getattr(wanted, table), strict=True)):
            lines += _fields(have, want, f"{table}[{k}]")
    for table in VALUES:
        have, want = getattr(found, table), getattr(wanted, table)
        if table in skip or have == want or (table == "heartbeats" and not _listened_for(wanted)):
            continue
        if isinstance(want, list) and len(have) == len(want):
            lines += [f"{table}[{k}]: {_odd(a, b)}" for k, (a, b) in enumerate(zip(have, want, strict=True)) if a != b]
        else:
            lines.append(f"{table}: {_odd(have, want)}")
    lines += _rows(found.noises, wanted.noises, "noises")
    return lines + list(_rows(found.events, wanted.events, "events"))
