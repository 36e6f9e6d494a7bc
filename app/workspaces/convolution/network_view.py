"""Inside the network: the example in hand on its way through the layers that see images."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.document.document import Document
from app.theme import theme_bus
from app.training.session import TrainingSession
from app.training.snapshot import Snapshot
from app.widgets.or_sentence import OrSentence
from app.widgets.own_pictures import OwnPictures
from app.widgets.signed_image import limit_of
from app.workspaces.convolution.input_column import InputColumn
from app.workspaces.convolution.layer_columns import LayerColumn, SaidColumn
from app.workspaces.convolution.network_panel import NetworkPanel, Unit
from app.workspaces.convolution.products import Products
from app.workspaces.convolution.unit_facts import UnitFacts
from app.workspaces.example_picture import ExamplePicture, chances
from engine.graph import Graph
from engine.probes import Probe, Reading
from engine.probes.activations import Activations
from engine.probes.predictions import Predictions
from engine.probes.weights import Weights
from engine.vision import image_layers, inputs_of_unit, receptive_field, scale_groups
from engine.vision.drawn import ImageKind

MOST = 200_000
"""Numbers of a layer for one example up to which its maps are shown."""
CONVOLUTION = "conv2d"


class NetworkView(QWidget):
    """Maps of every layer and what the network says, live; a click on a unit shows what it sees and what it is made
    of, and where the input is a picture like those of the data it can be drawn on."""

    def __init__(self, document: Document, session: TrainingSession, panel: NetworkPanel) -> None:
        super().__init__()
        self._document, self._session, self.panel = document, session, panel
        self._subject: ExamplePicture | None = None
        self._graph: Graph | None = None
        self._snapshot: Snapshot | None = None
        self._names: tuple[str, ...] = ()
        self._groups: Mapping[str, str] = {}
        self.unit: Unit | None = None
        self.columns: dict[str, LayerColumn] = {}
        self.said: dict[str, SaidColumn] = {}
        self.products = Products(signed=True)
        self.facts = UnitFacts(session)
        self._row = QHBoxLayout()
        self._row.setContentsMargins(12, 8, 12, 4)
        self._row.setSpacing(12)
        inside = QWidget()
        inside.setLayout(self._row)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(inside)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 6)
        column.addWidget(scroll, 1)
        column.addWidget(self.facts)
        column.addWidget(self.products)
        self.content = OrSentence(whole)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.content)
        session.example_changed.connect(self._take_example)
        session.state_changed.connect(self._follow_state)
        panel.layer_chosen.connect(self._choose_layer)
        panel.scale_chosen.connect(self._draw)
        theme_bus.changed.connect(self._draw)
        self._explain()
        self._ask()

    @property
    def has_maps(self) -> bool:
        """Whether the network that is trained has convolutions that see images."""
        latest = self._session.latest
        return latest is not None and any(latest.graph.layer(name).kind == CONVOLUTION
                                          for name in image_layers(latest.graph))

    @property
    def pictures(self) -> OwnPictures | None:
        """What makes an example of a picture of one's own; None where examples are no pictures."""
        return next((column.tools.pictures for column in self.columns.values() if isinstance(column, InputColumn)),
                    None)

    def choose(self, unit: Unit) -> None:
        """Show what a unit sees, and what it is made of."""
        self.unit = unit
        self.products.show_inputs(None)
        self.panel.say("")
        self.panel.choose_layer(unit.layer)
        self.facts.show_unit(unit)
        self._ask()
        self._draw()

    def choose_strongest(self, layer: str) -> None:
        """Show the unit of a convolution that the example in hand excites most."""
        maps = self._maps(layer)
        if maps is not None:
            row, column, channel = (int(at) for at in np.unravel_index(maps.argmax(), maps.shape))
            self.choose(Unit(layer, row, column, channel))

    def arrays(self) -> dict[str, np.ndarray]:
        """What is shown, in numbers: the maps (h, w, c) of every layer, and the weights of the chosen one."""
        found = {f"maps/{name}": values for name in self._names if (values := self._maps(name)) is not None}
        for entry in self._weights_of(self.panel.layer) if self.panel.layer else ():
            values = self._reading(Weights(entry))
            if values is not None:
                found[entry] = values
        return found

    # Asking

    def _ask(self) -> None:
        self._session.watch(self, self._probes(), self.show_snapshot)

    def _probes(self) -> list[Probe]:
        if self._graph is None:
            return []
        examples = self._session.example_probe()
        found: list[Probe] = [Activations(name, examples) for name in self._names]
        found += [Predictions(head, examples) for head in self.said]
        layer = self.panel.layer
        if layer:
            found += [Weights(entry) for entry in self._weights_of(layer)]
            found.append(Activations(layer, examples, before=True))
        return found

    def _weights_of(self, layer: str) -> tuple[str, ...]:
        owner = self._graph.owner_of(layer)
        return tuple(f"{owner}/{parameter.role}" for parameter in self._graph.parameters_of(owner)
                     if parameter.role in ("kernel", "bias"))

    def _reading(self, probe: Probe) -> np.ndarray | None:
        reading: Reading | None = self._snapshot.readings.get(probe) if self._snapshot else None
        return None if reading is None or reading.error is not None else reading.first

    def _maps(self, layer: str) -> np.ndarray | None:
        """The maps (h, w, c) of the example in hand."""
        values = self._reading(Activations(layer, self._session.example_probe()))
        return None if values is None or not len(values) else values[0]

    # Showing

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """The training at one moment."""
        self._snapshot = snapshot
        if self._subject is None or snapshot.graph != self._graph or snapshot.data is not self._subject.data:
            self._subject = ExamplePicture(snapshot.graph, snapshot.data)
            self._take(snapshot.graph)
            self._take_example()
        self._draw()
        self.content.mark(self._session.has_old(snapshot, self._probes()))

    def _follow_state(self, state: str) -> None:
        if state == "empty" and self._graph is not None:
            self._graph, self._snapshot, self._subject, self._names = None, None, None, ()
            self.panel.show_layers(())
            self._explain()
            self._ask()

    def _take(self, graph: Graph) -> None:
        self._graph = graph
        shapes = graph.infer()
        self._names = tuple(name for name in image_layers(graph) if np.prod(shapes[name]) <= MOST)
        self._groups = scale_groups(graph)
        layers = tuple(name for name in self._names if graph.layer(name).kind == CONVOLUTION)
        if not layers:
            self._names = ()
        self.unit = self.unit if self.unit is not None and self.unit.layer in layers else None
        self.facts.show_unit(self.unit)
        for column in (*self.columns.values(), *self.said.values()):
            column.setParent(None)
            column.deleteLater()
        heads = self._subject.heads if layers else {}
        self.columns = {name: self._column(name, shapes[name]) for name in self._names}
        self.said = {name: SaidColumn(name) for name, head in heads.items() if head.class_names}
        for column in (*self.columns.values(), *self.said.values()):
            self._row.addWidget(column, 1)
        self.panel.show_layers(layers)
        self._explain()

    def _column(self, name: str, shape: tuple[int, ...]) -> LayerColumn:
        drawn = name == self._subject.layer and self._subject.shape == shape
        kind = ImageKind.of(self._subject.data) if drawn else None
        if kind is not None and kind.shape == shape:
            return InputColumn(name, shape, self._document, self._session)
        column = LayerColumn(name, shape)
        column.view.chosen.connect(lambda tile, row, at: self._press(name, row, at, tile))
        return column

    def _take_example(self) -> None:
        """Another example is in hand, or what a person made of it."""
        for column in self.columns.values():
            if isinstance(column, InputColumn):
                column.take_example()
        self._ask()

    def _explain(self) -> None:
        if self._names:
            self.content.show_content()
            return
        self.content.say(self.tr("Nothing in this network sees images. Draw one with a Convolution 2-D, or open the "
                                 "example LeNet-5.") if self._graph is not None else self.tr(
            "There is no network to look into yet. Draw one with a Convolution 2-D and give it images."))

    def _press(self, layer: str, row: int, column: int, channel: int) -> None:
        if layer in self.panel.layers:
            self.choose(Unit(layer, row, column, channel))

    def _choose_layer(self) -> None:
        self.unit = None
        self.facts.show_unit(None)
        self._ask()
        self._draw()

    def _draw(self, *_: object) -> None:
        if self._graph is None or not self._names:
            return
        maps = {name: values for name in self._names if (values := self._maps(name)) is not None}
        scales = self._limits(maps)
        for name, values in maps.items():
            self.columns[name].show_maps(np.moveaxis(values, -1, 0), scales[name])
        for head, column in self.said.items():
            self._draw_said(head, column)
        self._draw_filters()
        self._draw_unit(maps)

    def _draw_said(self, head: str, column: SaidColumn) -> None:
        said = self._reading(Predictions(head, self._session.example_probe()))
        if said is None or not len(said):
            return
        data = self._subject.heads[head]
        targets = self._session.example.targets(data)
        true = None if targets is None else int(data.classes_of(targets[None])[0])
        column.bars.show_chances(data.class_names, chances(said[0], data), true)

    def _limits(self, maps: Mapping[str, np.ndarray]) -> dict[str, float | None]:
        """The limit of each layer's scale, None where each unit has its own. The input keeps one of its own."""
        if self.panel.scale == "unit":
            return dict.fromkeys(maps)
        inputs = {name for name in maps if not self._graph.inputs_of(name)}

        def group(name: str) -> str:
            return self._groups[name] if self.panel.scale == "layer" or name in inputs else ""

        together: dict[str, float] = {}
        for name, values in maps.items():
            together[group(name)] = max(together.get(group(name), 0.0), limit_of(values))
        return {name: together[group(name)] for name in maps}

    def _draw_filters(self) -> None:
        layer = self.panel.layer
        names = self._weights_of(layer) if layer else ()
        kernel = self._reading(Weights(names[0])) if names else None
        if kernel is None:
            self.panel.show_no_filters()
        else:
            self.panel.show_filters(kernel, None if self.unit is None else self.unit.channel)

    def _draw_unit(self, maps: Mapping[str, np.ndarray]) -> None:
        unit = self.unit
        if unit is None or unit.layer not in maps:
            for column in self.columns.values():
                column.view.mark()
            self.panel.say("")
            self.products.show_inputs(None, self.tr(
                "Click a place of a convolution's map: what that unit sees is marked on the input, and its sum is "
                "written here."))
            return
        field = self._mark(unit)
        before = Activations(unit.layer, self._session.example_probe(), before=True)
        names, (source,) = self._weights_of(unit.layer), self._graph.inputs_of(unit.layer)
        asked = (Activations(source, before.examples), before, *map(Weights, names))
        if source not in maps or not self._are_of_one_step(asked):
            if self.products.inputs is None:
                self.products.show_inputs(None, "…")
            return  # the next snapshot will have them
        place = unit.row, unit.column, unit.channel
        inputs = inputs_of_unit(self._graph, unit.layer, maps[source], self._reading(asked[2]), place)
        bias = float(self._reading(asked[3])[unit.channel]) if len(names) > 1 else 0.0
        self.products.show_inputs(inputs)
        self.panel.say_unit(unit, inputs.total, bias, float(self._reading(before)[(0, *place)]),
                            float(maps[unit.layer][place]), field)

    def _mark(self, unit: Unit) -> np.ndarray | None:
        """Mark a unit and what it can see; gives what it sees of the first input."""
        fields = receptive_field(self._graph, unit.layer, (unit.row, unit.column))
        for name, column in self.columns.items():
            if name == unit.layer:
                column.view.mark_unit(unit.channel, unit.row, unit.column)
            elif name in fields and len(column.view.tiles):
                column.view.mark_tiles(0, fields[name])
            else:
                column.view.mark()
        return next(iter(fields.values()), None)

    def _are_of_one_step(self, asked: tuple[Probe, ...]) -> bool:
        found = [self._snapshot.readings.get(probe) for probe in asked]
        return all(reading is not None and reading.error is None for reading in found) and len(
            {reading.step for reading in found}) == 1
