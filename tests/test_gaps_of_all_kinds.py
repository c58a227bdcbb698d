"""Gaps of the notes and gaps between their figures, in one list."""

from typing import get_args

from coach.claims import conflicting_figures
from coach.domain.notes import GapKind, Note, Vault
from coach.gaps import all_gaps
from coach.notes.gaps import ORDER
from coach.notes.vault import read_vault
from coach.resources import shipped


def test_the_sample_notes_disagree_on_one_figure() -> None:
    (gap,) = conflicting_figures(read_vault(shipped("corpus"))[0])
    assert gap.kind == "conflicting_figure"
    assert (gap.path, "640 GPU hours" in gap.message) == ("pm behaviourals.md", True)
    assert "720 GPU hours in metrics and phrases.txt:9" in gap.message
    assert gap.next


def test_notes_that_agree_have_no_such_gap() -> None:
    texts = ("- Setup tickets fell from 52 to 17 a month.", "setup tickets: 52 -> 17 a month")
    notes = tuple(
        Note(path=f"{at}.md", sha256=str(at), title="n", text=text) for at, text in enumerate(texts)
    )
    assert conflicting_figures(Vault("notes", notes)) == ()


def test_every_kind_has_its_place_and_the_list_keeps_to_it() -> None:
    assert set(ORDER) == set(get_args(GapKind))
    kinds = [ORDER.index(gap.kind) for gap in all_gaps(read_vault(shipped("corpus"))[0])]
    assert kinds == sorted(kinds)
    assert ORDER.index("conflicting_figure") in kinds
