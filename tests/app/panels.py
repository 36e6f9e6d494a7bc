"""Panels that watch a training."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot


def settle(panel: QWidget, qtbot: QtBot) -> None:
    """Until what it asks is shown."""
    session = panel._session
    qtbot.waitUntil(lambda: session.is_settled and all(probe in session.latest.readings for probe in panel.probes),
                    timeout=20_000)
    qtbot.wait(1)
