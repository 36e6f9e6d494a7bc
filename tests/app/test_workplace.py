"""Choosing where long work is done."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.settings import Settings
from app.shell.compute_target import ComputeTargetDialog
from engine.jobs import Workplace, cores

distributed = pytest.importorskip("distributed")


@pytest.fixture
def own() -> Iterator[Workplace]:
    with Workplace() as own:
        yield own


@pytest.fixture
def dialog(store, own, qtbot):
    dialog = ComputeTargetDialog(Settings(store), own)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def accept(qtbot, dialog: ComputeTargetDialog) -> None:
    dialog.buttons.accepted.emit()
    qtbot.waitUntil(lambda: not dialog._asking.busy, timeout=15_000)


def test_this_computer_is_where_one_begins(dialog):
    assert dialog.here.isChecked()
    assert dialog.where == ""
    assert not dialog.address.isEnabled()


@pytest.mark.skipif(cores() == 1, reason="there is one core")
def test_fewer_processes_are_kept(dialog, own, qtbot, store):
    dialog.processes.setValue(1)
    accept(qtbot, dialog)
    assert not dialog.isVisible()
    assert Settings(store).workplace == "local:1"
    assert own.open()._max_workers == 1


def test_a_cluster_is_taken_when_it_answers(dialog, own, qtbot, store):
    with distributed.LocalCluster(n_workers=1, threads_per_worker=1, processes=False, protocol="tcp://",
                                  dashboard_address=None) as cluster:
        dialog.cluster.setChecked(True)
        dialog.address.setText(f" {cluster.scheduler_address} ")
        accept(qtbot, dialog)
        assert not dialog.isVisible()
        assert Settings(store).workplace == cluster.scheduler_address
        assert own.open().submit(sum, (1, 2)).result(10) == 3
        own.close()


def test_one_that_does_not_is_a_sentence_and_nothing_changes(dialog, qtbot, store):
    dialog.cluster.setChecked(True)
    dialog.address.setText("tcp://127.0.0.1:1")
    accept(qtbot, dialog)
    assert dialog.isVisible()
    assert "No Dask scheduler answers at tcp://127.0.0.1:1" in dialog.sentence.text()
    assert Settings(store).workplace == ""
