"""The notebook example of the README runs and says what it promises."""

from __future__ import annotations

import re
from pathlib import Path

README = Path(__file__).parent.parent / "README.md"


def test_the_notebook_example_learns_the_spiral(capsys):
    (code,) = re.findall(r"```python\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    exec(compile(code, str(README), "exec"), {})
    accuracy, curvature = capsys.readouterr().out.splitlines()
    assert float(accuracy.rsplit(" ", 1)[1]) >= 0.95
    assert "losses along it" in curvature
