"""Texts embedded before are not embedded again."""

import numpy as np
import pytest

from coach.index.embeddings import Embedder
from coach.matching import vectors
from coach.matching.vectors import embed_once


def test_the_vectors_are_those_of_the_embedder_in_the_order_given(embedder: Embedder) -> None:
    texts = ["a failure", "a launch", "a failure"]
    np.testing.assert_allclose(embed_once(embedder, texts), embedder.embed(texts), atol=1e-5)
    again = embed_once(embedder, ["a launch", "something new", "a failure"])
    np.testing.assert_allclose(again, embedder.embed(["a launch", "something new", "a failure"]), atol=1e-5)
    assert embed_once(embedder, []).shape == (0, 384)


def test_only_so_many_are_kept(embedder: Embedder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "REMEMBERED", 2)
    embed_once(embedder, ["one", "two", "three"])
    assert list(vectors._known[embedder]) == ["two", "three"]
