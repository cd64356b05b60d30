"""Every way an episode can be broken gives one line that names file, line, column, what was found and expected."""

import pytest
from episodes.house import house

from warbell.engine import codes
from warbell.episodes import from_sources, load, schema
from warbell.errors import BadInput

pytestmark = pytest.mark.interpreted

MAIN, YARD, CELLAR = "ep/episode.toml", "ep/yard.txt", "ep/cellar.txt"


def complaint(files):
    with pytest.raises(BadInput) as caught:
        from_sources(files, "ep")
    text = str(caught.value)
    assert "\n" not in text
    return text


def blamed(files, name, old, new, here=None):
    """Change `old` to `new` in a file; the fault is where `new` has a caret, or at the text `here`."""
    text = files[name].decode()
    assert text.count(old) >= 1
    text = text.replace(old, new, 1)
    at = text.index("^" if here is None else here)
    text = text.replace("^", "", 1)
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    return {**files, name: text.encode()}, f"ep/{name}:{line}:{column}: "


FIRST_TRIGGER = "[[triggers]]\nbeat = 6"
TWO = 'options = [{ name = "one" }, { name = "other" }]'
ANA = 'start = "s"\ntarget = "E"'

# what is changed, into what (a caret where the fault is), what was found, and the start of what was expected
IN_MAIN = [
    # no TOML
    ('place = "A house with a cellar"', "place = ^", "invalid value", "TOML"),
    ("beats = 40", "beats = 40 ^40", "expected newline or end of document after a statement", "TOML"),
    ('title = "Ana"', 'title = "Ana"\ntitle = "Ben"^', "cannot overwrite a value", "TOML"),
    # not the keys and kinds of the format
    ("beats = 40", "beats = 40\nseed = ^3", "unknown key 'seed'", "a key of docs"),
    ("beats = 40", "beats = ^0", "0", "int >= 1"),
    ("beats = 40", "beats = ^true", "True", "int"),
    ("beats = 40", "beats = ^1979-05-27", "datetime.date(1979, 5, 27)", "int"),
    ('title = "Ana"', "title = ^4", "4", "str"),
    ('id = "ana"', 'id = ^"Ana B."', "'Ana B.'", "a name of small letters"),
    ('kind = "listener"', 'kind = ^"sleeper"', "'sleeper'", "another word"),
    ('talents = ["planner", "medic"]', 'talents = ["planner", ^"fast"]', "'fast'", "another word"),
    ("bond = 20", 'bond = 20\npartners = ^"bob"', "'bob'", "another word"),
    ("bond = 20", 'bond = 20\nroll = { signal = "SAFE", every = ^1 }', "1", "a beat for each of 2 seats"),
    ("bond = 20", 'bond = 20\nroll = { signal = ^"OVER", every = 9 }', "'OVER'", "another word"),
    ("pause = 1", "paws = ^1", "unknown key 'paws'", "a key of docs"),
    ("fear = 30", "fear = ^130", "130", "int <= 100"),
    (ANA, 'start = ^7\ntarget = "E"', "7", "str | array"),
    # sheets and regions
    ('name = "cellar"', 'name = ^"yard"', "the sheet 'yard' again", "a name of its own"),
    ('name = "cellar"', 'name = ^"attic"', "'attic' and no file attic.txt", "a sheet with a file"),
    ('name = "south"', 'name = ^"cellar"', "the name 'cellar' again", "a name of its own"),
    # places
    ('at = "yard:a..b"', 'at = ^"yard:a..c"', "the mark 'yard:c'", "a mark of a legend"),
    ('at = "yard:a..b"', 'at = ^"attic:a"', "the sheet 'attic'", "one of yard, cellar"),
    ('at = "yard:a..b"', 'at = ^"near the wall"', "'near the wall'", "a place: "),
    ('at = "yard:a..b"', "at = ^[]", "0 places", "from 1 to 100"),
    ('at = "yard:a..b"', 'at = ["yard", ^"yard:s..b"]', "'yard:s', which stands on 2 cells", "a mark of one cell"),
    ('at = "yard:a..b"', 'at = ^"yard:a..cellar:g"', "'yard:a..cellar:g' over two sheets", "two marks of one sheet"),
    ('at = "south"', 'at = ^"u+3"', "the mark 'u', which several sheets have", "SHEET:MARK"),
    ('at = "south"', 'at = ^"north"', "'north'", "a place: "),
    # the team
    ('id = "ben"', 'id = ^"ana"', "the name 'ana' again", "a name of its own"),
    ("key = 1", "sword = ^1", "unknown object 'sword'", "one of food"),
    ("key = 1", "key = ^-2", "-2", "a whole number from 0 to 99"),
    ("key = 1", "key = ^true", "True", "a whole number from 0 to 99"),
    ('between = ["ana", "ben"]', 'between = ["ana", ^"cho"]', "'cho'", "two of ana, ben"),
    ('between = ["ana", "ben"]', 'between = [^"ana", "ana"]', "'ana'", "two of ana, ben"),
    (ANA, 'start = ^"d"\ntarget = "E"', "'d', where no free cell is left", "a free cell"),
    (ANA, 'start = "s"\ntarget = ^"cellar:g"', "'cellar:g', which ana cannot reach", "a place with a way"),
    # infected, drones, links
    ('count = 2\nat = "south"', 'count = 20\nat = ^"south"', "room for 9", "room for 20 shamblers"),
    ("count = 2", "count = ^200001", "200001", "int <= 200000"),
    ('at = "south"\naway = 3', 'at = ^"south"\naway = 30', "room for 0", "room for 2 shamblers"),
    ('route = ["a", "b"]', 'route = ["a", ^"s"]', "'s', which stands on 2 cells", "a mark of one cell"),
    ('route = ["a", "b"]', 'route = ^["a", "c"]', "a route over several sheets", "marks of one sheet"),
    ("pause = 1", "pause = ^601", "601", "int <= 600"),
    ('from = "yard:u"', 'from = ^"yard:d"', "'yard:d', where nobody can stand", "a free cell"),
    ('to = "cellar:u"', 'to = ^"yard:u"', "'yard:u', where another link ends", "a cell of its own"),
    ('kind = "stairs"', 'kind = ^"facade"', "a facade of no height", "height, in storeys"),
    ('kind = "stairs"', 'kind = "stairs"\nheight = ^2', "2", "no height of a stairs"),
    ('kind = "stairs"', 'kind = "facade"\nheight = ^0', "0", "int >= 1"),
    (
        '[[links]]\nkind = "stairs"\nfrom = "yard:u"',
        '[[links]]\nkind = "facade"\nheight = 1\nfrom = ^"yard:u"',
        "a base on storey 0, and the top on -1",
        "the lower end first",
    ),
    ('kind = "stairs"', 'kind = ^"zipline"', "a zipline between two sheets, of no length", "beats"),
    ('kind = "stairs"', 'kind = "zipline"\nbeats = ^1', "1", "int >= 2"),
    ('kind = "stairs"', 'kind = "zipline"\nbeats = ^201', "201", "int <= 200"),
    ('kind = "stairs"', 'kind = "zipline"\nheight = ^2', "2", "no height of a zipline"),
    ('kind = "stairs"', 'kind = "stairs"\nbeats = ^4', "4", "no beats of a stairs"),
    (
        'kind = "stairs"\nfrom = "yard:u"\nto = "cellar:u"',
        'kind = "zipline"\nbeats = 4\nfrom = ^"cellar:u"\nto = "yard:u"',
        "an upper end on storey -1, and the lower on 0",
        "the upper end first",
    ),
    (
        'kind = "stairs"\nfrom = "yard:u"',
        'kind = "zipline"\nbeats = 4\nfrom = ^"yard:d"',
        "'yard:d', where nobody can stand",
        "a free cell",
    ),
    ('kind = "stairs"\nfrom = "yard:u"', 'kind = "zipline"\nbeats = 4\nfrom = ^"yard:ä"', "'yard:ä'", "a mark"),
    # objectives and endings
    ('name = "one-gone"\n', 'name = ^"out"\n', "the name 'out' again", "a name of its own"),
    ("need = 2\ntext", "need = ^3\ntext", "3", "at most the 2 seats"),
    ("need = 2\ntext", 'seat = ^"ana"\nneed = 2\ntext', "escape with 'seat'", "only need"),
    ('state = "open"', 'state = ^"ajar"', "'ajar'", "for a door: shut, open"),
    ('at = "d"', 'at = ^"E"', "'E'", "the mark of a door or gate"),
    ('at = "d"', 'at = ^["d", "E"]', "several places", "the mark of one fixture"),
    ('object = "food"', 'object = ^"bread"', "'bread'", "another word"),
    ('at = "c"\nobject', 'at = ^"b"\nobject', "'b'", "the mark of a cache"),
    ('seat = "ben"', 'seat = ^"cho"', "'cho'", "one of ana, ben"),
    ('none_of = ["one-gone"]', 'none_of = [^"all-gone"]', "the objective 'all-gone'", "one of out, one-gone"),
    ('name = "parted"', 'name = ^"saved"', "the name 'saved' again", "a name of its own"),
    ('name = "parted"', 'name = ^"overtime"', "the name 'overtime' again", "a name of its own"),
    ("points = 30", "points = ^-1", "-1", "int >= 0"),
    ('kind = "lose"', 'kind = "lose"\npoints = ^5', "points for lose", "points for gather, stock"),
    ('seat = "ben"', 'seat = "ben"\npoints = ^5', "points for keep", "points for gather, stock"),
    ("latch = true", "latch = ^1", "1", "bool"),
    ('after = ["fed", "met"]', 'after = ["fed", ^"fled"]', "the objective 'fled'", "one of out, one-gone"),
    ('after = ["fed", "met"]', 'after = ^["back"]', "an objective of its own rank or later", "earlier ones"),
    ('points = 10\nafter = ["fed"', 'points = ^10\nafter = ["one-gone"', "points after a loss", "none that a death"),
    # who starts asleep or somewhere else, who comes later
    ("scatter = true", "scatter = ^1", "1", "bool"),
    ("asleep = true", 'asleep = ^"yes"', "'yes'", "bool"),
    ("asleep = true", "asleep = true\nawake = ^false", "unknown key 'awake'", "a key of docs"),
    ('group = "pack"\nasleep', 'group = ^"The pack"\nasleep', "'The pack'", "a name of small letters"),
    ("beat = [5, 9]", "beat = ^[9, 5]", "from 9 to 5", "an earlier and a later beat"),
    ("beat = [5, 9]", "beat = ^[5]", "[5]", "array of length >= 2"),
    ("beat = [5, 9]", "beat = ^0", "0", "int >= 1"),
    ("beat = [5, 9]", "beat = ^[5, 41]", "41", "at most 40, the last beat"),
    ("gap = 3", "gap = ^601", "601", "int <= 600"),
    ('toward = "s"', 'toward = ^"E"', "'E', which they cannot reach", "a place"),
    ('toward = "s"', 'toward = ^"exit"', "'exit'", "a place: "),
    ('at = "yard:u"\nbeat', 'at = ^"d"\nbeat', "no free cell", "cells where infected can stand"),
    ("at = [2, 4]", "at = ^[4, 2]", "from 4 to 2", "an earlier and a later beat of its round"),
    # draws
    (
        FIRST_TRIGGER,
        f'[[draws]]\nname = ^"cache"\ntext = ""\n{TWO}\n\n{FIRST_TRIGGER}',
        "the name 'cache' again",
        "a name",
    ),
    ('name = "looted"', 'name = ^"Looted"', "'Looted'", "a name of small letters"),
    ('{ at = "G", state = "barricaded" }', '^{ at = "G" }', "a change of nothing, or of two things", "state, or holds"),
    ('"G", state = "barricaded" }', '"G", state = ^"off" }', "'off'", "for a gate: shut, open"),
    ('{ at = "G", state', '{ at = ^"a", state', "'a'", "the mark of a door or gate or switch"),
    ("holds = { medicine = 2 }", "holds = { sword = ^2 }", "unknown object 'sword'", "one of food"),
    ("holds = { medicine = 2 }", "holds = { medicine = ^100 }", "100", "a whole number from 0 to 99"),
    ('at = "c", holds', 'at = ^"S", holds', "'S'", "the mark of a cache"),
    ('with = ["pack"]', 'with = [^"horde"]', "the group 'horde'", "called, pack"),
    ('with = ["pack"]', 'with = ["pack", ^"pack"]', "the group 'pack' with two options", "groups of its own"),
    (
        FIRST_TRIGGER,
        f'[[people]]\nid = "oh"\ntitle = "Oh"\nstart = "s"\nrounds = ^2\n\n{FIRST_TRIGGER}',
        "2",
        "a side: who has none never fires",
    ),
    # triggers
    (FIRST_TRIGGER, "^[[triggers]]", "a trigger for no moment, or for several", "one of beat, objective"),
    (FIRST_TRIGGER, f'^{FIRST_TRIGGER}\nobjective = "met"', "a trigger for no moment, or for several", "one of"),
    (
        FIRST_TRIGGER,
        f"^[[triggers]]\nbeat = 3\n\n{FIRST_TRIGGER}",
        "a trigger that does nothing",
        "set, arrive or text",
    ),
    (FIRST_TRIGGER, "[[triggers]]\nbeat = ^41", "41", "at most 40, the last beat"),
    ("beat = 6\n", 'beat = 6\nstate = ^"open"\n', "a fixture or a state alone", "fixture and state together"),
    ('objective = "met"\narrive', 'objective = ^"seen"\narrive', "the objective 'seen'", "one of out"),
    ('arrive = ["called"]', 'arrive = ["called", ^"pack"]', "the group 'pack'", "called"),
    ('after = ["fed"]\nset', 'after = [^"fled"]\nset', "the objective 'fled'", "one of out"),
    (
        '{ at = "d", state = "open" }',
        '^{ at = "c", state = "open", holds = { food = 1 } }',
        "a change of nothing, or of two things",
        "state, or holds",
    ),
    ('set = [{ at = "d", state = "open" }]', 'set = [{ at = ^"a", state = "open" }]', "'a'", "the mark of a door"),
    # story and rules
    ("[[story]]\nbeat = 3", "^[[story]]", "a text for no moment, or for two", "either beat or objective"),
    ("[[story]]\nbeat = 3", '^[[story]]\nbeat = 3\nobjective = "met"', "a text for no moment, or for two", "either"),
    ('objective = "met"\ntext', 'objective = ^"seen"\ntext', "'seen'", "one of out"),
    ("person_hp = 12", "person_age = ^12", "unknown number 'person_age'", "a field of engine/tuning.py"),
    ("person_hp = 12", "hunger_every = ^0", "0", "a whole number from 1 to 100000"),
    ("person_hp = 12", "dark_sight = ^13", "13", "a whole number from 0 to 12"),
    ("person_hp = 12", "person_hp = ^1.5", "1.5", "a whole number from 1 to 100000"),
]


