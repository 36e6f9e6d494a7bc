"""The loop of the engine's process."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace
from typing import Any

from app.document.model import Origin
from app.training.runner import Runner
from app.training.server import Server
from app.training.snapshot import Job
from engine.project import Learned
from engine.training import Trainer

from .fake_engine import Pipe, send
from .jobs import project


class Orders:
    """A connection at whose other end somebody waits with each order until nothing is to be done, and then is gone;
    what is answered nobody hears."""

    def __init__(self, *orders: object) -> None:
        self._letters = Pipe()
        for order in orders:
            send(self._letters, order)

    def poll(self, wait: float | None) -> bool:
        if wait is None and not len(self._letters):
            raise EOFError
        return wait is None

    def recv_bytes(self) -> bytes:
        return self._letters.recv_bytes()

    def send_bytes(self, content: Any) -> None:
        pass


made: list[weakref.ref[Trainer]] = []


class NotedTrainer(Trainer):
    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)
        made.append(weakref.ref(self))


def noted(tell: object) -> Runner:
    return Runner(tell, make=NotedTrainer)


def test_trainers_that_others_took_the_place_of_are_gone_once_nothing_is_to_be_done() -> None:
    whole = project()
    first = Job(whole.graph, whole.data, whole.training, learned=Learned())
    other = replace(first, run=2, origin=Origin(), data=replace(whole.data, seed=7))
    orders = Orders((1, Server.attach, (noted,)), (1, Runner.build, (first,)), (1, Runner.build, (other,)))
    gc.disable()
    try:
        Server(orders).run()
        assert len(made) == 2
        assert [trainer() is None for trainer in made] == [True, False]
    finally:
        gc.enable()
        made.clear()
