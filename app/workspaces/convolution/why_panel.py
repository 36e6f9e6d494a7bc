"""Why this answer, what can be chosen: the class that is asked about, and the way to ask."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.i18n import translate
from app.plain import Label, tooltip
from app.widgets.choice import Choice
from app.widgets.form_layout import FormLayout, align_columns
from app.widgets.forms import FieldForm
from engine.data import Data
from engine.vision import ATTRIBUTIONS, Attribution

WHAT_IT_SAYS = -1
FIRST = "grad_cam"


class ClassChoice(QWidget):
    """A head, where there are several, and one of its classes; or whichever class it says. `chosen` when the person
    wants another."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._heads: Mapping[str, tuple[str, ...]] = {}
        self.head_box, self.class_box = Choice(8), Choice(8)
        self.head_box.setToolTip(self.tr("The output of the network that is asked"))
        self.class_box.setToolTip(self.tr("The class whose score is explained; also one that the network does not say"))
        self.rows = FormLayout(self)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setHorizontalSpacing(12)
        self.rows.setVerticalSpacing(8)
        self._head_label = self.rows.add(self.tr("Output"), self.head_box)
        self.rows.add(self.tr("Class"), self.class_box)
        self.head_box.activated.connect(self._take_head)
        self.class_box.activated.connect(lambda _: self.chosen.emit())

    @property
    def head(self) -> str:
        return self.head_box.currentData() or ""

    @property
    def wanted(self) -> int:
        """The class that was chosen, or WHAT_IT_SAYS."""
        place = self.class_box.currentData()
        return WHAT_IT_SAYS if place is None else place

    def titles(self) -> tuple[str, ...]:
        """The classes of the head."""
        return self._heads.get(self.head, ())

    def show_heads(self, heads: Mapping[str, Data]) -> None:
        """What there is to choose from; what was chosen stays where it can. Silent."""
        known = {name: data.class_names or data.target_names for name, data in heads.items()}
        if known == self._heads:
            return
        head, wanted, self._heads = self.head, self.wanted, known
        self.head_box.clear()
        for name in known:
            self.head_box.addItem(name, name)
        self.head_box.setCurrentIndex(max(0, self.head_box.findData(head)))
        self.head_box.setVisible(len(known) > 1)
        self._head_label.setVisible(len(known) > 1)
        self._fill(wanted)

    def choose(self, place: int) -> None:
        """Ask about this class."""
        self.class_box.setCurrentIndex(self.class_box.findData(place))
        self.chosen.emit()

    def _take_head(self) -> None:
        self._fill(WHAT_IT_SAYS)
        self.chosen.emit()

    def _fill(self, wanted: int) -> None:
        self.class_box.clear()
        self.class_box.addItem(self.tr("What it says"), WHAT_IT_SAYS)
        for place, title in enumerate(self.titles()):
            self.class_box.addItem(title, place)
        self.class_box.setCurrentIndex(max(0, self.class_box.findData(wanted)))


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

    def choose_method(self, name: str) -> None:
        """Ask in this way."""
        self.method_box.setCurrentIndex(self.method_box.findData(name))
        self._take_method()

    def show_layers(self, layers: tuple[str, ...]) -> None:
        """The layers that give maps; the last one is chosen, unless another was. Silent."""
        if layers == tuple(self.layer_box.itemData(place) for place in range(self.layer_box.count())):
            return
        before = self.layer
        self.layer_box.clear()
        for name in layers:
            self.layer_box.addItem(name, name)
        place = self.layer_box.findData(before)
        self.layer_box.setCurrentIndex(place if place >= 0 else len(layers) - 1)

    def _take_method(self) -> None:
        self._show_method()
        self.chosen.emit()

    def _show_method(self) -> None:
        form = self.forms.get(self.method_box.currentData())
        self._forms.setVisible(form is not None)
        if form is not None:
            self._forms.setCurrentWidget(form)
            self._forms.setFixedHeight(form.sizeHint().height())
        for widget in (self.layer_box, self._layer_label):
            widget.setVisible(self.method.of_layer)
        self.help.setText(translate(self.method.help))

    def _lay_out(self) -> None:
        method = FormLayout()
        method.setHorizontalSpacing(12)
        method.setVerticalSpacing(8)
        method.add(self.tr("Method"), self.method_box)
        self._layer_label = method.add(self.tr("Layer"), self.layer_box)
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
