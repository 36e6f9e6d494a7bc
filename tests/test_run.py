"""run.py: what it installs, when, and what it says where something cannot be had."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import run
from app import system


class FakeInstaller:
    """Records the commands; a `venv` makes the files that run.py looks for, and `broken` words fail."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.commands: list[list[str]] = []
        self.broken: str | None = None
        self.interrupted = False

    def __call__(self, command) -> int:
        words = list(map(str, command))
        self.commands.append(words)
        if "venv" in words:
            python = run.Environment(self.folder).python
            python.parent.mkdir(parents=True, exist_ok=True)
            python.touch()
            (self.folder / "lib/python3.11/site-packages").mkdir(parents=True, exist_ok=True)
        if "install" in words and self.interrupted:
            raise KeyboardInterrupt
        return int(self.broken is not None and self.broken in words)

    def installed(self) -> list[str]:
        """The pins that were asked for, in order."""
        return [Path(word).stem for words in self.commands for word in words if word.endswith(".txt")]


@pytest.fixture
def pins(tmp_path: Path) -> Path:
    folder = tmp_path / "requirements"
    folder.mkdir()
    for name in ("app", "test", "cuda12", "cluster", "parquet", "notebook"):
        (folder / f"{name}.txt").write_text(f"{name}==1", "utf-8")
    return folder


@pytest.fixture
def installer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeInstaller:
    monkeypatch.setattr(run.shutil, "which", lambda program: None)
    return FakeInstaller(tmp_path / "venv")


@pytest.fixture
def environment(installer: FakeInstaller, pins: Path) -> run.Environment:
    return run.Environment(installer.folder, pins, installer)


def test_first_start_makes_the_environment_and_installs_with_hashes(environment, installer):
    environment.ensure("app")
    assert "venv" in installer.commands[0]
    assert "--require-hashes" in installer.commands[1]
    assert installer.installed() == ["app"]


def test_second_start_installs_nothing(environment, installer, capsys):
    environment.ensure("app")
    installer.commands.clear()
    capsys.readouterr()
    environment.ensure("app")
    assert installer.commands == []
    assert capsys.readouterr() == ("", "")


def test_changed_pins_are_installed_without_making_the_environment_anew(environment, installer, pins):
    environment.ensure("app", "test")
    installer.commands.clear()
    (pins / "app.txt").write_text("app==2", "utf-8")
    environment.ensure("app")
    assert installer.installed() == ["app"]
    assert not any("venv" in words for words in installer.commands)


def test_what_was_added_before_follows_its_pins(environment, installer, pins):
    environment.ensure("app", "cuda12")
    installer.commands.clear()
    (pins / "cuda12.txt").write_text("cuda12==2", "utf-8")
    environment.ensure("app")
    assert installer.installed() == ["cuda12"]


def test_another_python_version_gets_a_new_environment(environment, installer, monkeypatch):
    environment.ensure("app")
    installer.commands.clear()
    monkeypatch.setattr(run, "python_version", lambda: "3.99")
    environment.ensure("app")
    assert "venv" in installer.commands[0]


def test_interrupted_installation_is_made_anew(environment, installer):
    installer.interrupted = True
    with pytest.raises(KeyboardInterrupt):
        environment.ensure("app")
    installer.interrupted = False
    installer.commands.clear()
    environment.ensure("app")
    assert "venv" in installer.commands[0]
    assert installer.installed() == ["app"]


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"python": "3.11"}', '{"python": "3.11", "pins": 3}'])
def test_damaged_stamp_counts_as_none(environment, installer, damage):
    environment.ensure("app")
    environment.stamp.write_text(damage, "utf-8")
    assert environment.installed() is None


def test_failed_installation_is_one_sentence_and_is_tried_again(environment, installer, capsys):
    installer.broken = "install"
    with pytest.raises(SystemExit) as stopped:
        environment.ensure("app")
    assert stopped.value.code == 1
    assert "offline" in capsys.readouterr().err
    installer.broken = None
    installer.commands.clear()
    environment.ensure("app")
    assert installer.installed() == ["app"]


