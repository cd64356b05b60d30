"""A room that was played by other rules says so, and shows what was played in it."""

import re
from contextlib import closing

import msgspec
import pytest
from playwright.sync_api import expect

from warbell.engine import RULES_VERSION
from warbell.server import log
from warbell.server.store import Store, sqlite


@pytest.fixture
def relic(house, finished):
    """The game of `finished` but its last beat, as a server of other rules would have left it."""
    rows = [msgspec.structs.replace(entry, room="relic") for entry in house.entries(finished)[:-2]]
    created = msgspec.structs.replace(rows[0].row, rules=RULES_VERSION + 1)
    rows[0] = msgspec.structs.replace(rows[0], row=created)
    with closing(Store(sqlite(house.database))) as store:
        store.write(rows)
    return "relic", sum(isinstance(entry.row, log.Played) for entry in rows)


def test_a_room_of_older_rules_says_so_and_is_watched(visit, relic):
    room, beats = relic
    hana = visit()
    page = hana.open(f"r/{room}?watch=onjo")
    ending = page.get_by_role("region", name="The game was left")
    sentence = f"This room was played by rules version {RULES_VERSION + 1}, and this server plays by {RULES_VERSION}"
    expect(ending).to_contain_text(f"{sentence}: it cannot go on, but it can be watched as everything happened")
    expect(ending).to_contain_text(f"in {beats} beats")
    expect(ending.get_by_role("link")).to_have_text(["What happened, and why", "Watch the replay", "Another night"])
    with hana.context.expect_page() as opened:
        ending.get_by_role("link", name="What happened, and why").click()
    report = hana.page = opened.value
    expect(report.get_by_role("heading", level=1)).to_have_text("Curfew")
    hana.drawing(re.compile("of On-jo$")).locator("a[href$='beat=9']").click()
    expect(report.get_by_role("heading", name="Beat 9", exact=True)).to_be_visible()
    hana.page = page
    ending.get_by_role("link", name="Watch the replay").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Replay: Curfew")
    expect(page.get_by_role("alert")).to_have_count(0)
