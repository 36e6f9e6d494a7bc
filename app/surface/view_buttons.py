"""Both, Surface, Map: which pictures of a field are shown."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from app.plain import tooltip
from app.surface.field_view import FieldView


class ViewButtons(QWidget):
    """Three buttons of which one is down; they follow the view too."""

    def __init__(self, field: FieldView) -> None:
        super().__init__()
        group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self.buttons: dict[str, QToolButton] = {}
        for view, text, tip in (
                ("both", self.tr("Both"), self.tr("The surface, and beside it its map")),
                ("surface", self.tr("Surface"),
                 self.tr("The heights in space: drag to turn, wheel to come near, double click to begin anew")),
                ("map", self.tr("Map"),
                 self.tr("The same heights from above, as colours and contour lines: drag to move, wheel to come near, "
                         "double click to see all"))):
            button = QToolButton(text=text, toolTip=tooltip(tip), checkable=True, autoRaise=True)
            button.clicked.connect(lambda _=False, view=view: field.set_view(view))
            group.addButton(button)
            row.addWidget(button)
            self.buttons[view] = button
        field.view_changed.connect(self._follow)
        self._follow(field.view)

    def _follow(self, view: str) -> None:
        self.buttons[view].setChecked(True)
