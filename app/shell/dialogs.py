"""Help: the keyboard shortcuts, and what this Ladera is made of."""

from __future__ import annotations

import importlib.metadata
import os
import platform
from collections.abc import Iterator, Mapping

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QGridLayout, QVBoxLayout, QWidget

from app import __version__, i18n
from app.plain import Label
from app.theme import current, pixmap
from engine.device import Status

PACKAGES = ("numpy", "scipy", "scikit-learn", "PySide6-Essentials", "pyqtgraph", "safetensors")
LOGO = QSize(48, 48)
SHORTCUT_COLUMNS = 2


def shortcuts_dialog(table: Mapping[str, str], parent: QWidget) -> QDialog:
    """Every action with a key, in the order of the menus."""
    dialog = _dialog(QCoreApplication.translate("Dialogs", "Keyboard shortcuts"), parent)
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(6)
    rows = -(-len(table) // SHORTCUT_COLUMNS)
    for index, (text, keys) in enumerate(table.items()):
        row, column = index % rows, 2 * (index // rows)
        key = Label(keys)
        key.setProperty("look", "number")
        grid.addWidget(Label(text), row, column)
        grid.addWidget(key, row, column + 1)
    dialog.layout().insertLayout(0, grid)
    return dialog


def about_dialog(status: Status | None, parent: QWidget) -> QDialog:
    """Name, purpose, versions and devices, to read and to copy into a question."""
    dialog = _dialog(QCoreApplication.translate("Dialogs", "About Ladera"), parent)
    logo = Label()
    logo.setPixmap(pixmap("logo", current().accent, LOGO.width(), parent.devicePixelRatioF()))
    title = Label(f"Ladera {__version__}")
    title.setProperty("look", "title")
    purpose = Label(QCoreApplication.translate(
        "Dialogs", "A laboratory for deep learning: draw a network, watch it learn, take its weights away. "
                   "Ladera is Spanish for hillside: what gradient descent walks down."))
    purpose.setWordWrap(True)
    rows = dict(_rows(status))
    form = QFormLayout()
    form.setHorizontalSpacing(20)
    form.setVerticalSpacing(5)
    for label, value in rows.items():
        name, text = Label(label), Label(value)
        name.setProperty("look", "muted")
        text.setWordWrap(True)
        text.setMinimumWidth(340)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        form.addRow(name, text)
    layout = dialog.layout()
    for index, widget in enumerate((logo, title, purpose)):
        layout.insertWidget(index, widget)
    layout.insertLayout(3, form)
    buttons = dialog.findChild(QDialogButtonBox)
    copy = buttons.addButton(QCoreApplication.translate("Dialogs", "Copy"), QDialogButtonBox.ButtonRole.ActionRole)
    copy.setAutoDefault(False)
    copy.setToolTip(QCoreApplication.translate("Dialogs", "Copy these lines, for a question or a report"))
    text = "\n".join(f"{label}: {value}" for label, value in {"Ladera": __version__, **rows}.items())
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(text))
    return dialog


def _rows(status: Status | None) -> Iterator[tuple[str, str]]:
    yield "Python", f"{platform.python_version()} ({platform.platform()})"
    for package in PACKAGES:
        yield package, importlib.metadata.version(package)
    ready = QCoreApplication.translate("Dialogs", "ready, {count} cores").format(count=os.cpu_count())
    yield QCoreApplication.translate("Dialogs", "Processor"), ready
    card = QCoreApplication.translate("Dialogs", "Graphics card")
    if status is None:
        yield card, QCoreApplication.translate("Dialogs", "looking for a graphics card…")
    else:
        yield card, status.hardware if status.available else i18n.translate_error(status.reason)


def _dialog(title: str, parent: QWidget) -> QDialog:
    dialog = QDialog(parent)
    dialog.setWindowTitle(title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(24, 20, 24, 18)
    layout.setSpacing(12)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    layout.addWidget(buttons)
    return dialog
