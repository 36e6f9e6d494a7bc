"""The one layer that a chain of linear layers equals, up to the layer that is selected."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.document.document import Document
from app.inspector.parts import heading, paragraph
from app.widgets.equation import SEPARATOR, SMALL, Equation
from engine.collapse import Collapsed, collapsed
from engine.errors import GraphError
from engine.layers import shape_text
from engine.network import Network
from engine.training import fit_problems
from engine.training.feeds import input_arrays

MOST_ROWS, MOST_COLUMNS = 8, 5
"""Larger matrices are said by their shape."""
EXAMPLES = 64


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


class CollapsePart(QWidget):
    """Hidden unless at least two dense layers without activation lead to the layer, and nothing else."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self.sentence, self.agreement = paragraph(), paragraph()
        self.lines = (Equation(size=SMALL), Equation(size=SMALL))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(heading(self.tr("One layer would do")))
        for widget in (self.sentence, *self.lines, self.agreement):
            column.addWidget(widget)

    def show_layer(self, name: str) -> None:
        """Show what the layers up to `name` are together, with the weights that the document has."""
        network = self._network(name)
        one = network and self._collapsed(network, name)
        self.setVisible(bool(one))
        if not one:
            return
        self.sentence.setText(self.tr(
            "No activation stands between {layers}: together they are one linear layer, x W + b with W of shape "
            "{shape}. More such layers can do no more.").format(
                layers=", ".join(one.layers), shape=shape_text(one.matrix.shape)))
        latex = product_latex(one).split(SEPARATOR)
        for line, text in zip(self.lines, (*latex, ""), strict=False):
            line.set_latex(text)
            line.setVisible(bool(text))
        difference = self._difference(network, one, name)
        self.agreement.setVisible(difference is not None)
        if difference is not None:
            self.agreement.setText(self.tr(
                "On {count} examples the layers and the one layer differ by at most {difference}: rounding.").format(
                    count=difference[0], difference=f"{difference[1]:.1e}"))

    def _network(self, name: str) -> Network | None:
        graph = self._document.model.graph
        if graph.layer(name).kind != "dense" or graph.problems():
            return None
        return Network(graph, dtype=self._document.model.training_settings.dtype)

    def _parameters(self, network: Network) -> np.ndarray:
        model = self._document.model
        return (network.initial_parameters(model.training_settings.seed) if model.parameters is None
                else model.parameters)

    def _collapsed(self, network: Network, name: str) -> Collapsed | None:
        try:
            one = collapsed(network, self._parameters(network), name)
        except GraphError:
            return None
        return one if len(one.layers) > 1 else None

    def _difference(self, network: Network, one: Collapsed, name: str) -> tuple[int, float] | None:
        """On how many examples the outputs were compared, and how far they are apart; None while there are no data."""
        model, data = self._document.model, self._document.loaded
        if data is None or data.spec != model.data_spec or fit_problems(network.graph, data, model.training_settings):
            return None
        inputs = input_arrays(network.graph, data, data.train.some(slice(EXAMPLES)))
        values = network.activations(self._parameters(network), inputs)
        [source] = network.graph.inputs_of(one.layers[0])
        apart = np.abs(one(values[source]) - values[name]).max()
        return len(values[name]), float(apart)
