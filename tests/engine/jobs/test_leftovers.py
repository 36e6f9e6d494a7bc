"""Whoever starts worker processes and is killed leaves nothing behind."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PATIENCE = 20.0
"""Seconds within which all processes have ended."""
pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc to look for processes in")
PROGRAM = """
import time
from engine.jobs import Job, Workplace
if __name__ == "__main__":
    workplace = Workplace()
    workers = workplace.local(2)
    assert workers.submit(abs, -1).result() == 1
    {busy}
    print("ready", flush=True)
    time.sleep(600)
"""


def group(number: int) -> list[int]:
    """The processes of a process group that have not ended."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                state, _, group = (entry / "stat").read_text().rpartition(")")[2].split()[:3]
            except OSError:
                continue
            if int(group) == number and state != "Z":
                found.append(int(entry.name))
    return found


def named_memory(number: int) -> set[str]:
    """The files of shared memory, semaphores among them, that a process has open."""
    return set(re.findall(r"/dev/shm/\S+", Path(f"/proc/{number}/maps").read_text()))


@pytest.mark.parametrize("busy", ["pass", "[workers.submit(time.sleep, 600) for _ in range(2)]"], ids=["idle", "busy"])
@pytest.mark.parametrize("how", ["SIGKILL", "SIGTERM", "group"])
def test_workers_end_with_a_program_that_is_killed(tmp_path, busy, how):
    (tmp_path / "program.py").write_text(PROGRAM.format(busy=busy))
    program = subprocess.Popen([sys.executable, tmp_path / "program.py"], cwd=ROOT, stdout=subprocess.PIPE,
                               env={**os.environ, "PYTHONPATH": str(ROOT)}, start_new_session=True)
    try:
        assert program.stdout.readline() == b"ready\n"
        assert len(group(program.pid)) > 1
        shared = {name for number in group(program.pid) for name in named_memory(number)}
        if how == "group":
            os.killpg(program.pid, signal.SIGKILL)
        else:
            program.send_signal(getattr(signal, how))
        program.wait(PATIENCE)
        end = time.monotonic() + PATIENCE
        while group(program.pid) and time.monotonic() < end:
            time.sleep(0.05)
        assert group(program.pid) == []
    finally:
        if group(program.pid):
            os.killpg(program.pid, signal.SIGKILL)
        program.stdout.close()
    assert not [name for name in shared if Path(name).exists()]
