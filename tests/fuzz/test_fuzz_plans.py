"""Plans changed at random: only BadInput, in one line, may come out, and what is read prints back as itself."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from often import often

from warbell import episodes
from warbell.episodes import brief, load
from warbell.errors import BadInput
from warbell.plans import parse, show

SPOTS = st.integers(0, 2**20)
TOKENS = st.sampled_from(
    ["-1", "9" * 30, "#", "\t", "\x00", "\u00e9", "\u2028", "|A", "|A!", "@", "@street:1,1", "*3", "/0", "~", ":", ";",
     "?near<3->", "plan 1", "patience", "reflex", "reflex-shove", "-around", "~open@e", "~told-GO/9", "\r", "\n", "X",
     " "]
)  # fmt: skip
KINDS = st.sampled_from(["insert", "erase", "replace", "copy", "line"])
EDITS = st.lists(st.tuples(KINDS, SPOTS, SPOTS, st.one_of(TOKENS, st.text(max_size=8))), min_size=1, max_size=4)
PLANS = {name: load(name) for name in episodes.names()}


def mutated(text: str, edits: list[tuple[str, int, int, str]]) -> str:
    """The text with pieces put in, taken out, overwritten, doubled, or a line dropped."""
    for kind, where, much, piece in edits:
        at, size = where % (len(text) + 1), much % 40
        if kind == "insert":
            text = text[:at] + piece + text[at:]
        elif kind == "erase":
            text = text[:at] + text[at + size :]
        elif kind == "replace":
            text = text[:at] + piece + text[at + len(piece) :]
        elif kind == "copy":
            text = text[:at] + text[at : at + size] * 2 + text[at + size :]
        else:
            rows = text.split("\n")
            del rows[where % len(rows)]
            text = "\n".join(rows)
    return text


@settings(max_examples=often(500), suppress_health_check=[HealthCheck.too_slow])
@given(which=st.sampled_from(sorted(PLANS)), edits=EDITS)
def test_plans(which: str, edits: list[tuple[str, int, int, str]]) -> None:
    episode = PLANS[which]
    try:
        plan = parse(mutated(episode.walkthrough or "", edits), "a.plan", brief(episode), episode.name)
    except BadInput as error:
        found = str(error)
    else:
        assert parse(show(plan), "b.plan") == plan
        return
    assert found.isprintable(), found
    assert "expected" in found, found
