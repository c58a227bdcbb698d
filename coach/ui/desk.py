"""What the page works at: the coach over the folder that is open now."""

import threading
from collections.abc import Callable
from pathlib import Path

from coach.app import move_coach
from coach.config import Settings
from coach.dialogue import Coach
from coach.domain.passages import IndexReport


class Desk:
    """Holds the open coach; another folder of notes puts another coach in its place. Thread-safe."""

    def __init__(self, coach: Coach, settings: Settings) -> None:
        self._coach = coach
        self._settings = settings
        self._guard = threading.Lock()

    @property
    def coach(self) -> Coach:
        return self._coach

    @property
    def settings(self) -> Settings:
        return self._settings

    def open_folder(
        self, folder: Path, on_progress: Callable[[str, int, int], None] | None = None
    ) -> IndexReport:
        """Indexes a folder and works on it from now on; on an error the old one stays open.

        Raises NotesError, IndexUnavailable. Sessions stay: they belong to her, not to a folder.
        """
        settings = self._settings.model_copy(update={"notes": folder.expanduser().resolve()})
        coach = move_coach(self._coach, settings)
        report = coach.index.refresh(on_progress)
        with self._guard:
            self._coach, self._settings = coach, settings
        return report
