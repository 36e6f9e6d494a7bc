"""Every number that the canvas shows is the engine's own, at every moment, and its pixel has the colour of its sign."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QColor, QFontMetricsF

from app import theme
from app.canvas.card_painter import card_font
from app.canvas.life.life import Life
from app.canvas.life.life_item import _LARGE_TEXT
from app.canvas.life.output import Output
from app.canvas.life.plane import PlaneTiles
from app.canvas.life.scale import rounded
from app.canvas.life.spot import WeightSpot
from app.canvas.life.units import Bars
from app.canvas.view import CanvasView
from app.numbers import number
from engine.data import DataSpec, load
from engine.drawing import Note
from engine.example import Example
from engine.graph import LayerSpec, Link, sequential
from engine.network import Network
from engine.probes import OfPart
from engine.probes.activations import Activations
from engine.probes.statistics import UnitStatistics
from engine.project import Project
from engine.training import TrainingSettings
from tests.app.canvas.life.living import IMAGE, PLANE, placed, settle
from tests.app.panels import edited_and_taken_back, while_it_trains


def own(snapshot, example: Example, layer: str, on_plane=None) -> np.ndarray:
    """What the engine's own network gives, of the weights of the moment."""
    data = snapshot.data
    inputs = data.transform(example.raw(data)[None] if on_plane is None else on_plane.points())
    probe = Activations(layer, examples=OfPart())
    return Network(snapshot.graph).probe(snapshot.parameters, probe, inputs=inputs)[probe].first


def colour_at(drawn, sheet: int, column: int, row: int) -> QColor:
    """The pixel of a sheet, from its upper left corner."""
    source = drawn.sheets[sheet].source
    return drawn.sheets[sheet].image.pixelColor(QPoint(int(source.x()) + column, int(source.y()) + row))


def expected_colour(value: float, limit: float) -> np.ndarray:
    return theme.diverging(np.clip(value / limit if limit else 0.0, -1, 1)).astype(int)[:3]


