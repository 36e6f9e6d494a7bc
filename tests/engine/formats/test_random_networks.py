"""Branches, merges and skips of all kinds of layers leave in every format and come back."""

from __future__ import annotations

import runpy

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from engine.formats import export_weights, import_network
from engine.graph import Graph
from engine.layers.activations import ACTIVATIONS
from engine.layout import ParameterLayout
from engine.losses import LOSSES
from engine.network import Network
from tests.cases import random_cases
from tests.engine.formats.networks import Case, case
from tests.engine.networks import graphs

# A step's side depends on rounding where its argument is nearly zero.
CONTINUOUS = tuple(name for name in ACTIVATIONS if name not in ("step", "sign"))


def comes_back(graph: Graph) -> bool:
    """Embeddings read whole numbers, and random ones are none; Keras has no layer that skips steps in some ways."""
    return not any(spec.kind in {"embedding", "mask"} or spec.settings.get("masked") for spec in graph.layers)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    graph = draw(graphs(CONTINUOUS, tuple(LOSSES)).filter(comes_back))
    return case("random", graph, draw(st.integers(0, 99)))


def agree(case: Case, values) -> None:
    values = values if isinstance(values, (list, tuple)) else [values]
    for wanted, came in zip(case.predictions.values(), values, strict=True):
        assert came == pytest.approx(wanted, abs=1e-4, rel=1e-4)


@random_cases(40, suppress_health_check=list(HealthCheck))
@given(case=cases())
def test_random_networks_keep_their_predictions(case, tmp_path_factory):
    layout = ParameterLayout(case.project.graph)
    path = tmp_path_factory.mktemp("random") / "network"

    def export(suffix):
        export_weights(path.with_suffix(suffix), layout, case.project.parameters, case.project)
        return path.with_suffix(suffix)

    agree(case, runpy.run_path(str(export(".numpy.py")))["predict"](*case.inputs.values()))
    for suffix in (".onnx", ".keras"):
        imported = import_network(export(suffix))
        assert imported.missing == ()
        network = Network(imported.graph)
        inputs = dict(zip(network.input_names, case.inputs.values(), strict=True))
        found = network.activations(imported.parameters, inputs)
        agree(case, [found[name] for name in network.output_names])


@random_cases(25, suppress_health_check=list(HealthCheck))
@given(case=cases())
def test_other_libraries_agree_on_random_networks(case, tmp_path_factory):
    runtime = pytest.importorskip("onnxruntime")
    pytest.importorskip("torch")
    keras = pytest.importorskip("keras")
    layout = ParameterLayout(case.project.graph)
    path = tmp_path_factory.mktemp("random") / "network"
    for suffix in (".onnx", ".keras", ".torch.py", ".keras.py"):
        export_weights(path.with_suffix(suffix), layout, case.project.parameters, case.project)
    options = runtime.SessionOptions()
    options.log_severity_level = 3
    session = runtime.InferenceSession(path.with_suffix(".onnx"), options, ["CPUExecutionProvider"])
    agree(case, session.run(list(case.predictions), dict(case.inputs)))
    agree(case, runpy.run_path(str(path.with_suffix(".torch.py")))["predict"](*case.inputs.values()))
    inputs = list(case.inputs.values())
    for model in (keras.saving.load_model(path.with_suffix(".keras")),
                  runpy.run_path(str(path.with_suffix(".keras.py")))["model"]):
        outputs = model(inputs if len(inputs) > 1 else inputs[0], training=False)
        agree(case, [keras.ops.convert_to_numpy(output)
                     for output in (outputs if isinstance(outputs, list) else [outputs])])
