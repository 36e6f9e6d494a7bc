"""The name of a field stands on the line of what the field says."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QLineEdit, QWidget

from app import theme
from app.settings import Settings
from app.shell.compute_target import ComputeTargetDialog
from app.widgets.form_layout import FormLayout, align_columns
from app.widgets.forms import FieldForm
from app.widgets.number_box import NumberBox
from app.workspaces.landscape.plane_panel import PlanePanel
from engine.jobs import Workplace
from engine.layers import LAYERS


@pytest.fixture(autouse=True)
def themed(qapp):
    theme.apply_theme(qapp, "light")


def offsets(window: QWidget, form: QFormLayout) -> list[int]:
    """How far the middle of each label is from the middle of its field, in pixels."""
    window.adjustSize()
    window.show()
    found = []
    for row in range(form.rowCount()):
        label, field = (form.itemAt(row, role) for role in (QFormLayout.ItemRole.LabelRole,
                                                            QFormLayout.ItemRole.FieldRole))
        if label is not None and field is not None and label.widget().isVisible():
            control = getattr(field.widget(), "control", field.widget())
            middles = [each.mapTo(window, QPoint(0, 0)).y() + each.height() / 2
                       for each in (label.widget(), control)]
            found.append(middles[0] - middles[1])
    return found


@pytest.mark.parametrize("field", [QComboBox, QLineEdit, NumberBox])
def test_a_label_stands_on_the_line_of_its_field(field, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    form = FormLayout(window)
    form.add("Grid", field())
    form.add("Centre", field())
    assert all(abs(offset) <= 0.5 for offset in offsets(window, form))


def test_forms_of_settings_and_panels_use_it(qtbot, tmp_path):
    settings = Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    for window in (FieldForm(LAYERS["dense"].fields), ComputeTargetDialog(settings, Workplace()), PlanePanel()):
        qtbot.addWidget(window)
        for form in window.findChildren(QFormLayout):
            if form.rowCount() and (found := offsets(window, form)):
                assert all(abs(offset) <= 0.5 for offset in found), type(window).__name__


def test_an_error_under_a_field_leaves_its_label_where_it_is(qtbot):
    form = FieldForm(LAYERS["dense"].fields)
    qtbot.addWidget(form)
    form.resize(300, 400)
    form.show()
    form.editor("units").box.typed.emit(0)
    assert form.errors()
    assert abs(offsets(form, form.rows)[0]) <= 0.5


def test_fields_of_forms_below_each_other_begin_at_one_place(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    forms = [FormLayout(), FormLayout()]
    for form, text in zip(forms, ("β₁", "Clip the gradient's values"), strict=True):
        form.add(QLabel(text), QLineEdit())
    align_columns(forms)
    widths = {label.minimumWidth() for form in forms for label in form.labels()}
    assert len(widths) == 1
    assert widths.pop() > 60


def test_fields_of_all_kinds_are_equally_high(qtbot):
    fields = [QComboBox(), QLineEdit(), NumberBox()]
    for field in fields:
        qtbot.addWidget(field)
    assert len({field.sizeHint().height() for field in fields}) == 1


def test_a_label_with_a_line_of_its_own_stands_close_to_the_field_below_it(qtbot):
    form = FieldForm(LAYERS["dense"].fields)
    qtbot.addWidget(form)
    form.show()
    activation = next(label for label in form.rows.labels() if label.buddy() is form.editor("activation").control)
    beside = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    below = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
    for width, place in ((600, beside), (form.minimumSizeHint().width(), below), (600, beside)):
        form.resize(width, 700)
        qtbot.waitUntil(lambda place=place: activation.alignment() == place)
