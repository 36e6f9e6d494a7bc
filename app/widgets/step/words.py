"""What stages are called."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from engine.step import Stage

_TITLES = {
    "forward": QT_TRANSLATE_NOOP("Step", "Forward: {subject}"),
    "loss": QT_TRANSLATE_NOOP("Step", "Loss: {subject}"),
    "backward": QT_TRANSLATE_NOOP("Step", "Back: δ of {subject}"),
    "gradient": QT_TRANSLATE_NOOP("Step", "Gradient: {subject}"),
    "update": QT_TRANSLATE_NOOP("Step", "Update: {subject}"),
}


def title(stage: Stage) -> str:
    """A stage in a few words."""
    return QCoreApplication.translate("Step", _TITLES[stage.phase]).format(subject=stage.subject)
