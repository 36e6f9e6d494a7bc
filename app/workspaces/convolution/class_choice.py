"""Which output of a network is asked, and about which of its classes."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.widgets.choice import Choice
from app.widgets.form_layout import FormLayout
from engine.data import Data

WHAT_IT_SAYS = -1


class ClassChoice(QWidget):
    """A head, where there are several, and `with_class` one of its classes, or whichever it says. `chosen` when the
    person wants another."""

    chosen = Signal()

    def __init__(self, *, with_class: bool = True) -> None:
        super().__init__()
        self._with_class = with_class
        self._heads: Mapping[str, tuple[str, ...]] = {}
        self.head_box, self.class_box = Choice(8), Choice(8)
        self.head_box.setToolTip(self.tr("The output of the network that is asked"))
        self.class_box.setToolTip(self.tr("The class whose score is explained; also one that the network does not say"))
        self.rows = FormLayout(self)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setHorizontalSpacing(12)
        self.rows.setVerticalSpacing(8)
        self.rows.add(self.tr("Output"), self.head_box)
        self.rows.add(self.tr("Class"), self.class_box)
        self.rows.setRowVisible(self.class_box, with_class)
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
        self.head_box.offer(((name, name) for name in known), head)
        self.rows.setRowVisible(self.head_box, len(known) > 1)
        self.setVisible(self._with_class or len(known) > 1)
        self._fill(wanted)

    def choose(self, place: int) -> None:
        """Ask about this class."""
        self.class_box.setCurrentIndex(self.class_box.findData(place))
        self.chosen.emit()

    def _take_head(self) -> None:
        self._fill(WHAT_IT_SAYS)
        self.chosen.emit()

    def _fill(self, wanted: int) -> None:
        titles = ((title, place) for place, title in enumerate(self.titles()))
        self.class_box.offer([(self.tr("What it says"), WHAT_IT_SAYS), *titles], wanted)
