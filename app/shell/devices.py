"""The device menu: processor or graphics card, and why not when it cannot be."""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QWidgetAction

from app import i18n
from app.actions import Actions
from app.plain import Label
from app.settings import Settings
from app.training.session import TrainingSession
from engine.device import Status, cupy_status

DEVICES = {"numpy": "device_numpy", "cupy": "device_cupy"}
"""The actions that choose where is trained, by device."""
NOTE_WIDTH = 320
NOTE_MARGINS = (36, 2, 12, 6)


class DeviceProbe(QObject):
    """Asks once, on a thread of its own, whether CuPy works here: importing it takes a second or more."""

    known = Signal(object)
    """The Status, once."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.status: Status | None = None
        self._answer: list[Status] = []
        self._answered.connect(self._receive)

    _answered = Signal()

    def start(self) -> None:
        """Ask; `known` comes when there is an answer."""
        threading.Thread(target=self._ask, name="device-probe", daemon=True).start()

    def _ask(self) -> None:
        self._answer.append(cupy_status())
        try:
            self._answered.emit()
        except RuntimeError:  # the window closed first, and this object with it
            return

    def _receive(self) -> None:
        self.status = self._answer[-1]
        self.known.emit(self.status)


class DeviceChoice(QObject):
    """Keeps the two device actions, the session and the settings in step."""

    unavailable = Signal(str)
    """Why CuPy cannot be used, when a person asks for it."""

    def __init__(self, actions: Actions, session: TrainingSession, settings: Settings, probe: DeviceProbe,
                 parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._settings, self._probe = session, settings, probe
        self._actions = {device: actions[name] for device, name in DEVICES.items()}
        self.note = QWidgetAction(self)
        """A line for the menu that says why CuPy cannot be used."""
        self._note = Label(wordWrap=True)
        self._note.setProperty("look", "muted")
        self._note.setFixedWidth(NOTE_WIDTH)
        self._note.setContentsMargins(*NOTE_MARGINS)
        self._note.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.note.setDefaultWidget(self._note)
        self.note.setVisible(False)
        self._all = actions
        group = QActionGroup(self)
        for name, action in self._actions.items():
            group.addAction(action)
            action.triggered.connect(lambda _=False, name=name: self._choose(name))
        session.device_changed.connect(self._show)
        self._show(session.device)
        session.set_threads(settings.threads)
        probe.known.connect(self._learn)
        if probe.status is None:
            self._all.explain("device_cupy", self.tr("Looking for a graphics card…"))
        else:
            self._learn(probe.status)

    @property
    def reason(self) -> str:
        """Why CuPy cannot be used, and what to do about it; "" when it can or nobody knows yet."""
        status = self._probe.status
        return "" if status is None or status.available else i18n.translate_error(status.reason)

    def set_threads(self, count: int) -> None:
        """Train in so many threads of the processor, 0 for as many as are the fastest; it is remembered."""
        self._settings.threads = count
        self._session.set_threads(count)

    def _learn(self, status: Status) -> None:
        action = self._actions["cupy"]
        if status.available:
            action.setText(self.tr("&Graphics card (CuPy): {name}").format(name=status.hardware))
            self._all.explain("device_cupy", self.tr("Train on this graphics card: the faster one for large networks"))
            if self._settings.device == "cupy":
                self._session.set_device("cupy")
        else:
            self._all.explain("device_cupy", self.reason)
            self._note.setText(self.reason)
            self.note.setVisible(True)

    def _choose(self, name: str) -> None:
        if name == "cupy" and self._probe.status is not None and not self._probe.status.available:
            self._show(self._session.device)
            self.unavailable.emit(self.reason)
            return
        self._settings.device = name
        self._session.set_device(name)

    def _show(self, name: str) -> None:
        self._actions[name].setChecked(True)
