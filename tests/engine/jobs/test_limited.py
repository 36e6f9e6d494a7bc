"""Whatever a file does to the process that reads it, there is an answer."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator

import pytest

from engine.errors import FormatError, LaderaError
from engine.jobs import GivenUpError, LimitError, Limits, Readers, Workplace, installed_memory, limited, need
from engine.jobs.memory import resident
from tests.engine.jobs import strangers


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    readers = Readers()
    yield readers
    readers.close()


def test_what_is_read_comes_back_from_another_process_and_the_process_stays(readers):
    path, process = readers.limited(strangers.good, "a.csv", name="a.csv")
    assert path == "a.csv"
    assert process != os.getpid()
    assert readers.limited(strangers.good, "b.csv", name="b.csv") == ("b.csv", process)


def test_a_process_that_was_warmed_up_is_the_one_that_reads(readers):
    readers.close()
    readers.warm_up()
    readers.warm_up()
    first = readers.limited(strangers.good, "a", name="a")[1]
    assert readers.limited(strangers.good, "a", name="a")[1] == first


def test_a_refusal_keeps_its_sentence(readers):
    with pytest.raises(FormatError, match=r"net\.onnx is broken"):
        readers.limited(strangers.refused, "net.onnx", name="net.onnx")


@pytest.mark.parametrize(("function", "sentence"), [
    (strangers.mistaken, "unexpected went wrong: ZeroDivisionError"), (strangers.impossible, "not enough memory"),
    (strangers.deadly, "did not survive")])
def test_everything_else_becomes_one(readers, function, sentence):
    with pytest.raises(LaderaError, match=sentence) as caught:
        readers.limited(function, "net.onnx", name="net.onnx")
    assert len(str(caught.value)) < 200


def test_who_computes_without_end_is_ended(readers):
    with pytest.raises(LimitError, match=r"net\.onnx cannot be read: it takes longer than 1 s"):
        readers.limited(strangers.endless, "net.onnx", name="net.onnx", limits=Limits(seconds=1))


@pytest.mark.skipif(resident(os.getpid()) is None, reason="the memory of a process cannot be learned here")
def test_who_takes_memory_without_end_is_ended(readers):
    with pytest.raises(LimitError, match="it takes more than 300 MB of memory"):
        readers.limited(strangers.hungry, "net.onnx", name="net.onnx", limits=Limits(memory=300 * 2**20))


@pytest.mark.parametrize("function", [strangers.endless, strangers.asleep])
def test_who_is_given_up_is_ended(readers, function):
    given_up = threading.Event()
    timer = threading.Timer(0.3, given_up.set)
    timer.start()
    with pytest.raises(GivenUpError):
        readers.limited(function, "net.onnx", name="net.onnx", given_up=given_up)
    timer.join()


@pytest.mark.thorough
def test_two_files_at_once_are_read_by_two(readers):
    answers = []
    threads = [threading.Thread(target=lambda: answers.append(readers.limited(strangers.good, "a", name="a")[1]))
               for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 2


def test_megabytes_come_back_whole(readers):
    assert len(readers.limited(strangers.large, "a", name="a")) == 80_000_000


def test_limits_grow_with_the_file():
    small, large = Limits.of(1_000), Limits.of(10**9)
    assert small.memory < 1.1 * 2**30
    assert large.memory > need(10**9) > 10**9
    assert large.seconds > small.seconds


@pytest.mark.skipif(sys.platform != "linux", reason="measured by what Linux says elsewhere")
def test_memory_is_what_the_system_says():
    held = bytearray(os.urandom(1)) * 200_000_000
    with open("/proc/self/status") as status:
        said = next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmRSS"))
    assert resident(os.getpid()) == pytest.approx(said, abs=20e6)
    assert resident(os.getpid()) > len(held)
    with open("/proc/meminfo") as memory:
        assert installed_memory() == pytest.approx(int(memory.readline().split()[1]) * 1024, rel=0.01)


def test_nothing_is_known_of_a_process_that_is_not_there():
    assert resident(2**22 + 1) is None


def test_a_workplace_that_is_closed_ends_what_it_reads(monkeypatch):
    answers = []
    ended_by = []
    end = limited._Worker.end
    monkeypatch.setattr(limited._Worker, "end",
                        lambda worker: (ended_by.append(threading.current_thread()), end(worker))[1])
    with Workplace() as workplace:
        workplace.readers.warm_up()

        def ask() -> None:
            with pytest.raises(LaderaError):
                workplace.readers.limited(strangers.asleep, "a", name="a")
            answers.append(True)

        thread = threading.Thread(target=ask)
        thread.start()
        while not workplace.readers.busy:
            time.sleep(0.01)
    thread.join()
    assert answers == [True]
    assert set(ended_by) == {thread}, "A connection is closed by the thread that reads from it."