@pytest.mark.parametrize("old, new, found, expected", IN_MAIN)
def test_faults_of_episode_toml(old, new, found, expected):
    files, where = blamed(house(), "episode.toml", old, new)
    assert complaint(files).startswith(f"{where}found {found}, expected {expected}")


@pytest.mark.parametrize(
    "old, new, here, found, expected",
    [
        ("beats = 40\n", "", 'name = "house"', "nothing", "the key 'beats'"),
        ('title = "Ben"\n', "", '[[seats]]\nid = "ben"', "nothing", "the key 'title'"),
        ("need = 2\ntext", "text", '[[objectives]]\nname = "out"', "escape without 'need'", "escape with need"),
        ('outcome = "won"', 'outcome = "lost"', '[[endings]]\nname = "saved"', "no ending that is won", "one with"),
        (
            'all_of = ["one-gone"]\n',
            "",
            '[[endings]]\nname = "parted"',
            "an ending without conditions",
            "all_of or none_of",
        ),
        (
            "beat = 12\n",
            "",
            '[[arrivals]]\nkind = "shambler"\ncount = 1',
            "arrivals at no beat",
            "beat, or a group that a trigger has arrive",
        ),
        (
            ANA,
            'start = "s"\nscatter = true\ntarget = "E"',
            '"s"\ntarget = ["E", "c"]',
            "'s', where no free cell is left",
            "a free cell",
        ),
        (
            'state = "off"\nafter',
            "after",
            '[[triggers]]\nfixture = "S"',
            "a fixture or a state alone",
            "fixture and state",
        ),
    ],
)
def test_what_is_missing_is_missed_at_its_table(old, new, here, found, expected):
    files, where = blamed(house(), "episode.toml", old, new, here)
    assert complaint(files).startswith(f"{where}found {found}, expected {expected}")


