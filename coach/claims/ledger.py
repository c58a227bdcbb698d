"""The ledger: what may be said about her, because she wrote it or said it.

Owns which notes count as evidence: all but what the coach wrote and job descriptions. A CV
counts. Interview questions in her notes ask for results, they hold none. Immutable.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from coach.claims.facts import Fact, sentence_facts
from coach.claims.prose import split_note
from coach.claims.words import content_stems, is_negated, tokens_in
from coach.domain.answers import Origin
from coach.domain.notes import Note, Vault

_JOB = re.compile(r"job[\s_-]*(?:description|ad|posting|spec)s?|jd", re.IGNORECASE)
_CV = re.compile(r"cv|r[eé]sum[eé]|curriculum[\s_-]*vitae", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One sentence of evidence, ready to be compared. `context` are the stems of the sentence before."""

    text: str
    origin: Origin
    path: str | None
    line: int | None
    stems: frozenset[str]
    words: tuple[str, ...]
    negated: bool
    asks: bool  # a question: it holds names, but no figure or result of hers
    context: frozenset[str]
    facts: tuple[Fact, ...]
    given: bool = False  # set by the interviewer's case: may be taken up in any context


@dataclass(frozen=True)
class Ledger:
    """Evidence, sentence by sentence."""

    entries: tuple[Entry, ...] = ()

    @classmethod
    def from_vault(cls, vault: Vault) -> "Ledger":
        """Everything in her notes that counts as evidence about her."""
        return cls(tuple(entry for note in vault.notes if is_evidence(note) for entry in _note_entries(note)))

    def with_said(self, text: str) -> "Ledger":
        """The same ledger with her own words of this conversation added."""
        return replace(self, entries=self.entries + _entries(text, "said", None, frozenset()))

    def with_given(self, text: str) -> "Ledger":
        """With the facts of a case as the interviewer set it: they may be taken up in the answer."""
        entries = _entries(text, "said", None, frozenset())
        return replace(
            self, entries=self.entries + tuple(replace(entry, asks=False, given=True) for entry in entries)
        )

    def restricted_to(self, paths: Collection[str]) -> "Ledger":
        """Only the notes at `paths`, and what she said."""
        return replace(
            self, entries=tuple(entry for entry in self.entries if entry.path is None or entry.path in paths)
        )

    def led_by(self, path: str, first_line: int, last_line: int) -> "Ledger":
        """The same evidence with those lines first: of two places that say the same, they are named."""

        def elsewhere(entry: Entry) -> bool:
            return not (entry.path == path and first_line <= (entry.line or 0) <= last_line)

        return replace(self, entries=tuple(sorted(self.entries, key=elsewhere)))

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """Every fact, in the order of the notes."""
        return tuple(fact for entry in self.entries for fact in entry.facts)

    @cached_property
    def numbers(self) -> Mapping[str, tuple[tuple[Fact, Entry], ...]]:
        """Figures with their sentences, by dimension ("" for counts); those in questions left out."""
        found: dict[str, list[tuple[Fact, Entry]]] = {}
        for entry in self.entries:
            for fact in entry.facts:
                if fact.kind == "number" and not entry.asks:
                    found.setdefault(fact.dimension, []).append((fact, entry))
        return {dimension: tuple(pairs) for dimension, pairs in found.items()}

    @cached_property
    def word_entries(self) -> Mapping[str, tuple[Entry, ...]]:
        """Sentences by each of their words, in lower case."""
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            for word in set(entry.words):
                found.setdefault(word, []).append(entry)
        return {word: tuple(entries) for word, entries in found.items()}

    @cached_property
    def stem_entries(self) -> Mapping[str, tuple[Entry, ...]]:
        """Sentences by each of their stems."""
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            for word in entry.stems:
                found.setdefault(word, []).append(entry)
        return {word: tuple(entries) for word, entries in found.items()}

    @cached_property
    def lowercase_words(self) -> frozenset[str]:
        """Words that she also writes small: a capital at a sentence's start makes them no names."""
        return frozenset(
            token.text for entry in self.entries for token in tokens_in(entry.text) if token.text.islower()
        )


def is_evidence(note: Note) -> bool:
    """False for what the coach wrote and for a job description, by tag or title."""
    return not note.generated and not _is_about(note, _JOB)


def _is_about(note: Note, pattern: re.Pattern[str]) -> bool:
    names = (*note.tags, note.title, *note.aliases, note.path.rsplit("/", 1)[-1].rsplit(".", 1)[0])
    return any(pattern.fullmatch(name.strip().lstrip("#")) for name in names) or bool(
        pattern is _JOB and re.match(r"job description\b", note.title.strip(), re.IGNORECASE)
    )


def _note_entries(note: Note) -> Iterable[Entry]:
    origin: Origin = "cv" if _is_about(note, _CV) else "note"
    asked = frozenset(_bare(question.text) for question in note.questions)
    title = _entries(note.title, origin, note.path, asked)
    return (*title, *_entries(note.text, origin, note.path, asked))


def _bare(text: str) -> str:
    return " ".join(token.lower for token in tokens_in(text))


def _entries(text: str, origin: Origin, path: str | None, asked: frozenset[str]) -> tuple[Entry, ...]:
    entries: list[Entry] = []
    before: frozenset[str] = frozenset()
    for sentence in split_note(text):
        words = tuple(token.lower for token in tokens_in(sentence.text))
        stems = content_stems(sentence.text)
        line = sentence.line if path is not None else None
        asks = sentence.text.rstrip('"”’ )*').endswith("?") or " ".join(words) in asked
        entries.append(
            Entry(
                sentence.text, origin, path, line, stems, words, is_negated(sentence.text), asks, before,
                sentence_facts(sentence.text, origin, path, line),
            )
        )  # fmt: skip
        before = stems
    return tuple(entries)
