"""`warbell report --json` says what the page says, in the shape that docs/report.schema.json has."""

import json
from html import unescape

import msgspec
import pytest

import warbell
from warbell.engine import codes
from warbell.replay import load
from warbell.report import page, schema, shape
from warbell.report.findings import findings
from warbell.whatif import chances


@pytest.fixture(scope="module", params=["rescue", "lost"])
def told(request, replay, tmp_path_factory):
    """A game, its findings as JSON, and its page as text."""
    game, found = replay, None
    if request.param == "lost":
        night = warbell.load("heartbeat")
        out = tmp_path_factory.mktemp("lost")
        (result,) = warbell.run(night, dict.fromkeys(night.seats, "selfish"), [0], out=out)
        game = load(result.replay)
        found = chances(game)
    document = json.loads(json.dumps(msgspec.to_builtins(findings(game, found))))
    return game, document, unescape(page(game, found))


def test_the_schema_is_the_one_that_is_published():
    assert schema.SCHEMA.read_text() == schema.schema(), "run ./dev python -m warbell.report.schema"


def test_the_schema_says_what_every_field_means():
    document = json.loads(schema.schema())
    for name, each in document["$defs"].items():
        assert [field for field, part in each["properties"].items() if not part.get("description")] == [], name


def test_it_has_the_shape(told):
    _, document, _ = told
    assert json.loads(msgspec.json.encode(msgspec.convert(document, shape.Report))) == document


def test_it_says_what_the_page_says(told):
    game, document, html = told
    texts = [document["title"], document["ending_text"], document["reason"], *document["handovers"]]
    texts += [person["title"] for person in document["people"]] + [person["fate"] for person in document["people"]]
    texts += [goal["text"] for goal in document["goals"]]
    texts += [deed["text"] for goal in document["goals"] for deed in goal["deeds"]]
    texts += [row["text"] for row in document["points"]] + [harm["title"] for harm in document["harms"]]
    texts += [link["text"] for harm in document["harms"] for link in harm["links"]]
    texts += [cue["word"] for cue in document["cues"]] + [deed["did"] for deed in document["deeds"]]
    texts += [deed["text"].rstrip(".") for each in document["rescues"] for deed in each["deeds"]]
    texts += [event["text"] for event in document["events"]]
    texts += [each["chance"]["instead"] for each in document["harms"] if each["chance"]]
    assert [text for text in texts if text not in html] == []
    assert html.count('class="chain"') == len(document["harms"])
    assert html.count('class="chance"') == sum(harm["chance"] is not None for harm in document["harms"])
    assert sum(row["points"] for row in document["points"]) == document["score"] == game.header.score
    assert document["digest"] in html


def test_its_numbers_are_those_of_the_film(told):
    game, document, _ = told
    film, seats = game.film, game.header.seats
    assert document["noise"] == film.clock["noise"][:, 0].tolist()
    for k, (curve, way) in enumerate(zip(document["curves"], document["ways"], strict=True)):
        assert curve["who"] == way["who"] == seats[k]
        beats = len(curve["rate"])
        assert curve["rate"] == film.hearts["rate"][:beats, k].tolist()
        assert curve["health"] == film.bodies["hp"][:beats, k].tolist()
        assert {len(curve[name]) for name in ("rate", "fear", "health", "nearest")} == {beats}
        assert len(way["cells"]) == document["beats"] + 1
        there = film.bodies["state"][:, k] != codes.AWAY
        assert [cell is not None for cell in way["cells"]] == there.tolist()
    if document["dead"] + document["turned"]:
        ends = [harm for harm in document["harms"] if harm["ends"] and harm["who"] in seats]
        assert len(ends) == document["dead"] + document["turned"]
        if game.header.episode == "heartbeat":
            assert any(harm["chance"] for harm in ends)
