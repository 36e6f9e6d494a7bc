"""All states of a small machine: what is exactly true of them, and where the particles are."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.numbers import grouped, number
from app.plain import Label, MarkupLabel, markup, tooltip
from app.theme import current, theme_bus
from app.widgets.or_sentence import OrSentence
from app.workspaces.generative.patterns_view import grey_tiles
from app.workspaces.generative.player import BoltzmannPlayer
from app.workspaces.generative.state_bars import StateBars
from engine.device import NUMPY
from engine.generative import Moment, frequencies, states

SWEEPS = (1, 10, 100)


class StatesView(QWidget):
    """Shows one moment after the other; particles of a machine that waits are sent on by `player`."""

    def __init__(self, player: BoltzmannPlayer) -> None:
        super().__init__()
        self._player = player
        self.moment: Moment | None = None
        self.bars, self.names, self.about = StateBars(), MarkupLabel(wordWrap=True), Label(wordWrap=True)
        self.about.setProperty("look", "muted")
        whole = QWidget()
        row, column = QHBoxLayout(), QVBoxLayout(whole)
        row.addWidget(self.names, 1)
        walk = Label(self.tr("Gibbs steps of the particles:"))
        row.addWidget(walk)
        self.sweeps: dict[int, QPushButton] = {}
        for steps in SWEEPS:
            button = QPushButton(f"+{steps}")
            button.setToolTip(tooltip(self.tr("The machine waits as it is, and all particles take so many steps more")))
            button.clicked.connect(lambda _=False, steps=steps: player.sweep(steps))
            row.addWidget(button)
            self.sweeps[steps] = button
        column.setContentsMargins(14, 8, 14, 8)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.bars, 1)
        column.addWidget(self.about)
        self.content = OrSentence(whole)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(self.content)
        theme_bus.changed.connect(self.refresh)

    def arrays(self) -> dict[str, np.ndarray]:
        """What is shown, in numbers: of every state, in the order of its binary digits."""
        if self.moment is None or self.moment.chances is None:
            return {}
        return {"states": states(self.moment.rbm.sizes[0], NUMPY), "exact": self.moment.chances,
                "particles": frequencies(self.moment.particles)}

    def show_moment(self, moment: Moment) -> None:
        """Draw this one."""
        self.moment = moment
        self.refresh()

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self.refresh()

    def refresh(self, *_: object) -> None:
        """Draw anew."""
        moment = self.moment
        if moment is None:
            return
        if moment.chances is None:
            self.content.say(self.tr("Every state has a bar of its own here: for that there must be at most 512 of "
                                     "them. Choose binary units and bars and stripes of 3 × 3."))
            return
        self.content.show_content()
        exact, counted = moment.chances, frequencies(moment.particles)
        order = np.argsort(-exact, kind="stable")
        images = states(moment.rbm.sizes[0], NUMPY)
        known = frequencies(moment.setup.patterns.learned) > 0
        self.bars.show_states(exact[order], counted[order], grey_tiles(images[order], moment.setup.patterns.shape),
                              known[order])
        theme, shown = current(), order[:self.bars.room]
        rows = ((theme.accent, self.tr("exact probability")),
                (theme.faint, self.tr("share of {count} particles").format(count=grouped(len(moment.particles)))))
        self.names.setText(markup(" &nbsp; ").join(
            markup('<span style="color:{colour}">■</span>&nbsp;{name}', colour=colour, name=name)
            for colour, name in rows))
        self.about.setText(self.tr(
            "The {shown} likeliest of {all} images; framed ones are examples, which have {examples} of the probability "
            "together. All that is not shown has {rest} exactly, and {counted} of the particles, after {steps} Gibbs "
            "steps. Half the sum of all differences is {distance}; chance alone makes about {chance} of it.").format(
                shown=len(shown), all=grouped(len(exact)), examples=_percent(exact[known].sum()),
                rest=_percent(1 - exact[shown].sum()), counted=_percent(1 - counted[shown].sum()),
                steps=grouped(moment.sweeps), distance=number(round(float(np.abs(exact - counted).sum() / 2), 3)),
                chance=number(round(_by_chance(exact, len(moment.particles)), 3))))


def _by_chance(exact: np.ndarray, count: int) -> float:
    """Half the sum of the differences that independent samples have on average: |N(0, s)| has mean s √(2/π)."""
    return float(np.sqrt(exact * (1 - exact) / count).sum() * np.sqrt(2 / np.pi) / 2)


def _percent(share: float) -> str:
    return f"{100 * max(0.0, share):.1f} %"
