"""What stages are called."""

from __future__ import annotations

import re

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from engine.step import Stage, Worked
from engine.step.weights import OfArray

_TITLES = {
    "forward": QT_TRANSLATE_NOOP("Step", "Forward: {subject}"),
    "loss": QT_TRANSLATE_NOOP("Step", "Loss: {subject}"),
    "backward": QT_TRANSLATE_NOOP("Step", "Back: δ of {subject}"),
    "gradient": QT_TRANSLATE_NOOP("Step", "Gradient: {subject}"),
    "update": QT_TRANSLATE_NOOP("Step", "Update: {subject}"),
}

_MORE = {
    r"\Omega": QT_TRANSLATE_NOOP("Step", "Ω: the penalty of the weights."),
    "K": QT_TRANSLATE_NOOP("Step", "K: what layers cost by themselves."),
    "T": QT_TRANSLATE_NOOP("Step", "T: what the teacher changes of the loss."),
}
"""What the objective has beside the losses of the examples, by its symbol."""


def meaning(worked: Worked | None) -> str:
    """What stands beside the losses of the examples in an arithmetic, in words."""
    lines = " ".join((*worked.symbols, *worked.numbers)) if worked else ""
    parts = set(re.findall(r"\+ (?:\\frac\{\\partial )?(\\Omega|K|T)(?=[ }])", lines))
    return " ".join(QCoreApplication.translate("Step", said) for symbol, said in _MORE.items() if symbol in parts)


def title(stage: Stage) -> str:
    """A stage in a few words."""
    said = QCoreApplication.translate("Step", _TITLES[stage.phase]).format(subject=stage.subject)
    return f"{said} · {_value(stage)}" if stage.by_layer else said


def _value(stage: Stage) -> str:
    """What the value is called that a stage is about."""
    if not isinstance(stage, OfArray):
        return stage.naming.plain(stage.layer)
    letter = "b" if stage.name.endswith("/bias") else "W"
    return letter + stage.naming.number(stage.layer)
