"""Encoder and decoder: what is written on its own, where attention looks, and what a person changes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout

from app.i18n import translate_error
from app.numbers import number
from app.plain import Label
from app.training.session import TrainingSession
from app.workspaces.sequences.attention_matrix import AttentionMatrix
from app.workspaces.sequences.attention_ribbons import AttentionRibbons
from app.workspaces.sequences.beam_tree import BeamTree
from app.workspaces.sequences.pair_plot import PairPlot
from app.workspaces.sequences.sequence_view import SequenceView
from app.workspaces.sequences.translation_panel import TranslationPanel
from engine.data import Data
from engine.data.symbol_sequences import ASK, BLANK
from engine.errors import LaderaError
from engine.graph import Graph
from engine.metrics import METRICS, symbols_right
from engine.probes import OfPart, Probe, Reading
from engine.probes.attention import Look, Looks
from engine.probes.beams import NEVER
from engine.probes.predictions import Predictions
from engine.sequences.translation import Translation, leaning, with_look
from engine.sequences.with_attention import Lap, Runner, lap, runners
from engine.sequences.writing import read_prefix
from engine.training import Checkpoint, TrainingSettings

MEASURED = OfPart("test", most=500)
"""Enough examples for a share of exact matches."""


class TranslationView(SequenceView):
    """Live: an untouched run on the left, and beside it one that reads, begins with, or looks at something else."""

    def __init__(self, session: TrainingSession, panel: TranslationPanel,
                 settings: Callable[[], TrainingSettings]) -> None:
        super().__init__(session)
        self.panel, self.work, self._settings = panel, panel.work, settings
        self.looks: Looks = ()
        self.source: tuple[int, ...] = ()
        self.prefix: tuple[int, ...] = ()
        self.laps: dict[str, list[Lap]] = {}
        self._running: list[Runner] = []
        self._chosen: tuple[int, int, int] | None = None
        names = self.tr("Untouched"), self.tr("Changed")
        self.said = tuple(Label(wordWrap=True) for _ in names)
        self.ribbons = tuple(AttentionRibbons(name) for name in names)
        self.matrices = tuple(AttentionMatrix(name) for name in names)
        self.tree = BeamTree()
        self.plots = {"loss": PairPlot(self.tr("loss")), "exact": PairPlot(self.tr("exact matches"))}
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        for column, name in enumerate(names):
            grid.setColumnStretch(column, 1)
            for row, widget in enumerate((self._heading(name), self.said[column], self.ribbons[column],
                                          self.matrices[column])):
                grid.addWidget(widget, row, column)
        grid.setRowStretch(2, 2)
        grid.setRowStretch(3, 3)
        below = QVBoxLayout()
        below.setSpacing(2)
        self.tree_title = self._heading("")
        below.addWidget(self.tree_title)
        below.addWidget(self.tree, 1)
        curves = QHBoxLayout()
        for plot in self.plots.values():
            curves.addWidget(plot, 1)
        self._lay_out((grid, 5), (below, 2), (curves, 2), spacing=8)
        self._show_contest(False)
        self.matrices[1].chosen.connect(self._choose_cell)
        panel.chosen.connect(self._choose)
        panel.written.connect(self._write)
        panel.leaned.connect(self._lean)
        panel.cleared.connect(lambda: self._change((), (), ()))
        panel.begun.connect(self.begin)
        self.work.advanced.connect(self._advance)
        for changed in (self.work.began, self.work.ended):
            changed.connect(self._may_begin)
        self._follow()

    def explain(self, subject) -> str:
        if subject is None:
            return self.tr("There is no network to look into yet. Open an example such as Dates, or begin with the "
                           "template Encoder, decoder and attention.")
        if not Translation(subject.graph, subject.data).writes:
            return self.tr("This network does not read one row of symbols and write another. Open an example such as "
                           "Dates, or begin with the template Encoder, decoder and attention.")
        return ""

    def arrays(self) -> dict[str, np.ndarray]:
        """What both runs have found, and the curves of the two networks."""
        found = {}
        for name, probe in self._named().items():
            reading = self._reading(probe)
            if reading is not None:
                found |= {f"{name}/{key}": array for key, array in reading.arrays.items()}
        for name, laps in self.laps.items():
            found |= {f"{name}/{figure}": np.array([getattr(one, figure) for one in laps])
                      for figure in ("epochs", "loss", "exact")}
        return found

    # Asking

    def _subject_of(self, graph: Graph, data: Data) -> Translation:
        return Translation(graph, data)

    def _take_subject(self, subject: Translation) -> None:
        self.work.stop()
        self.laps = {}
        self._show_contest(False)
        self.looks, self.source, self.prefix, self._chosen = (), (), (), None
        if subject.writes:
            self.panel.show_layers(subject.attentions)
            self._show_heads()
            self._show_texts()
        self._may_begin()

    def _named(self) -> dict[str, Probe]:
        if self.subject is None or not self.subject.writes:
            return {}
        width, head = self.panel.width_box.value(), self.subject.head
        return {"untouched": self.subject.beams(self._raw(), width),
                "changed": self.subject.beams(self._changed(), width, self.prefix, self.looks),
                "told": Predictions(head, self._session.example_probe()), "all": Predictions(head, MEASURED)}

    def _probes(self) -> list[Probe]:
        return list(dict.fromkeys(self._named().values()))

    def _changed(self) -> np.ndarray:
        raw = self._raw().copy()
        if self.source:
            raw[:self.subject.length] = self.source
        return raw

    def _begin_anew(self) -> None:
        """The example in hand is another: what was changed was of the one before."""
        self.looks, self.source, self.prefix, self._chosen = (), (), (), None
        if self.subject is not None and self.subject.writes:
            self._show_texts()
        super()._begin_anew()

    # Changing

    def _change(self, looks: Looks, source: tuple[int, ...], prefix: tuple[int, ...]) -> None:
        self.looks, self.source, self.prefix = looks, source, prefix
        if not looks:
            self._chosen = None
        self._show_texts()
        self._ask()
        self._draw()

    def _choose(self) -> None:
        self._show_heads()
        self._ask()
        self._draw()

    def _choose_cell(self, head: int, step: int, place: int) -> None:
        self._chosen = head, step, place
        self.panel.show_share(1.0)
        self._lean(1.0)

    def _lean(self, share: float) -> None:
        """The chosen step looks so much at the chosen symbol, in the changed run."""
        reading = self._reading(self._named().get("untouched"))
        if self._chosen is None or reading is None:
            return
        head, step, place = self._chosen
        row = reading[f"attention/{self.panel.layer}"][head, step]
        look = Look(self.panel.layer, head, step, leaning(row, place, share))
        self._change(with_look(self.looks, look), self.source, self.prefix)

    def _write(self) -> None:
        subject, panel = self.subject, self.panel
        if subject is None or not subject.writes:
            return
        symbols = subject.data.symbols
        typed = panel.source.text()[:subject.length]
        places, unknown = read_prefix(typed, symbols, len(typed)) if typed else ((), ())
        begun, others = read_prefix(panel.prefix.text(), symbols[:subject.data.written], len(panel.prefix.text()))
        blank = symbols.index(BLANK)
        source = (*places, *(blank,) * (subject.length - len(places)))
        unchanged = tuple(self._raw()[:subject.length].astype(int).tolist())
        missing = (*unknown, *others)
        panel.refusal.say(self.tr("The alphabet does not have: {symbols}. They are left out.").format(
            symbols=" ".join(missing[:8])) if missing else "")
        self._change(self.looks, () if source == unchanged else source,
                     tuple(begun[:subject.steps]) if panel.prefix.text() else ())

    # With and without

    def begin(self) -> None:
        """Train both from their beginning."""
        self.panel.failure.say("")
        try:
            self._running = list(runners(self.subject, self._settings()))
        except LaderaError as error:
            self.panel.failure.say(translate_error(error))
            return
        self.laps = {}
        self._show_contest(True)
        self.work.begin_legs(lap, self._next_leg, self._share, in_flight=2)

    def _next_leg(self) -> list[tuple[Runner, Checkpoint | None]]:
        self._running = [one for one in self._running if one.name not in self.laps or not self.laps[one.name][-1].over]
        return [(one, self.laps[one.name][-1].moment if one.name in self.laps else None) for one in self._running]

    def _share(self) -> float:
        goal = self._settings().epochs
        return sum(1.0 if laps[-1].over else min(1.0, laps[-1].epochs / goal) for laps in self.laps.values()) / 2

    def _advance(self, results: list[tuple[int, Lap]]) -> None:
        for _, found in results:
            laps = self.laps.setdefault(found.name, [])
            if laps:
                laps[-1] = replace(laps[-1], moment=None)
            laps.append(found)
            for figure, plot in self.plots.items():
                plot.show_curve(found.name, [one.epochs for one in laps], [getattr(one, figure) for one in laps])
            if found.failed is not None:
                self.panel.failure.say(translate_error(found.failed))

    def _show_contest(self, on: bool) -> None:
        for plot in self.plots.values():
            plot.clear_curves()
            plot.setVisible(on)

    def _may_begin(self) -> None:
        self.panel.begin.setEnabled(self.subject is not None and self.subject.writes and bool(self.subject.attentions)
                                    and not self.work.busy)

    # Showing

    def _show_heads(self) -> None:
        layer = self.panel.layer
        self.panel.show_heads(self.subject.shape(layer)[0] if layer else 0)
        for widget in (*self.ribbons, *self.matrices, self.panel.place, self.panel.slider):
            widget.setVisible(bool(layer))

    def _show_texts(self) -> None:
        raw = self._changed()
        symbols = self.subject.read(raw)
        self.panel.source.setText("".join(symbols).rstrip(BLANK))
        self.panel.prefix.setText("".join(self.subject.data.symbols[place] for place in self.prefix))

    def _draw(self, *_: object) -> None:
        if self.subject is None or not self.subject.writes:
            return
        named = self._named()
        for place, (name, raw) in enumerate((("untouched", self._raw()), ("changed", self._changed()))):
            reading = self._reading(named[name])
            if reading is not None and float(reading["done"]) == 1.0:
                self._show_run(place, reading, raw)
        self._show_measures(self._reading(named["told"]), self._reading(named["all"]))
        if self._chosen is not None:
            self.panel.place.setText(self.matrices[0].says(self._chosen))
        elif self.subject.attentions:
            self.panel.place.setText(self.tr("Click a weight on the right: that step looks there."))

    def _show_run(self, place: int, reading: Reading, raw: np.ndarray) -> None:
        subject, layer = self.subject, self.panel.layer
        row = subject.written(reading["symbols"][0].tolist())
        self.said[place].setText(self.tr("“{read}” → “{written}”, log-probability {score}").format(
            read="".join(subject.read(raw)).rstrip(BLANK), written="".join(row),
            score=number(float(f"{reading['scores'][0]:.4g}"))))
        if layer and f"attention/{layer}" in reading.arrays:
            self._show_attention(place, reading[f"attention/{layer}"], raw, reading["symbols"][0].tolist())
        if place == 1:
            self._show_tree(reading)

    def _show_attention(self, place: int, weights: np.ndarray, raw: np.ndarray, row: list[int]) -> None:
        subject = self.subject
        _, n, m = weights.shape
        end = subject.data.written - 1
        length = row.index(end) + 1 if end in row else len(row)
        written = tuple(subject.data.symbols[symbol] for symbol in row[:length])
        read = subject.read(raw)
        if n == subject.steps:
            rows, weights = written, weights[:, :length]
        else:
            rows = (*read, *(ASK, *written)[:n - len(read)])[:n]
        columns = read if m == len(read) else (*read, ASK, *written, *(BLANK,) * m)[:m]
        touched = frozenset((look.head, look.step) for look in self.looks if look.layer == self.panel.layer and place)
        causal = bool(subject.graph.layer(self.panel.layer).settings["causal"])
        rows, to_itself = (*rows, *(BLANK,) * n)[:weights.shape[1]], n == m
        self.matrices[place].show_weights(weights, rows, columns, touched, causal, to_itself)
        self.ribbons[place].show_weights(weights[min(self.panel.head, len(weights) - 1)], columns, rows, to_itself)

    def _show_tree(self, reading: Reading) -> None:
        self.tree.show_tree(reading["tree/symbols"], reading["tree/parents"], reading["tree/scores"],
                            self.subject.data.symbols, self.subject.data.written - 1)
        width = int((reading["scores"] > NEVER).sum())
        self.tree_title.setText(self.tr("The changed run, greedy: the likeliest symbol each time") if width == 1 else
                                self.tr("The changed run, a beam of {width} rows, with the log-probability up to there"
                                        ).format(width=width))

    def _show_measures(self, told: Reading | None, measured: Reading | None) -> None:
        lines = []
        if told is not None:
            row = self.subject.written(told.first[0].argmax(-1).tolist())
            lines.append(self.tr("Told the right symbols before each step, it says “{row}”.").format(row="".join(row)))
        if measured is not None:
            targets = self.subject.data.test.targets[:len(measured.first)]
            lines.append(self.tr("Exact matches {exact}, symbols {symbols}, on {count} examples of the test part."
                                 ).format(exact=f"{METRICS['sequence'].measure(None, measured.first, targets):.1%}",
                                          symbols=f"{symbols_right(measured.first, targets):.1%}", count=len(targets)))
        self.panel.says.setText("\n".join(lines))

    def _heading(self, text: str) -> Label:
        label = Label(text)
        label.setProperty("look", "heading")
        label.setAlignment(Qt.AlignmentFlag.AlignLeft)
        return label
