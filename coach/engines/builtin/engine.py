"""The built-in engine: no model, no key, no network. Deterministic, and it says that it is built in."""

from collections.abc import Iterator
from typing import Literal

from coach.engines.builtin.draft import draft
from coach.engines.builtin.judge import judge
from coach.engines.builtin.phrase import phrase
from coach.engines.protocol import DraftRequest, Judgement, JudgeRequest, PhraseRequest, RewriteRequest
from coach.index.embeddings import Embedder


class BuiltinEngine:
    """Judges by embeddings and rules, phrases and drafts from the notes themselves."""

    def __init__(self, embedder: Embedder | None) -> None:
        self._embedder = embedder

    @property
    def name(self) -> Literal["builtin"]:
        return "builtin"

    @property
    def label(self) -> str:
        return "built-in engine" if self._embedder else "built-in engine, words only"

    def judge(self, request: JudgeRequest) -> Judgement:
        return judge(request, self._embedder)

    def phrase(self, request: PhraseRequest) -> Iterator[str]:
        yield phrase(request)

    def draft(self, request: DraftRequest) -> Iterator[str]:
        yield draft(request)

    def rewrite(self, request: RewriteRequest) -> Iterator[str]:
        """Her words: without a model nobody can put them better and be sure to add nothing."""
        yield request.words
