"""What stands beside the losses of the examples is said in words, and nothing else is taken for it."""

from __future__ import annotations

import pytest

from app.widgets.step.words import meaning
from engine.step import Worked


@pytest.mark.parametrize(("line", "words"), [
    (r"J = C + \Omega + K + T = 1 + 2 + 3 + 4 = 10", ("penalty", "layers", "teacher")),
    (r"\frac{\partial J}{\partial w} = a + \frac{\partial T}{\partial w}", ("teacher",)),
    (r"\frac{\partial J}{\partial w} = a \cdot \delta + \frac{\partial \Omega}{\partial w}", ("penalty",)),
    (r"z = w_{1} \cdot a_{1} + b", ()), (r"J = C = 0.5", ())])
def test_each_symbol_has_its_meaning(qapp, line, words):
    said = meaning(Worked((), (line,), 0.0))
    assert [word for word in ("penalty", "layers", "teacher") if word in said] == list(words)
    assert meaning(None) == ""
