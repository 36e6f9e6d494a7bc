"""Where a file is to be written, and which is to be read, is asked in the folder of the last one."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QDockWidget, QFileDialog, QMainWindow, QWidget

from app.settings import Settings
from app.widgets.save_file import LastFolder, ask_where, ask_which, ask_which_folder, last_folder


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


@pytest.mark.parametrize(("dialog", "ask"), [
    ("getOpenFileName", lambda panel: ask_which(panel, "Open", "*.png")),
    ("getExistingDirectory", lambda panel: ask_which_folder(panel, "Open"))])
def test_the_next_file_is_looked_for_where_the_last_one_lay(panel, store, tmp_path, monkeypatch, dialog, ask):
    (tmp_path / "pictures").mkdir()
    mine, offered = tmp_path / "pictures" / "mine", []

    def choose(parent, title, place, *filters):
        offered.append(Path(place))
        return (str(mine), *filters) if filters else str(mine)

    monkeypatch.setattr(QFileDialog, dialog, choose)
    assert ask(panel) == mine
    assert ask(panel) == mine
    assert offered[1] == mine.parent == Path(Settings(store).folder)


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
