"""Pieces of notes as the index keeps them and gives them back."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of one section, small enough to embed. `id` is a hash of place and content."""

    id: str
    path: str
    heading: tuple[str, ...]
    start_line: int
    end_line: int
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A retrieved chunk. `score` is the fused score that orders; it says nothing about relevance.

    `cosine` is None where there are no embeddings (lexical retrieval only).
    """

    path: str
    heading: tuple[str, ...]
    start_line: int
    end_line: int
    text: str
    score: float
    cosine: float | None
    bm25: float


@dataclass(frozen=True, slots=True)
class Retrieval:
    """Passages best first, and whether the notes hold anything on the query at all."""

    query: str
    answerable: bool
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """What to search in: all given conditions hold; none given means everything."""

    paths: tuple[str, ...] = ()
    folder: str = ""
    tag: str = ""
    company: str = ""


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What a refresh did. `skipped` and `repaired` as (path, why) and (path, count)."""

    notes: int
    chunks: int
    added: int
    changed: int
    removed: int
    unchanged: int
    embedded: int
    repaired: tuple[tuple[str, int], ...]
    skipped: tuple[tuple[str, str], ...]
    seconds: float
