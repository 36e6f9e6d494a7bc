"""Work on a thread outlives who asked for it, and nobody is the worse for it."""

from __future__ import annotations

import threading

import pytest
import shiboken6

from app.widgets.background import Background, _answer, _Post
from engine.errors import DataError, LaderaError


@pytest.fixture
def background(qapp) -> Background:
    return Background()


def test_only_the_newest_question_is_answered(background, qtbot):
    answers, gate = [], threading.Event()
    background.done.connect(answers.append)
    background.ask(lambda: gate.wait(10) and "first")
    background.ask(lambda: "second")
    background.ask(lambda: "third")
    assert background.busy
    gate.set()
    qtbot.waitUntil(lambda: not background.busy)
    assert answers == ["third"]


@pytest.mark.parametrize(("error", "said"), [(DataError("No rows"), "No rows"), (OSError("no disk"), "no disk"),
                                             (ZeroDivisionError("0"), "ZeroDivisionError")])
def test_what_goes_wrong_is_a_sentence(background, qtbot, error, said):
    def fail():
        raise error

    with qtbot.waitSignal(background.failed) as caught:
        background.ask(fail)
    assert isinstance(caught.args[0], LaderaError)
    assert said in str(caught.args[0])


def test_who_asked_may_be_gone_before_the_answer_is_there(qapp, qtbot):
    gates = []
    for _ in range(40):
        background, gate = Background(), threading.Event()
        background.done.connect(pytest.fail)
        background.ask(gate.wait)
        gates.append(gate)
        gate.set()
        shiboken6.delete(background)
    qtbot.wait(20)
    assert not [thread for thread in threading.enumerate() if thread.name == "background"]


def test_an_answer_after_the_end_of_the_program_is_dropped_in_silence(qapp, monkeypatch):
    post = _Post()
    monkeypatch.setattr("app.widgets.background._post", lambda: post)
    shiboken6.delete(post)
    _answer(lambda: None, 1, lambda: "late")
