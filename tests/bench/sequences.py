"""The pages of Sequences beside the training that they show: steps kept, frame times, pictures per second.

With a display or under Xvfb. The GRU of the example “Next letter”: its states and gates at every step, how far it
remembers, what it goes on to write with a thousand futures, the units that are on in a phrase, and two runs of which
one is steered. "Alone" is the same training in a bare loop, without a window, in turn with each page.

The cell is seen live, so it has an aim for its pictures; the others ask hundreds of times as much as a step does, and
are as often new as their share of the training's time allows.
"""

from __future__ import annotations

import os
from dataclasses import replace
from functools import partial

from app.main import Ladera
from app.shell.examples import EXAMPLES
from engine.formats import read_project
from engine.project import Project
from tests.bench.desk import alone, in_a_window, wait_until
from tests.bench.harness import table
from tests.bench.inside_network import ROUNDS, beside, lines_of
from tests.bench.living_canvas import ENDLESS, PICTURES, SECONDS

PAGES = {"the layer and its cell": ("recurrence", PICTURES), "how far it remembers": ("memory", 0.0),
         "next symbol": ("next", 0.0), "units and phrases": ("phrases", 0.0), "take the wheel": ("wheel", 0.0)}
"""What is measured: the page, and how many pictures of the first thing that it asks for are wanted in a second."""


def speller() -> Project:
    """Next letter, without end."""
    project = read_project(next(example for example in EXAMPLES if example.name == "next_letter").path)
    training = replace(project.training, epochs=ENDLESS, schedule="constant", schedule_settings={})
    return replace(project, training=training, parameters=None, history=None)


def report(ladera: Ladera) -> int:
    """Print the table; 1 where an aim is missed."""
    project, lines, missed = speller(), [], False
    ladera.document.model.load(project)
    ladera.window.show_workspace("sequences")
    wait_until(lambda: ladera.session.state == "ready", "the network cannot be trained")
    workspace = ladera.window.workspaces["sequences"]
    for title, (name, pictures) in PAGES.items():
        view, lone, rounds = workspace.views[name], [], []
        for _ in range(ROUNDS):
            lone.append(alone(project, SECONDS))
            rounds.append(beside(ladera, view, partial(workspace.show_page, name),
                                 lambda view=view: view._probes()[0]))
        said, here = lines_of(title, lone, rounds, pictures)
        lines += said
        missed |= here
    print(f"Inside a GRU of 64 units over 20 letters while it trains, {os.cpu_count()} cores; medians of {ROUNDS} "
          "rounds\n")
    print(table(("", "", "aim"), lines))
    return int(missed)


def main() -> int:
    return in_a_window(report)


if __name__ == "__main__":
    raise SystemExit(main())
