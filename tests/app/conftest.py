"""The whole of Ladera, as `ladera` starts it, with settings and recovery files of its own."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from concurrent.futures import wait

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QWidget
from shiboken6 import isValid

from app import i18n, theme
from app.document.document import Document
from app.main import Ladera
from app.overrides import guard_overrides
from app.training.engine import EngineProcess
from app.training.session import TrainingSession
from engine.jobs import Workplace
from engine.jobs.executors import cores
from engine.project import Project


@pytest.fixture(scope="package", autouse=True)
def windows_are_real(first_platform: str | None) -> None:
    assert os.environ.get("QT_QPA_PLATFORM") == first_platform, "what the tests import moves windows off the screen"


@pytest.fixture(scope="package", autouse=True)
def mistakes_end_nothing() -> None:
    guard_overrides()


@pytest.fixture(scope="package", autouse=True)
def garbage_stays() -> Iterator[None]:
    """Until this thread collects it, as in Ladera (app/garbage.py): another one would take widgets apart."""
    gc.disable()
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()
    gc.enable()


@pytest.fixture(scope="module", autouse=True)
def garbage_of_a_file(garbage_stays: None) -> Iterator[None]:
    yield
    gc.collect()


@pytest.fixture(scope="session")
def engine() -> Iterator[EngineProcess]:
    """One for all tests: it takes a second to start."""
    with EngineProcess() as engine:
        yield engine


@pytest.fixture(scope="session")
def workplace() -> Iterator[Workplace]:
    """One for all tests: its processes take longer to start than the tests to run. They are there from the beginning,
    so that their threads are no test's."""
    with Workplace() as workplace:
        wait([workplace.local().submit(os.getpid) for _ in range(cores())])
        yield workplace


@pytest.fixture
def document(qapp, tmp_path) -> Iterator[Document]:
    """An empty one; files of tests that need a network put it in."""
    document = Document(recovery_folder=tmp_path / "recovery")
    yield document
    document.close()


@pytest.fixture
def session(document, engine, workplace) -> Iterator[TrainingSession]:
    """Trains the document."""
    session = TrainingSession(document, engine, workplace=workplace)
    yield session
    session.shutdown()


@pytest.fixture
def show_panel(document, session, qtbot) -> Callable[..., QWidget]:
    """Shows a panel, `make(document, session)`, of a project whose network is got ready."""
    def show(make: Callable[..., QWidget], project: Project, width: int, height: int) -> QWidget:
        document.model.load(project)
        panel = make(document, session)
        qtbot.addWidget(panel)
        panel.resize(width, height)
        panel.show()
        qtbot.waitUntil(lambda: session.state == "ready" and session.is_settled and session.latest is not None,
                        timeout=30_000)
        return panel

    return show


@pytest.fixture
def store(tmp_path) -> QSettings:
    """Settings in English and light, and trainings flat out."""
    store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    store.setValue("language", "en")
    store.setValue("theme", "light")
    store.setValue("speed", "None")
    return store


@pytest.fixture
def open_ladera(qapp, engine, workplace, store, tmp_path) -> Iterator[Callable[[], Ladera]]:
    """Makes a Ladera as `ladera` does; all are closed at the end, but for those that a test has closed."""
    opened = []

    def make() -> Ladera:
        ladera = Ladera(qapp, engine, store, recovery_folder=tmp_path / "recovery", workplace=workplace)
        opened.append(ladera)
        return ladera

    yield make
    for ladera in opened:
        if isValid(ladera.window):
            ladera.close()
    i18n.install(qapp, "en")
    theme.apply_theme(qapp, "light")


@pytest.fixture
def ladera(open_ladera, qtbot) -> Ladera:
    """One that has started without a file."""
    ladera = open_ladera()
    ladera.start()
    qtbot.waitExposed(ladera.window)
    return ladera


@pytest.fixture(autouse=True)
def nobody_is_asked(monkeypatch) -> None:
    """A question that a test has no answer for fails it, where a person would be waited for."""
    def fail(*about: object, **_: object) -> None:
        pytest.fail(f"nobody answers {[getattr(thing, 'windowTitle', lambda: '')() for thing in about]}")

    for kind in (QDialog, QMessageBox, QFileDialog):
        monkeypatch.setattr(kind, "exec", fail)
    for dialog in ("getOpenFileName", "getOpenFileNames", "getSaveFileName", "getExistingDirectory"):
        monkeypatch.setattr(QFileDialog, dialog, fail)


@pytest.fixture
def answer(monkeypatch):
    """Answers message boxes instead of a person; returns the texts they showed."""
    shown: list[str] = []

    def use(button: QMessageBox.StandardButton) -> list[str]:
        def run(box: QMessageBox) -> int:
            shown.append("\n".join(filter(None, (box.text(), box.informativeText()))))
            return button.value

        monkeypatch.setattr(QMessageBox, "exec", run)
        return shown

    return use
