"""A unified diff of edits that are known: nothing has to be found out by comparing. Pure."""

from collections.abc import Sequence

from coach.notes.raw_lines import Edit

CONTEXT = 2  # lines shown above and below a change


def unified_diff(path: str, lines: Sequence[str], edits: Sequence[Edit]) -> str:
    """What `edits` do to `lines`, in the form of `diff -u`, without a line end at its end."""
    shown = [f"--- {path}", f"+++ {path}"]
    shift = 0
    for group in _grouped(sorted(edits, key=lambda one: (one.start, one.end))):
        first = max(1, group[0].start - CONTEXT)
        last = min(len(lines), group[-1].end + CONTEXT)
        body: list[str] = []
        at = first
        for edit in group:
            body += [f" {line}" for line in lines[at - 1 : edit.start - 1]]
            body += [f"-{line}" for line in lines[edit.start - 1 : edit.end]]
            body += [f"+{line}" for line in edit.lines]
            at = edit.end + 1
        body += [f" {line}" for line in lines[at - 1 : last]]
        before = last - first + 1
        added = sum(len(edit.lines) - (edit.end - edit.start + 1) for edit in group)
        shown += [f"@@ -{first},{before} +{first + shift},{before + added} @@", *body]
        shift += added
    return "\n".join(shown)


def _grouped(edits: Sequence[Edit]) -> list[list[Edit]]:
    """Edits whose contexts touch stand in one hunk."""
    groups: list[list[Edit]] = []
    for edit in edits:
        if groups and edit.start - groups[-1][-1].end <= 2 * CONTEXT + 1:
            groups[-1].append(edit)
        else:
            groups.append([edit])
    return groups
