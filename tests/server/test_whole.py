"""What a server says, of parts that its workers have of it."""

import msgspec

from warbell.server import protocol, questions, whole
from warbell.server.company import Alone
from warbell.server.gauges import Gauges
from warbell.server.whose import new_id, worker_of


def run(room, saved, beats, outcome="won"):
    return protocol.Run(room=room, who=["Ana"], outcome=outcome, saved=saved, beats=beats, score=0)


def test_results_of_a_night_are_the_best_of_all():
    parts = [[run("a", 4, 90), run("b", 2, 80)], [], [run("c", 4, 80), run("d", 4, 10, "lost")]]
    assert [each.room for each in whole.results(parts)] == ["c", "a", "b", "d"]
    many = [[run(f"{worker}-{k}", 1, 100 + k) for k in range(10)] for worker in range(3)]
    assert len(whole.results(many)) == 10


def test_figures_keep_their_comments_once_and_say_whose_they_are():
    gauges = [Gauges(), Gauges()]
    gauges[0].refused("taken")
    gauges[1].sockets.set(7)
    text = whole.figures({0: gauges[0].text({"planning": 2}, 0), 3: gauges[1].text({}, 5)}).decode()
    lines = text.splitlines()
    assert len([line for line in lines if line.startswith("#")]) == len(
        {line for line in lines if line.startswith("#")}
    )
    for line in (
        'warbell_rooms{phase="planning",worker="0"} 2.0',
        'warbell_sockets{worker="3"} 7.0',
        'warbell_rows_waiting{worker="3"} 5.0',
        'warbell_refusals_total{reason="taken",worker="0"} 1.0',
    ):
        assert line in lines
    one = gauges[0].text({}, 0).decode().splitlines()
    assert len(lines) - len(one) == len([line for line in one if not line.startswith("#")])
    sockets = [k for k, line in enumerate(lines) if "warbell_sockets" in line]
    assert sockets == list(range(sockets[0], sockets[0] + 4))  # two comments, two samples: a figure is in one piece


def test_an_id_says_whose_room_it_is():
    for worker in (0, 1, 9, 10, 63):
        assert worker_of(new_id(worker)) == worker
    for other in ("xWq3", "live-1", "0123456789abcdef-0", "0123456789abcdef-01", "0123456789abcdef-1\n", ""):
        assert worker_of(other) == 0


def test_a_room_of_a_worker_that_is_not_there_is_looked_for_here():
    assert Alone(None).home("0123456789abcdef-5") == 0


def test_questions_and_answers_survive_the_way():
    """Messages are JSON to browsers; between workers they are not."""
    wish = protocol.NewRoom(episode="curfew", minds={"onjo": "wait"}, tags={"condition": "dark"})
    asked = questions.MakeRoom(wish, "192.0.2.1")
    again = msgspec.msgpack.decode(msgspec.msgpack.encode(asked), type=questions.AnyQuestion)
    assert again == asked
