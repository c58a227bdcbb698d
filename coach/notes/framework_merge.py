"""One framework for all the ways in which a note tells it: outlines go into what they outline."""

from collections.abc import Sequence
from dataclasses import replace

from coach.notes.framework_names import FoundFramework
from coach.notes.wording import stems


def merge_frameworks(found: Sequence[FoundFramework]) -> list[FoundFramework]:
    """Outlines go into the framework whose steps they name; two outlines of one become the fuller."""
    kept = [(one, [step.name for step in one.framework.steps]) for one in found if not one.is_outline]
    # Longer outlines first: what they call the steps helps to recognise the shorter ones.
    for outline in sorted(
        (one for one in found if one.is_outline), key=lambda one: -len(one.framework.steps)
    ):
        names = [step.name for step in outline.framework.steps]
        for place, (home, known) in enumerate(kept):
            if _tells_the_same(outline, home, known):
                fuller = replace(home.framework, reason=_also(home.framework.reason))
                kept[place] = (replace(home, framework=fuller), [*dict.fromkeys([*known, *names])])
                break
        else:
            kept.append((outline, names))
    return [one for one, _ in kept]


def _also(reason: str) -> str:
    return reason if reason.endswith("outlined elsewhere") else f"{reason}, outlined elsewhere"


def _tells_the_same(outline: FoundFramework, other: FoundFramework, names: Sequence[str]) -> bool:
    if outline.framework.name != other.framework.name and not (outline.generic or other.generic):
        return False
    theirs = [stems(name) for name in names]
    steps = outline.framework.steps
    shared = sum(any(stems(step.name) & one for one in theirs) for step in steps)
    if shared * 5 >= len(steps) * 3:
        return True
    return outline.generic and other.generic and len(steps) == len(other.framework.steps)
