"""Her notes as one turn sees them: the same vault, matcher and claims from start to end."""

from dataclasses import dataclass

from coach.claims import Ledger
from coach.domain.notes import Vault
from coach.index.embeddings import Embedder
from coach.matching import Matcher


@dataclass(frozen=True, slots=True)
class Material:
    vault: Vault
    matcher: Matcher
    ledger: Ledger

    @property
    def companies(self) -> tuple[str, ...]:
        """Every company that a note is about, each once, in the order of the notes."""
        return tuple(dict.fromkeys(name for note in self.vault.notes for name in note.companies))

    @property
    def paths(self) -> tuple[str, ...]:
        return tuple(note.path for note in self.vault.notes)


def read_material(vault: Vault, embedder: Embedder | None) -> Material:
    return Material(vault, Matcher(vault, embedder), Ledger.from_vault(vault))