WET = """\
[[basins]]
name = "pool"
at = "yard:a+1"
drain = "a"
units = 16

[[basins]]
name = "well"
at = "cellar:c"
drain = "c"

[[pipes]]
valve = "yard:b"
joins = ["pool", "well"]

[[links]]"""


@pytest.mark.parametrize(
    "old, new, found, expected",
    [
        ('name = "well"', 'name = ^"pool"', "the name 'pool' again", "a name of its own"),
        ('at = "cellar:c"', 'at = ^"yard:d"', "'yard:d', where nobody can stand", "cells that water can fill"),
        ('at = "cellar:c"', 'at = ^"yard:a"', "'yard:a', in which there are cells of 'pool'", "its own cells"),
        ('drain = "a"', 'drain = ^"yard:u"', "'yard:u', outside of the basin", "one of its cells"),
        ("units = 16", "units = ^17", "17", "at most 16, 4 for each of its cells"),
        ("units = 16", "units = ^-1", "-1", "int >= 0"),
        ('valve = "yard:b"', 'valve = ^"E"', "'E'", "the mark of a valve"),
        ('joins = ["pool", "well"]', 'joins = ["pool", ^"sea"]', "the basin 'sea'", "one of pool, well"),
        ('joins = ["pool", "well"]', 'joins = ["pool", ^"pool"]', "the basin 'pool' again", "another basin"),
        (
            'joins = ["pool", "well"]\n',
            'joins = ["pool", "well"]\n\n[[pipes]]\nvalve = ^"yard:b"\njoins = ["well", "pool"]\n',
            "the valve 'yard:b' again",
            "a valve of its own",
        ),
    ],
)
def test_faults_of_basins_and_pipes(old, new, found, expected):
    files = house(main=("[[links]]", WET), yard=("b  street  lit", "b  street  valve"))
    from_sources(files)
    files, where = blamed(files, "episode.toml", old, new)
    assert complaint(files).startswith(f"{where}found {found}, expected {expected}")


