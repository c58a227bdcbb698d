"""Links between notes: found in the text, resolved over the folder as Obsidian would and by title.

A target resolves by path, then by file name, then by title, then by alias; with or without its
folder and suffix. Where several notes answer, the nearest is taken and all are named.
"""

import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from urllib.parse import unquote

from coach.domain.notes import Link, Note
from coach.notes.wording import key_of

NOTE_SUFFIXES = (".md", ".markdown", ".txt")

_WIKILINK = re.compile(
    r"(?P<embed>!?)\[\[(?P<target>[^\[\]|\n]{1,300})(?:\|(?P<alias>[^\[\]\n]{0,300}))?\]\]"
)
_LINK = re.compile(
    r"(?<!!)\[(?P<text>[^\[\]\n]{0,300})\]\((?:<(?P<angled>[^<>\n]{1,600})>|(?P<bare>[^()\s<>]{1,600}))(?:\s+\"[^\"\n]{0,200}\")?\)"
)
_CODE = re.compile(r"`[^`\n]+`")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_FILE = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,4}$")


def find_links(lines: Sequence[str], skipped: set[int]) -> tuple[Link, ...]:
    """Links in `lines` (numbered from 1) to other notes; `skipped` are lines of code and frontmatter."""
    return tuple(
        link
        for number, line in enumerate(lines, start=1)
        if "[" in line and number not in skipped
        for link in _in_line(_CODE.sub("", line[:20_000]), number)
    )


def _in_line(line: str, number: int) -> Iterator[Link]:
    found: list[tuple[int, Link]] = []
    for match in _WIKILINK.finditer(line):
        target = match["target"].rstrip("\\").split("#")[0].split("^")[0].strip()
        if target and not _is_other_file(target):
            found.append((match.start(), Link(target, number, (match["alias"] or "").strip())))
    for match in _LINK.finditer(line):
        target = unquote(match["angled"] or match["bare"]).split("#")[0].split("?")[0].strip()
        if target.casefold().endswith(NOTE_SUFFIXES) and not _SCHEME.match(target):
            found.append((match.start(), Link(target, number, match["text"].strip())))
    return (link for _, link in sorted(found, key=lambda one: one[0]))


def _is_other_file(target: str) -> bool:
    """A picture or a PDF, not a note; "v2.0 plan" is a note."""
    suffix = _FILE.search(target)
    return suffix is not None and suffix.group().casefold() not in NOTE_SUFFIXES


def resolve_links(notes: Iterable[Note]) -> tuple[Note, ...]:
    """`notes` with each link's `resolved` and `candidates`. A link from a note to itself resolves too."""
    notes = tuple(notes)
    names = _Names(notes)
    return tuple(
        replace(note, links=tuple(names.resolve(note.path, link) for link in note.links))
        if note.links
        else note
        for note in notes
    )


class _Names:
    """What each note may be called."""

    def __init__(self, notes: Sequence[Note]) -> None:
        self._by_path: dict[str, list[str]] = {}
        self._by_stem: dict[str, list[str]] = {}
        self._by_title: dict[str, list[str]] = {}
        self._by_alias: dict[str, list[str]] = {}
        for note in notes:
            path = note.path
            for name in {key_of(path), key_of(_bare(path))}:
                self._by_path.setdefault(name, []).append(path)
            self._by_stem.setdefault(key_of(_bare(posixpath.basename(path))), []).append(path)
            self._by_title.setdefault(key_of(note.title), []).append(path)
            for alias in {key_of(alias) for alias in note.aliases}:
                self._by_alias.setdefault(alias, []).append(path)

    def resolve(self, source: str, link: Link) -> Link:
        folder = posixpath.dirname(source)
        found = self._find(folder, link.target)
        if not found:
            return replace(link, resolved=None, candidates=())
        beside = [path for path in found if posixpath.dirname(path) == folder]
        if len(found) > 1 and len(beside) == 1:
            found = beside
        nearest = min(found, key=lambda path: (path.count("/"), path))
        return replace(link, resolved=nearest, candidates=tuple(sorted(found)))

    def _find(self, folder: str, target: str) -> list[str]:
        relative = key_of(posixpath.normpath(posixpath.join(folder, target)))
        absolute = key_of(posixpath.normpath(target.lstrip("/")))
        for path in (relative, absolute):
            if path in self._by_path:
                return self._by_path[path]
        if target.startswith("."):
            return []
        last = absolute.rsplit("/", 1)[-1]
        stem = _bare(last)
        same_stem = self._by_stem.get(stem, [])
        if "/" in absolute and same_stem:
            tail = "/" + _bare(absolute)
            if deeper := [path for path in same_stem if ("/" + key_of(_bare(path))).endswith(tail)]:
                return deeper
        return (
            same_stem
            or self._by_title.get(last)
            or self._by_title.get(stem)
            or self._by_title.get(absolute)
            or self._by_alias.get(last)
            or self._by_alias.get(absolute)
            or []
        )


def _bare(path: str) -> str:
    lowered = path.casefold()
    return next((path[: -len(suffix)] for suffix in NOTE_SUFFIXES if lowered.endswith(suffix)), path)
