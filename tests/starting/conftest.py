"""Environments that are only made of files."""

from __future__ import annotations

from pathlib import Path

import pytest

import run


class FakeInstaller:
    """Records the commands; a `venv` makes the files that run.py looks for, and `broken` words fail."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.commands: list[list[str]] = []
        self.broken: str | None = None
        self.interrupted = False

    def __call__(self, command) -> int:
        words = list(map(str, command))
        self.commands.append(words)
        if "venv" in words:
            python = run.Environment(self.folder).python
            python.parent.mkdir(parents=True, exist_ok=True)
            python.touch()
            (self.folder / "lib/python3.11/site-packages").mkdir(parents=True, exist_ok=True)
        if "install" in words and self.interrupted:
            raise KeyboardInterrupt
        return int(self.broken is not None and self.broken in words)

    def installed(self) -> list[str]:
        """The pins that were asked for, in order."""
        return [Path(word).stem for words in self.commands for word in words if word.endswith(".txt")]


@pytest.fixture
def pins(tmp_path: Path) -> Path:
    folder = tmp_path / "requirements"
    folder.mkdir()
    for name in ("app", "test", "cuda12", "cluster", "parquet", "notebook"):
        (folder / f"{name}.txt").write_text(f"{name}==1", "utf-8")
    return folder


@pytest.fixture
def installer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeInstaller:
    monkeypatch.setattr(run.shutil, "which", lambda program: None)
    return FakeInstaller(tmp_path / "venv")


@pytest.fixture
def environment(installer: FakeInstaller, pins: Path) -> run.Environment:
    return run.Environment(installer.folder, pins, installer)


@pytest.fixture
def handed_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[tuple[list[str], dict[str, str]]]:
    """What run.py would have become: (command, environment)."""
    calls = []
    monkeypatch.setattr(run, "hand_over", lambda command, environ: calls.append((list(map(str, command)), environ)))
    monkeypatch.chdir(tmp_path)
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    return calls