def test_a_repair_makes_everything_anew_that_was_there(environment, installer):
    environment.ensure("app", "cuda12")
    installer.commands.clear()
    environment.repair()
    assert "venv" in installer.commands[0]
    assert installer.installed() == ["app", "cuda12"]
    assert set(environment.installed()) == {"app", "cuda12"}


@pytest.mark.parametrize("damage", [None, "", "{"])
def test_a_repair_needs_no_stamp(environment, installer, damage):
    environment.ensure("app")
    environment.stamp.unlink()
    if damage is not None:
        environment.stamp.write_text(damage, "utf-8")
    installer.commands.clear()
    environment.repair()
    assert installer.installed() == ["app"]


def test_a_repair_stands_alone_and_shows_what_is_there(environment, installer, monkeypatch, capsys):
    shown = []
    monkeypatch.setattr(run, "Environment", lambda *_: environment)
    monkeypatch.setattr(run, "hand_over", lambda command, environ: shown.append(command[-1]))
    monkeypatch.setattr(run, "run_command", lambda *_: None)
    with pytest.raises(SystemExit, match="2"):
        run.main(["--repair", "now"])
    assert "stands alone" in capsys.readouterr().err
    run.main(["--repair"])
    assert shown == ["info"]


def test_an_environment_in_use_that_cannot_go_is_a_sentence(environment, installer, monkeypatch, capsys):
    environment.ensure("app")
    monkeypatch.setattr(run.shutil, "rmtree", lambda *_, **__: None)
    with pytest.raises(SystemExit):
        environment.repair()
    assert "Close all windows of Ladera" in capsys.readouterr().err


INSTALLER = """
import sys, time
from pathlib import Path
import run

folder, log = Path(sys.argv[1]), Path(sys.argv[2])

def install(command):
    words = list(map(str, command))
    if "venv" in words:
        python = run.Environment(folder).python
        python.parent.mkdir(parents=True, exist_ok=True)
        python.touch()
    with log.open("a") as file:
        file.write("begin ")
    time.sleep(0.3)
    with log.open("a") as file:
        file.write("end ")
    return 0

run.shutil.which = lambda program: None
run.Environment(folder, Path(sys.argv[3]), install).ensure("app")
"""


