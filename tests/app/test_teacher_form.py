"""The teacher among the settings of the training."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.widgets.fork.change import ChangeForm
from app.widgets.training_bar.teacher_form import TeacherForm
from engine import Dense, Input, Output, Sequential
from engine.layout import ParameterLayout
from engine.training import TrainingSettings
from engine.training.teacher import Teacher


def trained(document):
    graph = Sequential([Input(2), Dense(4, "tanh", name="hidden"), Dense(1), Output("bce")])
    vector = np.random.default_rng(0).normal(size=ParameterLayout(graph).size).astype(np.float32)
    document.model.apply({"graph": graph, "parameters": vector})
    return graph, vector


def test_the_network_that_is_drawn_becomes_the_teacher_and_is_given_up_again(document, qtbot):
    form = TeacherForm(document)
    qtbot.addWidget(form)
    assert not form.take.isEnabled()
    graph, vector = trained(document)
    form.refresh()
    QTest.mouseClick(form.take, Qt.MouseButton.LeftButton)
    assert document.model.training_settings.teacher == Teacher(document.model.project.title, graph, vector)
    assert "hidden" in form.said.text()
    form.form.editor("temperature").edited.emit(7.0)
    assert document.model.training_settings.temperature == 7.0
    document.end_gesture()
    QTest.mouseClick(form.leave, Qt.MouseButton.LeftButton)
    assert document.model.training_settings.teacher is None
    document.undo_stack.undo()
    assert document.model.training_settings.teacher.graph == graph


def test_a_fork_offers_the_student_alone_where_there_is_a_teacher(qtbot):
    form = ChangeForm()
    qtbot.addWidget(form)
    form.follow(TrainingSettings())
    offered = [form.what.itemData(place) for place in range(form.what.count())]
    assert {"curriculum", "early_rate"} <= set(offered)
    assert "distillation" not in offered
    graph = Sequential([Input(2), Dense(1), Output("bce")])
    form.follow(TrainingSettings(teacher=Teacher("T", graph, np.zeros(3))))
    assert form.what.findData("distillation") >= 0
