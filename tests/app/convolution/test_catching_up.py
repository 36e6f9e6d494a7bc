"""Pages follow the bench when they are seen, and only then."""

from __future__ import annotations

import pytest

from engine.vision import KernelBench

PAGES = {"bench": "view", "chain": "chain", "line": "line", "pooling": "pool", "target": "target",
         "two_ways": "two_ways"}


@pytest.fixture
def shown(workspace, qtbot):
    """What a page shows, in numbers."""

    def shown(page: str):
        qtbot.waitUntil(lambda: workspace.settled)
        return {name: array.tobytes() for name, array in getattr(workspace, PAGES[page]).arrays().items()}

    return shown


def changed() -> KernelBench:
    """Another bench in all that any page shows."""
    bench = KernelBench("letter", 16).with_preset("sobel_y")
    return KernelBench.from_json({**bench.to_json(), "line": {**bench.line.to_json(), "stride": 3}})


@pytest.mark.parametrize("page", PAGES)
def test_a_page_that_is_not_seen_waits_and_catches_up_when_it_is(workspace, document, shown, page):
    workspace.show_page(page)
    before = shown(page)
    workspace.show_page("network")
    document.set_kernel_bench(changed(), "Change")
    assert shown(page) == before
    workspace.show_page(page)
    after = shown(page)
    assert after != before
    workspace.show_page("network")
    document.undo_stack.undo()
    assert shown(page) == after
    workspace.show_page(page)
    assert shown(page) == before


def test_one_change_is_computed_by_the_page_that_is_seen_alone(workspace, document, qtbot):
    for page in (*PAGES, "chain"):
        workspace.show_page(page)
    qtbot.waitUntil(lambda: workspace.settled)
    document.set_kernel_bench(changed(), "Change")
    assert [page for page, name in PAGES.items() if not getattr(getattr(workspace, name), "settled", True)] == ["chain"]


def test_a_page_catches_up_once(workspace, document, shown, monkeypatch):
    heard = []
    monkeypatch.setattr(workspace.two_ways, "tie", lambda: heard.append(1))
    workspace.show_page("chain")
    for preset in ("sobel_x", "sobel_y", "laplacian"):
        document.set_kernel_bench(KernelBench().with_preset(preset), "Change")
    assert not heard
    for page in ("two_ways", "chain", "two_ways"):
        workspace.show_page(page)
    assert len(heard) == 1
