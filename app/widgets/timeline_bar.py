"""The timeline of the training: drag back to see the network as it was, and go on from there."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QSlider, QStyle, QWidget

from app.numbers import grouped
from app.plain import Label, tooltip
from app.theme import icon, theme_bus
from app.training.session import TrainingSession
from app.training.snapshot import Snapshot
from engine.training.timeline import BUDGET

ICON = 18
HANDLE = 14
"""The width of the handle, which the style sheet gives all sliders."""
PAGES = 10
"""Presses of Page Up from one end to the other."""


class TimelineBar(QFrame):
    """A slider over the moments that are remembered, the present at its right end, and what it shows in words."""

    def __init__(self, session: TrainingSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._moments: tuple[int, ...] = ()
        self._picture = Label()
        self.slider = MomentSlider()
        self.slider.setAccessibleName(self.tr("Timeline of the training"))
        self.slider.valueChanged.connect(self._look)
        self.slider.sliderReleased.connect(self._follow_present)
        self.sentence = Label()
        self.go_on = QPushButton(self.tr("Continue from here"))
        self.go_on.setProperty("look", "primary")
        self.go_on.setToolTip(tooltip(self.tr(
            "Train on from this epoch, bit for bit as it went then, optimizer and chance included; what came after "
            "it is forgotten")))
        self.go_on.clicked.connect(lambda _=False: session.continue_from_here())
        self.back = QPushButton(self.tr("Back to the present"))
        self.back.setToolTip(self.tr("Show the newest weights again; nothing has happened to them (Esc)"))
        self.back.clicked.connect(lambda _=False: session.return_to_present())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 3, 12, 3)
        layout.setSpacing(10)
        layout.addWidget(self._picture)
        layout.addWidget(self.slider, 1)
        for widget in (self.sentence, self.go_on, self.back):
            layout.addWidget(widget)
        # Room for the longest sentence: the slider keeps its length under the hand that drags it, and a label of fixed
        # size does not have the window laid out anew whenever its text changes.
        self.sentence.setProperty("look", "number")
        self.sentence.ensurePolished()
        self.sentence.setFixedWidth(max(map(self.sentence.fontMetrics().horizontalAdvance,
                                            (self._past_text(100_000, 100_000), self._empty_text()))))
        self.sentence.setFixedHeight(self.sentence.sizeHint().height())
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        session.watch(self, (), self.show_snapshot, in_turn=False)
        session.state_changed.connect(self._follow_state)
        theme_bus.changed.connect(self._tint)
        self._tint()
        self._explain()
        self._follow_state(session.state)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Stand where the snapshot is, unless a person holds the slider or has moved it on since."""
        if not self.slider.isSliderDown():
            self._set_moments((snapshot.present or snapshot).moments)
            if self._session.is_settled:
                with QSignalBlocker(self.slider):
                    self.slider.setValue(self._place(snapshot))
        self._describe(snapshot)

    def earlier(self) -> None:
        """One moment back."""
        self.slider.triggerAction(QSlider.SliderAction.SliderSingleStepSub)

    def later(self) -> None:
        """One moment forward, at most to the present."""
        self.slider.triggerAction(QSlider.SliderAction.SliderSingleStepAdd)

    # Inside

    def _look(self, place: int) -> None:
        if place < len(self._moments):
            self._session.look_back(self._moments[place])
        else:
            self._session.return_to_present()

    def _place(self, snapshot: Snapshot) -> int:
        if snapshot.present is None or snapshot.epoch not in self._moments:
            return len(self._moments)
        return self._moments.index(snapshot.epoch)

    def _set_moments(self, moments: tuple[int, ...]) -> None:
        if moments == self._moments:
            return
        at_present = self.slider.value() == len(self._moments)
        self._moments = moments
        with QSignalBlocker(self.slider):
            self.slider.setRange(0, max(1, len(moments)))
            self.slider.setPageStep(max(1, len(moments) // PAGES))
            if at_present:
                self.slider.setValue(self.slider.maximum())
        self._explain()

    def _follow_present(self) -> None:
        """While the slider was held its moments stayed; now there may be others."""
        if self._session.latest is not None:
            self.show_snapshot(self._session.latest)

    def _follow_state(self, state: str) -> None:
        latest = self._session.latest
        if latest is not None:
            self.show_snapshot(latest)
            return
        self._set_moments(())
        self._describe(None)

    def _describe(self, snapshot: Snapshot | None) -> None:
        past = snapshot is not None and snapshot.present is not None
        self.slider.setEnabled(bool(self._moments))
        if not past and (self.go_on.hasFocus() or self.back.hasFocus()):
            # Qt would pass the focus on round the window, to Reset, where the space bar gives the training up.
            self.slider.setFocus()
        for button in (self.go_on, self.back):
            button.setEnabled(past)
        if past:
            text = self._past_text(snapshot.epoch, snapshot.present.epoch)
        elif self._moments:
            text = self.tr("Now: epoch {epoch}").format(epoch=grouped(snapshot.epoch))
        else:
            text = self._empty_text()
        self.sentence.setText(text)
        look = "past" if past else "timeline"
        if self.property("look") != look:
            for widget, role in ((self, look), (self.sentence, "number" if past else "muted")):
                widget.setProperty("look", role)
                widget.style().unpolish(widget)
                widget.style().polish(widget)

    def _past_text(self, epoch: int, present: int) -> str:
        return self.tr("Looking back: epoch {epoch} of {present}").format(
            epoch=grouped(epoch), present=grouped(present))

    def _empty_text(self) -> str:
        return self.tr("Nothing to look back at yet")

    def _explain(self) -> None:
        if not self._moments:
            self.slider.setToolTip(self.tr("Once the network has been trained, drag here to see it as it was"))
            return
        every = self._moments[1] - self._moments[0] if len(self._moments) > 1 else 1
        kept = (self.tr("after every epoch") if every == 1 else
                self.tr("after every {count} epochs").format(count=grouped(every)))
        self.slider.setToolTip(tooltip(self.tr(
            "Drag to see the network as it was; the training waits and stays as it is.\n"
            "{moments} moments are remembered, {kept}: as many as fit into {budget} MB, spread evenly over the run."
        ).format(moments=grouped(len(self._moments)), kept=kept, budget=BUDGET // 2**20)))

    def _tint(self) -> None:
        self._picture.setPixmap(icon("recent").pixmap(ICON, ICON))


class MomentSlider(QSlider):
    """Goes where it is pressed, and is not moved by a wheel that scrolls past."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setMinimumWidth(120)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            room = self.width() - HANDLE
            place = round(event.position().x()) - HANDLE // 2
            self.setValue(QStyle.sliderValueFromPosition(self.minimum(), self.maximum(), place, room))
        super().mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
