"""Qt objects die on the window's thread."""

from __future__ import annotations

import gc
import threading
import weakref

import pytest

from app.garbage import GarbageCollector


class Knot:
    """A cycle that says on which thread it was untied."""

    def __init__(self, untied: list[int]) -> None:
        self.itself = self
        weakref.finalize(self, lambda: untied.append(threading.get_ident()))


@pytest.fixture
def collector(qapp):
    collector = GarbageCollector()
    yield collector
    collector.stop()


def on_another_thread(work) -> None:
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


def test_another_thread_that_makes_garbage_collects_none(collector):
    untied: list[int] = []
    Knot(untied)
    on_another_thread(lambda: [[] for _ in range(100_000)])
    assert untied == []


def test_the_windows_thread_collects_what_is_due(collector):
    untied: list[int] = []
    on_another_thread(lambda: Knot(untied))
    keep = [[] for _ in range(100_000)]
    collector.look()
    assert untied == [threading.get_ident()]
    assert len(keep) == 100_000


def test_python_collects_by_itself_again_afterwards(qapp):
    gc.enable()
    try:
        collector = GarbageCollector()
        assert not gc.isenabled()
        collector.stop()
        assert gc.isenabled()
    finally:
        gc.disable()
