"""What if, and what then: `warbell branch` and `warbell compare`."""

import dataclasses
import json

import msgspec
import pytest
from yard import yard

from warbell.proof import verify
from warbell.replay import dump, load

SEED = 5
REPLAY, BRANCH = "games/seed-5.warbell", "games/seed-5-branch-4.warbell"


@pytest.fixture(autouse=True)
def game(warbell, tmp_path):
    """The yard and one game in it, under caution."""
    (tmp_path / "yard").mkdir()
    for name, data in yard().sources.items():
        (tmp_path / "yard" / name).write_bytes(data)
    assert warbell("run", "yard", "--seed", SEED, "--out", "games").code == 0
    return load(REPLAY)


def test_a_branch_with_nobody_named_is_the_same_file(warbell, tmp_path, game):
    code, out, err = warbell("branch", REPLAY, "--beat", "4")
    assert (code, err) == (0, "")
    assert out.startswith(f"{REPLAY} after beat 4: everybody goes on as they were\n")
    assert out.endswith(f"replay: {BRANCH}\n")
    assert (tmp_path / BRANCH).read_bytes() == (tmp_path / REPLAY).read_bytes()
    code, out, err = warbell("compare", REPLAY, BRANCH)
    assert (code, err) == (0, "")
    assert f"The games are equal: the same orders and the same worlds, to the end of beat {game.header.beats}." in out


def test_a_seat_goes_to_another_mind_and_both_ends_are_shown(warbell, game):
    code, out, err = warbell("branch", REPLAY, "--beat", "4", "--seat", "ben=sprint")
    assert (code, err) == (0, "")
    (verdict,) = verify([BRANCH])
    assert verdict.header.minds == ("caution", "sprint")
    lines = out.splitlines()
    assert lines[0] == f"{REPLAY} after beat 4: ben from caution to sprint"
    for word, one, other in (
        ("beats", str(game.header.beats), str(verdict.header.beats)),
        ("score", str(game.header.score), str(verdict.header.score)),
    ):
        assert [word, one, other] in [line.split() for line in lines]
    ends = next(line for line in lines if line.startswith("end "))
    assert ends.split()[1::2] == [game.header.outcome, verdict.header.outcome]
    ben = next(line for line in lines if line.startswith("Ben "))
    assert ben.index("(caution)") < ben.index("(sprint)")


def test_branch_and_compare_print_one_json_document(warbell, game):
    code, out, err = warbell("branch", REPLAY, "--beat", "4", "--mind", "sprint", "--out", "b.warbell", "--json")
    assert (code, err) == (0, "")
    document = json.loads(out)
    assert set(document) == {"beat", "stand_ins", "original", "branch"}
    assert (document["beat"], document["stand_ins"]) == (4, [])
    header = load("b.warbell").header
    for side, replay, head in (("original", REPLAY, game.header), ("branch", "b.warbell", header)):
        told = document[side]
        assert (told["replay"], told["outcome"], told["beats"]) == (replay, head.outcome, head.beats)
        assert told["minds"] == dict(zip(head.seats, head.minds, strict=True))
        assert set(told["fates"]) == {"ana", "ben"}
    assert [each["seats"] for each in document["branch"]["branches"]] == [["ana", "ben"]]
    code, out, err = warbell("compare", REPLAY, "b.warbell", "--json")
    assert (code, err) == (0, "")
    found = json.loads(out)
    assert (found["a"], found["b"]) == (document["original"], document["branch"])
    assert found["same"] == {"seed": True, "seats": True, "minds": False, "plans": True}
    assert not found["equal"]
    assert found["orders"]["beat"] > 4
    for each in found["orders"]["seats"]:
        assert each["a"]["order"] != each["b"]["order"]
    assert found["worlds"]["differences"]
    assert all(set(each) == {"beat", "a", "b"} for each in found["events"])


def test_compare_says_where_two_games_part(warbell):
    warbell("branch", REPLAY, "--beat", "4", "--seat", "ben=sprint")
    found = json.loads(warbell("compare", REPLAY, BRANCH, "--json").out)
    code, out, err = warbell("compare", REPLAY, BRANCH)
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[:2] == [f"A: {REPLAY}", f"B: {BRANCH}"]
    assert "minds: ben caution in A, sprint in B" in lines
    assert "B was branched after beat 4: ben from caution to sprint" in lines
    at = lines.index(f"Orders first differ in beat {found['orders']['beat']}, A / B:")
    (seat,) = found["orders"]["seats"]
    assert lines[at + 1] == f"  Ben: {seat['a']['order']} / {seat['b']['order']}"
    at = lines.index(f"Worlds first differ after beat {found['worlds']['beat']}, A / B:")
    assert lines[at + 1].startswith("  Ben: ")
    for event in found["events"]:
        for side in "ab":
            assert all(f"  {event['beat']:>4}  {text}" in lines for text in event[side])


def test_games_of_other_seeds_are_compared_from_the_start(warbell):
    warbell("run", "yard", "--seed", "6", "--out", "games")
    code, out, err = warbell("compare", REPLAY, "games/seed-6.warbell")
    assert (code, err) == (0, "")
    assert "seed: 5 in A, 6 in B\nminds: caution, the same\n" in out
    assert "Worlds first differ at the start, A / B:\n  shambler 1: place " in out