def test_of_two_that_start_at_once_one_installs_and_the_other_waits(tmp_path, pins):
    """And then finds everything there."""
    command = [sys.executable, "-c", INSTALLER, tmp_path / "venv", tmp_path / "log", pins]
    both = [subprocess.Popen(command, cwd=run.ROOT, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    said = [process.communicate(timeout=60)[1] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert (tmp_path / "log").read_text() == "begin end begin end "  # one environment, one installation
    assert sum("Another run.py is installing" in text for text in said) == 1


def test_the_lock_of_a_process_that_was_killed_is_free(tmp_path):
    lock = tmp_path / "lock"
    holder = f"import run, time\nwith run.alone(run.Path({str(lock)!r})):\n    print(1, flush=True)\n    time.sleep(60)"
    process = subprocess.Popen([sys.executable, "-c", holder], cwd=run.ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "1\n"
    with open(lock, "r+b") as file:
        assert not run.take(file)
        process.kill()
        process.communicate()
        assert run.take(file)


def test_a_folder_that_cannot_be_written_to_is_a_sentence(tmp_path, capsys):
    with pytest.raises(SystemExit), run.alone(tmp_path / "missing" / "lock"):
        pass
    assert "cannot be written to" in capsys.readouterr().err


def test_uv_installs_where_it_is_there_and_pip_where_it_fails(environment, installer, monkeypatch):
    monkeypatch.setattr(run.shutil, "which", lambda program: "/bin/uv" if program == "uv" else None)
    environment.ensure("app")
    assert [words[0] for words in installer.commands] == ["/bin/uv", "/bin/uv"]
    installer.commands.clear()
    environment.stamp.unlink()
    installer.broken = "/bin/uv"
    monkeypatch.setattr(environment, "make", lambda: None)
    environment.ensure("app")
    assert [words[0] for words in installer.commands] == ["/bin/uv", str(environment.python)]


@pytest.mark.skipif(os.name == "nt", reason="the fake environment is a POSIX one")
def test_the_environment_finds_the_checkout_from_any_folder(environment, installer):
    environment.ensure("app")
    (site_packages,) = installer.folder.glob("lib/python*/site-packages")
    line = (site_packages / "ladera.pth").read_text("utf-8").strip()
    assert (site_packages / line).resolve() == run.ROOT


@pytest.mark.parametrize(
    ("cuda", "capability", "pins"),
    [
        (13000, 90, "cuda13"), (13020, 75, "cuda13"),
        (13000, 61, "cuda12"),  # CUDA 13 left Pascal and Volta
        (12040, 90, "cuda12"), (12000, 50, "cuda12"),
        (11080, 86, ""), (0, 0, ""),
    ],
)
def test_driver_and_card_choose_the_cupy(cuda, capability, pins):
    assert run.cupy_pins(cuda, capability) == pins


def test_no_nvidia_driver_is_none():
    def load(name):
        raise OSError(name)

    assert run.nvidia_driver(load) is None


def test_a_driver_without_a_card_is_none():
    class Driver:
        def cuInit(self, flags):
            return 100  # CUDA_ERROR_NO_DEVICE

    assert run.nvidia_driver(lambda name: Driver()) is None


def test_the_driver_says_its_cuda_and_the_cards_capability():
    class Driver:
        def cuInit(self, flags):
            return 0

        def cuDriverGetVersion(self, version):
            version._obj.value = 12040
            return 0

        def cuDeviceGet(self, card, index):
            return 0

        def cuDeviceGetAttribute(self, value, attribute, card):
            value._obj.value = {75: 8, 76: 6}[attribute]
            return 0

    assert run.nvidia_driver(lambda name: Driver()) == (12040, 86)


def test_gpu_without_a_driver_is_one_sentence(environment, installer, monkeypatch, capsys):
    monkeypatch.setattr(run, "nvidia_driver", lambda: None)
    with pytest.raises(SystemExit) as stopped:
        run.add_gpu(environment)
    assert stopped.value.code == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert installer.commands == []


def test_gpu_installs_what_the_driver_runs_and_shows_whether_it_works(environment, installer, monkeypatch):
    handed_over = []
    monkeypatch.setattr(run, "nvidia_driver", lambda: (12040, 86))
    monkeypatch.setattr(run, "hand_over", lambda command, environ: handed_over.append(command))
    run.add_gpu(environment)
    assert installer.installed() == ["app", "cuda12"]
    assert handed_over[0][-1] == "info"


def test_a_second_cupy_never_joins_the_first(environment, installer, monkeypatch):
    environment.ensure("app", "cuda12")
    installer.commands.clear()
    monkeypatch.setattr(run, "nvidia_driver", lambda: (13000, 90))
    monkeypatch.setattr(run, "hand_over", lambda command, environ: None)
    run.add_gpu(environment)
    assert installer.commands == []


@pytest.mark.parametrize("name", ["cluster", "parquet"])
def test_an_addition_adds_its_pins_and_stands_alone(name, environment, installer, monkeypatch, capsys):
    monkeypatch.setattr(run, "hand_over", lambda command, environ: None)
    run.ALONE[f"--{name}"](environment)
    assert installer.installed() == ["app", name]
    with pytest.raises(SystemExit) as stopped:
        run.main([f"--{name}", "now"])
    assert stopped.value.code == run.USAGE_ERROR
    assert f"--{name} stands alone" in capsys.readouterr().err


@pytest.mark.parametrize(("arguments", "opened"), [([], [run.ROOT / "docs" / "notebooks"]),
                                                   (["mine.ipynb", "--no-browser"], ["mine.ipynb", "--no-browser"])])
def test_notebooks_are_opened_with_what_they_need(arguments, opened, environment, installer, monkeypatch):
    handed_over = []

    def hand_over(command, environ):
        handed_over.append(command)
        raise SystemExit

    monkeypatch.setattr(run, "Environment", lambda *folder: environment)
    monkeypatch.setattr(run, "hand_over", hand_over)
    with pytest.raises(SystemExit):
        run.main(["notebook", *arguments])
    assert installer.installed() == ["app", "notebook"]
    assert handed_over == [[environment.python, "-P", "-m", "jupyterlab", *opened]]


def test_system_packages_are_installed_only_as_root_and_with_apt(monkeypatch):
    commands = []

    def runner(command):
        commands.append(command)
        return 0

    monkeypatch.setattr(system, "is_root", lambda: False)
    monkeypatch.setattr(run.shutil, "which", lambda program: f"/usr/bin/{program}")
    assert not run.install_apt("xvfb", run=runner)
    monkeypatch.setattr(system, "is_root", lambda: True)
    monkeypatch.setattr(run.shutil, "which", lambda program: None)
    assert not run.install_apt("xvfb", run=runner)
    assert commands == []
    monkeypatch.setattr(run.shutil, "which", lambda program: f"/usr/bin/{program}")
    assert run.install_apt("xvfb", run=runner)
    assert [command[3] for command in commands] == ["update", "install"]


@pytest.fixture
def handed_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[tuple[list[str], dict[str, str]]]:
    """What run.py would have become: (command, environment)."""
    calls = []
    monkeypatch.setattr(run, "hand_over", lambda command, environ: calls.append((list(map(str, command)), environ)))
    monkeypatch.chdir(tmp_path)
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    return calls


linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux leaves screen and libraries to the system")


@linux
def test_tests_without_a_display_run_on_a_virtual_screen(environment, handed_over, monkeypatch):
    monkeypatch.setattr(run, "add_libraries", lambda libraries: ())
    monkeypatch.setattr(run.shutil, "which", lambda program: f"/usr/bin/{program}")
    run.run_tests(environment, ["-x"])
    command, environ = handed_over[0]
    assert command[0] == "xvfb-run"
    assert command[-1] == "-x"
    assert "QT_QPA_PLATFORM" not in environ


@linux
def test_tests_without_any_screen_leave_opengl_out_and_say_so(environment, handed_over, monkeypatch, capsys):
    monkeypatch.setattr(run, "add_libraries", lambda libraries: ())
    monkeypatch.setattr(run, "install_apt", lambda *packages: False)
    monkeypatch.setattr(run.shutil, "which", lambda program: None)
    run.run_tests(environment, [])
    command, environ = handed_over[0]
    assert command[0] == str(environment.python)
    assert environ["QT_QPA_PLATFORM"] == "offscreen"
    assert "need OpenGL" in capsys.readouterr().err


@linux
def test_tests_without_qts_libraries_leave_the_window_out_and_say_how_to_add_them(
    environment, handed_over, monkeypatch, capsys
):
    monkeypatch.setattr(run, "add_libraries", lambda libraries: system.QT_LIBRARIES[:1])
    run.run_tests(environment, [])
    command, _ = handed_over[0]
    assert "--ignore=tests/app" in command
    assert "libEGL.so.1" in capsys.readouterr().err


@linux
@pytest.mark.parametrize("command", ["train", "export", "info"])
def test_commands_without_a_window_get_no_screen(environment, handed_over, monkeypatch, command):
    monkeypatch.setattr(run, "add_libraries", lambda libraries: pytest.fail("looked for libraries"))
    monkeypatch.setattr(run.shutil, "which", lambda program: f"/usr/bin/{program}")
    run.run_command(environment, [command, "x"])
    assert handed_over[0][0] == [str(environment.python), "-P", "-m", "app", command, "x"]


def test_benchmarks_are_a_module_of_their_own(environment, handed_over, monkeypatch):
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(run, "add_libraries", lambda libraries: ())
    run.run_command(environment, ["bench", "steps"])
    assert handed_over[0][0] == [str(environment.python), "-P", "-m", "tests.bench", "steps"]


@pytest.mark.skipif(os.name == "nt", reason="a process is replaced on POSIX only")
def test_the_exit_status_of_the_command_is_ours():
    program = f"import sys; sys.path.insert(0, {str(run.ROOT)!r}); import run; "
    program += "run.hand_over([sys.executable, '-c', 'raise SystemExit(7)'], {})"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 7


PEERS = "peers.txt"
"""What tests compare with: it is not installed for anybody."""


def test_pins_have_hashes_and_no_addresses():
    assert all("://" not in file.read_text("utf-8") for file in run.PINS.glob("*.txt"))
    for file in set(run.PINS.glob("*.txt")) - {run.PINS / PEERS}:
        text = file.read_text("utf-8")
        for requirement in text.replace("\\\n", " ").splitlines():
            assert "==" in requirement, file
            assert "--hash=sha256:" in requirement, file


def pinned(name: str) -> dict[str, str]:
    lines = (run.PINS / f"{name}.txt").read_text("utf-8").splitlines()
    return dict(line.split()[0].split("==") for line in lines if "==" in line and not line.startswith(" "))


@pytest.mark.parametrize("name", ["test", "cuda12", "cuda13"])
def test_no_set_of_pins_moves_what_another_one_installed(name):
    app = pinned("app")
    assert {package: version for package, version in pinned(name).items() if app.get(package, version) != version} == {}
    assert name != "test" or app.items() <= pinned("test").items()


# What is missing when Ladera starts


def start_without(tmp_path: Path, package: str, how: str, *words: str) -> subprocess.CompletedProcess[str]:
    """`python -m app` where importing a package goes wrong."""
    (tmp_path / "sitecustomize.py").write_text(f"""
import sys
import tomllib

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] == {package!r}:
            raise {how}

sys.meta_path.insert(0, Missing())
""")
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join((str(tmp_path), str(run.ROOT)))}
    return subprocess.run([sys.executable, "-m", "app", *words], cwd=run.ROOT, env=environ, text=True, check=False,
                          capture_output=True)


@pytest.mark.parametrize(("package", "how", "words"), [
    ("numpy", "ModuleNotFoundError(f'No module named {name!r}', name=name)", ["info"]),
    ("safetensors", "ModuleNotFoundError(f'No module named {name!r}', name=name)", ["train", "x.ladera"]),
    ("scipy", "ImportError('libblas.so: cannot open shared object file', name=name)", ["info"]),
])
def test_a_package_that_is_missing_or_broken_is_named_with_the_way_out(tmp_path, package, how, words):
    ended = start_without(tmp_path, package, how, *words)
    assert ended.returncode == 1
    assert f"The Python package {package} is missing or broken" in ended.stderr
    assert "python3 run.py --repair" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_mistake_of_our_own_is_not_called_a_missing_package():
    error = ImportError("cannot import name 'x' from 'engine.graph'", name="engine.graph")
    assert system.package_sentence(error) == ""


# What is checked elsewhere


def workflow() -> dict:
    yaml = pytest.importorskip("yaml")
    return yaml.safe_load((run.ROOT / ".github" / "workflows" / "check.yml").read_text("utf-8"))


def test_every_python_that_ladera_takes_is_tried_on_three_systems():
    matrix = workflow()["jobs"]["tests"]["strategy"]["matrix"]
    project = tomllib.loads((run.ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    low, high = re.findall(r"3\.(\d+)", project["requires-python"])
    assert matrix["python"] == [f"3.{minor}" for minor in range(int(low), int(high))]
    assert {system.split("-")[0] for system in matrix["system"]} == {"ubuntu", "macos", "windows"}


def test_all_pins_are_looked_up_for_vulnerabilities():
    matrix = workflow()["jobs"]["pins"]["strategy"]["matrix"]
    assert set(matrix["pins"]) == {path.stem for path in run.PINS.glob("*.txt") if path.name != PEERS}


def test_the_libraries_that_are_installed_there_are_those_that_are_looked_for_here():
    [step] = [step for step in workflow()["jobs"]["tests"]["steps"] if "apt-get" in step.get("run", "")]
    wanted = {library.apt for library in system.QT_LIBRARIES + system.WINDOW_LIBRARIES}
    assert wanted <= set(step["run"].split())
