"""The commands that serve the browser game."""

import os
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from ipaddress import ip_network
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from warbell.cli.inputs import NO_SKIRMISH, Skirmish, check_port, choose, find_episode, offer_guests
from warbell.errors import BadInput

if TYPE_CHECKING:
    from warbell.server.limits import Limits
    from warbell.server.names import Names
    from warbell.server.shelf import Shelf
    from warbell.server.store import Store

DATABASE = "games.db"
PORT = 8000  # that `play` tries first


def serve(
    host: str,
    port: int,
    *,
    database: str | None,
    folders: list[str],
    guests: list[str],
    origins: list[str],
    proxies: list[str],
    wishes: list[str],
    tags: list[str],
    metrics: str | None,
    log: str,
    workers: str,
) -> None:
    """`warbell serve`."""
    from warbell.server.journal import FORMS
    from warbell.server.limits import limits
    from warbell.server.names import LOCAL, Names
    from warbell.server.serve import listen, serve
    from warbell.server.shelf import check
    from warbell.server.tags import read

    extra, offered = [find_episode(folder) for folder in folders], offer_guests(guests)
    noted, count = read(tags), _count(workers)
    most, _ = limits(wishes), Names(origins, local=True)  # before anything is opened
    for proxy in proxies:
        _check_network(proxy)
    choose("--log", log, FORMS)
    with ExitStack() as stack:
        bound = stack.enter_context(listen(host, check_port(port)))
        watched = None if metrics is None else stack.enter_context(listen(*_metrics_address(metrics)))
        address = _address(host, bound.getsockname()[1])
        path = _file(database, count)
        if path is not None:
            check(path, count)
        store = stack.enter_context(closing(open_store(database)))  # last: a start that fails leaves no new file
        if path is not None and count > 1:
            store.keep_alone()  # that it can be is found out before there are several to say that it cannot
            secret = store.secret()
            store.close()
            names = Names(origins, local=bound.getsockname()[0] in LOCAL)
            figures = None if watched is None else watched.getsockname()[1]
            shared = _Shared(path, count, secret, names, proxies, figures, folders, guests, noted, log)
            _serve_by_workers(
                shared, [bound, *([watched] if watched else [])], most, lambda: _announce(address, watched)
            )
            return
        serve(
            store,
            bound,
            origins=origins,
            proxies=proxies,
            limits=most,
            extra=extra,
            guests=offered,
            tags=noted,
            watched=watched,
            log=log,
            ready=lambda: _announce(address, watched),
        )


class _Shared(NamedTuple):
    """What all workers of a server are told, as it is pickled."""

    path: Path  # of the first one's database
    workers: int
    secret: bytes
    names: "Names"
    proxies: list[str]
    watched: int | None  # the port of figures
    folders: list[str]
    guests: list[str]
    tags: dict[str, str]
    log: str


def _serve_by_workers(shared: _Shared, bound: list[socket.socket], limits: "Limits", ready: Callable[[], None]) -> None:
    """Serve by several workers, each in a process of its own; an exit where one of them said why it cannot begin."""
    from warbell.server.front import Ended, serve

    limited = limits if shared.names.open else None
    try:
        serve(bound, shared.workers, partial(_work, shared), limits=limited, log=shared.log, ready=ready)
    except Ended as ended:
        raise typer.Exit(ended.code) from None


def _work(shared: _Shared, number: int, hatch: socket.socket, line: socket.socket) -> None:
    """What a worker does, with the hatch that connections come through and the line to the front."""
    from warbell.cli import explained
    from warbell.server.whose import file_of
    from warbell.server.worker import Member, work

    def serve() -> None:
        extra, guests = [find_episode(folder) for folder in shared.folders], offer_guests(shared.guests)
        company = Member(number, shared.workers, shared.secret, line, limited=shared.names.open)
        with closing(open_store(str(file_of(shared.path, number)))) as store:
            work(
                store,
                company,
                hatch,
                names=shared.names,
                proxies=shared.proxies,
                watched=shared.watched,
                extra=extra,
                guests=guests,
                tags=shared.tags,
                log=shared.log,
            )

    sys.exit(explained(serve))


def _count(workers: str) -> int:
    """How many workers `--workers` means."""
    from warbell.server.whose import MOST_WORKERS

    if workers == "auto":
        return min(os.cpu_count() or 1, MOST_WORKERS)
    if not (workers.isascii() and workers.isdigit() and 1 <= int(workers) <= MOST_WORKERS):
        raise BadInput("--workers", repr(workers), f"a number from 1 to {MOST_WORKERS}, or auto")
    if int(workers) > 1 and not hasattr(socket, "send_fds"):
        raise BadInput("--workers", workers, "1: this system cannot hand a connection to another process")
    return int(workers)


def _file(database: str | None, workers: int) -> Path | None:
    """The file of a database, of which there is one for each worker; None of one that is elsewhere."""
    if database is None or "://" not in database:
        return Path(database) if database else _home() / DATABASE
    if workers > 1:
        raise BadInput("--db", "the URL of a database", "a file: of several workers each has one of its own")
    return None


