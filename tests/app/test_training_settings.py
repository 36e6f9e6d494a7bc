"""What is behind the button beside the optimizer: schedule, stopping, changed and attacked examples."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from app import i18n
from app.widgets.equation import SEPARATOR
from app.widgets.training_bar.readout import Readout
from app.widgets.training_bar.settings import MoreSettings, TrainingSettingsRow
from engine.data import load
from engine.schedules import SCHEDULES, WARM_UP_EQUATION
from tests.app.gestures import choose_in_form, type_in_form


@pytest.fixture
def settings(document, qtbot):
    """Opens the pop-up."""
    row = TrainingSettingsRow(document)
    qtbot.addWidget(row)

    def open_settings() -> MoreSettings:
        more = MoreSettings(document, row)
        more.show()
        return more

    return open_settings


def test_another_schedule_brings_its_own_settings(document, settings):
    more = settings()
    choose_in_form(more.schedule_form, "schedule", "cosine")
    assert document.model.training_settings.schedule == "cosine"
    type_in_form(more.rate_form, "length", "7")
    assert document.model.training_settings.schedule_settings["length"] == 7
    assert set(more.rate_form.names()) == {field.name for field in SCHEDULES["cosine"].fields}


def test_the_chosen_schedule_is_drawn_and_written_with_its_source(document, settings):
    document.set_training(epochs=40, optimizer="sgd", optimizer_settings={"learning_rate": 0.5})
    more = settings()
    choose_in_form(more.schedule_form, "schedule", "cosine")
    type_in_form(more.rate_form, "length", "40")
    type_in_form(more.rate_form, "final", "0.1")
    shown = more.schedule
    assert SEPARATOR.join(line.latex for line in shown.equations.lines) == SCHEDULES["cosine"].equation
    assert "CosineAnnealingLR" in shown.equations.findChild(QLabel).text()
    assert shown.curve.rates[0] == 0.5
    assert shown.curve.rates[-1] == pytest.approx(0.05, rel=0.02)
    type_in_form(more.rate_form, "warm_up", "4")
    assert shown.equations.lines[0].latex == WARM_UP_EQUATION
    assert shown.curve.rates[0] == pytest.approx(0.1)
    assert shown.curve.rates.max() == 0.5


def test_a_rate_counted_in_steps_is_drawn_for_the_steps_of_these_data(document, settings):
    document.set_training(epochs=3, batch_size=10, schedule="step",
                          schedule_settings={"unit": "step", "every": 5, "gamma": 0.5})
    assert settings().schedule.curve.isHidden(), "nobody knows yet how many examples there are"
    data = load(document.model.data_spec)
    document.keep_loaded(data)
    curve = settings().schedule.curve
    steps = 3 * -(-len(data.train.inputs) // 10)
    assert curve.rates[-1] == curve.rates[0] * 0.5 ** ((steps - 1) // 5)


def test_images_can_be_moved_and_other_examples_made_noisy_only(document, settings):
    name = document.add_layer("input", (0, 0), {"shape": (2,)})
    assert tuple(settings().nested_forms["augmentation"].names()) == ("noise",)
    document.change_settings(name, {"shape": (8, 8, 1)})
    more = settings()
    type_in_form(more.nested_forms["augmentation"], "rotation", "12.5")
    assert document.model.training_settings.augmentation["rotation"] == 12.5
    assert document.model.training_settings.augmentation["noise"] == 0.0


def test_attacks_and_noise_on_the_weights_are_undone_one_by_one(document, settings):
    more = settings()
    type_in_form(more.nested_forms["adversarial"], "epsilon", "0.1")
    type_in_form(more.other_form, "weight_noise", "0.02")
    now = document.model.training_settings
    assert (now.adversarial["epsilon"], now.weight_noise) == (0.1, 0.02)
    document.undo_stack.undo()
    now = document.model.training_settings
    assert (now.adversarial["epsilon"], now.weight_noise) == (0.1, 0.0)
    document.undo_stack.undo()
    assert document.model.training_settings.adversarial["epsilon"] == 0.0


def test_the_row_says_what_is_wrong_below_all_of_it(document, qtbot):
    row = TrainingSettingsRow(document)
    qtbot.addWidget(row)
    row.show()
    before = row.editors["epochs"].height()
    control = row.editors["epochs"].control
    control.selectAll()
    qtbot.keyClicks(control, "-4")
    assert "-4" in row.sentence.text()
    assert row.sentence.isVisible()
    assert row.editors["epochs"].height() == before
    control.selectAll()
    qtbot.keyClicks(control, "4")
    assert not row.sentence.isVisible()


def test_what_is_said_about_a_setting_keeps_the_pop_up_on_the_screen(settings, qtbot):
    more = settings()
    room = more.screen().availableGeometry()
    more.move(room.left(), room.bottom() - more.height())
    width, height = more.width(), more.height()
    for form, names in ((more.optimizer_form, more.optimizer_form.names()),
                        (more.other_form, ("clip_norm", "clip_value", "weight_noise"))):
        for name in names:
            type_in_form(form, name, "nan")
    qtbot.waitUntil(lambda: more.height() > height)
    assert more.width() == width
    assert more.geometry().bottom() <= room.bottom()


@pytest.mark.parametrize("language", tuple(i18n.languages()))
def test_the_optimizers_name_is_read_whole_where_there_is_room_and_gives_way_where_there_is_none(
        document, qtbot, qapp, language):
    i18n.install(qapp, language)
    row = TrainingSettingsRow(document)
    i18n.install(qapp, "en")
    qtbot.addWidget(row)
    row.resize(1280, row.sizeHint().height())
    row.show()
    names = row.editors["optimizer"].control
    longest = max(names.fontMetrics().horizontalAdvance(names.itemText(place)) for place in range(names.count()))
    assert names.width() > longest + 22, "the arrow is 22 wide"
    row.resize(row.minimumSizeHint())
    assert names.width() < longest


def test_a_readout_that_is_too_narrow_says_that_its_name_goes_on(qtbot):
    readout = Readout("Validation loss", "", "0")
    qtbot.addWidget(readout)
    readout.resize(readout.sizeHint())
    assert readout.shown_name == "Validation loss"
    readout.resize(60, 30)
    assert readout.shown_name.endswith("…")
    assert readout.accessibleName() == "Validation loss"
