"""Long work in pieces, on worker processes or on a cluster, that one can watch and give up.

    from engine.jobs import Job, Workplace

    with Workplace() as workplace:
        job = Job(workplace.local(), function, [(1,), (2,)])
        job.start()
        results = job.wait()
"""

from engine.jobs.cluster import Tls
from engine.jobs.executors import TLS, Workplace, cores
from engine.jobs.job import Job, worker_error
from engine.jobs.limited import GivenUpError, LimitError, Limits, Readers, need
from engine.jobs.memory import installed as installed_memory
from engine.jobs.parent import follow_parent

__all__ = ["TLS", "GivenUpError", "Job", "LimitError", "Limits", "Readers", "Tls", "Workplace", "cores",
           "follow_parent", "installed_memory", "need", "worker_error"]
