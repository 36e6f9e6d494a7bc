"""Where a file is to be written is asked in the folder where the last one went."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QDockWidget, QFileDialog, QMainWindow, QWidget

from app.settings import Settings
from app.widgets.save_file import LastFolder, ask_where, last_folder


@pytest.fixture
def window(qtbot, store) -> QMainWindow:
    window = QMainWindow()
    qtbot.addWidget(window)
    LastFolder(Settings(store), window)
    return window


@pytest.fixture
def panel(window) -> QWidget:
    """In a dock that floats: a window of its own."""
    dock, panel = QDockWidget(window), QWidget()
    dock.setWidget(panel)
    dock.setFloating(True)
    return panel


def test_the_folder_of_the_last_file_is_offered_and_kept(panel, window, store, tmp_path, monkeypatch):
    (tmp_path / "curves").mkdir()
    offered = []

    def choose(parent, title, place, filters):
        offered.append(Path(place))
        return str(tmp_path / "curves" / "a.csv"), filters

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    assert ask_where(panel, "Save", "a.csv", "*.csv") == tmp_path / "curves" / "a.csv"
    ask_where(window, "Save", "b.csv", "*.csv")
    assert offered[1] == tmp_path / "curves" / "b.csv"
    assert Settings(store).folder == last_folder(panel) == str(tmp_path / "curves")


def test_a_file_that_is_given_up_changes_nothing(panel, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    before = last_folder(panel)
    assert ask_where(panel, "Save", "a.csv", "*.csv") is None
    assert last_folder(panel) == before


def test_a_window_that_remembers_nothing_offers_the_name_alone(qtbot, monkeypatch):
    alone = QWidget()
    qtbot.addWidget(alone)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda parent, title, place, filters: (place, filters))
    assert ask_where(alone, "Save", "a.csv", "*.csv") == Path("a.csv")
