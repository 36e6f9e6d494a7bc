"""An attack on the example in hand: what is added at its true scale and enlarged, and why the direction matters."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QHBoxLayout

from app.i18n import translate_error
from app.numbers import number
from app.theme import theme_bus
from app.training.session import TrainingSession
from app.widgets.chance_bars import ChanceBars
from app.widgets.predictions.attack import Attacker
from app.widgets.tile import Tile
from app.workspaces.convolution.attack_panel import AttackPanel
from app.workspaces.convolution.margin_plot import MarginPlot, RobustPlot
from app.workspaces.example_picture import ExamplePicture, chances
from app.workspaces.picture_asking_view import PictureAskingView
from engine.data import Data
from engine.errors import LaderaError
from engine.probes import OfPart, Probe
from engine.probes.attack import GradientSignAttack
from engine.probes.margins import Margins
from engine.probes.robust_accuracy import RobustAccuracy

FACTORS = (1, 2, 5, 10, 20, 50, 100, 200)
"""What is added is shown this many times enlarged, as far as it stays on the scale of the picture."""
STRENGTHS, ATTACKED = 6, 200
"""Strengths at which test examples are attacked, and how many of those."""
BEYOND = 1.6
"""How far margins are followed, in lengths of the strongest attack chosen."""


class AttackView(PictureAskingView):
    """Attacks in the way that `panel` says. Margins along many directions are asked for when the training rests."""

    def __init__(self, session: TrainingSession, panel: AttackPanel) -> None:
        super().__init__(session)
        self.panel = panel
        self._attacker: Attacker | None = None
        self.factor = 1
        self.before, self.after = Tile(self.tr("Example in hand")), Tile(self.tr("Attacked"))
        self.added = Tile(self.tr("Added, true scale"), self.tr("What is added to the pixels, on a scale as wide as "
                                                                "the range of the picture itself"))
        self.enlarged = Tile("", self.tr("The same, times the number that is written, on the same scale"))
        self.bars, self.margins, self.robust = ChanceBars(), MarginPlot(), RobustPlot()
        above, below = QHBoxLayout(), QHBoxLayout()
        for row in (above, below):
            row.setSpacing(14)
        for tile in (self.before, self.added, self.enlarged, self.after):
            above.addWidget(tile, 1)
        below.addWidget(self.bars, 2)
        below.addWidget(self.margins, 4)
        below.addWidget(self.robust, 3)
        self._lay_out((above, 5), (below, 4))
        session.example_changed.connect(self._begin_anew)
        session.state_changed.connect(self._follow_state)
        panel.chosen.connect(self._begin_anew)
        panel.kept.connect(self.robust.keep)
        theme_bus.changed.connect(self._draw)
        self._follow_state(session.state)

    @property
    def true(self) -> int | None:
        """The class of the example in hand; None of one that was made by hand."""
        targets = self._session.example.targets(self._head())
        return None if targets is None else int(self._head().classes_of(targets[None])[0])

    def _head(self) -> Data:
        return self.subject.heads[self.panel.heads.head]

    @property
    def _is_ready(self) -> bool:
        return self.subject is not None and bool(self.subject.shape) and bool(self.panel.heads.head)

    def arrays(self) -> dict[str, np.ndarray]:
        """What is shown, in numbers: the inputs before and after as the network gets them, and what it says of both."""
        if not self._is_ready or self.true is None:
            return {}
        given, found, lines = self._reading(self._given()), self._reading(self.attack()), self._reading(self.lines())
        said = {} if found is None or given is None else {"given": given.first, **found.arrays}
        return said if lines is None else {**said, **lines.arrays}

    # Asking

    def attack(self) -> GradientSignAttack:
        """The attack that is asked for."""
        return GradientSignAttack(self.panel.heads.head, self.panel.epsilon, self._session.example_probe(),
                                  self._attacker.ranges, self.panel.attack_steps)

    def lines(self) -> Margins | None:
        """The margins that are asked for; None where nobody knows the true class."""
        reach = BEYOND * self.panel.epsilon * np.sqrt(np.prod(self.subject.shape))
        return None if self.true is None or not reach else Margins(
            self.panel.heads.head, self.true, self._session.example_probe(), reach=float(reach))

    def right(self) -> RobustAccuracy:
        """How often it is right, by strengths up to the strongest."""
        strengths = np.linspace(0.0, self._attacker.strongest / 2, STRENGTHS)
        return RobustAccuracy(self.panel.heads.head, tuple(strengths.tolist()), OfPart("test", most=ATTACKED),
                              self._attacker.ranges, self.panel.attack_steps)

    def _probes(self) -> list[Probe]:
        if not self._is_ready or self.true is None:
            return []
        asked: list[Probe] = [self._given(), self.attack()]
        if self._session.state != "running":
            lines = self.lines()
            asked += [self.right(), *([lines] if lines is not None else [])]
        return asked

    # Showing

    def _take(self, subject: ExamplePicture) -> None:
        self.subject = subject
        heads = {name: data for name, data in subject.heads.items() if data.class_names} if subject.shape else {}
        self.panel.heads.show_heads(heads)
        if heads:
            try:
                self._attacker = Attacker(subject.graph, subject.data, next(iter(heads)))
            except LaderaError as error:
                self.content.say(translate_error(error))
                return
            self.panel.set_bounds(self._attacker.strongest, float(np.median(subject.scaling.scale)))
        else:
            self.content.say(self.tr("Nothing here tells classes of images apart. Open an example such as LeNet-5, or "
                                     "give the network images with classes."))
        self._ask()

    def _say_nothing(self) -> None:
        self.panel.heads.show_heads({})
        self.content.say(self.tr("There is no network to attack yet. Draw one and give it images with classes."))

    def _draw(self, *_: object) -> None:
        if not self._is_ready:
            return
        if self.true is None:
            self.content.say(self.tr("This example was made by hand and nobody knows its class, so there is nothing to "
                                     "lead the network away from. Choose one of the data."))
            return
        self.content.show_content()
        given, found = self._reading(self._given()), self._reading(self.attack())
        if given is None or found is None:
            return
        before = self.subject.raw(given.first[0])
        after = self.subject.raw(found[f"moved/{self.subject.layer}"][0])
        self._show_pictures(before, after)
        said = [chances(found[name][0], self._head()) for name in ("before", "said")]
        self._say(*said)
        self.bars.show_chances(self._head().class_names, said[1], self.true, before=said[0])
        lines = self.lines()
        margins = self._reading(lines)
        if margins is not None:
            self.margins.show_margins(margins["distances"], margins["margins"][0],
                                      self.panel.epsilon * float(np.sqrt(np.prod(self.subject.shape))))

        right = self._reading(self.right())
        if right is not None:
            self.robust.show_accuracy(np.array(right.probe.epsilons) * self.panel.unit, right["accuracy"])

    def _show_pictures(self, before: np.ndarray, after: np.ndarray) -> None:
        low, high = self.subject.range
        change = (after - before).mean(axis=-1)
        largest = float(np.abs(change).max())
        self.factor = max(factor for factor in FACTORS if factor * largest <= high - low or factor == 1)
        self.before.show_pixels(self.subject.coloured(before))
        self.after.show_pixels(self.subject.coloured(after))
        self.added.show_values(change, high - low)
        self.enlarged.title.setText(self.tr("Added, × {factor}").format(factor=self.factor))
        self.enlarged.show_values(change * self.factor, high - low)

    def _say(self, before: np.ndarray, after: np.ndarray) -> None:
        names = self._head().class_names
        first, second = int(before.argmax()), int(after.argmax())
        values = {"before": names[first], "chance": f"{before[first]:.1%}", "after": names[second],
                  "then": f"{after[second]:.1%}"}
        if first != self.true:
            text = self.tr("It is wrong without any attack: it says {before} ({chance}). What is added cannot count as "
                           "an attack that worked.")
        elif first == second:
            text = self.tr("Before: {before} ({chance}). After: still {after} ({then}).")
        else:
            text = self.tr("Before: {before} ({chance}). After: {after} ({then}).")
        self.panel.said.setText(text.format(**values))
        self.panel.about.setText(self.tr("No pixel is moved by more than ε = {epsilon}, {share} of the range.").format(
            epsilon=number(float(f"{self.panel.epsilon * self.panel.unit:.3g}")),
            share=f"{self.panel.epsilon * self.panel.unit / (self.subject.range[1] - self.subject.range[0]):.1%}"))
