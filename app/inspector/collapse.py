"""The one layer that a chain of linear layers equals, up to the layer that is selected."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.document.document import Document
from app.inspector.parts import heading, paragraph
from app.numbers import typeset
from app.widgets.background import Background
from app.widgets.equation import SEPARATOR, SMALL, Equation
from engine.collapse import Collapsed, collapsed, linear_chain
from engine.data import Data
from engine.errors import GraphError
from engine.graph import Graph
from engine.layers import shape_text
from engine.network import Network
from engine.training import TrainingSettings, fit_problems
from engine.training.feeds import input_arrays

MOST_ROWS, MOST_COLUMNS = 8, 5
"""Larger matrices are said by their shape."""
EXAMPLES = 64
MOST_WEIGHTS = 2_000_000


def matrix_latex(matrix: np.ndarray) -> str:
    """A matrix (n, m) or a vector (m,), as a row, with three digits."""
    rows = [" & ".join(f"{number:.3g}" for number in row) for row in np.atleast_2d(matrix).tolist()]
    return r"\begin{bmatrix} " + r" \\ ".join(rows) + r" \end{bmatrix}"


def product_latex(one: Collapsed) -> str:
    """W, and b, as the product that they are, with numbers where they are few."""
    factors = range(1, len(one.layers) + 1)
    product = (" ".join(f"W_{{{place}}}" for place in factors) if len(one.layers) <= 4 else
               rf"W_1 W_2 \cdots W_{{{len(one.layers)}}}")
    rows, columns = one.matrix.shape
    if rows > MOST_ROWS or columns > MOST_COLUMNS:
        return f"W = {product}"
    return f"W = {product} = {matrix_latex(one.matrix)}{SEPARATOR}b = {matrix_latex(one.bias)}"


@dataclass(frozen=True, eq=False)
class _Work:
    """What the numbers are worked out of: all that it needs, so that a thread can do it. `data` is None where they are
    not loaded yet or do not fit."""

    graph: Graph
    name: str
    settings: TrainingSettings
    parameters: np.ndarray | None
    data: Data | None

    def __call__(self) -> tuple[Collapsed, tuple[int, float] | None]:
        """The one layer; on how many examples its outputs were compared, and how far they are apart."""
        network = Network(self.graph, dtype=self.settings.dtype)
        parameters = network.initial_parameters(self.settings.seed) if self.parameters is None else self.parameters
        one = collapsed(network, parameters, self.name)
        if self.data is None:
            return one, None
        inputs = input_arrays(self.graph, self.data, self.data.train.some(slice(EXAMPLES)))
        values = network.activations(parameters, inputs)
        [source] = self.graph.inputs_of(one.layers[0])
        apart = np.abs(one(values[source]) - values[self.name]).max()
        return one, (len(values[self.name]), float(apart))


class CollapsePart(QWidget):
    """Hidden unless at least two dense layers without activation lead to the layer, and nothing else. The numbers are
    worked out beside the window, and left out of networks with more than MOST_WEIGHTS."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self.sentence, self.agreement = paragraph(), paragraph()
        self.lines = (Equation(size=SMALL), Equation(size=SMALL))
        self._shown: tuple[Graph, str] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(heading(self.tr("One layer would do")))
        for widget in (self.sentence, *self.lines, self.agreement):
            column.addWidget(widget)
        self.beside = Background(self)
        self.beside.done.connect(lambda found: self._show_numbers(*found))
        self.beside.failed.connect(lambda _: self._show_no_numbers())
        self.hide()

    def show_layer(self, name: str) -> None:
        """Show what the layers up to `name` are together, with the weights that the document has."""
        graph = self._document.model.graph
        if self._shown != (graph, name):
            self._show_no_numbers()
            self._shown = graph, name
        self.beside.drop()
        chain = self._chain(graph, name)
        self.setVisible(len(chain) > 1)
        if len(chain) < 2:
            return
        shapes = graph.infer()
        [source] = graph.inputs_of(chain[0])
        self.sentence.setText(self.tr(
            "No activation stands between {layers}: together they are one linear layer, x W + b with W of shape "
            "{shape}. More such layers can do no more.").format(
                layers=", ".join(chain), shape=shape_text((shapes[source][-1], shapes[chain[-1]][-1]))))
        if sum(graph.parameter_counts().values()) > MOST_WEIGHTS:
            self._show_no_numbers()
            return
        for line in self.lines:
            line.setEnabled(False)
        self.agreement.setText(self.tr("Being worked out …"))
        self.agreement.show()
        self.beside.ask(_Work(graph, name, self._document.model.training_settings, self._document.model.parameters,
                              self._data(graph)))

    def _show_no_numbers(self) -> None:
        for widget in (*self.lines, self.agreement):
            widget.hide()

    def _show_numbers(self, one: Collapsed, difference: tuple[int, float] | None) -> None:
        latex = product_latex(one).split(SEPARATOR)
        for line, text in zip(self.lines, (*latex, ""), strict=False):
            line.set_latex(text)
            line.setVisible(bool(text))
            line.setEnabled(True)
        said = [self.tr("These are the weights that the project holds; a training that runs is ahead of them.")]
        if difference is not None:
            said.append(self.tr(
                "On {count} examples the layers and the one layer differ by at most {difference}: rounding.").format(
                    count=difference[0], difference=typeset(f"{difference[1]:.1e}")))
        self.agreement.setText(" ".join(said))

    @staticmethod
    def _chain(graph: Graph, name: str) -> tuple[str, ...]:
        """The dense layers that could be one."""
        try:
            return linear_chain(graph, name) if graph.layer(name).kind == "dense" and not graph.problems() else ()
        except GraphError:
            return ()

    def _data(self, graph: Graph) -> Data | None:
        """The examples, where they are loaded and fit."""
        model, data = self._document.model, self._document.loaded
        fits = data is not None and data.spec == model.data_spec and not fit_problems(
            graph, data, model.training_settings)
        return data if fits else None