@pytest.mark.parametrize(
    "old, new, here",
    [
        ("units = 16", "units = 0", "[[basins]]"),
        ("[[pipes]]", '^[[basins]]\nname = "sump"\nat = "yard:u"\ndrain = "yard:u"\n\n[[pipes]]', None),
    ],
)
def test_water_comes_to_every_basin(old, new, here):
    files = house(main=("[[links]]", WET), yard=("b  street  lit", "b  street  valve"))
    files, where = blamed(files, "episode.toml", old, new, here)
    found = complaint(files)
    assert found.startswith(f"{where}found a basin that no water ever comes to, expected units, or [[pipes]] from a")


def test_a_basin_has_a_drain():
    files = house(main=("[[links]]", WET), yard=("b  street  lit", "b  street  valve"))
    files, where = blamed(
        files,
        "episode.toml",
        '[[basins]]\nname = "well"\nat = "cellar:c"\ndrain = "c"',
        '^[[basins]]\nname = "well"\nat = "cellar:c"',
    )
    assert complaint(files).startswith(f"{where}found nothing, expected the key 'drain'")


@pytest.mark.parametrize("start", ["yard:W", "yard:d"])
def test_nobody_starts_in_a_wall_or_a_door(start):
    """Nor do people without a seat."""
    files = house(yard=("#s.s.d,,,u#", "Ws.s.d,,,u#"))
    files["yard.txt"] += b"W  wall\n"
    stranger = f'[[people]]\nid = "oh"\ntitle = "Oh"\nstart = ^"{start}"\n\n[[drones]]'
    files, where = blamed(files, "episode.toml", "[[drones]]", stranger)
    assert complaint(files).startswith(f"{where}found {start!r}, where no free cell is left, expected a free cell")


