"""Pins have hashes and agree, and continuous integration tries what Ladera takes."""

from __future__ import annotations

import re
import tomllib

import pytest

import run
from app import system

PEERS = "peers.txt"
"""What tests compare with: it is not installed for anybody."""


def test_pins_have_hashes_and_no_addresses():
    assert all("://" not in file.read_text("utf-8") for file in run.PINS.glob("*.txt"))
    for file in set(run.PINS.glob("*.txt")) - {run.PINS / PEERS}:
        text = file.read_text("utf-8")
        for requirement in text.replace("\\\n", " ").splitlines():
            assert "==" in requirement, file
            assert "--hash=sha256:" in requirement, file


def pinned(name: str) -> dict[str, str]:
    lines = (run.PINS / f"{name}.txt").read_text("utf-8").splitlines()
    return dict(line.split()[0].split("==") for line in lines if "==" in line and not line.startswith(" "))


@pytest.mark.parametrize("name", ["test", "cuda12", "cuda13"])
def test_no_set_of_pins_moves_what_another_one_installed(name):
    app = pinned("app")
    assert {package: version for package, version in pinned(name).items() if app.get(package, version) != version} == {}
    assert name != "test" or app.items() <= pinned("test").items()


def workflow() -> dict:
    yaml = pytest.importorskip("yaml")
    return yaml.safe_load((run.ROOT / ".github" / "workflows" / "check.yml").read_text("utf-8"))


def test_every_python_that_ladera_takes_is_tried_on_three_systems():
    matrix = workflow()["jobs"]["tests"]["strategy"]["matrix"]
    project = tomllib.loads((run.ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    low, high = re.findall(r"3\.(\d+)", project["requires-python"])
    assert matrix["python"] == [f"3.{minor}" for minor in range(int(low), int(high))]
    assert {system.split("-")[0] for system in matrix["system"]} == {"ubuntu", "macos", "windows"}


def test_all_pins_are_looked_up_for_vulnerabilities():
    matrix = workflow()["jobs"]["pins"]["strategy"]["matrix"]
    assert set(matrix["pins"]) == {path.stem for path in run.PINS.glob("*.txt") if path.name != PEERS}


def test_the_libraries_that_are_installed_there_are_those_that_are_looked_for_here():
    [step] = [step for step in workflow()["jobs"]["tests"]["steps"] if "apt-get" in step.get("run", "")]
    wanted = {library.apt for library in system.QT_LIBRARIES + system.WINDOW_LIBRARIES}
    assert wanted <= set(step["run"].split())
