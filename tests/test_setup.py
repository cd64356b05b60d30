"""The locks and the search for registry hosts: what lets a stranger's first `./dev` work, from any mirror."""

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
    assert [lock.name for lock in LOCKS] == ["dev.txt", "run.txt", "uv.txt"]


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
    dev = names([*project["dependency-groups"]["dev"], *project["build-system"]["requires"]])
    assert run <= names(pins(ROOT / "locks/run.txt")), "run ./dev lock"
    assert run | dev <= names(pins(ROOT / "locks/dev.txt")), "run ./dev lock"


def test_what_runs_is_what_was_tested():
    assert pins(ROOT / "locks/run.txt") <= pins(ROOT / "locks/dev.txt")


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
