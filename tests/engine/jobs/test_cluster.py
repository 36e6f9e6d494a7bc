"""The same job on the workers of a Dask scheduler."""

from __future__ import annotations

import numpy as np
import pytest

from engine.errors import DeviceError
from engine.jobs import Job, choose_workplace, close_executors, open_executor
from engine.landscape import Given, PlaneLoss, Task, losses_of, make_plane
from engine.network import Network
from tests.engine.networks import perceptron

distributed = pytest.importorskip("distributed")


@pytest.fixture
def scheduler():
    """The address of a scheduler with one worker, which is the workplace for a while."""
    with distributed.LocalCluster(n_workers=1, threads_per_worker=1, processes=False, protocol="tcp://",
                                  dashboard_address=None) as cluster:
        choose_workplace(cluster.scheduler_address)
        yield cluster.scheduler_address
        choose_workplace("")
        close_executors()


def test_a_surface_computed_on_a_cluster_is_the_one_computed_here(scheduler):
    network = Network(perceptron(2, 6, 1))
    weights = network.initial_parameters(0)
    rng = np.random.default_rng(0)
    inputs, targets = rng.normal(size=(40, 2)).astype(np.float32), rng.integers(0, 2, (40, 1)).astype(np.float32)
    plane = make_plane("random", Given(network, weights))
    a, b = (axis.ravel() for axis in np.meshgrid(np.linspace(-1, 1, 9), np.linspace(-1, 1, 9)))
    task = Task.of("cluster", network, inputs, targets)
    vectors = plane.origin, plane.first, plane.second
    job = Job(open_executor(), losses_of, [(task, vectors, a[start:start + 27], b[start:start + 27])
                                           for start in range(0, 81, 27)])
    job.start()
    results = dict(job.wait(30))
    assert job.failed is None
    np.testing.assert_array_equal(np.concatenate([results[place] for place in range(3)]),
                                  PlaneLoss(network, inputs, targets).losses(plane, a, b))


def test_one_client_serves_all_jobs_of_an_address(scheduler):
    assert open_executor()._client is open_executor(scheduler)._client


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nowhere", "tcp://", "tcp://127.0.0.1:port"])
def test_where_nobody_answers_is_a_sentence(address):
    with pytest.raises(DeviceError, match="No Dask scheduler answers at"):
        open_executor(address)
