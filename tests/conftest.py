"""The embedder, built once a session: the graph takes two seconds and ninety megabytes."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from coach.dialogue.coach import Coach, EngineChoice
from coach.engines.builtin.engine import BuiltinEngine
from coach.index import NotesIndex
from coach.index.embeddings import Embedder, open_embedder
from coach.resources import shipped
from coach.store import Store, open_store

# A search for counter-examples goes on at every desk; what lands is decided on the same examples each time.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("desk", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "desk")


@pytest.fixture(scope="session")
def weights_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("weights-home")
    if open_embedder(home) is None:
        pytest.skip("the weights are not installed")
    return home


@pytest.fixture(scope="session")
def embedder(weights_home: Path) -> Embedder:
    opened = open_embedder(weights_home)
    assert opened is not None
    return opened


@pytest.fixture(scope="session")
def corpus_index(weights_home: Path, embedder: Embedder) -> NotesIndex:
    """The sample notes, indexed once."""
    index = NotesIndex(weights_home, shipped("corpus"), embedder)
    index.refresh()
    return index


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path / 'coach.db'}")
    yield opened
    opened.close()


@pytest.fixture
def coach(corpus_index: NotesIndex, store: Store, embedder: Embedder) -> Iterator[Coach]:
    """A coach over the sample notes with the built-in engine and a store of its own."""
    made = Coach(corpus_index, store, embedder, lambda _: EngineChoice(BuiltinEngine(embedder)))
    yield made
    made.close()
