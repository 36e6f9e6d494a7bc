"""Why this answer, what can be chosen: the class that is asked about, and the way to ask."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.i18n import translate
from app.plain import Label, tooltip
from app.widgets.choice import Choice
from app.widgets.form_layout import FormLayout, align_columns
from app.widgets.forms import FieldForm
from app.workspaces.convolution.class_choice import ClassChoice
from engine.vision import ATTRIBUTIONS, Attribution

FIRST, WITHOUT_MAPS = "grad_cam", "integrated_gradients"


class WhyPanel(QWidget):
    """`chosen` when the person wants another class, method or setting."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.classes = ClassChoice()
        self.method_box, self.layer_box = Choice(8), Choice(8)
        self.method_box.setToolTip(self.tr("The way to ask why. No two of them answer the same question"))
        self.layer_box.setToolTip(self.tr("The layer whose maps are weighed; late ones know more and see coarser"))
        self.help, self.said, self.verdict = (Label(wordWrap=True) for _ in range(3))
        self.help.setProperty("look", "muted")
        self.forms = {name: FieldForm(row.fields) for name, row in ATTRIBUTIONS.items() if row.fields}
        self._forms = QStackedWidget()
        for form in self.forms.values():
            self._forms.addWidget(form)
        for name, row in ATTRIBUTIONS.items():
            self.method_box.addItem(translate(row.title), name)
            self.method_box.setItemData(self.method_box.count() - 1, tooltip(translate(row.help)), 3)
        self.method_box.setCurrentIndex(self.method_box.findData(FIRST))
        self._lay_out()
        self.classes.chosen.connect(self.chosen)
        self.method_box.activated.connect(self._take_method)
        self.layer_box.activated.connect(lambda _: self.chosen.emit())
        for form in self.forms.values():
            form.changed.connect(lambda *_: self.chosen.emit())
        self._show_method()

    @property
    def method(self) -> Attribution:
        return ATTRIBUTIONS[self.method_box.currentData()]

    @property
    def settings(self) -> dict[str, object]:
        """What the method was told."""
        form = self.forms.get(self.method_box.currentData())
        return form.values() if form else {}

    @property
    def layer(self) -> str:
        return self.layer_box.currentData() or ""

    def show_layers(self, layers: tuple[str, ...]) -> None:
        """The layers that give maps; the last one is chosen, unless another was. Silent."""
        self.layer_box.offer(((name, name) for name in layers), self.layer, len(layers) - 1)

    def do_without_maps(self) -> None:
        """The network has no layer that gives maps: ask in a way that needs none. Silent."""
        if self.method.of_layer:
            self.method_box.setCurrentIndex(self.method_box.findData(WITHOUT_MAPS))
            self._show_method()

    def _take_method(self) -> None:
        self._show_method()
        self.chosen.emit()

    def _show_method(self) -> None:
        form = self.forms.get(self.method_box.currentData())
        self._forms.setVisible(form is not None)
        if form is not None:
            self._forms.setCurrentWidget(form)
            self._forms.setFixedHeight(form.sizeHint().height())
        self._method.setRowVisible(self.layer_box, self.method.of_layer)
        self.help.setText(translate(self.method.help))

    def _lay_out(self) -> None:
        method = FormLayout()
        method.setHorizontalSpacing(12)
        method.setVerticalSpacing(8)
        method.add(self.tr("Method"), self.method_box)
        method.add(self.tr("Layer"), self.layer_box)
        self._method = method
        align_columns((self.classes.rows, method, *(form.rows for form in self.forms.values())))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addWidget(self.classes)
        column.addWidget(self.said)
        column.addSpacing(6)
        column.addLayout(method)
        column.addWidget(self._forms)
        column.addWidget(self.help)
        column.addSpacing(6)
        column.addWidget(self.verdict)
        column.addStretch(1)
