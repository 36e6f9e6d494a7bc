"""What a layer and its chosen functions compute: equations, pictures of functions, and where they come from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import translate
from app.inspector.function_picture import FunctionPicture
from app.inspector.parts import heading, paragraph
from app.widgets.equation import Equations
from engine.fields import Choice
from engine.initializers import INITIALIZERS
from engine.layers import LAYERS
from engine.layers.activations import ACTIVATIONS
from engine.losses import LOSSES


def _picture(name: str) -> list[QWidget]:
    picture = FunctionPicture(name)
    words = picture.saturation()
    return [picture, paragraph(words)] if words else [picture]


def _activation(name: str) -> list[QWidget]:
    row = ACTIVATIONS[name]
    return [*_picture(name), Equations(rf"f(x) = {row.equation}"), Equations(rf"f'(x) = {row.derivative}")]


def _loss(name: str) -> list[QWidget]:
    return [Equations(f"L = {LOSSES[name].equation}")]


def _initializer(name: str) -> list[QWidget]:
    row = INITIALIZERS[name]
    equations = Equations(row.equation, reference=row.reference)
    if " m" in row.equation or "(m" in row.equation:
        equations.setToolTip(QCoreApplication.translate(
            "Formulas", "m: how many numbers come into a unit (fan-in); n: how many units a number goes to (fan-out)"))
    return [equations]


SHOWN = ((ACTIVATIONS, _activation), (LOSSES, _loss), (INITIALIZERS, _initializer))
"""The catalogues that have something to show, and how."""


def layer_formulas(kind: str) -> list[QWidget]:
    """What a kind of layer computes whatever its settings; nothing for most, whose help says it."""
    layer = LAYERS[kind]
    pictures = _picture(kind) if layer.elementwise else []
    return pictures + [Equations(latex) for latex in (layer.equation, layer.derivative) if latex]


class Formulas(QWidget):
    """What the layer computes, and for each setting that chooses from a catalogue of functions, what is chosen; hidden
    where there is neither."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._shows = [(field, show) for field in LAYERS[kind].fields if isinstance(field, Choice)
                       for catalogue, show in SHOWN if field.options.keys() <= catalogue.keys()]
        self._chosen: list[Any] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        own = layer_formulas(kind)
        for widget in own:
            column.addWidget(widget)
        self._column = QVBoxLayout()
        self._column.setSpacing(6)
        column.addLayout(self._column)
        self.setVisible(bool(self._shows or own))

    def show_settings(self, settings: Mapping[str, Any]) -> None:
        """Show what these settings choose."""
        chosen = [settings[field.name] for field, _ in self._shows]
        if chosen == self._chosen:
            return
        self._chosen = chosen
        while self._column.count():
            old = self._column.takeAt(0).widget()
            old.hide()
            old.deleteLater()
        for (field, show), name in zip(self._shows, chosen, strict=True):
            for widget in (heading(translate(field.options[name])), *show(name)):
                self._column.addWidget(widget)
