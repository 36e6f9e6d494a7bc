"""What a layer and its chosen functions compute: equations, pictures of functions, and where they come from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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


def _picture(name: str) -> Iterator[QWidget]:
    picture = FunctionPicture(name)
    yield picture
    words = picture.saturation()
    if words:
        yield paragraph(words)


def _activation(name: str) -> Iterator[QWidget]:
    row = ACTIVATIONS[name]
    yield from _picture(name)
    yield Equations(rf"f(x) = {row.equation}")
    yield Equations(rf"f'(x) = {row.derivative}")


def _loss(name: str) -> Iterator[QWidget]:
    yield Equations(f"L = {LOSSES[name].equation}")


def _initializer(name: str) -> Iterator[QWidget]:
    row = INITIALIZERS[name]
    equations = Equations(row.equation, reference=row.reference)
    if " m" in row.equation or "(m" in row.equation:
        equations.setToolTip(QCoreApplication.translate(
            "Formulas", "m: how many numbers come into a unit (fan-in); n: how many units a number goes to (fan-out)"))
    yield equations


SHOWN = ((ACTIVATIONS, _activation), (LOSSES, _loss), (INITIALIZERS, _initializer))
"""The catalogues that have something to show, and how."""


def layer_formulas(kind: str) -> Iterator[QWidget]:
    """What a kind of layer computes whatever its settings; nothing for most, whose help says it."""
    layer = LAYERS[kind]
    if layer.elementwise:
        yield from _picture(kind)
    for latex in (layer.equation, layer.derivative):
        if latex:
            yield Equations(latex)


class Formulas(QWidget):
    """What the layer computes, and for each setting that chooses from a catalogue of functions, what is chosen; hidden
    where there is neither. Equations take long to typeset: they come one by one, whenever `go_on` is called."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._shows = [(field, show) for field in LAYERS[kind].fields if isinstance(field, Choice)
                       for catalogue, show in SHOWN if field.options.keys() <= catalogue.keys()]
        self._chosen: list[Any] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        own, chosen = QVBoxLayout(), QVBoxLayout()
        for part in (own, chosen):
            part.setSpacing(6)
            column.addLayout(part)
        self._column = chosen
        self._coming = {own: layer_formulas(kind), chosen: iter(())}
        layer = LAYERS[kind]
        self.setVisible(bool(self._shows or layer.elementwise or layer.equation or layer.derivative))

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
        self._coming[self._column] = self._told(chosen)

    def go_on(self) -> bool:
        """Add the next picture or equation; whether there was one."""
        for column, coming in self._coming.items():
            widget = next(coming, None)
            if widget is not None:
                column.addWidget(widget)
                return True
        return False

    def _told(self, chosen: Sequence[Any]) -> Iterator[QWidget]:
        for (field, show), name in zip(self._shows, chosen, strict=True):
            yield heading(translate(field.options[name]))
            yield from show(name)
