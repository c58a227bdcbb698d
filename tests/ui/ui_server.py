"""The page as a person meets it: a real server process, a real browser."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARTEFACTS = Path(__file__).parents[2] / "artefacts"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
QUIET += ["--disable-background-networking", "--disable-component-update"]


class Served:
    """One `coach serve` process and where it answers."""

    def __init__(self, home: Path, notes: Path, log: Path, **environment: str) -> None:
        self._log = log
        self._command = [sys.executable, "-m", "coach", "serve", "--port", "0", "--home", str(home)]
        self._command += ["--notes", str(notes)]
        clean = {
            name: value for name, value in os.environ.items() if not name.startswith(("COACH_", "OPENAI_"))
        }
        self._environment = clean | {"COACH_ENGINE": "builtin"} | environment
        self.address = ""
        self.process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        with self._log.open("w") as log:
            self.process = subprocess.Popen(
                self._command, env=self._environment, stdout=subprocess.PIPE, stderr=log, text=True
            )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        found = re.search(r"http://\S+", line)
        assert found, f"no address: {line!r} {self._log.read_text()}"
        self.address = found[0]

    def kill(self) -> None:
        """As a crash would end it."""
        assert self.process is not None
        self.process.kill()
        self.process.communicate()

    def stop(self) -> int:
        """As Ctrl-C would end it; its exit code."""
        assert self.process is not None
        if self.process.poll() is None:
            self.process.send_signal(2)
        self.process.communicate(timeout=20)
        return self.process.returncode


def keep(page: Page, name: str) -> None:
    """Keeps a screenshot under the git-ignored `artefacts/`."""
    ARTEFACTS.mkdir(exist_ok=True)
    page.screenshot(path=ARTEFACTS / f"{name}.png")
