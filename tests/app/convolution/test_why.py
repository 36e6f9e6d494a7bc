"""Why this answer: the map is the engine's, of the class that was chosen, and its witnesses are heard at rest."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtTest import QTest

from app.widgets.signed_image import limit_of, signed_pixels
from app.workspaces.convolution.class_choice import WHAT_IT_SAYS
from app.workspaces.example_picture import over
from engine.data import DataSpec
from engine.example import Example
from engine.graph import Graph, LayerSpec, sequential
from engine.network import Network
from engine.probes import OfPart
from engine.probes.witnesses import Deletion, Forgetting
from engine.project import Project
from engine.training import TrainingSettings
from engine.vision import ATTRIBUTIONS, objections
from tests.app.convolution.test_network import DIGITS

FLAT = sequential(LayerSpec("input_1", "input", {"shape": (64,)}), LayerSpec("dense_1", "dense", {"units": 10}),
                  LayerSpec("output_1", "output", {"loss": "categorical_cross_entropy"}))


def opened(workspace, document, qtbot, graph: Graph = DIGITS, image: bool = True,
           method: str = "grad_cam"):
    document.model.load(Project("digits", graph, DataSpec("digits", {"image": image}), TrainingSettings()))
    session = workspace._session
    qtbot.waitUntil(lambda: session.state == "ready", timeout=30_000)
    workspace.show_page("why")
    pick(workspace.why_panel.method_box, method)
    pick(workspace.why_panel.classes.class_box, WHAT_IT_SAYS)
    rest(workspace, qtbot)
    return workspace.why


def rest(workspace, qtbot):
    qtbot.waitUntil(lambda: workspace._session.is_settled and workspace.why.witnesses.objections is not None,
                    timeout=30_000)


@pytest.fixture
def why(workspace, document, qtbot):
    """The page, with a small network for the digits."""
    return opened(workspace, document, qtbot)


def truth(view, probe, graph=DIGITS):
    """What the engine itself answers to a question about the example in hand."""
    session = view._session
    part, here = getattr(session.data, session.example.part), session.example.place
    asked = type(probe)(**{**vars(probe), "examples": OfPart()}) if hasattr(probe, "head") else probe
    inputs = part.inputs[here:here + 1]
    return Network(graph).probe(session.latest.parameters, asked, inputs=inputs)[asked]


def pick(box, data):
    box.setCurrentIndex(box.findData(data))
    box.activated.emit(box.currentIndex())


@pytest.mark.parametrize("method", ATTRIBUTIONS)
def test_every_method_shows_the_engines_numbers(why, workspace, qtbot, method):
    pick(workspace.why_panel.method_box, method)
    rest(workspace, qtbot)
    question = why.question()
    assert type(question) is ATTRIBUTIONS[method].kind
    answer = truth(why, question)
    first = answer["drops"][0] if "drops" in answer.arrays else answer.first[0]
    wanted = first.sum(axis=-1) if first.ndim == 3 else first
    np.testing.assert_allclose(why.map.values, wanted, atol=2e-5)
    assert why.map.legend.limit == pytest.approx(limit_of(why.map.values))
    assert why.map.view._image.pixel(1, 0) == int(signed_pixels(why.map.values, limit_of(why.map.values))[0, 1])


def test_grad_cam_is_drawn_on_the_grid_of_its_layer(why, workspace, qtbot):
    assert workspace.why_panel.layer == "second"
    assert why.map.values.shape == (3, 3)
    assert (why.map.view._image.width(), why.map.view._image.height()) == (3, 3)
    assert "3 × 3" in why.about.text()
    image = why.over.view._image
    assert (image.width(), image.height()) == (8, 8)


def test_another_class_gives_another_map_and_its_score(why, workspace, qtbot):
    panel = workspace.why_panel
    before = why.map.values.copy()
    other = (why.target + 3) % 10
    pick(panel.classes.class_box, other)
    rest(workspace, qtbot)
    assert why.question().target == why.target == other
    assert not np.allclose(before, why.map.values)
    assert f"Of {other} it says" in panel.said.text()
    assert f"Score of {other}" in why.about.text()


def test_what_it_says_follows_the_example(why, workspace, document, qtbot):
    seen = set()
    workspace._session.epoch()
    qtbot.waitUntil(lambda: workspace._session.latest.epoch == 1, timeout=30_000)
    for place in range(6):
        document.set_example(Example("test", place))
        rest(workspace, qtbot)
        session = workspace._session
        said = Network(DIGITS).predict(session.latest.parameters, session.data.test.inputs[place:place + 1])[0]
        qtbot.waitUntil(lambda said=said: why.target == int(np.argmax(said)), timeout=10_000)
        assert f"It says {why.target}" in workspace.why_panel.said.text()
        seen.add(why.target)
    assert len(seen) > 1


def test_nothing_that_speaks_for_a_class_is_said(why, workspace, qtbot, monkeypatch):
    why.about.setText("")
    monkeypatch.setattr(why, "_map_of", lambda question, found: -np.ones((2, 2)))
    why._draw()
    assert "Nothing speaks for it" in why.about.text()
    assert why.map.legend.limit == 1.0


def test_the_witnesses_are_those_of_the_engine_and_refute_in_words(why, workspace, qtbot):
    question = why.question()
    forgetting, deletion = (truth(why, type(probe)(type(question)(**{**vars(question), "examples": OfPart()})))
                            for probe in (Forgetting(question), Deletion(question)))
    maps = forgetting["maps"][0]
    for tile, values in zip(why.witnesses.maps, maps, strict=False):
        np.testing.assert_allclose(tile.values, values, atol=2e-5)
    assert [tile.isVisibleTo(why) for tile in why.witnesses.maps] == [place < len(maps) for place in range(5)]
    shares, curve = (deletion[name][0] for name in ("shares", "curve"))
    shown = why.witnesses.deletion.own.getData()
    np.testing.assert_allclose(shown[1], curve, atol=2e-5)
    session = workspace._session
    image = session.data.train.raw[session.example.place].reshape(8, 8, 1)
    found = objections(maps[0], maps[-1], image, shares, curve, deletion["random"][0])
    assert len(found) == len(why.witnesses.objections)
    text = workspace.why_panel.verdict.text()
    assert text.startswith("Refuted here" if found else "Its witnesses have nothing")


def test_while_it_trains_the_map_lives_and_witnesses_wait(why, workspace, qtbot):
    session, before = workspace._session, why.map.values.copy()
    session.play()
    qtbot.waitUntil(lambda: why.map.values is not None and not np.array_equal(before, why.map.values), timeout=20_000)
    assert why.witnesses.objections is None
    assert workspace.why_panel.verdict.text() == ""
    session.pause()
    rest(workspace, qtbot)
    np.testing.assert_allclose(why.map.values, truth(why, why.question())["map"][0], atol=2e-5)


def test_settings_belong_to_their_method(why, workspace, qtbot):
    panel = workspace.why_panel
    pick(panel.method_box, "occlusion")
    rest(workspace, qtbot)
    assert not panel.layer_box.isVisible()
    form = panel.forms["occlusion"]
    form.editor("window").set_value(2)
    form.editor("stride").set_value(2)
    form.changed.emit("window", 2)
    rest(workspace, qtbot)
    assert why.map.values.shape == (4, 4)
    form.editor("window").set_value(9)
    form.changed.emit("window", 9)
    qtbot.waitUntil(lambda: "does not fit" in why.about.text(), timeout=10_000)
    assert why.map.values is None
    form.editor("window").set_value(4)
    form.changed.emit("window", 4)
    rest(workspace, qtbot)


def test_pixels_in_a_row_are_an_image_too(workspace, document, qtbot):
    opened(workspace, document, qtbot)
    document.model.load(Project("digits", FLAT, DataSpec("digits", {"image": False}), TrainingSettings()))
    view = workspace.why
    qtbot.waitUntil(lambda: view.subject is not None and view.subject.graph == FLAT, timeout=30_000)
    rest(workspace, qtbot)
    assert view.panel.method is ATTRIBUTIONS["integrated_gradients"]
    assert view.map.values.shape == (8, 8)
    pick(workspace.why_panel.method_box, "grad_cam")
    assert "Grad-CAM has nothing to weigh" in view.about.text()
    assert view.map.values is None


def test_keys_reach_every_choice(why, workspace):
    panel = workspace.why_panel
    panel.method_box.setFocus()
    before = panel.method_box.currentIndex()
    QTest.keyClick(panel.method_box, "o")
    assert panel.method_box.currentData() == "occlusion" != before


def test_the_map_hides_the_picture_as_far_as_it_speaks():
    below = np.full((4, 4), 0xFF808080, np.uint32)
    mixed = over(below, np.array([[0.0, 1.0], [0.25, -1.0]]), 1.0)
    assert (mixed[:2, :2] == 0xFF808080).all()
    ends = signed_pixels(np.array([1.0, -1.0]), 1.0)
    for block, end in ((mixed[:2, 2:], ends[0]), (mixed[2:, 2:], ends[1])):
        assert len(np.unique(block)) == 1
        for shift in (0, 8, 16):
            grey, full, got = 0x80, int(end) >> shift & 255, int(block[0, 0]) >> shift & 255
            assert got == pytest.approx(grey + 0.85 * (full - grey), abs=1)


def test_nothing_to_ask_is_said(why, document, qtbot):
    document.new()
    qtbot.waitUntil(lambda: "no network to ask" in why.content.sentence, timeout=10_000)
