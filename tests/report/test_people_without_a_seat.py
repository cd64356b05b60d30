"""What the report tells of people without a seat: what became of each, who did what for them, what they brought."""

import pytest

import warbell
from warbell.report import page
from warbell.report.account import account
from warbell.report.deeds import deeds
from warbell.report.history import history
from warbell.report.ledger import rescues


@pytest.fixture(scope="module")
def replay(garden, tmp_path_factory):
    """A garden of which two of the three come home: Mrs. Im with Ga-ram, who raised her, and somebody else."""
    night, plan = garden
    (result,) = warbell.run(night, "plan", [2], plan=plan, out=tmp_path_factory.mktemp("garden"))
    assert result.ending == "two"
    return warbell.load_replay(result.replay)


def test_their_fates_stand_below_those_of_the_team(replay):
    past = history(replay)
    fates = {past.called(body): past.fate(body) for body in range(4, past.people)}
    assert sorted(fates) == ["Dong-min", "Mr. Seo", "Mrs. Im"]
    assert sum(fate.startswith("got out") for fate in fates.values()) == 2
    told = page(replay)
    for name, fate in fates.items():
        assert f"<b>{name}</b> {fate}" in told


def test_what_was_done_for_them_is_a_deed_and_a_rescue(replay):
    past = history(replay)
    im = next(body for body in range(4, past.people) if past.called(body) == "Mrs. Im")
    raised = next(rescue for rescue in rescues(past) if rescue.danger.whom == im)
    assert (raised.danger.kind, raised.danger.began) == ("down", 0)
    assert {each.did for each in raised.deeds} == {"tended"}
    tended = [each.who for each in deeds(past) if (each.whom, each.did) == (im, "tended")]
    assert tended.count(raised.deeds[0].who) > 2


def test_who_was_to_live_is_named_too(tmp_path):
    """The best ending of this night asks that one of those without a seat lives."""
    (result,) = warbell.run(warbell.load("price"), "walkthrough", [0], out=tmp_path)
    assert account(history(warbell.load_replay(result.replay))).reason.endswith(" with them, and Bong lived.")


def test_the_account_names_them(replay):
    told = account(history(replay))
    assert " with them." in told.reason
    assert any(row.text.endswith("(2 of 3)") for row in told.score)
