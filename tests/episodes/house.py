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
scatter = true
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

[[infected]]
kind = "shambler"
count = 1
at = "yard:b+1"
name = "sleeper"
group = "pack"
asleep = true
wary = true
hp = 3

[[arrivals]]
kind = "shambler"
count = 2
at = "yard:u"
beat = [5, 9]
gap = 3
toward = "s"

[[arrivals]]
kind = "shambler"
count = 1
at = ["a", "b"]
beat = 12
group = "pack"

[[arrivals]]
kind = "listener"
count = 2
at = "cellar"
gap = 2
name = "the late one"
group = "called"
hp = 4

[[drones]]
name = "Kestrel"
route = ["a", "b"]
pause = 1
pace = 1
at = [2, 4]

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
points = 30

[[objectives]]
name = "met"
kind = "gather"
at = "yard:b+1"
need = 2
points = 20
latch = true

[[objectives]]
name = "ben-lives"
kind = "keep"
seat = "ben"

[[objectives]]
name = "back"
kind = "gather"
at = "s"
need = 1
points = 10
after = ["fed", "met"]

[[draws]]
name = "cache"
text = "Somebody may have been here before you."

[[draws.options]]
name = "untouched"

[[draws.options]]
name = "looted"
set = [{ at = "c", holds = { medicine = 2 } }, { at = "G", state = "barricaded" }]

[[draws.options]]
name = "watched"
set = [{ at = "S", state = "off" }]
with = ["pack"]

[[triggers]]
beat = 6
set = [{ at = "d", state = "open" }]
text = "The back door swings."

[[triggers]]
objective = "met"
arrive = ["called"]

[[triggers]]
fixture = "S"
state = "off"
after = ["fed"]
set = [{ at = "d", state = "barricaded" }, { at = "g", state = "off" }]
text = "It is dark below."

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