def _metrics_address(text: str) -> tuple[str, int]:
    """The host and the port of `--metrics`."""
    host, _, port = text.rpartition(":")
    if not (port.isascii() and port.isdigit()):
        raise BadInput("--metrics", repr(text), "PORT, or HOST:PORT")
    return host.strip("[]") or "127.0.0.1", check_port(int(port), "--metrics")


def _check_network(proxy: str) -> None:
    """Refuse what is no address of a proxy."""
    try:
        ip_network(proxy)
    except ValueError:
        raise BadInput("--proxy", repr(proxy), "the address of a proxy, or a network: 127.0.0.1, 10.0.0.0/8") from None


def _announce(address: str, watched: socket.socket | None = None) -> None:
    """Say where it serves, where its figures are, and whether browsers find nothing there."""
    from warbell.server.app import PAGE

    typer.echo(f"warbell serves on {address}")
    if watched is not None:
        typer.echo(f"figures are at {_address(*watched.getsockname()[:2])}metrics")
    if not PAGE.is_dir():
        typer.echo("warbell: browsers find no page there: this package was built with WARBELL_PAGE=0", err=True)


def play(
    episode: str | None,
    *,
    skirmish: Skirmish,
    port: int | None,
    database: str | None,
    guests: list[str],
    tags: list[str],
    browser: bool,
) -> None:
    """`warbell play`."""
    from warbell import episodes
    from warbell.server.serve import serve
    from warbell.server.shelf import check
    from warbell.server.tags import read

    noted = read(tags)
    if episode is None and skirmish != NO_SKIRMISH:
        raise BadInput("EPISODE", "none, but an option of skirmish", "skirmish")
    chosen = None if episode is None else find_episode(episode, skirmish)
    extra = [] if chosen is None or chosen.name in episodes.names() else [chosen]
    offered = offer_guests(guests)
    path = _file(database, 1)
    if path is not None:
        check(path, 1)
    with _listen_near(port) as bound, closing(open_store(database)) as store:
        address = _address("127.0.0.1", bound.getsockname()[1])
        if chosen is not None:
            address += f"#/?episode={chosen.name}"

        def ready() -> None:
            _announce(address)
            typer.echo("Ctrl-C ends it; games go on where they were the next time.")
            if browser and _has_browser():
                import webbrowser

                webbrowser.open(address)

        serve(store, bound, extra=extra, guests=offered, tags=noted, ready=ready)


def _listen_near(port: int | None) -> socket.socket:
    """A socket on this machine: the port that is named, else the usual one, or a free one where that is taken."""
    from warbell.server.serve import listen

    if port is not None:
        return listen("127.0.0.1", check_port(port))
    try:
        return listen("127.0.0.1", PORT)
    except BadInput:
        return listen("127.0.0.1", 0)


def export(rooms: list[str], database: str | None, out: Path, kind: str) -> None:
    """`warbell export`."""
    from warbell.cli.progress import bar
    from warbell.prepare import prepare
    from warbell.server.export import KINDS, export

    choose("--format", kind, KINDS)
    with open_shelf(database) as shelf:
        prepare()
        chosen = rooms or shelf.rooms()
        with bar("exporting", len(chosen)) as progress:
            written = export(shelf, chosen, out, kind, progress)
    typer.echo(f"{written.games} games in {out}, {written.decisions} decisions in {written.table}")
    for room, why in written.left_out:
        typer.echo(f"left out {room}: {why}", err=True)


def open_store(database: str | None, *, must_exist: bool = False) -> "Store":
    """The database that is named, or the user's own."""
    from warbell.server.store import Store, sqlite

    if database is not None and "://" in database:
        return Store(database, new=not must_exist)
    path = Path(database) if database else _home() / DATABASE
    if must_exist and not path.is_file():
        raise BadInput(path, "no such file", "a database that `warbell serve` or `warbell play` wrote")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(path, (error.strerror or str(error)).lower(), "a place for a database") from None
    return Store(sqlite(path))


@contextmanager
def open_shelf(database: str | None) -> Iterator["Shelf"]:
    """The database that is named, or the user's own, with those of other workers beside it; BadInput without one."""
    from warbell.server.shelf import Shelf, beside

    with ExitStack() as stack:
        stores = {0: stack.enter_context(closing(open_store(database, must_exist=True)))}
        path = _file(database, 1)
        for number, other in ({} if path is None else beside(path)).items():
            stores[number] = stack.enter_context(closing(open_store(str(other), must_exist=True)))
        yield Shelf(stores)


def _home() -> Path:
    """Where this user's games are kept."""
    base = os.environ.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local/share") / "warbell"


def _address(host: str, port: int) -> str:
    shown = "127.0.0.1" if host in {"0.0.0.0", "::"} else f"[{host}]" if ":" in host else host  # noqa: S104
    return f"http://{shown}:{port}/"


def _has_browser() -> bool:
    """True if a browser could be seen: there is a screen to show it on."""
    import sys

    return sys.platform == "darwin" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
