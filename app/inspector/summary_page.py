"""The inspector while nothing is selected: the network as a whole."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.document.document import Document
from app.i18n import translate
from app.inspector.parts import Facts, ProblemList, heading, paragraph
from app.numbers import grouped
from engine.layers import LAYERS, shape_text


class SummaryPage(QWidget):
    """How many layers and weights there are, and what keeps the network from being trained."""

    chosen = Signal(tuple)

    def __init__(self, document: Document, names: tuple[str, ...] = ()) -> None:
        super().__init__()
        self._document = document
        self.facts = Facts()
        self.verdict = paragraph()
        self.problems = ProblemList()
        self.problems.chosen.connect(self.chosen)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 14, 14, 14)
        layout.setSpacing(10)
        layout.addWidget(heading(self.tr("Network")))
        layout.addWidget(self.facts)
        layout.addSpacing(6)
        layout.addWidget(self.verdict)
        layout.addWidget(self.problems)
        layout.addStretch(1)
        self.sync()

    def renamed(self, old: str, new: str) -> None:
        """No layer is named here."""

    def sync(self) -> None:
        """Show what holds now."""
        graph = self._document.model.graph
        counts = graph.parameter_counts()
        shapes = graph.partial_shapes()
        rows = [(self.tr("Layers"), grouped(len(graph.layers))), (self.tr("Weights"), grouped(sum(counts.values())))]
        rows += [(f"{translate(LAYERS[kind].title)} {spec.name}", shape_text(shapes[spec.name]))
                 for kind in ("input", "output") for spec in graph.of_kind(kind) if spec.name in shapes]
        self.facts.show_rows(rows)
        problems = self._document.complaints.told(graph.problems())
        self.verdict.setText(
            self.tr("The canvas is empty.") if not graph.layers else
            self.tr("Select a layer to see and change its settings.") if not problems else
            self.tr("Before it can be trained:"))
        self.problems.show_problems(problems if graph.layers else ())
