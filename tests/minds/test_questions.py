"""The conditions of a plan against percepts made by hand."""

import numpy as np
import pytest

from warbell.engine import codes as c
from warbell.minds.agreement import Agreement
from warbell.minds.questions import Moment, holds
from warbell.minds.senses import N_SENSES, blank_senses, sense_all
from warbell.minds.voices import N_VOICE, hear_all
from warbell.plans import Hold, parse


@pytest.fixture
def moment(stage):
    s = stage("#########\n#a..+...#\n#..z....#\n#######.#\n#,,,,,,.#\n#########", routes=(((3, 7),),))

    def now():
        tables = blank_senses(1, 1)
        sense_all(s.percept, np.array([0], np.int32), False, *tables)
        voices = np.zeros((1, 1, 1, N_VOICE), np.int32)
        hear_all(s.percept, np.array([0], np.int32), voices)
        senses, _, lost = (table.tolist() for table in tables)
        assert len(senses[0][0]) == N_SENSES
        return Moment(
            s.percept, 0, 0, senses[0][0], lost[0][0], voices[0, 0].tolist(), Agreement(),
            s.percept.mask[0, 0], s.brief.chart.fixture_at, {"yard": (1, 1)}, {"ada": 0},
        )  # fmt: skip

    return s, now


def ask(text, now):
    (hold,) = parse(f"plan 1\nada: ~{text}", "q").lines["ada"]
    assert isinstance(hold, Hold)
    return holds(hold.condition, now())


@pytest.mark.parametrize(
    "text,answer",
    [
        ("lit", True),
        ("dark", False),
        ("lit@e", True),
        ("lit@yard:1,2", True),
        ("dark@yard:1,2", False),
        ("dark@yard:4,1", False),  # not in sight: neither lit nor dark
        ("lit@yard:4,1", False),
        ("quiet", True),
        ("clear", False),
        ("near<4", True),
        ("near<3", False),
        ("near@yard:2,2<2", True),
        ("near@s>=3", False),
        ("drone<6", True),
        ("drone<5", False),
        ("drone@yard:2,3<4", True),
        ("shut@yard:1,4", True),
        ("open@yard:1,4", False),
        ("locked@yard:1,4", False),
        ("locked@e", False),
        ("open@e", True),
        ("free@yard:2,3", False),
        ("free@e", True),
        ("rate<63", True),
        ("fear>=1", False),
        ("beat>=0", True),
        ("hp>=10", True),
        ("gripped", False),
        ("heard-GO", False),
        ("told-GO", False),
    ],
)
def test_what_a_seat_sees_and_feels(moment, text, answer):
    assert ask(text, moment[1]) is answer


def test_what_it_hears(moment):
    s, now = moment
    row = s.percept.heard[0, 0, 0]
    row["sound"], row["voice"], row["signal"], row["loud"] = c.VOICE, 0, c.GO, 5
    s.percept.me["heard"] = 1
    assert ask("heard-GO", now)
    assert not ask("heard-STOP", now)
    assert not ask("quiet", now)
    assert ask("loud>=5", now)


def test_what_was_seen_before_is_not_seen_now(moment):
    s, now = moment
    s.percept.bodies["beat"][0, 0, 1] = -1
    s.percept.drones["beat"][0, 0, 0] = -1
    assert ask("clear", now)
    assert ask("near>=99", now)
    assert ask("drone>=99", now)


def test_a_door_never_seen_is_neither_open_nor_shut(moment):
    s, now = moment
    s.percept.fixtures["beat"] = -1
    assert not ask("shut@yard:1,4", now)
    assert not ask("open@yard:1,4", now)
    assert not ask("locked@yard:1,4", now)


@pytest.mark.parametrize("state", range(len(c.DOOR_STATES)))
def test_a_door_is_as_it_was_last_seen(moment, state):
    s, now = moment
    s.percept.fixtures["state"] = state
    assert ask("open@yard:1,4", now) == (state in {c.OPEN, c.BROKEN})
    assert ask("shut@yard:1,4", now) == (state not in {c.OPEN, c.BROKEN})
    assert ask("locked@yard:1,4", now) == (state in {c.LOCKED, c.BARRICADED})
