"""Any sequence of edits is undone to the start and redone to the end."""

from __future__ import annotations

from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from app.document.document import Document
from engine.data import DataSpec
from engine.errors import LaderaError
from engine.graph import Link
from engine.layers import LAYERS
from engine.layout import ParameterLayout
from tests.app.document.conftest import weights
from tests.cases import random_cases


def undo_all(document: Document) -> None:
    while document.undo_stack.canUndo():
        document.undo_stack.undo()


KINDS = sorted(LAYERS)


def _some(names, number):
    return names[number % len(names)] if names else "nobody"


def _edit(document: Document, action: str, a: int, b: int) -> None:
    names = [spec.name for spec in document.model.graph.layers]
    links = document.model.graph.links
    actions = {
        "add": lambda: document.add_layer(KINDS[a % len(KINDS)], (a, b)),
        "remove": lambda: document.remove([_some(names, a)]),
        "cut": lambda: document.remove([], [links[a % len(links)]] if links else []),
        "connect": lambda: document.connect(_some(names, a), _some(names, b)),
        "port": lambda: document.connect(_some(names, a), _some(names, b), a % 3),
        "move": lambda: document.move({_some(names, a): (a, b)}),
        "units": lambda: document.change_settings(_some(names, a), {"units": b % 4 + 1}),
        "rename": lambda: document.rename(_some(names, a), f"ñ{b}"),
        "paste": lambda: document.paste(document.copy(names[: a % 4])),
        "duplicate": lambda: document.duplicate(names[: a % 3]),
        "tidy": document.tidy,
        "data": lambda: document.set_data(DataSpec(["circle", "plane", "iris"][a % 3])),
        "training": lambda: document.set_training(epochs=a % 5 + 1),
        "weights": lambda: document.set_parameters(weights(document, a), "weights"),
        "gesture": document.end_gesture,
    }
    try:
        actions[action]()
    except LaderaError:
        return


ACTIONS = ("add", "add", "add", "remove", "cut", "connect", "connect", "connect", "port", "move", "units", "rename",
           "paste", "duplicate", "tidy", "data", "training", "weights", "gesture")


class Mirror:
    """A view that knows only what the signals say."""

    def __init__(self, document: Document) -> None:
        model = document.model
        self.layers: set[str] = set()
        self.links: set[Link] = set()
        model.layer_added.connect(self.layers.add)
        model.layer_removed.connect(self.layers.remove)
        model.layer_renamed.connect(self.rename)
        model.link_added.connect(self.links.add)
        model.link_removed.connect(self.links.remove)

    def rename(self, old: str, new: str) -> None:
        self.layers.remove(old)
        self.layers.add(new)
        follow = {old: new}
        links = [Link(follow.get(link.source, link.source), follow.get(link.target, link.target), link.port)
                 for link in self.links]
        self.links.clear()
        self.links.update(links)

    def agrees(self, document: Document) -> bool:
        graph = document.model.graph
        return self.layers == {spec.name for spec in graph.layers} and self.links == set(graph.links)


@given(script=st.lists(st.tuples(st.sampled_from(ACTIONS), st.integers(0, 50), st.integers(0, 50)), max_size=30))
@random_cases(300, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_edits_undo_to_the_start_and_redo_to_the_end(make, script):
    document = make()
    mirror, start = Mirror(document), document.model.project
    for action in script:
        _edit(document, *action)
        assert mirror.agrees(document), action
        assert set(document.model.positions) == mirror.layers
        learned = document.model.parameters
        assert learned is None or learned.size == ParameterLayout(document.model.graph).size
    end = document.model.project
    undo_all(document)
    assert document.model.project == start
    assert mirror.agrees(document)
    assert not document.is_modified
    while document.undo_stack.canRedo():
        document.undo_stack.redo()
        assert mirror.agrees(document)
    assert document.model.project == end
