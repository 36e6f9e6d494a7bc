#!/usr/bin/env python3
"""Write the example projects and their pictures: `.venv/bin/python tools/make_examples.py`.

The projects in assets/examples are untrained, with settings that have been seen to work; each is trained here once, its
test figure is printed, and what it has learned becomes the thumbnails of the start page, one for each theme.
"""

from __future__ import annotations

import math
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from PIL import Image
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QPainterPath, QPen
from threadpoolctl import threadpool_limits

from app.document.layout import COLUMN, ROW, tidy
from app.theme import THEMES, Theme, diverging
from engine.data import Data, DataSpec, load
from engine.formats import write_project
from engine.graph import Graph, LayerSpec, Link, sequential
from engine.network import Network
from engine.project import Project
from engine.training import Trainer, TrainingSettings

FOLDER = Path(__file__).resolve().parent.parent / "assets" / "examples"
WIDTH, HEIGHT = 480, 264
LONG = 8
"""Layers beyond which a chain is drawn in several lines."""
SURFACE = 0.6
"""How strong the colours of a surface are beside those of the points on it."""


def chain(inputs: tuple[int, ...], hidden: tuple[tuple[int, str], ...], head: tuple[int, str], loss: str) -> Graph:
    """input → dense … → head → output, with layers called hidden_1, hidden_2, …, head."""
    layers = [LayerSpec("input", "input", {"shape": inputs})]
    for number, (units, activation) in enumerate(hidden, start=1):
        name = "hidden" if len(hidden) == 1 else f"hidden_{number}"
        layers.append(LayerSpec(name, "dense", {"units": units, "activation": activation}))
    layers.append(LayerSpec("head", "dense", {"units": head[0], "activation": head[1]}))
    layers.append(LayerSpec("output", "output", {"loss": loss}))
    return sequential(*layers)


def lenet(classes: int) -> Graph:
    """LeNet-5 (LeCun et al. 1998) for 32 × 32 grey images, with today's ReLU, maxima and dropout: 61,706 weights."""
    layers = (
        LayerSpec("input", "input", {"shape": (32, 32, 1)}),
        LayerSpec("edges", "conv2d", {"filters": 6, "kernel_size": (5, 5)}),
        LayerSpec("pool_1", "pooling2d"),
        LayerSpec("parts", "conv2d", {"filters": 16, "kernel_size": (5, 5)}),
        LayerSpec("pool_2", "pooling2d"),
        LayerSpec("flat", "flatten"),
        LayerSpec("drop", "dropout", {"rate": 0.25}),
        LayerSpec("hidden_1", "dense", {"units": 120}),
        LayerSpec("hidden_2", "dense", {"units": 84}),
        LayerSpec("head", "dense", {"units": classes, "activation": "identity"}),
        LayerSpec("output", "output", {"loss": "categorical_cross_entropy"}),
    )
    return sequential(*layers)


def residual(blocks: int, units: int) -> Graph:
    """Blocks of one dense layer, each with a shortcut that adds its input to its output (He et al. 2016)."""
    layers = [LayerSpec("input", "input", {"shape": (2,)}),
              LayerSpec("stem", "dense", {"units": units, "activation": "tanh"})]
    links, last = [Link("input", "stem")], "stem"
    for number in range(1, blocks + 1):
        block, total = f"block_{number}", f"sum_{number}"
        layers += [LayerSpec(block, "dense", {"units": units, "activation": "tanh"}), LayerSpec(total, "add")]
        links += [Link(last, block), Link(last, total, 0), Link(block, total, 1)]
        last = total
    layers += [LayerSpec("head", "dense", {"units": 1, "activation": "sigmoid"}),
               LayerSpec("output", "output", {"loss": "binary_cross_entropy"})]
    return Graph(tuple(layers), (*links, Link(last, "head"), Link("head", "output")))


def streams(columns: tuple[str, ...], widths: tuple[int, ...], units: int) -> Graph:
    """Each group of columns through a layer of its own, then all together: one class against the other."""
    layers, links = [], []
    for number, (listed, width) in enumerate(zip(columns, widths, strict=True)):
        entrance, own = f"input_{number + 1}", f"stream_{number + 1}"
        layers += [LayerSpec(entrance, "input", {"shape": (width,), "columns": listed}),
                   LayerSpec(own, "dense", {"units": units})]
        links += [Link(entrance, own), Link(own, "together", number)]
    layers += [LayerSpec("together", "concatenate"), LayerSpec("head", "dense", {"units": 1, "activation": "sigmoid"}),
               LayerSpec("output", "output", {"loss": "binary_cross_entropy"})]
    return Graph(tuple(layers), (*links, Link("together", "head"), Link("head", "output")))


