"""The locks, the page's build and the search for registry hosts: a stranger's first `./dev` works, from any mirror."""

import json
import re
import subprocess
import tomllib
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LOCKS = sorted((ROOT / "locks").glob("*.txt"))


@pytest.fixture(scope="module")
def dev():
    loader = SourceFileLoader("dev", str(ROOT / "dev"))
    module = module_from_spec(spec_from_loader("dev", loader))
    loader.exec_module(module)
    return module


def entries(lock):
    """Split a lock into its requirements, one string each, comments left out."""
    lines = [line for line in lock.read_text().splitlines() if not line.lstrip().startswith("#")]
    return re.split(r"\n(?=\S)", "\n".join(lines).strip())


def pins(lock):
    return {entry.split(" \\\n")[0].strip() for entry in entries(lock)}


def names(requirements):
    return {re.match(r"[\w.-]+", requirement)[0].lower() for requirement in requirements}


def test_the_locks_are_there():
    assert [lock.name for lock in LOCKS] == ["dev.txt", "node.txt", "run.txt", "uv.txt"]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_requirement_is_pinned_and_hashed(lock):
    for entry in entries(lock):
        assert re.match(r"[\w.-]+==[\w.]+( ; [^\n]+)? \\\n {4}--hash=sha256:[0-9a-f]{64}", entry), entry[:80]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_no_lock_says_where_packages_come_from(lock):
    assert not re.findall(r".*(?:://|--(?!hash=)|@ |file:| /).*", lock.read_text())


def test_what_is_declared_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    run = names(project["project"]["dependencies"])
    extras = [name for extra in project["project"]["optional-dependencies"].values() for name in extra]
    dev = names([*project["dependency-groups"]["dev"], *project["build-system"]["requires"], *extras])
    assert run <= names(pins(ROOT / "locks/run.txt")), "run ./dev lock"
    assert run | dev <= names(pins(ROOT / "locks/dev.txt")), "run ./dev lock"


def test_what_runs_is_what_was_tested():
    assert pins(ROOT / "locks/run.txt") <= pins(ROOT / "locks/dev.txt")


def test_the_client_is_locked_without_saying_where_packages_come_from():
    lock = json.loads((ROOT / "client/package-lock.json").read_text())
    package = json.loads((ROOT / "client/package.json").read_text())
    assert lock["packages"][""]["dependencies"] == package["dependencies"], "run npm install in client/"
    assert "devDependencies" not in package, "NODE_ENV=production would leave them out"
    for name, locked in lock["packages"].items():
        assert not name or (locked["integrity"].startswith("sha512-") and "resolved" not in locked), name


PAPER = "src/warbell/report/paper.css"  # the page and reports are drawn on the same
CARDS = "docs/rules/cards.md"


@pytest.fixture
def client(tmp_path):
    names = ("hatch_build.py", PAPER, CARDS, "client/src/App.svelte", "client/node_modules/vite/index.js")
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    return tmp_path


@pytest.mark.parametrize("name", ["client/src/App.svelte", "client/src/new.ts", "hatch_build.py", PAPER, CARDS])
def test_an_edited_client_means_another_page(dev, client, name):
    before = dev.page_fingerprint(client)
    (client / name).write_text("edited")
    assert dev.page_fingerprint(client) != before


def test_a_moved_client_file_means_another_page(dev, client):
    before = dev.page_fingerprint(client)
    (client / "client/src/App.svelte").rename(client / "client/src/Other.svelte")
    assert dev.page_fingerprint(client) != before


def test_installed_packages_and_links_to_nowhere_mean_the_same_page(dev, client):
    before = dev.page_fingerprint(client)
    (client / "client/node_modules/vite/index.js").write_text("edited")
    (client / "client/src/.#App.svelte").symlink_to("nobody@nowhere")
    assert dev.page_fingerprint(client) == before


def test_a_page_that_is_gone_or_half_made_is_made_again(dev, tmp_path, monkeypatch):
    monkeypatch.setattr(dev, "PAGE", tmp_path)
    monkeypatch.setattr(dev, "PAGE_STAMP", tmp_path / "stamp")
    assert not dev.stamped_page()
    (tmp_path / "index.html").touch()
    assert not dev.stamped_page()
    dev.write_stamp(dev.PAGE_STAMP, "made from this")
    assert dev.stamped_page() == "made from this"
    (tmp_path / "index.html").unlink()
    assert not dev.stamped_page()


def test_a_registry_host_is_found_with_its_line(dev, tmp_path):
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    host = "files pythonhosted org".replace(" ", ".")
    (tmp_path / "clean.txt").write_text("see example.org, and lockfiles")
    (tmp_path / "ignored.txt").write_text(host)
    (tmp_path / ".gitignore").write_text("ignored.txt\n")
    (tmp_path / "lock file.txt").write_text(f"one\ntwo https://{host}/simple\n")
    assert list(dev.registry_hosts(tmp_path)) == [f"lock file.txt:2: {host.removeprefix('files.')}"]


def test_every_listed_host_would_be_found(dev, tmp_path):
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    (tmp_path / "all.txt").write_text("\n".join(host.replace(" ", ".") for host in dev.HOSTS))
    assert len(list(dev.registry_hosts(tmp_path))) == len(dev.HOSTS)


def test_an_unknown_command_is_one_line_and_exit_code_2():
    done = subprocess.run([ROOT / "dev", "paly"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "dev: no command 'paly'; ./dev help lists them\n"


def test_help_names_every_command(dev, capsys):
    dev.main("help")
    usage = capsys.readouterr().out
    for command in ("play", "warbell", "nojit", "test", "check", "bench", "python", "lock"):
        assert re.search(rf"^  {command} ", usage, re.MULTILINE)
