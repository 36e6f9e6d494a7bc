"""What is drawn beside a walk."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from app.numbers import number
from app.theme import current
from engine.descent import RACERS, SCENES, Racer, moment, newton_target, quadratic_model
from tests.app.descent.races import CURVE, choose, race_of
from tests.app.surface.pictures import arrows, pieces, pixels

SURFACE = SCENES["initial_value"].setup  # gradient descent and momentum


def test_overlays_are_switched_on_and_off(workspace, document, surface):
    view = workspace.field.map
    for name in workspace.overlays.actions_by_name:
        choose(workspace, name)
        assert workspace.setup.overlays == (name,)
    choose(workspace)
    assert workspace.setup.overlays == ()
    assert pieces(view) == []
    document.undo_stack.undo()
    assert workspace.setup.overlays == ("newton",)
    assert workspace.overlays.actions_by_name["newton"].isChecked()
    document.undo_stack.undo()
    assert workspace.setup.overlays == ()


def test_arrows_are_the_gradient_the_next_step_and_its_parts(workspace, surface):
    choose(workspace, "gradient", "step", "momentum")
    workspace.player.go(6)
    drawn = arrows(workspace.field.map)
    ordinary, heavy = (moment(track, 6) for track in race_of(surface, 6).tracks)
    slopes = [way for text, way in drawn if text.startswith("against the gradient")]
    for along, here in zip(slopes, (ordinary, heavy), strict=True):
        assert np.allclose(along / np.linalg.norm(along), -here.gradient / np.linalg.norm(here.gradient))
    steps = [way for text, way in drawn if text.startswith("the next step")]
    track = race_of(surface, 7).tracks
    for way, walked in zip(steps, track, strict=True):
        assert np.allclose(way, walked.positions[7, 0] - walked.positions[6, 0])
    [own] = [way for text, way in drawn if text.startswith("the gradient's part")]
    [rest] = [way for text, way in drawn if text.startswith("momentum's part")]
    assert np.allclose(own + rest, heavy.step)
    assert np.allclose(own, -surface.racers[1].settings["learning_rate"] * heavy.gradient)


def test_the_arrow_of_the_gradient_is_the_shorter_the_flatter_it_is(workspace, take):
    """Down a bowl each step multiplies the gradient by 1 − 2η = 0.1: the arrow loses a quarter each time."""
    take(replace(SCENES["bowl"].setup, racers=(Racer("sgd", {"learning_rate": 0.45}),), overlays=("gradient",),
                 scene=""))
    lengths = []
    for step in range(6):
        workspace.player.go(step)
        drawn = arrows(workspace.field.map)
        lengths.append(np.linalg.norm(drawn[0][1]) if drawn else 0.0)
    assert np.allclose(np.array(lengths) / lengths[0], [1.0, 0.75, 0.5, 0.25, 0.0, 0.0], atol=1e-6)


def test_where_there_is_no_slope_there_is_no_arrow(workspace, take):
    take(replace(SCENES["bowl"].setup, start=(0.0, 0.0), overlays=("gradient",), scene=""))
    assert arrows(workspace.field.map) == []
    take(replace(SCENES["bowl"].setup, start=(1e-14, 0.0), overlays=("gradient",), scene=""))
    assert arrows(workspace.field.map) == []


def test_gathered_squares_are_areas(workspace, take):
    setup = take(replace(SURFACE, racers=(Racer("adagrad", {"learning_rate": 0.1}),), overlays=("accumulated",),
                         scene=""))
    workspace.player.go(5)
    [area] = pieces(workspace.field.map)
    gradients = race_of(setup, 5).tracks[0].gradients[:5, 0]
    roots = np.sqrt((gradients**2).sum(axis=0))
    assert area.rect().width() / area.rect().height() == pytest.approx(roots[0] / roots[1], rel=1e-3)
    choose(workspace)
    assert pieces(workspace.field.map) == []


@pytest.mark.usefixtures("in_space")
def test_newtons_paraboloid_touches_the_surface_where_the_walker_stands(workspace, surface):
    space = workspace.field.space
    assert not space._extra.visible()
    choose(workspace, "newton")
    assert space._extra.visible()
    choose(workspace)
    assert not space._extra.visible()


def test_a_tangent_has_the_slope_and_newtons_parabola_its_target(workspace, curve):
    choose(workspace, "gradient", "step", "newton")
    workspace.player.go(1)
    here = moment(race_of(curve, 2).tracks[0], 1)
    lines = [piece for piece in workspace.curve._lines if hasattr(piece, "getData")]
    texts = [piece.toPlainText() for piece in workspace.curve._lines if hasattr(piece, "toPlainText")]
    (tangent_x, tangent_y), (step_x, _), (way, parabola) = (line.getData() for line in lines)
    assert np.ptp(tangent_y) / np.ptp(tangent_x) == pytest.approx(abs(here.gradient[0]))
    assert np.diff(step_x)[0] == pytest.approx(-0.05 * here.gradient[0])
    assert np.allclose(parabola, quadratic_model(curve.function(), here.position, way[:, None]))
    target = newton_target(curve.function(), here.position)
    assert texts == [f"slope {number(here.gradient[0])}", f"step {number(here.step[0])}",
                     f"Newton goes to {number(float(target[0]))}"]


def texts_of(workspace) -> list[str]:
    return [piece.toPlainText() for piece in workspace.curve._lines if hasattr(piece, "toPlainText")]


@pytest.mark.parametrize("name", [name for name, scene in SCENES.items() if scene.setup.dimension == 1])
def test_curves_have_tangent_slope_and_step_from_the_beginning(workspace, take, name):
    setup = take(name)
    for step in (0, 3):
        workspace.player.go(step)
        here = moment(race_of(setup, step).tracks[0], step)
        assert texts_of(workspace) == [f"slope {number(here.gradient[0])}", f"step {number(here.step[0])}"]


def test_a_step_on_a_curve_lands_where_the_next_iterate_is(workspace, curve):
    workspace.player.go(0)
    _, step = (piece.getData() for piece in workspace.curve._lines if hasattr(piece, "getData"))
    assert np.allclose(step[0], [-1.0, -0.72609, -0.72609], atol=1e-5)
    assert np.allclose(step[1][1:], [curve.function().value(np.array([[-1.0]]))[0], 4.41889], atol=1e-5)


def test_a_function_of_x_that_is_typed_after_a_surface_has_them_too(workspace, surface, qtbot):
    field = workspace.function_panel.text
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "x^2")
    qtbot.waitUntil(lambda: workspace.settled)
    assert workspace.setup.overlays == ("gradient", "step")
    assert [text.split()[0] for text in texts_of(workspace)] == ["slope", "step"]


def test_the_parts_of_a_step_on_a_curve_follow_each_other_and_make_it(workspace, take):
    setup = take(replace(CURVE, racers=(Racer("momentum", {"learning_rate": 0.05, "momentum": 0.6}),),
                         overlays=("momentum",), scene=""))
    workspace.player.go(3)
    here = moment(race_of(setup, 3).tracks[0], 3)
    own, rest = (piece.getData()[0] for piece in workspace.curve._lines if hasattr(piece, "getData"))
    assert own[0] == pytest.approx(here.position[0])
    assert own[1] == pytest.approx(rest[0])
    assert rest[1] == pytest.approx((here.position + here.step)[0])
    assert np.diff(own)[0] == pytest.approx(-0.05 * here.gradient[0])


def test_gathered_squares_are_not_offered_on_a_curve_and_it_is_said_why(workspace, surface, take):
    action = workspace.overlays.actions_by_name["accumulated"]
    assert action.isEnabled()
    on_surface = action.toolTip()
    take("curve")
    assert not action.isEnabled()
    assert action.toolTip() not in ("", on_surface)


def test_of_several_walkers_on_a_curve_the_chosen_one_says_its_numbers(workspace, take):
    setup = take(replace(CURVE, racers=(Racer("sgd", {"learning_rate": 0.05}), Racer("adam", {})), scene=""))
    workspace.player.go(2)
    for place, track in enumerate(race_of(setup, 2).tracks):
        workspace.racers.cards[place].pressed.emit()
        assert texts_of(workspace)[0] == f"slope {number(moment(track, 2).gradient[0])}"


def test_the_card_of_the_chosen_walker_is_outlined(workspace, surface):
    cards = workspace.racers.cards
    edge = np.array(QColor(current().accent).getRgb()[:3])

    def outlined() -> list[bool]:
        return [bool(np.allclose(pixels(card)[card.height() // 2, 0], edge, atol=8)) for card in cards]

    assert outlined() == [True, False]
    QTest.mouseClick(cards[1].numbers, Qt.MouseButton.LeftButton)
    assert outlined() == [False, True]


@pytest.mark.parametrize("name", ["too_small", "bowl", "curve", "race_trough"])
@pytest.mark.parametrize("step", [0, 1, 60])
def test_every_chart_has_numbers_on_its_axis(workspace, take, name, step):
    take(name)
    workspace.player.go(step)
    for chart in workspace.charts.all:
        chart.grab()
        axis = chart.item.getAxis("left")
        low, high = chart.item.vb.viewRange()[1]
        texts = [text for spacing, values in axis.tickValues(low, high, axis.height())
                 for text in axis.tickStrings(values, axis.autoSIPrefixScale * axis.scale, spacing) if text]
        assert len(texts) >= 2


def test_optimizers_are_chosen_by_the_keys_too(workspace, surface):
    form = workspace.racers.cards[1].form
    assert form.names()
    card = workspace.racers.cards[0]
    card.choice.setFocus()
    QTest.keyClick(card.choice, Qt.Key.Key_Down)
    assert workspace.setup.racers[0].optimizer == list(RACERS)[list(RACERS).index("sgd") + 1]
