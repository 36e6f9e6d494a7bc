"""Every page writes the numbers that the engine has: its texts are read as a person would, from the exported drawing
and from the settings beside it."""

from __future__ import annotations

import re
from html import unescape

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel
from scipy import signal

from app.numbers import number
from app.widgets.chance_bars import MOST
from app.widgets.picture_view import fitting, short
from engine.network import Network
from engine.probes import OfPart
from engine.vision import PRESETS, SIGNALS, KernelBench, Line, exhibit
from engine.vision.moving import Pooling, moved
from tests.app.convolution.test_exporting import pages, seen  # noqa: F401
from tests.app.convolution.test_network import DIGITS

F = exhibit("letter").array[..., 0]
EMBOSS = PRESETS["emboss"].kernel()
TEXT = re.compile(r"<text[^>]*>([^<]*)</text>")


@pytest.fixture
def written(workspace, tmp_path):
    """Every line of text of the page that is open and of its settings."""

    def read() -> str:
        workspace.export_drawing(tmp_path / "page.svg")
        drawn = TEXT.findall((tmp_path / "page.svg").read_text(encoding="utf-8"))
        said = [label.text() for label in workspace._panels.currentWidget().findChildren(QLabel)]
        return "\n".join([*map(str.strip, map(unescape, drawn)), *said, ""])

    return read


def lines(text: str) -> set[str]:
    return set(text.split("\n"))


def ends(values: np.ndarray) -> set[str]:
    """What is written at the ends of a scale."""
    limit = float(np.abs(values).max())
    return {number(-limit), number(limit)}


def test_the_bench(workspace, take, written):
    workspace.show_page("bench")
    take(KernelBench("letter"))
    workspace.view.point_at_output(4, 7)
    made, products = signal.correlate2d(F, EMBOSS, "valid"), F[4:7, 7:10] * EMBOSS
    assert {f"Output (4, 7) = {number(made[4, 7])}", f"Σ = {number(products.sum())}",
            f"products, ±{number(np.abs(products).max())}", *ends(made), *map(short, EMBOSS.ravel()),
            *map(short, F[4:7, 7:10].ravel()), *map(short, products.ravel())} <= lines(written())
    workspace.view.point_at_input(4, 7)
    assert f"Pixel (4, 7) = {number(F[4, 7])} goes into 9 outputs, through 9 weights" in written()


def test_a_large_picture_writes_sums_of_the_products_that_it_shows(workspace, take, written):
    workspace.show_page("bench")
    bench = take(KernelBench("coffee", colour="sum").resized(9, 9))
    workspace.view.point_at_output(100, 50)
    total = (bench.image[100:109, 50:59] * bench.kernel).sum()
    assert {f"Output (100, 50) = {number(total)}", f"Σ = {number(total)}"} <= lines(written())


def test_a_chain(workspace, take, written):
    workspace.show_page("chain")
    take(KernelBench("letter"))
    workspace.chain.point_at(1, 10, 7)
    made = signal.correlate2d(F, PRESETS["sobel_x"].kernel(), "valid")
    text = written()
    assert f"place (10, 7) = {number(made[10, 7])}, made of 3 × 3 pixels of the picture" in text
    assert {f"Σ = {number(made[10, 7])}", "30 × 30, sees 3 × 3", *ends(made)} <= lines(text)


def test_one_axis(workspace, take, written, document):
    workspace.show_page("line")
    waves, kernel = SIGNALS["waves"][1], (0.5, -0.25, 1.0)
    line = Line(waves, kernel, "valid")
    document.set_kernel_bench(KernelBench(line=line), "Show")
    workspace.line.point_at_output(3)
    total = np.dot(waves[3:6], kernel)
    assert {f"Output 3 = {number(total)}, the sum of 3 products", f"Σ = {number(total)}"} <= lines(written())


def test_pooling(workspace, take, written, qtbot):
    workspace.show_page("pooling")
    bench = take(KernelBench("letter"))
    workspace.pool.move_to((1, 2))
    qtbot.waitUntil(lambda: workspace.pool.settled)
    errors = moved(EMBOSS, bench.sliding, Pooling(), F, (1, 2))
    assert {f"{short(errors['convolution'])} of the convolution with the kernel on the bench",
            f"{short(errors['pooling'])} of the pooling",
            f"{short(errors['both'])} of both in a row"} <= lines(written())