def test_a_valve_is_that_of_a_pipe_and_somebody_turns_it():
    files = house(yard=("b  street  lit", "b  street  valve"))
    assert complaint(files).startswith("ep/yard.txt:5:8: found a valve of no pipe, expected one that [[pipes]]")
    wet = house(main=("[[links]]", WET), yard=("b  street  lit", "b  street  valve"))
    narrow = wet["yard.txt"].replace(b"##%#%#", b"######").replace(b".....b.", b"....#b#")
    one = wet["episode.toml"].replace(b'b+1"\nneed = 2', b'b+1"\nneed = 1')
    found = complaint({**wet, "yard.txt": narrow, "episode.toml": one})
    assert found.startswith("ep/yard.txt:5:8: found a valve that only 1 can be at, expected a place for two at once")


def test_no_points_for_what_only_a_loss_leads_to():
    """Through another objective as well."""
    files = house(main=('state = "open"\n\n', 'state = "open"\nafter = ["one-gone"]\n\n'))
    from_sources(files)
    files, where = blamed(files, "episode.toml", 'points = 10\nafter = ["fed"', 'points = ^10\nafter = ["door-open"')
    assert complaint(files).startswith(f"{where}found points after a loss, expected none that a death")


def test_draws_have_two_options_or_more():
    files, where = blamed(
        house(),
        "episode.toml",
        FIRST_TRIGGER,
        '[[draws]]\nname = "more"\ntext = ""\noptions = ^[]\n\n[[triggers]]\nbeat = 6',
    )
    assert complaint(files).startswith(f"{where}found [], expected array of length >= 2")


