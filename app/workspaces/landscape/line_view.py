"""The loss on the straight line from the weights now to where another run ended."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import translate_error
from app.numbers import number
from app.plain import Label
from app.surface.walkers import walker_colours
from app.widgets.long_work import LongWork, WorkBar
from app.widgets.or_sentence import OrSentence
from app.workspaces.landscape.loss_sample import LossSample
from app.workspaces.landscape.profile import Profile
from app.workspaces.landscape.sentences import variances
from engine.jobs import Workplace
from engine.landscape import barrier, line_points, losses_at


class LineView(QWidget):
    """A curve, and how high the hill between the two is."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._work = LongWork(workplace, self)
        self._to, self._colour, self._varies = "", 0, False
        self.profile = Profile(self.tr("from here (0) to there (1)"))
        self.area = OrSentence(self.profile)
        self.sentence = Label(wordWrap=True)
        self.sentence.setProperty("look", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.area)
        column.addWidget(WorkBar(self._work))
        column.addWidget(self.sentence)
        self._work.advanced.connect(self._take)
        self._work.failed.connect(lambda error: self.area.say(translate_error(error)))

    @property
    def busy(self) -> bool:
        return self._work.busy

    def show_nothing(self) -> None:
        """There is no run that a line could lead to."""
        self.hide()

    def wait(self) -> None:
        """The chosen run has not ended."""
        self.show()
        self.area.say(self.tr("Choose a run that has ended."))
        self.sentence.clear()

    def measure(self, subject: LossSample, here: np.ndarray, there: np.ndarray, title: str, colour: int) -> None:
        """From weights (n,) to those of the run `title` (n,), which has that place among the colours of walkers."""
        self.show()
        self._to, self._colour = title, colour
        positive = subject.network.layout.positive
        _, points = line_points(here, there, positive=positive)
        self._varies = bool(positive)
        self._work.begin(losses_at, [(subject.task, points)])

    def _take(self, results: list[tuple[int, np.ndarray]]) -> None:
        (_, losses), = results
        t, _ = line_points(np.zeros(1), np.ones(1))
        self.area.show_content()
        self.profile.show_losses(t, losses)
        colour = self._colour
        self.profile.mark((int(np.argmin(abs(t))), lambda: walker_colours()[0]),
                          (int(np.argmin(abs(t - 1))), lambda: walker_colours()[colour]))
        height = barrier(t, losses)
        self.sentence.setText(" ".join((
            self.tr("On the straight line from the weights now to {run} the loss rises by {height} above its ends."
                    ).format(run=self._to, height=number(height)) if np.isfinite(height)
            else self.tr("On the straight line to {run} the loss is not finite everywhere.").format(run=self._to),
            *([variances()] if self._varies else ()))))
