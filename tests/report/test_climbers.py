"""Why a climber could bite: over which wall it came, and who stood there."""

import warbell
from warbell.engine.codes import SHOVE
from warbell.lab.variants import without
from warbell.report import page
from warbell.report.causes import chains
from warbell.report.history import history


def test_a_bite_goes_back_to_the_wall_and_to_who_stood_there_and_did_not_shove(garden, tmp_path):
    night, plan = garden
    (result,) = warbell.run(night, "plan", [4], plan=without(plan, lambda order: order.verb == SHOVE), out=tmp_path)
    replay = warbell.load_replay(result.replay)
    namra = next(chain for chain in chains(history(replay)) if night.seats[chain.seat] == "namra")
    texts = [link.text for link in namra.links]
    assert texts[0] == "Climber 21 came over the top of the facade: Su-hyeok stood there."
    assert texts[-1].startswith("Climber 21 bit Nam-ra")
    assert texts[0] in page(replay)