def test_more_errands_than_there_may_be():
    one = '[[arrivals]]\nkind = "shambler"\ncount = 1\nat = "yard:u"\nbeat = 5\ntoward = "s"\n\n'
    files, where = blamed(house(), "episode.toml", "[[drones]]", one * 63 + one.replace('"s"', '^"s"') + "[[drones]]")
    assert complaint(files).startswith(f"{where}found one errand more, expected at most 64")
    from_sources(house(main=("[[drones]]", one * 63 + "[[drones]]")))


def test_toml_nested_beyond_reason():
    files = house(main=("beats = 40", f"beats = {'[' * 3000}"))
    assert complaint(files) == f"{MAIN}:5:25: found values more than 16 deep, expected at most 16"


@pytest.mark.parametrize(
    "old, new, found, expected",
    [
        ("#s.s.d", "#s.^$.d", "'$'", "one of # . , :"),
        ("#s.s.d", "#s.^Z.d", "'Z'", "one of # . , :"),
        ("#s.s.d", "#s.^\t.d", "'\\t'", "one of # . , :"),
        ("#s.s.d", "#s.^\u00b7.d", "'\u00b7'", "one of # . , :"),
        ("a  street\n", "a  street\n^x  floor\n", "mark 'x', which is not on the map", "marks of the map"),
        ("a  street\n", "a  street\n^a  floor\n", "mark 'a' again", "one line for a mark, as line "),
        ("a  street\n", "^ab street\n", "'ab'", "a mark: one letter or digit"),
        ("a  street\n", "a  ^sand\n", "'sand'", "a terrain: floor, street"),
        ("a  street\n", "a^\n", "end of line", "a terrain: floor, street"),
        ("a  street\n", "a  street ^bright\n", "'bright'", "lit, light=GROUP"),
        ("a  street\n", 'a  ^street "corner"\n', "'street'", "a fixture that the name is for"),
        ("a  street\n", "a  ^wall bed\n", "'wall'", "a terrain that a bed can stand on"),
        ("lamp=2 light=1", "^lamp=13 light=1", "'lamp=13'", "a number from 1 to 12"),
        ("lamp=2 light=1", "lamp=2 ^light=one", "'light=one'", "a number from 1 to 32"),
        ("lamp=2 light=1", "lamp=2 light=1 ^light=2", "'light=2'", "lit, light=GROUP"),
        ("door locked", "door ^ajar", "'ajar'", "for a door: shut, open, locked"),
        ("door locked", "door locked ^open", "'open'", "for a door: shut, open, locked"),
        ("door locked", "door locked ^fuel=3", "'fuel=3'", "for a door: shut, open, locked"),
        ('"back door"', '^"back door', "'\"back door  # Ana has the key'", "for a door"),
        ("gate group=3", "gate ^group=", "'group='", "a number from 0 to 10000"),
        ("E  street  exit", "E  street  switch^", "end of line", "light=GROUP"),
    ],
)
def test_faults_of_a_sheet(old, new, found, expected):
    files, where = blamed(house(), "yard.txt", old, new)
    assert complaint(files).startswith(f"{where}found {found}, expected {expected}")


