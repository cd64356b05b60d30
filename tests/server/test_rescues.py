"""Rescues in an export: a row for each, of people by the ids of their seats."""

import csv

import pytest
from server.keeper import Host, calm, stored

from warbell.server.export import export


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """Ana calls for help and waits; Ben, who stands beside her, comforts her two beats later."""
    host = Host(calm(), "helped", {"ana": "Ana", "ben": "Ben"})
    host.do("start")
    for ana, ben in (("call-HELP", "."), (".*3", ". comfort-n .")):  # a call ends the turn
        host.commit("ana", ana)
        host.commit("ben", ben)
        host.beats()
    kept = stored(tmp_path_factory.mktemp("rescues") / "games.db", host)
    yield kept
    kept.close()


ROW = {
    "room": "helped", "whom": "ana", "danger": "calling for help", "began": "1", "ended": "3", "deed": "comforted",
    "deed_beat": "3", "by": "ben", "helped": "ben", "health": "0", "spent": "", "batteries": "0", "charge": "0",
    "shouts": "0", "shots": "0", "bitten": "", "fell": "", "lost": "",
}  # fmt: skip


def test_a_rescue_is_a_row(store, tmp_path):
    export(store, store.rooms(), tmp_path, "csv")
    with (tmp_path / "rescues.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert {name: row[name] for name in ROW} == ROW
    assert set(row) == {*ROW, "noise", "tags", "seed_from"}


def test_parquet_holds_the_same(store, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    export(store, store.rooms(), tmp_path, "parquet")
    (row,) = parquet.read_table(tmp_path / "rescues.parquet").to_pylist()
    assert {name: str(row[name]) for name in ROW} == ROW
    assert isinstance(row["began"], int)
