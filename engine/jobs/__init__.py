"""Long work in pieces, on worker processes or on a cluster, that one can watch and give up.

    from engine.jobs import Job, local_executor

    job = Job(local_executor(), function, [(1,), (2,)])
    job.start()
    results = job.wait()
"""

from engine.jobs.cluster import Tls
from engine.jobs.executors import (
    TLS,
    choose_workplace,
    close_executors,
    cores,
    dask_executor,
    local_executor,
    open_executor,
)
from engine.jobs.job import Job, worker_error
from engine.jobs.limited import GivenUpError, LimitError, Limits, close_readers, limited, need, warm_up
from engine.jobs.memory import installed as installed_memory
from engine.jobs.parent import follow_parent

__all__ = ["TLS", "GivenUpError", "Job", "LimitError", "Limits", "Tls", "choose_workplace", "close_executors",
           "close_readers", "cores", "dask_executor", "follow_parent", "installed_memory", "limited", "local_executor",
           "need", "open_executor", "warm_up", "worker_error"]