def test_sheets_of_no_size_or_too_great_a_one():
    files = house()
    for text, line in (
        ("", "1:1: found no map"),
        ("\n\n---\n", "1:1: found no map"),
        ("." * 1025, "1:1025: found a row of 1025 cells"),
        (".\n" * 1025, "1025:1: found more than 1024 rows"),
    ):
        assert complaint({**files, "cellar.txt": text.encode()}).startswith(f"{CELLAR}:{line}")


def test_text_that_is_no_text():
    files = house()
    broken = files["yard.txt"].replace(b"#s.s.d", b"#s.\xff.d")
    assert complaint({**files, "yard.txt": broken}) == f"{YARD}:2:4: found byte 0xff, expected UTF-8 text"


def test_an_exit_behind_walls_is_named_where_it_is_drawn():
    files = house(yard=("######E#", "######E#E"))
    assert complaint(files) == f"{YARD}:7:9: found an exit that ana cannot reach, expected an exit with a way to it"


def test_escape_needs_an_exit():
    files = house(yard=("E  street  exit", "E  street"))
    assert "found escape, with no exit on any sheet, expected a legend with an exit" in complaint(files)


def test_more_seats_on_a_mark_than_it_has_cells():
    seat = '[[seats]]\nid = "cho"\ntitle = "Cho"\nstart = "s"\ntarget = "E"\n\n[[bonds]]'
    files = house(main=("[[bonds]]", seat))
    assert "found 's', where no free cell is left" in complaint(files)


def test_more_than_64_seats():
    seats = "".join(f'[[seats]]\nid = "p{n}"\ntitle = "P"\nstart = "s"\ntarget = "E"\n' for n in range(63))
    assert "expected array of length <= 64" in complaint(house(main=("[[bonds]]", seats + "[[bonds]]")))


def test_atlases_that_are_too_large():
    files = house()
    wide = "\n".join(["." * 512] * 512).encode()
    sheets = "".join(f'[[sheets]]\nname = "field{n}"\n' for n in range(5))
    files["episode.toml"] = files["episode.toml"].replace(b"[[regions]]", sheets.encode() + b"[[regions]]")
    files |= {f"field{n}.txt": wide for n in range(5)}
    assert "expected at most 1060000 in all" in complaint(files)


