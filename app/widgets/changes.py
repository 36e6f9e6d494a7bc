"""What is said of a change in the middle of a training."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.i18n import translate
from app.numbers import number
from engine.data import SOURCES
from engine.data.spec import PREPARATION
from engine.fields import Choice, Field
from engine.layers import LAYERS
from engine.optimizers import OPTIMIZERS
from engine.schedules import SCHEDULES
from engine.training.adversarial import ADVERSARIAL_FIELDS
from engine.training.augmentation import AUGMENTATION_FIELDS
from engine.training.marks import ADDED, DATA, LAYER, LINKS, REMOVED, SETTING, WEIGHTS, Change, Mark, Value
from engine.training.settings import FIELDS

CONTEXT = "Changes"
LONGEST = 40
"""Letters of a value."""


def _by_name(*groups: Iterable[Field]) -> dict[str, Field]:
    return {field.name: field for group in groups for field in group}


_SETTINGS = {
    "": _by_name(FIELDS),
    "optimizer_settings": _by_name(*(optimizer.fields for optimizer in OPTIMIZERS.values())),
    "schedule_settings": _by_name(*(schedule.fields for schedule in SCHEDULES.values())),
    "augmentation": _by_name(AUGMENTATION_FIELDS),
    "adversarial": _by_name(ADVERSARIAL_FIELDS),
}
"""Group → the fields of the training, by name; what optimizers have in common is called alike."""
_OF_LAYERS = _by_name(*(layer.fields for layer in LAYERS.values()))
_OF_DATA = _by_name(*(source.fields for source in SOURCES.values()), PREPARATION)


def told(mark: Mark) -> str:
    """What changed and when, a line each."""
    first = QCoreApplication.translate("Changes", "After epoch {epoch}:").format(epoch=mark.epoch)
    return "\n".join([first, *map(said, mark.changes)])


def said(change: Change) -> str:
    """One change in a few words. It may come from a file: names that nobody knows are shown as they are."""
    if change.kind == SETTING:
        return _from_to(_SETTINGS.get(change.of, {}).get(change.name), change)
    if change.kind == LAYER:
        return f"{_short(change.of)}: {_from_to(_OF_LAYERS.get(change.name), change)}"
    if change.kind == DATA:
        return _of_data(change)
    return QCoreApplication.translate(CONTEXT, _SENTENCES[change.kind]).format(layer=_short(change.of))


_SENTENCES = {
    ADDED: QT_TRANSLATE_NOOP("Changes", "Layer {layer} was added"),
    REMOVED: QT_TRANSLATE_NOOP("Changes", "Layer {layer} was removed"),
    LINKS: QT_TRANSLATE_NOOP("Changes", "Connections between layers were changed"),
    WEIGHTS: QT_TRANSLATE_NOOP("Changes", "Weights were changed by hand"),
}
_CONTENTS = {"csv": QT_TRANSLATE_NOOP("Changes", "Another table"),
             "texts": QT_TRANSLATE_NOOP("Changes", "Another table"),
             "pictures": QT_TRANSLATE_NOOP("Changes", "Other images")}


def _of_data(change: Change) -> str:
    if change.name == "source":
        before, after = (translate(SOURCES[value].title) if value in SOURCES else _value(None, value)
                         for value in (change.before, change.after))
        return QCoreApplication.translate("Changes", "Data: {before} → {after}").format(before=before, after=after)
    if change.name == "content" and change.of in _CONTENTS:
        return QCoreApplication.translate("Changes", _CONTENTS[change.of])
    field = _by_name(getattr(SOURCES.get(change.of), "fields", ())).get(change.name, _OF_DATA.get(change.name))
    return _from_to(field, change)


def _from_to(field: Field | None, change: Change) -> str:
    name = translate(field.label) if field else _short(change.name)
    return f"{name}: {_value(field, change.before)} → {_value(field, change.after)}"


def _value(field: Field | None, value: Value) -> str:
    if isinstance(field, Choice) and isinstance(value, str) and value in field.options:
        return translate(field.options[value])
    match value:
        case bool():
            return (QCoreApplication.translate("Changes", "on") if value else
                    QCoreApplication.translate("Changes", "off"))
        case None:
            return "–"
        case int():
            return str(value)
        case float():
            return number(value)
        case tuple():
            return _short(" × ".join(_value(None, entry) for entry in value)) or "–"
        case _:
            return _short(str(value)) or "–"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
