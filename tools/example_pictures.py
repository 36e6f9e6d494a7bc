"""The thumbnails of the start page: what each example has learned."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from PIL import Image
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPainterPath, QPen

from app.theme import Theme, diverging, diverging_colour
from engine.data import Data
from engine.generative.gan_look import REACH, SIDE, GanLook
from engine.generative.gan_run import GanRun
from engine.generative.gan_setup import GanSetup
from engine.network import Network
from engine.training import Trainer
from engine.training.curriculum import difficulties, ranked

WIDTH, HEIGHT = 480, 264
SURFACE = 0.6
"""How strong the colours of a surface are beside those of the points on it."""

COLUMNS, ROWS, CELL = 9, 5, 48
"""A table of small pictures."""

Draw = Callable[[QPainter, Theme, Data, Trainer], None]


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


def draw_classes(first: int, second: int) -> Draw:
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


def draw_ranked(painter: QPainter, theme: Theme, data: Data, trainer: Trainer) -> None:
    """Digits of the training part, from the easiest to the hardest, row by row."""
    painter.fillRect(0, 0, WIDTH, HEIGHT, QColor(theme.canvas))
    ranks = ranked(difficulties(trainer.settings.curriculum, trainer.graph, data))
    for index, place in enumerate(ranks[np.linspace(0, len(ranks) - 1, COLUMNS * ROWS).astype(int)]):
        draw_image(painter, cell(index), data.train.raw[place].reshape(8, 8) / 16, theme.text)


def draw_game(painter: QPainter, theme: Theme, data: Data, trainer: Trainer) -> None:
    """Real and fake points of a game that is nearly over, over what the discriminator says."""
    game = GanRun(GanSetup({"steps": 1500}))
    moment = deque(game, maxlen=1).pop()
    picture = GanLook(game.setup, game.noise)(moment.weights)
    rgba = np.ascontiguousarray(diverging((2 * picture.chances[::-1] - 1) * SURFACE, theme))
    image = QImage(rgba.data, SIDE, SIDE, 4 * SIDE, QImage.Format.Format_RGBA8888)
    painter.fillRect(0, 0, WIDTH, HEIGHT, QColor(theme.canvas))
    half = HEIGHT / 2
    painter.drawImage(QRectF(WIDTH / 2 - half, 0, HEIGHT, HEIGHT), image)
    for points, colour in ((game.real, theme.text), (picture.fake, theme.classes[2])):
        for x, y in points[:120] / REACH:
            dot(painter, QPointF(WIDTH / 2 + half * x, half - half * y), colour, theme.surface)


def draw_parity(painter: QPainter, theme: Theme, data: Data, trainer: Trainer) -> None:
    """Digits of the test part, in the colour of what the second head says: even or odd."""
    *_, head = trainer.evaluate("test").heads.values()
    draw_inked(painter, theme, data, [theme.positive if even > 0.5 else theme.negative
                                      for even in head.predictions[:, 0]])


def draw_inked(painter: QPainter, theme: Theme, data: Data, inks: Sequence[str]) -> None:
    """Digits of the test part, in these colours in turn."""
    painter.fillRect(0, 0, WIDTH, HEIGHT, QColor(theme.canvas))
    side = math.isqrt(data.test.raw.shape[1])
    for index in range(COLUMNS * ROWS):
        draw_image(painter, cell(index), data.test.raw[index].reshape(side, side) / 16, inks[index % len(inks)])


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


def draw_voted(painter: QPainter, theme: Theme, data: Data, trainer: Trainer) -> None:
    """Digits of the test part, in the colour of the class that the network says."""
    said = trainer.evaluate("test").predictions.argmax(axis=1)
    draw_inked(painter, theme, data, [theme.classes[index] for index in said])


def draw_codes(painter: QPainter, theme: Theme, data: Data, trainer: Trainer) -> None:
    """The two numbers that examples become, coloured by class."""
    painter.fillRect(0, 0, WIDTH, HEIGHT, QColor(theme.canvas))
    codes = Network(trainer.graph).activations(trainer.parameters, data.train.inputs[:400])["code"]
    inside = (np.abs(codes) <= np.quantile(np.abs(codes), 0.97, axis=0)).all(axis=1)
    classes = data.train.targets[:400].argmax(axis=1)[inside]
    for at, place in zip(placed(codes[inside]), classes, strict=True):
        dot(painter, at, theme.classes[place], theme.canvas, 4.5)


def draw_denoised(painter: QPainter, theme: Theme, data: Data, trainer: Trainer) -> None:
    """Noisy digits, and below each what becomes of it."""
    painter.fillRect(0, 0, WIDTH, HEIGHT, QColor(theme.canvas))
    clean = np.array(data.test.inputs[:2 * COLUMNS])
    noisy = clean + 0.5 * np.random.default_rng(1).standard_normal(clean.shape)
    made = Network(trainer.graph).predict(trainer.parameters, noisy)
    pairs = zip(np.split(noisy, 2), np.split(made, 2), strict=True)
    for row, images in enumerate(part for pair in pairs for part in pair):
        for column, image in enumerate(data.input_scaling.undo(images)):
            draw_image(painter, cell((row + row // 2) * COLUMNS + column), image.reshape(8, 8) / 16,
                       theme.accent if row % 2 else theme.text)


def draw_maps(layer: str) -> Draw:
    """Digits of the test part, each beside what some filters of `layer` make of it."""

    def draw(painter: QPainter, theme: Theme, data: Data, trainer: Trainer) -> None:
        painter.fillRect(0, 0, WIDTH, HEIGHT, QColor(theme.canvas))
        images = np.array(data.test.inputs[:ROWS])
        maps = Network(trainer.graph).activations(trainer.parameters, images)[layer]
        telling = np.argsort(maps.mean(axis=(0, 1, 2)))[::-1][:COLUMNS - 1]
        for row, (image, made) in enumerate(zip(images, maps, strict=True)):
            draw_image(painter, cell(row * COLUMNS), image[..., 0] / images.max(), theme.text)
            for column, index in enumerate(telling, start=1):
                draw_image(painter, cell(row * COLUMNS + column), made[..., index] / maps[..., index].max(),
                           theme.positive)

    return draw


def draw_framed(painter: QPainter, theme: Theme, data: Data, trainer: Trainer) -> None:
    """Photographs of the test part, each in a frame of the class that the network says."""
    painter.fillRect(0, 0, WIDTH, HEIGHT, QColor(theme.canvas))
    said = trainer.evaluate("test").predictions.argmax(axis=1)
    for index in range(COLUMNS * ROWS):
        place = cell(index)
        painter.fillRect(place.adjusted(-2, -2, 2, 2), QColor(theme.classes[said[index]]))
        pixels = np.ascontiguousarray(data.test.raw[index].reshape(data.input_shape[:2]))
        side = len(pixels)
        painter.drawImage(place.adjusted(1, 1, -1, -1),
                          QImage(pixels.data, side, side, side, QImage.Format.Format_Grayscale8))


def draw_rows(painter: QPainter, theme: Theme, data: Data, trainer: Trainer) -> None:
    """Digits of the test part taken apart into their rows."""
    painter.fillRect(0, 0, WIDTH, HEIGHT, QColor(theme.canvas))
    ink, side = QColor(theme.positive), math.isqrt(data.test.raw.shape[1])
    for place, digit in enumerate(data.test.raw[:4].reshape(4, side, side) / 16):
        for row, values in enumerate(digit):
            left, top = 26 + place * 112, 22 + row * 28
            painter.fillRect(QRectF(left, top, 12 * side, 22), QColor(theme.border))
            for column, value in enumerate(values):
                ink.setAlphaF(float(value))
                painter.fillRect(QRectF(left + 12 * column, top, 12, 22), ink)


def draw_next(painter: QPainter, theme: Theme, data: Data, trainer: Trainer) -> None:
    """Windows of the test part, and the symbols that the network finds likeliest next, the larger the likelier; the one
    that does come next is coloured."""
    painter.fillRect(0, 0, WIDTH, HEIGHT, QColor(theme.canvas))
    chances = trainer.evaluate("test").predictions
    font = QFont("monospace")
    font.setStyleHint(QFont.StyleHint.Monospace)
    for row, index in enumerate(range(0, 70, 10)):
        top, true = 14 + row * 34, int(data.test.targets[index].argmax())
        font.setPixelSize(19)
        painter.setFont(font)
        painter.setPen(QColor(theme.muted))
        words = "".join(data.symbols[int(place)] for place in data.test.raw[index]).replace("␣", " ").replace("¶", " ")
        painter.drawText(QRectF(10, top, 262, 30), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
        for column, place in enumerate(np.argsort(-chances[index])[:5].tolist()):
            font.setPixelSize(round(12 + 20 * float(np.sqrt(chances[index, place]))))
            painter.setFont(font)
            painter.setPen(QColor(theme.positive if place == true else theme.text))
            painter.drawText(QRectF(284 + column * 36, top, 34, 30), Qt.AlignmentFlag.AlignCenter,
                             data.class_names[place])


def draw_waves(painter: QPainter, theme: Theme, data: Data, trainer: Trainer) -> None:
    """Waves of the test part, a large dot where the network says that they go on, and a ring where they do."""
    painter.fillRect(0, 0, WIDTH, HEIGHT, QColor(theme.canvas))
    evaluation = trainer.evaluate("test")
    for index in range(3):
        values = np.append(data.test.raw[index], evaluation.targets[index])
        colour = QColor(theme.classes[index])
        points = [QPointF(28 + 34 * step, HEIGHT / 2 - 70 * value) for step, value in enumerate(values)]
        painter.setPen(QPen(colour, 3))
        painter.drawPolyline(points[:-1])
        painter.setPen(QPen(colour, 3, Qt.PenStyle.DotLine))
        painter.drawLine(points[-2], points[-1])
        for at in points[:-1]:
            dot(painter, at, colour.name(), theme.canvas)
        painter.setPen(QPen(QColor(theme.canvas), 1.5))
        painter.setBrush(colour)
        painter.drawEllipse(QPointF(points[-1].x(), HEIGHT / 2 - 70 * evaluation.predictions[index, 0]), 11, 11)
        painter.setPen(QPen(QColor(theme.text), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(points[-1], 11, 11)


def draw_sums(painter: QPainter, theme: Theme, data: Data, trainer: Trainer) -> None:
    """Rows of numbers as bars, the marked ones in colour, and beside them the sum that the network says; a line is the
    true one."""
    painter.fillRect(0, 0, WIDTH, HEIGHT, QColor(theme.canvas))
    evaluation = trainer.evaluate("test")
    painter.setPen(Qt.PenStyle.NoPen)
    for row, sequence in enumerate(data.test.inputs[:2]):
        foot, unit = 124 + 122 * row, 52
        for step, (value, mark) in enumerate(sequence):
            painter.setBrush(QColor(theme.positive if mark else theme.strong_border))
            painter.drawRoundedRect(QRectF(24 + 24 * step, foot - unit * value, 16, unit * value), 3, 3)
        said, true = evaluation.predictions[row, 0] * unit, evaluation.targets[row, 0] * unit
        painter.setBrush(QColor(theme.negative))
        painter.drawRoundedRect(QRectF(428, foot - said, 28, said), 3, 3)
        painter.fillRect(QRectF(422, foot - true - 1.5, 40, 3), QColor(theme.text))


def draw_drawers(painter: QPainter, theme: Theme, data: Data, trainer: Trainer) -> None:
    """The label that is asked for, the drawers, framed as much as attention looks at them, and what the network says
    that is in it."""
    painter.fillRect(0, 0, WIDTH, HEIGHT, QColor(theme.canvas))
    said = trainer.evaluate("test").predictions[:, 0]
    table = Network(trainer.graph).layout.arrays(trainer.parameters)["query/embeddings"]
    for row, (asked, *others) in enumerate(data.test.raw[:4]):
        labels, contents = np.split(np.array(others), 2)
        likeness = np.exp(table[labels.astype(int)] @ table[int(asked)] / math.sqrt(table.shape[1]))
        middle = 36 + 64 * row
        dot(painter, QPointF(36, middle), theme.classes[int(asked)], theme.canvas, 13)
        for place, (label, content, share) in enumerate(zip(labels, contents, likeness / likeness.sum(), strict=True)):
            box = QRectF(80 + 64 * place, middle - 24, 52, 48)
            painter.setPen(QPen(QColor(theme.text), 4 * share) if share > 0.1 else Qt.PenStyle.NoPen)
            painter.setBrush(diverging_colour(content, theme))
            painter.drawRoundedRect(box, 6, 6)
            dot(painter, QPointF(box.center().x(), middle), theme.classes[int(label)], theme.canvas, 9)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(diverging_colour(float(np.clip(said[row], -1, 1)), theme))
        painter.drawEllipse(QPointF(440, middle), 20, 20)


def placed(points: np.ndarray):
    """Points of any range as places in the picture, the second axis upwards."""
    low, high = points.min(axis=0), points.max(axis=0)
    share = (points - low) / (high - low)
    for x, y in share:
        yield QPointF(32 + x * (WIDTH - 64), HEIGHT - 26 - y * (HEIGHT - 52))


def dot(painter: QPainter, at: QPointF, colour: str, rim: str, radius: float = 5.5) -> None:
    painter.setPen(QPen(QColor(rim), 1.5))
    painter.setBrush(QColor(colour))
    painter.drawEllipse(at, radius, radius)


def cell(index: int) -> QRectF:
    """Place number `index` among ROWS × COLUMNS small pictures."""
    left, top = (WIDTH - COLUMNS * CELL) / 2, (HEIGHT - ROWS * CELL) / 2
    return QRectF(left + index % COLUMNS * CELL + 4, top + index // COLUMNS * CELL + 4, CELL - 8, CELL - 8)


def draw_image(painter: QPainter, place: QRectF, image: np.ndarray, ink: str) -> None:
    """A square image of values from 0 to 1."""
    colour, pixel = QColor(ink), place.width() / len(image)
    for (row, column), value in np.ndenumerate(image):
        colour.setAlphaF(float(np.clip(value, 0, 1)) * 0.9)
        painter.fillRect(QRectF(place.x() + column * pixel, place.y() + row * pixel, pixel, pixel), colour)


def thumbnail(draw: Draw, theme: Theme, data: Data, trainer: Trainer) -> QImage:
    """The picture with rounded corners."""
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    with QPainter(image) as painter:
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        corners = QPainterPath()
        corners.addRoundedRect(QRectF(0, 0, WIDTH, HEIGHT), 12, 12)
        painter.setClipPath(corners)
        draw(painter, theme, data, trainer)
    return image


def save_small(image: QImage, path: Path) -> None:
    """As a PNG of 255 colours."""
    plain = image.convertToFormat(QImage.Format.Format_RGBA8888)
    picture = Image.frombytes("RGBA", (WIDTH, HEIGHT), bytes(plain.constBits()))
    picture.quantize(255, method=Image.Quantize.FASTOCTREE).save(path, optimize=True)
