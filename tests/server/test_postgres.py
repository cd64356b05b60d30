"""Games kept in PostgreSQL: as in a file, whatever falls and gets up."""

from contextlib import closing

import pytest
from server.served import begun, gets_well, heard_nothing, served
from server.test_store import ROWS, entries

from warbell.errors import BadInput
from warbell.server.alone import Lost
from warbell.server.store import Store

LOCK = "select pid from pg_locks where locktype = 'advisory'"


def test_a_game_goes_on_after_a_kill_of_the_server_and_one_of_the_database(postgres, tmp_path):
    url = postgres.database()
    with served(tmp_path, url) as first:
        room, token, onjo = begun(first.house)
        onjo.commit("e")
        onjo.phase("planning", 2)
        onjo.cut()
        first.process.kill()
    with served(tmp_path, url) as again:
        onjo = again.house.player(room, token=token)
        onjo.welcome()
        onjo.phase("planning", 2)
        with closing(Store(url)) as second, pytest.raises(BadInput, match="found a database that another warbell"):
            second.keep_alone()
        assert again.house.ask("/api/rooms/a%00b").status == 404
        postgres.kill()
        onjo.ink("e")
        assert heard_nothing(onjo)
        assert again.house.ask("/healthz")[::2] == (503, b"refused\n")
        postgres.start()
        onjo.phase("planning", 3)
        assert gets_well(again.house)
        assert again.house.kinds(room).count("Committed") == 2
        with closing(Store(url)) as other:
            postgres.tell(f"select pg_terminate_backend(pid) from ({LOCK}) as held")
            other.keep_alone()
            onjo.ink("e")
            refused = onjo.refusal()
            assert (refused["reason"], refused["closing"]) == ("no room", True)
            assert again.house.ask("/healthz")[::2] == (503, b"lost\n")
        assert again.stop() == 0
    assert again.house.kinds(room).count("Committed") == 2
    assert "Traceback" not in again.said()


@pytest.fixture
def url(postgres):
    return postgres.database()


def test_who_lost_the_lock_takes_it_again_and_writes_nothing_while_another_has_it(postgres, url):
    with closing(Store(url)) as one, closing(Store(url)) as other:
        one.keep_alone()
        one.write(entries("a", ROWS[0]))
        postgres.tell(f"select pg_terminate_backend(pid) from ({LOCK}) as held")
        with pytest.raises(BadInput, match="terminating connection"):
            one.write(entries("a", ROWS[1], first=2))
        one.write(entries("a", ROWS[1], first=2))
        lingers, one._session._connection = (
            one._session._connection,
            None,
        )  # a dead line
        one.write(entries("a", ROWS[2], first=3))
        lingers.close()
        postgres.tell(f"select pg_terminate_backend(pid) from ({LOCK}) as held")
        other.keep_alone()
        for found in ("terminating connection", "another warbell serves", "another warbell serves"):
            with pytest.raises(BadInput, match=found) as error:
                one.write(entries("a", ROWS[3], first=4))
        assert isinstance(error.value, Lost)
        other.write(entries("a", ROWS[3], first=4))
        assert one.entries("a") == entries("a", *ROWS[:4])


def test_a_written_row_is_on_disk_though_the_database_is_said_to_take_its_time(postgres, url):
    postgres.tell("alter role games set synchronous_commit = off")
    try:
        with closing(Store(url)) as store, store.connected() as connection:
            assert connection.exec_driver_sql("show synchronous_commit").scalar() == "on"
    finally:
        postgres.tell("alter role games reset synchronous_commit")


def test_no_password_is_told(tmp_path):
    with pytest.raises(BadInput) as error:
        Store(f"postgresql://games:hush@/games?host={tmp_path}&password=hush")
    assert "hush" not in str(error.value)
