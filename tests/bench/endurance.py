"""Whether memory and handles grow with nothing but the work: many examples opened and closed, and a very long training.

`python -m tests.bench.endurance [EXAMPLES] [EPOCHS]`, with a display or under Xvfb. Resident memory, threads and
descriptors are those of the window's process and of all that it has started; a slope is fitted to the second half of
the samples, when all that is loaded once has been loaded. Where anything goes wrong, as when the process that trains
ends, there are no figures and the benchmark fails. Linux and macOS only.
"""

from __future__ import annotations

import gc
import sys
from dataclasses import astuple, dataclass, fields, replace

import numpy as np
import psutil
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.main import Ladera
from app.shell.examples import EXAMPLES
from engine.data import DataSpec
from engine.graph import LayerSpec, sequential
from engine.project import Project
from engine.training import TrainingSettings
from tests.bench.desk import opened, screen_missing, wait, wait_until
from tests.bench.harness import table

OPENINGS, EPOCHS = 200, 1_000_000
SAMPLES = 20
SECONDS = 0.4
"""Seconds that each example trains."""
MOST_GROWTH = 0.2
"""Megabytes of memory for each example."""


@dataclass(frozen=True)
class Sample:
    """What there is at some moment: megabytes, and counts."""

    window: float
    others: float
    threads: float
    descriptors: float
    timers: float
    widgets: float

    @classmethod
    def now(cls, ladera: Ladera) -> Sample:
        gc.collect()
        here = psutil.Process()
        everyone = [here, *here.children(recursive=True)]
        timers = [timer for root in (ladera, ladera.document, ladera.session, ladera.window)
                  for timer in root.findChildren(QTimer)]
        return cls(here.memory_info().rss / 2**20,
                   sum(process.memory_info().rss for process in everyone[1:]) / 2**20,
                   sum(process.num_threads() for process in everyone),
                   sum(process.num_fds() for process in everyone), len(timers), len(QApplication.allWidgets()))


def slopes(samples: list[Sample], each: float) -> Sample:
    """How much there is more of everything for each piece of work, `each` of them between two samples."""
    half = np.array([astuple(sample) for sample in samples[len(samples) // 2:]])
    return Sample(*(np.polyfit(np.arange(len(half)) * each, half, 1)[0] if len(half) > 1 else np.zeros(half.shape[1])))


def show(title: str, samples: list[Sample], slope: Sample, unit: str) -> None:
    names = {"window": "window's memory, MB", "others": "other processes' memory, MB", "threads": "threads",
             "descriptors": "descriptors", "timers": "timers", "widgets": "widgets"}
    lines = [(names[field.name], f"{getattr(samples[0], field.name):,.0f}",
              f"{getattr(samples[len(samples) // 2], field.name):,.0f}", f"{getattr(samples[-1], field.name):,.0f}",
              f"{getattr(slope, field.name):+.4f}") for field in fields(Sample)]
    print(f"{title}\n\n{table(('', 'first', 'half way', 'last', unit), lines)}\n", flush=True)


def examples(ladera: Ladera, count: int) -> Sample:
    """Open one after the other, train it a little, and look at it in all workspaces."""
    names, samples, every = list(ladera.window.workspaces), [], max(1, count // SAMPLES)
    for number in range(count):
        ladera.document.undo_stack.setClean()
        ladera.document.open(EXAMPLES[number % len(EXAMPLES)].path, as_copy=True)
        ladera.window.show_workspace(names[number % len(names)])
        wait_until(lambda: ladera.session.state in ("ready", "paused", "finished"), "the example is not got ready")
        before = ladera.session.latest.step
        ladera.session.play()
        wait(SECONDS)
        wait_until(lambda before=before: ladera.session.latest.step != before or ladera.session.state == "finished",
                   "the example does not train")
        ladera.session.pause()
        if number % every == every - 1:
            ladera.document.new()
            wait_until(lambda: ladera.session.state == "empty" and ladera.session.is_settled, "nothing is not empty")
            samples.append(Sample.now(ladera))
    slope = slopes(samples, every)
    show(f"{count} examples opened, trained for {SECONDS} s and closed", samples, slope, "for each")
    return slope


def long_training(ladera: Ladera, epochs: int) -> int:
    """Epochs of a tiny network, beside a window that shows its curves. Returns the rows of its history."""
    graph = sequential(LayerSpec("input", "input", {"shape": (2,)}), LayerSpec("dense_1", "dense", {"units": 2}),
                       LayerSpec("dense_2", "dense", {"units": 1}),
                       LayerSpec("output", "output", {"loss": "binary_cross_entropy"}))
    project = Project("long", graph, DataSpec("xor", {"samples": 20}),
                      replace(TrainingSettings(), epochs=epochs, batch_size=0))
    ladera.document.model.load(project)
    ladera.window.show_workspace("network")
    wait_until(lambda: ladera.session.state == "ready", "the network is not got ready")
    ladera.session.play()
    samples, every = [Sample.now(ladera)], epochs / SAMPLES
    while ladera.session.latest.epoch < epochs:
        wait(0.2)
        if ladera.session.latest.epoch >= every * len(samples):
            samples.append(Sample.now(ladera))
    wait_until(lambda: ladera.session.state == "finished", "the training does not end")
    rows = len(ladera.session.latest.history["epoch"])
    show(f"{epochs:,} epochs of a tiny network, of which {rows:,} rows are kept", samples,
         slopes(samples, every / 1e5), "100,000 epochs")
    return rows


def main(count: int, epochs: int) -> int:
    if screen_missing():
        return 0
    with opened() as ladera:
        slope = examples(ladera, count)
        rows = long_training(ladera, epochs)
    good = slope.window + slope.others < MOST_GROWTH and max(slope.threads, slope.descriptors, slope.timers) < 0.01
    print(f"aims: < {MOST_GROWTH} MB and no thread, descriptor or timer for each example, fewer rows than epochs: "
          f"{'met' if good and rows < epochs else 'missed'}")
    return 0 if good and rows < epochs else 1


if __name__ == "__main__":
    given = [int(text) for text in sys.argv[1:]]
    raise SystemExit(main(*given, *(OPENINGS, EPOCHS)[len(given):]))
