"""Every control says in a tooltip what it does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QScrollBar,
    QTabBar,
    QTextEdit,
    QWidget,
)

from app.canvas.quick_add import QuickAdd
from app.shell.compute_target import ComputeTargetDialog
from app.shell.dialogs import about_dialog, shortcuts_dialog
from app.shell.examples import EXAMPLES
from app.shell.transfer import TransferDialog
from app.widgets.data_panel.table_dialog import TableDialog
from app.widgets.training_bar.settings import MoreSettings, TrainingSettingsRow
from engine.data import SOURCES, DataSpec
from engine.descent import RACERS, SCENES, Racer
from engine.formats import read_donors, read_project, write_project
from engine.layers import LAYERS
from engine.network import Network
from engine.optimizers import OPTIMIZERS
from engine.schedules import SCHEDULES

CONTROLS = (QAbstractButton, QComboBox, QAbstractSpinBox, QLineEdit, QAbstractSlider, QTextEdit)
WHOLE = (QComboBox, QAbstractSpinBox, QLineEdit, QTabBar)
"""Controls whose pieces are Qt's own."""
WRITTEN_BY_QT = "qt_"
"""How the names of the pieces begin that Qt puts into its own widgets."""


def controls(root: QWidget) -> Iterator[QWidget]:
    """What a person can press, choose, type into or move; no pieces of another control, no scroll bars, and no OK and
    Cancel."""
    for kind in CONTROLS:
        for widget in root.findChildren(kind):
            parent = widget.parentWidget()
            piece = isinstance(parent, WHOLE) or widget.objectName().startswith(WRITTEN_BY_QT)
            standard = isinstance(parent, QDialogButtonBox) and parent.standardButton(widget) != (
                QDialogButtonBox.StandardButton.NoButton)
            if not (piece or standard or isinstance(widget, QScrollBar)):
                yield widget


def label_of(widget: QWidget) -> str:
    """The tooltip of the label that stands for `widget`."""
    for label in widget.window().findChildren(QLabel):
        if label.buddy() is widget and label.toolTip():
            return label.toolTip()
    layout = widget.parentWidget().layout() if widget.parentWidget() is not None else None
    label = layout.labelForField(widget) if isinstance(layout, QFormLayout) else None
    return label.toolTip() if label is not None else ""


def silent(root: QWidget) -> list[str]:
    """The controls under `root` that do not say what they do, and the entries of its menus."""
    found = [widget for widget in controls(root) if not (widget.toolTip() or label_of(widget))]
    named = [f"{type(widget.parentWidget()).__name__} › {type(widget).__name__} {widget.objectName()} "
             f"{widget.text() if hasattr(widget, 'text') else ''}" for widget in found]
    return sorted(set(named)) + [f"{menu.title()} › {action.text()}" for menu in root.findChildren(QMenu)
                                 for action in menu.actions() if action.text() and not action.toolTip()]


@pytest.fixture
def window(ladera, qtbot):
    ladera.window.open_example(EXAMPLES[0])
    qtbot.waitUntil(lambda: ladera.session.state == "ready", timeout=20_000)
    return ladera.window


def test_a_control_without_a_tooltip_is_found(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    form = QFormLayout(page)
    explained, silent_one, labelled = QComboBox(toolTip="why"), QComboBox(objectName="silent"), QLineEdit()
    label = QLabel("Name", toolTip="what it is called")
    form.addRow("Kind", explained)
    form.addRow("Other", silent_one)
    form.addRow(label, labelled)
    form.addRow(QDialogButtonBox(QDialogButtonBox.StandardButton.Ok))
    assert [name for name in silent(page) if "silent" in name] == silent(page) != []


def test_in_the_window_and_its_workspaces(window, ladera, qtbot):
    ladera.session.step()
    qtbot.waitUntil(lambda: ladera.session.state == "paused", timeout=20_000)
    window.banner.show_sentence("Something went wrong.", "Go back", lambda: None)
    for name in window.workspaces:
        window.show_workspace(name)
    assert silent(window) == []
    assert len(list(controls(window))) > 100


def test_in_the_inspector_of_every_layer(window, ladera):
    inspector = window.workspaces["network"].inspector
    for kind in LAYERS:
        name = ladera.document.add_layer(kind, (0.0, 0.0))
        inspector.show_layers((name,))
        assert silent(inspector) == [], kind
    inspector.show_layers(tuple(spec.name for spec in ladera.document.model.graph.layers[:2]))
    assert silent(inspector) == []


def test_in_the_data_panel_for_every_source(window, ladera):
    panel = window.workspaces["network"].data
    for name in SOURCES:
        ladera.document.set_data(DataSpec(name, {}), adapt=False)
        assert silent(panel) == [], name


def test_on_the_card_of_every_optimizer(window, ladera):
    descent = window.workspaces["descent"]
    for name in RACERS:
        ladera.document.set_descent(replace(SCENES["bowl"].setup, racers=(Racer(name),), scene=""), "Show")
        assert silent(descent.racers) == [], name


def test_among_the_settings_of_the_training(window, ladera, qtbot):
    row = window.workspaces["network"].findChild(TrainingSettingsRow)
    for name in OPTIMIZERS:
        ladera.document.set_training(optimizer=name, optimizer_settings={})
        assert silent(row) == [], name
    popup = MoreSettings(ladera.document, row)
    qtbot.addWidget(popup)
    for name in SCHEDULES:
        popup._choose_schedule("schedule", name)
        assert silent(popup) == [], name


def test_where_data_are_chosen(window, ladera, qtbot):
    panel = window.workspaces["network"].data
    panel.open_gallery()
    assert silent(panel._gallery) == []
    panel._gallery.close()


def test_in_the_dialogs(window, ladera, qtbot, tmp_path):
    project = tmp_path / "other.ladera"
    example = read_project(EXAMPLES[0].path)
    write_project(project, replace(example, parameters=Network(example.graph).initial_parameters(0)))
    table = TableDialog(ladera.workplace.readers, "flowers", b"petal,sort\n1.5,a\n2.5,b\n3.5,a\n",
                        ladera.document.model.data_spec, None, window)
    qtbot.waitUntil(lambda: table.guess is not None)
    for dialog in (table, TransferDialog("other.ladera", read_donors(project), ladera.document.model.graph, window),
                   ComputeTargetDialog(window._settings, ladera.workplace, window),
                   shortcuts_dialog({"Save": "Ctrl+S"}, window), about_dialog(None, window)):
        dialog.show()
        assert silent(dialog) == [], dialog.windowTitle()
        dialog.close()


def test_what_adds_layers(window, qtbot):
    canvas = window.workspaces["network"].canvas
    canvas.quick_add()
    [popup] = window.findChildren(QuickAdd)
    assert silent(popup) == []
    popup.close()
