from played import SEEDS


def test_a_seed_says_which_gate_is_chained_and_where_the_pack_sleeps(curfew):
    episode, _ = curfew
    nights = [tuple(episode.drawn(seed).values()) for seed in SEEDS]
    for night in [("west-open", "needle"), ("west-open", "rope"), ("east-open", "needle"), ("east-open", "rope")]:
        assert nights.count(night) >= 10, night
