"""The commands that serve the browser game."""

import os
from contextlib import ExitStack, closing
from ipaddress import ip_network
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from warbell.cli.inputs import NO_SKIRMISH, Skirmish, check_port, choose, find_episode, offer_guests
from warbell.errors import BadInput

if TYPE_CHECKING:
    from socket import socket

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
) -> None:
    """`warbell serve`."""
    from warbell.server.journal import FORMS
    from warbell.server.limits import limits
    from warbell.server.names import Names
    from warbell.server.serve import listen, serve
    from warbell.server.tags import read

    extra, offered = [find_episode(folder) for folder in folders], offer_guests(guests)
    noted = read(tags)
    most, _ = limits(wishes), Names(origins, local=True)  # before anything is opened
    for proxy in proxies:
        _check_network(proxy)
    choose("--log", log, FORMS)
    with ExitStack() as stack:
        bound = stack.enter_context(listen(host, check_port(port)))
        watched = None if metrics is None else stack.enter_context(listen(*_metrics_address(metrics)))
        store = stack.enter_context(closing(open_store(database)))  # last: a start that fails leaves no new file
        address = _address(host, bound.getsockname()[1])
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


def _announce(address: str, watched: "socket | None" = None) -> None:
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
    from warbell.server.tags import read

    noted = read(tags)
    if episode is None and skirmish != NO_SKIRMISH:
        raise BadInput("EPISODE", "none, but an option of skirmish", "skirmish")
    chosen = None if episode is None else find_episode(episode, skirmish)
    extra = [] if chosen is None or chosen.name in episodes.names() else [chosen]
    offered = offer_guests(guests)
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


def _listen_near(port: int | None) -> "socket":
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
    with closing(open_store(database, must_exist=True)) as store:
        prepare()
        chosen = rooms or store.rooms()
        with bar("exporting", len(chosen)) as progress:
            written = export(store, chosen, out, kind, progress)
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
