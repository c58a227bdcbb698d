"""The embedder, built once a session: the graph takes two seconds and ninety megabytes."""

from pathlib import Path

import pytest

from coach.index.embeddings import Embedder, open_embedder


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
