"""What every test gets: settings of its own, no screen it does not have, no thread left behind."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.cases import ALL

os.environ.setdefault("KERAS_BACKEND", "torch")

# A busy machine may be slow; that is no failure. Where a change is judged, the same examples are tried each time.
settings.register_profile("thorough", deadline=None, derandomize="CI" in os.environ, max_examples=ALL)
settings.register_profile("quick", settings.get_profile("thorough"), max_examples=ALL // 4)

PLATFORM = pytest.StashKey[str | None]()


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """After pytest-xvfb has made a screen, where it can; who hands out the tests to processes leaves it to them."""
    settings.load_profile("thorough" if config.getoption("--thorough") else "quick")
    screens = {"DISPLAY", "WAYLAND_DISPLAY"} & set(os.environ)
    if sys.platform == "linux" and not screens and config.getoption("dist", "no") == "no":
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    config.stash[PLATFORM] = os.environ.get("QT_QPA_PLATFORM")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--thorough", action="store_true",
                     help="all tests, also those that take long, and far more random cases than fit into every run")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--thorough"):
        long = [item for item in items if item.get_closest_marker("thorough")]
        items[:] = [item for item in items if item not in set(long)]
        config.hook.pytest_deselected(items=long)


@pytest.fixture(scope="session")
def first_platform(request: pytest.FixtureRequest) -> str | None:
    """What Qt was to show windows on before any test was imported."""
    return request.config.stash[PLATFORM]


@pytest.fixture(autouse=True)
def own_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody's own settings, recent files and recovery files are read or written."""
    home = tmp_path_factory.mktemp("home")
    for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(variable, str(home / variable.lower()))
    if "PySide6.QtCore" in sys.modules:
        from PySide6.QtCore import QSettings, QStandardPaths

        QStandardPaths.setTestModeEnabled(True)
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        for kind in (QSettings.Format.IniFormat, QSettings.Format.NativeFormat):
            for scope in (QSettings.Scope.UserScope, QSettings.Scope.SystemScope):
                QSettings.setPath(kind, scope, str(home))


@pytest.fixture(autouse=True)
def no_thread_left_behind() -> Iterator[None]:
    """A test that starts a thread ends it."""
    before = set(threading.enumerate())
    yield
    left = [thread for thread in set(threading.enumerate()) - before if not thread.daemon]
    for thread in left:
        thread.join(timeout=5)
    left = [thread.name for thread in left if thread.is_alive()]
    assert not left, f"threads still running: {', '.join(left)}"
