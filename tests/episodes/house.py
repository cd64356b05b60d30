"""A small episode that uses every part of the format, and what tests change in it."""

MAIN = """\
name = "house"
title = "The house"
place = "A house with a cellar"
briefing = "Out by the gate."
beats = 40
bond = 20

[[sheets]]
name = "yard"
title = "The yard"

[[sheets]]
name = "cellar"
storey = -1
roofed = true

[[regions]]
name = "south"
at = "yard:a..b"

[[seats]]
id = "ana"
title = "Ana"
start = "s"
target = "E"
fear = 30
talents = ["planner", "medic"]
pack = { food = 2, key = 1 }

[[seats]]
id = "ben"
title = "Ben"
start = "s"
target = ["E", "c"]
hp = 7
bitten = 50

[[bonds]]
between = ["ana", "ben"]
points = 60
back = 35

[[infected]]
kind = "shambler"
count = 2
at = "south"
away = 3

[[infected]]
kind = "listener"
count = 1
at = "cellar"
name = "the one below"

[[drones]]
name = "Kestrel"
route = ["a", "b"]
pause = 1
at = 2

[[links]]
kind = "stairs"
from = "yard:u"
to = "cellar:u"

[[objectives]]
name = "out"
kind = "escape"
need = 2
text = "Both are out."

[[objectives]]
name = "one-gone"
kind = "lose"
need = 1
secret = true

[[objectives]]
name = "door-open"
kind = "work"
at = "d"
state = "open"

[[objectives]]
name = "fed"
kind = "stock"
at = "c"
object = "food"
need = 1

[[objectives]]
name = "met"
kind = "gather"
at = "yard:b+1"
need = 2

[[objectives]]
name = "ben-lives"
kind = "keep"
seat = "ben"

[[endings]]
name = "saved"
outcome = "won"
text = "Out."
all_of = ["out", "ben-lives"]
none_of = ["one-gone"]
score = 50

[[endings]]
name = "parted"
outcome = "lost"
text = "Parted."
all_of = ["one-gone"]

[[story]]
beat = 3
text = "A tap drips."

[[story]]
objective = "met"
text = "There you are."

[tuning]
person_hp = 12
"""

YARD = """\
###########
#s.s.d,,,u#
#....#,L,,#
#a...##%#%#
#......b..G
#.:~"=..###
######E#
---
s  street
d  street  door locked "back door"  # Ana has the key
u  floor
L  floor   lamp=2 light=1
a  street
b  street  lit
G  street  gate group=3
E  street  exit
"""

CELLAR = """\
#####
#u,c#
#,,g#
#Sw,#
#####
---
u  floor
c  floor  cache food=2 medicine=1
g  floor  generator on light=1 fuel=30
S  floor  switch on light=1
w  floor  wheel group=3
"""


def house(**changes: tuple[str, str]) -> dict[str, bytes]:
    """The files of the house, with one text of a file replaced by another: main=, yard= or cellar=(old, new)."""
    texts = {"main": MAIN, "yard": YARD, "cellar": CELLAR}
    for file, (old, new) in changes.items():
        assert texts[file].count(old) == 1, f"{old!r} stands {texts[file].count(old)} times in {file}"
        texts[file] = texts[file].replace(old, new)
    names = {"main": "episode.toml", "yard": "yard.txt", "cellar": "cellar.txt"}
    return {names[file]: text.encode() for file, text in texts.items()}
