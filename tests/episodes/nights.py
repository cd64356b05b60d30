"""Nights of one small sheet, drawn in a test, to find what of them can be met."""

LEGEND = {
    "E": "street exit", "d": "floor door", "L": "floor door locked", "B": "floor door barricaded", "G": "floor gate",
    "H": "floor gate group=1", "W": "floor wheel group=1", "S": "floor switch light=1", "N": "floor generator light=2",
    "C": "floor cache food=1", "V": "floor alarm",
}  # fmt: skip
OUT = {"kind": "escape", "need": 1}


def night(sheet, *goals, target=None, fixtures=(), beats=60, none_of=(), endings="", more="", **seats):
    """The files of a night on `sheet`, which is won once all `goals` are met, but for those numbered in `none_of`.

    A goal is the keys of an objective, a dict; the first is named g0. Whoever stands on o, p, q has a seat and goes for
    `target`, or stays; `seats` adds TOML to the one of a mark. `fixtures` are legend lines other than those of LEGEND;
    `endings` come before the won one, `more` is the end of the file.
    """
    main = f'name = "night"\ntitle = "N"\nplace = "P"\nbriefing = "B"\nbeats = {beats}\n'
    main += 'sheets = [{ name = "yard" }]\n'
    for mark in filter(sheet.__contains__, "opq"):
        main += f'[[seats]]\nid = "{mark}"\ntitle = "{mark}"\nstart = "{mark}"\ntarget = "{target or mark}"\n'
        main += seats.get(mark, "") + "\n"
    for index, goal in enumerate(goals):
        main += f'[[objectives]]\nname = "g{index}"\n'
        main += "".join(f"{key} = {_toml(value)}\n" for key, value in goal.items())
    wants, bars = ([f"g{k}" for k in range(len(goals)) if (k in none_of) == barred] for barred in (False, True))
    main += f"{endings}{ending('won', all_of=wants, none_of=bars)}{more}"
    meanings = dict.fromkeys("opqruv", "floor") | LEGEND | dict(fixtures)
    legend = "".join(f"{mark} {meaning}\n" for mark, meaning in meanings.items() if mark in sheet)
    return {"episode.toml": main.encode(), "yard.txt": f"{sheet.strip()}\n---\n{legend}".encode()}


def ending(outcome, name=None, **conditions):
    """An ending in TOML."""
    lines = [f"{key} = {_toml(value)}\n" for key, value in conditions.items()]
    return f'[[endings]]\nname = "{name or outcome}"\noutcome = "{outcome}"\ntext = "T"\n' + "".join(lines)


def _toml(value):
    if isinstance(value, bool):
        return str(value).lower()
    return repr(value).replace("'", '"')
