"""Everything switched for a long time: whether memory, threads, descriptors, timers and widgets stay what they are.

`python -m tests.bench.soak [MINUTES [SEED]]`, with a display or under Xvfb. A person who cannot sit still opens
examples trains them beside the live landscape, edits and undoes, mutes units, freezes and sets weights, takes other
examples in hand, forks, looks back, races optimizers, changes workspace, page, dock, lab, language, theme and the size
of the window, and in between clicks, drags, turns the wheel, presses keys and types on whatever is seen (`monkey.py`),
always in the same order of chance. Where anything goes wrong, as an exception or the end of the process that trains,
there are no figures and the benchmark fails. Linux and macOS only.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QDockWidget

from app.canvas.life import holding
from app.canvas.life.spot import UnitSpot, WeightSpot
from app.labs import LABS
from app.labs.window import LabWindow
from app.main import Ladera
from app.shell.examples import EXAMPLES
from app.shell.workspaces import WORKSPACES
from app.theme import apply_theme
from engine.layout import ParameterLayout
from tests.bench.desk import Beats, BrokenError, opened, screen_missing, wait, wait_until
from tests.bench.endurance import Sample, show, slopes
from tests.bench.monkey import Monkey

MINUTES = 20.0
EVERY = 20.0
"""Seconds from one sample to the next."""
GESTURES = 12
"""Gestures at random after each deed, at most."""
MOST_GROWTH = 60.0
"""Megabytes an hour, of all processes together."""
PAGED = ("convolution", "sequences", "generative")

Act = Callable[[Ladera, random.Random], None]


def open_example(ladera: Ladera, chance: random.Random) -> None:
    ladera.document.undo_stack.setClean()
    ladera.document.open(chance.choice(EXAMPLES).path, as_copy=True)
    wait_until(lambda: ladera.session.state in ("ready", "paused", "finished", "empty"), "it is not got ready")


def turn(ladera: Ladera, chance: random.Random) -> None:
    ladera.window.show_workspace(chance.choice(list(WORKSPACES)))


def train(ladera: Ladera, chance: random.Random) -> None:
    ladera.session.play()
    wait(chance.uniform(0.5, 4.0))


def landscape(ladera: Ladera, chance: random.Random) -> None:
    """The live plane while the network trains, for several pictures."""
    ladera.window.show_workspace("landscape")
    ladera.session.play()
    wait(chance.uniform(3.0, 10.0))


def pause(ladera: Ladera, chance: random.Random) -> None:
    ladera.session.pause()


def reset(ladera: Ladera, chance: random.Random) -> None:
    ladera.session.reset()


def edit(ladera: Ladera, chance: random.Random) -> None:
    """A layer more, or other settings of one."""
    document = ladera.document
    dense = [spec for spec in document.model.graph.layers if spec.kind == "dense"]
    if dense and chance.random() < 0.7:
        spec = chance.choice(dense)
        document.change_settings(spec.name, {**spec.settings, "activation": chance.choice(("tanh", "relu", "sigmoid"))})
        document.end_gesture()
    else:
        document.add_layer("dense", (chance.uniform(0, 900), 400.0))


def undo(ladera: Ladera, chance: random.Random) -> None:
    for _ in range(chance.randrange(1, 4)):
        ladera.document.undo_stack.undo()


def redo(ladera: Ladera, chance: random.Random) -> None:
    ladera.document.undo_stack.redo()


def hold(ladera: Ladera, chance: random.Random) -> None:
    """A unit is muted or heard again, a weight frozen or let go."""
    document = ladera.document
    entries = [entry for entry in ParameterLayout(document.model.graph) if entry.role == "kernel"
               and document.model.graph.layer(entry.layer).kind == "dense"]
    if not entries:
        return
    entry = chance.choice(entries)
    source, target = (chance.randrange(count) for count in entry.shape)
    unit = UnitSpot(entry.layer, target)
    if chance.random() < 0.5 and holding.can_be_muted(document.model.graph, unit):
        holding.mute(document, unit, not holding.is_muted(document.model.graph, unit))
    else:
        weight = WeightSpot(entry.name, "", source, entry.layer, target)
        holding.freeze(document, weight, not holding.is_frozen(document.model.graph, weight))


def touch_weight(ladera: Ladera, chance: random.Random) -> None:
    """A weight gets another number, where the training rests."""
    document, weights = ladera.document, ladera.session.weights_at_rest
    layout = ParameterLayout(document.model.graph)
    if weights is not None and weights.shape == (layout.size,) and layout.entries:
        entry = chance.choice(layout.entries)
        document.set_weight(weights, entry.name, tuple(chance.randrange(side) for side in entry.shape),
                            chance.gauss(0.0, 1.0))


def take_example(ladera: Ladera, chance: random.Random) -> None:
    """Another example in hand, or numbers of one's own."""
    data = ladera.session.data
    if data is not None:
        example = ladera.session.example.stepped(chance.randrange(-50, 50), data)
        if chance.random() < 0.3:
            example = example.with_value(chance.randrange(len(data.raw_names)), chance.gauss(0.0, 1.0), data)
        ladera.document.set_example(example)
        ladera.document.end_gesture()