def assert_true(view: CanvasView, life: Life, session) -> None:
    """Walks all tiles, bars, lines, limits and texts."""
    snapshot, example = session.latest, session.example
    for name, face in life.faces.items():
        item, ruler = view.canvas.nodes[name].life, life.rulers.get(name)
        assert face.main in item.readings
        assert item.readings[face.main].step == snapshot.step
        if isinstance(face, PlaneTiles):
            side = face.subject.plane.side
            tiles = own(snapshot, example, name, face.subject.plane).T.reshape(-1, side, side)
            here = own(snapshot, example, name)[0]
            assert ruler.limit == rounded(max(np.abs(tiles).max(), np.abs(here).max()))
            for unit, tile in enumerate(tiles):
                for column, row in ((0, 0), (side - 1, 0), (3, side - 2), (side // 2, side // 2)):
                    colour = colour_at(item.drawn, unit, column, side - 1 - row)
                    difference = np.abs(expected_colour(tile[row, column], ruler.limit) - colour.getRgb()[:3])
                    assert difference.max() <= 3, (name, unit, column, row)
        elif isinstance(face, Bars):
            for bar, value in zip(item.drawn.bars, own(snapshot, example, name)[0], strict=True):
                assert bar.place.width() == pytest.approx(abs(value) / ruler.limit * item.size.width() / 2, rel=1e-4)
                assert bar.colour == QColor(theme.current().positive if value >= 0 else theme.current().negative)
        elif isinstance(face, Output):
            said = own(snapshot, example, name)[0]
            chances = said if len(said) > 1 else np.array([1 - said[0], said[0]])
            np.testing.assert_allclose(face.chances(item.readings), chances, rtol=1e-4, atol=1e-6)
            room = max(bar.place.width() for bar in item.drawn.bars) / chances.max()
            for bar, chance in zip(item.drawn.bars, chances, strict=True):
                assert bar.place.width() == pytest.approx(chance * room, rel=1e-3, abs=1e-3)
            targets = example.targets(snapshot.data)
            true = None if targets is None else int(targets[0] > 0.5 if len(said) == 1 else targets.argmax())
            ticked = [place for place, line in enumerate(item.drawn.lines) if line.text.startswith("✓")]
            assert ticked == ([] if true is None else [2 * true])
        else:
            np.testing.assert_allclose(item.readings[face.main].first, own(snapshot, example, name), rtol=1e-4,
                                       atol=1e-5)
    layout = Network(snapshot.graph).layout
    for link, wires in life.wires.items():
        kernel, drawn = layout.view(snapshot.parameters, wires.name), view.canvas.links[link].drawn
        assert drawn.limit == rounded(np.abs(kernel).max())
        if drawn.image is not None:
            assert (drawn.image.height(), drawn.image.width()) == kernel.shape
            np.testing.assert_array_equal(drawn.numbers, kernel)
        else:
            np.testing.assert_array_equal(drawn.numbers, kernel[tuple(drawn.ends.T)])
            assert len(drawn.numbers) == min(kernel.size, len(drawn.numbers))


def test_tiles_bars_lines_and_limits_are_the_engines_at_every_moment(document, session, show, qtbot):
    view, life = show(PLANE)
    assert {type(face) for face in life.faces.values()} == {PlaneTiles, Output}
    assert_true(view, life, session)
    session.step()
    qtbot.waitUntil(lambda: session.latest.step == 1)
    settle(qtbot, session, life)
    assert_true(view, life, session)
    for epoch in (1, 2):
        session.epoch()
        qtbot.waitUntil(lambda epoch=epoch: session.latest.epoch == epoch)
        settle(qtbot, session, life)
    now = session.latest.parameters
    document.set_example(Example("test", 3))
    settle(qtbot, session, life)
    assert_true(view, life, session)
    session.look_back(1)
    qtbot.waitUntil(lambda: session.is_looking_back)
    settle(qtbot, session, life)
    assert not np.array_equal(session.latest.parameters, now)
    assert_true(view, life, session)
    session.return_to_present()
    qtbot.waitUntil(lambda: not session.is_looking_back)
    document.set_example(Example("test", 3, (4.0, -7.5)))
    settle(qtbot, session, life)
    assert_true(view, life, session)
    document.undo_stack.undo()
    settle(qtbot, session, life)
    assert session.example == Example()
    assert_true(view, life, session)

    def walk() -> None:
        settle(qtbot, session, life)
        assert_true(view, life, session)

    edited_and_taken_back(document, session, qtbot, "hidden/kernel", walk)


def test_cards_show_what_they_hold_after_every_change_of_the_drawing_alone(document, session, show, qtbot):
    view, life = show(PLANE)
    drawing = document.model.drawing
    grouped, name = drawing.grouped(("hidden", "head"), "Group")

    def walk() -> None:
        qtbot.wait(1)
        assert_true(view, life, session)

    document.move({"hidden": (300.0, 80.0)})
    walk()
    for change in (grouped, replace(drawing, notes=(Note("beside", (0.0, 300.0)),))):
        document.set_drawing(change, "Draw")
        walk()
        document.undo_stack.undo()
        walk()
    document.set_drawing(grouped.with_group(name, collapsed=True), "Collapse")
    assert view.canvas.nodes["hidden"].life is None
    assert view.canvas.nodes["in"].life.drawn.sheets
    document.undo_stack.undo()
    walk()


@pytest.mark.parametrize("project", [PLANE, IMAGE], ids=["plane", "image"])
def test_while_it_trains_what_is_shown_is_of_one_step(session, show, qtbot, project):
    view, life = show(project)

    def walk() -> None:
        assert not life._soon.isActive()
        (walk_convolution if project is IMAGE else assert_true)(view, life, session)

    while_it_trains(session, qtbot, life.probes, walk)


def test_filters_maps_and_swatches_are_the_engines(document, session, show, qtbot):
    view, life = show(IMAGE)
    session.step()
    qtbot.waitUntil(lambda: session.latest.step == 1)
    settle(qtbot, session, life)
    walk_convolution(view, life, session)
    for epoch in (1, 2):
        session.epoch()
        qtbot.waitUntil(lambda epoch=epoch: session.latest.epoch == epoch)
    session.look_back(1)
    qtbot.waitUntil(lambda: session.is_looking_back)
    settle(qtbot, session, life)
    walk_convolution(view, life, session)

    def walk() -> None:
        settle(qtbot, session, life)
        walk_convolution(view, life, session)

    edited_and_taken_back(document, session, qtbot, "wide/kernel", walk)


def walk_convolution(view: CanvasView, life: Life, session) -> None:
    """Filters, maps and the image that enters, pixel by pixel at chosen places, beside all other numbers."""
    assert_true(view, life, session)
    conv, item = life.faces["conv"], view.canvas.nodes["conv"].life
    kernel = Network(session.latest.graph).layout.view(session.latest.parameters, "conv/kernel")
    filters = item.readings[conv.filters]
    np.testing.assert_array_equal(filters.first, kernel)
    limit = rounded(np.abs(kernel).max())
    for unit in range(3):
        colour = colour_at(item.drawn, unit, 2, 1)
        assert np.abs(expected_colour(kernel[1, 2, 0, unit], limit) - colour.getRgb()[:3]).max() <= 3
    assert item.drawn.legends[0].limit == limit
    maps = own(session.latest, session.example, "conv")[0]
    colour = colour_at(item.drawn, 3, 5, 4)
    assert np.abs(expected_colour(maps[4, 5, 0], life.rulers["conv"].limit) - colour.getRgb()[:3]).max() <= 3
    assert life.rulers["conv"].limit == life.rulers["pool"].limit == life.rulers["flat"].limit
    image = view.canvas.nodes["in"].life
    np.testing.assert_allclose(life.faces["in"].pixels(image.readings)[..., 0].ravel(),
                               session.example.raw(session.data), atol=1e-4)


@pytest.mark.parametrize(("unit", "steps", "shown"), [("characters", 20, 20), ("characters", 70, 60), ("words", 3, 3)])
def test_letters_and_words_that_enter_are_shown_as_they_are(document, session, show, unit, steps, shown):
    text = "El perro de san Roque no tiene rabo porque Ramón Ramírez se lo ha cortado. " * 20
    spec = DataSpec("text", {"unit": unit, "steps": steps}, content=text.encode())
    data = load(spec)
    view, life = show(placed(
        "text", LayerSpec("in", "input", {"shape": (steps,)}),
        LayerSpec("letters", "embedding", {"vocabulary": len(data.symbols), "dimension": 2}),
        LayerSpec("flat", "flatten"),
        LayerSpec("head", "dense", {"units": len(data.class_names), "activation": "identity"}),
        LayerSpec("out", "output", {"loss": "categorical_cross_entropy"}), data=spec))
    item, face = view.canvas.nodes["in"].life, life.faces["in"]
    symbols = [session.data.symbols[int(code)] for code in session.example.raw(session.data)]
    assert [line.text for line in item.drawn.lines] == symbols[-shown:]
    assert face.read(item.readings) == symbols
    assert bool(item.drawn.legends) == (shown < steps)
    last = face.grid(item.size).cell(shown - 1).center()
    assert item.unit_at(last).unit == steps - 1
    assert f"step {steps}: {symbols[-1]}" in item.say(last)


def test_the_person_chooses_what_shares_a_scale(document, session, show, qtbot):
    view, life = show(PLANE)
    life.set_scale("network")
    limit = rounded(max(float(face.spans(view.canvas.nodes[name].life.readings).max())
                        for name, face in life.faces.items() if face.is_signed))
    assert {ruler.limit for ruler in life.rulers.values()} == {limit}
    assert len({view.canvas.links[link].drawn.limit for link in life.wires}) == 1
    life.set_scale("unit")
    item = view.canvas.nodes["hidden"].life
    np.testing.assert_array_equal(item.ruler.limits, [rounded(size) for size in life.faces["hidden"].spans(
        item.readings)])
    assert item.drawn.legends[0].text
    life.set_scale("layer")
    assert item.drawn.legends[0].limit == life.rulers["hidden"].limit


def test_dead_units_are_crossed_out(document, session, show, qtbot):
    view, life = show(PLANE)
    layout = Network(PLANE.graph).layout
    weights = session.latest.parameters.copy()
    layout.view(weights, "hidden/kernel")[:, 2] = 0.0
    layout.view(weights, "hidden/bias")[2] = -1.0
    document.set_parameters(weights, "kill")
    qtbot.waitUntil(lambda: np.array_equal(session.latest.parameters, weights))
    settle(qtbot, session, life)
    item, face = view.canvas.nodes["hidden"].life, life.faces["hidden"]
    statistics = UnitStatistics("hidden", OfPart())
    idle = Network(PLANE.graph).probe(weights, statistics, inputs=session.data.train.inputs)[statistics]["idle"]
    dead = [mark.place for mark in item.drawn.marks if mark.kind == "dead"]
    assert dead == [face.grid(item.size).cell(unit) for unit in np.flatnonzero(idle == 1.0)]
    assert face.grid(item.size).cell(2) in dead
    assert "Dead" in item.say(face.grid(item.size).cell(2).center())


def test_what_the_pointer_is_over_is_said_with_its_number(document, session, show, qtbot):
    view, life = show(PLANE)
    item, face = view.canvas.nodes["hidden"].life, life.faces["hidden"]
    words = view.canvas.say(item.mapToScene(face.grid(item.size).cell(1).center()), 3.0)
    assert "hidden, unit 2" in words
    link = Link("in", "hidden", 0)
    starts = view.canvas.nodes["in"].pins(2, is_source=True)
    stops = view.canvas.nodes["hidden"].pins(4, is_source=False)
    near = QPointF(*(0.75 * stops[3] + 0.25 * starts[1]))
    kernel = Network(PLANE.graph).layout.view(session.latest.parameters, "hidden/kernel")
    spot = view.canvas.spot_at(near, 3.0)
    assert spot == WeightSpot("hidden/kernel", "in", 1, "hidden", 3)
    said = view.canvas.links[link].say(spot)
    assert "in, unit 2 → hidden, unit 4" in said
    assert f"{abs(kernel[1, 3]):.4g}" in said
    assert not view.canvas.say(QPointF(0, 900), 3.0)


def test_without_life_the_drawing_is_bare_and_nothing_is_asked(document, session, show, qtbot):
    view, life = show(PLANE)
    tall = view.canvas.nodes["hidden"].card_rect().height()
    life.set_shown(False)
    assert life.probes() == ()
    assert all(node.life is None for node in view.canvas.nodes.values())
    assert view.canvas.nodes["hidden"].card_rect().height() < tall
    assert all(item.drawn is None for item in view.canvas.links.values())
    life.set_shown(True)
    settle(qtbot, session, life)
    assert view.canvas.nodes["hidden"].card_rect().height() == tall
    assert_true(view, life, session)


def test_of_many_weights_the_largest_are_lines(document, session, show, qtbot):
    wide = placed("wide", LayerSpec("in", "input", {"shape": (64,)}), LayerSpec("hidden", "dense", {"units": 140}),
                  LayerSpec("head", "dense", {"units": 10, "activation": "identity"}),
                  LayerSpec("out", "output", {"loss": "categorical_cross_entropy"}), data=DataSpec("digits"))
    view, life = show(wide)
    assert_true(view, life, session)
    drawn = view.canvas.links[Link("in", "hidden", 0)].drawn
    assert drawn.wires.probe.count == 40
    assert len(drawn.numbers) == 40
    kernel = Network(wide.graph).layout.view(session.latest.parameters, "hidden/kernel")
    assert np.abs(drawn.numbers).min() >= np.sort(np.abs(kernel).ravel())[-40]
    assert drawn.text.startswith("w\n±")
    assert "40 of" in drawn.text


def test_answers_about_another_network_are_not_drawn_on_the_faces_of_this_one(document, show, monkeypatch):
    _, life = show(PLANE)
    seen = []
    monkeypatch.setattr(life._scene, "show_life", lambda readings, *_, **__: seen.append(dict(readings)))
    life._show_latest()
    assert seen[-1]
    life._subject = replace(life._subject, graph=document.model.graph.without_link(document.model.graph.links[0]))
    life._show_latest()
    assert seen[-1] == {}


def test_a_prediction_of_a_number_and_the_truth_are_written_whole(session, show):
    graph = sequential(LayerSpec("x", "input", {"shape": (10,)}),
                       LayerSpec("head", "dense", {"units": 1, "activation": "identity"}),
                       LayerSpec("y", "output", {"loss": "mean_squared_error"}))
    places = {"x": (0.0, 0.0), "head": (300.0, 0.0), "y": (600.0, 0.0)}
    view, _ = show(Project("targets", graph, DataSpec("diabetes"), TrainingSettings(), places))
    item, data = view.canvas.nodes["y"].life, session.latest.data
    said = data.restore_targets(own(session.latest, session.example, "y"))[0, 0]
    true = data.restore_targets(session.example.targets(data)[None])[0, 0]
    name, first, word, second = item.drawn.lines
    assert [line.text for line in (first, second)] == [number(float(f"{value:.3g}")) for value in (said, true)]
    assert (name.text, word.text) == ("progression", "in truth")
    letters = QFontMetricsF(card_font(_LARGE_TEXT))
    for line in (first, word, second):
        assert letters.horizontalAdvance(line.text) <= line.place.width()