def test_a_missing_file_is_named():
    files = house()
    assert complaint({}) == f"{MAIN}: found no such file, expected the file that says what the episode is"
    del files["cellar.txt"]
    assert complaint(files).startswith(f"{MAIN}:13:8: found 'cellar' and no file cellar.txt")


def test_what_is_no_episode_at_all(tmp_path):
    for name in ("nowhere", str(tmp_path), ""):
        with pytest.raises(
            BadInput,
            match=r"of curfew, heartbeat, garden, blackout, crossroads, price, or a folder with episode\.toml",
        ):
            load(name)


def test_long_and_wild_text_is_cut_and_escaped():
    text = complaint(house(main=('at = "yard:a..b"', f'at = "{"w" * 500}\\u0007\\n"')))
    assert len(text) < 400
    assert text.isprintable()


@pytest.mark.parametrize(
    "words, names",
    [
        (schema.Object, codes.OBJECTS),
        (schema.Signal, codes.SIGNALS),
        (schema.Goal, codes.OBJECTIVES),
        (schema.Outcome, codes.OUTCOMES),
        (schema.Talent, codes.TALENTS),
        (schema.Kind, codes.INFECTED_NATURES),
        (schema.Link, codes.LINKS),
    ],
)
def test_the_words_of_the_format_are_those_of_the_engine(words, names):
    assert words.__args__ == names


FLOWN = """\
[[consoles]]
name = "Heron"
at = "yard:b"
drone = "a"
battery = 9
load = "food"

[[links]]"""


@pytest.mark.parametrize(
    "old, new, found, expected",
    [
        (
            'at = "yard:b"\ndrone',
            'at = ^"yard:a"\ndrone',
            "'yard:a', where there is no console",
            "the mark of a console",
        ),
        ('drone = "a"', 'drone = ^"cellar:c"', "'cellar:c', on a sheet with a roof over all", "a cell under the sky"),
        ('drone = "a"', 'drone = ^"nowhere"', "'nowhere'", "a mark: MARK or SHEET:MARK"),
        ('drone = "a"', 'drone = ^"yard:q"', "the mark 'yard:q'", "a mark of a legend"),
        ("battery = 9", "battery = ^-9", "-9", "int >= 0"),
        ('load = "food"', 'load = ^"feathers"', "'feathers'", "another word"),
        ("battery = 9\n", "", "a console without power", "battery = BEATS, or a battery in somebody's pack"),
        (
            'load = "food"\n',
            'load = "food"\n\n[[consoles]]\nname = "Ibis"\nat = ^"yard:b"\ndrone = "a"\nbattery = 1\n',
            "the console 'yard:b' again",
            "a console of its own",
        ),
    ],
)
def test_faults_of_consoles(old, new, found, expected):
    files = house(main=("[[links]]", FLOWN), yard=("b  street  lit", "b  street  console"))
    episode = from_sources(files)
    assert episode.drone_names[-1] == "Heron"
    files, where = blamed(files, "episode.toml", old, new, None if "^" in new else 'name = "Heron"')
    where = where if "^" in new else "ep/episode.toml:"
    assert complaint(files).startswith(where)
    assert f"found {found}" in complaint(files)
    assert f"expected {expected}" in complaint(files)


def test_a_console_is_that_of_a_drone():
    files = house(yard=("b  street  lit", "b  street  console"))
    assert complaint(files).startswith(
        "ep/yard.txt:5:8: found a console without a drone, expected one that [[consoles]]"
    )
    idle = house(
        main=("[[links]]", FLOWN.replace("battery = 9\n", "")), yard=("b  street  lit", "b  street  console on")
    )
    packed = idle["episode.toml"].replace(b"key = 1 }", b"key = 1, battery = 1 }")
    assert "a console that is on, of an empty battery" in complaint({**idle, "episode.toml": packed})
