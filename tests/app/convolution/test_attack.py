"""The attack page: what is added is what the engine adds, at its true scale; margins go along straight lines."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.widgets.signed_image import signed_pixels
from engine.adversarial import pgd
from engine.data import DataSpec
from engine.example import Example
from engine.network import Network
from engine.probes import OfPart
from engine.probes.margins import Margins
from engine.project import Project
from engine.training import TrainingSettings
from engine.training.adversarial import input_ranges
from tests.app.convolution.test_network import DIGITS


@pytest.fixture
def attack(workspace, document, qtbot):
    """The page, with a small network that knows the digits a little."""
    document.model.load(Project("digits", DIGITS, DataSpec("digits", {"image": True}), TrainingSettings()))
    session = workspace._session
    qtbot.waitUntil(lambda: session.state == "ready", timeout=30_000)
    session.epoch()
    qtbot.waitUntil(lambda: session.latest.epoch == 1 and session.is_settled, timeout=30_000)
    workspace.show_page("attack")
    panel = workspace.attack_panel
    panel.method_box.setCurrentIndex(0)
    panel.strength.setValue(20)
    panel._change()
    rest(workspace, qtbot)
    return workspace.attack


def rest(workspace, qtbot):
    qtbot.waitUntil(lambda: workspace._session.is_settled and workspace.attack.after.view._image.width() == 8,
                    timeout=30_000)


def truth(view, steps=1):
    """The example, attacked by the engine itself, as pixels; and what it says of both."""
    session = view._session
    here, data = session.example.place, session.data
    network, weights = Network(DIGITS), session.latest.parameters
    x, y = data.test.inputs[here:here + 1], data.test.targets[here:here + 1]
    low, high = (ends["input_1"] for ends in input_ranges(DIGITS, data))
    epsilon = view.panel.epsilon
    moved = pgd(network, weights, x, y, epsilon, steps, epsilon if steps == 1 else None, low, high)
    return view.subject.raw(x[0]), view.subject.raw(moved[0]), network.predict(weights, np.concatenate([x, moved]))


@pytest.mark.parametrize("steps", [1, 10])
def test_what_is_added_is_what_the_engine_adds(attack, workspace, document, qtbot, steps):
    document.set_example(Example("test", 4))
    workspace.attack_panel.method_box.setCurrentIndex(steps > 1)
    workspace.attack_panel.method_box.activated.emit(0)
    rest(workspace, qtbot)
    before, after, said = truth(attack, steps)
    np.testing.assert_allclose(attack.added.values, (after - before)[..., 0], atol=1e-4)
    low, high = attack.subject.range
    assert attack.added.legend.limit == attack.enlarged.legend.limit == high - low
    assert attack.added.view._image.pixel(3, 3) == int(signed_pixels((after - before)[3, 3], high - low)[0])
    assert abs(attack.added.values).max() <= attack.panel.epsilon * attack.panel.unit * (1 + 1e-5)
    shown = {name.lstrip("✓ "): (a, b) for name, a, b in attack.bars.rows}
    for name, (first, second) in shown.items():
        assert (first, second) == pytest.approx(said[:, int(name)], abs=1e-4)
    assert [name for name, *_ in attack.bars.rows if name.startswith("✓")] == [f"✓ {attack.true}"]


def test_what_is_enlarged_says_how_many_times(attack):
    assert attack.factor > 1
    assert attack.enlarged.title.text() == f"Added, × {attack.factor}"
    np.testing.assert_allclose(attack.enlarged.values, attack.added.values * attack.factor)
    assert abs(attack.enlarged.values).max() <= attack.enlarged.legend.limit


def test_margins_follow_the_strength_that_is_chosen(attack, workspace, qtbot):
    for value in (10, 60):
        workspace.attack_panel.strength.setValue(value)
        rest(workspace, qtbot)
        lines = attack.lines()
        asked = Margins(lines.head, lines.target, OfPart(), reach=lines.reach)
        session = workspace._session
        part, here = getattr(session.data, session.example.part), session.example.place
        reading = Network(DIGITS).probe(session.latest.parameters, asked, inputs=part.inputs[here:here + 1],
                                        targets=part.targets[here:here + 1])[asked]
        for item, row in ((attack.margins.sign, 0), (attack.margins.slope, 1)):
            np.testing.assert_allclose(item.getData()[1], reading["margins"][0, row], atol=2e-4)
        assert attack.margins.reach.value() == pytest.approx(attack.panel.epsilon * 8)
        random = attack.margins.random.getData()[1]
        assert np.isnan(random).sum() == 200
        np.testing.assert_allclose(random[:17], reading["margins"][0, 2], atol=2e-4)


def test_the_sentence_says_before_and_after_and_counts_no_success_on_what_was_wrong(attack, workspace, document, qtbot):
    wrong = right = None
    for place in range(40):
        document.set_example(Example("test", place))
        rest(workspace, qtbot)
        said = truth(attack)[2][0]
        text = workspace.attack_panel.said.text()
        if int(said.argmax()) != attack.true:
            wrong = place
            assert "wrong without any attack" in text
        else:
            right = place
            assert text.startswith(f"Before: {attack.true} (")
        if None not in (wrong, right):
            break
    assert None not in (wrong, right)


def test_accuracy_under_attack_is_the_engines_and_a_curve_is_kept_to_compare(attack, workspace, qtbot):
    qtbot.waitUntil(lambda: attack.robust.now.getData()[0] is not None, timeout=20_000)
    session, asked = workspace._session, attack.right()
    part = session.data.test
    found = Network(DIGITS).probe(session.latest.parameters, replace(asked, examples=OfPart(most=200)),
                                  inputs=part.inputs, targets=part.targets)
    [truth] = (reading["accuracy"] for reading in found.values())
    strengths, accuracy = attack.robust.now.getData()
    np.testing.assert_allclose(accuracy, truth, atol=0.02)
    np.testing.assert_allclose(strengths, np.array(asked.epsilons) * attack.panel.unit)
    QTest.mouseClick(workspace.attack_panel.keep, Qt.MouseButton.LeftButton)
    session.epoch()
    qtbot.waitUntil(lambda: session.latest.epoch == 2 and session.is_settled, timeout=30_000)
    np.testing.assert_array_equal(attack.robust.kept.getData()[1], accuracy)
    assert not np.array_equal(attack.robust.now.getData()[1], accuracy)


def test_an_example_made_by_hand_has_no_class_to_lead_away_from(attack, workspace, document, qtbot):
    data = workspace._session.data
    document.set_example(Example("train", 0).with_value(0, 3.0, data))
    qtbot.waitUntil(lambda: "made by hand" in attack.content.sentence, timeout=10_000)
    document.set_example(Example("train", 0))
    qtbot.waitUntil(lambda: not attack.content.sentence, timeout=10_000)
