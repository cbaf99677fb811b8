"""The built wheel, by itself: it carries the contracts and checks messages without what a server needs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement

from ijw.cli.commands import MODULES, Module
from ijw.contracts.catalog import TYPES
from support import factories as make

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 120
"""Seconds for one command, on a busy machine."""
SERVERS = (
    "sqlalchemy",
    "aiokafka",
    "faststream",
    "asyncpg",
    "alembic",
    "pydantic_settings",
    "structlog",
    "jgo",
)


def run(*command: str | Path, folder: Path, given: bytes = b"") -> subprocess.CompletedProcess[str]:
    """Run a command elsewhere, with nothing of this checkout in its environment."""
    hidden = ("PYTHON", "VIRTUAL_ENV", "IJW_", "COV_")
    bare = {name: value for name, value in os.environ.items() if not name.startswith(hidden)}
    return subprocess.run(
        [str(one) for one in command],
        cwd=folder,
        env={**bare, "COLUMNS": "200"},
        input=given.decode(),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout."""
    out = tmp_path_factory.mktemp("dist")
    build = (sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, ROOT)
    done = run(*build, folder=out)
    assert done.returncode == 0, done.stdout + done.stderr
    (made,) = out.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of an environment with the wheel and what its metadata asks for, no more."""
    folder = tmp_path_factory.mktemp("elsewhere")
    venv.create(folder / "venv", with_pip=False)
    python = folder / "venv" / "bin" / "python"
    install = ("-m", "pip", "--python", python, "install", "--quiet", "--no-index", "--no-deps", wheel)
    done = run(sys.executable, *install, folder=folder)
    assert done.returncode == 0, done.stderr
    (packages,) = (folder / "venv" / "lib").glob("python*/site-packages")
    (metadata,) = packages.glob("ijw-*.dist-info")
    for needed in needed_by(Distribution.at(metadata), set()):
        copy(needed, packages)
    return python.parent


def needed_by(asking: Distribution, seen: set[str]) -> Iterator[Distribution]:
    """What a distribution asks for without extras, and what that asks for."""
    for line in asking.requires or ():
        requirement = Requirement(line)
        if requirement.marker is not None and not requirement.marker.evaluate({"extra": ""}):
            continue
        if requirement.name.lower() not in seen:
            seen.add(requirement.name.lower())
            found = distribution(requirement.name)
            assert requirement.specifier.contains(found.version)
            yield found
            yield from needed_by(found, seen)


def copy(installed: Distribution, packages: Path) -> None:
    """Put an installed distribution into another environment, as its wheel would."""
    for file in installed.files or ():
        if ".." not in file.parts and file.suffix != ".pyc":
            target = packages / file
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file.locate(), target)


def test_the_wheel_carries_every_contract(wheel: Path) -> None:
    """Schemas, code lists and protocols are in it, byte for byte."""
    contracts = ROOT / "contracts"
    files = [path for path in contracts.rglob("*") if path.is_file()]
    with ZipFile(wheel) as archive:
        for path in files:
            packed = archive.read(f"ijw/_contracts/{path.relative_to(contracts).as_posix()}")
            assert packed == path.read_bytes()
    assert {"JW305.xsd", "retourcode.csv", "gi-2024-2025.toml"} <= {path.name for path in files}


def test_the_environment_has_no_libraries_of_servers(elsewhere: Path) -> None:
    """So that what the tests below show does not lean on them."""
    program = "import importlib.util, sys; print([n for n in sys.argv[1:] if importlib.util.find_spec(n)])"
    done = run(elsewhere / "python", "-c", program, *SERVERS, folder=elsewhere)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


def test_the_package_is_the_installed_one(elsewhere: Path) -> None:
    """And its contracts are those inside it."""
    program = "from ijw.contracts.location import contracts_dir; print(contracts_dir())"
    done = run(elsewhere / "python", "-c", program, folder=elsewhere)
    assert done.stdout.strip().endswith("site-packages/ijw/_contracts")
    assert done.stdout.startswith(str(elsewhere.parent))


def test_examples_of_every_type_are_made_and_accepted(elsewhere: Path, tmp_path: Path) -> None:
    """`ijw example` and `ijw validate` work on the wheel alone."""
    for type_ in TYPES:
        done = run(elsewhere / "ijw", "example", type_, "--output", f"{type_}.xml", folder=tmp_path)
        assert (done.returncode, done.stderr) == (0, "")
    done = run(elsewhere / "ijw", "validate", ".", "--format", "json", folder=tmp_path)
    verdicts = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["type"] for one in verdicts] == list(TYPES)
    assert {one["verdict"] for one in verdicts} == {"accepted"}
    assert (done.returncode, done.stderr) == (0, "")


def test_all_levels_and_several_processes_work_there(elsewhere: Path, tmp_path: Path) -> None:
    """Level 1 needs the slow validator, a large folder other processes."""
    raw = make.to_bytes(make.jw305(bsn=make.bad_bsn()))
    for number in range(150):
        (tmp_path / f"{number:03}.xml").write_bytes(raw)
    (tmp_path / "x.xml").write_bytes(raw.replace(b"<Geslacht>2<", b"<Geslacht>9x<"))
    (tmp_path / "y.xml").write_bytes(b"no message")
    done = run(elsewhere / "ijw", "validate", ".", "--format", "json", "--lang", "nl", folder=tmp_path)
    levels = [json.loads(line)["level"] for line in done.stdout.splitlines()]
    assert levels == [2] * 150 + [1, 0]
    assert (done.returncode, done.stderr) == (1, "")


def test_html_and_explain_work_there(elsewhere: Path, tmp_path: Path) -> None:
    """The style of the report and the words about rules are in the wheel too."""
    done = run(elsewhere / "ijw", "validate", "-", "--format", "html", folder=tmp_path, given=b"x")
    assert done.returncode == 1
    assert "@media print" in done.stdout
    done = run(elsewhere / "ijw", "explain", "TR382", "CS058", "9069", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "ijw.rules.deliveries.tr382" in done.stdout


def test_help_names_every_command(elsewhere: Path) -> None:
    """Those that are not installed too, with what brings them."""
    done = run(elsewhere / "ijw", "--help", folder=elsewhere)
    assert (done.returncode, done.stderr) == (0, "")
    for module in MODULES:
        for command in module.commands:
            line = next(one for one in done.stdout.splitlines() if f" {command} " in one)
            assert ("ijw[" in line) == bool(module.extras)


@pytest.mark.parametrize(
    "module", [module for module in MODULES if module.extras], ids=lambda module: module.name
)
def test_a_command_of_a_server_says_in_one_line_what_to_install(elsewhere: Path, module: Module) -> None:
    """Whatever its arguments are."""
    for command in module.commands:
        done = run(elsewhere / "ijw", command, "something", "--format", "json", "--help", folder=elsewhere)
        assert done.returncode == 2
        (line,) = done.stderr.splitlines()
        assert line.startswith(f"ijw: `ijw {command}` is not installed")
        assert f"ijw[{module.extras}]" in line
