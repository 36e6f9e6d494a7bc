"""What can be added: CuPy by driver and card, a cluster, notebooks, packages of the system."""

from __future__ import annotations

import pytest

import run
from app import system


@pytest.mark.parametrize(
    ("cuda", "capability", "pins"),
    [
        (13000, 90, "cuda13"), (13020, 75, "cuda13"),
        (13000, 61, "cuda12"),  # CUDA 13 left Pascal and Volta
        (12040, 90, "cuda12"), (12000, 50, "cuda12"),
        (11080, 86, ""), (0, 0, ""),
    ],
)
def test_driver_and_card_choose_the_cupy(cuda, capability, pins):
    assert run.cupy_pins(cuda, capability) == pins


def test_no_nvidia_driver_is_none():
    def load(name):
        raise OSError(name)

    assert run.nvidia_driver(load) is None


def test_a_driver_without_a_card_is_none():
    class Driver:
        def cuInit(self, flags):
            return 100  # CUDA_ERROR_NO_DEVICE

    assert run.nvidia_driver(lambda name: Driver()) is None


def test_the_driver_says_its_cuda_and_the_cards_capability():
    class Driver:
        def cuInit(self, flags):
            return 0

        def cuDriverGetVersion(self, version):
            version._obj.value = 12040
            return 0

        def cuDeviceGet(self, card, index):
            return 0

        def cuDeviceGetAttribute(self, value, attribute, card):
            value._obj.value = {75: 8, 76: 6}[attribute]
            return 0

    assert run.nvidia_driver(lambda name: Driver()) == (12040, 86)


def test_gpu_without_a_driver_is_one_sentence(environment, installer, monkeypatch, capsys):
    monkeypatch.setattr(run, "nvidia_driver", lambda: None)
    with pytest.raises(SystemExit) as stopped:
        run.add_gpu(environment)
    assert stopped.value.code == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert installer.commands == []


def test_gpu_installs_what_the_driver_runs_and_shows_whether_it_works(environment, installer, monkeypatch):
    handed_over = []
    monkeypatch.setattr(run, "nvidia_driver", lambda: (12040, 86))
    monkeypatch.setattr(run, "hand_over", lambda command, environ: handed_over.append(command))
    run.add_gpu(environment)
    assert installer.installed() == ["app", "cuda12"]
    assert handed_over[0][-1] == "info"


def test_a_second_cupy_never_joins_the_first(environment, installer, monkeypatch):
    environment.ensure("app", "cuda12")
    installer.commands.clear()
    monkeypatch.setattr(run, "nvidia_driver", lambda: (13000, 90))
    monkeypatch.setattr(run, "hand_over", lambda command, environ: None)
    run.add_gpu(environment)
    assert installer.commands == []


@pytest.mark.parametrize("name", ["cluster", "parquet"])
def test_an_addition_adds_its_pins_and_stands_alone(name, environment, installer, monkeypatch, capsys):
    monkeypatch.setattr(run, "hand_over", lambda command, environ: None)
    run.ALONE[f"--{name}"](environment)
    assert installer.installed() == ["app", name]
    with pytest.raises(SystemExit) as stopped:
        run.main([f"--{name}", "now"])
    assert stopped.value.code == run.USAGE_ERROR
    assert f"--{name} stands alone" in capsys.readouterr().err


@pytest.mark.parametrize(("arguments", "opened"), [([], [run.ROOT / "docs" / "notebooks"]),
                                                   (["mine.ipynb", "--no-browser"], ["mine.ipynb", "--no-browser"])])
def test_notebooks_are_opened_with_what_they_need(arguments, opened, environment, installer, monkeypatch):
    handed_over = []

    def hand_over(command, environ):
        handed_over.append(command)
        raise SystemExit

    monkeypatch.setattr(run, "Environment", lambda *folder: environment)
    monkeypatch.setattr(run, "hand_over", hand_over)
    with pytest.raises(SystemExit):
        run.main(["notebook", *arguments])
    assert installer.installed() == ["app", "notebook"]
    assert handed_over == [[environment.python, "-P", "-m", "jupyterlab", *opened]]


def test_system_packages_are_installed_only_as_root_and_with_apt(monkeypatch):
    commands = []

    def runner(command):
        commands.append(command)
        return 0

    monkeypatch.setattr(system, "is_root", lambda: False)
    monkeypatch.setattr(run.shutil, "which", lambda program: f"/usr/bin/{program}")
    assert not run.install_apt("xvfb", run=runner)
    monkeypatch.setattr(system, "is_root", lambda: True)
    monkeypatch.setattr(run.shutil, "which", lambda program: None)
    assert not run.install_apt("xvfb", run=runner)
    assert commands == []
    monkeypatch.setattr(run.shutil, "which", lambda program: f"/usr/bin/{program}")
    assert run.install_apt("xvfb", run=runner)
    assert [command[3] for command in commands] == ["update", "install"]
