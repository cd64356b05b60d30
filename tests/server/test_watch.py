"""What whoever runs a server sees of it: figures on a port of their own, and lines for programs."""

import json
import re
from http.client import HTTPConnection

from server.served import begun, served


def ask(address, path):
    connection = HTTPConnection(address, timeout=30)
    connection.request("GET", path)
    answer = connection.getresponse()
    told = answer.read().decode()
    connection.close()
    return answer.status, told


def test_figures_have_a_port_of_their_own_and_lines_are_json(tmp_path):
    with served(tmp_path, None, "--metrics", "0", "--log", "json") as server:
        where = re.fullmatch(r"figures are at http://(127.0.0.1:\d+)/metrics\n", server.process.stdout.readline())[1]
        before, said = figures(where), len(server.said().splitlines())
        room, _, onjo = begun(server.house)
        onjo.commit("e")
        onjo.phase("planning", 2)
        assert server.house.ask(f"/api/rooms/{room}/seats", {"seat": "onjo", "who": "=1+1"}).status == 409
        after = figures(where)
        changed = {name: value - before[name] for name, value in after.items() if name.startswith("warbell")}
        changed = {
            name: value for name, value in changed.items() if value and not re.search("_(sum|created|bucket)", name)
        }
        writes = changed.pop("warbell_write_seconds_count")
        assert 3 <= writes <= 20
        assert changed == {
            'warbell_rooms{phase="planning"}': 1,
            "warbell_sockets": 1,
            "warbell_beat_seconds_count": 1,
            'warbell_refusals_total{reason="taken"}': 1,
        }
        assert ask(where, "/healthz") == (200, "ok\n")
        assert ask(where, "/api/lobby")[0] == ask(where, "/")[0] == 404
        assert server.house.ask("/metrics").status == 404
        (line,) = [json.loads(line) for line in server.said().splitlines()[said:] if "taken" in line]
        assert line["level"] == "info"
        assert line["message"] == f"refused POST /api/rooms/{room}/seats: taken: On-jo is held by somebody"
        assert line["time"].endswith("+00:00")
        onjo.close()
        assert server.stop() == 0


def figures(where):
    status, told = ask(where, "/metrics")
    assert status == 200
    lines = [line.rsplit(" ", 1) for line in told.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, value in lines}
