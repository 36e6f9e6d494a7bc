"""What is behind the button beside the optimizer: schedule, stopping, changed and attacked examples."""

from __future__ import annotations

import pytest

from app.document.document import Document
from app.widgets.training_bar.settings import MoreSettings, TrainingSettingsRow
from engine.schedules import SCHEDULES
from tests.app.gestures import choose_in_form, type_in_form


@pytest.fixture
def document(qapp, tmp_path):
    document = Document(recovery_folder=tmp_path / "recovery")
    yield document
    document.close()


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
