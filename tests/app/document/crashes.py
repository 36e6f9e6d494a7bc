"""Windows that crash."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from app.document import recovery
from app.document.document import Document
app = QGuiApplication([])
document = Document(recovery_folder=Path(sys.argv[1]))
if sys.argv[2]:
    document.open(Path(sys.argv[2]))
document.add_layer("dense", (1, 2))
document.autosave()
print("kept", flush=True)
sys.stdin.read()
"""


def open_window(recovery: Path, path: Path | None = None) -> subprocess.Popen:
    """Another window, in another process, with unsaved work."""
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(recovery), str(path or "")], cwd=ROOT, text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout.readline() == "kept\n"
    return process


def crash(process: subprocess.Popen) -> None:
    process.kill()
    process.wait()
    process.stdin.close()
    process.stdout.close()


def folders(tmp_path: Path) -> list[Path]:
    return list((tmp_path / "recovery").iterdir()) if (tmp_path / "recovery").exists() else []
