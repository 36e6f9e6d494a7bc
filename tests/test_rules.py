"""What every file of the window keeps to, since one that does not would end the process or let something in."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAINTERS = {"QPainter", "QStylePainter"}
WORK = {"Background", "LongWork", "Learner", "RunPlayer", "BoltzmannPlayer", "TableReading"}
"""What works beside the window, and says `failed` where it fails."""
OUTLIVING = {"document", "model", "undo_stack", "session", "settings", "probe", "theme_bus", "instance", "clipboard",
             "styleHints"}
"""Names of what outlives a window, and of how one gets it."""


def broken(rule: Callable[[ast.AST], list[int]], *folders: str) -> list[str]:
    """Where a rule is broken, as file and line."""
    return [f"{path.relative_to(ROOT)}:{line}" for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))
            for line in rule(ast.parse(path.read_text(encoding="utf-8")))]


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Each call under `tree` by the last part of the name of what is called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            yield node.func.id if isinstance(node.func, ast.Name) else node.func.attr, node


def names(node: ast.AST | None) -> set[str]:
    """All that is named in an expression, without the underscore of what is private."""
    parts = (part.id if isinstance(part, ast.Name) else part.attr for part in ast.walk(node or ast.Module([], []))
             if isinstance(part, ast.Name | ast.Attribute))
    return {part.lstrip("_") for part in parts}


# Painters


def left_open(tree: ast.AST) -> list[int]:
    """The lines that make a painter outside of a `with`."""
    ended = {id(item.context_expr) for node in ast.walk(tree) if isinstance(node, ast.With) for item in node.items}
    return [call.lineno for name, call in calls(tree) if name in PAINTERS and id(call) not in ended]


@pytest.mark.parametrize(("program", "lines"), [
    ("with QPainter(image) as painter:\n    draw(painter)", []),
    ("painter = QPainter(image)\ndraw(painter)\npainter.end()", [1]),
    ("painter, theme = QtGui.QPainter(self), current()", [1]),
    ("with blocked(QStylePainter(self)):\n    pass", [1]),
])
def test_a_painter_that_nobody_ends_is_found(program, lines):
    assert left_open(ast.parse(program)) == lines


def test_every_painter_is_ended_by_with():
    """An exception keeps the frames that it went through, and with them a painter that is still painting: Qt then ends
    the process."""
    assert broken(left_open, "app", "tools", "tests") == []


# Work beside the window


def unheard(tree: ast.AST) -> list[int]:
    """The lines that make work beside the window whose failure nobody hears."""
    heard = {ast.unparse(call.func.value.value) for name, call in calls(tree)
             if name == "connect" and isinstance(call.func.value, ast.Attribute) and call.func.value.attr == "failed"}
    for loop in (node for node in ast.walk(tree) if isinstance(node, ast.For) and isinstance(node.target, ast.Name)):
        if loop.target.id in heard and isinstance(loop.iter, ast.Tuple):
            heard |= set(map(ast.unparse, loop.iter.elts))
    lines = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            targets = node.targets[0].elts if isinstance(node.targets[0], ast.Tuple) else node.targets
            values = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
            lines += [node.lineno for target, value in zip(targets, values, strict=False)
                      if any(name in WORK for name, call in calls(value) if call is value)
                      and ast.unparse(target) not in heard]
    return lines


@pytest.mark.parametrize(("program", "lines"), [
    ("self._work = Background(self)\nself._work.done.connect(self._show)", [1]),
    ("self._work = Background(self)\nself._work.failed.connect(self._fail)", []),
    ("self.a, self.b = LongWork(w, self), LongWork(w, self)\nself.a.failed.connect(f)", [1]),
    ("self.a, self.b = LongWork(w), LongWork(w)\nfor work in (self.a, self.b):\n    work.failed.connect(f)", []),
])
def test_work_whose_failure_nobody_hears_is_found(program, lines):
    assert unheard(ast.parse(program)) == lines


def test_every_failure_beside_the_window_is_heard():
    """Else what went wrong looks as if it were still under way."""
    assert broken(unheard, "app") == []


# Listeners


def never_let_go(tree: ast.AST) -> list[int]:
    """The lines where what outlives the window gets a function to call, and not a method of an object that ends."""
    loops = {node.target.id: node.iter for node in ast.walk(tree)
             if isinstance(node, ast.For) and isinstance(node.target, ast.Name)}
    lines = []
    for name, call in calls(tree):
        if name == "connect" and isinstance(call.args[0], ast.Lambda | ast.Call):
            signal = call.func.value
            heard = names(signal) | names(loops.get(signal.id) if isinstance(signal, ast.Name) else None)
            if heard & OUTLIVING:
                lines.append(call.lineno)
    return lines


@pytest.mark.parametrize(("program", "lines"), [
    ("session.state_changed.connect(self._follow)", []),
    ("self._document.model.project_replaced.connect(lambda: self.panel.live.setChecked(True))", [1]),
    ("for changed in (model.graph_changed, model.data_changed):\n    changed.connect(lambda: self.refresh())", [2]),
    ("theme_bus.changed.connect(partial(self.tint, 'red'))", [1]),
    ("self.button.clicked.connect(lambda: self.session.play())", []),
])
def test_a_listener_that_does_not_end_with_its_widget_is_found(program, lines):
    assert never_let_go(ast.parse(program)) == lines


def test_listeners_end_with_their_widgets():
    """PySide ends a connection with the object whose method it calls. A lambda goes on, and calls what is gone."""
    assert broken(never_let_go, "app") == []


# Text


TOOLTIPS = {"setToolTip": -1, "showText": 1, "setItemData": 1, "setData": 0}
"""Calls that set a tooltip, the last two for one role of several, and which argument it is."""
OWN = {"tr", "translate", "tooltip", "markup", "toolTip"}
"""Whose result may be a tooltip: our own sentences, foreign text as it is, another tooltip."""
HTML = {"setHtml", "insertHtml", "setLabel", "setTitle", "addLegend", "LabelItem", "setWhatsThis", "setTextFormat",
        "Markup", "convertFromPlainText"}
"""Calls that show HTML, or make it."""
MAKERS = {"app/plain.py", "app/widgets/plot.py", "app/canvas/render.py"}
"""Who makes of them what shows text as it is; Qt does with the title of a drawing."""


def is_own(text: ast.expr) -> bool:
    """Whether a text is ours, or shows what is not as it is."""
    match text:
        case ast.Constant(value=str()):
            return True
        case ast.IfExp(body=one, orelse=other):
            return is_own(one) and is_own(other)
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name in OWN
    return False


def loose_tooltips(tree: ast.AST) -> list[int]:
    """The lines that set a tooltip which may be HTML."""
    lines = []
    for name, call in calls(tree):
        texts = [keyword.value for keyword in call.keywords if keyword.arg == "toolTip"]
        if name in ("setToolTip", "showText") or (name in TOOLTIPS and "ToolTipRole" in names(call)):
            texts.append(call.args[TOOLTIPS[name]])
        lines += [text.lineno for text in texts if not is_own(text)]
    return lines


@pytest.mark.parametrize(("program", "lines"), [
    ("box.setToolTip(self.tr('What it does'))", []),
    ("box.setToolTip(tooltip(self.tr('Select {name}').format(name=name)))", []),
    ("box.setToolTip(self.tr('Select {name}').format(name=name))", [1]),
    ("item.setToolTip(0, f'<b>{title}</b>')", [1]),
    ("item.setToolTip(0, markup('<b>{title}</b>', title=title))", []),
    ("box = QCheckBox(text, toolTip=str(path))", [1]),
    ("QToolTip.showText(place, translate_error(error), self)", [1]),
    ("box.setItemData(2, tip, Qt.ItemDataRole.ToolTipRole)\nbox.setItemData(2, kind, KIND)", [1]),
    ("item.setData(tip, Qt.ItemDataRole.ToolTipRole)", [1]),
    ("button.setToolTip(self.tr('Pause') if running else name)", [1]),
])
def test_a_tooltip_that_may_be_html_is_found(program, lines):
    assert loose_tooltips(ast.parse(program)) == lines


def test_tooltips_show_foreign_text_as_it_is():
    assert broken(loose_tooltips, "app") == []


LONGEST_LINE = 115
"""Letters of a tooltip in one line, as app/plain.py breaks them."""


def unbroken(tree: ast.AST) -> list[int]:
    """The lines that set a long sentence as a tooltip which would be one line across the screen."""
    texts = [text for name, call in calls(tree) for text in (
        *(keyword.value for keyword in call.keywords if keyword.arg == "toolTip"),
        *(call.args[:1] if name == "setToolTip" else ()))]
    return [text.lineno for text in texts if isinstance(text, ast.Call) and getattr(text.func, "attr", "") == "tr"
            and len(ast.literal_eval(text.args[0])) > LONGEST_LINE]


def test_a_tooltip_that_is_too_long_for_a_line_is_found():
    long = "word " * LONGEST_LINE
    assert unbroken(ast.parse(f"box.setToolTip(self.tr({long!r}))\nQLabel(toolTip=self.tr({long!r}))")) == [1, 2]
    assert unbroken(ast.parse(f"box.setToolTip(tooltip(self.tr({long!r})))\nbox.setToolTip(self.tr('short'))")) == []


def test_long_tooltips_are_broken_into_lines():
    assert broken(unbroken, "app") == []


def html(tree: ast.AST) -> list[int]:
    """The lines that show HTML, or make it."""
    return [call.lineno for name, call in calls(tree)
            if name in HTML or any(keyword.arg == "html" for keyword in call.keywords)]


def test_only_the_makers_of_labels_and_plots_show_html():
    """pyqtgraph takes names of axes and curves for HTML. What Qt takes for it, ruff forbids to import."""
    assert [place for place in broken(html, "app") if place.partition(":")[0] not in MAKERS] == []


# State


EMPTY = {"list", "dict", "set", "deque", "count", "defaultdict", "Counter", "WeakKeyDictionary", "WeakValueDictionary"}
"""Calls that make something that changes."""
CHANGES = {"append", "add", "update", "setdefault", "pop", "clear", "extend", "insert", "remove", "discard", "popitem"}


def state_of_a_module(tree: ast.Module) -> list[int]:
    """The lines in functions that change what the module holds, and those that hold what counts by itself."""
    held = {target.id: node.value for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign)
            for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
            if isinstance(target, ast.Name)}
    changing = {name for name, value in held.items()
                if isinstance(value, ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp | ast.SetComp)
                or (isinstance(value, ast.Call) and names(value.func) & EMPTY)}
    lines = [held[name].lineno for name in changing if "count" in names(held[name])]
    for node in ast.walk(tree):
        changed = None
        if isinstance(node, ast.Global):
            lines.append(node.lineno)
        elif isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load):
            changed = node.value
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CHANGES:
            changed = node.func.value
        if isinstance(changed, ast.Name) and changed.id in changing:
            lines.append(node.lineno)
    return lines


@pytest.mark.parametrize(("program", "lines"), [
    ("NAMES = {'a': 1}\ndef f():\n    found = []\n    found.append(NAMES['a'])", []),
    ("_idle: list[int] = []\ndef f():\n    _idle.append(1)", [3]),
    ("_seen = {}\ndef f(x):\n    _seen[x] = 1\n    del _seen[x]", [3, 4]),
    ("_numbers = itertools.count()", [1]),
    ("last = 0\ndef f():\n    global last", [3]),
])
def test_what_a_module_remembers_is_found(program, lines):
    assert state_of_a_module(ast.parse(program)) == lines


def test_no_module_remembers_anything():
    """What is remembered belongs to an object that somebody owns, and goes with it."""
    assert broken(state_of_a_module, "engine", "app") == []
