"""Which notes a search is restricted to, by what the notes say of themselves."""

import re
from collections.abc import Iterable

from coach.domain.notes import Note
from coach.domain.passages import Scope


def paths_in(scope: Scope | None, notes: Iterable[Note]) -> frozenset[str] | None:
    """The paths of the notes that meet every condition of `scope`; None where it has none."""
    if scope is None or scope == Scope():
        return None
    return frozenset(note.path for note in notes if _is_in(scope, note))


def _is_in(scope: Scope, note: Note) -> bool:
    folder = scope.folder.strip().removeprefix("./").strip("/")
    return (
        (not scope.paths or note.path in scope.paths)
        and (not folder or note.path.startswith(f"{folder}/"))
        and (not scope.tag or _has_tag(note, scope.tag))
        and (not scope.company or _names_company(note, scope.company))
    )


def _has_tag(note: Note, wanted: str) -> bool:
    """An outer tag takes in those nested under it: `pm` finds `pm/behavioural`."""
    tag = wanted.strip().lstrip("#").casefold()
    own = [each.lstrip("#").casefold() for each in note.tags]
    return any(each == tag or each.startswith(f"{tag}/") for each in own)


def _names_company(note: Note, wanted: str) -> bool:
    asked = set(re.findall(r"\w+", wanted.casefold()))
    return any(asked <= set(re.findall(r"\w+", each.casefold())) for each in note.companies)