def bring_to_front(ladera: Ladera, chance: random.Random) -> None:
    """Another dock beside the drawing."""
    ladera.window.show_workspace("network")
    chance.choice(ladera.window.workspaces["network"].findChildren(QDockWidget)).raise_()
    wait(0.3)


def fork(ladera: Ladera, chance: random.Random) -> None:
    ladera.window.show_workspace("network")
    panel = ladera.window.workspaces["network"].fork
    if ladera.session.state == "running":
        ladera.session.pause()
        wait(0.3)
    panel.fork()
    wait(chance.uniform(0.0, 1.0))


def turn_page(ladera: Ladera, chance: random.Random) -> None:
    """Another page of a workspace that has some."""
    name = chance.choice(PAGED)
    ladera.window.show_workspace(name)
    workspace = ladera.window.workspaces[name]
    workspace.show_page(chance.choice(list(workspace.pages.buttons)))
    wait(0.3)


def lab(ladera: Ladera, chance: random.Random) -> None:
    """Another lab in a window of its own, or none any more."""
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, LabWindow):
            widget.close()
    if chance.random() < 0.6:
        ladera.window.actions_by_name[chance.choice(list(LABS))].trigger()


def play(ladera: Ladera, chance: random.Random) -> None:
    """What the workspace that is seen plays: a race, a machine, a run, or the training."""
    ladera.window.actions_by_name["play"].trigger()
    wait(chance.uniform(0.2, 1.0))


def race(ladera: Ladera, chance: random.Random) -> None:
    ladera.window.show_workspace("descent")
    workspace = ladera.window.workspaces["descent"]
    chance.choice(list(workspace.scenes.values()))()
    workspace.player.play()
    wait(1.0)
    workspace.player.pause()


def look_back(ladera: Ladera, chance: random.Random) -> None:
    ladera.session.pause()
    wait(0.2)
    moments = ladera.session.latest.moments if ladera.session.latest is not None else ()
    if len(moments) > 1 and ladera.session.state in ("paused", "finished"):
        ladera.session.look_back(chance.choice(moments))
        wait(0.3)


def speak(ladera: Ladera, chance: random.Random) -> None:
    ladera.speak(chance.choice(("en", "es")))


def dress(ladera: Ladera, chance: random.Random) -> None:
    apply_theme(QApplication.instance(), chance.choice(("light", "dark")))


def resize(ladera: Ladera, chance: random.Random) -> None:
    ladera.window.resize(chance.randrange(900, 1280), chance.randrange(600, 800))


DEEDS: dict[Act, int] = {open_example: 3, turn: 4, train: 3, landscape: 3, pause: 2, reset: 1, edit: 3, undo: 3,
                         redo: 1, race: 1, look_back: 1, speak: 1, dress: 1, resize: 1, hold: 2, touch_weight: 2,
                         take_example: 3, bring_to_front: 3, fork: 1, turn_page: 4, lab: 1, play: 2}
"""What is done, and how often beside the others."""


def _do(deed: Act, ladera: Ladera, monkey: Monkey, chance: random.Random) -> None:
    """One deed, and some gestures after it."""
    monkey.last.append(deed.__name__)
    deed(ladera, chance)
    wait(chance.uniform(0.05, 0.3))
    for _ in range(chance.randrange(GESTURES)):
        monkey.act()
        wait(chance.uniform(0.0, 0.1))


def main(minutes: float, seed: int) -> int:
    if screen_missing():
        return 0
    chance, done = random.Random(seed), 0
    with opened(forgiving=True) as ladera:
        monkey = Monkey(ladera, chance)
        beats, samples, begun = Beats(), [], time.monotonic()
        while (spent := time.monotonic() - begun) < 60 * minutes:
            [deed] = chance.choices(list(DEEDS), list(DEEDS.values()))
            beats.deed = deed.__name__
            try:
                _do(deed, ladera, monkey, chance)
            except BrokenError:
                print(f"after {done} deeds, at {deed.__name__}:", *monkey.last, sep="\n  ")
                raise
            done += 1
            if spent > EVERY * (len(samples) + 1):
                beats.deed = "sample"
                list(ladera.window.workspaces.values())  # those that nobody has wanted yet would look like growth
                samples.append(Sample.now(ladera))
    hourly = slopes(samples, EVERY / 3600)
    show(f"{done:,} deeds in {minutes:g} minutes", samples, hourly, "an hour")
    print("Turns of the event loop over 0.1 s, by deed, and the most computing in one: " + ", ".join(
        f"{deed} {count}, {beats.worst[deed].computing:.2f} s" for deed, count in beats.late.most_common()
        if deed != "sample"))
    flat = hourly.window + hourly.others < MOST_GROWTH and max(hourly.threads, hourly.timers) < 10
    print(f"\naims: nothing goes wrong, < {MOST_GROWTH:g} MB an hour, no thread and no timer: "
          f"{'met' if flat else 'missed'}")
    return int(not flat)


if __name__ == "__main__":
    given = sys.argv[1:]
    raise SystemExit(main(float(given[0]) if given else MINUTES, int(given[1]) if len(given) > 1 else 0))