def test_a_target(workspace, take, written, qtbot):
    workspace.show_page("target")
    bench = take(KernelBench("letter"))
    workspace.target.begin_with("zero")
    workspace.target._paint(np.array([[3, 4], [10, 11], [20, 8]]), False)
    qtbot.waitUntil(lambda: workspace.target.settled)
    windows = np.lib.stride_tricks.sliding_window_view(bench.grey[..., 0], (3, 3)).reshape(900, 9)
    wanted = workspace.target.wanted.ravel()
    kernel = np.linalg.pinv(windows, rcond=1e-10) @ wanted
    left = wanted - windows @ kernel
    text = written()
    assert f"explains {1 - np.square(left).sum() / np.square(wanted).sum():.1%} of what was painted" in text
    assert f"The largest residual is {short(np.abs(left).max())}." in text
    assert ends(kernel) <= lines(text)


def test_two_ways(workspace, take, written):
    workspace.show_page("two_ways")
    take(KernelBench("digit").with_preset("sobel_x"))
    view, kernel = workspace.two_ways, PRESETS["sobel_x"].kernel()
    made = signal.correlate2d(view.image, kernel, "valid")
    text = written()
    assert {*fitting(made.ravel(), view.output.view._cell()), *fitting(kernel.ravel(), view.kernel.view._cell()),
            *ends(made), *ends(kernel)} <= lines(text)
    assert f"Convolution: {kernel.size} weights" in text
    assert f"Dense, untied: {made.size * view.image.size} weights." in text


def engine(workspace):
    """The network with the weights that are shown, its inputs and the class of the example in hand."""
    session = workspace._session
    part, here = getattr(session.data, session.example.part), session.example.place
    return Network(DIGITS), session.latest.parameters, part.inputs[here:here + 1]


def shares(scores: np.ndarray) -> np.ndarray:
    powers = np.exp(scores - scores.max())
    return powers / powers.sum()


def test_inside_the_network(pages, qtbot, written):  # noqa: F811
    seen(pages, qtbot, "network")
    network, parameters, inputs = engine(pages)
    layers = network.activations(parameters, inputs)
    kernel, bias = (network.layout.arrays(parameters)[f"second/{name}"] for name in ("kernel", "bias"))
    pages.network.choose_strongest("second")
    qtbot.waitUntil(lambda: pages.settled)
    text = written()
    assert {f"{share:.1%}" for share in shares(layers["dense_1"][0])} <= lines(text)
    assert ends(np.concatenate([layers["first"].ravel(), layers["pool"].ravel()])) <= lines(text)
    row, column, unit = np.unravel_index(layers["second"][0].argmax(), layers["second"][0].shape)
    total = float((layers["pool"][0, row:row + 2, column:column + 2] * kernel[..., unit]).sum())
    assert f"second, map {unit + 1}, place ({row}, {column})" in text
    assert f"Sum of the products {number(total)} + bias {number(float(bias[unit]))}" in text
    assert f"Σ = {number(total)}" in text


def test_what_it_looks_for(pages, qtbot, written):  # noqa: F811
    view = seen(pages, qtbot, "looks")
    qtbot.waitUntil(lambda: float(view.reading["done"]) == 1.0, timeout=60_000)
    network, parameters, _ = engine(pages)
    question = view.question()
    found = network.probe(parameters, question)[question]
    assert f"what goes into it is {short(float(found['scores'][0]))} for this picture." in written()


def test_why_this_answer(pages, qtbot, written):  # noqa: F811
    view = seen(pages, qtbot, "why")
    network, parameters, inputs = engine(pages)
    scores = network.activations(parameters, inputs)["dense_1"][0]
    asked = type(view.question())(**{**vars(view.question()), "examples": OfPart()})
    values = next(iter(network.probe(parameters, asked, inputs=inputs)[asked].arrays.values()))[0]
    text = written()
    assert f"It says {scores.argmax()}: {shares(scores).max():.1%}." in text
    assert f"Score of {scores.argmax()}: {number(float(f'{scores.max():.4g}'))}." in text
    assert ends(values.astype(np.float64)) <= lines(text)


def test_an_attack(pages, qtbot, written):  # noqa: F811
    view = seen(pages, qtbot, "attack")
    network, parameters, inputs = engine(pages)
    asked = type(view.attack())(**{**vars(view.attack()), "examples": OfPart()})
    targets = pages._session.data.train.targets[pages._session.example.place:][:1]
    moved_inputs = network.probe(parameters, asked, inputs=inputs, targets=targets)[asked]["moved/input_1"]
    before, after = (shares(network.activations(parameters, each)["dense_1"][0]) for each in (inputs, moved_inputs))
    text = written()
    said = f"Before: {before.argmax()} ({before.max():.1%}). After: "
    wrong = f"It is wrong without any attack: it says {before.argmax()} ({before.max():.1%})."
    assert (said if before.argmax() == targets[0].argmax() else wrong) in text
    assert {f"{share:.1%}" for share in after[np.argsort(-np.maximum(before, after))[:MOST - 1]]} <= lines(text)
    assert f"ε = {number(float(f'{view.panel.epsilon * view.panel.unit:.3g}'))}" in text
