"""Linear collapse: layers without activation between them are one layer, whatever their number."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.inspector.collapse import matrix_latex
from app.labs.window import LabWindow
from app.numbers import number, typeset
from app.plain import Label, tooltip
from app.widgets.choice import Choice
from app.widgets.equation import SMALL, Equation
from app.widgets.number_box import WholeBox
from engine.collapse import collapsed
from engine.errors import GraphError
from engine.graph import Graph, LayerSpec, sequential
from engine.network import Network

INPUT = np.array([[1.0, -2.0]])
MOST_LAYERS, MOST_WIDTH, MOST_SEED = 5, 4, 999


class CollapseLab(LabWindow):
    """A stack of dense layers with drawn weights, its product, and one example through both."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setWindowTitle(self.tr("Linear collapse"))
        self.layers = WholeBox(minimum=1, maximum=MOST_LAYERS)
        self.width_box = WholeBox(minimum=1, maximum=MOST_WIDTH)
        self.seed = WholeBox(minimum=0, maximum=MOST_SEED)
        self.between = Choice(12)
        for title, name in ((self.tr("nothing"), "identity"), ("tanh", "tanh"), ("ReLU", "relu")):
            self.between.addItem(title, name)
        self.layers.setValue(3)
        self.width_box.setValue(3)
        form = QFormLayout()
        for title, box, help in (
                (self.tr("Layers"), self.layers, self.tr("How many dense layers stand one after the other")),
                (self.tr("Units of each"), self.width_box, self.tr("But for the last one, which has 2")),
                (self.tr("Between them"), self.between, self.tr("What is applied to the numbers between two layers")),
                (self.tr("Seed of the weights"), self.seed, self.tr("Other weights are drawn for another seed"))):
            box.setToolTip(tooltip(help))
            form.addRow(Label(title), box)
        self.factors = tuple(Equation(size=SMALL) for _ in range(MOST_LAYERS))
        self.product, self.biases = Equation(size=SMALL), Equation(size=SMALL)
        self.through, self.verdict = Label(wordWrap=True), Label(wordWrap=True)
        self.verdict.setProperty("look", "heading")
        right = QVBoxLayout()
        for widget in (*self.factors, self.product, self.biases, self.through, self.verdict):
            right.addWidget(widget)
        right.addStretch(1)
        left = QVBoxLayout()
        left.addLayout(form)
        left.addStretch(1)
        row = QHBoxLayout(self)
        row.addLayout(left)
        row.addSpacing(16)
        row.addLayout(right, 1)
        self.resize(900, 480)
        for box in (self.layers, self.width_box, self.seed):
            box.valueChanged.connect(lambda _: self._show())
        self.between.activated.connect(lambda _: self._show())
        self._show()

    @property
    def graph(self) -> Graph:
        """The stack that is looked at."""
        count, between = self.layers.value(), self.between.currentData()
        inner = [LayerSpec(f"layer_{place}", "dense", {
            "units": self.width_box.value() if place < count else 2,
            "activation": between if place < count else "identity"})
            for place in range(1, count + 1)]
        return sequential(LayerSpec("x", "input", {"shape": (2,)}), *inner,
                          LayerSpec("y", "output", {"loss": "mean_squared_error"}))

    def results(self) -> tuple[Network, np.ndarray, dict[str, np.ndarray], np.ndarray | None]:
        """The network with its weights, what its layers give, and what the one layer gives, where there is one."""
        network = Network(self.graph, dtype="float64")
        parameters, rng = network.initial_parameters(self.seed.value()), np.random.default_rng(self.seed.value())
        for entry in network.layout:
            if entry.name.endswith("/bias"):
                parameters[entry.span] = rng.uniform(-1.0, 1.0, entry.shape)
        given = network.activations(parameters, INPUT)
        try:
            one = collapsed(network, parameters)(INPUT)
        except GraphError:
            one = None
        return network, parameters, given, one

    def _show(self) -> None:
        network, parameters, given, one = self.results()
        names = [spec.name for spec in network.graph.layers if spec.kind == "dense"]
        for place, line in enumerate(self.factors):
            line.setVisible(place < len(names))
            if place < len(names):
                kernel = network.layout.view(parameters, f"{names[place]}/kernel")
                bias = network.layout.view(parameters, f"{names[place]}/bias")
                line.set_latex(rf"W_{{{place + 1}}} = {matrix_latex(kernel)}, \quad b_{{{place + 1}}} = "
                               rf"{matrix_latex(bias)}")
        given_last = given[names[-1]][0]
        self.through.setText("\n".join(
            [self.tr("One example, x = {x}, layer by layer:").format(x=_row(INPUT[0]))]
            + [f"{name}: {_row(given[name][0])}" for name in names]))
        for line in (self.product, self.biases):
            line.setVisible(one is not None)
        if one is None:
            self.verdict.setText(self.tr("With {function} between them no matrix does the same: the layers no longer "
                                         "collapse, and depth is worth something.").format(
                                             function=self.between.currentText()))
            return
        whole = collapsed(network, parameters)
        product = r"\,".join(f"W_{{{place}}}" for place in range(1, len(names) + 1))
        self.product.set_latex(rf"W = {product} = {matrix_latex(whole.matrix)}")
        self.biases.set_latex(rf"b = {matrix_latex(whole.bias)}")
        self.verdict.setText(self.tr("x W + b = {one}. The layers give {all}: they differ by {apart}, which is "
                                     "rounding. One layer would do.").format(
            one=_row(one[0]), all=_row(given_last), apart=typeset(f"{float(np.abs(one[0] - given_last).max()):.1e}")))


def _row(numbers: np.ndarray) -> str:
    return f"({', '.join(map(number, numbers.tolist()))})"
