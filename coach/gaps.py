"""Everything that the notes lack: what the notes alone show, and the figures that contradict each other."""

from coach.claims import conflicting_figures
from coach.domain.notes import Gap, Vault
from coach.notes.gaps import ORDER, find_gaps


def all_gaps(vault: Vault) -> tuple[Gap, ...]:
    """All gaps, most useful first; each kind in the order of the notes."""
    gaps = (*find_gaps(vault), *conflicting_figures(vault))
    return tuple(sorted(gaps, key=lambda gap: ORDER.index(gap.kind)))
