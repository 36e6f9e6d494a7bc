"""The canvas's share of the window's actions: their keys while the canvas is used alone, and the context menus."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from app import theme
from app.actions import ACTIONS, CONTEXT

SEPARATOR = ""
_SPECS = {spec.name: spec for spec in ACTIONS}


def command_of(event: QKeyEvent, commands: Mapping[str, Callable[[], object]]) -> Callable[[], object] | None:
    """The command whose key was pressed."""
    pressed = QKeySequence(event.keyCombination())
    for name, run in commands.items():
        if any(QKeySequence(key) == pressed for key in _SPECS[name].keys):
            return run
    return None


def context_menu(parent: QWidget, commands: Mapping[str, Callable[[], object]], names: Iterable[str],
                 disabled: Iterable[str] = ()) -> QMenu:
    """A menu of the named commands; an empty name is a line between them."""
    menu = QMenu(parent)
    disabled = set(disabled)
    for name in names:
        if name == SEPARATOR:
            menu.addSeparator()
            continue
        spec = _SPECS[name]
        action = menu.addAction(QCoreApplication.translate(CONTEXT, spec.text))
        action.setObjectName(name)
        action.setToolTip(QCoreApplication.translate(CONTEXT, spec.tip))
        action.setEnabled(name not in disabled)
        if spec.icon:
            action.setIcon(theme.icon(spec.icon))
        if spec.keys:
            action.setShortcut(QKeySequence(spec.keys[0]))
        action.triggered.connect(lambda checked=False, run=commands[name]: run())
    return menu
