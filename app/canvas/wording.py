"""What the canvas says about a layer: its kind and main settings, its shape, its weights."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication

from app.i18n import translate
from app.numbers import grouped
from engine.fields import Choice, Field, Integer, Real, Shape
from engine.graph import Graph, LayerSpec
from engine.layers import shape_text

_CATEGORY_TITLES: Mapping[str, Callable[[], str]] = {
    "data": lambda: QCoreApplication.translate("Canvas", "Data"),
    "layers": lambda: QCoreApplication.translate("Canvas", "Layers"),
    "convolution": lambda: QCoreApplication.translate("Canvas", "Convolution"),
    "recurrent": lambda: QCoreApplication.translate("Canvas", "Recurrent"),
    "shape": lambda: QCoreApplication.translate("Canvas", "Shape"),
    "merge": lambda: QCoreApplication.translate("Canvas", "Merging"),
    "normalisation": lambda: QCoreApplication.translate("Canvas", "Normalisation"),
    "regularisation": lambda: QCoreApplication.translate("Canvas", "Regularisation"),
    "templates": lambda: QCoreApplication.translate("Canvas", "Templates"),
}

_SHOWN: Mapping[type[Field], Callable[[Field, object], str | None]] = {
    Integer: lambda field, value: grouped(value),
    Shape: lambda field, value: shape_text(value),
    Choice: lambda field, value: translate(field.options[value]),
    Real: lambda field, value: None if value == field.default else f"{value:g}",
}
_SETTINGS_ON_CARD = 2


def category_title(category: str) -> str:
    """The heading of a category of layers."""
    return _CATEGORY_TITLES[category]() if category in _CATEGORY_TITLES else category.capitalize()


def category_rank(category: str) -> int:
    """The place of a category among the headings; unknown ones come last."""
    known = list(_CATEGORY_TITLES)
    return known.index(category) if category in known else len(known)


def subtitle(spec: LayerSpec) -> str:
    """The kind and the first settings: Dense · 16 · ReLU."""
    words = [translate(spec.layer.title)]
    for field in spec.layer.fields[:_SETTINGS_ON_CARD]:
        shown = _SHOWN.get(type(field), lambda field, value: None)(field, spec.settings[field.name])
        if shown:
            words.append(shown)
    return " · ".join(words)


def weights_text(count: int) -> str:
    """48 weights."""
    if count == 1:
        return QCoreApplication.translate("Canvas", "1 weight")
    return QCoreApplication.translate("Canvas", "{count} weights").format(count=grouped(count))


def layers_text(count: int) -> str:
    """3 layers."""
    if count == 1:
        return QCoreApplication.translate("Canvas", "1 layer")
    return QCoreApplication.translate("Canvas", "{count} layers").format(count=grouped(count))


def shape_line(graph: Graph, name: str, count: int) -> str:
    """The shape that leaves a layer and its weights: → 16 · 48 weights. Empty while the shape is unknown."""
    shape = graph.partial_shapes().get(name)
    if shape is None:
        return ""
    parts = [f"→ {shape_text(shape)}"]
    if count:
        parts.append(weights_text(count))
    return "  ·  ".join(parts)