def tasks(inputs: int, units: int, classes: int, some: str) -> Graph:
    """One trunk and two heads: which class, and whether it is one of `some`."""
    layers = (
        LayerSpec("input", "input", {"shape": (inputs,)}),
        LayerSpec("shared", "dense", {"units": units}),
        LayerSpec("digit", "dense", {"units": classes, "activation": "identity"}),
        LayerSpec("even", "dense", {"units": 1, "activation": "sigmoid"}),
        LayerSpec("which", "output", {"loss": "categorical_cross_entropy"}),
        LayerSpec("is_even", "output", {"loss": "binary_cross_entropy", "columns": some, "weight": 0.5}),
    )
    return Graph(layers, (Link("input", "shared"), Link("shared", "digit"), Link("digit", "which"),
                          Link("shared", "even"), Link("even", "is_even")))


def in_lines(graph: Graph, length: int) -> dict[str, tuple[float, float]]:
    """A long chain in lines of `length` layers, as text is written, so that its words stay readable."""
    return {spec.name: (number % length * COLUMN, number // length * ROW) for number, spec in enumerate(graph.order())}


def project(title: str, notes: str, graph: Graph, data: DataSpec, **training: object) -> Project:
    """An untrained project; long chains in lines, other networks tidied."""
    joints = {link.source for link in graph.links}, {link.target for link in graph.links}
    is_chain = all(len(ends) == len(graph.layers) - 1 == len(graph.links) for ends in joints)
    positions = in_lines(graph, 4) if is_chain and len(graph.layers) > LONG else tidy(graph)
    return Project(title=title, graph=graph, data=data, training=TrainingSettings(**training), positions=positions,
                   notes=notes)


@dataclass(frozen=True)
class Example:
    """`least` is what the test part must reach; `draw` paints what has been learned."""

    project: Project
    least: float
    draw: Callable[[QPainter, Theme, Data, Trainer], None]


def draw_surface(painter: QPainter, theme: Theme, data: Data, trainer: Trainer) -> None:
    """The decision surface and the points over it."""
    low, high = data.train.raw.min(axis=0), data.train.raw.max(axis=0)
    centre, half = (low + high) / 2, (high - low).max() / 2 * 1.12
    columns, rows = WIDTH // 2, HEIGHT // 2
    half_x = half * columns / rows
    x = np.linspace(centre[0] - half_x, centre[0] + half_x, columns)
    y = np.linspace(centre[1] + half, centre[1] - half, rows)
    grid = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
    network = Network(trainer.graph)
    likely = network.predict(trainer.parameters, data.transform(grid))[:, 0].reshape(rows, columns)
    rgba = np.ascontiguousarray(diverging((2 * likely - 1) * SURFACE, theme))
    surface = QImage(rgba.data, columns, rows, 4 * columns, QImage.Format.Format_RGBA8888)
    painter.drawImage(QRectF(0, 0, WIDTH, HEIGHT), surface)
    points, targets = data.test.raw, data.test.targets[:, 0]
    if len(points) < 150:
        points = np.concatenate([points, data.train.raw])[:220]
        targets = np.concatenate([targets, data.train.targets[:, 0]])[:220]
    for (px, py), target in zip(points, targets, strict=True):
        at = QPointF((px - x[0]) / (x[-1] - x[0]) * WIDTH, (py - y[0]) / (y[-1] - y[0]) * HEIGHT)
        dot(painter, at, theme.positive if target > 0.5 else theme.negative, theme.surface)


def draw_classes(first: int, second: int) -> Callable[[QPainter, Theme, Data, Trainer], None]:
    """Two of the raw measurements, coloured by class."""

    def draw(painter: QPainter, theme: Theme, data: Data, trainer: Trainer) -> None:
        painter.fillRect(0, 0, WIDTH, HEIGHT, QColor(theme.canvas))
        raw = np.concatenate([data.train.raw, data.test.raw])[:, [first, second]]
        targets = np.concatenate([data.train.targets, data.test.targets])
        if targets.shape[1] == 1:
            colours = [theme.positive if target > 0.5 else theme.negative for target in targets[:, 0]]
        else:
            colours = [theme.classes[index] for index in targets.argmax(axis=1)]
        for at, colour in zip(placed(raw), colours, strict=True):
            dot(painter, at, colour, theme.canvas)

    return draw


def draw_digits(painter: QPainter, theme: Theme, data: Data, trainer: Trainer) -> None:
    """Digits of the test part."""
    draw_inked(painter, theme, data, [theme.text])


def draw_parity(painter: QPainter, theme: Theme, data: Data, trainer: Trainer) -> None:
    """Digits of the test part, in the colour of what the second head says: even or odd."""
    *_, head = trainer.evaluate("test").heads.values()
    draw_inked(painter, theme, data, [theme.positive if even > 0.5 else theme.negative
                                      for even in head.predictions[:, 0]])


def draw_inked(painter: QPainter, theme: Theme, data: Data, inks: list[str]) -> None:
    """Digits of the test part, in these colours in turn."""
    painter.fillRect(0, 0, WIDTH, HEIGHT, QColor(theme.canvas))
    columns, rows, cell = 9, 5, 48
    left, top = (WIDTH - columns * cell) / 2, (HEIGHT - rows * cell) / 2
    for index in range(columns * rows):
        ink = QColor(inks[index % len(inks)])
        side = math.isqrt(data.test.raw.shape[1])
        image, pixel = data.test.raw[index].reshape(side, side) / 16, 40 / side
        x, y = left + index % columns * cell, top + index // columns * cell
        for (row, column), value in np.ndenumerate(image):
            ink.setAlphaF(float(value) * 0.9)
            painter.fillRect(QRectF(x + 4 + column * pixel, y + 4 + row * pixel, pixel, pixel), ink)


def draw_truth(painter: QPainter, theme: Theme, data: Data, trainer: Trainer) -> None:
    """What the network says against what was measured; on the diagonal it is right."""
    painter.fillRect(0, 0, WIDTH, HEIGHT, QColor(theme.canvas))
    evaluation = trainer.evaluate("test")
    points = np.column_stack([evaluation.targets[:, 0], evaluation.predictions[:, 0]])
    low, high = points.min(), points.max()
    ends = list(placed(np.array([[low, low], [high, high]])))
    painter.setPen(QPen(QColor(theme.strong_border), 3, Qt.PenStyle.DashLine))
    painter.drawLine(ends[0], ends[1])
    scaled = np.vstack([points, [[low, low], [high, high]]])
    for at in list(placed(scaled))[:-2]:
        dot(painter, at, theme.positive, theme.canvas)


def placed(points: np.ndarray):
    """Points of any range as places in the picture, the second axis upwards."""
    low, high = points.min(axis=0), points.max(axis=0)
    share = (points - low) / (high - low)
    for x, y in share:
        yield QPointF(32 + x * (WIDTH - 64), HEIGHT - 26 - y * (HEIGHT - 52))


def dot(painter: QPainter, at: QPointF, colour: str, rim: str) -> None:
    painter.setPen(QPen(QColor(rim), 1.5))
    painter.setBrush(QColor(colour))
    painter.drawEllipse(at, 5.5, 5.5)


def thumbnail(example: Example, theme: Theme, data: Data, trainer: Trainer) -> QImage:
    """The picture with rounded corners."""
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    corners = QPainterPath()
    corners.addRoundedRect(QRectF(0, 0, WIDTH, HEIGHT), 12, 12)
    painter.setClipPath(corners)
    example.draw(painter, theme, data, trainer)
    painter.end()
    return image


def save_small(image: QImage, path: Path) -> None:
    """As a PNG of 255 colours."""
    plain = image.convertToFormat(QImage.Format.Format_RGBA8888)
    picture = Image.frombytes("RGBA", (WIDTH, HEIGHT), bytes(plain.constBits()))
    picture.quantize(255, method=Image.Quantize.FASTOCTREE).save(path, optimize=True)


EXAMPLES = {
    "xor": Example(project(
        "Exclusive or",
        "Opposite quadrants share a class. Without the hidden layer the network is one neuron, which can only draw a "
        "straight line: take it out and train again.",
        chain((2,), ((8, "tanh"),), (1, "sigmoid"), "binary_cross_entropy"),
        DataSpec("xor", {"samples": 400}, validation_fraction=0.15, seed=1),
        optimizer="adam", optimizer_settings={"learning_rate": 0.03}, batch_size=20, epochs=100,
    ), 1.0, draw_surface),
    "two_spirals": Example(project(
        "Two spirals",
        "Two arms wound into each other. Watch the border bend; then try fewer units, or the features sin x₁ and "
        "sin x₂.",
        chain((2,), ((24, "tanh"), (24, "tanh")), (1, "sigmoid"), "binary_cross_entropy"),
        DataSpec("spiral", {"samples": 600, "noise": 2}, validation_fraction=0.15),
        optimizer="adam", optimizer_settings={"learning_rate": 0.01}, batch_size=20, epochs=250, seed=2,
    ), 0.97, draw_surface),
    "iris": Example(project(
        "Iris flowers",
        "Three species by the lengths and widths of sepals and petals. One is easy, two overlap. The softmax of the "
        "output turns three numbers into three probabilities.",
        chain((4,), ((8, "tanh"),), (3, "identity"), "categorical_cross_entropy"),
        DataSpec("iris", validation_fraction=0.15, test_fraction=0.25),
        optimizer="adam", optimizer_settings={"learning_rate": 0.01}, batch_size=16, epochs=120,
    ), 0.93, draw_classes(2, 3)),
    "breast_cancer": Example(project(
        "Breast cancer",
        "Thirty measurements of cell nuclei, and whether the tumour was benign. The penalty L2 keeps the weights "
        "small: without it the network learns the training part by heart.",
        chain((30,), ((16, "relu"),), (1, "sigmoid"), "binary_cross_entropy"),
        DataSpec("breast_cancer", validation_fraction=0.15),
        optimizer="adam", optimizer_settings={"learning_rate": 0.003}, batch_size=32, epochs=60, l2=0.003,
    ), 0.95, draw_classes(20, 21)),
    "digits": Example(project(
        "Handwritten digits",
        "Images of 8 × 8 points as 64 numbers: the network does not know which points are neighbours. The confusion "
        "matrix says which digits it takes for which.",
        chain((64,), ((32, "relu"),), (10, "identity"), "categorical_cross_entropy"),
        DataSpec("digits", validation_fraction=0.15),
        optimizer="adam", optimizer_settings={"learning_rate": 0.003}, batch_size=32, epochs=40, l2=0.0005,
    ), 0.95, draw_digits),
    "lenet": Example(project(
        "LeNet-5",
        "The same digits as images of 32 × 32: small kernels find strokes wherever they are, pooling makes them less "
        "sensitive to shifts. The network that read cheques in the 1990s.",
        lenet(10),
        DataSpec("digits", {"image": True, "size": "32"}, standardize=False, validation_fraction=0.15, seed=1),
        optimizer="adam", optimizer_settings={"learning_rate": 0.002}, batch_size=32, epochs=20, l2=0.001,
        schedule="cosine", schedule_settings={"length": 20},
    ), 0.98, draw_digits),
    "residual": Example(project(
        "Residual network",
        "Each block adds what it has learned to what came in. Delete the shortcuts and see how much longer the same "
        "blocks need.",
        residual(2, 8),
        DataSpec("circle", {"samples": 600, "noise": 10}, validation_fraction=0.2),
        optimizer="adam", optimizer_settings={"learning_rate": 0.01}, batch_size=20, epochs=60,
    ), 0.9, draw_surface),
    "two_tasks": Example(project(
        "Two tasks",
        "One network, two questions: which digit, and is it even? Both heads read the same hidden layer, and each adds "
        "its loss, times its weight, to what training minimises.",
        tasks(64, 32, 10, "0, 2, 4, 6, 8"),
        DataSpec("digits", validation_fraction=0.15),
        optimizer="adam", optimizer_settings={"learning_rate": 0.003}, batch_size=32, epochs=40, l2=0.0005,
    ), 0.95, draw_parity),
    "three_streams": Example(project(
        "Three streams",
        "Means, errors and worst values of the same ten measurements each enter by an input of their own, and meet "
        "after a layer of their own. Its input says which columns it reads.",
        streams(("1-10", "11-20", "21-30"), (10, 10, 10), 6),
        DataSpec("breast_cancer", validation_fraction=0.15),
        optimizer="adam", optimizer_settings={"learning_rate": 0.003}, batch_size=32, epochs=60, l2=0.003,
    ), 0.95, draw_classes(20, 21)),
    "diabetes": Example(project(
        "Diabetes",
        "Ten figures of a patient, and how far the disease went in a year. No network predicts it exactly: what it can "
        "learn ends long before what it can memorise.",
        chain((10,), ((8, "tanh"),), (1, "identity"), "mean_squared_error"),
        DataSpec("diabetes", validation_fraction=0.15),
        optimizer="adam", optimizer_settings={"learning_rate": 0.003}, batch_size=32, epochs=60, l2=0.03,
    ), 0.4, draw_truth),
}


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QGuiApplication([])
    pictures = FOLDER / "thumbnails"
    pictures.mkdir(parents=True, exist_ok=True)
    for name, example in EXAMPLES.items():
        untrained = replace(example.project, parameters=None, history=None)
        write_project(FOLDER / f"{name}.ladera", untrained)
        data = load(untrained.data)
        trainer = Trainer(untrained.graph, data, untrained.training)
        started = time.perf_counter()
        with threadpool_limits(1, "blas"):
            for _ in range(untrained.training.epochs):
                trainer.epoch()
        seconds = time.perf_counter() - started
        test = trainer.evaluate("test")
        print(f"{name}: {trainer.metric.name} {test.metric:.4f} on the test part (at least {example.least}), "
              f"loss {trainer.evaluate('train').loss:.4f} / {test.loss:.4f}, {seconds:.1f} s")
        if test.metric < example.least:
            raise SystemExit(f"{name} does not reach {example.least}")
        for theme in THEMES.values():
            save_small(thumbnail(example, theme, data, trainer), pictures / f"{name}-{theme.name}.png")
    app.quit()


if __name__ == "__main__":
    main()
