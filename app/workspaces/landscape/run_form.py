"""With which optimizer, learning rate and start another run of the network is trained."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.document.document import Document
from app.i18n import translate
from app.widgets.choice import Choice
from app.widgets.form_layout import FormLayout
from app.widgets.number_box import NumberBox, number_text
from engine.optimizers import OPTIMIZERS
from engine.training import TrainingSettings


class RunForm(QWidget):
    """Begins with the optimizer and the rate of the window's training, and follows it."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._own: tuple[str, Mapping[str, Any]] = "", {}  # the optimizer of the training, with its settings
        self.optimizer = Choice()
        self.optimizer.setToolTip(self.tr("The rule that turns gradients into steps"))
        for name, kind in OPTIMIZERS.items():
            self.optimizer.addItem(translate(kind.title), name)
        self.rate = NumberBox(logarithmic=True, limits=(0.0, 100.0))
        self.rate.setToolTip(self.tr("How far each step of the run goes: too little takes for ever, too much "
                                     "overshoots or breaks"))
        self.start = Choice()
        self.start.setToolTip(self.tr("From the same weights optimizers are compared; from other seeds one sees how "
                                      "many valleys there are"))
        self.start.addItem(self.tr("the same start"), "same")
        self.start.addItem(self.tr("another seed"), "other")
        form = FormLayout()
        form.add(self.tr("Optimizer"), self.optimizer)
        form.add(self.tr("Learning rate"), self.rate)
        form.add(self.tr("From"), self.start)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(form)
        self.optimizer.activated.connect(lambda _: self._show_rate())
        document.model.training_changed.connect(self.follow)
        self.follow()

    @property
    def same_start(self) -> bool:
        """Whether the run begins at the weights that the training began at."""
        return self.start.currentData() == "same"

    def follow(self) -> None:
        """Show the optimizer of the training, where it is another one or has other settings."""
        settings = self._document.model.training_settings
        if self._own != (settings.optimizer, settings.optimizer_settings):
            self._own = settings.optimizer, settings.optimizer_settings
            self.optimizer.setCurrentIndex(self.optimizer.findData(settings.optimizer))
            self._show_rate()

    def settings(self, seeds: Collection[int]) -> TrainingSettings:
        """Those of the run; another seed is none of `seeds`, nor that of the training. Raises SettingError."""
        trained, name = self._document.model.training_settings, self.optimizer.currentData()
        used = {trained.seed, *seeds}
        seed = trained.seed if self.same_start else next(seed for seed in itertools.count() if seed not in used)
        own = trained.optimizer_settings if name == trained.optimizer else {}
        rate = {"learning_rate": self.rate.number()} if self.rate.isEnabled() else {}
        return replace(trained, optimizer=name, seed=seed, optimizer_settings={**own, **rate})

    def title(self, seed: int) -> str:
        """What a run with these settings is called."""
        name = translate(OPTIMIZERS[self.optimizer.currentData()].title)
        described = f"{name}, η {number_text(self.rate.number())}" if self.rate.isEnabled() else name
        return described if self.same_start else self.tr("{run}, seed {seed}").format(run=described, seed=seed)

    def _show_rate(self) -> None:
        """The rate of the training for its own optimizer, for others the one they come with."""
        rates = [row for row in OPTIMIZERS[self.optimizer.currentData()].fields if row.name == "learning_rate"]
        optimizer, settings = self._own
        own = settings if self.optimizer.currentData() == optimizer else {}
        self.rate.setEnabled(bool(rates))
        for row in rates:
            self.rate.set_number(own.get("learning_rate", row.default))
