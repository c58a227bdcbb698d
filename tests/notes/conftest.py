"""Notes of an invented candidate, in the manner of real ones."""

from collections.abc import Callable
from pathlib import Path

import pytest

from coach.domain.notes import Note, Vault
from coach.notes.parse import parse_note
from coach.notes.vault import read_vault

SAMPLES = Path(__file__).parent / "samples"


@pytest.fixture
def read() -> Callable[[str], Note]:
    """Parses Markdown that stands in a test."""
    return lambda text: parse_note("note.md", text.encode())


@pytest.fixture(scope="session")
def samples() -> Vault:
    return read_vault(SAMPLES)[0]


@pytest.fixture(scope="session")
def bank(samples: Vault) -> Note:
    return _note(samples, "story bank.md")


@pytest.fixture(scope="session")
def case(samples: Vault) -> Note:
    return _note(samples, "case sheet.md")


@pytest.fixture(scope="session")
def sheet(samples: Vault) -> Note:
    return _note(samples, "Prep for Tidewell.md")


def _note(vault: Vault, path: str) -> Note:
    note = vault.note(path)
    assert note is not None
    return note