def test_a_plan_is_for_whoever_is_named_else_for_everybody(warbell, tmp_path):
    (tmp_path / "rest.plan").write_text("plan 1\nana: e*3\nben: s*3\n")
    for options, minds in (
        ((), ("plan", "plan")),
        (("--seat", "ana=plan"), ("plan", "caution")),
        (("--seat", "ana=wait"), ("wait", "plan")),
        (("--mind", "wait", "--seat", "ben=plan"), ("wait", "plan")),
    ):
        code, _, err = warbell("branch", REPLAY, "--beat", "4", "--plan", "rest.plan", *options)
        assert (code, err) == (0, "")
        assert load(BRANCH).header.minds == minds
        assert load(BRANCH).header.plan.startswith("plan 1\n")


def held_by_people(game, path):
    header = msgspec.structs.replace(game.header, minds=("person", "caution"))
    path.write_bytes(dump(dataclasses.replace(game, header=header)))


def test_the_seat_of_a_person_goes_on_as_caution_and_a_line_says_so(warbell, tmp_path, game):
    held_by_people(game, tmp_path / "room.warbell")
    said = "ana: held by person, who is no mind of the house, and goes on as caution\n"
    code, out, err = warbell("branch", "room.warbell", "--beat", "4")
    assert (code, err) == (0, "")
    assert out.startswith(f"{said}room.warbell after beat 4: ana from person to caution\n")
    assert json.loads(warbell("branch", "room.warbell", "--beat", "4", "--json").out)["stand_ins"] == ["ana"]
    assert said not in warbell("branch", "room.warbell", "--beat", "4", "--seat", "ana=sprint").out


@pytest.mark.parametrize(
    "line, said",
    [
        ("branch none.warbell --beat 4", "none.warbell: found no such file, expected a file"),
        (f"branch {REPLAY}", "Missing option '--beat'"),
        (f"branch {REPLAY} --beat 9999", "--beat: found 9999, expected a beat from 0 to "),
        (f"branch {REPLAY} --beat -1", "--beat: found -1, expected a beat from 0 to "),
        (
            f"branch {REPLAY} --beat 4 --seat bne=wait",
            "--seat: found 'bne', expected one of ana, ben (did you mean ben?)",
        ),
        (f"branch {REPLAY} --beat 4 --seat ben", "--seat: found 'ben', expected SEAT=MIND, as in ana=caution"),
        (f"branch {REPLAY} --beat 4 --seat ben=psrint", "--seat: found 'psrint', expected one of wait, sprint"),
        (f"branch {REPLAY} --beat 4 --mind psrint", "--mind: found 'psrint', expected one of wait, sprint"),
        (f"branch {REPLAY} --beat 4 --mind plan", "--mind plan: found no plan, expected a plan: --plan FILE"),
        (f"branch {REPLAY} --beat 4 --mind walkthrough", "--mind walkthrough: found no plan, expected"),
        (f"branch {REPLAY} --beat 4 --plan none.plan", "none.plan: found no such file"),
        (f"branch {REPLAY} --beat 4 --mind wait --plan x", "--plan: found no seat that goes to plan, expected"),
        (
            f"branch {REPLAY} --beat 4 --out {REPLAY}",
            f"{REPLAY}: found the replay that is branched, expected a new file",
        ),
        (f"branch {REPLAY} --beat 4 --out yard/yard.txt", "yard/yard.txt: found something that is no replay, expected"),
        (f"branch {REPLAY} --beat 4 --out no/where.warbell", "no/where.warbell: found no such file or directory"),
        (f"compare {REPLAY}", "Missing argument 'B'"),
        (f"compare {REPLAY} none.warbell", "none.warbell: found no such file, expected a file"),
    ],
)
def test_what_is_typed_wrong_is_one_line_and_writes_nothing(warbell, tmp_path, line, said):
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    code, out, err = warbell(*line.split())
    assert (code, out) == (2, "")
    assert err.startswith(f"warbell: {said}")
    assert err.count("\n") == 1
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_games_of_different_episodes_are_one_line(warbell, tmp_path):
    main = tmp_path / "yard" / "episode.toml"
    main.write_text(main.read_text().replace("Cross the yard.", "Cross this yard."))
    warbell("run", "yard", "--seed", SEED, "--out", "others")
    code, out, err = warbell("compare", REPLAY, "others/seed-5.warbell")
    assert (code, out) == (2, "")
    assert err.startswith("warbell: others/seed-5.warbell: found a game of yard (")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    "command", [("branch", "forged.warbell", "--beat", "4"), ("compare", REPLAY, "forged.warbell")]
)
def test_what_the_engine_does_not_reproduce_is_refused(warbell, tmp_path, game, command):
    header = msgspec.structs.replace(game.header, score=game.header.score + 1)
    (tmp_path / "forged.warbell").write_bytes(dump(dataclasses.replace(game, header=header)))
    code, out, err = warbell(*command)
    assert (code, out) == (1, "")
    assert err.startswith("warbell: forged.warbell: found score ")
