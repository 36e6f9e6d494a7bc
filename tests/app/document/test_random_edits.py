"""Whatever is done to a project can be undone and redone: the same document, and the same file."""

from __future__ import annotations

import random
from contextlib import suppress
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from app.document.document import Document
from app.document.planting import Site
from engine.data import DataSpec
from engine.drawing import COLOURS, Arrow, Note
from engine.errors import LaderaError
from engine.formats import read_project, write_project
from engine.project import Learned
from engine.templates import TEMPLATES
from engine.training.fork import COLUMNS
from engine.training.kept_fork import KeptFork
from tests.cases import random_cases

EDITS = 500
KINDS = ("input", "dense", "dense", "conv2d", "add", "output", "dropout", "flatten", "lstm")
SMALL = ("perceptron", "mlp", "residual", "streams", "two_heads", "logistic_regression")


class Person:
    """Does one thing after another to a document, at random; what cannot be done changes nothing."""

    def __init__(self, document: Document, seed: int) -> None:
        self.document, self.chance = document, random.Random(seed)
        self.done: set[str] = set()

    @property
    def names(self) -> list[str]:
        return [spec.name for spec in self.document.model.graph.layers]

    def some(self) -> list[str]:
        return self.chance.sample(self.names, self.chance.randint(1, min(4, len(self.names))))

    def place(self) -> tuple[float, float]:
        return float(self.chance.randrange(-900, 900)), float(self.chance.randrange(-600, 600))

    def act(self) -> None:
        what = self.chance.choice([name for name in dir(self) if name.startswith("do_")])
        if what in ("do_add", "do_template", "do_note", "do_arrow", "do_data", "do_fork") or self.names:
            before = self.document.model.project
            self.document.end_gesture()
            try:
                getattr(self, what)()
            except LaderaError:
                assert self.document.model.project is before
            else:
                self.done.add(what)

    def draw(self, drawing) -> None:
        self.document.set_drawing(drawing, "Draw")

    def do_add(self):
        if len(self.names) < 25:
            self.document.add_layer(self.chance.choice(KINDS), self.place())

    def do_template(self):
        if len(self.names) < 25:
            after = self.chance.choice([None, *self.names])
            self.document.add_template(TEMPLATES[self.chance.choice(SMALL)], Site(after))

    def do_connect(self):
        self.document.connect(self.chance.choice(self.names), self.chance.choice(self.names))

    def do_remove(self):
        self.document.remove(self.some(), heal=self.chance.random() < 0.5)

    def do_disconnect(self):
        links = self.document.model.graph.links
        if links:
            self.document.disconnect(self.chance.choice(links))

    def do_move(self):
        self.document.move({name: self.place() for name in self.some()})

    def do_tidy(self):
        self.document.tidy()

    def do_rename(self):
        self.document.rename(self.chance.choice(self.names), f"layer_{self.chance.randrange(40)}")

    def do_settings(self):
        self.document.change_settings(self.chance.choice(self.names), {"units": self.chance.randrange(1, 9)})

    def do_duplicate(self):
        if len(self.names) < 25:
            self.document.duplicate(self.some())

    def do_training(self):
        self.document.set_training(batch_size=self.chance.choice((8, 16, 32)))

    def do_data(self):
        self.document.set_data(DataSpec(self.chance.choice(("circle", "xor")), seed=self.chance.randrange(3)))

    def do_fork(self):
        forks = self.document.model.forks
        if len(forks) > 2:
            self.document.set_forks(forks[1:], "Forget a fork")
        else:
            settings = self.document.model.training_settings
            rows = dict.fromkeys(COLUMNS, np.zeros(1))
            fork = KeptFork(f"fork {self.chance.randrange(9)}", (settings, settings), rows, 0, 0.5)
            self.document.set_forks((*forks, fork), "Keep a fork")

    def do_group(self):
        self.draw(self.document.model.drawing.grouped(self.some(), "Group")[0])

    def do_fold(self):
        groups = self.document.model.drawing.groups
        if groups:
            group = self.chance.choice(groups)
            self.draw(self.document.model.drawing.with_group(
                group.name, collapsed=not group.collapsed, colour=self.chance.choice(COLOURS)))

    def do_ungroup(self):
        groups = self.document.model.drawing.groups
        if groups:
            self.draw(self.document.model.drawing.ungrouped({self.chance.choice(groups).name}))

    def do_note(self):
        drawing = self.document.model.drawing
        self.draw(replace(drawing, notes=(*drawing.notes[-4:], Note(f"note {self.chance.random()}", self.place()))))

    def do_arrow(self):
        drawing = self.document.model.drawing
        self.draw(replace(drawing, arrows=(*drawing.arrows[-4:], Arrow(self.place(), self.place()))))


def walk(stack, to: int) -> None:
    while stack.index() != to:
        (stack.undo if stack.index() > to else stack.redo)()


def same_in_a_file(project, path) -> None:
    write_project(path, project)
    assert read_project(path) == project


def as_drawn(project):
    """All but what a training makes of it in the meantime."""
    return replace(project, **Learned()._asdict())


@pytest.mark.thorough
@random_cases(4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32 - 1))
def test_random_edits_are_undone_and_redone(qapp, tmp_path, seed):
    document = Document(recovery_folder=tmp_path / "recovery")
    try:
        first = document.model.project
        person, seen = Person(document, seed), {}
        for _ in range(EDITS):
            person.act()
            seen[document.undo_stack.index()] = document.model.project
        assert len(person.done) > 12
        last, end = document.model.project, document.undo_stack.index()
        walk(document.undo_stack, 0)
        assert document.model.project == first
        walk(document.undo_stack, end)
        assert document.model.project == last
        for _ in range(20):
            place = person.chance.choice(list(seen))
            walk(document.undo_stack, place)
            assert document.model.project == seen[place]
        same_in_a_file(document.model.project, tmp_path / "some.ladera")
        walk(document.undo_stack, end)
        same_in_a_file(last, tmp_path / "last.ladera")
    finally:
        document.close()


@pytest.mark.thorough
def test_also_while_a_training_runs(qtbot, document, session):
    document.add_template(TEMPLATES["mlp"])
    document.set_training(epochs=100_000)
    qtbot.waitUntil(lambda: session.state == "ready", timeout=60_000)
    session.play()
    qtbot.waitUntil(lambda: session.state == "running", timeout=60_000)
    first, start = as_drawn(document.model.project), document.undo_stack.index()
    person = Person(document, 7)
    for _ in range(EDITS // 2):
        person.act()
        qtbot.wait(1)
        with suppress(LaderaError):
            session.play()
    last, end = as_drawn(document.model.project), document.undo_stack.index()
    walk(document.undo_stack, start)
    assert as_drawn(document.model.project) == first
    walk(document.undo_stack, end)
    assert as_drawn(document.model.project) == last
    walk(document.undo_stack, start)
    qtbot.waitUntil(lambda: session.state in ("running", "paused", "ready"), timeout=60_000)
