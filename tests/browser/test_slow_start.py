"""A start that takes long says so, and goes on by itself; one that fails says why and can be tried again."""

import json
import re

import pytest
from playwright.sync_api import expect

from browser.visitor import PHONE, WIDE

SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=lambda size: size["width"])


def compiling(page, seconds):
    """Let the lobby say that the engine has been compiled for so long; None that it is."""

    def say(route):
        answer = route.fetch()
        route.fulfill(response=answer, body=json.dumps({**answer.json(), "preparing": seconds}))

    page.unroute("**/api/lobby")
    page.route("**/api/lobby", say)


@SIZES
def test_a_compile_is_told_of_with_the_time_that_passes(visit, size):
    visitor = visit(viewport=size)
    page = visitor.page
    compiling(page, 12)
    held = []
    page.route("**/api/rooms", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks what it calls
    visitor.open()
    visitor.button("Play").click()
    expect(
        page.get_by_text("The engine is being compiled. This happens once, and takes about a minute.")
    ).to_be_in_viewport()
    expect(page.get_by_text("12 s so far.")).to_be_visible()
    compiling(page, 13)
    expect(page.get_by_text("13 s so far.")).to_be_visible()
    expect(visitor.button("Play")).to_be_disabled()
    page.unroute("**/api/rooms")
    held[0].continue_()
    expect(visitor.status).to_have_text("Your line")


def test_a_start_that_fails_says_why_and_is_tried_again(visit):
    visitor = visit()
    visitor.expected = "Failed to load resource"
    page = visitor.page
    refused = {"type": "refused", "reason": "engine", "message": "the engine could not be compiled: no space left"}
    page.route("**/api/rooms", lambda route: route.fulfill(status=503, json=refused))
    visitor.open()
    visitor.button("Play Heartbeat").click()
    expect(page.get_by_role("alert")).to_have_text("The engine could not be compiled: no space left.")
    page.unroute("**/api/rooms")
    page.route("**/api/rooms", lambda route: route.abort())
    visitor.button("Try again").click()
    expect(page.get_by_role("alert")).to_have_text("The server does not answer. Is it running?")
    page.unroute("**/api/rooms")
    visitor.button("Try again").click()
    expect(visitor.status).to_have_text("Your line")
    expect(page).to_have_title(re.compile("^Heartbeat"))  # what was asked for
