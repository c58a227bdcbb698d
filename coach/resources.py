"""Where the shipped folders are: `prompts/` and `corpus/`, from a checkout or from the wheel."""

from pathlib import Path
from typing import Literal

_PACKAGE = Path(__file__).parent


def shipped(name: Literal["prompts", "corpus"]) -> Path:
    """The folder as installed (`coach/shipped/NAME`), else as in a checkout (`NAME` beside `coach`)."""
    installed = _PACKAGE / "shipped" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name
