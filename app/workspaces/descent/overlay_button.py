"""What is drawn beside the walks: chosen from a menu."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton

from app.plain import tooltip
from app.widgets.picture_button import PictureButton
from engine.descent import DescentSetup


class OverlayButton(PictureButton):
    """`chosen(names)` when the person wants others."""

    chosen = Signal(tuple)

    def __init__(self) -> None:
        super().__init__("eye", self.tr("What to draw beside the walk"))
        self.setText(self.tr("Show"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        self.actions_by_name: dict[str, QAction] = {}
        for name, text, tip in (
                ("gradient", self.tr("Gradient, or tangent of a curve"),
                 self.tr("Where it goes down most steeply. The arrow is longest where a walk was steepest; each power "
                         "of ten less steep takes a quarter off, and where there is no slope there is no arrow. On a "
                         "curve the tangent, with its slope")),
                ("step", self.tr("The next step"), self.tr("Where each optimizer goes next, as long as the step is")),
                ("momentum", self.tr("Momentum's part of the step"),
                 self.tr("The step as the sum of what the gradient asks for and what is remembered; of optimizers with "
                         "momentum")),
                ("accumulated", self.tr("Gathered squares as areas"), ""),
                ("newton", self.tr("Newton's parabola or paraboloid"),
                 self.tr("What slope and curvature here say about everywhere else, and where its bottom is"))):
            action = menu.addAction(text)
            action.setToolTip(tooltip(tip))
            action.setCheckable(True)
            action.triggered.connect(self._choose)
            self.actions_by_name[name] = action
        self.setMenu(menu)

    def show_setup(self, setup: DescentSetup) -> None:
        """What is drawn, and what can be. Silent."""
        for name, action in self.actions_by_name.items():
            action.setChecked(name in setup.overlays)
        gathered = self.actions_by_name["accumulated"]
        gathered.setEnabled(setup.dimension == 2)
        gathered.setToolTip(
            self.tr("How much each direction's steps are divided by: Adagrad, RMSprop, Adam and their kin")
            if setup.dimension == 2 else
            self.tr("They compare directions, and a curve has one: choose a surface to see them"))

    def _choose(self) -> None:
        self.chosen.emit(tuple(name for name, action in self.actions_by_name.items() if action.isChecked()))
