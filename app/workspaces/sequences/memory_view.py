"""How far does it remember? Live, and Simple RNN, LSTM and GRU beside each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from app.i18n import translate, translate_error
from app.numbers import number
from app.plain import Label
from app.training.session import TrainingSession
from app.workspaces.sequences.memory_panel import MemoryPanel
from app.workspaces.sequences.memory_plot import NOW, ContestPlot, MemoryPlot
from app.workspaces.sequences.sequence_view import SequenceView
from engine.errors import LaderaError
from engine.layers import LAYERS
from engine.probes import Probe
from engine.probes.memory import Memory
from engine.sequences import CELLS, SequenceSubject
from engine.sequences.contest import Contestant, Heat, contestants, heat
from engine.training import Checkpoint, TrainingSettings


class MemoryView(SequenceView):
    """The memory of the network that is trained, and of three that are trained for comparison: `heats` of each, by its
    kind, as far as they have come."""

    def __init__(self, session: TrainingSession, panel: MemoryPanel,
                 settings: Callable[[], TrainingSettings]) -> None:
        super().__init__(session)
        self.panel, self.work, self._settings = panel, panel.work, settings
        self.heats: dict[str, list[Heat]] = {}
        self._running: list[Contestant] = []
        self.plot, self.losses = MemoryPlot(), ContestPlot()
        self.heading = Label(self.tr("Three kinds, one seed"))
        self.heading.setProperty("look", "heading")
        self._lay_out((self.plot, 3), (self.heading, 0), (self.losses, 2), spacing=6)
        self._show_contest(False)
        panel.chosen.connect(self._choose)
        panel.begun.connect(self.begin)
        work = self.work
        work.advanced.connect(self._advance)
        for changed in (work.began, work.ended):
            changed.connect(self._may_begin)
        self._follow()

    def arrays(self) -> dict[str, np.ndarray]:
        """The curves that are drawn, by network, and the losses of the three."""
        found = {f"{NOW}/{name}": array for name, array in self._memory().items()}
        for kind, heats in self.heats.items():
            found |= {f"{kind}/{name}": array for name, array in heats[-1].memory.items()}
            found[f"{kind}/epochs"] = np.array([heat.epochs for heat in heats])
            found[f"{kind}/losses"] = np.array([heat.loss for heat in heats])
        return found

    # The three

    def begin(self) -> None:
        """Train the three from their beginning."""
        self.panel.refusal.say("")
        try:
            self._running = list(contestants(self.subject.graph, self.subject.data, self._settings(),
                                             self.panel.layer))
        except LaderaError as error:
            self.panel.refusal.say(translate_error(error))
            return
        self._forget()
        self._show_contest(True)
        self.work.begin_legs(heat, self._next_leg, self._share, in_flight=2)

    def _next_leg(self) -> list[tuple[Contestant, Checkpoint | None]]:
        """A part of an epoch of each that has not come to its end."""
        last = {kind: heats[-1] for kind, heats in self.heats.items()}
        self._running = [one for one in self._running if one.kind not in last or not last[one.kind].over]
        return [(one, last[one.kind].moment if last else None) for one in self._running]

    def _advance(self, results: list[tuple[int, Heat]]) -> None:
        for _, found in results:
            heats = self.heats.setdefault(found.kind, [])
            if heats:
                heats[-1] = replace(heats[-1], moment=None)  # weights and optimizer of the newest are enough
            heats.append(found)
            self.plot.show_memory(found.kind, found.memory)
            self.losses.show_losses(found.kind, [one.epochs for one in heats], [one.loss for one in heats])
            if found.failed is not None:
                self.panel.refusal.say(self.tr("{kind}: {reason}").format(
                    kind=translate(LAYERS[found.kind].title), reason=translate_error(found.failed)))
        self._say()

    def _forget(self) -> None:
        for kind in self.heats:
            self.plot.show_memory(kind, {})
        self.heats = {}
        self.losses.clear_losses()

    def _show_contest(self, on: bool) -> None:
        self.heading.setVisible(on)
        self.losses.setVisible(on)

    def _may_begin(self) -> None:
        self.panel.begin.setEnabled(self.subject is not None and bool(self.subject.layers) and not self.work.busy)

    def _share(self) -> float:
        """How far all three have come."""
        goal = self._settings().epochs
        gone = [1.0 if heats[-1].over else min(1.0, heats[-1].epochs / goal) for heats in self.heats.values()]
        return sum(gone) / len(CELLS)

    # The one that is trained

    def _probes(self) -> list[Probe]:
        return [Memory(self.panel.layer)] if self.subject is not None and self.panel.layer else []

    def _memory(self) -> dict[str, np.ndarray]:
        probes = self._probes()
        reading = self._reading(probes[0]) if probes else None
        return {} if reading is None else dict(reading.arrays)

    def _take_subject(self, subject: SequenceSubject) -> None:
        self.panel.show_layers(subject.layers)
        self.work.stop()
        self._forget()
        self._show_contest(False)

    def _choose(self) -> None:
        self.work.stop()
        self._forget()
        self._show_contest(False)
        self._begin_anew()

    def _tell(self) -> None:
        super()._tell()
        self._may_begin()

    def _draw(self, *_: object) -> None:
        memory = self._memory()
        if self.subject is not None and self.subject.layers:
            self.plot.show_memory(NOW, memory)
            self._say()

    def _say(self) -> None:
        """How much is left of the gradient at the first step."""
        said = []
        memory = self._memory()
        networks = ([(self.tr("This network"), memory)] if memory else []) + [
            (translate(LAYERS[kind].title), heats[-1].memory) for kind, heats in self.heats.items()]
        for title, found in networks:
            norms = found["hidden"]
            if norms[0] > 0:
                said.append(self.tr("{network}: {first} at the last step, {last} at k = {k}").format(
                    network=title, first=number(norms[0]), last=number(norms[-1]), k=len(norms) - 1))
        self.panel.says.setText("\n".join(said))
